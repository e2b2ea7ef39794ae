"""Liquids: concentration, overfill, mass and volume chosen together."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Take, When
from ldn_calc.planning.liquid import Target, plan_target, powder_batch, tablet_batch
from ldn_calc.planning.liquid_draws import draw_doses, draw_doses_of, rank_concentrations
from ldn_calc.planning.supply import DoseRun
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

FORMULARY = shipped_formulary()
BALANCE = BalanceInstrument(Mass.of(1), Mass.of(50))
ONE = Strength.of(1)


def run(dose: str, count: int) -> DoseRun:
    return DoseRun(1, Take(Mass(Fraction(dose)), When.BEDTIME), count, date(2026, 11, 22), date(2026, 12, 26))


def ml(text: str) -> Volume:
    return Volume(Fraction(text))


def test_the_contract_s_example_101_mg_in_100_ml():
    runs = [run("1.5", 14), run("3", 14), run("4.5", 7)]
    target = plan_target(runs, draw_doses(runs, ONE, FORMULARY), Share.percent(5), FORMULARY)
    assert (target.need, target.total) == (ml("94.5"), ml("99.225"))
    batch = powder_batch(ONE, Fraction("0.988036"), target, BALANCE, FORMULARY)
    assert batch is not None
    assert (batch.weighed, batch.volume, batch.bottled) == (Mass.of(101), ml("100"), ml("100"))
    assert batch.cylinder.name == "100 mL cylinder"


@pytest.mark.parametrize(("overfill", "total"), [(Share.percent(5), "141.75"), (Share.percent(10), "148.5")])
def test_v48_overfill(overfill, total):
    runs = [run("4.5", 30)]
    assert plan_target(runs, draw_doses(runs, ONE, FORMULARY), overfill, FORMULARY).total == ml(total)


def test_default_overfill_is_the_larger_of_5_percent_and_2_ml_plus_0_05_ml_a_draw():
    runs = [run("4.5", 30)]  # 135 mL in 60 draws
    assert plan_target(runs, draw_doses(runs, ONE, FORMULARY), None, FORMULARY).overfill == ml("9.75")
    middle = [run("0.5", 20)]  # 10 mL in 20 draws
    assert plan_target(middle, draw_doses(middle, ONE, FORMULARY), None, FORMULARY).overfill == ml("3")


@pytest.mark.parametrize(("days", "overfill"), [(10, "1.5"), (19, "1.95")])
def test_the_overfill_of_less_than_10_ml_is_1_ml_plus_0_05_ml_a_draw(days, overfill):
    runs = [run("0.5", days)]
    assert plan_target(runs, draw_doses(runs, ONE, FORMULARY), None, FORMULARY).overfill == ml(overfill)


def test_v48_three_tablets_make_150_ml():
    batch = tablet_batch(ONE, Mass.of(50), Target(ml("135"), ml("6.75"), 60), FORMULARY)
    assert batch is not None
    assert (batch.tablets, batch.volume) == (3, ml("150"))


def test_v51_ten_tablets_make_100_ml_of_5_mg_per_ml():
    batch = tablet_batch(Strength.of(5), Mass.of(50), Target(ml("95"), ml("5"), 60), FORMULARY)
    assert batch is not None
    assert (batch.tablets, batch.volume) == (10, ml("100"))


@pytest.mark.parametrize(
    ("doses", "best"),
    [
        (["1.5", "3"], "1"),
        (["2", "4"], "1"),
        (["4.5"], "1.5"),  # one draw of 3 mL; at 1 mg/mL two, at 0.5 mg/mL 9 mL
        (["1.5", "3", "4.5"], "1.5"),  # 1, 2 and 3 mL with one syringe; at 1 mg/mL the last takes two draws
        (["5"], "1"),  # 5 mL is the most that is chosen unasked
        (["1.25"], "0.5"),  # 2.5 mL within 5 %; 0.25 mL of 5 mg/mL within 8 %
        (["2.5"], "1"),
        (["1", "4.5"], "1"),  # 5 mg/mL is one draw each, but 0.2 mL may be off by nearly twice as much
    ],
)
def test_the_strength_whose_doses_are_drawn_best_is_taken(doses, best):
    ranked = rank_concentrations([Mass(Fraction(dose)) for dose in doses], FORMULARY)
    assert ranked[0] == Strength(Fraction(best))


@pytest.mark.parametrize("doses", [["4.5"], ["2.25"], ["3", "4"], ["2"]])
def test_half_a_milligram_per_ml_is_the_last_of_the_measurable_from_2_mg_on(doses):
    wanted = [Mass(Fraction(dose)) for dose in doses]
    ranked = rank_concentrations(wanted, FORMULARY)
    behind = ranked[ranked.index(Strength(Fraction(1, 2))) + 1 :]
    assert all(None in draw_doses_of(wanted, each, FORMULARY) for each in behind)


@pytest.mark.parametrize(
    ("need", "made"), [("55", "60"), ("64", "70"), ("112", "120"), ("145", "150"), ("131", "140"), ("61", "65")]
)
def test_the_volume_made_is_one_that_people_recognise_where_one_is_near(need, made):
    batch = powder_batch(ONE, Fraction("0.988036"), Target(ml(need), ml("0.5"), 30), BALANCE, FORMULARY)
    assert batch is not None
    assert batch.volume == ml(made)


def test_a_doses_syringe_is_the_same_in_every_fill_of_a_regimen():
    first, regimen = [run("2", 35)], [Mass.of(2), Mass.of(4)]
    alone, of_all = draw_doses(first, ONE, FORMULARY), draw_doses(first, ONE, FORMULARY, None, regimen)
    assert alone[Mass.of(2)].syringe.name == "3 mL oral syringe"
    assert of_all[Mass.of(2)].syringe.name == "5 mL oral syringe"


@settings(max_examples=60)
@given(st.integers(3, 400), st.sampled_from(["0.5", "1", "2", "5"]), st.integers(900, 1000))
def test_a_batch_is_within_half_a_percent_and_never_smaller_than_its_target(need, strength, thousandths):
    target = Target(Volume.of(need), ml("2"), need)
    fraction, concentration = Fraction(thousandths, 1000), Strength(Fraction(strength))
    batch = powder_batch(concentration, fraction, target, BALANCE, FORMULARY)
    if batch is None:
        return
    made = (batch.weighed * fraction) / batch.volume
    assert abs(made / concentration - 1) <= Fraction("0.005")
    assert batch.weighed >= BALANCE.minimum
    assert batch.volume >= target.total
    assert batch.bottled >= target.total


def test_halving_the_strength_doubles_every_volume():
    runs = [run("2", 30)]
    once = plan_target(runs, draw_doses(runs, Strength.of(2), FORMULARY), Share.percent(0), FORMULARY)
    twice = plan_target(runs, draw_doses(runs, ONE, FORMULARY), Share.percent(0), FORMULARY)
    assert twice.need == once.need * 2
