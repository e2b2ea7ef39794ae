"""A value that cannot be read is named by its place: the path in the request or the plan, or the step and its key."""

from __future__ import annotations

import copy

import pytest
from proof.cases import hand_made, prove

NOT_PROVED = ("rx.patient.address", "rx.patient.language", "rx.prescriber.phone", "rx.indication", "rx.refills", "screening.")
"""What the replay has no use for; `order` reads it."""

BY_WORDS = ("assay_basis", "substance", "strength_as", "delivered", "because")
"""What the plan says in words that are held against the request's, or that the dose's name stands for."""

CASES = [hand_made(name) for name in ("contract-liquid-titration", "05-liquid-from-tablets", "07-capsule-aliquot")]


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
    else:
        yield path


def spoilt(document, path):
    """The document with an object in the value's place."""
    changed = copy.deepcopy(document)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = {}
    return changed


def words(path):
    said = ""
    for key in path:
        said += f"[{key}]" if isinstance(key, int) else f".{key}" if said else str(key)
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_value_of_the_request_that_cannot_be_read_is_named_by_its_path(case):
    unnamed = []
    for path in leaves(case.request):
        called = words(path)
        found = {problem.found for problem in prove(spoilt(case.request, path), case.result).problems}
        if not called.startswith(NOT_PROVED) and not found & {f"{called}: an object", f"request.{called}: an object"}:
            unnamed.append((called, sorted(found)))
    assert unnamed == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_value_of_a_step_that_cannot_be_read_is_named_by_the_step_and_its_key(case):
    unnamed = []
    for path in leaves(case.result["plan"]["steps"]):
        at, key = path
        op = case.result["plan"]["steps"][at]["op"]
        problems = prove(case.request, spoilt(case.result, ("plan", "steps", *path))).problems
        due = {f"{op}: {key}: an object", f"{key}: an object", f"{key} an object"} | ({"an object"} if key == "op" else set())
        if not due & {problem.found for problem in problems if problem.step == at + 1}:
            unnamed.append((path, problems))
    assert unnamed == []


@pytest.mark.parametrize("part", ["materials", "instruments", "products", "doses"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_value_of_the_plan_that_cannot_be_read_is_named_by_its_path(case, part):
    unnamed = []
    for path in leaves(case.result["plan"][part], ("plan", part)):
        last = path[-1]
        problems = prove(case.request, spoilt(case.result, path)).problems
        whole = words(path[:3])
        due = {f"{called}: an object{unit}" for called in (words(path), f"{whole}: {last}", last) for unit in ("", " %")}
        found = {problem.found for problem in problems}
        if last not in BY_WORDS and not due & found and not any(f"{last} an object" in each for each in found):
            unnamed.append((words(path), sorted(found)))
    assert unnamed == []


@pytest.mark.parametrize(
    ("key", "value", "found", "expected"),
    [
        ("defaults_used", [], "defaults_used: a list", "an object of named entries"),
        ("status", "done", "status: done", "one of ready, review, calculation, refused, invalid"),
        ("error_budget", {}, "the result's stored error budget", "what its steps and the tolerances give"),
        ("proof", {}, "the result's stored proof", "what the replay of its steps finds"),
    ],
)
def test_a_part_of_the_result_that_is_wrong_is_named(key, value, found, expected):
    problems = prove(CASES[0].request, CASES[0].result | {key: value}).problems
    assert (found, expected) in [(problem.found, problem.expected) for problem in problems]


def test_a_tablet_that_holds_something_else_is_named_with_both_contents():
    request, result = CASES[1].copy()
    name = next(each for each, entry in result["plan"]["materials"].items() if entry["kind"] == "tablet")
    result["plan"]["materials"][name]["drug_per_unit"] = "49 mg"
    found = [(problem.found, problem.expected) for problem in prove(request, result).problems if "a tablet" in problem.found]
    assert found == [("49 mg a tablet", "50 mg")]
