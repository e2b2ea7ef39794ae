"""The plan column: status, settling in place, stale plans, the drawn dose, every width."""

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from window_drivers.fits import misfits
from window_drivers.planned import NOW, finding, sample, with_findings

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Person, Settlement
from ui.compound.plan.finding_row import FindingRow
from ui.compound.plan.view import PlanView
from ui.kit.drawing_view import palette_for
from ui.kit.style import apply_theme
from ui.kit.theme import DARK, LIGHT, roles_of

SAMPLES = Path(__file__).parents[2] / "prescriptions"
STALE = "Last good plan, greyed: the dose in phase 1 cannot be read. Nothing prints."


class PlanDriver:
    def __init__(self, view):
        self.view = view
        self.settled = []
        view.settle_requested.connect(self.settled.append)

    def words(self, name):
        return self.view.findChildren(QLabel, name)[-1].text().replace("\u00a0", " ")

    @property
    def banner(self):
        return self.words("planBanner.sentence")

    def widget(self, name, kind=QWidget):
        found = [each for each in self.view.findChildren(kind, name) if each.isVisible()]
        assert found, f"{name} is not in sight"
        return found[-1]

    def press(self, name):
        QTest.mouseClick(self.widget(name, QAbstractButton), Qt.MouseButton.LeftButton)
        QTest.qWait(0)

    def numbers(self):
        cells = [each for each in self.view.body.numbers.children() if isinstance(each, QWidget) and each.isVisible()]
        return [each.accessibleName().replace("\u00a0", " ") for each in cells]


@pytest.fixture
def plan(qtbot):
    view = PlanView(clock=lambda: NOW)
    qtbot.addWidget(view)
    view.resize(448, 752)
    view.show()
    return PlanDriver(view)


def test_a_ready_plan_says_proved_and_shows_its_numbers(plan):
    plan.view.show_planned(sample("01"))
    assert plan.banner == "Proved: every dose holds what was prescribed, within 0.13 %"
    assert plan.numbers() == ["Weigh 152 mg", "Make up to 150 mL", "Take at bedtime 4.5 mL"]
    assert plan.words("beyondUse.date") == "26 Dec 2026"
    assert plan.words("step.1.head") == "Weigh 152 mg"


def test_a_refused_prescription_shows_every_stop_and_no_number(plan):
    plan.view.show_planned(sample("01"))
    refused = sample("08")
    plan.view.show_planned(refused)
    assert plan.banner == "Refused: not to be made as it is written"
    assert not plan.view.body.numbers.isVisible()
    stops = [each for each in refused.result["findings"] if each["severity"] == "stop"]
    for stop in stops:
        row = plan.widget(f"finding.{stop['code']}", FindingRow)
        assert stop["message"] in row.accessibleDescription()
        assert not any(each.isVisible() for each in row.findChildren(QAbstractButton))


def test_nothing_planned_says_what_is_needed(plan):
    plan.view.show_planned(sample("01"))
    plan.view.show_needed(["the number", "the patient's name"])
    assert plan.banner == "Nothing to plan yet"
    assert plan.words("planBanner.detail") == "Still needed: the number and the patient's name."
    assert not plan.view.body.isVisible()


def test_a_finding_is_settled_with_reason_name_and_the_clocks_date(plan):
    plan.view.show_planned(with_findings(sample("01"), finding("surgery-within-fill")))
    plan.press("settle.surgery-within-fill")
    assert QApplication.focusWidget().objectName() == "settle.reason"
    QTest.keyClicks(QApplication.focusWidget(), "Stops on 15 Dec, agreed with Dr. Chen")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget().objectName() == "settle.name"
    QTest.keyClicks(QApplication.focusWidget(), "M. Torres")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert plan.settled == [
        Settlement(
            code="surgery-within-fill",
            field="screening.surgery_planned_on",
            seen="0123456789abcdef",
            reason="Stops on 15 Dec, agreed with Dr. Chen",
            by=Person("M. Torres"),
            on=date(2026, 11, 22),
        )
    ]


@pytest.mark.parametrize(("reason", "name"), [("", ""), ("agreed today", "   "), ("  ", "M. Torres")])
def test_reason_and_name_are_both_needed(plan, reason, name):
    plan.view.show_planned(with_findings(sample("01"), finding("surgery-within-fill")))
    plan.press("settle.surgery-within-fill")
    plan.widget("settle.reason", QLineEdit).setText(reason)
    plan.widget("settle.name", QLineEdit).setText(name)
    plan.press("settle.settle")
    assert plan.settled == []
    missing = "settle.reason" if not reason.strip() else "settle.name"
    assert QApplication.focusWidget().objectName() == missing
    assert plan.words("settle.error") != ""


