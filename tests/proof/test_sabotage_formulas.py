"""Formulas sabotage: a wrong formula in reading or planning, one at a time; the proof refuses every plan that it makes wrong.

Wrong is judged without the proof: by the outside replay, which reads request and result with bare fractions, and by holding
doses, dates, days, capsules and certificates against the plan that the right formulas make.
"""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from typing import Any

import outside_replay
import pytest
from proof import wrong_planning, wrong_reading
from proof.cases import CLOCK, HAND_MADE, prove, requests
from proof.wrong import FORMULAS

import ldn_calc.proof.replay
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.proof.replay import Proof

REGISTERED = (wrong_reading, wrong_planning)
"""Modules that have put their formulas into FORMULAS by being imported."""

AGREES = Proof(True, "0 %", [], "0 mg", "0 mg", "0 mg", ())


@cache
def right_answers() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Every request with the result that the right formulas make of it, where they make one."""
    asked = {case.name: case.request for case in HAND_MADE} | requests()
    planned = {name: (request, _planned(request)) for name, request in asked.items()}
    return {name: answer for name, answer in planned.items() if answer[1]["plan"]}


def _planned(request: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result)) | {"proof": None}


def _is_wrong(request: dict[str, Any], right: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether a plan would give another dose by more than 1 %, or another day, capsule, product, date or certificate."""
    if _told(right["plan"], request) != _told(found["plan"], request):
        return True
    asked = request.get("preparation", {}).get("concentration")
    for called, product in found["plan"]["products"].items():
        if product["kind"] == "liquid":
            if asked not in (None, product["strength"]):
                return True
            if _promised(product) > Fraction(13, 10) * _promised(right["plan"]["products"][called]):
                return True
    try:
        outside_replay.replay(request, found)
    except (AssertionError, KeyError, ArithmeticError):
        return True
    return False


def _promised(product: dict[str, Any]) -> Fraction:
    """The drug that a bottle's label promises: another strength of the list has another volume and is no wrong plan."""
    return _number(product["amount"]) * _number(product["strength"])


def _told(plan: dict[str, Any], request: dict[str, Any]) -> list[Any]:
    """What patient and label are told: doses with their days and dates, dates of use, storage, capsules; and what was asked for."""
    extras_asked = {"extra_capsules", "overage"} & set(request.get("preparation", {}))
    doses = [[dose[key] for key in ("phase", "when", "prescribed", "count", "from_date", "to_date")] for dose in plan["doses"]]
    capsules = [product["amount"] for product in plan["products"].values() if product["kind"] == "capsule"]
    use = [plan["beyond_use"][key] for key in ("date", "days", "storage")]
    salt, balance = plan["strength_as"], plan["instruments"].get("balance")
    shells = {name: figures for name, figures in plan["instruments"].items() if figures["kind"] == "shell"}
    extras = [step["capsules"] for step in plan["steps"] if step["op"] == "discard" and "capsules" in step and extras_asked]
    formulas = [material.get("formula") for material in plan["materials"].values()]
    certificates = [
        [material.get(key) for key in ("substance", "assay", "assay_basis", "water", "lot")]
        for material in plan["materials"].values()
    ]
    handed_out = sum(_number(amount) for amount in capsules)
    return [doses, handed_out, extras, use, plan["supply"], salt, balance, shells, formulas, certificates]


def _number(amount: str) -> Fraction:
    return Fraction(amount.split(maxsplit=1)[0])


@pytest.mark.parametrize("name", FORMULAS)
def test_every_plan_that_a_wrong_formula_makes_wrong_is_refused(name, monkeypatch):
    answers = right_answers()
    monkeypatch.setattr(ldn_calc.proof.replay, "replay", lambda *texts: AGREES)
    FORMULAS[name](monkeypatch)
    wrong, passed = 0, []
    for asked, (request, right) in answers.items():
        try:
            found = _planned(request)
        except (ValueError, ArithmeticError, IndexError):
            continue
        if found.get("plan") and _is_wrong(request, right, found):
            wrong += 1
            if prove(request, found).agrees:
                passed.append(asked)
    assert passed == []
    assert wrong, "no plan was made wrong: the formula tests nothing"


def test_there_are_at_least_twenty_wrong_formulas():
    assert len(FORMULAS) >= 20


def test_the_right_formulas_make_no_plan_wrong():
    assert len(right_answers()) >= 10
    for request, result in right_answers().values():
        assert not _is_wrong(request, result, result)
        assert prove(request, result).problems == ()
