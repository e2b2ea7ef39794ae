"""Settling a review finding: it stands for the very facts it was made on, and for nothing else."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from ldn_calc.application.papers import open_findings, why_not_print
from ldn_calc.application.planning import plan_request

SAMPLES = Path(__file__).parents[1] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)


def sample(number: int) -> dict:
    return json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text())


def answer(request: dict) -> dict:
    return plan_request(json.dumps(request), CLOCK).result


def settle_all(request: dict) -> dict:
    """The request with every open finding settled as a pharmacist would."""
    entries = [
        {
            "code": found["code"],
            "field": found["field"],
            "seen": found["fingerprint"],
            "reason": "Discussed with Dr. Hale",
            "by": "J. Ortiz, RPh",
            "on": "2026-11-22",
        }
        for found in answer(request)["findings"]
        if found["severity"] == "review"
    ]
    return request | {"settled": entries}


@pytest.mark.parametrize("number", [9, 14, 15, 20, 22, 25, 28])
def test_a_request_with_every_review_settled_is_ready(number):
    request = settle_all(sample(number))
    result = answer(request)
    assert result["status"] == "ready"
    settled = [found["settled"] for found in result["findings"] if found["severity"] == "review"]
    assert settled
    assert all(each == {"reason": "Discussed with Dr. Hale", "by": "J. Ortiz, RPh", "on": "2026-11-22"} for each in settled)


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("rx", {"regimen": [{"days": 30, "take": [{"dose": "0.75 mg", "when": "bedtime"}]}]}),
        ("screening", {"medicines": ["levothyroxine"]}),
        ("preparation", {"overfill": "10 %"}),
        ("fill", {"number": 1, "from_day": 2}),
    ],
)
def test_any_clinical_change_opens_a_settled_finding_again(section, change):
    request = settle_all(sample(14))
    request[section] = request.get(section, {}) | change
    result = answer(request)
    assert result["status"] == "review"
    assert "settlement-lapsed" in {found["code"] for found in result["findings"]}


@pytest.mark.parametrize("path", [("patient", "name"), ("prescriber", "name")])
def test_a_spelling_of_a_name_opens_nothing(path):
    request = settle_all(sample(14))
    request["rx"][path[0]][path[1]] = "Another Spelling"
    assert answer(request)["status"] == "ready"


def test_the_way_a_quantity_is_written_opens_nothing():
    request = settle_all(sample(14))
    request["rx"]["regimen"][0]["take"][0]["dose"] = "500 mcg"
    assert answer(request)["status"] == "ready"


@pytest.mark.parametrize("number", [8, 10, 19, 21])
def test_a_stop_is_never_settled(number):
    request = sample(number)
    entries = [
        {"code": found["code"], "field": found["field"], "seen": found["fingerprint"], "reason": "x", "by": "y", "on": "2026-11-22"}
        for found in answer(request)["findings"]
    ]
    assert answer(request | {"settled": entries})["status"] == "refused"


def test_the_fingerprint_is_what_the_contract_says():
    request = sample(14)
    found = next(each for each in answer(request)["findings"] if each["code"] == "dose-volume-small")
    rx = request["rx"]
    parts = [found["code"], found["field"], found["facts"], "naltrexone", "hydrochloride", rx["form"], rx["regimen"]]
    parts += [None, request["screening"], request["preparation"]]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert found["fingerprint"] == hashlib.sha256(text.encode()).hexdigest()[:16]


def test_why_printing_is_off_is_said_in_words():
    planned = plan_request(json.dumps(sample(28)), CLOCK)
    assert open_findings(planned) == ["medicine-hold", "medicine-hold"]
    assert len(why_not_print(planned)) == 2
    assert why_not_print(plan_request(json.dumps(sample(1)), CLOCK)) == []
