"""What was really made: a stored result with the amounts that were weighed and measured."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ldn_calc.application.files.text_files import composed_json
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.resources import read_toml

if TYPE_CHECKING:
    from ldn_calc.proof.as_made import AsMade, Making
    from ldn_calc.proof.problems import Problem

__all__ = ["SCHEMA", "amount_tolerance", "as_made", "as_made_from_text", "unread_actuals"]

SCHEMA: Final = "ldn-calc/as-made/1"


def amount_tolerance(formulary: Formulary) -> str:
    """How far an actual amount may lie from the planned one, as the policy's row writes it: `2 %`."""
    return formulary.policy_text("as_made", "amount_tolerance")


def as_made(request_text: str, result_text: str, actuals: object, formulary: Formulary) -> dict[str, Any]:
    """The answer, as `docs/interface.md` shapes it; `actuals` is the JSON value.

    The stored result is proved by the replay first. One that does not prove has `verdict` None and its `problems`; actual amounts
    that cannot be used have `verdict` None and `errors`. The plan is read once and kept, so that the window can ask at every key.
    """
    from ldn_calc.proof.actuals import ActualsError  # pint loads here

    making, problems = _making(request_text, result_text, formulary.text)
    if making is None:
        unproved = [{"code": each.code, "step": each.step, "found": each.found, "expected": each.expected} for each in problems]
        return _nothing() | {"problems": unproved, "why": "The stored result is not proved. Do not use this plan."}
    try:
        made = making.as_made(actuals)
    except ActualsError as error:
        errors = [{"path": path, "found": found, "expected": expected} for path, found, expected in error.errors]
        return _nothing() | {"errors": errors, "why": "The actual amounts cannot be used."}
    strengths = dict(made.strengths)
    return {
        "schema": SCHEMA,
        "strength": next(iter(strengths.values())) if len(strengths) == 1 else strengths,
        "doses": [dict(dose) for dose in made.doses],
        "verdict": made.verdict,
        "why": _why(made),
        "steps": [dict(step) for step in made.steps],
        "problems": [dict(problem) for problem in made.problems],
        "errors": [],
    }


def as_made_from_text(request_text: str, result_text: str, actuals_text: str, formulary: Formulary) -> dict[str, Any]:
    """The same with the actual amounts as JSON text; a key written twice or a broken text is an error of `actuals`."""
    from ldn_calc.proof.objects import document
    from ldn_calc.proof.problems import ProblemError

    try:
        actuals = document(composed_json(actuals_text), "actuals")
    except ProblemError as refusal:
        error = {"path": "actuals", "found": refusal.found.removeprefix("actuals: "), "expected": refusal.expected}
        return _nothing() | {"errors": [error], "why": "The actual amounts cannot be read."}
    return as_made(composed_json(request_text), composed_json(result_text), actuals, formulary)


def unread_actuals(sentence: str) -> dict[str, Any]:
    """The answer where a file could not even be opened."""
    error = {"path": "file", "found": sentence, "expected": "three readable files: request, result and actuals"}
    return _nothing() | {"errors": [error], "why": "A file cannot be read."}


def _nothing() -> dict[str, Any]:
    return {"schema": SCHEMA, "strength": None, "doses": [], "verdict": None, "why": "", "steps": [], "problems": [], "errors": []}


@lru_cache(maxsize=4)
def _making(request_text: str, result_text: str, rows: str) -> tuple[Making | None, tuple[Problem, ...]]:
    """The plan, ready to be asked, or why it is not proved."""
    from ldn_calc.proof.as_made import Making  # pint loads here
    from ldn_calc.proof.replay import replay

    proof = replay(request_text, result_text, rows)
    if not proof.agrees:
        return None, proof.problems
    return Making(request_text, result_text, rows), ()


def _why(made: AsMade) -> str:
    """One sentence: the verdict, and the problem that decides it; a strength outside before a step outside."""
    words: Mapping[str, Mapping[str, str]] = read_toml("text/as_made.toml")
    ranked = sorted(made.problems, key=lambda problem: problem["code"] != "strength-outside")
    worst = words["problems"][ranked[0]["code"]].format(**ranked[0]) if ranked else ""
    return words["verdicts"][made.verdict].format(worst=worst)
