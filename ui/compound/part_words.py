"""What a fill leaves out of its regimen, in one sentence for under the large numbers and beside Print."""

from __future__ import annotations

from ldn_calc.procedure.plan import Plan
from ui.kit.words import day_words

__all__ = ["part_words"]


def part_words(plan: Plan) -> str:
    """The days of this fill and when the next part is due; empty where this fill is the last part."""
    supply = plan.supply
    following, due = supply.next_from_day, supply.next_fill_by
    if following is None:
        return ""
    by = f", by {day_words(due)}" if due else ""
    days = f"days {supply.from_day} to {following - 1} of {supply.days_prescribed}"
    return f"This fill: {days}. Next part from day {following}{by}."
