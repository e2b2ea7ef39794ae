"""One preparation, one lot, one day: what is kept in the request, what ends the use, and what is already over."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from order_support import clock_of
from random_requests import random_request

from ldn_calc.application.plan.lots import issue_lot, issued_lot
from ldn_calc.application.plan.next_fill import next_fill
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.application.plan.proving import prove
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = sorted((Path(__file__).parents[2] / "prescriptions").glob("*.json"))
CLOCK = datetime(2026, 11, 22, 9, 30)
TWO_STRENGTHS = [
    {"days": 90, "take": [{"dose": "1 mg", "when": "bedtime"}]},
    {"days": 60, "take": [{"dose": "4.5 mg", "when": "bedtime"}]},
]


def sample(number: int) -> dict:
    return json.loads(next(path for path in SAMPLES if path.name.startswith(f"{number:02}")).read_text("utf-8"))


def undated(number: int) -> dict:
    request = sample(number)
    del request["compounded_on"]
    return request


def answer(request: dict, clock: datetime = CLOCK) -> dict:
    return plan_request(json.dumps(request), clock, shipped_formulary()).result


def codes(result: dict, severity: str | None = None) -> list[str]:
    return [found["code"] for found in result["findings"] if severity in (None, found["severity"])]


def but_lot(result: dict) -> dict:
    """A result without what the clock alone makes different."""
    plan = {key: value for key, value in result["plan"].items() if key != "lot"}
    plan["products"] = {name: {k: v for k, v in product.items() if k != "lot"} for name, product in plan["products"].items()}
    return {key: value for key, value in result.items() if key != "planned_at"} | {"plan": plan}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_two_plans_of_one_day_differ_in_the_lot_alone(path):
    clock = clock_of(path)
    text = path.read_text("utf-8")
    one, other = (plan_request(text, clock.replace(hour=hour), shipped_formulary()).result for hour in (9, 17))
    if one.get("plan"):
        assert one["plan"]["lot"] != other["plan"]["lot"]
        assert but_lot(one) == but_lot(other)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_issued_lot_is_kept_with_its_day_whatever_the_clock_says(path):
    clock = clock_of(path)
    first = plan_request(path.read_text("utf-8"), clock, shipped_formulary())
    if first.plan is None:
        with pytest.raises(ValueError, match="a lot is issued to a plan"):
            issue_lot(first)
        return
    assert issued_lot(first) is None
    kept = issue_lot(first)
    for later in (timedelta(0), timedelta(minutes=7), timedelta(hours=8), timedelta(days=1)):
        again = plan_request(kept, clock + later, shipped_formulary())
        assert issued_lot(again) == first.plan["lot"]
        assert again.plan == first.plan
        assert [each["fingerprint"] for each in again.result["findings"]] == [
            each["fingerprint"] for each in first.result["findings"]
        ]
        assert issue_lot(again) == kept
        assert prove(kept, json.dumps(again.result), shipped_formulary()).problems == ()


def test_the_person_s_other_words_stay_as_they_were():
    request = undated(1)
    request["rx"]["patient"]["name"] = "Ana Núñez  "
    request["rx"]["regimen"][0]["take"][0]["dose"] = "0.0045 g"
    kept = json.loads(issue_lot(plan_request(json.dumps(request), CLOCK, shipped_formulary())))
    assert kept.pop("compounded_on") == "2026-11-22"
    assert kept["preparation"].pop("lot") == "240101-1-261122-0930"
    assert kept == request


def test_a_request_that_says_nothing_of_its_making_keeps_a_lot_too():
    request = undated(16)
    kept = json.loads(issue_lot(plan_request(json.dumps(request), CLOCK, shipped_formulary())))
    assert kept["preparation"] == {"lot": "240116-1-261122-0930"}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 14 * 60))
def test_whatever_is_planned_keeps_plan_and_fingerprints_with_its_lot(seed, minutes):
    first = plan_request(json.dumps(random_request(seed)), CLOCK, shipped_formulary())
    if first.plan is not None:
        again = plan_request(issue_lot(first), CLOCK + timedelta(minutes=minutes), shipped_formulary())
        assert again.plan == first.plan
        assert again.result["findings"] == first.result["findings"]


def test_a_lot_of_the_pharmacy_s_own_gets_its_day_with_the_first_paper():
    request = undated(1)
    request["preparation"]["lot"] = "BOOK 7/26"
    first = plan_request(json.dumps(request), CLOCK, shipped_formulary())
    assert issued_lot(first) is None
    kept = json.loads(issue_lot(first))
    assert (kept["preparation"]["lot"], kept["compounded_on"]) == ("BOOK 7/26", "2026-11-22")
    assert answer(kept, CLOCK.replace(day=23))["plan"] == answer(request)["plan"]


def test_another_fill_drops_the_lots_the_day_and_the_answers_that_grow_old():
    request = undated(3)
    request["preparation"]["components"] = [{"name": "vehicle", "lot": "V-7"}]
    dropped = next_fill(
        plan_request(issue_lot(plan_request(json.dumps(request), CLOCK, shipped_formulary())), CLOCK, shipped_formulary())
    )["dropped"]
    assert {
        "preparation.lot",
        "preparation.components",
        "preparation.source.lot",
        "preparation.source.assay",
        "compounded_on",
        "screening.asked_on",
        "screening.opioid_use",
    } <= set(dropped)


@pytest.mark.parametrize("days", [0, 5, 34, 35, 60, 300])
def test_a_fill_that_is_long_over_still_says_what_follows_it(days):
    first = plan_request(json.dumps(undated(3)), CLOCK, shipped_formulary())
    kept = issue_lot(first)
    later = plan_request(kept, CLOCK + timedelta(days), shipped_formulary())
    assert (later.plan is None) is (days >= 35)
    assert next_fill(later) == next_fill(first)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, False),
        ({"fill": {"number": 2, "from_day": 1}}, True),
        ({"rx.number": "240999"}, True),
        ({"compounded_on": "2026-11-21"}, False),
        ({"compounded_on": "2026-11-23"}, True),
        ({"preparation.lot": "BOOK 7/26"}, False),
        ({"preparation.lot": "240101-1-261322-0930"}, False),
        ({"preparation.lot": "240101-1-261124-0930"}, False),
        ({"preparation.lot": "240101-2-261124-0930"}, True),
    ],
)
def test_a_lot_kept_in_a_request_that_became_another_is_a_review(change, found):
    request = json.loads(issue_lot(plan_request(json.dumps(undated(1)), CLOCK, shipped_formulary())))
    request["screening"]["asked_on"] = "2026-11-22"
    for path, value in change.items():
        *way, last = path.split(".")
        place = request
        for key in way:
            place = place[key]
        place[last] = value
    result = answer(request, CLOCK.replace(day=23))
    assert ("lot-of-another" in codes(result, "review")) is found


def test_two_strengths_are_two_products_with_two_lots_and_one_has_the_plan_s():
    request = sample(2)
    request["rx"]["regimen"] = TWO_STRENGTHS
    for kept in (None, "KEPT-7"):
        request["preparation"] |= {"lot": kept} if kept else {}
        result = answer(request)
        lot = kept or "240102-1-261122-0930"
        assert [product["lot"] for product in result["plan"]["products"].values()] == [f"{lot}-A", f"{lot}-B"]
        assert prove(json.dumps(request), json.dumps(result), shipped_formulary()).agrees
    assert all("lot" not in product for product in answer(sample(2))["plan"]["products"].values())


@pytest.mark.parametrize("wrong", [None, "240102-1-261122-0930", "240102-1-261122-0930-B", "240102-1-261122-0930-C", 7])
def test_the_proof_holds_each_product_s_lot(wrong):
    request = sample(2)
    request["rx"]["regimen"] = TWO_STRENGTHS
    result = answer(request)
    first = next(iter(result["plan"]["products"].values()))
    first["lot"] = wrong
    if wrong is None:
        del first["lot"]
    assert [problem.code for problem in prove(json.dumps(request), json.dumps(result), shipped_formulary()).problems] == [
        "lot-differs"
    ]


def test_the_proof_refuses_a_lot_of_its_own_for_a_single_product():
    result = answer(sample(2))
    next(iter(result["plan"]["products"].values()))["lot"] = "240102-1-261122-0930-A"
    assert [problem.code for problem in prove(json.dumps(sample(2)), json.dumps(result), shipped_formulary()).problems] == [
        "lot-differs"
    ]


@pytest.mark.parametrize(
    ("kept", "lot", "planned_at", "code"),
    [
        (None, "240101-1-261122-0931", "2026-11-22T09:30", "lot-differs"),
        (None, "240101-2-261122-0930", "2026-11-22T09:30", "lot-differs"),
        (None, "KEPT", "2026-11-22T09:30", "lot-differs"),
        ("KEPT", "KEPT", "2026-11-22T09:30", None),
        ("KEPT", "kept", "2026-11-22T09:30", "lot-differs"),
        ("KEPT", "240101-1-261122-0930", "2026-11-22T09:30", "lot-differs"),
        (None, "240101-1-261122-0930", "22 Nov 2026", "value-unreadable"),
        (None, "240101-1-261122-0930", "2026-11-00T09:30", "value-unreadable"),
        ("KEPT", "KEPT", "2026-11-21T09:30", "made-ahead"),
        ("KEPT", "KEPT", "2026-12-22T09:30", "already-over"),
        ("KEPT", "KEPT", "2026-11-23T23:59", None),
        ("KEPT", "KEPT", "2026-12-21T23:59", "finding-missing"),
    ],
)
def test_the_proof_holds_the_lot_against_the_request_and_the_day_against_the_clock(kept, lot, planned_at, code):
    request = sample(1)
    request["rx"]["regimen"][0]["days"] = 30
    if kept:
        request["preparation"]["lot"] = kept
    result = answer(request)
    result["plan"]["lot"], result["planned_at"] = lot, planned_at
    problems = prove(json.dumps(request), json.dumps(result), shipped_formulary()).problems
    assert [problem.code for problem in problems] == ([code] if code else [])


def test_a_result_of_an_older_program_is_proved_by_its_lot():
    request = undated(1)
    result = answer(request)
    del result["planned_at"]
    assert prove(json.dumps(request), json.dumps(result), shipped_formulary()).agrees


@pytest.mark.parametrize("name", ["vehicle", "Preserved Vehicle", "fawcett-preserved", "glycerol", "preservative", "no such thing"])
@given(days=st.integers(0, 60))
@settings(max_examples=8, deadline=None)
def test_the_earliest_expiry_of_anything_ends_the_use_and_the_proof_agrees(name, days):
    request = sample(1)
    last = date(2026, 11, 22) + timedelta(days)
    request["preparation"]["components"] = [
        {"name": name, "lot": "C-1", "expires_on": last.isoformat()},
        {"name": "vehicle", "lot": "C-2", "expires_on": "2027-06"},
    ]
    result = answer(request)
    use = result["plan"]["beyond_use"]
    assert use["date"] == min(last, date(2026, 12, 26)).isoformat()
    assert (use["because"][0] == f"{name}, lot C-1, expires {last.day} {last:%b} {last.year}") is (last < date(2026, 12, 26))
    assert prove(json.dumps(request), json.dumps(result), shipped_formulary()).agrees
    assert ("component-not-used" in codes(result, "review")) is (name == "no such thing")
    use["date"] = (date.fromisoformat(use["date"]) + timedelta(1)).isoformat()
    assert not prove(json.dumps(request), json.dumps(result), shipped_formulary()).agrees


@pytest.mark.parametrize(
    ("number", "name", "used"),
    [
        (2, "filler", True),
        (2, "shells", True),
        (2, "capsule shell", True),
        (2, "gelatin", True),
        (2, "size 3 capsule", True),
        (2, "Microcrystalline cellulose PH-105", True),
        (2, "vehicle", False),
        (2, "lactose", False),
        (1, "filler", False),
        (1, "naltrexone hydrochloride", False),
    ],
)
def test_a_component_that_nothing_uses_is_a_review_that_names_what_there_is(number, name, used):
    request = sample(number)
    request["preparation"]["components"] = [{"name": name, "lot": "C-1"}]
    found = [each for each in answer(request)["findings"] if each["code"] == "component-not-used"]
    assert bool(found) is not used
    for each in found:
        assert (each["severity"], each["field"]) == ("review", "preparation.components[0].name")
        assert ("filler" if number == 2 else "vehicle") in each["facts"]["used"]


def test_what_is_already_over_has_no_plan_and_a_preparation_of_yesterday_has():
    request = sample(1)
    request["rx"]["regimen"][0]["days"] = 30
    seen = {}
    for days in range(0, 60):
        result = answer(request, CLOCK + timedelta(days))
        seen[days] = (bool(result["plan"]), codes(result, "stop"), codes(result, "review"))
    assert seen[0] == seen[1] == (True, [], [])
    assert seen[2] == seen[29] == (True, [], ["made-in-the-past"])
    assert seen[30] == seen[59] == (False, ["already-over"], ["made-in-the-past"])


def test_made_ahead_of_the_clock_is_invalid_on_any_day():
    request = sample(1)
    for days in (1, 30, 365):
        result = answer(request, CLOCK - timedelta(days))
        assert (result["status"], [error["path"] for error in result["errors"]][-1]) == ("invalid", "compounded_on")


def test_an_hour_that_the_kept_lot_names_is_the_hour_of_the_last_day():
    request = sample(1)
    request["preparation"]["beyond_use_counting"] = "days-after"
    hours = {}
    for lot in (None, "240101-1-261122-0715", "KEPT", "X-261322-0715"):
        request["preparation"] |= {"lot": lot} if lot else {}
        result = answer(request, CLOCK.replace(hour=16, minute=45))
        hours[lot] = result["plan"]["beyond_use"]["hour"]
        assert prove(json.dumps(request), json.dumps(result), shipped_formulary()).agrees
    assert hours == {None: "16:45", "240101-1-261122-0715": "07:15", "KEPT": "16:45", "X-261322-0715": "16:45"}


DEFAULTS = {
    "rx.patient.language": "en",
    "rx.strength_as": "hydrochloride",
    "rx.first_dose_on": "2026-11-22",
    "fill.number": 1,
    "fill.from_day": 1,
    "screening.surgery_planned_on": None,
    "screening.asked_on": "2026-11-22",
    "compounded_on": "2026-11-22",
}


@pytest.mark.parametrize("path", DEFAULTS)
def test_every_value_that_nobody_gave_stands_among_the_defaults_and_the_proof_holds_it(path):
    request = sample(1)
    given_all = {**request, "compounded_on": "2026-11-22", "fill": {"number": 1, "from_day": 1}}
    given_all["rx"] |= {"first_dose_on": "2026-11-22", "strength_as": "hydrochloride"}
    given_all["screening"] |= {"surgery_planned_on": None, "asked_on": "2026-11-22"}
    assert DEFAULTS.keys().isdisjoint(answer(given_all)["defaults_used"])
    *way, last = path.split(".")
    place = given_all
    for key in way:
        place = place[key]
    del place[last]
    result = answer(given_all)
    assert {key: value for key, value in result["defaults_used"].items() if key in DEFAULTS} == {path: DEFAULTS[path]}
    assert prove(json.dumps(given_all), json.dumps(result), shipped_formulary()).agrees
    result["defaults_used"][path] = {"en": "es", "hydrochloride": "base", 1: 2, None: "2026-12-01"}.get(
        DEFAULTS[path], "2026-11-21"
    )
    assert "default-differs" in [
        problem.code for problem in prove(json.dumps(given_all), json.dumps(result), shipped_formulary()).problems
    ]


def test_a_kind_of_opioid_that_nobody_named_is_unknown_in_the_open():
    request = sample(1)
    request["screening"] |= {"opioid_use": "stopped", "opioid_stopped_on": "2026-06-01"}
    assert answer(request)["defaults_used"]["screening.opioid_kind"] == "unknown"
    request["screening"]["opioid_kind"] = "methadone"
    assert "screening.opioid_kind" not in answer(request)["defaults_used"]
