"""The ways to make it as rows of words: the plan itself first, then its alternatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ldn_calc.application.papers.wording import way_drug_words
from ldn_calc.documents.drawing.budget_chart import error_words
from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.printed import PrintedAlternative

__all__ = ["WayRow", "way_rows"]


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way to make it.

    Attributes:
        why_not: why it is not first; empty for the plan itself.
        changes: new values by path in the request that plan it.
    """

    title: str
    worst: str
    weighings: str
    drug: str
    why_not: str
    changes: Mapping[str, Any]


def way_rows(first: PrintedAlternative, others: Sequence[PrintedAlternative], plan: Plan) -> tuple[WayRow, ...]:
    """The row of the plan itself (`first`) and one for each alternative, as they are ranked."""
    return tuple(_row(each, plan) for each in (first, *others))


def _row(way: PrintedAlternative, plan: Plan) -> WayRow:
    return WayRow(
        way["title"],
        error_words(way["worst_case"]),
        str(way["weighings"]),
        way_drug_words(way, plan),
        way["why_not"],
        way["changes"],
    )
