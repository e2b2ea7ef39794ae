"""The error budget in words: the result's object, and the single change that helps most."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ldn_calc.procedure.printed import PrintedBudget
from ldn_calc.resources import read_toml

if TYPE_CHECKING:
    from ldn_calc.proof.best_change import Change
    from ldn_calc.proof.error_budget import Budget

__all__ = ["change_words", "print_budget"]

_WORDS = "text/error_budget.toml"


def print_budget(budget: Budget) -> PrintedBudget:
    """The result's `error_budget`; figures are the proof's, sentences the rows of `resources/text/error_budget.toml`."""
    return cast(PrintedBudget, budget.for_result(read_toml(_WORDS)))


def change_words(change: Change) -> str:
    """A short phrase: `weigh 300 mg instead of 60 mg`."""
    line: str = read_toml(_WORDS)["changes"][change.key]
    return line.format(**change.facts)
