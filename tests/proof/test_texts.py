"""The three texts: nothing that stands in them makes the proof fail open, or fail with an exception."""

from __future__ import annotations

import copy
import hashlib
import json
import random
from typing import Any

import pytest
from proof.cases import HAND_MADE, codes, hand_made, prove

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.proof.problems import CODES
from ldn_calc.proof.replay import replay

LIQUID = hand_made("contract-liquid-titration")
STRANGE = (
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    "",
    " ",
    "x" * 5000,
    "1 mg",
    "10 mL",
    "2026-11-22",
    "NaN",
    [],
    {},
    [[]],
    {"a": None},
    "\ud800",
)
DEEP = "[" * 100_000
TEXTS = (
    "",
    " ",
    "{",
    "[]",
    "null",
    "1",
    '"x"',
    '{"a": 1, "a": 2}',
    '{"a": NaN}',
    '{"a": 1' + "0" * 5000 + "}",
    DEEP,
    "\ud800",
    "\x00",
)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_text_that_is_no_document_is_a_problem(text):
    request, result, rows = json.dumps(LIQUID.request), json.dumps(LIQUID.result), shipped_formulary().text
    assert not replay(text, result, rows).agrees
    assert not replay(request, text, rows).agrees
    assert not replay(request, result, text).agrees


def test_a_key_written_twice_is_refused():
    result = json.dumps(LIQUID.result).replace('"mass": "101 mg"', '"mass": "1010 mg", "mass": "101 mg"')
    found = replay(json.dumps(LIQUID.request), result, shipped_formulary().text)
    assert codes(found) == {"text-unreadable"}


def test_a_request_with_a_byte_order_mark_is_read():
    assert replay("\ufeff" + json.dumps(LIQUID.request), json.dumps(LIQUID.result), shipped_formulary().text).agrees


def test_the_request_is_read_in_the_users_own_words():
    request, result = LIQUID.copy()
    for phase, dose in zip(request["rx"]["regimen"], ("1.5mg", "3000 micrograms", "0.0045 gram"), strict=True):
        phase["take"][0]["dose"] = dose
    request["preparation"]["concentration"] = "1000 mcg/ml"
    request["preparation"]["balance"]["minimum"] = " 0.05 g"
    assert prove(request, result).problems == ()


def test_what_the_request_leaves_out_takes_the_formularys_default():
    request, result = LIQUID.copy()
    for key in ("balance", "weighing_error", "vehicle"):
        del request["preparation"][key]
    del request["fill"], request["compounded_on"], request["rx"]["first_dose_on"], request["rx"]["strength_as"]
    assert prove(request, result).problems == ()


def test_rows_of_another_formulary_are_not_held_against_the_plan():
    request, result = LIQUID.copy()
    result["formulary"] = "sha256:" + "0" * 64
    result["plan"]["instruments"]["100 mL cylinder"]["tolerance"] = "0.5 %"
    found = prove(request, result)
    assert found.agrees
    assert found.notes == ("formulary-differs",)
    assert prove(LIQUID.request, LIQUID.result).notes == ()
    result["plan"]["steps"][0]["mass"] = "110 mg"
    assert "dose-off" in codes(prove(request, result))


def test_with_other_rows_water_that_the_certificate_lacks_is_the_printed_one():
    request, result = LIQUID.copy()
    result["formulary"] = "sha256:" + "0" * 64
    del request["preparation"]["source"]["water"]
    assert prove(request, result).problems == ()
    del result["plan"]["materials"]["naltrexone hydrochloride"]["water"]
    assert "certificate-differs" in codes(prove(request, result))
    result["formulary"] = LIQUID.result["formulary"]
    assert "certificate-differs" in codes(prove(request, result))


def test_without_a_lot_some_row_must_be_pure_hydrochloride():
    rows = json.loads(shipped_formulary().text)
    rows["substances"]["naltrexone hydrochloride anhydrous"]["hydrochloride_share"] = "0.9"
    text = json.dumps(rows)
    request, result = LIQUID.copy()
    del request["preparation"]["source"]
    result["formulary"] = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    assert "material-differs" in codes(prove(request, result, text))


def test_with_other_rows_any_strength_may_be_the_default():
    request, result = LIQUID.copy()
    del request["preparation"]["concentration"]
    assert prove(request, result).agrees
    result["formulary"] = "sha256:" + "0" * 64
    assert prove(request, result).agrees


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("balance", {"kind": "balance", "readability": "0 mg", "minimum": "50 mg"}),
        ("100 mL cylinder", {"kind": "cylinder", "capacity": "100 mL", "step": "0 mL", "smallest": "20 mL"}),
        ("shell 3", {"kind": "shell", "filler_fill": "130 mg"}),
        ("size 3 capsule", {"kind": "shell", "filler_fill": "0 mg"}),
    ],
)
def test_with_other_rows_an_instrument_must_still_be_one(name, figures):
    request, result = LIQUID.copy()
    del request["preparation"]["balance"]
    result["formulary"] = "sha256:" + "0" * 64
    result["plan"]["instruments"][name] = figures
    assert "instrument-differs" in codes(prove(request, result))


