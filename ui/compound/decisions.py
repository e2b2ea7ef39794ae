"""A pharmacist's decisions in a request document: its `settled` list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ldn_calc.order.prescription import Settlement
    from ldn_calc.procedure.printed import PrintedFinding

__all__ = ["keep_decision", "take_back"]


def keep_decision(document: dict[str, Any], decision: Settlement, findings: Sequence[PrintedFinding]) -> None:
    """Add a decision; it takes the place of one on the same finding, and of one on its code and field that is gone.

    Two findings that share code and field (two doses too small for the syringe) are settled each by itself.

    Args:
        document: the request.
        decision: who decided what, when and why.
        findings: those that stand now.
    """
    there = {found["fingerprint"] for found in findings}
    about = (decision.code, decision.field)

    def stays(other: Mapping[str, Any]) -> bool:
        gone = (other.get("code"), other.get("field")) == about and other.get("seen") not in there
        return other.get("seen") != decision.seen and not gone

    document["settled"] = [*filter(stays, _decisions(document)), _written(decision)]


def take_back(document: dict[str, Any], fingerprint: str) -> None:
    """Open a settled finding again."""
    document["settled"] = [each for each in _decisions(document) if each.get("seen") != fingerprint]


def _written(decision: Settlement) -> dict[str, Any]:
    """A decision as an entry of the request, whose `by` is the person's name."""
    entry = {
        "code": decision.code,
        "field": decision.field,
        "seen": decision.seen,
        "reason": decision.reason,
        "by": decision.by.name,
        "on": decision.on.isoformat(),
    }
    return entry | ({"practice": True} if decision.practice else {})


def _decisions(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    settled = document.get("settled")
    return [each for each in settled if isinstance(each, dict)] if isinstance(settled, list) else []
