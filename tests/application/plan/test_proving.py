"""`prove` says "Proved" only for what a pharmacist would sign: findings, settlements and limits are held against the request."""

from __future__ import annotations

import copy
import json
from datetime import datetime
from pathlib import Path

import pytest

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.application.plan.proving import CODES, prove
from ldn_calc.formulary.formulary import Formulary, shipped_formulary

CLOCK = datetime(2026, 11, 22, 9, 30)
SAMPLES = Path(__file__).parents[2] / "prescriptions"
OTHER = "sha256:" + "0" * 64


def sample(number):
    return json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))


def planned(number, change=None):
    request = sample(number)
    if change is not None:
        change(request)
    result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))
    assert result["plan"] is not None
    return request, result


def settled(number):
    """A sample whose open reviews are settled in the request."""
    request, result = planned(number)
    request["settled"] = [
        {"code": each["code"], "field": each["field"], "seen": each["fingerprint"]}
        | {"reason": "spoke with the prescriber", "by": "R. Rao", "on": "2026-11-22"}
        for each in result["findings"]
        if each["severity"] == "review"
    ]
    return request, json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))


def found(request, result, formulary=None):
    return prove(json.dumps(request), json.dumps(result), formulary or shipped_formulary())


def codes(request, result):
    return {problem.code for problem in found(request, result).problems}


@pytest.mark.parametrize("number", [1, 2, 5, 6, 7, 14, 15, 20, 25, 28])
def test_what_was_planned_is_proved_with_everything_held(number):
    proved = found(*planned(number))
    assert (proved.problems, proved.notes) == ((), ())
    assert 4 <= len(proved.not_looked_at) <= 7
    assert all(sentence.endswith(".") for sentence in proved.not_looked_at)


@pytest.mark.parametrize("number", [15, 25])
def test_a_settled_result_is_proved(number):
    request, result = settled(number)
    assert result["status"] == "ready"
    assert found(request, result).problems == ()


def test_every_key_of_a_result_is_held_or_said_not_to_be_looked_at():
    request, result = planned(1)
    not_held = {"alternatives"}
    for key, value in result.items():
        changed = result | {key: _other(value)}
        assert found(request, changed).agrees is (key in not_held), key


def _other(value):
    if isinstance(value, str):
        return value + "0"
    if isinstance(value, list):
        return [*value, {"what": "x", "line": "x"}]
    return {**value, "x": 1}


