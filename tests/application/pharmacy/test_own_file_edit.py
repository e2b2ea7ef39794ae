"""Editing the own file: only the line that is meant changes, and nothing that cannot be planned with is written."""

import pytest

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.own_file_edit import SaveError, path_of
from ldn_calc.application.pharmacy.own_formulary import OwnFileError

WRITTEN = """\
# Dover Pharmacy, kept by R. Okafor
[instruments.balance]
minimum = "60 mg"      # certificate of 3 Jan 2026

[fillers."lactose anhydrous"]
measured = { "3" = "210 mg" } # ten capsules

[policies.defaults]
# agreed on 4 Jan
overage = "7 %"
source = "SOP 12"
"""


@pytest.fixture
def draft(tmp_path):
    (tmp_path / "formulary.toml").write_text(WRITTEN, encoding="utf-8")
    return FilePharmacy(tmp_path / "settings.toml").own_rows()


def lines_changed(before, after):
    return sorted(set(after.splitlines()) ^ set(before.splitlines()))


def test_a_value_set_changes_its_line_alone(draft):
    draft.set_value("8 %", "policies", "defaults", "overage")
    assert lines_changed(WRITTEN, draft.text) == ['overage = "7 %"', 'overage = "8 %"']
    draft.set_value("7 %", "policies", "defaults", "overage")
    assert draft.text == WRITTEN
    assert not draft.is_dirty


def test_a_key_is_added_to_a_row_and_to_a_table_in_a_row(draft):
    draft.set_value("320 mg", "fillers", "lactose anhydrous", "measured", "2")
    draft.set_value(3, "policies", "defaults", "least_extra_capsules")
    assert draft.value("fillers", "lactose anhydrous", "measured") == {"3": "210 mg", "2": "320 mg"}
    assert "# ten capsules" in draft.text
    assert "# agreed on 4 Jan" in draft.text
    assert draft.problems() == ()


def test_a_file_that_is_not_there_begins_with_the_first_key(tmp_path):
    draft = FilePharmacy(tmp_path / "deep" / "settings.toml").own_rows()
    assert (draft.text, draft.problems(), draft.rows()) == ("", (), [])
    draft.set_value("3 %", "policies", "defaults", "weighing_error")
    assert draft.text == '[policies.defaults]\nweighing_error = "3 %"\n'
    draft.save()
    assert FilePharmacy(tmp_path / "deep" / "settings.toml").formulary().rows["policies"]["defaults"]["weighing_error"] == "3 %"


def test_the_last_policy_taken_out_takes_its_table_out_and_its_source(draft):
    draft.set_value(None, "policies", "defaults", "overage")
    assert draft.value("policies") is None
    assert "SOP 12" not in draft.text
    assert draft.text.startswith("# Dover Pharmacy")


def test_an_inner_table_left_empty_goes_with_its_last_key(draft):
    draft.set_value(None, "fillers", "lactose anhydrous", "measured", "3")
    assert draft.value("fillers", "lactose anhydrous") == {}


def test_rows_are_listed_with_kind_and_source_and_taken_out(draft):
    draft.add_row("instruments", "second balance", {"kind": "balance"})
    assert [(row.table, row.name, row.kind, row.is_new) for row in draft.rows()] == [
        ("instruments", "balance", "balance", False),
        ("instruments", "second balance", "balance", True),
        ("fillers", "lactose anhydrous", "", False),
    ]
    assert [each.path for each in draft.problems()] == [
        'instruments["second balance"].readability', 'instruments["second balance"].minimum'
    ]  # fmt: skip
    draft.remove_row("instruments", "second balance")
    assert draft.problems() == ()
    assert draft.value("instruments") == {"balance": {"minimum": "60 mg"}}


def test_a_problem_is_found_at_its_line(draft):
    draft.set_value("210", "fillers", "lactose anhydrous", "measured", "3")
    draft.set_value("two", "policies", "defaults", "least_extra_capsules")
    problems = draft.problems()
    found = {each.path: WRITTEN.splitlines()[draft.line_of(each.path) - 1] for each in problems if "fillers" in each.path}
    assert found == {'fillers["lactose anhydrous"].measured["3"]': 'measured = { "3" = "210 mg" } # ten capsules'}
    line = draft.line_of("policies.defaults.least_extra_capsules")
    assert draft.text.splitlines()[line - 1].startswith("least_extra_capsules")
    assert draft.line_of(path_of(("vehicles", "none"))) == 0


def test_a_text_that_is_no_toml_can_only_be_edited_as_text(draft):
    draft.text = "[fillers"
    assert not draft.is_toml()
    assert draft.rows() == []
    with pytest.raises(ValueError, match="line 1"):
        draft.set_value("3 %", "policies", "defaults", "weighing_error")
    with pytest.raises(OwnFileError):
        draft.save()
    draft.take_back()
    assert draft.text == WRITTEN


def test_what_cannot_be_planned_with_is_not_written(draft):
    draft.set_value("3", "policies", "defaults", "weighing_error")
    with pytest.raises(OwnFileError, match="weighing_error"):
        draft.save()
    assert draft.path.read_text(encoding="utf-8") == WRITTEN


def test_a_file_changed_meanwhile_is_not_written_over(draft):
    draft.set_value("3 %", "policies", "defaults", "weighing_error")
    draft.path.write_text("# another hand\n", encoding="utf-8")
    with pytest.raises(SaveError, match="changed by somebody else"):
        draft.save()
    assert draft.path.read_text(encoding="utf-8") == "# another hand\n"


def test_a_file_that_is_no_text_stays_a_problem_and_is_kept(tmp_path):
    (tmp_path / "formulary.toml").write_bytes(b"\xff\xfe")
    draft = FilePharmacy(tmp_path / "settings.toml").own_rows()
    draft.set_value("3 %", "policies", "defaults", "weighing_error")
    assert [each.path for each in draft.problems()] == ["the file"]
    with pytest.raises(OwnFileError):
        draft.save()
    assert (tmp_path / "formulary.toml").read_bytes() == b"\xff\xfe"


def test_which_table_was_changed_is_known_and_comments_do_not_count(draft):
    draft.text += "# a remark\n"
    assert draft.is_dirty
    assert not draft.changed("policies")
    draft.set_value("8 %", "policies", "defaults", "overage")
    assert draft.changed("policies")
    assert not draft.changed("fillers")


def test_letters_in_pieces_and_other_line_ends_are_no_change_by_somebody_else(tmp_path):
    (tmp_path / "formulary.toml").write_bytes(b'[fillers."lactose anhydrous"]\r\nsource = "x"\r\n')
    draft = FilePharmacy(tmp_path / "settings.toml").own_rows()
    assert "\r" not in draft.text
    for source in ("An\u0303o", "An\u0303o 2"):
        draft.text = f'[fillers."lactose anhydrous"]\nsource = "{source}"\n'
        draft.save()
        assert not draft.is_dirty
    assert "Año 2" in (tmp_path / "formulary.toml").read_text("utf-8")
