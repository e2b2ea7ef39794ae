"""Capsule fills and strengths against published worked numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned_papers import case

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Preparation, Take, When
from ldn_calc.planning.capsule import Fills, extra_capsules, plan_batch
from ldn_calc.planning.strengths import choice_of, strength_choices
from ldn_calc.planning.supply import DoseRun
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.values import Mass, Share

FORMULARY = shipped_formulary()
FINE = BalanceInstrument(Mass(Fraction(1, 10**6)), Mass.of(1))


def mg(text: str) -> Mass:
    return Mass(Fraction(text))


def run(dose: str, count: int = 14) -> DoseRun:
    return DoseRun(1, Take(mg(dose), When.BEDTIME), count, date(2026, 11, 22), date(2026, 12, 5))


def batch(strength: str, capsules: int, filler_fill: str, drug_fill: str, extra: int = 0):
    fills = Fills(FORMULARY.shells["3"], "microcrystalline cellulose PH-105", mg(filler_fill), mg(drug_fill), assumed=False)
    return plan_batch(mg(strength), capsules, extra, Fraction(1), fills, FINE, FORMULARY)


def test_v26_percent_fill_of_4_5_mg_in_size_3():
    made = batch("4.5", 60, "130", "200")
    assert made.filler_each == mg("127.075")
    assert (made.charge.mass, made.filler_each * made.made) == (mg("270"), mg("7624.5"))
    assert made.filler == mg("7625"), "over a million readings: to the milligram"


def test_v26_with_5_percent_more_capsules():
    made = batch("4.5", 60, "130", "200", extra=3)
    assert (made.charge.mass, made.filler_each * made.made) == (mg("283.5"), mg("8005.725"))


def test_v27_mass_for_mass():
    made = batch("4.5", 60, "130", "130")
    assert (made.filler_each, made.mass_each) == (mg("125.5"), mg("130"))


def test_v25_half_the_capsule_is_drug():
    assert batch("100", 1, "400", "200").filler_each == mg("200")


def test_v28_with_10_percent_overage():
    made = batch("3", 30, "230", "350", extra=3)
    assert made.charge.mass == mg("99")
    assert float((made.filler_each * made.made).milligrams) == pytest.approx(7524.942857, abs=1e-5)


@pytest.mark.parametrize(("capsules", "extra"), [(84, 5), (60, 3), (30, 2), (7, 2)])
def test_extras_are_5_percent_and_at_least_2(capsules, extra):
    assert extra_capsules(capsules, Preparation(), FORMULARY) == extra


def test_what_the_pharmacist_says_about_extras_is_obeyed():
    assert extra_capsules(60, Preparation(extra_capsules=0), FORMULARY) == 0
    assert extra_capsules(60, Preparation(overage=Share.percent(10)), FORMULARY) == 6


@pytest.mark.parametrize(
    ("doses", "strengths"),
    [
        (["4.5"], ["4.5"]),
        (["1.5", "3", "4.5"], ["1.5"]),  # V45
        (["3", "1.5"], ["1.5"]),  # V49
        (["1", "1.5"], ["0.5"]),
        (["1", "4"], ["4", "1"]),
        (["1.8", "2.5", "2.9"], ["1.1", "0.7"]),  # one of each, then one more of either
    ],
)
def test_one_strength_where_it_serves_all_doses_else_two(doses, strengths):
    choices = strength_choices([run(dose) for dose in doses], 3)
    assert [str(float(each.milligrams)).removesuffix(".0") for each in choices[0].strengths] == strengths


def weekly(steps):
    return [run(str(Fraction(step, 2)), 7) for step in range(1, steps + 1)]


def test_nine_weekly_steps_have_no_two_strengths_with_three_a_dose():
    assert strength_choices(weekly(9), 3) == []


USUAL = [Mass(Fraction(each)) for each in ("1.5", "3", "4.5", "0.5", "1")]


def test_the_kit_of_eight_weekly_steps_is_63_of_each_strength():
    best = strength_choices(weekly(8), 4, 3, USUAL)[0]
    assert [float(each.milligrams) for each in best.strengths] == [1.5, 0.5]
    assert best.capsules(weekly(8)) == (63, 63)
    assert max(sum(counts) for counts in best.counts.values()) == 4


def test_four_a_dose_are_taken_only_where_three_serve_nothing():
    doses = [run("0.5"), run("2")]
    assert all(sum(counts) <= 3 for choice in strength_choices(doses, 4, 3) for counts in choice.counts.values())


def test_strengths_that_are_asked_for_are_held_against_four_a_dose():
    doses = [run("0.5"), run("2")]
    assert choice_of(doses, [Mass(Fraction(1, 2))], 4)[0].counts[Mass.of(2)] == (4,)
    assert choice_of(doses, [Mass(Fraction(1, 2))], 3) == []


@pytest.mark.parametrize("doses", [["0.5", "2"], ["0.7", "1.1", "1.8"], ["4.5"]])
def test_usual_strengths_only_decide_where_others_take_as_few_capsules(doses):
    runs = [run(each) for each in doses]
    alone, usual = strength_choices(runs, 3)[0], strength_choices(runs, 3, None, USUAL)[0]
    assert sum(alone.capsules(runs)) == sum(usual.capsules(runs))


def test_v45_takes_84_capsules_of_1_5_mg():
    runs = [run("1.5"), run("3"), run("4.5")]
    assert strength_choices(runs, 3)[0].capsules(runs) == (84,)


@given(st.lists(st.integers(5, 50), min_size=1, max_size=6))
def test_every_choice_makes_up_every_dose_with_one_to_three_capsules(tenths):
    runs = [run(str(Fraction(each, 10))) for each in tenths]
    for choice in strength_choices(runs, 3):
        for each in runs:
            counts = choice.counts[each.take.dose]
            assert 1 <= sum(counts) <= 3
            assert sum((s * c for s, c in zip(choice.strengths, counts, strict=True)), Mass.of(0)) == each.take.dose


def test_two_strengths_in_the_same_shells_are_said_to_look_alike():
    def alike(name):
        return [each["facts"] for each in case(name).result["findings"] if each["code"] == "strengths-look-alike"]

    assert alike("two strengths of one aliquot") == [{"strengths": "1.25 mg and 0.5 mg", "size": "3"}]
    assert alike("capsule aliquot") == []
