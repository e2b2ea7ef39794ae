"""The Calculators page: found by typing, answered at each keystroke, faults in words, copied, printed, kept."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from pdf_pages import read_pages
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from window_drivers.calculators import CalculatorsDriver
from window_drivers.fits import misfits

from ldn_calc.application.calculate.calculating import calculators
from ui.kit.style import apply_theme
from ui.kit.theme import DARK, LIGHT
from ui.printing import system as printing

SAMPLES = Path(__file__).parents[2] / "prescriptions"
SIZES = [(1600, 900), (1366, 768), (1200, 700), (1024, 700), (960, 600), (640, 400)]
"""Each arrangement where it is narrowest, which leaves the least room, and usual screens."""
WEIGHTS = "180, 178.5, 181, 199, 161, 179"
FRAME = 0.016


@pytest.fixture
def page(same_window, qtbot):
    window = same_window().window
    QTest.keyClick(window, Qt.Key.Key_F6)
    return CalculatorsDriver(window, qtbot)


@pytest.fixture
def prints_to(monkeypatch, tmp_path):
    """The printer dialog answered with a PDF file as the printer; what it was asked is kept."""
    asked = []

    def ask(_parent, title, _layout, remembered):
        asked.append((title, remembered.name or None))
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setResolution(150)
        return printer

    monkeypatch.setattr(printing, "ask_for_printer", ask)
    return asked


def saved(monkeypatch, path: Path) -> list[str]:
    """The file dialog answered; what it suggested is kept."""
    asked = []

    def ask(_parent, _title, suggested, kinds):
        asked.append(Path(suggested).name)
        return str(path), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return asked


def text_of(pdf: bytes) -> str:
    return "\n".join(each.text for each in read_pages(pdf))


# Finding


def test_typing_finds_a_calculator_and_enter_goes_to_its_first_field(page):
    assert len(page.listed()) == len(calculators())
    page.find("aliquot powder")
    assert page.listed() == ["Aliquot in a powder"]
    page.key(Qt.Key.Key_Return)
    assert page.window.focusWidget().objectName() == "calc.solid-aliquot.needed"


def test_up_and_down_go_from_calculator_to_calculator_while_one_types(page):
    page.find("capsule weights")
    first, second = page.listed()[:2]
    shown = page.widget("calc.list", QListWidget)
    assert shown.currentItem().text() == first
    page.key(Qt.Key.Key_Down)
    assert shown.currentItem().text() == second
    assert page.window.focusWidget().objectName() == "calc.search"
    page.key(Qt.Key.Key_Up)
    assert page.page.presenter.chosen.title == first


def test_words_that_no_calculator_has_are_said_to_be_so(page):
    page.find("xyzzy")
    assert page.listed() == []
    assert page.widget("calc.none").isVisible()
    page.key(Qt.Key.Key_Escape)
    assert len(page.listed()) == len(calculators())


def test_arrows_in_the_list_step_over_the_heads_of_families(page):
    shown = page.widget("calc.list", QListWidget)
    shown.setFocus()
    seen = [page.page.presenter.chosen.name]
    for _ in range(len(calculators()) + 3):
        page.key(Qt.Key.Key_Down)
        seen.append(page.page.presenter.chosen.name)
    assert list(dict.fromkeys(seen)) == [each.name for each in calculators()]


# Answering


def test_the_result_and_the_working_follow_each_keystroke(page):
    page.open("weighing-error")
    page.type("sensitivity", "6 mg")
    assert page.waits() == "Still needed: Mass weighed."
    page.type("mass", "5 mg")
    assert page.results() == {"Error": "120 %"}
    page.type("mass", "50 mg")
    assert page.results() == {"Error": "12 %"}
    assert page.working() == ["6 mg ÷ 50 mg = 12 %."]


def test_an_untouched_form_says_once_what_it_needs_and_shows_no_error(page):
    page.open("liquid-aliquot")
    assert page.waits() == "Still needed: Drug needed · Least the balance may weigh · Volume to take."
    assert [page.error(key) for key in ("needed", "minimum", "aliquot_volume", "multiple")] == ["", "", "", ""]
    assert page.results() == {}
    assert not page.widget("calc.copy").isEnabled()
    assert page.widget("calc.print").accessibleDescription() == page.waits()


def test_an_unfinished_text_waits_and_a_wrong_unit_speaks_at_once(page):
    page.open("weighing-error")
    page.type("mass", "50 m")
    assert page.error("mass") == ""
    page.type("mass", "50 mL")
    assert page.error("mass").startswith("Write a mass, as in ")
    page.type("mass", "50", leave=True)
    assert page.error("mass") == "50 what? Write the unit, as in 50 mg."
    assert page.field("mass").accessibleDescription() == page.error("mass")
    page.type("mass", "50 mg")
    assert page.error("mass") == ""


def test_a_result_goes_as_soon_as_a_field_cannot_be_read(page):
    page.open("weighing-error")
    page.type("sensitivity", "6 mg")
    page.type("mass", "50 mg")
    assert page.results()
    page.type("mass", "50")
    assert page.results() == {}
    assert page.working() == []
    assert page.waits() == "Waiting for: Mass weighed."


def test_what_is_needed_one_or_the_other_is_said_in_words(page):
    page.open("minimum-weighable")
    assert page.waits() == "Still needed: the sensitivity or the readability of the balance."
    page.type("sensitivity", "6 mg")
    page.type("error", "5 %")
    assert page.results() == {"Minimum": "120 mg"}


def test_optional_fields_say_so(page):
    page.open("solid-aliquot")
    assert page.words("calc.solid-aliquot.multiple.label") == "Multiple of the drug (optional)"
    assert page.words("calc.solid-aliquot.needed.label") == "Drug needed"


def test_dates_are_typed_and_shown_as_people_write_them(page):
    page.open("beyond-use")
    page.type("made_on", "22 Nov 2026")
    page.choose("kind", "aqueous preserved")
    assert page.results()["Date"] == "26 Dec 2026"
    page.type("expires", "1 Dec 2026")
    assert page.results()["Date"] == "1 Dec 2026"
    assert page.words("calc.beyond-use.made_on.note") == "as in 22 Nov 2026"


def test_a_negative_result_has_a_true_minus(page):
    page.open("syringe")
    for key, text in (("volume", "4.5 mL"), ("capacity", "5 mL"), ("step", "0.2 mL")):
        page.type(key, text)
    assert page.results()["Below error"] == "−2.22222 %"
    assert page.results()["On mark"] == "no"


@pytest.mark.parametrize("name", ["solid-aliquot", "capsule-weights", "potency"])
def test_a_keystroke_is_answered_within_a_frame(page, name):
    page.open(name)
    examples = {each.key: each.example for each in page.page.presenter.chosen.inputs}
    if name == "capsule-weights":
        examples["weights"] = ", ".join(["180"] * 20)
    calculator = page.page.presenter
    for key, text in examples.items():
        calculator.edit(key, text)
    took = []
    for _ in range(15):
        start = time.perf_counter()
        calculator.edit(key, text)
        took.append(time.perf_counter() - start)
    assert sorted(took)[len(took) // 2] < FRAME


# Capsules


def test_capsules_outside_the_limits_are_drawn_and_named_with_their_side(page):
    page.open("capsule-weights")
    page.type("shell", "48 mg")
    page.type("fill", "131.5 mg")
    assert not page.widget("calc.plot").isVisible()
    page.type("weights", WEIGHTS)
    assert page.results()["Outside"] == "4, 5"
    assert page.widget("calc.plot").isVisible()
    assert page.words("calc.outside") == "Outside the limits: number 4 above, 5 below."
    assert "target 179.5 mg" in page.widget("calc.plot").accessibleName()


def test_a_balance_that_types_enter_begins_the_next_weight(page):
    page.open("capsule-weights")
    page.type("shell", "48 mg")
    page.type("fill", "131.5 mg")
    box = page.field("weights")
    box.setFocus()
    for weight in ("180", "178.5", "199"):
        QTest.keyClicks(box, weight)
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert page.results()["Outside"] == "3"
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert page.window.focusWidget() is not box
    assert page.error("weights") == ""


def test_how_many_weights_there_must_be_is_said_when_one_leaves(page):
    page.open("capsule-quality")
    page.type("weights", "180, 181")
    assert page.error("weights") == ""
    page.type("weights", "180, 181", leave=True)
    assert page.error("weights") == "Write 20 weights."


# Keeping


def test_what_was_typed_stays_when_one_goes_to_another_calculator_and_another_page(page):
    page.open("weighing-error")
    page.type("sensitivity", "6 mg")
    page.type("mass", "50 mg")
    page.open("dilution")
    page.type("have", "5 mg/mL")
    QTest.keyClick(page.window, Qt.Key.Key_F2)
    QTest.keyClick(page.window, Qt.Key.Key_F6)
    assert page.window.focusWidget().objectName() == "calc.dilution.have"
    assert page.text("have") == "5 mg/mL"
    page.open("weighing-error")
    assert page.results() == {"Error": "12 %"}


def test_clear_empties_the_fields_of_the_calculator_shown(page):
    page.open("weighing-error")
    page.type("sensitivity", "6 mg")
    page.type("mass", "50 mg")
    page.press("calc.weighing-error.clear")
    assert (page.text("sensitivity"), page.text("mass"), page.results()) == ("", "", {})


def test_going_to_the_calculators_and_back_keeps_the_prescription(same_window, qtbot):
    compound = same_window(file=SAMPLES / "02-capsule-titration.json")
    compound.type("rx.refills", "3")
    before, identity = compound.document(), compound.words("identity")
    QTest.keyClick(compound.window, Qt.Key.Key_F6)
    page = CalculatorsDriver(compound.window, qtbot)
    assert page.words("pageTitle") == "Calculators"
    assert page.words("identity") == "", "a calculation is of no patient"
    assert not page.widget("newPrescription").isVisible()
    assert page.widget("rail.calculators").isChecked()
    QTest.keyClick(compound.window, Qt.Key.Key_F2)
    assert compound.document() == before
    assert compound.words("identity") == identity
    assert compound.window.focusWidget() is compound.line("rx.refills")
    assert page.widget("rail.compound").isChecked()
    assert compound.window.columns.isVisible()


def test_the_rail_turns_the_page_and_a_second_press_changes_nothing(page):
    page.press("rail.compound")
    assert page.window.columns.isVisible()
    for _ in range(2):
        page.press("rail.calculators")
        assert page.page.objectName() == "calculatorsPage"
        assert page.widget("rail.calculators").isChecked()
        assert not page.widget("rail.compound").isChecked()


def test_the_page_is_made_when_it_is_first_turned_to(same_window):
    compound = same_window()
    assert compound.window.findChildren(QWidget, "calculatorsPage") == []


# Taking it away


def test_copy_puts_inputs_result_and_working_on_the_clipboard_as_plain_text(page):
    page.open("weighing-error")
    page.type("sensitivity", "6 mg")
    page.type("mass", "50 mg")
    page.press("calc.copy")
    assert QGuiApplication.clipboard().text() == (
        "Error of one weighing\n\nSensitivity of the balance: 6 mg\nMass weighed: 50 mg\n\nError: 12 %\n\n"
        "Working\n6 mg ÷ 50 mg = 12 %.\n"
    )
    assert page.words("calc.said") == "Copied: what was given, the result and the working."


def test_print_sends_the_page_and_says_so(page, prints_to, tmp_path, qtbot):
    page.open("weighing-error")
    page.type("sensitivity", "6 mg")
    page.type("mass", "50 mg")
    page.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.words("calc.said") == "Printed to the file printed.pdf.", timeout=20_000)
    assert prints_to == [("Calculation weighing-error", None)]
    assert [each.size for each in read_pages((tmp_path / "printed.pdf").read_bytes())] == [(612.0, 792.0)]


def test_the_saved_page_holds_result_working_and_the_plot_and_no_patient(same_window, qtbot, monkeypatch, tmp_path):
    compound = same_window(file=SAMPLES / "02-capsule-titration.json")
    QTest.keyClick(compound.window, Qt.Key.Key_F6)
    page = CalculatorsDriver(compound.window, qtbot)
    page.open("capsule-weights")
    page.type("shell", "48 mg")
    page.type("fill", "131.5 mg")
    page.type("weights", WEIGHTS)
    asked = saved(monkeypatch, tmp_path / "weights.pdf")
    page.press("calc.save")
    qtbot.waitUntil((tmp_path / "weights.pdf").exists, timeout=20_000)
    assert asked == ["calculation-capsule-weights.pdf"]
    found = text_of((tmp_path / "weights.pdf").read_bytes())
    assert "Outside 90 to 110 % of the target: number 4 (199 mg), number 5 (161 mg)." in found
    for words in ("4 above", "5 below", "capsule number", "22 Nov 2026"):
        assert words in found, words
    assert "Reyes" not in found


# House rules


def test_nothing_is_cut_at_any_width_in_either_theme(qapp, page):
    found = []
    for each in calculators():
        page.open(each.name)
        for asked in each.inputs:
            page.page.presenter.edit(asked.key, "?")
        page.page.presenter.leave(each.inputs[-1].key)
        for width, height in SIZES:
            page.window.resize(width, height)
            QApplication.processEvents()
            bar = page.widget("calc.fields").verticalScrollBar()
            for place in range(0, bar.maximum() + 1, max(bar.pageStep(), 1)):
                bar.setValue(place)
                QApplication.processEvents()
                found += [f"{each.name} {width}: {one}" for one in misfits(page.window)]
    assert found == [], "\n".join(found[:20])


@pytest.mark.parametrize(("roles", "sizes"), [(LIGHT, SIZES), (DARK, SIZES[1::4])], ids=["light", "dark"])
def test_answers_are_not_cut_at_any_width(qapp, page, roles, sizes):
    apply_theme(qapp, roles)
    found = []
    for each in calculators():
        page.open(each.name)
        for asked in each.inputs:
            if asked.key not in {"readability", "repeatability", "extra"}:
                count = {"capsule-quality": 20, "content-uniformity": 10}.get(each.name)
                page.page.presenter.edit(asked.key, ", ".join(["99.5"] * count) if count else asked.example)
        assert page.results(), each.name
        for width, height in sizes:
            page.window.resize(width, height)
            QApplication.processEvents()
            bar = page.widget("calc.answer").verticalScrollBar()
            for place in range(0, bar.maximum() + 1, max(bar.pageStep(), 1)):
                bar.setValue(place)
                QApplication.processEvents()
                found += [f"{each.name} {width}: {one}" for one in misfits(page.window)]
    assert found == [], "\n".join(found[:20])


def test_every_interactive_widget_has_a_name_and_every_field_a_label_with_a_letter(page):
    for each in calculators():
        page.open(each.name)
        letters = []
        for asked in each.inputs:
            field, label = page.field(asked.key), page.widget(f"calc.{each.name}.{asked.key}.label", QLabel)
            assert label.buddy() is field
            assert label.property("mnemonic"), f"{each.name} {asked.key}"
            words = label.property("mnemonic")
            letters.append(words[words.index("&") + 1].casefold())
        assert len(set(letters)) == len(letters)
        assert not set(letters) & set("flcptd")
    names = []
    for kind in (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QTabBar, QListWidget):
        for widget in page.page.findChildren(kind):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.parent().inherits("QTabBar"):
                continue
            assert widget.objectName(), type(widget).__name__
            assert widget.accessibleName(), widget.objectName()
            names.append(widget.objectName())
    assert sorted(set(names)) == sorted(names)


def test_tab_follows_the_eye_from_the_list_through_the_fields_to_the_buttons(page):
    page.open("solid-aliquot")
    page.type("needed", "15 mg")
    page.type("minimum", "120 mg")
    page.widget("calc.search").setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(20):
        focus = page.window.focusWidget()
        if not page.page.isAncestorOf(focus):
            break
        seen.append((focus.objectName(), focus.mapTo(page.page, QPoint(0, 0))))
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    names = [name for name, _ in seen]
    fields = [f"calc.solid-aliquot.{key}" for key in ("needed", "minimum", "aliquot", "multiple", "sensitivity", "clear")]
    assert names[:8] == ["calc.search", "calc.list", *fields]
    assert [name for name in names[8:] if name != "calc.answer"] == ["calc.copy", "calc.print", "calc.save"]
    for (name, one), (other, two) in pairwise(seen[2:8]):
        assert two.y() > one.y(), f"{name} then {other}"


def test_the_wheel_changes_no_choice(page):
    page.open("salt")
    page.choose("from", "base")
    box = page.field("from")
    box.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "base"


def test_in_a_narrow_window_the_list_stands_behind_a_tab(page):
    page.window.resize(640, 400)
    QTest.qWait(0)
    page.page.focus_first()
    assert page.widget("calc.list").isVisible()
    assert not page.widget("calc.answer").isVisible()
    page.open("weighing-error")
    assert not page.widget("calc.list").isVisible()
    page.type("sensitivity", "6 mg")
    page.type("mass", "50 mg")
    assert page.results() == {"Error": "12 %"}
    assert page.field("mass").isVisible()
    assert page.widget("calc.print").isVisible()


def test_making_the_page_opens_no_other_window(same_window):
    window = same_window().window
    before = set(QApplication.topLevelWidgets())
    QTest.keyClick(window, Qt.Key.Key_F6)
    shown = [each for each in QApplication.topLevelWidgets() if each not in before and each.isVisible()]
    QTest.qWait(50)
    assert shown == []
    assert window.isActiveWindow()


# Plan this


def press_plan(page):
    """As with the keyboard: the button may stand below what is in sight."""
    button = page.widget("calc.plan", QAbstractButton)
    assert button.isVisibleTo(page.page)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.qWait(0)


def test_what_was_typed_is_planned_without_typing_it_twice(same_window, qtbot):
    compound = same_window(1366, 768)
    QTest.keyClick(compound.window, Qt.Key.Key_F6)
    page = CalculatorsDriver(compound.window, qtbot)
    page.open("supply")
    assert not page.widget("calc.plan").isVisible()
    page.type("regimen", "1.5 mg x 1 x 14 d, 3 mg x 1 x 14 d")
    page.type("concentration", "1 mg/mL", leave=True)
    assert page.working()[-1].startswith("This is before potency and overfill")
    assert page.widget("calc.plan").accessibleName() == "Plan this as a calculation without a patient"
    press_plan(page)
    compound.settle()
    assert compound.window.pages.current == "compound"
    assert compound.words("carried.words") == (
        "From the calculator “Drug, capsules or volume of a regimen”: a calculation without a patient. "
        "Not carried over: the times of day, which it does not ask."
    )
    shown = [compound.text(f"rx.regimen[{phase}].{key}") for phase in (0, 1) for key in ("days", "take[0].dose")]
    assert shown == ["14", "1.5 mg", "14", "3 mg"]
    assert compound.text("preparation.concentration") == "1 mg/mL"
    assert compound.window.isWindowModified()
    for phase in (0, 1):
        compound.choose(f"rx.regimen[{phase}].take[0].when", "bedtime")
    assert compound.window.compound.plan._result["status"] == "calculation"
    assert compound.words("planBanner.sentence").startswith("Calculation without a patient")
    compound = same_window()
    assert not compound.widget("carried").isVisible()


def test_an_unsaved_prescription_is_asked_about_and_stays_where_it_is_not_given_up(same_window, kept_dialogs, qtbot):
    compound = same_window(file=SAMPLES / "02-capsule-titration.json")
    compound.type("rx.refills", "3")
    before = compound.document()
    QTest.keyClick(compound.window, Qt.Key.Key_F6)
    page = CalculatorsDriver(compound.window, qtbot)
    page.open("tablets")
    for key, text in (("concentration", "1 mg/mL"), ("volume", "100 mL"), ("tablet", "50 mg")):
        page.type(key, text)
    press_plan(page)
    compound.settle()
    assert kept_dialogs.asked == ["unsaved"]
    assert compound.document() == before
    assert not compound.widget("carried").isVisible()


def test_where_there_is_nothing_of_a_prescription_no_plan_is_offered(page):
    page.open("weighing-error")
    page.type("sensitivity", "6 mg")
    page.type("mass", "50 mg", leave=True)
    assert page.results()
    assert not page.widget("calc.plan").isVisible()
