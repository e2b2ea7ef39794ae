"""The error budget on the compounding record: what can come out typically and at worst, and what each source does."""

from __future__ import annotations

from typing import Any, Final

from ldn_calc.documents.drawing.budget_chart import budget_bars, budget_rows, error_words
from ldn_calc.documents.drawing.flow import LEFT, RIGHT, Part
from ldn_calc.documents.drawing.fonts import text_width
from ldn_calc.documents.drawing.tables import gap, heading, paragraph
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.runs import Runs, marked, run, tie, tied
from ldn_calc.procedure.printed import PrintedBudget, Result
from ldn_calc.quantities.shown import shown_in
from ldn_calc.resources import read_toml

__all__ = ["budget_lines", "budget_parts"]

_SIZE: Final = 8.5
_LEAD: Final = 11.5


def budget_parts(dispensing: Dispensing) -> list[Part]:
    """Heading, the figures in words, the bars, and what is not counted in."""
    words: dict[str, Any] = read_toml("text/worksheet.toml")["budget"]
    budget = dispensing.result.get("error_budget")
    parts = [heading(words["title"], words["more"], listed=False)]
    if budget is None:
        return [*parts, paragraph(run(words["missing"]), 10, 13)]
    first, *others = budget_lines(dispensing.result, budget)
    parts.append(paragraph(first, 10, 13, keep=True))
    drawing = budget_rows(budget_bars(budget), RIGHT - LEFT, _SIZE, lambda text: text_width(text, _SIZE))
    parts.append(Part(drawing.height, lambda pen, y: pen.drawing(drawing, LEFT, y), keep=True, what=words["title"]))
    parts += [paragraph(line, _SIZE, _LEAD, keep=True) for line in others]
    return [*parts, gap(2)]


def budget_lines(result: Result, budget: PrintedBudget) -> list[Runs]:
    """Strength and dose; then the change that helps most where it was asked for, and what is not counted in."""
    words: dict[str, Any] = read_toml("text/worksheet.toml")["budget"]
    figures = {
        f"{what}_{which}": error_words(percent)
        for what, spread in (("strength", budget["strength"]), ("dose", budget["dose"]))
        for which, percent in (("standard", spread["standard"]), ("worst", spread["worst_case"]))
    }
    lines = [marked(words["line"], **figures)]
    for found in result["findings"]:
        if found["code"] == "error-budget-wide":
            lines.append(marked(words["change"], change=tie(shown_in(found["facts"]["change"]))))
    source = budget["source"]
    if source is not None:
        facts = {"source": tie(source["from"]), "worst": tied(error_words(source["worst_case"]))}
        if "dose" in source:
            facts["dose"] = tied(error_words(source["dose"]["worst_case"]))
        lines.append(marked(words["source_dose" if "dose" in source else "source"], **facts))
    return [*lines, *(run(tie(note)) for note in budget["notes"])]
