import pytest

from ldn_calc.documents.drawing.fonts import text_width
from ldn_calc.documents.drawing.typeset import break_lines, break_name, break_run_on, line_width
from ldn_calc.documents.values.errors import DoesNotFit, MissingGlyph
from ldn_calc.documents.words.runs import Run, joined, marked, plain, run, tie

LONG = "María de los Ángeles Fernández-Villavicencio y Castañeda"


def loose(lines):
    return [plain(line).replace("\u00a0", " ") for line in lines]


def test_a_long_name_is_broken_where_its_lines_are_most_equal():
    assert loose(break_name(LONG, 12, 266)) == ["María de los Ángeles", "Fernández-Villavicencio y Castañeda"]


@pytest.mark.parametrize("width", range(150, 260, 10))
def test_a_name_never_ends_a_line_after_a_particle_nor_breaks_at_a_hyphen(width):
    try:
        lines = loose(break_name(LONG, 12, width))
    except DoesNotFit:
        return
    for line in lines:
        assert line.split()[-1].lower() not in {"de", "los", "y"}
        assert not line.endswith("-")


def test_lines_break_at_plain_spaces_only():
    text = tie("next part starts day 36 (27 Dec 2026) at 36 to 46 °F, 1 mg per mL, Suite 214-B")
    for line in loose(break_lines(run(text), 8, 70)):
        assert not line.endswith(("27", "Dec", "46", "mg", "per", "Suite", "214-"))


def test_a_word_that_changes_weight_stays_one_word():
    lines = break_lines(marked("the **100\u00a0mL\u00a0cylinder**: stir"), 12, 110)
    assert loose(lines) == ["the", "100 mL cylinder:", "stir"]


def test_a_line_is_never_wider_than_its_room():
    runs = joined([marked("**Part fill:** days 1 to 35"), run("Refills: 2")] * 4, " • ")
    for line in break_lines(runs, 7.5, 120):
        assert line_width(line, 7.5) <= 120


@pytest.mark.parametrize("width", range(62, 400, 3))
def test_no_line_of_text_that_runs_on_begins_or_ends_with_a_bullet(width):
    items = [marked("**Part fill:** days 1 to 35"), run("Refills: 2"), run("Keep in the refrigerator (36 to 46 °F).")]
    lines = loose(break_run_on(items, 8, width))
    assert all(line and line == line.strip(" •") for line in lines)
    assert " ".join(lines).replace(" • ", " ") == "Part fill: days 1 to 35 Refills: 2 Keep in the refrigerator (36 to 46 °F)."


def test_items_on_one_line_have_a_bullet_between_them():
    assert loose(break_run_on([run("Refills: 2"), run("Lot 240117")], 8, 200)) == ["Refills: 2 • Lot 240117"]


def test_a_word_wider_than_its_line_is_named():
    with pytest.raises(DoesNotFit, match="Featherstonehaugh-Cholmondeley"):
        break_lines(run("Wolfgang Featherstonehaugh-Cholmondeley"), 12, 60)


def test_a_character_without_a_glyph_is_named_with_its_text():
    with pytest.raises(MissingGlyph, match=r'the character "日".*"日本"'):
        text_width("日本", 12)


def test_an_accent_on_its_own_is_joined_to_its_letter():
    assert text_width("Nu\u0301n\u0303ez", 10) == text_width("Núñez", 10)


@pytest.mark.parametrize("text", ["שלום", "q\u0301", "a\u200bb", "line\nbreak"])
def test_text_that_would_be_drawn_wrong_is_refused(text):
    with pytest.raises(MissingGlyph):
        text_width(text, 10)


def test_marks_of_bold_in_a_value_are_just_stars():
    assert marked("Rx **{number}**", number="24**7") == (Run("Rx "), Run("24**7", bold=True))