@pytest.mark.parametrize(
    ("table", "row", "key", "value"),
    [
        ("substances", "naltrexone hydrochloride anhydrous", "base_molar_mass", "0"),
        ("substances", "naltrexone hydrochloride anhydrous", "hydrochloride_molar_mass", "many"),
        ("vehicles", "fawcett-preserved", "beyond_use", "wine"),
        ("beyond_use", "aqueous-preserved", "days", "35"),
        ("instruments", "100 mL cylinder", "step", "1 mg"),
        ("instruments", "3 mL oral syringe", "capacity", None),
    ],
)
def test_a_row_that_cannot_be_used_is_a_problem(table, row, key, value):
    rows = json.loads(shipped_formulary().text)
    rows[table][row][key] = value
    text = json.dumps(rows)
    request, result = LIQUID.copy()
    request["rx"]["strength_as"] = result["plan"]["strength_as"] = "base"
    result["formulary"] = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    assert codes(prove(request, result, text)) & {"value-unreadable", "material-differs", "dimension-wrong", "quantity-unreadable"}


def test_the_proof_is_the_results_object_and_the_commands():
    found = prove(LIQUID.request, LIQUID.result)
    assert found.for_result() == {
        "agrees": True,
        "largest_difference": "-0.208 %",
        "doses": [
            {"phase": 1, "when": "bedtime", "prescribed": "1.5 mg", "replayed": "1.49687 mg"},
            {"phase": 2, "when": "bedtime", "prescribed": "3 mg", "replayed": "2.99375 mg"},
            {"phase": 3, "when": "bedtime", "prescribed": "4.5 mg", "replayed": "4.49062 mg"},
        ],
        "drug_in": "99.7916 mg",
        "drug_in_products": "99.7916 mg",
        "drug_discarded": "0 mg",
    }
    command = found.for_command()
    assert list(command) == ["schema", "agrees", "largest_difference", "doses", "problems", "notes"]
    assert (command["schema"], command["problems"]) == ("ldn-calc/proof/1", [])
    stored = LIQUID.result | {"proof": found.for_result()}
    assert prove(LIQUID.request, stored).agrees


def test_a_proof_that_does_not_agree_lists_every_problem_for_the_command():
    request, result = LIQUID.copy()
    result["plan"]["doses"][0]["count"] = 13
    found = prove(request, result).for_command()
    assert found["agrees"] is False
    assert found["problems"] == [
        {"code": "dose-count-differs", "step": None, "found": "phase 1, bedtime on 13 days", "expected": "14 days"}
    ]


def test_a_fill_whose_first_dose_is_past_the_last_day_of_use_is_refused():
    request, result = LIQUID.copy()
    request["rx"]["first_dose_on"] = "2027-01-15"
    found = prove(request, result).problems
    assert [(each.code, each.found, each.expected) for each in found if each.found.startswith("first dose")] == [
        ("beyond-use-differs", "first dose on 2027-01-15, last day of use 2026-12-26", "a dose before the last day of use")
    ]


@pytest.mark.parametrize("overfill", ["5 %", "3 mL"])
def test_the_overfill_of_the_request_bounds_the_bottle(overfill):
    request, result = LIQUID.copy()
    request["preparation"]["overfill"] = overfill
    request["rx"]["regimen"] = [{"days": 20, "take": [{"dose": "1.5 mg", "when": "bedtime"}]}]
    bounds = {problem.expected for problem in prove(request, result).problems if problem.code == "product-too-large"}
    assert bounds == {{"5 %": "at most 38 mL", "3 mL": "at most 40 mL"}[overfill]}


@pytest.mark.parametrize("case", HAND_MADE, ids=lambda case: case.name)
def test_no_value_anywhere_makes_the_proof_raise(case):
    """Every value of request and result replaced by things of another kind: a problem or the same answer, never an exception."""
    chance = random.Random(case.name)
    for part in range(2):
        for path in _paths((case.request, case.result)[part]):
            texts = [copy.deepcopy(case.request), copy.deepcopy(case.result)]
            place: Any = texts[part]
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = chance.choice(STRANGE)
            found = replay(json.dumps(texts[0]), json.dumps(texts[1]), shipped_formulary().text)
            assert not [problem for problem in found.problems if "None" in f"{problem.found} {problem.expected}"]
            assert {problem.code for problem in found.problems} <= set(CODES)


def test_no_row_of_the_formulary_makes_the_proof_raise():
    """A formulary with one row spoilt, the result made with it: a problem or the same answer, never an exception."""
    chance = random.Random(1)
    rows = json.loads(shipped_formulary().text)
    for path in _paths(rows):
        if path[0] in ("fillers", "vehicles", "shells") and chance.random() < 0.5:
            continue
        spoilt = copy.deepcopy(rows)
        place: Any = spoilt
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = chance.choice(STRANGE)
        text = json.dumps(spoilt)
        case = chance.choice(HAND_MADE)
        result = case.result | {"formulary": "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}
        replay(json.dumps(case.request), json.dumps(result), text)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [found for key in keys for found in ((*path, key), *_paths(value[key], (*path, key)))]
