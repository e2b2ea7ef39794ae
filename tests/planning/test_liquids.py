"""Liquids: concentration, overfill, mass and volume chosen together."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Take, When
from ldn_calc.planning.liquid import Target, draw_doses, plan_target, powder_batch, rank_concentrations, tablet_batch
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
    small = [run("0.5", 10)]  # 5 mL in 10 draws
    assert plan_target(small, draw_doses(small, ONE, FORMULARY), None, FORMULARY).overfill == ml("2.5")


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
        (["4.5"], "0.5"),  # 4.5 mL and 2.25 mL are no marks; 9 mL is one of the 10 mL syringe
    ],
)
def test_the_first_strength_at_which_every_dose_is_one_draw_on_a_mark_is_taken(doses, best):
    ranked = rank_concentrations([Mass(Fraction(dose)) for dose in doses], FORMULARY)
    assert ranked[0] == Strength(Fraction(best))


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