def test_escape_closes_the_line_and_gives_the_focus_back(plan):
    plan.view.show_planned(with_findings(sample("01"), finding("surgery-within-fill")))
    plan.press("settle.surgery-within-fill")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget().objectName() == "settle.surgery-within-fill"
    assert plan.settled == []


def test_words_typed_to_settle_stay_while_the_plan_changes_and_settle_what_is_shown(plan):
    first = with_findings(sample("01"), finding("surgery-within-fill"))
    plan.view.show_planned(first)
    plan.press("settle.surgery-within-fill")
    plan.widget("settle.reason", QLineEdit).setText("agreed today")
    plan.view.set_stale(STALE)
    plan.view.set_stale(None)
    plan.view.show_planned(with_findings(sample("01"), finding("surgery-within-fill", fingerprint="f" * 16)))
    assert plan.widget("settle.reason", QLineEdit).text() == "agreed today"
    plan.widget("settle.name", QLineEdit).setText("M. Torres")
    plan.press("settle.settle")
    assert plan.settled[0].seen == "f" * 16


def test_after_settling_the_focus_goes_to_the_next_finding(plan):
    both = [finding("surgery-within-fill"), finding("medicine-hold", field="screening.medicines[0]")]
    plan.view.show_planned(with_findings(sample("01"), *both))
    plan.press("settle.surgery-within-fill")
    plan.widget("settle.reason", QLineEdit).setText("agreed today")
    plan.widget("settle.name", QLineEdit).setText("M. Torres")
    plan.press("settle.settle")
    done = both[0] | {"settled": {"reason": "agreed today", "by": "M. Torres", "on": "2026-11-22"}}
    plan.view.show_planned(with_findings(sample("01"), done, both[1]))
    assert QApplication.focusWidget().objectName() == "settle.medicine-hold"
    settled = plan.widget("settled.surgery-within-fill").accessibleName().replace("\u00a0", " ")
    assert settled == "Settled: Surgery on 18 Dec 2026 is in this fill. agreed today. M. Torres"


def test_a_stale_plan_has_one_banner_no_findings_no_bold_and_no_colour(plan):
    plan.view.show_planned(with_findings(sample("01"), finding("surgery-within-fill")))
    plan.view.set_stale(STALE)
    assert plan.banner == STALE
    assert not plan.view.findChildren(FindingRow)[-1].isVisible()
    heads = {"Steps", "Doses in this fill", "Do not use after", "How far off it could be", "Ways to make it", "Notes", "Working"}
    for label in plan.view.body.findChildren(QLabel):
        if label.isVisible() and label.text() and label.text() not in heads:
            assert label.font().weight() == 400, label.text()
            assert label.palette().windowText().color() == QColor(LIGHT.muted), label.text()
    for colour in palette_for(LIGHT, stale=True).values():
        assert colour.saturation() < 60
    picture = plan.view.grab().toImage()
    ground = picture.pixelColor(2, plan.view.height() - 2)
    assert ground == QColor(LIGHT.window)
    assert plan.view.body.numbers.isVisible()


def picture_at_rest(view):
    """The view once two pictures in a row are the same: a busy machine lays out late."""
    before = None
    for _ in range(50):
        QTest.qWait(20)
        found = view.grab().toImage()
        if found == before:
            break
        before = found
    return found


def test_the_next_good_plan_is_fresh_again(plan):
    plan.view.show_planned(sample("01"))
    before = picture_at_rest(plan.view)
    plan.view.set_stale(STALE)
    plan.view.show_planned(sample("01"))
    plan.view.set_stale(None)
    assert picture_at_rest(plan.view) == before


def test_a_palette_on_the_parent_reaches_every_label_in_spite_of_the_style_sheet(plan):
    plan.view.show_planned(sample("01"))
    plan.view.set_stale(STALE)
    value = plan.view.findChild(QLabel, "number.value")
    assert value.palette().windowText().color() == QColor(LIGHT.muted)


def test_a_fresh_and_a_stale_plan_follow_when_the_system_turns_dark(plan, qapp):
    plan.view.show_planned(sample("01"))
    for stale in (None, STALE):
        plan.view.set_stale(stale)
        for roles in (DARK, LIGHT):
            apply_theme(qapp, roles)
            QTest.qWait(1)
            for widget in plan.view.findChildren(QWidget):
                assert roles_of(widget.palette()) is roles, (stale, widget.objectName())
            ground = plan.view.grab().toImage().pixelColor(2, plan.view.height() - 2)
            assert ground == QColor(roles.window if stale else roles.surface)


