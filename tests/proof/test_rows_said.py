"""The rows that a result says made its plan: the proof refuses every other one."""

from __future__ import annotations

import copy
import json

import pytest
from proof.cases import CLOCK, codes, hand_made, prove

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.proof.replay import replay

NAMES = ("03-liquid-weekly-steps", "02-capsule-titration")


def planned(name):
    request = hand_made(name).request
    return request, plan_request(json.dumps(request), CLOCK, shipped_formulary()).result | {"proof": None}


def altered(result, change):
    result = copy.deepcopy(result)
    change(result["rows_used"])
    return result


@pytest.mark.parametrize("name", NAMES)
def test_what_planning_says_is_proved(name):
    request, result = planned(name)
    assert result["rows_used"]
    assert prove(request, result).agrees


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", ["table", "row", "source", "tag", "own"])
def test_every_word_of_a_row_is_held_against_the_formulary(name, key):
    request, result = planned(name)
    for at, row in enumerate(result["rows_used"]):
        other = not row[key] if key == "own" else "another"

        def change(rows, at=at, other=other):
            rows[at][key] = other

        assert "rows-used-differ" in codes(prove(request, altered(result, change))), row


@pytest.mark.parametrize("name", NAMES)
def test_a_row_of_a_material_or_an_instrument_is_never_left_out(name):
    request, result = planned(name)
    for at, row in enumerate(result["rows_used"]):
        if row["table"] in ("substances", "vehicles", "fillers", "instruments") or row["row"] == "3":
            assert "rows-used-differ" in codes(prove(request, altered(result, lambda rows, at=at: rows.pop(at)))), row


def test_a_row_that_the_plan_does_not_use_is_refused():
    request, result = planned(NAMES[0])
    row = shipped_formulary().rows["fillers"]["corn starch"]
    said = {"table": "fillers", "row": "corn starch", "source": row["source"], "tag": row["tag"], "own": False}
    assert "rows-used-differ" in codes(prove(request, altered(result, lambda rows: rows.append(said))))


def test_a_row_said_twice_is_refused():
    request, result = planned(NAMES[0])
    assert "rows-used-differ" in codes(prove(request, altered(result, lambda rows: rows.append(rows[0]))))


def test_a_result_of_an_older_program_says_none_and_is_proved():
    request, result = planned(NAMES[0])
    del result["rows_used"]
    assert prove(request, result).agrees


def test_with_other_rows_only_the_names_are_held_against_the_plan():
    request, result = planned(NAMES[0])
    rows = copy.deepcopy(shipped_formulary().rows)
    rows["vehicles"]["fawcett-preserved"]["source"] = "another source"
    other = Formulary(rows)
    assert replay(json.dumps(request), json.dumps(result), other.text).agrees
    result["rows_used"] = result["rows_used"][1:]
    assert "rows-used-differ" in codes(replay(json.dumps(request), json.dumps(result), other.text))


def test_an_instrument_out_of_stock_is_not_the_formularys():
    request, result = planned(NAMES[0])
    rows = copy.deepcopy(shipped_formulary().rows)
    used = next(row["row"] for row in result["rows_used"] if row["row"].endswith("syringe"))
    rows["instruments"][used]["in_stock"] = False
    other = Formulary(rows)
    result["formulary"] = other.fingerprint
    assert "instrument-differs" in codes(replay(json.dumps(request), json.dumps(result), other.text))
