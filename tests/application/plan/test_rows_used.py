"""Every plan says which rows of the formulary made it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from order_support import clock_of

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = sorted((Path(__file__).parents[2] / "prescriptions").glob("*.json"))
CLOCK = datetime(2026, 11, 22, 9, 30)


def rows(path, **preparation):
    request = json.loads(path.read_text("utf-8"))
    request["preparation"] = request.get("preparation", {}) | preparation
    return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result.get("rows_used", [])


def names(found):
    return [(row["table"], row["row"]) for row in found]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_plan_says_its_rows_with_their_sources_and_a_refusal_says_none(path):
    result = plan_request(path.read_text("utf-8"), clock_of(path), shipped_formulary()).result
    assert bool(result.get("plan")) is bool(result.get("rows_used"))
    for row in result.get("rows_used", []):
        shipped = shipped_formulary().rows[row["table"]][row["row"]]
        assert (row["source"], row["tag"], row["own"]) == (shipped["source"], shipped["tag"], False)


def test_a_liquid_names_powder_vehicle_cylinders_syringe_limit_and_policies():
    found = names(rows(SAMPLES[0]))
    assert found == [
        ("substances", "naltrexone hydrochloride anhydrous"),
        ("vehicles", "fawcett-preserved"),
        ("instruments", "balance"),
        ("instruments", "3 mL oral syringe"),
        ("instruments", "100 mL cylinder"),
        ("instruments", "250 mL cylinder"),
        ("beyond_use", "aqueous-preserved"),
        ("policies", "defaults"),
        ("policies", "doses"),
        ("policies", "liquid"),
    ]


def test_capsules_name_filler_shell_and_what_the_shell_is_made_of():
    found = names(rows(SAMPLES[1]))
    assert ("fillers", "microcrystalline cellulose PH-105") in found
    assert ("shells", "3") in found
    assert ("shells", "components") in found
    assert ("beyond_use", "solid") in found


def test_tablets_are_named_by_their_row():
    assert ("substances", "naltrexone hydrochloride tablet") in names(rows(SAMPLES[4]))


def test_a_balance_that_the_request_enters_is_no_row_of_the_formulary():
    assert ("instruments", "balance") in names(rows(SAMPLES[1]))
    entered = {"readability": "0.1 mg", "minimum": "20 mg"}
    assert ("instruments", "balance") not in names(rows(SAMPLES[1], balance=entered))
