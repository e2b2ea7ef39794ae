"""Settling a review finding: it stands for the very facts it was made on, and for nothing else."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest
from answers import QUESTIONS

from ldn_calc.application.papers.printed import open_findings, why_not_print
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.finding_text import finding_sentence
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = Path(__file__).parents[2] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)


def sample(number: int) -> dict:
    return json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text())


def answer(request: dict) -> dict:
    return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result


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


def test_a_spelling_of_the_prescriber_opens_nothing():
    request = settle_all(sample(14))
    request["rx"]["prescriber"]["name"] = "Another Spelling"
    assert answer(request)["status"] == "ready"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("rx.patient.name", "Another Person"),
        ("rx.patient.birth_date", "1980-04-12"),
        ("rx.number", "240999"),
        ("compounded_on", "2026-11-21"),
    ],
)
def test_a_decision_is_of_one_patient_one_prescription_and_one_day(path, value):
    request = settle_all(sample(14))
    assert answer(request)["status"] == "ready"
    *way, last = path.split(".")
    place = request
    for key in way:
        place = place[key]
    place[last] = value
    result = answer(request)
    assert result["status"] == "review"
    assert "settlement-lapsed" in {found["code"] for found in result["findings"]}


def test_a_decision_made_on_a_request_without_a_day_is_over_the_next_day():
    request = sample(14)
    del request["compounded_on"]
    request = settle_all(request)
    assert answer(request)["status"] == "ready"
    assert plan_request(json.dumps(request), CLOCK.replace(hour=17), shipped_formulary()).result["status"] == "ready"
    assert plan_request(json.dumps(request), CLOCK.replace(day=23), shipped_formulary()).result["status"] == "review"


NO_DECISION = [
    ({"reason": "x"}, "its reason has fewer than two words"),
    ({"reason": "asked"}, "its reason has fewer than two words"),
    ({"reason": "a b c d"}, "its reason has fewer than two words"),
    ({"reason": "ok ok OK"}, "its reason has fewer than two words"),
    ({"reason": "12 34 ... --"}, "its reason has fewer than two words"),
    ({"by": "K"}, "it names nobody"),
    ({"by": "1.2"}, "it names nobody"),
    ({"on": "2026-11-23"}, "its day is after today"),
    ({"on": "2099-01-01"}, "its day is after today"),
    ({"on": "2026-11-19"}, "it was made before the prescription was written"),
    ({"on": "1999-01-01"}, "it was made before the prescription was written"),
    ({"practice": True}, "it was made in practice"),
]


@pytest.mark.parametrize(("change", "why"), NO_DECISION)
def test_what_is_no_decision_does_not_count_and_says_why(change, why):
    request = settle_all(sample(14))
    request["settled"] = [entry | change for entry in request["settled"]]
    result = answer(request)
    assert result["status"] == "review"
    said = [found for found in result["findings"] if found["code"] == "settlement-not-taken"]
    assert [found["facts"]["why"] for found in said] == [why] * len(request["settled"])
    assert {found["severity"] for found in said} == {"note"}
    assert all(why not in finding_sentence(found["code"], found["facts"], "es")[0] for found in said)


@pytest.mark.parametrize("reason", ["Llamé al médico", "sen\u0303ora preguntada", "per Dr. Hale", "looked up: no opioid"])
def test_a_reason_of_two_words_counts_in_any_language(reason):
    request = settle_all(sample(14))
    request["settled"] = [entry | {"reason": reason, "by": "Ng"} for entry in request["settled"]]
    assert answer(request)["status"] == "ready"


def test_what_was_decided_in_practice_counts_there_only():
    request = settle_all(sample(14))
    request["settled"] = [entry | {"practice": True} for entry in request["settled"]]
    text = json.dumps(request)
    assert plan_request(text, CLOCK, shipped_formulary(), practice=True).result["status"] == "ready"
    assert plan_request(text, CLOCK, shipped_formulary()).result["status"] == "review"
    request["settled"] = [entry | {"practice": False} for entry in request["settled"]]
    assert answer(request)["status"] == "ready"


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_cleared_by_an_answer_or_by_saying_that_it_could_not_be_asked(question):
    request = sample(1)
    del request["screening"][question]
    settled = settle_all(request)
    assert answer(settled)["status"] == "review"
    request["screening"][question] = "could not be asked"
    assert answer(request)["status"] == "review"
    assert answer(settle_all(request))["status"] == "ready"


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
    parts = [found["code"], found["field"], found["facts"], rx["patient"], rx["number"], request["compounded_on"]]
    parts += ["naltrexone", "hydrochloride", rx["form"], rx["regimen"]]
    parts += [None, request["screening"], request["preparation"]]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert found["fingerprint"] == hashlib.sha256(text.encode()).hexdigest()[:16]


def test_why_printing_is_off_is_said_in_words():
    planned = plan_request(json.dumps(sample(28)), CLOCK, shipped_formulary())
    assert open_findings(planned) == ["medicine-hold", "medicine-hold"]
    assert len(why_not_print(planned)) == 2
    assert why_not_print(plan_request(json.dumps(sample(1)), CLOCK, shipped_formulary())) == []
