"""Capsule calculators: fills, density, geometric dilution."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.application.calculate.calculating import CalculationError, calculate
from ldn_calc.quantities.text import read_mass

FILL = {"dose": "4.5 mg", "drug_fill": "200 mg", "filler_fill": "130 mg", "capsules": "50"}
DENSITY = {"drug_density": "0.75 g/mL", "filler_density": "0.5 g/mL", "volume": "0.5 mL", "capsules": "10"}


def result(name, inputs):
    return calculate(name, inputs).result


def faults(name, inputs):
    with pytest.raises(CalculationError) as caught:
        calculate(name, inputs)
    return [fault.key for fault in caught.value.faults]


def test_an_overage_is_not_rounded_to_whole_capsules():
    assert result("capsule-fill", FILL | {"overage": "5%"})["drug_total"] == "236.25 mg"  # 52.5 x 4.5


def test_extra_capsules_and_an_overage_are_the_same_where_they_are():
    by_share, by_count = (result("capsule-fill", FILL | {"capsules": "60"} | more) for more in ({"overage": "5 %"}, {"extra": "3"}))
    assert by_share == by_count
    assert faults("capsule-fill", FILL | {"overage": "5 %", "extra": "3"}) == ["extra"]


def test_a_dose_that_fills_the_capsule_has_no_filler_and_more_is_refused():
    assert result("capsule-fill", FILL | {"dose": "200 mg"})["filler_each"] == "0 mg"
    assert faults("capsule-fill", FILL | {"dose": "200.001 mg"}) == ["dose"]


def test_density_fits_exactly_at_the_border_and_has_no_filler_beyond_it():
    at = result("capsule-density", DENSITY | {"dose": "375 mg"})
    assert (at["fits"], at["filler_each"], at["filler_total"]) == (True, "0 mg", "0 mg")
    beyond = result("capsule-density", DENSITY | {"dose": "375.1 mg"})
    assert (beyond["fits"], beyond["filler_each"], beyond["filler_total"]) == (False, None, None)


def test_a_density_is_read_in_either_unit():
    assert result("capsule-density", DENSITY | {"dose": "300 mg", "drug_density": "750 mg/mL"}) == result(
        "capsule-density", DENSITY | {"dose": "300 mg"}
    )
    assert faults("capsule-density", DENSITY | {"dose": "300 mg", "drug_density": "0.75"}) == ["drug_density"]


def test_a_total_below_the_drug_is_refused_and_one_equal_to_it_needs_no_filler():
    assert faults("geometric-dilution", {"drug": "270 mg", "total": "269 mg"}) == ["total"]
    assert result("geometric-dilution", {"drug": "270 mg", "total": "0.27 g"}) == {"additions": []}


@given(drug=st.integers(1, 300), more=st.integers(0, 10_000))
def test_additions_bring_the_drug_to_the_total_and_never_more_than_double_the_mortar(drug, more):
    additions = result("geometric-dilution", {"drug": f"{drug} mg", "total": f"{drug + more} mg"})["additions"]
    inside = drug
    for each in additions:
        portion = read_mass(each).milligrams
        assert portion <= inside
        inside += portion
    assert inside == drug + more
