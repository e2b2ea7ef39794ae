"""Journeys on the Compound page, offscreen."""

import json
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from window_drivers.compound import CompoundDriver

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.order.prescription import Person, Settlement
from ui.compound.planner import Planner
from ui.compound.prescription.document import put
from ui.shell.main_window import MainWindow

PRESCRIPTIONS = Path(__file__).parents[2] / "prescriptions"


def test_a_typed_prescription_is_planned_and_proved(same_window):
    page = same_window()
    page.fill_in()
    assert page.banner().startswith("Proved")
    assert page.document()["rx"]["patient"]["birth_date"] == "1979-04-12"
    assert page.words("identity") == "Ana Reyes, born 12 Apr 1979  ·  240117"


def test_an_empty_form_is_no_storm_of_errors_and_says_what_is_needed(same_window):
    page = same_window()
    assert "Still needed" in page.banner()
    for words in ("the form", "the days of phase 1", "the dose in phase 1"):
        assert words in page.banner()
    for path in page.window.compound.form.paths():
        assert page.error(path) == ""


def test_an_unreadable_dose_makes_the_plan_stale_at_once_and_speaks_when_focus_leaves(same_window):
    page = same_window()
    page.fill_in()
    page.type("rx.regimen[0].take[0].dose", "4.5")
    assert page.banner() == "Last good plan, greyed: the dose in phase 1 cannot be read. Nothing prints."
    assert page.regimen_error(0) == ""
    page.key(Qt.Key.Key_Tab)
    assert page.regimen_error(0) == "4.5 what? Write the unit, as in 4.5 mg."
    assert page.line("rx.regimen[0].take[0].dose").accessibleDescription() == page.regimen_error(0)
    page.type("rx.regimen[0].take[0].dose", "4.5 mg")
    assert page.regimen_error(0) == ""
    assert page.banner().startswith("Proved")


def test_a_text_that_cannot_become_right_speaks_at_once(same_window):
    page = same_window()
    page.fill_in()
    page.type("rx.regimen[0].take[0].dose", "4.5 cc")
    assert "cc" in page.regimen_error(0)
    assert page.text("rx.regimen[0].take[0].dose") == "4.5 cc"


def test_a_date_is_shown_as_it_was_read_when_focus_leaves(same_window):
    page = same_window()
    page.type("rx.patient.birth_date", "April 12, 1979", leave=True)
    assert page.text("rx.patient.birth_date") == "12 Apr 1979"
    page.type("rx.patient.birth_date", "4/12/1979", leave=True)
    assert page.text("rx.patient.birth_date") == "4/12/1979"
    assert "4 Dec" in page.error("rx.patient.birth_date")
    assert "12 Apr" in page.error("rx.patient.birth_date")


def test_no_answer_about_opioids_is_chosen_beforehand(same_window):
    page = same_window()
    for key in ("none", "current", "stopped"):
        assert not page.widget(f"screening.opioid_use={key}").isChecked()
    page.answer("screening.opioid_use", "stopped")
    page.type("screening.opioid_stopped_on", "1 Sep 2026")
    page.choose("screening.opioid_kind", "short-acting")
    page.answer("screening.opioid_use", "none")
    assert page.document()["screening"] == {"opioid_use": "none", "asked_on": "2026-11-22"}
    page.answer("screening.opioid_use", "stopped")
    assert page.document()["screening"]["opioid_stopped_on"] == "2026-09-01"


def test_a_medicine_is_added_with_the_day_it_was_stopped(same_window):
    page = same_window()
    page.add_medicine("levothyroxine")
    page.add_medicine("tramadol, stopped 1 Sep 2026")
    assert page.document()["screening"]["medicines"] == ["levothyroxine", {"name": "tramadol", "stopped_on": "2026-09-01"}]
    assert page.chips("screening.medicines") == ["levothyroxine", "tramadol, stopped 1 Sep 2026"]
    page.press("screening.medicines[0].remove")
    assert page.chips("screening.medicines") == ["tramadol, stopped 1 Sep 2026"]


def test_an_ambiguous_day_of_a_medicine_is_refused_and_its_text_stays(same_window):
    page = same_window()
    page.fill_in()
    page.add_medicine("prednisone, stopped 9/11")
    assert page.error("screening.medicines").startswith("9 Nov or 11 Sep?")
    assert page.error("screening.medicines").endswith("Not added yet.")
    assert page.text("screening.medicines") == "prednisone, stopped 9/11"
    assert page.banner().startswith("Proved")


