"""Potency and salt calculators: what each basis takes off, and what is missing."""

from __future__ import annotations

import pytest

from ldn_calc.application.calculate.calculating import CalculationError, calculate

LABEL = {"label_mass": "270 mg", "strength_as": "hydrochloride", "form": "anhydrous", "assay": "99.5 %"}


def result(**inputs):
    return calculate("potency", LABEL | inputs).result


def faults(**inputs):
    with pytest.raises(CalculationError) as caught:
        calculate("potency", LABEL | inputs)
    return [(fault.key, fault.found) for fault in caught.value.faults]


def test_an_as_is_assay_has_the_water_inside_already():
    assert result(basis="as-is", water="2 %")["drug_fraction"] == result(basis="as-is")["drug_fraction"] == "0.995"
    assert result(basis="as-is", water="2 %")["assay_anhydrous"] == "101.531 %"  # V58
    assert "assay_anhydrous" not in result(basis="as-is")


def test_each_basis_takes_off_its_own_figures_alone():
    figures = {"water": "1 %", "solvents": "0.5 %", "lod": "2 %"}
    assert result(basis="anhydrous", **figures)["drug_fraction"] == "0.98505"
    assert result(basis="anhydrous-solvent-free", **figures)["drug_fraction"] == "0.980075"
    assert result(basis="dried", **figures)["drug_fraction"] == "0.9751"


def test_figures_the_basis_needs_must_be_there():
    assert faults(basis="anhydrous") == [("water", "nothing")]
    assert faults(basis="anhydrous-solvent-free", water="1 %") == [("solvents", "nothing")]
    assert faults(basis="dried", water="1 %") == [("lod", "nothing")]
    assert faults(basis="anhydrous", water="100 %") == [("water", "100 %")]
    assert faults(basis="wet") == [("basis", "wet")]


def test_nought_water_is_a_figure():
    assert result(basis="anhydrous", water="0 %")["drug_fraction"] == "0.995"


@pytest.mark.parametrize("basis", ["anhydrous", "anhydrous-solvent-free", "dried"])
def test_the_theoretical_water_is_for_a_dihydrate_without_a_figure_of_its_own(basis):
    found = result(form="dihydrate", assay="100 %", basis=basis)
    assert (found["drug_fraction"], found["weigh"]) == ("0.912949", "295.745 mg")  # V53


def test_a_measured_water_replaces_the_theoretical_one():
    assert result(form="dihydrate", assay="100 %", basis="anhydrous", water="9 %")["drug_fraction"] == "0.91"


def test_a_strength_as_base_needs_more_powder():
    found = result(strength_as="base", basis="as-is", assay="100 %")
    assert found == {"drug_fraction": "0.903515806", "factor": "1.10679", "weigh": "298.833 mg"}


def test_a_salt_converted_there_and_back_is_the_same():
    there = calculate("salt", {"mass": "341.407 mg", "from": "base", "to": "dihydrate"}).result["mass"]
    assert there == "413.895 mg"
    assert calculate("salt", {"mass": there, "from": "dihydrate", "to": "base"}).result["mass"] == "341.407 mg"


@pytest.mark.parametrize("strength_as", ["hydrochloride", "base"])
@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        ({"form": "dihydrate", "basis": "anhydrous", "water": "87 %"}, "water"),
        ({"form": "dihydrate", "basis": "dried", "lod": "86 %"}, "lod"),
        ({"basis": "anhydrous", "water": "11 %"}, "water"),
        ({"basis": "anhydrous-solvent-free", "water": "0.5 %", "solvents": "40 %"}, "water"),
        ({"basis": "as-is", "assay": "9.95 %"}, "assay"),
        ({"basis": "as-is", "assay": "104 %"}, "assay"),
        ({"form": "dihydrate", "basis": "as-is", "assay": "99.5 %"}, "assay"),
    ],
)
def test_a_fraction_that_no_such_powder_has_is_refused(inputs, key, strength_as):
    assert [where for where, _ in faults(**inputs, strength_as=strength_as)] == [key]
