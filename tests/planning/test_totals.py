"""Sums over a regimen: halves, order, and rounding to the safe side."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.calculators.totals import Stretch, fills_needed, total_days, total_doses, total_drug, whole_days
from ldn_calc.planning.fills import fill_by_density, filler_beside
from ldn_calc.quantities.values import Mass, Strength, Volume

AMOUNT = st.fractions(min_value=Fraction(1, 100), max_value=1000, max_denominator=100)
STRETCH = st.builds(
    Stretch,
    doses=st.lists(AMOUNT.map(Mass), min_size=1, max_size=2).map(tuple),
    times=st.integers(1, 3),
    days=st.integers(1, 90),
)


@given(st.lists(STRETCH, min_size=1, max_size=6))
def test_the_order_of_phases_changes_no_total(regimen):
    backwards = regimen[::-1]
    assert total_drug(regimen) == total_drug(backwards)
    assert (total_days(regimen), total_doses(regimen)) == (total_days(backwards), total_doses(backwards))


@given(STRETCH)
def test_twice_the_days_take_twice_the_drug(stretch):
    longer = Stretch(stretch.doses, stretch.times, stretch.days * 2)
    assert total_drug([longer]) == total_drug([stretch]) * 2


@given(AMOUNT, AMOUNT)
def test_days_of_supply_never_promise_a_day_that_is_not_there(amount, per_day):
    days = whole_days(amount, per_day)
    assert days * per_day <= amount < (days + 1) * per_day


@given(st.integers(1, 366), st.integers(1, 180))
def test_no_fill_lasts_past_its_beyond_use_date_and_none_is_needless(days, keeps):
    fills = fills_needed(days, keeps)
    assert fills * keeps >= days > (fills - 1) * keeps


@given(st.integers(1, 100), AMOUNT)
def test_drug_and_filler_by_weights_fill_the_capsule_whole(percent, filler_fill):
    drug_fill = Mass.of(200)
    filler = filler_beside(drug_fill * Fraction(percent, 100), drug_fill, Mass(filler_fill))
    assert filler.milligrams / filler_fill + Fraction(percent, 100) == 1


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_drug_and_filler_by_density_fill_the_capsule_whole_or_the_drug_does_not_fit(drug, one, other, capsule):
    found = fill_by_density(Mass(drug), Strength(one), Strength(other), Volume(capsule))
    if found.filler is None:
        assert found.drug_volume > Volume(capsule)
    else:
        assert found.drug_volume + found.filler / Strength(other) == Volume(capsule)
