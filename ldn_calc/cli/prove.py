"""`ldn-calc prove REQUEST.json RESULT.json`: prove a stored result again from its text, by the replay alone."""

from __future__ import annotations

import json
from argparse import Namespace

from ldn_calc.application.proving import prove
from ldn_calc.cli.reading import NotReadError, read_input

__all__ = ["run_prove"]


def run_prove(chosen: Namespace) -> int:
    """Prove a result and write what was found."""
    try:
        request, result = read_input(chosen.request), read_input(chosen.result)
    except NotReadError:
        return 2
    proof = prove(request.decode("utf-8", "replace"), result.decode("utf-8", "replace"))
    if chosen.json:
        print(json.dumps(proof.for_command(), ensure_ascii=False, indent=2))
    elif proof.agrees:
        print(f"Proved: every dose holds what was prescribed within {proof.largest_difference.lstrip('-')}.")
    else:
        print("Not proved. Do not use this plan.")
        for problem in proof.problems:
            where = f"step {problem.step}: " if problem.step else ""
            print(f"  {problem.code}: {where}found {problem.found}; expected {problem.expected}")
    return 0 if proof.agrees else 3
