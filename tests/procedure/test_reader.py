"""The printer's inverse: what is read back prints the same text again, for every sample and for random requests."""

import json
from copy import deepcopy
from datetime import datetime

import pytest
from random_requests import random_request
from sample_copies import SAMPLES

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Weekday
from ldn_calc.procedure.printer import print_plan
from ldn_calc.procedure.reader import UnreadablePlanError, read_plan

CLOCK = datetime(2026, 11, 22, 9, 30)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_samples_plan_comes_back_as_it_was_printed(sample):
    result = plan_request(sample.read_text("utf-8"), CLOCK, shipped_formulary()).result
    if plan := result.get("plan"):
        assert print_plan(read_plan(plan)) == plan


@pytest.mark.parametrize("seed", range(0, 240, 3))
def test_a_random_prescriptions_plan_comes_back_as_it_was_printed(seed):
    result = plan_request(json.dumps(random_request(seed)), CLOCK, shipped_formulary()).result
    if plan := result["plan"]:
        assert print_plan(read_plan(plan)) == plan


def not_every_day(*regimen):
    request = json.loads((SAMPLES / "01-liquid-4.5-nightly.json").read_text("utf-8"))
    request["rx"]["regimen"] = list(regimen)
    return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result["plan"]


NIGHT = {"days": 28, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}


def test_random_requests_have_every_way_to_take_it_on_some_days():
    """Else the round trip above would show nothing about these keys."""
    phases = [phase for seed in range(0, 240, 3) for phase in random_request(seed)["rx"]["regimen"]]
    for key in ("every", "weekdays", "alternates"):
        assert sum(key in phase for phase in phases) > 5, key


@pytest.mark.parametrize(
    ("rhythm", "every", "weekdays"),
    [
        ({}, 1, ()),
        ({"every": 2}, 2, ()),
        ({"every": 7}, 7, ()),
        ({"weekdays": ["fri", "mon"]}, 1, (Weekday.MON, Weekday.FRI)),
    ],
)
def test_the_days_of_a_dose_come_back(rhythm, every, weekdays):
    plan = not_every_day(NIGHT | rhythm)
    assert print_plan(read_plan(plan)) == plan
    [dose] = read_plan(plan).doses
    assert (dose.every, dose.weekdays) == (every, weekdays)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"every": 1},
        {"every": None},
        {"every": 3, "weekdays": ["mon"]},
        {"weekdays": []},
        {"weekdays": ["monday"]},
        {"weekdays": None},
    ],
)
def test_days_that_this_program_does_not_write_are_refused(spoiled):
    """Days that are lost would be a dose of every day."""
    plan = not_every_day(NIGHT)
    plan["doses"][0].update(spoiled)
    with pytest.raises(UnreadablePlanError):
        read_plan(plan)


def places(value, path=()):
    """Every key and entry of a printed plan, as a path."""
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    else:
        return
    for key, each in inside:
        yield (*path, key)
        yield from places(each, (*path, key))


@pytest.mark.parametrize("name", ["01-liquid-4.5-nightly", "05-liquid-from-tablets", "07-capsule-aliquot"])
def test_what_is_missing_or_of_another_kind_is_refused_or_comes_back_as_it_is(name):
    plan = plan_request((SAMPLES / f"{name}.json").read_text("utf-8"), CLOCK, shipped_formulary()).result["plan"]
    refused = 0
    for path in places(plan):
        for spoil in (lambda inside, key: inside.pop(key), lambda inside, key: inside.__setitem__(key, None)):
            spoiled = deepcopy(plan)
            inside = spoiled
            for key in path[:-1]:
                inside = inside[key]
            spoil(inside, path[-1])
            try:
                assert print_plan(read_plan(spoiled)) == spoiled, path
            except UnreadablePlanError:
                refused += 1
    assert refused > 90