def test_an_opioid_typed_and_not_added_counts_as_taken_now(same_window):
    page = same_window()
    page.fill_in()
    page.type("screening.medicines", "tramadol, stopped 9/11")
    assert page.banner().startswith("Refused")
    page.type("screening.medicines", "")
    assert page.banner().startswith("Proved")


def test_any_text_typed_and_not_added_keeps_printing_off(same_window, monkeypatch):
    page = same_window()
    page.fill_in()
    said = []
    monkeypatch.setattr(page.window.compound.papers, "set_blocked", said.append)
    page.type("screening.medicines", "prednisone")
    assert "something typed in the medicines is not added" in said[-1]
    page.press("screening.medicines.add")
    assert "something typed in the medicines is not added" not in said[-1]


def test_none_is_an_answer_and_can_be_taken_back(same_window):
    page = same_window()
    page.press("screening.allergies.none")
    assert page.document()["screening"]["allergies"] == []
    page.press("screening.allergies.answered.remove")
    assert "allergies" not in page.document()["screening"]
    page.type("screening.allergies", "none")
    page.press("screening.allergies.add")
    assert page.document()["screening"]["allergies"] == []


def test_phases_are_added_doubled_and_removed(same_window):
    page = same_window()
    page.type("rx.regimen[0].days", "14")
    page.type("rx.regimen[0].take[0].dose", "1.5 mg")
    page.choose("rx.regimen[0].take[0].when", "morning")
    page.press("regimen.secondDose")
    page.type("rx.regimen[0].take[1].dose", "3 mg")
    page.choose("rx.regimen[0].take[1].when", "bedtime")
    page.press("regimen.addPhase")
    page.type("rx.regimen[1].days", "28")
    assert page.document()["rx"]["regimen"] == [
        {"take": [{"dose": "1.5 mg", "when": "morning"}, {"dose": "3 mg", "when": "bedtime"}], "days": 14},
        {"take": [{"when": "morning"}, {"when": "bedtime"}], "days": 28},
    ]
    page.press("rx.regimen[0].take[1].remove")
    page.press("rx.regimen[1].remove")
    assert page.document()["rx"]["regimen"] == [{"take": [{"dose": "1.5 mg", "when": "morning"}], "days": 14}]


def test_the_lot_is_kept_when_powder_and_tablets_are_exchanged(same_window):
    page = same_window()
    page.answer("preparation.source.kind", "powder")
    page.choose("preparation.source.substance", "naltrexone hydrochloride anhydrous")
    page.type("preparation.source.assay", "99.4 %")
    page.answer("preparation.source.kind", "tablet")
    assert page.document()["preparation"]["source"] == {"kind": "tablet"}
    page.type("preparation.source.strength", "50 mg")
    page.answer("preparation.source.kind", "powder")
    assert page.document()["preparation"]["source"]["assay"] == "99.4 %"
    page.press("preparation.source.clear")
    assert "preparation" not in page.document()


def test_only_what_the_basis_needs_is_asked(same_window):
    page = same_window()
    page.answer("preparation.source.kind", "powder")
    for basis, asked in (("anhydrous", {"water"}), ("anhydrous solvent free", {"water", "solvents"}), ("dried", {"lod"})):
        page.choose("preparation.source.assay_basis", basis)
        shown = {name for name in ("water", "solvents", "lod") if page.line(f"preparation.source.{name}").isVisibleTo(page.window)}
        assert shown == asked


def test_the_wheel_never_changes_a_choice(same_window, qtbot):
    page = same_window()
    page.choose("rx.patient.language", "Spanish")
    box = page.widget("rx.patient.language")
    box.setFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentText() == "Spanish"
    assert not event.isAccepted()


@pytest.mark.parametrize("form", ["liquid", "capsule", "any"])
def test_every_form_is_planned(same_window, form):
    page = same_window()
    page.fill_in(form=form)
    assert page.banner().startswith("Proved")


def test_settling_opens_nothing_but_its_own_finding(same_window):
    page = same_window()
    page.fill_in()
    findings = page.window.compound.presenter._state.last_good.result["findings"]
    found = next(each for each in findings if each["severity"] == "review")
    about = found["code"], found["field"], found["fingerprint"]
    decision = Settlement(*about, reason="called once", by=Person("MR"), on=date(2026, 11, 22))
    page.window.compound.presenter.settle(decision)
    page.window.compound.presenter.settle(replace(decision, reason="called again"))
    page.settle()
    entry = dict(zip(("code", "field", "seen"), about, strict=True)) | {"reason": "called again", "by": "MR", "on": "2026-11-22"}
    assert page.document()["settled"] == [entry | {"practice": True}]
    after = page.window.compound.presenter._state.last_good.result
    assert next(each for each in after["findings"] if each["code"] == found["code"])["settled"]["reason"] == "called again"


