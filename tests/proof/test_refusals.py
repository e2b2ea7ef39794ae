"""Every refusal of the proof: one fault made in a plan that is proved, and the code that must name it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from gathered import each_of
from proof import faults_asked, faults_bench, faults_bounds, faults_order, faults_texts
from proof.cases import HAND_MADE, codes, hand_made, prove
from proof.faults import FAULTS, LIQUID

import ldn_calc.proof
from ldn_calc.proof.problems import CODES


@pytest.mark.parametrize("case", HAND_MADE, ids=lambda case: case.name)
def test_a_right_plan_is_proved(case):
    assert prove(case.request, case.result).problems == ()
    assert prove(case.request, case.result).agrees


WORDS = (Path(__file__).parent / "words_of_faults.txt").read_text("utf-8").splitlines()
"""Code, fault, step, what was found and what is expected: recorded from the program, then read through line by line."""


@each_of(("code", "plan", "what", "make"), FAULTS)
def test_a_fault_is_refused_with_its_code(code, plan, what, make):
    request, result = hand_made(plan).copy()
    make(request, result)
    proof = prove(request, result)
    assert not proof.agrees
    assert code in codes(proof), f"{what}: {proof.problems}"
    found = [problem for problem in proof.problems if problem.code == code]
    lines = [f"{code} | {what} | {problem.step or '-'} | {problem.found} | {problem.expected}" for problem in found]
    assert lines == [line for line in WORDS if line.startswith(f"{code} | {what} | ")]


ELSEWHERE = {"text-unreadable", "ingredient-off", "made-otherwise"}
"""Codes whose tests stand in test_texts.py and test_vehicle.py."""


REGISTERED = (faults_texts, faults_bench, faults_order, faults_bounds, faults_asked)
"""Modules that have put their faults into FAULTS by being imported."""


def test_every_code_has_a_fault():
    assert {code for code, *_ in FAULTS} | ELSEWHERE == set(CODES)


def test_every_code_is_used_and_every_used_code_is_explained():
    folder = Path(ldn_calc.proof.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "problems.py")
    for code, rule in CODES.items():
        assert f'"{code}"' in source, code
        assert rule.endswith("."), code
    used = re.findall(r'(?:ProblemError|problems\.add|_problems\.add)\(\s*"([a-z-]+)"', source)
    assert set(used) <= set(CODES)


def test_a_problem_says_which_step_and_what_a_pharmacist_understands():
    request, result = hand_made(LIQUID).copy()
    result["plan"]["steps"][4]["volume"] = "60 mL"
    found = next(problem for problem in prove(request, result).problems if problem.code == "fill-to-lowers")
    assert (found.step, found.found) == (5, "70 mL in 100 mL cylinder")
    assert found.expected == "at most 60 mL before making up to it"
