"""A whole answered screening, as every request of the tests has it: nothing to say to any question."""

from __future__ import annotations

from typing import Any

from ldn_calc.order.request_fields import questions, quiet_answers

QUESTIONS = tuple(field.key for field in questions())
"""The questions that must be answered, by their keys, but the one about opioids."""


def answered(**others: Any) -> dict[str, Any]:
    """The `screening` of a request in which every question is answered; `others` are said instead or beside."""
    return quiet_answers() | others
