"""How the result stands: its schema, its status against its findings, and the defaults that it says were used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from ldn_calc.proof.asked import Asked
from ldn_calc.proof.objects import entries, listed, name, one_of, same, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows

__all__ = ["check_defaults", "check_settled", "check_standing", "finding_codes"]

_SCHEMAS: Final = ("ldn-calc/plan/1", "ldn-calc/plan/2")
"""Of the results that are proved; those of the second name the row of the storage by its key."""

_TEXTS: Final = ("request_text", "formulary_text")
"""Kept beside a stored result, so that it can be opened; the replay is handed both and does not look here."""

_RESULT: Final = (
    ("schema", "formulary", "status", "findings"),
    ("planned_at", "errors", "defaults_used", "plan", "proof", "working", "rows_used", "error_budget", "alternatives", *_TEXTS),
)
_FINDING: Final = (
    ("code", "severity", "field"),
    ("message", "action", "facts", "source", "fingerprint", "settled"),
)
_DECISION: Final = ("reason", "by", "on")
_FOR: Final = ("code", "field", "seen")
_SEVERITIES: Final = ("stop", "review", "note")
_FINGERPRINT: Final = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
_MIDPOINT: Final = "dose-between-marks"
_ROW_DEFAULTS: Final = ("vehicle", "filler", "capsule_size", "weighing_error", "overage", "beyond_use_counting")
_ELSEWHERE: Final = ("overfill",)
_DATED: Final = ("compounded_on", "rx.first_dose_on", "screening.asked_on")
_REQUEST: Final[Mapping[str, object]] = {
    "rx.patient.language": "en",
    "rx.strength_as": "hydrochloride",
    "fill.number": 1,
    "fill.from_day": 1,
    "screening.surgery_planned_on": None,
    "screening.opioid_kind": "unknown",
}
"""Defaults of the request itself, with what they are; those that are a day are the day made, held where dates are."""

_PRINTED: Final = {
    "concentration": ("products", "liquid", "strength"),
    "filler_fill": ("instruments", "shell", "filler_fill"),
    "drug_fill": ("instruments", "shell", "filler_fill"),
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


def check_standing(result: Mapping[str, Any], asked: Asked, problems: Problems) -> tuple[str, ...]:
    """Check schema, status and findings; returns the facts of findings that name a dose between two marks.

    What is for nobody is a calculation, whatever is open; and nothing else is one.

    Raises:
        ProblemError: another schema, or no plan to prove.
    """
    if result.get("schema") not in _SCHEMAS:
        raise ProblemError("schema-unknown", show(result.get("schema")), " or ".join(_SCHEMAS))
    shape(result, "result", *_RESULT, problems)
    formulary = result["formulary"]
    if not isinstance(formulary, str) or not _FINGERPRINT.fullmatch(formulary):
        problems.add("value-unreadable", f"formulary: {show(formulary)}", "sha256: and 64 hexadecimal digits")
    if result.get("plan") is None:
        raise ProblemError("no-plan", f"a result that is {show(result['status'])}", "a plan to prove")
    kept = entries(entries(result["plan"], "plan").get("beyond_use"), "plan.beyond_use")
    if result["schema"] == _SCHEMAS[-1] and "storage_key" not in kept:
        problems.add("storage-differs", "no storage_key", "the key of the row that says where it is kept")
    status = one_of(result["status"], "status", ("ready", "review", "calculation", "refused", "invalid"))
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
    due = "calculation" if asked.number is None else "review" if open_reviews else "ready"
    if status != due:
        problems.add("status-against-findings", status, f"{due}: {open_reviews} review findings are open")
    return tuple(midpoints)


def check_settled(result: Mapping[str, Any], request: Mapping[str, Any], problems: Problems) -> None:
    """Refuse a finding that is settled by nobody, or by a decision that does not stand in the request."""
    decisions = [entries(each, "settled") for each in listed(request.get("settled") or [], "settled")]
    known = [[each.get(key) for key in _FOR] + [_plain(each.get(key)) for key in _DECISION] for each in decisions]
    for at, entry in enumerate(listed(result["findings"], "findings")):
        finding = entries(entry, f"findings[{at}]")
        settled = finding.get("settled")
        if settled is None:
            continue
        with problems:
            where = f"findings[{at}].settled"
            decision = shape(settled, where, _DECISION, (), problems)
            for key in _DECISION:
                name(decision[key], f"{where}.{key}")
            due = [finding.get(key) for key in ("code", "field", "fingerprint")] + [_plain(decision[key]) for key in _DECISION]
            if finding["severity"] != "review" or due not in known:
                found = f"{show(finding['code'])} settled by {show(decision['by'])}"
                problems.add("settlement-invented", found, "a decision that stands in the request")


def _plain(value: object) -> object:
    """A text as it is read: composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


def finding_codes(result: Mapping[str, Any]) -> frozenset[str]:
    """The codes of the result's findings, which were read before."""
    return frozenset(str(entries(each, "a finding").get("code")) for each in listed(result.get("findings"), "findings"))


def check_defaults(plan: Mapping[str, Any], asked: Asked, rows: Rows, problems: Problems) -> None:
    """Refuse a default that the request itself gives, that is not the row's, or that the plan does not print where it is used.

    The overfill is checked where the need is calculated, the day it is made where dates are.
    """
    for path, said in rows.used.items():
        key = path.removeprefix("preparation.")
        if path in asked.given:
            problems.add("default-differs", f"{show(path)} as a default", "the request's own")
        elif path in _REQUEST:
            if not same(said, _REQUEST[path]):
                problems.add("default-differs", f"{show(path)}: {show(said)}", show(_REQUEST[path]))
        elif path not in _DATED and (key == path or not (key in _ROW_DEFAULTS or key in _ELSEWHERE or _PRINTED.get(key))):
            problems.add("default-differs", f"{show(path)} as a default", "only defaults that this program has")
        elif key in _ROW_DEFAULTS and said != rows.default(key):
            problems.add("default-differs", f"{show(path)}: {show(said)}", rows.default(key))
        elif key in _PRINTED and said not in _printed(plan, *_PRINTED[key]):
            problems.add("default-differs", f"{show(path)}: {show(said)}", "what the plan uses")


def _printed(plan: Mapping[str, Any], table: str, kind: str, key: str) -> list[Any]:
    """What the plan prints under a key of its materials, instruments or products of one kind."""
    named = plan[table] if isinstance(plan[table], dict) else {}
    return [entry.get(key) for entry in named.values() if isinstance(entry, dict) and entry.get("kind") == kind]
