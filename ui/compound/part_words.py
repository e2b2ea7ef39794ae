"""What a fill leaves out of its regimen, in one sentence for under the large numbers and beside Print."""

from __future__ import annotations

from ldn_calc.procedure.plan import Plan
from ui.compound.sentences import TEXT
from ui.kit.words import day_words

__all__ = ["part_words"]


def part_words(plan: Plan) -> str:
    """The days of this fill and when the next part is due; empty where this fill is the last part."""
    supply = plan.supply
    following, due = supply.next_from_day, supply.next_fill_by
    if following is None:
        return ""
    first, last, all_days = supply.from_day, following - 1, supply.days_prescribed
    if due is None:
        return TEXT.part.format(first=first, last=last, all_days=all_days, following=following)
    return TEXT.part_due.format(first=first, last=last, all_days=all_days, following=following, due=day_words(due))
