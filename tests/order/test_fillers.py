"""Fillers that slow release or lessen absorption are a pharmacist's decision; the others raise nothing."""

import copy

import pytest
from order_support import codes, document, findings, read

from ldn_calc.findings import Severity
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.order.allergies import check_allergies
from ldn_calc.order.screening import screen

CONCERNS = {
    "Methocel E4M": ["filler-release-modifying"],
    "Methocel K100M": ["filler-release-modifying"],
    "calcium carbonate": ["filler-calcium-carbonate"],
}


def filled(filler, form="capsule"):
    measured = {} if shipped_formulary().fillers[filler].fills else {"preparation__filler_fill": "150 mg"}
    return {"rx__form": form, "preparation__filler": filler, **measured}


@pytest.mark.parametrize("filler", shipped_formulary().fillers)
def test_each_filler_raises_what_its_row_says_and_no_more(filler):
    found = [code for code in codes(**filled(filler)) if code.startswith("filler-")]
    assert found == CONCERNS.get(filler, [])


@pytest.mark.parametrize("filler", CONCERNS)
def test_the_finding_is_a_review_on_the_filler_that_names_it(filler):
    [found] = [each for each in findings(**filled(filler)) if each.code.startswith("filler-")]
    assert (found.severity, found.field, dict(found.facts)) == (Severity.REVIEW, "preparation.filler", {"filler": filler})


def test_a_liquid_has_no_filler_and_any_form_may_have_one():
    assert not [code for code in codes(**filled("calcium carbonate", "liquid")) if code.startswith("filler-")]
    assert "filler-calcium-carbonate" in codes(**filled("calcium carbonate", "any"))


def test_a_default_filler_is_held_against_its_row_too():
    rows = copy.deepcopy(shipped_formulary().rows)
    rows["policies"]["defaults"]["filler"] = "Methocel E4M"
    found = screen(read(document(rx__form="capsule")), Formulary(rows))
    assert "filler-release-modifying" in [each.code for each in found]


@pytest.mark.parametrize(
    ("filler", "allergy", "code"),
    [
        ("Methocel E4M", "Methocel", "excipient-allergy"),
        ("Methocel K100M", "hipromelosa", "excipient-allergy"),
        ("Methocel K100M", "methylcellulose", "excipient-relative"),
        ("calcium carbonate", "carbonato de calcio", "excipient-allergy"),
    ],
)
def test_allergies_to_the_fillers_are_found(filler, allergy, code):
    request = read(document(screening__allergies=[allergy]))
    [found] = check_allergies(request, shipped_formulary().fillers[filler].components)
    assert found.code == code
