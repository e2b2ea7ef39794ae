"""What the window keeps and gives back: the lot of a preparation, the day of asking, a phase that was removed, decisions."""

import json
from pathlib import Path

import pytest
from answers import QUESTIONS
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from window_drivers.presented import Page

from ldn_calc.application.pharmacy.settings import Pharmacy, Settings

PRESCRIPTIONS = Path(__file__).parents[2] / "prescriptions"
PHARMACY = Settings(Pharmacy("Elm Street Pharmacy", "12 Elm St, Dover", "555-0100"))
CTRL = Qt.KeyboardModifier.ControlModifier


def document_of(page):
    return json.loads(page.presenter.document_text())


@pytest.fixture
def page():
    made = Page()
    made.presenter.set_settings(PHARMACY)
    return made


def test_the_lot_is_kept_from_the_first_paper_on_and_stands_on_the_screen(page):
    page.load("01")
    lot = page.plan.planned.plan["lot"]
    assert lot in page.form.lot
    assert not page.form.lot_kept
    assert page.presenter.keep_lot(page.plan.planned)
    assert document_of(page)["preparation"]["lot"] == lot
    assert document_of(page)["compounded_on"] == "2026-11-22"
    assert page.presenter.is_dirty()
    assert page.form.lot == f"Lot {lot}"
    assert page.form.lot_kept
    assert not page.presenter.keep_lot(page.plan.planned)
    page.presenter.edit("rx.prescriber.phone", "555-0199")
    assert page.plan.planned.plan["lot"] == lot


def test_a_new_lot_is_an_act_of_its_own(page):
    page.load("01")
    page.presenter.keep_lot(page.plan.planned)
    assert document_of(page)["compounded_on"]
    page.presenter.start_new_lot()
    assert "lot" not in document_of(page).get("preparation", {})
    assert "compounded_on" not in document_of(page)  # it is made today
    assert not page.form.lot_kept


def test_papers_for_practice_and_papers_of_another_plan_keep_no_lot():
    page = Page()
    page.load("01")
    assert not page.presenter.keep_lot(page.plan.planned)
    page.presenter.set_settings(PHARMACY)
    before = page.plan.planned
    page.load("03")
    assert not page.presenter.keep_lot(before)
    assert "lot" not in document_of(page).get("preparation", {})


def test_the_first_answer_says_the_day_and_a_later_one_does_not_make_old_answers_new(page):
    page.presenter.choose("screening.mood", "none")
    assert document_of(page)["screening"]["asked_on"] == "2026-11-22"
    assert page.form.asked_on == "asked 22 Nov 2026"
    document = json.loads(next(PRESCRIPTIONS.glob("01-*.json")).read_text(encoding="utf-8"))
    document["screening"]["asked_on"] = "2026-10-01"
    page.presenter.load(document)
    page.presenter.choose("screening.mood", "history")
    assert document_of(page)["screening"]["asked_on"] == "2026-10-01"
    assert page.form.confirm
    page.presenter.confirm_answers()
    assert document_of(page)["screening"]["asked_on"] == "2026-11-22"
    assert not page.form.confirm


