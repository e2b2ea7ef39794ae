"""The error budget in words: the result's object, and the single change that helps most."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ldn_calc.findings import Finding, Severity
from ldn_calc.procedure.printed import PrintedBudget
from ldn_calc.quantities.text import significant_text
from ldn_calc.resources import read_toml

if TYPE_CHECKING:
    from ldn_calc.proof.best_change import Change
    from ldn_calc.proof.error_budget import Budget

__all__ = ["change_words", "check_budget", "print_budget"]

_WORDS = "text/error_budget.toml"


def print_budget(budget: Budget) -> PrintedBudget:
    """The result's `error_budget`; figures are the proof's, sentences the rows of `resources/text/error_budget.toml`."""
    return cast(PrintedBudget, budget.for_result(read_toml(_WORDS)))


def check_budget(budget: Budget | None, formulary_text: str) -> list[Finding]:
    """The finding that a strength may be too far off, with the one change that helps most.

    Over 5 % it is reviewed, over 10 % the plan is not offered; a budget that could not be reckoned is a finding too.
    """
    if budget is None:
        return [Finding("error-budget-missing", Severity.REVIEW, "preparation")]
    worst = budget.strength.worst
    if worst <= budget.review_above:
        return []
    from ldn_calc.proof.best_change import best_change  # noqa: PLC0415  (few plans need it)
    from ldn_calc.proof.rows import formulary_rows  # noqa: PLC0415

    change = best_change(budget, formulary_rows(formulary_text))
    facts = {
        "worst_case": f"{significant_text(worst * 100, 3)} %",
        "change": "finer instruments or a larger batch" if change is None else change_words(change),
    }
    severity = Severity.STOP if worst > budget.refuse_above else Severity.REVIEW
    return [Finding("error-budget-wide", severity, "preparation", facts)]


def change_words(change: Change) -> str:
    """A short phrase: `weigh 300 mg instead of 60 mg`."""
    line: str = read_toml(_WORDS)["changes"][change.key]
    return line.format(**change.facts)
