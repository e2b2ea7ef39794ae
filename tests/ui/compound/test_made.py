"""What was really made: verdict and differences as one types, errors under their field, and entries that belong to one plan."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from window_drivers.fits import misfits
from window_drivers.plan_parts import PlanParts
from window_drivers.planned import NOW, sample

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.quantities.shown import shown
from ui.compound.plan.view import PlanView

PRESCRIPTIONS = Path(__file__).parents[2] / "prescriptions"


@pytest.fixture
def plan(qtbot):
    view = PlanView(clock=lambda: NOW)
    qtbot.addWidget(view)
    view.resize(448, 752)
    view.show()
    return PlanParts(view, qtbot)


def opened(plan, number):
    plan.root.show_planned(sample(number))
    plan.press("made.open")
    return plan


def test_it_is_closed_until_it_is_opened(plan):
    plan.root.show_planned(sample("03"))
    assert plan.root.findChildren(QLineEdit) == []
    plan.press("made.open")
    assert plan.words("made.quiet") == "Nothing is entered yet."
    assert plan.verdict() == ""
    assert "Not stored" in plan.words("made.kept")
    plan.press("made.open")
    assert not plan.shown("made.kept")


@pytest.mark.parametrize("number", ["01", "03", "05", "07", "23"])
def test_every_step_with_an_amount_has_its_field_with_what_was_planned(plan, number):
    opened(plan, number)
    keys = {"weigh": ["mass"], "count": ["units"], "measure": ["volume"], "fill_to": ["volume"], "bottle": ["volume"]}
    for place, step in enumerate(sample(number).plan["steps"], start=1):
        asked = keys.get(step["op"], [])
        if step["op"] == "take":
            asked = ["mass" if "mass" in step else "volume"]
        if step["op"] == "encapsulate":
            asked = ["capsules", "mass_each"]
        for key in asked:
            placeholder = plan.line(f"{place}.{key}").placeholderText().replace("\u00a0", " ")
            assert placeholder.split()[0] == shown(str(step[key])).split()[0]


def test_the_verdict_changes_as_one_types(plan):
    opened(plan, "03")
    plan.enter("1.mass", "61 mg")
    assert (plan.verdict(), plan.difference("1.mass")) == ("Go on", "as planned")
    plan.enter("1.mass", "62 mg")
    assert (plan.verdict(), plan.difference("1.mass")) == ("Go on", "+1.64 %, within 2 %")
    plan.enter("1.mass", "64 mg")
    assert (plan.verdict(), plan.difference("1.mass")) == ("A pharmacist decides, with a reason", "+4.92 %, outside")
    assert "of its label" in plan.words("made.verdict.why")
    plan.enter("1.mass", "55 mg")
    assert plan.verdict() == "A pharmacist decides, with a reason"
    plan.enter("1.mass", "90 mg")
    assert (plan.verdict(), plan.difference("1.mass")) == ("Remake", "+47.5 %, outside")
    plan.enter("1.mass", "")
    assert plan.verdict() == ""


def test_one_step_of_the_instrument_is_within_though_more_than_the_tolerance(plan):
    opened(plan, "03")
    plan.enter("2.volume", "31 mL")
    assert plan.difference("2.volume") == "+3.33 %, within one step of the instrument"


def test_strength_and_doses_are_shown_as_really_made(plan):
    opened(plan, "03")
    plan.enter("1.mass", "66 mg")
    said = plan.words("made.lines").split("\n")
    assert said[0] == "Strength: 1.08684 mg/mL"
    assert said[1] == "Dose of 0.5 mg at bedtime: 0.54342 mg, +8.68 %"
    assert len(said) == 6
    assert plan.words("made.quiet") == "3 of 4 amounts not entered: taken as planned."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("60", "60 what? Write the unit, as in 60 mg."),
        ("60 cc", "cc"),
        ("60 mL", "this is a volume"),
        ("60.5 mg", "a whole number of 1 mg, as the balance shows"),
        ("0 mg", "above zero"),
    ],
)
def test_an_amount_that_cannot_be_used_says_so_under_its_field(plan, text, sentence):
    opened(plan, "03")
    plan.enter("1.mass", "61 mg")
    plan.enter("1.mass", text, leave=True)
    assert sentence in plan.error("1.mass")
    assert plan.line("1.mass").text() == text
    assert plan.line("1.mass").accessibleDescription() == plan.error("1.mass")
    assert plan.verdict() == ""


def test_a_unit_that_is_being_typed_is_no_error_yet(plan):
    opened(plan, "03")
    plan.enter("1.mass", "61 m")
    assert plan.error("1.mass") == ""
    assert plan.verdict() == ""
    plan.enter("1.mass", "61 m", leave=True)
    assert plan.error("1.mass") != ""


def test_two_amounts_of_one_step_are_entered_apart(plan):
    opened(plan, "07")
    plan.enter("7.capsules", "30")
    plan.enter("7.mass_each", "131 mg")
    assert plan.difference("7.capsules").endswith("outside")
    assert plan.difference("7.mass_each") == "+0.769 %, within 2 %"
    assert plan.error("7.capsules") == plan.error("7.mass_each") == ""


def test_another_plan_marks_the_entries_and_clears_nothing(plan):
    opened(plan, "03")
    plan.enter("1.mass", "61 mg")
    plan.root.show_planned(sample("07"))
    assert plan.line("1.mass").text() == "61 mg"
    assert plan.words("made.mark") == "These amounts were entered for another plan. Nothing is calculated from them."
    assert plan.verdict() == ""
    plan.root.show_planned(sample("03"))
    assert not plan.shown("made.mark")
    assert plan.verdict() == "Go on"
    plan.root.show_planned(sample("07"))
    plan.press("made.clear")
    assert not plan.shown("made.mark")
    assert plan.line("1.mass").text() == ""
    assert plan.line("1.mass").placeholderText().replace("\u00a0", " ") == "243 mg"


def test_the_same_plan_a_minute_later_keeps_the_entries_also_where_each_strength_has_its_own_lot(plan):
    request = json.loads(sample("07").text)
    doses = ("0.5 mg", "1.25 mg")
    request["rx"]["regimen"] = [{"days": 10, "take": [{"dose": dose, "when": "bedtime"}]} for dose in doses]
    request["preparation"]["capsule_strengths"] = list(doses)
    first, later = (plan_request(json.dumps(request), NOW.replace(minute=minute), shipped_formulary()) for minute in (30, 31))
    assert first.proved.lot != later.proved.lot
    plan.root.show_planned(first)
    plan.press("made.open")
    plan.enter("1.mass", "243 mg")
    assert plan.verdict()
    plan.root.show_planned(later)
    assert not plan.shown("made.mark")


def test_the_same_plan_for_another_prescription_is_another_plan(plan):
    opened(plan, "03")
    plan.enter("1.mass", "61 mg")
    other = sample("03", language="es")
    plan.root.show_planned(other)
    assert plan.verdict() == "Go on"
    text = other.text.replace('"240103"', '"999999"')
    assert text != other.text
    plan.root.show_planned(plan_request(text, NOW, shipped_formulary()))
    assert plan.shown("made.mark")


def test_entries_stay_in_sight_marked_when_nothing_is_planned(plan):
    opened(plan, "03")
    plan.enter("1.mass", "61 mg")
    plan.root.show_planned(sample("08"))
    assert plan.line("1.mass").text() == "61 mg"
    assert plan.shown("made.mark")
    plan.root.show_needed(["the number"])
    assert plan.line("1.mass").text() == "61 mg"
    plan.press("made.clear")
    assert not plan.shown("made")


def test_a_stale_plan_gives_no_verdict(plan):
    opened(plan, "03")
    plan.enter("1.mass", "61 mg")
    plan.root.set_stale("Last good plan, greyed.")
    assert plan.verdict() == ""
    assert plan.shown("made.mark")
    plan.root.set_stale(None)
    assert plan.verdict() == "Go on"


def test_an_open_panel_without_entries_follows_the_plan(plan):
    opened(plan, "03")
    plan.root.show_planned(sample("07"))
    plan.qtbot.waitUntil(lambda: plan.line("1.mass").placeholderText().startswith("243"), timeout=2000)


def test_an_amount_typed_right_after_a_change_belongs_to_the_new_plan(plan):
    opened(plan, "03")
    plan.root.show_planned(sample("07"))
    plan.enter("1.mass", "243 mg")
    assert plan.difference("1.mass") == "as planned"


def test_tab_goes_down_the_fields_and_every_field_has_a_name(plan):
    opened(plan, "07")
    plan.root.activateWindow()
    plan.root.findChild(QWidget, "made.open").setFocus()
    seen = []
    for _ in range(7):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(plan.focus())
    assert seen[:6] == ["made.1.mass", "made.2.mass", "made.4.mass", "made.5.mass", "made.7.capsules", "made.7.mass_each"]
    for line in plan.root.findChildren(QLineEdit):
        assert line.accessibleName().startswith("Step")


@pytest.mark.parametrize("number", ["03", "07"])
def test_nothing_is_cut(plan, number):
    opened(plan, number)
    bar = plan.root.body.verticalScrollBar()
    for text in ("12", "300 mg"):
        plan.enter("1.mass", text, leave=True)
        for width in (368, 448, 944):
            plan.root.resize(width, 700)
            QTest.qWait(0)
            for place in range(0, bar.maximum() + 1, bar.pageStep()):
                bar.setValue(place)
                QApplication.processEvents()
                assert misfits(plan.root) == [], (text, width)


def test_nothing_typed_there_changes_document_plan_or_papers(same_window, qtbot, monkeypatch):
    page = same_window(file=PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    parts = PlanParts(page.window, qtbot)
    before, dirty = page.window.compound.presenter.document_text(), page.window.compound.presenter.is_dirty()
    drawn = []
    monkeypatch.setattr(page.window.compound.papers, "show_planned", lambda *given: drawn.append(given))
    parts.press("made.open")
    parts.enter("1.mass", "90 mg")
    page.settle()
    assert parts.verdict() == "Remake"
    assert page.window.compound.presenter.document_text() == before
    assert page.window.compound.presenter.is_dirty() == dirty
    assert drawn == []
    assert page.banner().startswith("Proved")


def made_fields(page):
    """What stands in the fields of the plan on the screen, once they have come."""
    fields = page.window.compound.plan.body.made.findChildren(QLineEdit)
    page.qtbot.waitUntil(lambda: any(each.isVisible() for each in fields), timeout=2000)
    return {each.text() for each in fields}


def test_new_and_another_file_begin_without_the_amounts_and_nothing_brings_them_back(same_window, qtbot):
    file = PRESCRIPTIONS / "03-liquid-weekly-steps.json"
    page = same_window(1366, 768, file)
    parts, files = PlanParts(page.window, qtbot), page.window.files
    usual = page.words("printBar.reason")
    parts.press("made.open")
    for leave in (
        lambda: page.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier),
        lambda: files.open_path(PRESCRIPTIONS / "02-capsule-titration.json"),
        lambda: files.open_path(file),
    ):
        parts.enter("1.mass", "90 mg")
        page.settle()
        assert parts.verdict() == "Remake"
        leave()
        page.settle()
        assert not parts.shown("made.mark")
        files.open_path(file)
        page.settle()
        assert made_fields(page) == {""}
        assert parts.verdict() == ""
        assert parts.words("made.quiet") == "Nothing is entered yet."
        assert page.words("printBar.reason") == usual


def test_a_new_lot_and_the_next_fill_begin_without_the_amounts(same_window, qtbot):
    page = same_window(1366, 768, PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    parts = PlanParts(page.window, qtbot)
    parts.press("made.open")
    presenter = page.window.compound.presenter
    for begin in (presenter.start_new_lot, presenter.next_fill):
        parts.enter("1.mass", "90 mg")
        page.settle()
        assert parts.verdict() == "Remake"
        begin()
        page.settle()
        assert {each.text() for each in page.window.compound.plan.body.made.findChildren(QLineEdit)} == {""}
        assert parts.verdict() == ""
        if begin == presenter.start_new_lot:  # the next fill has no number yet, so that nothing is planned
            page.qtbot.waitUntil(lambda: parts.shown("made.1.mass"), timeout=2000)


# What the print bar says of it


def test_the_print_bar_names_what_was_not_made_as_planned(same_window, qtbot):
    page = same_window(1366, 768, next(PRESCRIPTIONS.glob("03-*.json")))
    plan = PlanParts(page.window, qtbot)
    usual = page.words("printBar.reason")
    assert usual.startswith("Ready.")
    plan.press("made.open")
    for amount, said in (
        ("61 mg", ""),
        ("64 mg", "As really made: a pharmacist decides, with a reason."),
        ("90 mg", "As really made: remake."),
    ):
        plan.enter("1.mass", amount)
        page.settle()
        bar = page.words("printBar.reason")
        assert bar == usual if not said else bar.startswith(said) and "Ready" not in bar, amount
    plan.press("made.open")  # closed, and not forgotten
    page.settle()
    assert page.words("printBar.reason").startswith("As really made: remake.")
    page.type("preparation.concentration", "2 mg/mL")
    assert "really made" not in page.words("printBar.reason")  # the amounts belong to another plan, which the panel says
    page.type("preparation.concentration", "1 mg/mL")
    assert page.words("printBar.reason").startswith("As really made: remake.")
    plan.press("made.open")
    plan.enter("1.mass", "")
    page.settle()
    assert page.words("printBar.reason") == usual
