"""What people write for an opioid without its name: `Tylenol #3`, `guaifenesin AC`, `pain pump`.

>>> [(found.ingredient, found.text) for found in patterns_in("tylenol #3 for pain", known=True)]
[('codeine', 'tylenol #3')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ldn_calc.resources import read_toml

__all__ = ["PatternFound", "patterns_in"]


@dataclass(frozen=True, slots=True)
class PatternFound:
    """A pattern that stands in an entry: the words, and the listed ingredient if they say which opioid it is."""

    text: str
    ingredient: str
    named: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    expression: re.Pattern[str]
    ingredient: str
    named: str
    unless_known: bool


def patterns_in(text: str, *, known: bool) -> list[PatternFound]:
    """Every pattern of `opioid_patterns.toml` that stands in an entry.

    Args:
        text: the entry as `plain_text` writes it.
        known: whether it names a medicine that the lists know.
    """
    return [
        PatternFound(match[0].strip(), pattern.ingredient, pattern.named)
        for pattern in _patterns()
        if not (pattern.unless_known and known) and (match := pattern.expression.search(text))
    ]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            expression=re.compile(row["pattern"]),
            ingredient=row.get("ingredient", ""),
            named=row.get("named", ""),
            unless_known=row.get("unless_known", False),
        )
        for row in read_toml("data/opioid_patterns.toml").values()
    )
