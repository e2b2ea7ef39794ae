"""The proof's reckoning of drug in the powder, held against figures worked by hand from domain facts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from proof.cases import codes, hand_made, prove

LIQUID = hand_made("contract-liquid-titration")
ANHYDROUS, DIHYDRATE = "naltrexone hydrochloride anhydrous", "naltrexone hydrochloride dihydrate"
BASE = Fraction(341407, 377865)


def proved_with(source, fraction, strength_as=None):
    """The problems of the liquid plan, its powder changed in the request and in the plan, with this fraction printed."""
    request, result = LIQUID.copy()
    plan = result["plan"]
    material = {"kind": "powder", "substance": ANHYDROUS, "assay": "100 %", "assay_basis": "as-is"}
    if source is None:
        request["preparation"].pop("source")
    else:
        request["preparation"]["source"] = {"kind": "powder", "substance": ANHYDROUS} | source
        material |= {"assay_basis": "anhydrous"} | source
    material["drug_fraction"] = fraction
    if strength_as:
        request["rx"]["strength_as"] = plan["strength_as"] = strength_as
    plan["materials"] = {"naltrexone hydrochloride": material, "preserved vehicle": plan["materials"]["preserved vehicle"]}
    return prove(request, result)


@pytest.mark.parametrize(
    ("source", "fraction", "strength_as"),
    [
        ({"assay": "99.4 %", "assay_basis": "anhydrous", "water": "0.6 %"}, "0.988036", None),
        ({"assay": "91 %", "assay_basis": "as-is", "water": "2 %"}, "0.91", None),
        ({"assay": "99.5 %", "assay_basis": "anhydrous-solvent-free", "water": "0.8 %", "solvents": "0.3 %"}, "0.984055", None),
        ({"assay": "99.5 %", "assay_basis": "dried", "lod": "1.2 %"}, "0.98306", None),
        ({"assay": "101.5 %", "assay_basis": "anhydrous", "water": "0.5 %"}, "1.009925", None),
        (None, "1", None),
        (None, "0.903515806", "base"),
        ({"assay": "99.4 %", "assay_basis": "anhydrous", "water": "0.6 %"}, "0.892706143", "base"),
    ],
)
def test_the_fraction_follows_from_the_certificates_words(source, fraction, strength_as):
    found = codes(proved_with(source, fraction, strength_as))
    assert not found & {"drug-fraction-differs", "certificate-differs", "material-differs"}
    off = f"{float(fraction) * 1.00001:.9f}".rstrip("0")
    assert "drug-fraction-differs" in codes(proved_with(source, off, strength_as))


@pytest.mark.parametrize(
    ("given", "printed", "fraction"),
    [
        ({"assay": "99 %", "assay_basis": "anhydrous"}, {"water": "0.5 %"}, "0.98505"),
        ({"assay": "99 %", "water": "1 %"}, {"assay_basis": "anhydrous"}, "0.9801"),
        ({}, {"assay": "100 %", "assay_basis": "anhydrous", "water": "0.5 %"}, "0.995"),
        ({"assay": "99 %", "assay_basis": "anhydrous-solvent-free", "water": "1 %"}, {"solvents": "0 %"}, "0.9801"),
        ({"assay": "99 %", "assay_basis": "dried"}, {"lod": "0.5 %"}, "0.98505"),
    ],
)
def test_what_the_certificate_lacks_is_taken_from_the_formulary_and_printed(given, printed, fraction):
    request, result = LIQUID.copy()
    request["preparation"]["source"] = {"kind": "powder", "substance": ANHYDROUS} | given
    material = {"kind": "powder", "substance": ANHYDROUS, **given, **printed, "drug_fraction": fraction}
    result["plan"]["materials"]["naltrexone hydrochloride"] = material
    assert not codes(prove(request, result)) & {"drug-fraction-differs", "certificate-differs", "key-missing"}
    for key in printed:
        silent = {name: value for name, value in material.items() if name != key}
        result["plan"]["materials"]["naltrexone hydrochloride"] = silent
        assert codes(prove(request, result)) & {"certificate-differs", "key-missing"}


def test_dihydrate_without_water_on_its_certificate_holds_its_theoretical_water():
    request, result = hand_made("06-capsule-dihydrate").copy()
    del request["preparation"]["source"]["water"]
    material = result["plan"]["materials"]["naltrexone hydrochloride dihydrate"]
    material.update(water="8.7051 %", drug_fraction="0.905645408")
    assert "drug-fraction-differs" not in codes(prove(request, result))


def test_the_theoretical_factor_and_a_measured_water_together_are_refused():
    request, result = hand_made("06-capsule-dihydrate").copy()
    result["plan"]["materials"]["naltrexone hydrochloride dihydrate"]["drug_fraction"] = "0.825948"
    assert "drug-fraction-differs" in codes(prove(request, result))


def test_an_assay_as_is_has_no_water_taken_off():
    water_off = proved_with({"assay": "91 %", "assay_basis": "as-is", "water": "2 %"}, "0.8918")
    assert "drug-fraction-differs" in codes(water_off)
    assert Fraction("0.903515806") - BASE < Fraction(1, 10**9)
