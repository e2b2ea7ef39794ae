"""What people write for an opioid without its name: `Tylenol #3`, `guaifenesin AC`, `pain pump`.

>>> [(found.ingredient, found.text) for found in patterns_in("tylenol #3 for pain", True, lambda place: True)]
[('codeine', 'tylenol #3')]
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
    unless_known: str


def patterns_in(text: str, known: bool, known_at: Callable[[int], bool]) -> list[PatternFound]:
    """Every pattern of `opioid_patterns.toml` that stands in an entry.

    Args:
        text: the entry as `plain_text` writes it.
        known: whether it names a medicine that the lists know.
        known_at: whether the part of it around a place in the text does.
    """
    found = []
    for pattern in _patterns():
        if pattern.unless_known == "entry" and known:
            continue
        match = pattern.expression.search(text)
        if match and not (pattern.unless_known == "part" and known_at(match.start())):
            found.append(PatternFound(match[0].strip(), pattern.ingredient, pattern.named))
    return found


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            expression=re.compile(row["pattern"]),
            ingredient=row.get("ingredient", ""),
            named=row.get("named", ""),
            unless_known=row.get("unless_known", ""),
        )
        for row in read_toml("data/opioid_patterns.toml").values()
    )