def two_small_doses(path):
    request = json.loads((PRESCRIPTIONS / "14-small-volume.json").read_text(encoding="utf-8"))
    phases = [{"days": 14, "take": [{"dose": dose, "when": "bedtime"}]} for dose in ("0.5 mg", "0.75 mg")]
    request["rx"]["regimen"] = phases
    path.write_text(json.dumps(request), encoding="utf-8")
    return path


def settle_by_hand(page, name):
    page.press(f"settle.{name}")
    page.widget("settle.reason", QLineEdit).setText("measured with the patient")
    page.widget("settle.name", QLineEdit).setText("M. Torres")
    page.press("settle.settle")
    page.settle()


def test_two_findings_of_one_code_and_field_are_settled_each_by_itself(same_window, tmp_path):
    page = same_window()
    page.window.files.open_path(two_small_doses(tmp_path / "rx.json"))
    page.settle()
    assert len(page.window.compound.presenter._state.last_good.result["findings"]) >= 2
    settle_by_hand(page, "dose-volume-small.2")
    assert len(page.document()["settled"]) == 1
    settle_by_hand(page, "dose-volume-small")
    assert len(page.document()["settled"]) == 2
    settle_by_hand(page, "dose-error-wide")
    settle_by_hand(page, "error-budget-wide")
    assert page.window.compound.presenter._state.last_good.result["status"] == "ready"


def test_words_typed_for_one_finding_stay_when_another_of_its_code_is_settled(same_window, tmp_path):
    page = same_window()
    page.window.files.open_path(two_small_doses(tmp_path / "rx.json"))
    page.settle()
    page.press("settle.dose-volume-small.2")
    page.widget("settle.reason", QLineEdit).setText("typed before")
    found = page.window.compound.presenter._state.last_good.result["findings"][0]
    about = found["code"], found["field"], found["fingerprint"]
    page.window.compound.presenter.settle(Settlement(*about, reason="r", by=Person("b"), on=date(2026, 11, 22)))
    page.settle()
    assert page.widget("settle.reason", QLineEdit).text() == "typed before"


def test_a_settled_finding_can_be_taken_back(same_window, tmp_path):
    page = same_window()
    page.window.files.open_path(two_small_doses(tmp_path / "rx.json"))
    page.settle()
    settle_by_hand(page, "dose-volume-small")
    settle_by_hand(page, "dose-volume-small")
    page.press("takeBack.dose-volume-small.2")
    page.settle()
    assert len(page.document()["settled"]) == 1
    assert page.window.compound.presenter._state.last_good.result["status"] == "review"


def test_next_fill_takes_number_first_day_and_date_from_the_plan(same_window, tmp_path):
    page = same_window()
    page.fill_in()
    page.preset("0.5 mg up each week")
    assert page.widget("nextFill").isVisibleTo(page.window)
    page.window.compound.form.ensureWidgetVisible(page.widget("nextFill"))
    page.press("nextFill")
    assert page.document()["fill"]["number"] == 2
    assert page.document()["fill"]["from_day"] > 1
    assert page.text("rx.first_dose_on").endswith("2026")


