from __future__ import annotations

import json
from datetime import datetime
from fractions import Fraction
from functools import cache

import pytest
from outside_replay import replay
from random_requests import random_request

from ldn_calc.application.plan.alternatives import this_plan
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.quantities.shown import error_shown

CLOCK = datetime(2026, 11, 22, 9, 30)
SEEDS = range(240)
SEEDS_WITH_ALTERNATIVES = range(60)
DOSE_RANGE = {"dose-below-range", "dose-above-range", "daily-dose-above-range"}


def ruled_out(request, result):
    """Whether only the contract's own rules refuse it: dose range, over two strengths, no mark at the concentration asked for."""
    stops = {found["code"] for found in result["findings"] if found["severity"] == "stop"}
    rules = DOSE_RANGE | {"strengths-too-many"}
    if "concentration" in request["preparation"]:
        rules = rules | {"dose-not-measurable"}
    return bool(stops) and stops <= rules


def figure(percent):
    number, unit = percent.split()
    assert unit == "%"
    return Fraction(number)


@cache
def answers():
    return [
        (request := random_request(seed), plan_request(json.dumps(request), CLOCK, shipped_formulary()).result) for seed in SEEDS
    ]


def test_at_least_seven_in_ten_random_prescriptions_are_planned():
    planned = [result["status"] for _, result in answers() if result["status"] in ("ready", "review")]
    assert len(planned) >= 0.7 * len(SEEDS)


def test_at_least_nineteen_in_twenty_of_what_no_rule_excludes_are_planned():
    open_to_plan = [(request, result) for request, result in answers() if not ruled_out(request, result)]
    refused = [(request["rx"]["number"], result["status"]) for request, result in open_to_plan if result["plan"] is None]
    assert len(refused) <= len(open_to_plan) / 20, refused


@pytest.mark.parametrize(
    "hard",
    [
        lambda request, plan: plan["form"] == "capsule" and request["preparation"].get("source", {}).get("kind") == "tablet",
        lambda request, plan: "weighing_error" in request["preparation"],
        lambda request, plan: plan["supply"]["days_prescribed"] <= 4,
    ],
    ids=["capsules from tablets", "a coarse balance", "a few days' supply"],
)
def test_hard_benches_are_among_the_planned(hard):
    assert sum(hard(request, result["plan"]) for request, result in answers() if result["plan"]) >= 5


def test_an_alternative_with_less_error_in_a_dose_says_so_with_both_figures():
    surer = 0
    for seed in SEEDS_WITH_ALTERNATIVES:
        planned = plan_request(json.dumps(random_request(seed)), CLOCK, shipped_formulary(), alternatives=True)
        result = planned.result
        for alternative in result["alternatives"]:
            theirs, ours = error_shown(alternative["worst_case"]), error_shown(this_plan(planned.proved, result)["worst_case"])
            if figure(theirs) < figure(ours) and alternative["title"] not in ("A liquid", "Capsules"):
                surer += 1
                assert f" {theirs} in place of {ours}, but " in alternative["why_not"], f"seed {seed}: {alternative}"
    assert surer


def test_every_planned_prescription_holds_in_an_outside_replay():
    planned = [(request, result) for request, result in answers() if result["plan"]]
    assert planned
    for request, result in planned:
        replay(request, json.loads(json.dumps(result)))


def test_planning_never_disagrees_with_its_proof():
    codes = {finding["code"] for _, result in answers() for finding in result["findings"]}
    assert "proof-disagrees" not in codes


@pytest.mark.parametrize("seed", [3, 14, 25])
def test_the_same_request_gives_the_same_result_to_the_letter(seed):
    text = json.dumps(random_request(seed))
    assert json.dumps(plan_request(text, CLOCK, shipped_formulary()).result) == json.dumps(
        plan_request(text, CLOCK, shipped_formulary()).result
    )
