"""How far off it could be, as the plan column shows it."""

import pytest
from PySide6.QtWidgets import QApplication
from window_drivers.plan_parts import PlanParts
from window_drivers.planned import NOW, sample

from ldn_calc.documents.drawing.budget_chart import budget_bars
from ldn_calc.quantities.shown import error_shown
from ui.compound.plan.view import PlanView
from ui.kit.theme import LIGHT


@pytest.fixture
def plan(qtbot):
    view = PlanView(clock=lambda: NOW)
    qtbot.addWidget(view)
    view.resize(448, 752)
    view.show()
    return PlanParts(view, qtbot)


@pytest.mark.parametrize(("number", "place"), [("01", "bottle"), ("03", "bottle"), ("07", "capsules")])
def test_the_two_numbers_are_the_results(plan, number, place):
    planned = sample(number)
    plan.root.show_planned(planned)
    budget = planned.result["error_budget"]
    assert plan.words("errorBudget.strength.what") == f"Strength in the {place}"
    for name in ("strength", "dose"):
        assert plan.words(f"errorBudget.{name}.worst") == f"at worst ± {error_shown(budget[name]['worst_case'])}"
        assert plan.words(f"errorBudget.{name}.typical") == f"typical ± {error_shown(budget[name]['standard'])}"


def test_every_bar_is_read_out(plan):
    plan.root.show_planned(sample("07"))
    said = plan.root.body.budget.chart.accessibleName().replace("\u00a0", " ")
    for bar in budget_bars(sample("07").result["error_budget"]):
        assert f"{bar.words}: ± {error_shown(bar.percent)}" in said


def test_what_tablets_may_hold_stands_beside_it(plan):
    plan.root.show_planned(sample("23"))
    assert plan.words("errorBudget.sentence.0") == (
        "Not counted in: each tablet holds 90 % to 110 % of its label (± 10 %); with it a dose at worst ± 21 %."
    )
    assert plan.words("errorBudget.sentence.1").endswith(
        "Evenness of the blend is not counted: only an assay of capsules shows it."
    )


def test_that_a_hand_may_be_off_by_more_stands_beside_it(plan):
    plan.root.show_planned(sample("01"))
    said = " ".join(plan.words(f"errorBudget.sentence.{place}") for place in (0, 1))
    assert "As far as the instruments go; a hand may be off by more" in said
    assert "(Sobhani, 2008)" in said


def test_the_notes_stand_beside_it(plan):
    planned = sample("03")
    planned.result["error_budget"] |= {"notes": ["Dead space is not counted.", "A second.", "A third."]}
    plan.root.show_planned(planned)
    assert plan.words("errorBudget.sentence.0") == "Dead space is not counted."
    assert plan.words("errorBudget.sentence.1") == "A second. A third."


def test_a_plan_without_a_budget_shows_none(plan):
    planned = sample("01")
    planned.result["error_budget"] = None
    plan.root.show_planned(planned)
    assert not plan.shown("errorBudget")
    plan.root.show_planned(sample("01"))
    assert plan.shown("errorBudget")


def test_the_bars_are_painted_and_grey_when_stale(plan):
    plan.root.show_planned(sample("03"))
    plan.root.body.ensureWidgetVisible(plan.root.body.budget)
    QApplication.processEvents()
    chart = plan.root.body.budget.chart
    picture = chart.grab().toImage()
    inks = {picture.pixelColor(x, y).name().upper() for x in range(0, chart.width(), 3) for y in range(chart.height())}
    assert {LIGHT.muted, LIGHT.text} <= inks
    plan.root.set_stale("Last good plan, greyed.")
    picture = chart.grab().toImage()
    inks = {picture.pixelColor(x, y).name().upper() for x in range(0, chart.width(), 3) for y in range(chart.height())}
    assert LIGHT.muted in inks
    assert LIGHT.text not in inks
