"""Tablets: what one holds is its label's mass of hydrochloride, and a share by weight needs a weight."""

from __future__ import annotations

from proof.cases import codes, hand_made, prove

TABLETS = hand_made("05-liquid-from-tablets")
NAME = "naltrexone hydrochloride tablet"


def test_a_share_by_weight_of_tablets_needs_their_average_weight():
    request, result = TABLETS.copy()
    take = {"op": "take", "from": "mortar", "into": "boat", "mass": "212 mg", "instrument": "balance"}
    result["plan"]["instruments"]["balance"] = {"kind": "balance", "readability": "1 mg", "minimum": "50 mg"}
    result["plan"]["steps"].insert(2, take)
    assert "tablet-weight-unknown" not in codes(prove(request, result))
    del request["preparation"]["source"]["average_weight"], result["plan"]["materials"][NAME]["mass_per_unit"]
    assert "tablet-weight-unknown" in codes(prove(request, result))


def test_whole_tablets_are_no_powder_until_they_are_crushed():
    request, result = TABLETS.copy()
    result["plan"]["instruments"]["balance"] = {"kind": "balance", "readability": "1 mg", "minimum": "50 mg"}
    take = {"op": "take", "from": "mortar", "into": "boat", "mass": "212 mg", "instrument": "balance"}
    result["plan"]["steps"].insert(1, take)
    assert "vessel-not-uniform" in codes(prove(request, result))


def test_a_tablet_prescribed_as_base_holds_less():
    request, result = TABLETS.copy()
    request["rx"]["strength_as"] = result["plan"]["strength_as"] = "base"
    assert "drug-fraction-differs" in codes(prove(request, result))
    result["plan"]["materials"][NAME]["drug_per_unit"] = "45.1757903 mg"
    found = codes(prove(request, result))
    assert "drug-fraction-differs" not in found
    assert {"dose-off", "strength-off", "delivered-differs"} <= found


def test_tablets_of_another_strength_or_weight_are_refused():
    for key, other in (("strength", "25 mg"), ("mass_per_unit", "210 mg"), ("lot", "T-78"), ("expires_on", "2027-09-30")):
        request, result = TABLETS.copy()
        result["plan"]["materials"][NAME][key] = other
        assert "certificate-differs" in codes(prove(request, result))


def test_powder_in_place_of_the_tablets_asked_for_is_refused():
    request, result = TABLETS.copy()
    request["preparation"]["source"] = {"kind": "powder", "substance": "naltrexone hydrochloride anhydrous"}
    assert "material-differs" in codes(prove(request, result))


def test_a_bottle_may_be_larger_by_up_to_one_tablet():
    request, result = TABLETS.copy()
    request["rx"]["regimen"][0]["days"] = 20
    assert "product-too-large" not in codes(prove(request, result))
    request["rx"]["regimen"][0]["days"] = 5
    assert "product-too-large" in codes(prove(request, result))
