"""The error budget in words, for who hears the page, and the sentences that stand under its bars."""

from __future__ import annotations

from collections.abc import Sequence

from ldn_calc.documents.drawing.budget_chart import BudgetBar, error_words
from ldn_calc.procedure.printed import PrintedBudget
from ui.compound.plan.sentences import TEXT

__all__ = ["budget_sentences", "budget_words"]


def budget_words(bars: Sequence[BudgetBar]) -> str:
    """Every bar as it would be read out."""
    return ". ".join(TEXT.bar.format(what=bar.words, error=error_words(bar.percent), kind=bar.kind.value) for bar in bars)


def budget_sentences(budget: PrintedBudget) -> list[str]:
    """What stands beside the bars: the drug itself, which is not counted in, and the notes."""
    source = budget["source"]
    said = []
    if source is not None:
        what, error = source["from"], error_words(source["worst_case"])
        if "dose" in source:
            dose = error_words(source["dose"]["worst_case"])
            said.append(TEXT.not_counted_dose.format(what=what, error=error, dose=dose))
        else:
            said.append(TEXT.not_counted.format(what=what, error=error))
    notes = budget["notes"]
    return [*said, *notes[:1], *([" ".join(notes[1:])] if notes[1:] else [])]
