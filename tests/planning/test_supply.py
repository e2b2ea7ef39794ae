"""Which days a fill covers, and the law that the days of all fills are the days of the regimen."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.order.prescription import Fill, Form, Patient, Phase, Prescriber, Rx, Take, When
from ldn_calc.planning.supply import plan_supply, runs
from ldn_calc.quantities.values import Mass

MADE_ON = date(2026, 11, 22)


def rx(*days: int, first: date = MADE_ON) -> Rx:
    takes = (Take(Mass(Fraction(3, 2)), When.BEDTIME), Take(Mass.of(1), When.MORNING))
    patient, prescriber = Patient("Test Person", date(1979, 4, 12)), Prescriber("P. Hale, MD")
    return Rx("1", MADE_ON, patient, prescriber, Form.LIQUID, tuple(Phase(each, takes) for each in days), first)


def test_the_contract_s_example_35_days_of_56():
    supply = plan_supply(rx(14, 14, 28), Fill(), date(2026, 12, 26))
    assert (supply.days_covered, supply.next_from_day, supply.next_fill_by) == (35, 36, date(2026, 12, 27))
    assert [(each.phase, each.days, each.of) for each in supply.phases_covered] == [(1, 14, 14), (2, 14, 14), (3, 7, 28)]


def test_a_fill_past_the_regimen_s_end_goes_on_with_the_last_phase():
    supply = plan_supply(rx(14, 14), Fill(number=2, from_day=29, days=28), date(2027, 5, 1))
    assert [(each.phase, each.days, each.of) for each in supply.phases_covered] == [(2, 28, 28)]
    assert (supply.days_prescribed, supply.next_from_day) == (56, None)


def test_morning_comes_before_bedtime():
    found = runs(rx(14), plan_supply(rx(14), Fill(), date(2027, 5, 1)))
    assert [each.take.when for each in found] == [When.MORNING, When.BEDTIME]


def test_a_preparation_that_ends_before_the_first_dose_covers_nothing():
    late = rx(14, first=MADE_ON + timedelta(days=40))
    assert plan_supply(late, Fill(), date(2026, 12, 26)).days_covered < 1


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(5, 60))
def test_fill_after_fill_covers_every_day_of_the_regimen_exactly(days, keeps):
    covered: list[tuple[int, int]] = []
    fill, first = Fill(), MADE_ON
    while True:
        order = rx(*days, first=first)
        supply = plan_supply(order, fill, first + timedelta(days=keeps - 1))
        covered += [(each.phase, each.days) for each in supply.phases_covered]
        found = runs(order, supply)
        assert found[0].from_date == first
        assert found[-1].to_date == first + timedelta(days=supply.days_covered - 1)
        if supply.next_from_day is None or supply.next_fill_by is None:
            break
        fill, first = Fill(fill.number + 1, supply.next_from_day), supply.next_fill_by
    for number, length in enumerate(days, start=1):
        assert sum(count for phase, count in covered if phase == number) == length
