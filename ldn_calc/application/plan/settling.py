"""Settling: a pharmacist's decision stands only for the very finding it was made on.

A finding's fingerprint is taken over its facts, the patient, the prescription's number, the day it is made and everything clinical
in the request, so that any change of person, day, dose, medicine or the drug's lot opens it again, and a changed sentence does not.
The preparation's own lot is left out: it is issued after everything is settled.

A decision that is none does not count either: without a reason in words, without a name, of a day that cannot be, made in practice,
or about questions that only answers clear.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.prescription import Request, Settlement
from ldn_calc.procedure.printed import PrintedFinding

__all__ = ["fingerprint", "settle", "why_not_taken"]

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_LEAST_WORDS: Final = 2
_LEAST_LETTERS: Final = 2
_ANSWERS_ONLY: Final = ("screening-incomplete",)


def fingerprint(finding: Finding, request: Request) -> str:
    """The first 16 hex digits of SHA-256 over the finding and the request's clinical parts, as the contract lists them."""
    rx = request.document.get("rx", {})
    parts = [
        finding.code,
        finding.field,
        dict(finding.facts),
        rx.get("patient"),
        rx.get("number"),
        request.compounded_on.isoformat(),
        rx.get("drug"),
        request.rx.strength_as.value,
        rx.get("form"),
        rx.get("regimen"),
        request.document.get("fill"),
        request.document.get("screening"),
        _without_lot(request.document.get("preparation")),
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _without_lot(preparation: Any) -> Any:
    """How it is to be made, without its own lot; a part that says nothing else is as good as none."""
    if not isinstance(preparation, dict):
        return preparation
    return {key: value for key, value in preparation.items() if key != "lot"} or None


def why_not_taken(entry: Settlement, request: Request, *, practice: bool) -> str | None:
    """Why a decision does not count, in words for a person; None where it does.

    Args:
        entry: the decision.
        request: which prescription, and what day it is.
        practice: whether the program is in practice now.
    """
    if request.rx.is_calculation:
        return "there is no patient to decide for"
    if entry.code in _ANSWERS_ONLY:
        return "only answers clear it"
    if entry.practice and not practice:
        return "it was made in practice"
    words = {word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", entry.reason))}
    if len(words) < _LEAST_WORDS:
        return "its reason has fewer than two words"
    if len(_LETTER.findall(unicodedata.normalize("NFC", entry.by.name))) < _LEAST_LETTERS:
        return "it names nobody"
    if request.rx.written_on is not None and entry.on < request.rx.written_on:
        return "it was made before the prescription was written"
    if entry.on > request.today:
        return "its day is after today"
    return None


def settle(
    findings: Sequence[PrintedFinding], request: Request, *, practice: bool = False
) -> tuple[list[PrintedFinding], list[Finding]]:
    """Mark review findings that were settled as they stand; say which decisions do not count, or fit no finding any more.

    Args:
        findings: as printed, with their fingerprints.
        request: with the decisions.
        practice: whether the program is in practice: only there do decisions count that were made in practice.
    """
    not_taken = []
    by_key = {}
    for each in request.settled:
        why = why_not_taken(each, request, practice=practice)
        if why is None:
            by_key[(each.code, each.field, each.seen)] = each
        else:
            not_taken.append(Finding("settlement-not-taken", Severity.NOTE, "settled", {"code": each.code, "why": why}))
    marked: list[PrintedFinding] = []
    for found in findings:
        entry = by_key.get((found["code"], found["field"], found["fingerprint"]))
        if entry is not None and found["severity"] == Severity.REVIEW:
            del by_key[(entry.code, entry.field, entry.seen)]
            found = found | {"settled": {"reason": entry.reason, "by": entry.by.name, "on": entry.on.isoformat()}}  # noqa: PLW2901
        marked.append(found)
    lapsed = [Finding("settlement-lapsed", Severity.NOTE, "settled", {"code": each.code}) for each in by_key.values()]
    return marked, [*not_taken, *lapsed]
