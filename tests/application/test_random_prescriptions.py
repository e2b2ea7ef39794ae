from __future__ import annotations

import json
from datetime import datetime
from functools import cache

import pytest
from outside_replay import replay
from random_requests import random_request

from ldn_calc.application.planning import plan_request

CLOCK = datetime(2026, 11, 22, 9, 30)
SEEDS = range(240)


@cache
def answers():
    return [(request := random_request(seed), plan_request(json.dumps(request), CLOCK).result) for seed in SEEDS]


def test_at_least_seven_in_ten_random_prescriptions_are_planned():
    planned = [result["status"] for _, result in answers() if result["status"] in ("ready", "review")]
    assert len(planned) >= 0.7 * len(SEEDS)


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
    assert json.dumps(plan_request(text, CLOCK).result) == json.dumps(plan_request(text, CLOCK).result)
