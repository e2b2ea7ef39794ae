"""Liquid calculators: syringes, dilution, whole tablets."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.application.calculate.calculating import CalculationError, calculate
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.planning.syringes import iso_tolerance
from ldn_calc.quantities.values import Volume


def result(name, **inputs):
    return calculate(name, inputs).result


def faults(name, **inputs):
    with pytest.raises(CalculationError) as caught:
        calculate(name, inputs)
    return [fault.key for fault in caught.value.faults]


def test_on_a_mark_both_neighbours_are_the_mark():
    found = result("syringe", volume="3 mL", capacity="3 mL", step="0.1 mL")
    assert found["on_mark"] is True
    assert (found["below"], found["above"], found["below_error"], found["above_error"]) == ("3 mL", "3 mL", "0 %", "0 %")


def test_below_the_first_mark_the_mark_below_is_nought():
    found = result("syringe", volume="0.05 mL", capacity="1 mL", step="0.1 mL")
    assert (found["below"], found["below_error"], found["above_error"]) == ("0 mL", "-100 %", "100 %")


def test_a_volume_over_the_capacity_and_a_step_that_does_not_divide_it_are_refused():
    assert faults("syringe", volume="6 mL", capacity="5 mL", step="0.3 mL") == ["volume", "step"]


@pytest.mark.parametrize(
    ("volume", "capacity", "tolerance"),
    [
        ("0.499", "1", "0.02498"),
        ("0.5", "1", "0.025"),
        ("2", "4.9", "0.1135"),
        ("2.45", "4.9", "0.1225"),
        ("2.4", "5", "0.099"),
        ("2.5", "5", "0.1"),
    ],
)
def test_the_iso_tolerance_changes_at_half_the_capacity_and_at_5_ml(volume, capacity, tolerance):
    found = iso_tolerance(Volume(Fraction(volume)), Volume(Fraction(capacity)), shipped_formulary().syringe_tolerance)
    assert found.millilitres == Fraction(tolerance)


def test_adding_liquid_makes_nothing_stronger():
    assert faults("dilution", have="1 mg/mL", want="2 mg/mL", volume="10 mL") == ["want"]
    assert result("dilution", have="1 mg/mL", want="1 mg/mL", volume="10 mL") == {"take": "10 mL", "add": "0 mL"}
    assert result("dilution", have="3 mg/mL", want="1 mg/mL", volume="100 mL") == {"take": "33.3333 mL", "add": "66.6667 mL"}


def test_tablets_just_enough_are_enough_and_a_drop_more_takes_another():
    assert result("tablets", concentration="1 mg/mL", volume="100 mL", tablet="50 mg") == {"tablets": 2, "volume_made": "100 mL"}
    assert result("tablets", concentration="1 mg/mL", volume="100.01 mL", tablet="50 mg")["tablets"] == 3


@given(st.integers(1, 20), st.integers(1, 500), st.integers(1, 100))
def test_tablets_cover_the_volume_with_less_than_one_to_spare(strength, volume, tablet):
    count = result("tablets", concentration=f"{strength} mg/mL", volume=f"{volume} mL", tablet=f"{tablet} mg")["tablets"]
    assert count * tablet >= strength * volume > (count - 1) * tablet
