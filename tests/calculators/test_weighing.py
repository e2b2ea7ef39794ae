"""Weighing calculators: minimum, error, aliquots, and inputs that do not go together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.application.calculate.calculating import CalculationError, calculate
from ldn_calc.quantities.text import read_mass


def result(name, **inputs):
    return calculate(name, inputs).result


def faults(name, **inputs):
    with pytest.raises(CalculationError) as caught:
        calculate(name, inputs)
    return [(fault.key, fault.found) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("inputs", "minimum"),
    [
        ({"sensitivity": "0.006 g", "error": "5%"}, "120 mg"),
        ({"sensitivity": "6000 mcg", "error": "5 %"}, "120 mg"),
        ({"readability": "0.1 mg"}, "82 mg"),
        ({"readability": "0.1 mg", "repeatability": "0 mg"}, "82 mg"),
        ({"readability": "0.1 mg", "repeatability": "0.041 mg", "error": "0.10 %"}, "82 mg"),
        ({"readability": "1 mg", "repeatability": "0.6 mg", "error": "2 %"}, "60 mg"),
    ],
)
def test_a_minimum_is_read_in_any_unit_and_not_rounded_to_the_balance(inputs, minimum):
    assert result("minimum-weighable", **inputs) == {"minimum": minimum}


def test_a_minimum_needs_a_sensitivity_with_an_error_or_a_readability_never_both():
    assert faults("minimum-weighable", error="5 %") == [("sensitivity", "nothing")]
    assert faults("minimum-weighable", sensitivity="6 mg") == [("error", "nothing")]
    assert faults("minimum-weighable", sensitivity="6 mg", readability="1 mg", error="5 %") == [("readability", "1 mg")]
    assert faults("minimum-weighable", sensitivity="6 mg", error="0 %") == [("error", "0 %")]


def test_every_fault_is_listed_at_once():
    found = faults("solid-aliquot", needed="15", minimum="4,5 mg", multipel="8")
    assert found == [("needed", "15"), ("minimum", "4,5 mg"), ("multipel", "8")]


def test_what_the_balance_weighs_needs_no_aliquot():
    found = calculate("solid-aliquot", {"needed": "120 mg", "minimum": "120 mg", "sensitivity": "6 mg"})
    assert found.result["multiple"] == 1
    assert (found.result["drug"], found.result["diluent"], found.result["drug_wasted"]) == ("120 mg", "0 mg", "0 mg")
    assert (found.result["worst_high"], found.result["worst_low"]) == ("5 %", "-5 %")
    assert "directly" in found.working[0]


def test_a_larger_aliquot_is_taken_where_the_diluent_would_be_too_little():
    assert result("solid-aliquot", needed="100 mg", minimum="120 mg")["aliquot"] == "160 mg"
    assert faults("solid-aliquot", needed="100 mg", minimum="120 mg", aliquot="150 mg") == [("aliquot", "150 mg")]


def test_a_sensitivity_as_large_as_the_minimum_has_no_worst_case():
    assert faults("solid-aliquot", needed="1 mg", minimum="6 mg", sensitivity="6 mg") == [("sensitivity", "6 mg")]


def test_a_multiple_too_small_to_weigh_is_refused():
    assert faults("liquid-aliquot", needed="15 mg", minimum="120 mg", aliquot_volume="5 mL", multiple="7") == [("multiple", "7")]


def test_a_solution_that_may_not_dissolve_is_said():
    found = calculate("liquid-aliquot", {"needed": "100 mg", "minimum": "600 mg", "aliquot_volume": "1 mL"})
    assert found.result["strength"] == "100 mg/mL"
    assert "may not dissolve" in found.working[-2]


@given(needed=st.integers(1, 500), minimum=st.integers(1, 500))
def test_an_aliquot_holds_what_is_needed_and_every_weighing_is_at_the_minimum(needed, minimum):
    found = result("solid-aliquot", needed=f"{needed} mg", minimum=f"{minimum} mg")
    if needed >= minimum:
        assert found["drug"] == f"{needed} mg"
        return
    multiple = found["multiple"]
    assert multiple == -(-minimum // needed)
    drug = read_mass(found["drug"]).milligrams
    assert drug == multiple * needed
    assert drug >= minimum
