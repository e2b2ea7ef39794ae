"""Settling: a pharmacist's decision stands only for the very finding it was made on.

A finding's fingerprint is taken over its facts and everything clinical in the request, so that any change of dose, medicine
or lot opens it again, and a changed sentence does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.prescription import Request
from ldn_calc.procedure.printed import PrintedFinding

__all__ = ["fingerprint", "settle"]


def fingerprint(finding: Finding, request: Request) -> str:
    """The first 16 hex digits of SHA-256 over the finding and the request's clinical parts, as the contract lists them."""
    rx = request.document.get("rx", {})
    parts = [
        finding.code,
        finding.field,
        dict(finding.facts),
        rx.get("drug"),
        request.rx.strength_as.value,
        rx.get("form"),
        rx.get("regimen"),
        request.document.get("fill"),
        request.document.get("screening"),
        request.document.get("preparation"),
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def settle(findings: Sequence[PrintedFinding], request: Request) -> tuple[list[PrintedFinding], list[Finding]]:
    """Mark review findings that were settled as they stand; say which decisions fit no finding any more."""
    by_key = {(each.code, each.field, each.seen): each for each in request.settled}
    marked: list[PrintedFinding] = []
    for found in findings:
        entry = by_key.get((found["code"], found["field"], found["fingerprint"]))
        if entry is not None and found["severity"] == Severity.REVIEW:
            del by_key[(entry.code, entry.field, entry.seen)]
            found = found | {"settled": {"reason": entry.reason, "by": entry.by, "on": entry.on.isoformat()}}  # noqa: PLW2901
        marked.append(found)
    lapsed = [Finding("settlement-lapsed", Severity.NOTE, "settled", {"code": each.code}) for each in by_key.values()]
    return marked, lapsed
