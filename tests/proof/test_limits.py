"""The proof's limits: each stands here a second time, and what is a hair outside is refused where what is on it passes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest
from order_support import document, regimen
from proof.cases import CLOCK, codes, hand_made, prove, requests
from proof.faults import LIQUID

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.proof import bench, bounds, certificate, doses, instruments, materials, products
from ldn_calc.proof.bounds import longest_use


def test_every_limit_is_the_one_of_the_contract():
    """A changed constant of the proof is found here, whatever plan it would let pass."""
    assert (
        Fraction("0.5"),
        5,
        Fraction("0.01"),
        2,
    ) == (doses._LEAST_DOSE, doses._MOST_DOSE, doses._DOSE_TOLERANCE, doses._MOST_DRAWS)
    assert Fraction("341.407") / Fraction("377.865") == bounds.BASE_IN_HYDROCHLORIDE == doses._BASE_IN_HYDROCHLORIDE
    assert (Fraction("341.407"), Fraction("377.865")) == certificate._BASE_IN_HYDROCHLORIDE
    assert (bench._MOST_DISSOLVED.magnitude, bench._FILL_STEP) == (50, Fraction("0.1"))
    assert (Fraction("0.9"), Fraction("1.1")) == bench._FILL_SHARE
    assert (Fraction("0.01"), Fraction("1.2")) == (products._STRENGTH_TOLERANCE, products._MOST_OVER)
    assert Fraction("0.000001") == materials._FRACTION_TOLERANCE
    assert Fraction("0.41") == instruments.LEAST_SPREAD
    anhydrous, dihydrate = "naltrexone hydrochloride anhydrous", "naltrexone hydrochloride dihydrate"
    assert {
        anhydrous: (Fraction("0.9"), Fraction("1.03")),
        dihydrate: (Fraction("0.84"), Fraction("0.96")),
    } == bounds._FRACTIONS
    assert {anhydrous: 1, dihydrate: Fraction("0.912949")} == bounds._PURE
    assert (bounds._ASSAY, bounds.TABLET_CONTENT) == ((98, 102), "90 to 110 %")
    assert {
        ("powder", "hydrochloride"): (Fraction("0.97"), Fraction("1.2")),
        ("powder", "base"): (Fraction("1.05"), Fraction("1.33")),
        ("tablet", "hydrochloride"): (Fraction("0.98"), Fraction("1.02")),
        ("tablet", "base"): (Fraction("1.08"), Fraction("1.13")),
    } == bounds._PROMISE
    assert (bounds._PACKED, bounds._MARKS, bounds._JUMP_ABOVE, bounds._JUMP_TIMES) == ((200, 1500), 100, 1, 2)
    assert (bounds._WEIGHING_ERROR, bounds._WEIGHING_ERROR_OF_A_ROW) == (10, 5)
    kinds = ("aqueous-unpreserved", "aqueous-preserved", "nonaqueous-liquid", "solid", "oil of the moon")
    assert [longest_use(kind, "liquid") for kind in kinds] == [14, 35, 90, 180, 0]
    assert (longest_use(None, "liquid"), longest_use(None, "capsule")) == (35, 180)


def test_what_the_proof_knows_of_shells_and_storage_is_what_the_rows_say():
    rows = json.loads(shipped_formulary().text)
    volumes = {size: Fraction(row["volume"].split()[0]) for size, row in rows["shells"].items() if "volume" in row}
    assert volumes == bounds._SHELLS
    assert {key: row["en"] for key, row in rows["beyond_use"]["storages"].items()} == bounds.STORAGES


@pytest.mark.parametrize(
    ("takes", "salt", "outside"),
    [
        ({"bedtime": "5 mg"}, "hydrochloride", False),
        ({"bedtime": "5.01 mg"}, "hydrochloride", True),
        ({"bedtime": "0.5 mg"}, "hydrochloride", False),
        ({"bedtime": "0.49 mg"}, "hydrochloride", True),
        ({"morning": "2.5 mg", "bedtime": "2.5 mg"}, "hydrochloride", False),
        ({"morning": "2.5 mg", "bedtime": "2.51 mg"}, "hydrochloride", True),
        ({"bedtime": "4.51 mg"}, "base", False),
        ({"bedtime": "4.52 mg"}, "base", True),
        ({"bedtime": "0.46 mg"}, "base", False),
        ({"bedtime": "0.45 mg"}, "base", True),
    ],
)
def test_a_dose_and_a_day_are_refused_just_outside_the_range(takes, salt, outside):
    request, result = hand_made(LIQUID).copy()
    request["rx"] |= {"regimen": regimen((30, takes)), "strength_as": salt}
    assert ("dose-outside-range" in codes(prove(request, result))) is outside


@pytest.mark.parametrize("later", range(1, 4))
def test_no_day_past_the_lots_expiry_is_proved(later):
    request = requests()["liquid from a lot that expires soon"]
    result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))
    use = result["plan"]["beyond_use"]
    assert use["date"] == request["preparation"]["source"]["expires_on"]
    assert prove(request, result).agrees
    use |= {"date": (date.fromisoformat(use["date"]) + timedelta(later)).isoformat(), "days": use["days"] + later}
    assert "beyond-use-differs" in codes(prove(request, result))


@pytest.mark.parametrize(
    ("before", "after", "needed"),
    [
        ({"bedtime": "1.5 mg"}, {"bedtime": "3 mg"}, False),
        ({"bedtime": "1.5 mg"}, {"bedtime": "3.1 mg"}, True),
        ({"bedtime": "0.5 mg"}, {"bedtime": "1 mg"}, False),
        ({"morning": "2 mg", "bedtime": "0.5 mg"}, {"morning": "2 mg", "bedtime": "1.5 mg"}, True),
        ({"bedtime": "4.5 mg"}, {"morning": "4.5 mg"}, False),
        ({"bedtime": "1 mg"}, {"morning": "1 mg", "bedtime": "1.2 mg"}, True),
    ],
)
def test_a_jump_needs_its_finding_in_the_result(before, after, needed):
    request = document(rx__regimen=regimen((10, before), (10, after)), preparation__concentration="1 mg/mL")
    result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))
    if result["plan"] is None:
        request["preparation"]["concentration"] = "0.5 mg/mL"
        result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))
    told = [found["code"] for found in result["findings"]]
    assert ("dose-jump" in told) is needed
    silent = result | {"findings": [each for each in result["findings"] if each["code"] != "dose-jump"]}
    assert ("finding-missing" in codes(prove(request, silent))) is needed


@pytest.mark.parametrize(("concentration", "severity"), [("0.5 mg/mL", "note"), (None, None)])
def test_a_dose_over_5_ml_needs_its_finding_in_the_result(concentration, severity):
    """9 mL a night is a note where 0.5 mg/mL was asked for, and refused without it; unasked nothing over 5 mL is planned."""
    wanted = {} if concentration is None else {"preparation__concentration": concentration}
    request = document(rx__regimen=regimen((30, {"bedtime": "4.5 mg"})), **wanted)
    result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))
    told = {each["severity"] for each in result["findings"] if each["code"] == "dose-volume-large"}
    assert told == ({severity} if severity else set())
    assert prove(request, result).agrees
    silent = result | {"findings": [each for each in result["findings"] if each["code"] != "dose-volume-large"]}
    assert ("finding-missing" in codes(prove(request, silent))) is bool(severity)