def test_answers_of_a_file_without_their_day_get_none_by_one_more_answer(page):
    page.load("01")
    page.presenter.choose("screening.mood", "history")
    assert "asked_on" not in document_of(page)["screening"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_of_the_six_questions_may_not_have_been_asked(same_window, question):
    page = same_window()
    path = f"screening.{question}"
    if question in {"medicines", "allergies"}:
        page.press(f"{path}.couldNot")
        assert page.chips(path) == ["could not be asked"]
        assert page.document()["screening"][question] == "could not be asked"
        page.press(f"{path}[0].remove")
        assert question not in page.document()["screening"]
    else:
        page.choose(path, "could not be asked")
        assert page.document()["screening"][question] == "could not be asked"


def test_a_phase_removed_by_mistake_comes_back_with_one_key(same_window):
    page = same_window(file=PRESCRIPTIONS / "02-capsule-titration.json")
    before = page.document()["rx"]["regimen"]
    page.line("rx.regimen[1].take[0].dose").setFocus(Qt.FocusReason.TabFocusReason)
    page.key(Qt.Key.Key_Minus, CTRL)
    assert len(page.document()["rx"]["regimen"]) == len(before) - 1
    assert page.words("regimen.undone") == "Phase 2 removed."
    assert QApplication.focusWidget().objectName().startswith("rx.regimen[1]")
    page.key(Qt.Key.Key_Z, CTRL)
    assert page.document()["rx"]["regimen"] == before
    page.press("rx.regimen[0].remove")
    page.press("regimen.undo")
    assert page.document()["rx"]["regimen"] == before
    page.preset("4.5 mg at bedtime")
    assert page.words("regimen.undone") == "Regimen replaced."
    page.press("regimen.undo")
    assert page.document()["rx"]["regimen"] == before


def test_what_was_changed_by_hand_since_is_never_undone_over():
    page = Page()
    page.load("02")
    page.presenter.remove_phase(0)
    page.presenter.edit("rx.regimen[0].take[0].dose", "2 mg")
    assert page.form.undo == ""
    page.presenter.undo_regimen()
    assert document_of(page)["rx"]["regimen"][0]["take"][0]["dose"] == "2 mg"


def test_the_cross_of_a_phase_is_no_stop_of_tab(same_window):
    page = same_window(file=PRESCRIPTIONS / "02-capsule-titration.json")
    page.line("rx.regimen[0].days").setFocus(Qt.FocusReason.TabFocusReason)
    stops = []
    for _ in range(9):
        stops.append(QApplication.focusWidget().objectName())
        page.key(Qt.Key.Key_Tab)
    assert not [each for each in stops if each.endswith("remove")]


def test_arrows_never_answer_and_space_does(same_window):
    page = same_window()
    first = page.widget("screening.opioid_use=none")
    for chosen in (False, True):
        first.setFocus(Qt.FocusReason.TabFocusReason)
        if chosen:
            page.key(Qt.Key.Key_Space)
        page.key(Qt.Key.Key_Right)
        page.key(Qt.Key.Key_Right)
        assert QApplication.focusWidget().objectName() == "screening.opioid_use=stopped"
        assert page.document()["screening"].get("opioid_use") == ("none" if chosen else None)


def test_a_reason_has_two_words_and_unasked_questions_are_answered_not_reasoned_away(same_window):
    page = same_window()
    page.fill_in()
    page.press("settle.source-not-given")
    page.widget("settle.reason", QLineEdit).setText("x")
    page.widget("settle.name", QLineEdit).setText("K")
    page.press("settle.settle")
    assert page.words("settle.error") == "Write why it may stand, in two words or more. Write your name or initials."
    assert "settled" not in page.document()
    page.press("settle.cancel")
    page.press("screening.allergies.answered.remove")
    page.press("settle.screening-incomplete")
    assert QApplication.focusWidget().objectName() == "screening.allergies"


def test_what_a_fill_leaves_out_stands_under_the_numbers_and_beside_print(same_window):
    page = same_window(file=PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    said = "This fill: days 1 to 35 of 63. Next part from day 36, by 27 Dec 2026."
    assert page.words("partOfRegimen") == said
    page.window.compound.papers.set_blocked([])
    assert page.words("printBar.reason").endswith(said)


def test_undo_brings_back_a_date_that_can_be_read(same_window):
    page = same_window()
    page.type("rx.patient.birth_date", "12 Apr 1979", leave=True)
    page.type("rx.patient.birth_date", "57", leave=True)
    page.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    page.key(Qt.Key.Key_Z, CTRL)
    assert page.document()["rx"]["patient"]["birth_date"] == "1979-04-12"
    assert page.error("rx.patient.birth_date") == ""
