"""How the result stands: its schema, its status against its findings, and the defaults that it says were used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ldn_calc.proof.asked import Asked
from ldn_calc.proof.objects import entries, listed, one_of, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows

__all__ = ["check_defaults", "check_standing"]

_SCHEMA: Final = "ldn-calc/plan/1"
_RESULT: Final = (
    ("schema", "formulary", "status", "findings"),
    ("errors", "defaults_used", "plan", "proof", "working", "rows_used", "error_budget", "alternatives"),
)
_FINDING: Final = (
    ("code", "severity", "field"),
    ("message", "action", "facts", "source", "fingerprint", "settled"),
)
_SEVERITIES: Final = ("stop", "review", "note")
_FINGERPRINT: Final = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
_MIDPOINT: Final = "dose-between-marks"
_ROW_DEFAULTS: Final = ("vehicle", "filler", "capsule_size", "weighing_error", "overage", "beyond_use_counting")
_ELSEWHERE: Final = ("overfill",)
_UNASKED: Final = {
    "screening.surgery_planned_on": "none planned",
    "rx.patient.language": "en",
    "rx.strength_as": "hydrochloride",
}
"""What counts where the request says nothing, outside the preparation."""
_PRINTED: Final = {
    "concentration": ("products", "liquid", "strength"),
    "filler_fill": ("instruments", "shell", "filler_fill"),
    "balance.readability": ("instruments", "balance", "readability"),
    "balance.minimum": ("instruments", "balance", "minimum"),
    "source.kind": ("materials", "powder", "kind"),
    "source.substance": ("materials", "powder", "substance"),
    "source.assay": ("materials", "powder", "assay"),
    "source.assay_basis": ("materials", "powder", "assay_basis"),
    "source.water": ("materials", "powder", "water"),
    "source.solvents": ("materials", "powder", "solvents"),
    "source.lod": ("materials", "powder", "lod"),
}
"""Defaults that stand in the plan too, with the place where they are printed."""


def check_standing(result: Mapping[str, Any], problems: Problems) -> tuple[str, ...]:
    """Check schema, status and findings; returns the facts of findings that name a dose between two marks.

    Raises:
        ProblemError: another schema, or no plan to prove.
    """
    if result.get("schema") != _SCHEMA:
        raise ProblemError("schema-unknown", show(result.get("schema")), _SCHEMA)
    shape(result, "result", *_RESULT, problems)
    formulary = result["formulary"]
    if not isinstance(formulary, str) or not _FINGERPRINT.fullmatch(formulary):
        problems.add("value-unreadable", f"formulary: {show(formulary)}", "sha256: and 64 hexadecimal digits")
    if result.get("plan") is None:
        raise ProblemError("no-plan", f"a result that is {show(result['status'])}", "a plan to prove")
    status = one_of(result["status"], "status", ("ready", "review", "refused", "invalid"))
    midpoints: list[str] = []
    open_reviews = 0
    for at, entry in enumerate(listed(result["findings"], "findings")):
        finding = shape(entry, f"findings[{at}]", *_FINDING, problems)
        severity = one_of(finding["severity"], f"findings[{at}].severity", _SEVERITIES)
        if severity == "stop":
            problems.add("status-against-findings", f"a plan in spite of {show(finding['code'])}", "no plan while there is a stop")
        if severity == "review" and finding.get("settled") is None:
            open_reviews += 1
        if finding["code"] == _MIDPOINT and finding.get("facts") is not None:
            facts = entries(finding["facts"], f"findings[{at}].facts")
            midpoints += [fact for fact in facts.values() if isinstance(fact, str)]
    due = "review" if open_reviews else "ready"
    if status != due:
        problems.add("status-against-findings", status, f"{due}: {open_reviews} review findings are open")
    return tuple(midpoints)


def check_defaults(plan: Mapping[str, Any], asked: Asked, rows: Rows, problems: Problems) -> None:
    """Refuse a default that the request itself gives, that is not the row's, or that the plan does not print where it is used.

    The overfill is checked where the need is reckoned, the day it is made where dates are.
    """
    for path, said in rows.used.items():
        key = path.removeprefix("preparation.")
        if path in asked.given:
            problems.add("default-differs", f"{show(path)} as a default", "the request's own")
        elif path in _UNASKED:
            if said != _UNASKED[path]:
                problems.add("default-differs", f"{show(path)}: {show(said)}", _UNASKED[path])
        elif path != "compounded_on" and (key == path or not (key in _ROW_DEFAULTS or key in _ELSEWHERE or _PRINTED.get(key))):
            problems.add("default-differs", f"{show(path)} as a default", "only defaults that this program has")
        elif key in _ROW_DEFAULTS and said != rows.default(key):
            problems.add("default-differs", f"{show(path)}: {show(said)}", rows.default(key))
        elif key in _PRINTED and said not in _printed(plan, *_PRINTED[key]):
            problems.add("default-differs", f"{show(path)}: {show(said)}", "what the plan uses")


def _printed(plan: Mapping[str, Any], table: str, kind: str, key: str) -> list[Any]:
    """What the plan prints under a key of its materials, instruments or products of one kind."""
    named = plan[table] if isinstance(plan[table], dict) else {}
    return [entry.get(key) for entry in named.values() if isinstance(entry, dict) and entry.get("kind") == kind]