def test_the_next_fill_of_a_part_can_be_planned_at_once(same_window):
    page = same_window()
    page.window.files.open_path(PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    page.settle()
    page.window.compound.presenter.next_fill()
    page.settle()
    document = page.document()
    assert document["fill"] == {"number": 2, "from_day": 36}
    assert document["rx"]["first_dose_on"] == "2026-12-27"
    assert "compounded_on" not in document
    assert not {"opioid_use", "asked_on"} & set(document["screening"])
    assert not {"lot", "components"} & set(document.get("preparation", {}))
    assert page.banner().startswith("Refused")
    page.answer("screening.opioid_use", "none")
    assert "asked_on" not in page.document()["screening"]
    assert page.words("screening.asked_on") == "day of asking not written"
    page.press("screening.confirm")
    assert page.document()["screening"]["asked_on"] == "2026-11-22"
    assert page.words("screening.asked_on") == "asked 22 Nov 2026"


def test_a_file_with_mistakes_shows_what_it_says_and_what_is_wrong(same_window, tmp_path):
    request = {
        "rx": {
            "number": "1",
            "written_on": "2026-11-20",
            "drug": "naltrexone",
            "form": "syrup",
            "patient": {"name": "Ruth Okafor", "birth_date": "12/04/1979"},
            "prescriber": {"name": "P. Hale"},
            "regimen": [{"days": 0, "take": [{"dose": "4.5 Mg", "when": "bedtme"}]}],
        },
        "screening": {"opioid_use": "none"},
        "colour": "blue",
    }
    path = tmp_path / "mistakes.json"
    path.write_text(json.dumps(request), encoding="utf-8")
    page = same_window(file=path)
    assert page.text("rx.patient.name") == "Ruth Okafor"
    assert page.text("rx.patient.birth_date") == "12/04/1979"
    assert "12 Apr or 4 Dec" in page.error("rx.patient.birth_date")
    assert page.text("rx.regimen[0].take[0].dose") == "4.5 Mg"
    assert "mega" in page.regimen_error(0)
    assert page.widget("rx.regimen[0].take[0].when").currentText() == "bedtme"
    assert "“syrup”" in page.error("rx.form")
    assert "“colour”" in page.words("strangers.words")
    assert json.loads(path.read_text())["colour"] == "blue"
    assert page.document() == request
    page.press("strangers.action")
    assert "colour" not in page.document()
    assert page.widget("strangers").isHidden()


def test_opening_and_saving_changes_nothing(open_window, dialogs, tmp_path):
    page = open_window()
    page.fill_in()
    dialogs.save_answer = tmp_path / "one.json"
    page.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialogs.asked == ["save 240117.ldn.json"]
    saved = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert not page.window.isWindowModified()
    page.type("rx.patient.name", "Somebody Else")
    assert page.window.isWindowModified()
    dialogs.unsaved_answer = "discard"
    dialogs.open_answer = tmp_path / "one.json"
    page.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    page.settle()
    assert page.text("rx.patient.name") == "Ana Reyes"
    assert page.window.compound.presenter.document_text() == saved
    assert page.window.files.recent() == [tmp_path / "one.json"]


def test_new_and_close_ask_about_unsaved_work(open_window, dialogs):
    page = open_window()
    page.type("rx.number", "7")
    page.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert dialogs.asked == ["unsaved"]
    assert page.text("rx.number") == "7"
    assert not page.window.close()
    dialogs.unsaved_answer = "discard"
    page.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.text("rx.number") == ""
    assert page.window.close()


def test_a_file_that_is_no_prescription_leaves_the_form_as_it_is(open_window, dialogs, tmp_path):
    page = open_window()
    page.type("rx.number", "7")
    dialogs.unsaved_answer = "discard"
    for name, content, said in (
        ("a.json", "{", "not JSON"),
        ("b.json", "[]", "no prescription"),
        ("c.json", '{"rx": []}', "“rx” must be an object"),
        ("d.json", '{"rx": {"number": "1", "number": "2"}}', "“number” twice"),
        ("e.json", '{"rx": {"regimen": 4}}', "list of phases"),
        ("f.json", '{"rx": {"patient": null}}', "“rx.patient” must be an object"),
        ("g.json", '{"screening": null}', "“screening” must be an object"),
        ("h.json", f'{{"rx": {{"refills": {"9" * 5000}}}}}', "a number that is too long"),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        page.window.files.open_path(tmp_path / name)
        page.settle()
        assert said in page.words("fault.words")
        assert page.text("rx.number") == "7"
    page.window.files.open_path(tmp_path / "missing.json")
    assert "cannot be opened" in page.words("fault.words")


def test_half_a_sign_from_another_program_is_saved_as_it_was_written(same_window, tmp_path):
    document = json.loads((PRESCRIPTIONS / "01-liquid-4.5-nightly.json").read_text(encoding="utf-8"))
    put(document, "rx.patient.name", "Ruth \ud83d")
    file = tmp_path / "rx.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    page = same_window(file=file)
    page.type("rx.number", "8")
    assert page.window.files.save()
    assert json.loads(file.read_text(encoding="utf-8")) == document | {"rx": document["rx"] | {"number": "8"}}


@pytest.mark.parametrize("path", ["rx.form", "preparation.source.kind"])
def test_a_list_where_a_choice_belongs_opens_at_the_start_and_can_be_mended(same_window, tmp_path, path):
    document = json.loads((PRESCRIPTIONS / "01-liquid-4.5-nightly.json").read_text(encoding="utf-8"))
    put(document, path, ["powder"])
    (tmp_path / "rx.json").write_text(json.dumps(document), encoding="utf-8")
    page = same_window(file=tmp_path / "rx.json")
    assert "Nothing to plan yet" in page.banner()
    assert page.text("rx.number") == "240101"
    page.answer("rx.form", "liquid")
    assert page.document()["rx"]["form"] == "liquid"


def test_setting_up_the_pharmacy_writes_the_settings_and_ends_practice(open_window, tmp_path):
    page = open_window()
    page.press("setUpPharmacy")
    page.type("pharmacy.name", "Elm Street Pharmacy")
    page.press("pharmacy.save")
    assert page.error("pharmacy.address") == "Write the address, as it is printed."
    page.type("pharmacy.address", "12 Elm St, Dover")
    page.type("pharmacy.phone", "555-0100")
    page.press("pharmacy.save")
    assert "Elm Street Pharmacy" in (tmp_path / "config" / "settings.toml").read_text(encoding="utf-8")
    assert page.widget("practiceBadge").isHidden()
    assert page.widget("pharmacyCard").isHidden()


def test_a_batch_is_put_up_in_so_many_bottles(same_window):
    page = same_window(file=next(PRESCRIPTIONS.glob("01-*.json")))
    page.type("preparation.containers", "2", leave=True)
    assert page.document()["preparation"]["containers"] == 2
    assert page.window.compound.presenter._state.last_good.request.preparation.containers == 2
    page.type("preparation.containers", "12", leave=True)
    assert "12" in page.error("preparation.containers")
    page.type("preparation.containers", "", leave=True)
    assert "containers" not in page.document()["preparation"]


def test_the_rows_of_an_opened_regimen_have_their_places_before_the_next_frame(same_window):
    page = same_window()
    page.window.files.open_path(PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    lines = [page.line(f"rx.regimen[{phase}].days") for phase in range(9)]
    tops = [line.mapTo(page.window, QPoint(0, 0)).y() for line in lines]
    assert all(below - above >= line.height() >= 20 for above, below, line in zip(tops, tops[1:], lines, strict=False))


def test_a_plan_left_on_the_screen_overnight_is_made_anew_before_it_prints(qapp, qtbot, tmp_path, monkeypatch):
    now = [datetime(2026, 11, 22, 17, 30)]
    window = MainWindow(lambda: now[0], partial(FilePharmacy, tmp_path / "settings.toml"))
    window.open_later([PRESCRIPTIONS / "16-defaults-only.json"])
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    page, shown = CompoundDriver(window, qtbot), []
    page.settle()
    monkeypatch.setattr(window.compound.papers, "show_planned", lambda planned, *_more: shown.append(planned.result["plan"]["lot"]))
    window.compound.plan_now()
    assert shown == []
    now[0] = datetime(2026, 11, 23, 8, 0)
    window.compound.print_current()
    assert [lot[-11:] for lot in shown] == ["261123-0800"]
    window.compound.plan_now()
    assert len(shown) == 1
    window.close()


def test_a_file_it_starts_with_is_planned_at_once_and_once(qapp, qtbot, tmp_path, monkeypatch):
    window = MainWindow(lambda: datetime(2026, 11, 22, 9, 30), partial(FilePharmacy, tmp_path / "settings.toml"))
    window.open_later([PRESCRIPTIONS / "03-liquid-weekly-steps.json"])
    page, said, plans = CompoundDriver(window, qtbot), [], []
    replan = Planner.replan
    monkeypatch.setattr(Planner, "replan", lambda self, prescription: plans.append(prescription) or replan(self, prescription))
    window.ready.connect(lambda: said.append(page.banner()))
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    page.settle()
    assert said[0].startswith("Proved")
    assert len(plans) == 1
    window.close()


def test_vegetable_shells_are_chosen_in_the_form_and_named_by_the_plan(same_window):
    page = same_window()
    page.fill_in(form="capsule")
    page.choose("preparation.shell", "vegetable (HPMC)")
    assert page.document()["preparation"]["shell"] == "hpmc"
    plan = page.window.compound.presenter._state.last_good.plan
    assert plan["instruments"]["size 3 capsule"]["material"] == "hpmc"
