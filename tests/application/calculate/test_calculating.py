"""The calculators as command line and window use them: complete, described, printable."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pdf_pages import read_pages

from ldn_calc.application.calculate.calculating import CalculationError, calculate, calculation_pdf, calculators
from ldn_calc.calculators.kinds import read_kind

NAMES = {
    "minimum-weighable": "sensitivity readability repeatability error",
    "weighing-error": "sensitivity mass",
    "solid-aliquot": "needed minimum aliquot multiple sensitivity",
    "liquid-aliquot": "needed minimum aliquot_volume multiple",
    "potency": "label_mass strength_as form assay basis water solvents lod",
    "salt": "mass from to",
    "capsule-fill": "dose drug_fill filler_fill capsules overage extra",
    "capsule-density": "dose drug_density filler_density volume capsules",
    "capsule-weights": "shell fill weights",
    "content-uniformity": "contents",
    "geometric-dilution": "drug total",
    "beyond-use": "made_on kind expires counting",
    "supply": "regimen strengths concentration",
    "days-supply": "amount per_day",
    "syringe": "volume capacity step",
    "dilution": "have want volume",
    "tablets": "concentration volume tablet",
}
"""Names and keys of interface.md, section "Bench calculators"."""


def test_every_calculator_of_the_contract_has_the_keys_of_the_contract():
    found = {each.name: [asked.key for asked in each.inputs] for each in calculators()}
    assert set(NAMES) <= set(found)
    for name, keys in NAMES.items():
        assert set(keys.split()) <= set(found[name]), name


@pytest.mark.parametrize("calculator", calculators(), ids=lambda each: each.name)
def test_each_says_where_its_formula_comes_from_and_each_example_can_be_read(calculator):
    assert calculator.sources
    assert all(calculator.sources)
    for asked in calculator.inputs:
        read_kind(asked, asked.example)


@pytest.mark.parametrize("calculator", calculators(), ids=lambda each: each.name)
def test_without_inputs_every_calculator_names_what_it_expects(calculator):
    with pytest.raises(CalculationError) as caught:
        calculate(calculator.name, {})
    for fault in caught.value.faults:
        assert fault.found == "nothing"
        assert calculator.name in fault.expected
        assert calculator.inputs[0].key in fault.expected


def test_an_empty_field_of_the_window_counts_as_not_given():
    assert calculate("minimum-weighable", {"sensitivity": "6 mg", "error": "5 %", "readability": " "}).result["minimum"] == "120 mg"


def test_a_near_name_is_suggested():
    with pytest.raises(CalculationError, match="did you mean potency"):
        calculate("potensy", {})


def test_no_quantity_has_a_trailing_zero_a_bare_point_or_an_exponent():
    result = calculate(
        "capsule-fill", {"dose": "0.50 mg", "drug_fill": "200.0 mg", "filler_fill": "130 mg", "capsules": "60"}
    ).result
    for text in result.values():
        assert re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])? (mg|%)", text), text


def test_the_page_holds_inputs_working_result_sources_and_the_day():
    calculated = calculate("solid-aliquot", {"needed": "15 mg", "minimum": "120 mg", "sensitivity": "6 mg"})
    pdf = calculation_pdf(calculated, date(2026, 11, 22))
    assert pdf == calculation_pdf(calculated, date(2026, 11, 22))
    (page,) = read_pages(pdf)
    text = page.text.replace("\u00a0", " ")
    for words in ("Drug needed: 15 mg", "Drug 8 × 15 mg = 120 mg.", "aliquot: 120 mg", "UNC pharmacy laboratory", "22 Nov 2026"):
        assert words in text


def test_sixty_weights_without_spaces_fit_the_page():
    calculated = calculate("capsule-quality", {"net": ",".join(["130.5"] * 60)})
    assert len(read_pages(calculation_pdf(calculated, date(2026, 11, 22)))) == 1
