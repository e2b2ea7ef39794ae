"""The plain walk against the bench that proves: the same strengths, whatever the steps."""

from __future__ import annotations

import copy
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from proof.cases import hand_made
from proof.test_laws import INSTRUMENTS, MATERIALS, STARTS, steps

from ldn_calc.proof.asked import read_request
from ldn_calc.proof.bench import Bench
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.walk import ImpossibleError, Program

CRUSHED = [
    {"op": "count", "material": "tablets", "into": "mortar", "units": 2},
    {"op": "mix", "vessel": "mortar", "how": "crush"},
    {"op": "take", "from": "mortar", "into": "mortar B", "mass": "300 mg", "instrument": "balance"},
    {"op": "weigh", "material": "filler", "into": "mortar B", "mass": "3600 mg", "instrument": "balance"},
    {"op": "mix", "vessel": "mortar B", "how": "geometric dilution"},
    {
        "op": "encapsulate",
        "from": "mortar B",
        "into": "capsules 2 mg",
        "capsules": 30,
        "size": "3",
        "mass_each": "130 mg",
        "instrument": "size 3 capsule",
    },
    {"op": "discard", "vessel": "mortar"},
]


def proved(program):
    """The products of the bench that proves, where it refuses nothing but what a limit of an instrument refuses."""
    problems = Problems()
    bench = Bench(MATERIALS, INSTRUMENTS, read_request(hand_made("02-capsule-titration").request, Problems()), problems)
    bench.walk(program)
    return bench, {problem.code for problem in problems.found}


LIMITS = {
    "off-graduation",
    "below-minimum",
    "above-capacity",
    "vessel-not-emptied",
    "aliquot-below-twice-minimum",
    "capsule-fill-outside-shell",
    "capsule-fill-not-the-share",
    "too-concentrated",
}


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(STARTS), st.lists(steps, min_size=1, max_size=8))
def test_the_walk_makes_what_the_bench_makes(start, program):
    """Only of steps that the bench takes: of a step it refuses for what it is, nothing is ever walked again."""
    kept = [*start]
    for step in program:
        if proved([*kept, step])[1] <= LIMITS:
            kept.append(step)
    bench, _ = proved(kept)
    assume(bench.products)
    walked = Program(kept, MATERIALS).planned
    assert {name: came.strength for name, came in walked.items()} == {
        name: made.strength.magnitude for name, made in bench.products.items()
    }
    for name, made in bench.products.items():
        assert walked[name].amount == (made.volume.magnitude if made.kind == "liquid" else made.capsules)


def test_crushed_tablets_are_weighed_by_their_weight():
    """Two tablets of 50 mg weigh 424 mg; 300 mg of them in 30 capsules: 100 x 300 / 424 / 30 = 2.358 mg each."""
    bench, codes = proved(CRUSHED)
    assert codes <= LIMITS
    found = Program(CRUSHED, MATERIALS).planned["capsules 2 mg"]
    assert found.strength == bench.products["capsules 2 mg"].strength.magnitude == Fraction(100 * 300, 424 * 30)
    assert (found.amount, found.each) == (30, 130)


def test_a_share_of_nothing_cannot_be_walked():
    program = copy.deepcopy(CRUSHED)
    del program[0]
    with pytest.raises(ProblemError, match="vessel-too-little"):
        Program(program, MATERIALS)
    with pytest.raises(ProblemError, match="vessel-too-little"):
        Program([CRUSHED[5]], MATERIALS)


def test_a_material_that_is_not_listed_cannot_be_walked():
    with pytest.raises(ProblemError, match="material-unknown"):
        Program([CRUSHED[0] | {"material": "sugar"}], MATERIALS)


def test_only_a_strict_walk_refuses_what_is_not_there():
    program = Program(CRUSHED, MATERIALS)
    amounts = [None, Fraction(500), None, None, None]
    assert program.walk(amounts)["capsules 2 mg"].strength > 0
    with pytest.raises(ImpossibleError) as refusal:
        program.walk(amounts, strict=True)
    assert (refusal.value.at, refusal.value.found, refusal.value.expected) == (
        1,
        "500 mg of 424 mg",
        "at most 424 mg, all there is",
    )


def test_a_fill_that_is_not_the_share_stays_as_planned_and_leaves_the_rest():
    """3900 mg: 10 capsules of 130 mg leave 2600 mg for 20 more of the same strength."""
    part = [*CRUSHED[:5], CRUSHED[5] | {"capsules": 10}, CRUSHED[5] | {"into": "capsules of the rest", "capsules": 20}, CRUSHED[6]]
    program = Program(part, MATERIALS)
    amounts: list[Fraction | None] = [None] * len(program.readings)
    for walked in (program.planned, program.walk(amounts, strict=True)):
        assert [(came.amount, came.each) for came in walked.values()] == [(10, 130), (20, 130)]
        assert len({came.strength for came in walked.values()}) == 1


def test_an_amount_of_nothing_cannot_be_walked():
    weighed = {"op": "weigh", "material": "filler", "into": "mortar", "mass": "0 mg", "instrument": "balance"}
    with pytest.raises(ProblemError) as refusal:
        Program([weighed], MATERIALS)
    assert (refusal.value.code, refusal.value.found, refusal.value.expected) == ("value-unreadable", "mass: 0 mg", "more than zero")


def test_a_mortar_that_was_cleared_is_as_good_as_a_new_one():
    once = [
        {"op": "weigh", "material": "filler", "into": "mortar", "mass": "3000 mg", "instrument": "balance"},
        {"op": "take", "from": "mortar", "into": "mortar B", "mass": "2000 mg", "instrument": "balance"},
        {"op": "discard", "vessel": "mortar"},
    ]
    _, codes = proved([*once, *once, {"op": "discard", "vessel": "mortar B"}])
    assert codes == set()