ANSWERS = {
    "takes an opioid": {"opioid_use": "current"},
    "takes tramadol": {"medicines": [{"name": "tramadol"}]},
    "no answer about opioids": {"opioid_use": None},
    "an opioid stopped yesterday": {
        "opioid_use": "stopped",
        "opioid_stopped_on": "2026-11-21",
        "opioid_kind": "short-acting",
    },
    "liver failure": {"liver_disease": "acute hepatitis or liver failure"},
    "pregnant": {"pregnancy": "pregnant"},
    "an answer that is none": {"liver_disease": "banana"},
    "allergic to what is in it": {"allergies": ["sodium benzoate", "glycerol"]},
    "a hold": {"medicines": [{"name": "loperamide"}]},
    "no screening": dict.fromkeys(sample(1)["screening"]),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_another_answer_in_the_request_is_not_proved(what):
    request, result = planned(1)
    request["screening"] |= ANSWERS[what]
    assert not found(request, result).agrees


LISTS_NEEDED = {"takes tramadol", "an opioid stopped yesterday", "allergic to what is in it", "a hold"}


@pytest.mark.parametrize("what", sorted(set(ANSWERS) - LISTS_NEEDED))
def test_one_changed_digit_of_the_formulary_does_not_turn_that_off(what):
    request, result = planned(1)
    request["screening"] |= ANSWERS[what]
    proved = found(request, result | {"formulary": OTHER})
    assert not proved.agrees
    assert {problem.code for problem in proved.problems} <= {"finding-missing", "request-refused"}


@pytest.mark.parametrize("what", sorted(LISTS_NEEDED - {"allergic to what is in it"}))
def test_what_only_lists_of_today_find_is_said_in_words_of_a_result_of_other_lists(what):
    request, result = planned(1)
    request["screening"] |= ANSWERS[what]
    proved = found(request, result | {"formulary": OTHER})
    assert "formulary-differs" in proved.notes
    assert "lists-of-today" in proved.notes


def test_a_child_needs_its_review():
    def young(request):
        request["rx"]["patient"]["birth_date"] = "2015-01-01"

    request, result = planned(1)
    young(request)
    assert "finding-missing" in codes(request, result)
    _, right = planned(1, young)
    assert found(request, right).agrees


@pytest.mark.parametrize("number", [9, 14, 15, 20, 25, 28])
def test_findings_emptied_or_made_less_are_not_proved(number):
    request, result = planned(number)
    empty = copy.deepcopy(result) | {"findings": [], "status": "ready"}
    assert "finding-missing" in codes(request, empty)
    less = copy.deepcopy(result) | {"status": "ready"}
    for each in less["findings"]:
        each["severity"] = "note"
    assert "finding-differs" in codes(request, less)
    facts = copy.deepcopy(result)
    facts["findings"][0]["facts"]["x"] = "1"
    assert not found(request, facts).agrees
    more = copy.deepcopy(result)
    more["findings"].append(more["findings"][0] | {"code": "evidence-old", "severity": "note"})
    assert "finding-unknown" in codes(request, more)


INVENTED = [{}, False, "yes", {"reason": "", "by": "", "on": ""}, {"reason": "spoke with him", "by": "K", "on": "2026-11-22"}, []]


@pytest.mark.parametrize("decision", INVENTED, ids=str)
@pytest.mark.parametrize("formulary", [None, OTHER])
def test_a_settlement_that_is_not_in_the_request_is_not_proved(decision, formulary):
    request, result = planned(25)
    for each in result["findings"]:
        if each["severity"] == "review":
            each["settled"] = decision
    result |= {"status": "ready"} | ({"formulary": formulary} if formulary else {})
    assert not found(request, result).agrees


def test_a_decision_of_another_finding_or_person_is_not_proved():
    request, result = settled(25)
    for key, value in (("by", "Somebody Else"), ("on", "2026-11-21"), ("reason", "no reason at all")):
        other = copy.deepcopy(result)
        next(each for each in other["findings"] if each["settled"])["settled"][key] = value
        assert "settlement-invented" in codes(request, other)


@pytest.mark.parametrize("storage", ["at room temperature, in the sun", "in the freezer", ""])
def test_with_rows_of_another_hash_the_days_and_the_storage_are_still_those_of_usp_795(storage):
    request, result = planned(1)
    result["formulary"] = OTHER
    assert found(request, result).agrees
    sunny = copy.deepcopy(result)
    sunny["plan"]["beyond_use"]["storage"] = storage
    assert not found(request, sunny).agrees
    long = copy.deepcopy(result)
    long["plan"]["beyond_use"] |= {"days": 180, "date": "2027-05-20"}
    assert not found(request, long).agrees


@pytest.mark.parametrize("key", ["message", "action", "source", "fingerprint", "field"])
def test_no_word_of_a_finding_may_change(key):
    request, result = planned(14)
    for each in result["findings"]:
        each[key] = "Dispense it."
    assert not found(request, result).agrees


def _texts(result):
    for at, line in enumerate(result["working"]):
        yield ("working", at, "line"), line["line"] + "0"
    yield ("plan", "beyond_use", "because"), ["365 days"]
    for at, step in enumerate(result["plan"]["steps"]):
        if "how" in step:
            yield ("plan", "steps", at, "how"), "boil for 1 hour"


@pytest.mark.parametrize("number", [1, 2, 7])
def test_every_sentence_of_the_plan_is_held_with_the_same_rows(number):
    request, result = planned(number)
    tried = 0
    for path, text in _texts(result):
        other = copy.deepcopy(result)
        place = other
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = text
        assert codes(request, other) == {"words-differ"}, path
        tried += 1
    assert tried > 5


@pytest.mark.parametrize("when", ["2026-11-22", "yesterday", 5, "2026-13-22T09:30", "2026-11-22T09:30:01"])
def test_a_time_of_planning_that_is_none_is_not_proved(when):
    request, result = planned(1)
    assert codes(request, result | {"planned_at": when}) & {"planned-at-unreadable", "value-unreadable"}


def test_a_result_is_proved_as_of_the_day_it_was_planned_and_one_without_that_day_as_of_its_lot():
    request, result = planned(2)
    del request["compounded_on"]
    result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))
    assert result["planned_at"] == "2026-11-22T09:30"
    assert found(request, result).agrees
    del result["planned_at"]
    assert found(request, result).agrees


def test_every_code_is_one_that_a_test_here_finds_or_the_replays():
    assert set(CODES) == {
        "request-refused",
        "finding-missing",
        "finding-differs",
        "finding-unknown",
        "words-differ",
        "planned-at-unreadable",
    }


def test_a_plan_that_the_program_would_make_otherwise_is_said_to_be_and_still_screened():
    request, result = planned(20)
    for step in result["plan"]["steps"]:
        for key, value in step.items():
            step[key] = "other mortar" if value == "mortar" else value
    proved = found(request, result)
    assert (proved.agrees, proved.notes) == (True, ("plan-differs",))
    result["findings"] = [each for each in result["findings"] if each["severity"] != "review"]
    result["status"] = "ready"
    assert not found(request, result).agrees


def test_own_rows_that_are_not_at_hand_are_said_in_words():
    rows = json.loads(shipped_formulary().text)
    rows["policies"]["defaults"]["overage"] = "6 %"
    request, result = planned(1)
    proved = found(request, result, Formulary(rows))
    assert (proved.agrees, proved.notes) == (True, ("formulary-differs",))
    assert proved.sentences[0].startswith("The rows, lists or sentences of this program are not those")


LEFT_OUT = ["planned_at", "defaults_used", "rows_used", "error_budget", "working", "proof"]


@pytest.mark.parametrize("key", LEFT_OUT)
@pytest.mark.parametrize("number", [1, 4, 25])
def test_what_is_left_out_of_a_result_is_never_passed_over_in_silence(number, key):
    request, result = planned(number)
    del result[key]
    proved = found(request, result)
    assert not proved.agrees or any(key in sentence for sentence in proved.sentences)


@pytest.mark.parametrize("key", ["action", "source", "facts", "fingerprint", "message", "settled"])
def test_nor_what_is_left_out_of_a_finding(key):
    request, result = planned(25)
    for finding in result["findings"]:
        del finding[key]
    proved = found(request, result)
    assert not proved.agrees or "otherwise-written" in proved.notes


def test_the_alternatives_alone_may_be_there_or_not():
    request, _ = planned(1)
    result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary(), alternatives=True).result))
    assert found(request, result).notes == ()
