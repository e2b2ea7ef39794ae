"""Tablets: what one holds is its label's mass of hydrochloride, and a share by weight needs a weight."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache

import pytest
from proof.cases import CLOCK, codes, hand_made, prove

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary

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


def test_tablets_of_another_name_are_refused():
    request, result = TABLETS.copy()
    materials = result["plan"]["materials"]
    materials["naloxone tablet"] = materials.pop(NAME)
    result["plan"]["steps"][0]["material"] = "naloxone tablet"
    assert codes(prove(request, result)) == {"material-differs"}


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


def test_capsules_from_tablets_may_have_extras_up_to_one_tablets_worth():
    request, result = hand_made("02-capsule-titration").copy()
    request["preparation"]["source"] = TABLETS.request["preparation"]["source"]
    plan = result["plan"]
    plan["materials"][NAME] = TABLETS.result["plan"]["materials"][NAME]
    del plan["materials"]["naltrexone hydrochloride"]
    filler, fill, discard = plan["steps"][1], plan["steps"][3], plan["steps"][4]
    plan["steps"][0:1] = [
        {"op": "count", "material": NAME, "into": "mortar", "units": 3},
        {"op": "mix", "vessel": "mortar", "how": "crush to a fine, even powder"},
    ]
    filler["mass"], fill["capsules"], discard["capsules"] = "12364 mg", 100, 16
    assert codes(prove(request, result)) == {"delivered-differs"}
    for dose, delivered in zip(plan["doses"], ("1.5 mg", "3 mg", "4.5 mg"), strict=True):
        dose["delivered"] = delivered
    assert prove(request, result).agrees
    request["preparation"]["extra_capsules"] = 17
    assert "extras-differ" in codes(prove(request, result))


# Filler that makes up what unweighed tablets leave of a known whole


@cache
def made_up():
    request = hand_made("02-capsule-titration").request
    source = {key: value for key, value in TABLETS.request["preparation"]["source"].items() if key != "average_weight"}
    request = request | {"preparation": request["preparation"] | {"source": source}}
    return request, plan_request(json.dumps(request), CLOCK, shipped_formulary()).result | {"proof": None, "error_budget": None}


def test_what_makes_up_a_whole_of_unweighed_tablets_is_proved():
    request, result = made_up()
    assert [step["op"] for step in result["plan"]["steps"]][:4] == ["count", "mix", "weigh_to", "mix"]
    assert prove(request, result).problems == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"mass": "1000 mg"}, "weigh-to-lowers"),
        ({"mass": "15000 mg"}, "capsule-fill-not-the-share"),
        ({"mass": "0 mg"}, "below-minimum"),
        ({"mass": "7000.5 mg"}, "off-graduation"),
        ({"material": NAME}, "material-unsuitable"),
        ({"instrument": "size 3 capsule"}, "instrument-unsuitable"),
        ({"into": "another mortar"}, "vessel-unknown"),
        ({"volume": "5 mL"}, "key-unknown"),
    ],
)
def test_a_fault_in_making_up_is_refused(change, code):
    request, result = made_up()
    result = deepcopy(result)
    result["plan"]["steps"][2] |= change
    assert code in codes(prove(request, result))


def test_what_was_made_up_is_mixed_before_it_is_filled_and_no_tablet_is_missing():
    request, result = made_up()
    unmixed = deepcopy(result)
    del unmixed["plan"]["steps"][3]
    assert "vessel-not-uniform" in codes(prove(request, unmixed))
    fewer = deepcopy(result)
    fewer["plan"]["steps"][0]["units"] -= 1
    assert {"dose-off", "delivered-differs"} <= codes(prove(request, fewer))
