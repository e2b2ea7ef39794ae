"""`ldn-calc prove REQUEST.json RESULT.json`: prove a stored result again: its steps replayed, its request screened anew."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.plan.proving import prove
from ldn_calc.application.plan.stored import StoredError, kept_rows
from ldn_calc.cli.reading import NotReadError, pharmacy_of, read_input
from ldn_calc.cli.words import complain, say, say_json

__all__ = ["run_prove"]


def run_prove(chosen: Namespace) -> int:
    """Prove a result and write what was found."""
    try:
        request, result = read_input(chosen.request), read_input(chosen.result)
    except NotReadError as refusal:
        if chosen.json:
            say_json(_without(({"code": "text-unreadable", "step": None, "found": str(refusal), "expected": "two files"},)))
        return 2
    pharmacy = pharmacy_of(chosen)
    try:
        formulary = pharmacy.formulary()
    except OwnFileError as error:
        complain(str(error))
        if chosen.json:
            say_json(_not_begun(error))
        return 2
    try:
        proof = prove(request, result, formulary, kept_rows(result))
    except StoredError as error:
        complain(f"{chosen.result}: {error}.")
        if chosen.json:
            found = {"code": "formulary-unreadable", "step": None, "found": str(error), "expected": "the rows it was made with"}
            say_json(_without([found]))
        return 3
    if chosen.json:
        say_json(proof.for_command())
    elif proof.agrees:
        say(f"Proved: every dose holds what was prescribed within {proof.proof.largest_difference.lstrip('-')}.")
    else:
        say("Not proved. Do not use this plan.")
        for problem in proof.problems:
            where = f"step {problem.step}: " if problem.step else ""
            say(f"  {problem.code}: {where}found {problem.found}; expected {problem.expected}")
    if not chosen.json:
        for sentence in proof.sentences:
            say(sentence)
        say("Not looked at:")
        for sentence in proof.not_looked_at:
            say(f"  {sentence}")
    return 0 if proof.agrees else 3


def _not_begun(error: OwnFileError) -> dict[str, Any]:
    """The answer where the rows to prove with cannot be read: nothing agrees."""
    problems = [
        {"code": "formulary-unreadable", "step": None, "found": f"{each.path}: {each.found}", "expected": each.expected}
        for each in error.for_result()
    ]
    return _without(problems)


def _without(problems: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "schema": "ldn-calc/proof/1",
        "agrees": False,
        "largest_difference": "not known",
        "doses": [],
        "problems": problems,
        "notes": [],
        "not_looked_at": [],
    }