def test_the_chosen_dose_is_drawn(plan):
    plan.view.show_planned(sample("02"))
    doses = plan.view.body.doses
    assert plan.view.body.drawing.accessibleName().replace("\u00a0", " ") == "Days 1 to 14: 1 capsule"
    doses.setFocus()
    QTest.keyClick(doses, Qt.Key.Key_Down)
    assert plan.view.body.drawing.accessibleName().replace("\u00a0", " ") == "Days 15 to 28: 2 capsules"
    plan.view.show_planned(sample("02"))
    assert plan.view.body.drawing.accessibleName().replace("\u00a0", " ") == "Days 15 to 28: 2 capsules"


def test_a_drawn_syringe_is_read_out_as_not_to_scale(plan):
    plan.view.show_planned(sample("01"))
    assert plan.view.body.drawing.accessibleName().endswith(". Not to scale")


def test_the_working_opens_in_sight(plan):
    plan.view.show_planned(sample("01"))
    assert not plan.view.body.working.isVisible()
    plan.press("showWorking")
    QTest.qWait(10)
    assert plan.words("working.1.head") == "Needed"
    assert not plan.view.body.working.visibleRegion().isEmpty()


def test_the_wheel_over_the_doses_scrolls_the_column_and_chooses_nothing(plan):
    plan.view.show_planned(sample("03"))
    doses = plan.view.body.doses
    QTest.qWait(0)
    before = doses.currentIndex().row()
    at = QPointF(doses.mapTo(plan.view, QPoint(30, doses.height() - 8)))
    QTest.wheelEvent(plan.view.windowHandle(), at, QPoint(0, -240))
    assert doses.currentIndex().row() == before
    assert plan.view.body.verticalScrollBar().value() > 0


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "08", "12", "13", "16", "28"])
def test_everything_fits(plan, number):
    plan.view.show_planned(sample(number))
    QTest.qWait(0)
    plan.view.body._show_working.click()
    for width in (368, 448, 584, 944):
        plan.view.resize(width, 700)
        QTest.qWait(0)
        assert misfits(plan.view) == [], width


def test_a_finding_with_a_word_longer_than_the_column_still_fits(plan):
    plan.view.resize(368, 700)
    long_word = finding("medicine-not-listed", "note", message=f"Not on the list: {'x' * 180}.")
    settled = {"reason": "y" * 200, "by": "M. Torres", "on": "2026-11-22"}
    plan.view.show_planned(with_findings(sample("01"), finding("surgery-within-fill", settled=settled), long_word))
    QTest.qWait(0)
    assert misfits(plan.view) == []


def test_many_findings_scroll_in_a_part_of_the_height(plan):
    many = [finding("medicine-hold", field=f"screening.medicines[{place}]") for place in range(7)]
    plan.view.show_planned(with_findings(sample("01"), *many))
    QTest.qWait(0)
    assert plan.view.status.height() <= 0.4 * plan.view.height() + 1
    assert plan.view.body.numbers.visibleRegion().boundingRect().height() > 40


def test_every_control_has_a_name_and_a_label(plan):
    plan.view.show_planned(with_findings(sample("02"), finding("surgery-within-fill")))
    plan.press("settle.surgery-within-fill")
    for widget in plan.view.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()


def test_the_column_can_be_walked_with_tab(plan):
    plan.view.show_planned(with_findings(sample("02"), finding("surgery-within-fill")))
    QTest.qWait(0)
    plan.widget("settle.surgery-within-fill").setFocus()
    seen = []
    for _ in range(5):
        seen.append(QApplication.focusWidget().objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen.index("settle.surgery-within-fill") < seen.index("doses") < seen.index("showWorking")


def test_a_keystroke_is_shown_within_a_frame(plan):
    planned = sample("03")
    plan.view.show_planned(planned)
    made = {id(each) for each in plan.view.findChildren(QWidget)}
    plan.view.show_planned(sample("03"))
    assert {id(each) for each in plan.view.findChildren(QWidget)} == made


@pytest.mark.parametrize("width", [448, 528])
def test_the_numbers_of_each_of_two_products_stand_in_rows_of_their_own(plan, width):
    text = next(SAMPLES.glob("02-*.json")).read_text(encoding="utf-8").replace('"dose": "1.5 mg"', '"dose": "2 mg"', 1)
    document = json.loads(text)
    document["preparation"]["capsule_strengths"] = ["0.5 mg", "1.5 mg"]
    plan.view.resize(width, 752)
    plan.view.show_planned(plan_request(json.dumps(document), NOW, shipped_formulary()))
    QTest.qWait(0)
    rows = {}
    for cell in plan.view.body.numbers._cells:
        if cell.isVisible():
            rows.setdefault(cell.y(), []).append(cell.accessibleName().replace("\u00a0", " "))
    assert [[name.split()[0] for name in row] for row in rows.values()][:2] == [["Weigh", "Fill"]] * 2
    for row in rows.values():
        assert len({name.startswith("Take") for name in row}) == 1, row
