import pytest
from order_support import ABSENT, codes, findings

from ldn_calc.finding_text import finding_sentence

ANHYDROUS, DIHYDRATE = "naltrexone hydrochloride anhydrous", "naltrexone hydrochloride dihydrate"


def lot(**figures):
    powder = {"kind": "powder", "substance": ANHYDROUS, "lot": "N-1", "expires_on": "2028-03-31", **figures}
    return {"preparation__source": powder}


def test_a_source_not_given_is_reviewed_until_a_lot_is_entered():
    assert codes(preparation__source=ABSENT) == ["source-not-given"]
    assert codes(preparation=ABSENT) == ["source-not-given"]
    assert codes(preparation__source__lot=ABSENT) == ["source-not-given"]
    assert codes(preparation__source={"kind": "tablet", "strength": "50 mg"}) == ["source-not-given"]
    tablets = {"kind": "tablet", "strength": "50 mg", "lot": "T-77", "expires_on": "2028-03-31"}
    assert codes(preparation__source=tablets) == []


@pytest.mark.parametrize("source", [{"kind": "tablet", "strength": "50 mg"}, {"kind": "powder", "substance": ANHYDROUS}])
def test_a_lot_without_its_expiry_is_reviewed_and_a_source_without_a_lot_once_only(source):
    assert "lot-expiry-not-given" in codes(preparation__source=source | {"lot": "T-77"})
    assert "lot-expiry-not-given" not in codes(preparation__source=source | {"lot": "T-77", "expires_on": "2028-03-31"})
    assert "lot-expiry-not-given" not in codes(preparation__source=source)


@pytest.mark.parametrize(("expires_on", "expired"), [("2026-11-21", True), ("2026-11-22", False)])
@pytest.mark.parametrize("kind", ["powder", "tablet"])
def test_an_expired_lot_is_a_stop(kind, expires_on, expired):
    if kind == "tablet":
        source = {"kind": "tablet", "strength": "50 mg", "lot": "T-77", "expires_on": expires_on}
        assert codes(preparation__source=source) == (["lot-expired"] if expired else [])
    else:
        assert codes(preparation__source__expires_on=expires_on) == (["lot-expired"] if expired else [])


@pytest.mark.parametrize(
    ("figures", "missing", "taken"),
    [
        ({}, "assay, assay basis, water", "assay 100 %, assay basis anhydrous, water 0.5 %"),
        ({"assay": "99 %"}, "assay basis, water", "assay basis anhydrous, water 0.5 %"),
        ({"assay": "99 %", "water": "1 %"}, "assay basis", "assay basis anhydrous"),
        ({"assay": "99 %", "assay_basis": "anhydrous"}, "water", "water 0.5 %"),
        ({"assay": "99 %", "assay_basis": "anhydrous", "substance": DIHYDRATE}, "water", "water 8.7051 %"),
        ({"assay": "99 %", "assay_basis": "anhydrous-solvent-free", "water": "1 %"}, "solvents", "solvents 0 %"),
        ({"assay": "99 %", "assay_basis": "dried"}, "loss on drying", "loss on drying 0.5 %"),
        ({"assay_basis": "as-is"}, "assay", "assay 100 %"),
    ],
)
def test_figures_that_the_basis_needs_are_missed_and_what_is_taken_is_said(figures, missing, taken):
    [found] = findings(**lot(**figures))
    assert found.code == "certificate-incomplete"
    assert found.facts == {"missing": missing, "taken": taken}


def test_an_as_is_assay_needs_no_water():
    assert codes(**lot(assay="98.5 %", assay_basis="as-is")) == []


def test_what_is_taken_is_said_in_spanish_too():
    [found] = findings(**lot(assay="99 %"))
    assert "base de la valoración anhidra, agua 0.5\u00a0%" in finding_sentence(found.code, found.facts, "es")[0]


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"substance": ANHYDROUS, "water": "4 %"}, None),
        ({"substance": ANHYDROUS, "water": "4.01 %"}, "certificate-does-not-fit"),
        ({"substance": DIHYDRATE, "water": "6 %"}, None),
        ({"substance": DIHYDRATE, "water": "5.99 %"}, "certificate-does-not-fit"),
        ({"substance": ANHYDROUS, "assay_basis": "dried", "lod": "8.8 %"}, "certificate-does-not-fit"),
        ({"substance": DIHYDRATE, "assay_basis": "dried", "lod": "0.6 %"}, "certificate-does-not-fit"),
    ],
)
def test_water_tells_anhydrous_powder_from_dihydrate(figures, code):
    assert codes(**lot(**{"assay": "99.4 %", "assay_basis": "anhydrous", **figures})) == ([code] if code else [])


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"assay": "98 %", "assay_basis": "anhydrous", "water": "1 %"}, []),
        ({"assay": "97.99 %", "assay_basis": "anhydrous", "water": "1 %"}, ["assay-out-of-range"]),
        ({"assay": "102 %", "assay_basis": "dried", "lod": "1 %"}, []),
        ({"assay": "102.1 %", "assay_basis": "dried", "lod": "1 %"}, ["assay-out-of-range"]),
        ({"assay": "97 %", "water": "1 %"}, ["assay-out-of-range", "certificate-incomplete"]),
        ({"assay": "97.1 %", "assay_basis": "as-is", "water": "1 %"}, ["water-not-applied"]),
        ({"assay": "97.1 %", "assay_basis": "as-is"}, ["assay-out-of-range"]),
        ({"assay": "93.9 %", "assay_basis": "as-is"}, ["assay-out-of-range", "certificate-does-not-fit"]),
        ({"assay": "91 %", "assay_basis": "as-is", "substance": DIHYDRATE}, []),
        ({"assay": "94 %", "assay_basis": "as-is", "substance": DIHYDRATE}, ["assay-out-of-range"]),
        ({"assay": "99 %", "assay_basis": "as-is", "substance": DIHYDRATE}, ["assay-out-of-range", "certificate-does-not-fit"]),
        ({"assay": "90.8 %", "assay_basis": "as-is", "substance": DIHYDRATE, "water": "8.8 %"}, ["water-not-applied"]),
    ],
)
def test_the_assay_of_the_dry_substance_is_98_to_102_percent(figures, expected):
    assert codes(**lot(**figures)) == expected


def test_an_as_is_assay_shows_what_it_means_dry():
    [found] = [
        each for each in findings(**lot(assay="97.1 %", assay_basis="as-is", water="6 %")) if each.code == "assay-out-of-range"
    ]
    assert (found.facts["assay"], found.facts["dry"]) == ("97.1 %", "103.298 %")
