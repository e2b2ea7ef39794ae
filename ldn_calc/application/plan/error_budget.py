"""The error budget in words: the result's object, and the single change that helps most."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ldn_calc.findings import Finding, Severity
from ldn_calc.procedure.printed import PrintedBudget
from ldn_calc.quantities.shown import share_shown
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
    """The findings that a strength or a dose may be too far off, the strength's with the one change that helps most.

    A strength over 5 % is reviewed, over 10 % not offered; a dose over 25 % is not offered, one that is drawn up is reviewed over
    15 % (a capsule's is over 15.5 % only where its strength is over 5 %). A budget that could not be reckoned is a finding too.
    """
    if budget is None:
        return [Finding("error-budget-missing", Severity.REVIEW, "preparation")]
    return [*_check_dose(budget), *_check_strength(budget, formulary_text)]


def _check_dose(budget: Budget) -> list[Finding]:
    wide = max(budget.doses, key=lambda dose: dose.spread.worst)
    if wide.spread.worst <= (budget.dose_review_above if wide.draws else budget.dose_refuse_above):
        return []
    refused = wide.spread.worst > budget.dose_refuse_above
    facts = {
        "dose": wide.prescribed,
        "worst_case": share_shown(wide.spread.worst, budget.dose_refuse_above if refused else budget.dose_review_above),
        "strength": share_shown(budget.strength.worst),
    }
    severity = Severity.STOP if refused else Severity.REVIEW
    return [Finding("dose-error-wide", severity, "preparation.concentration", facts)]


def _check_strength(budget: Budget, formulary_text: str) -> list[Finding]:
    worst = budget.strength.worst
    if worst <= budget.review_above:
        return []
    from ldn_calc.proof.best_change import best_change  # few plans need it
    from ldn_calc.proof.rows import formulary_rows

    change = best_change(budget, formulary_rows(formulary_text))
    refused = worst > budget.refuse_above
    facts = {
        "worst_case": share_shown(worst, budget.refuse_above if refused else budget.review_above),
        "change": "finer instruments or a larger batch" if change is None else change_words(change),
    }
    severity = Severity.STOP if refused else Severity.REVIEW
    return [Finding("error-budget-wide", severity, "preparation", facts)]


def change_words(change: Change) -> str:
    """A short phrase: `weigh 300 mg instead of 60 mg`."""
    line: str = read_toml(_WORDS)["changes"][change.key]
    return line.format(**change.facts)
