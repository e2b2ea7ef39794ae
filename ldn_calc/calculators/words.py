"""The calculators' words: rows of `resources/text/calculator_words.toml`, filled with facts.

>>> words("weighing-error.error", sensitivity="6 mg", mass="50 mg", error="12 %")
'6 mg ÷ 50 mg = 12 %.'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ldn_calc.resources import read_toml

__all__ = ["word_rows", "words"]


def words(key: str, **facts: str | int) -> str:
    """One line of a working, or what a fault found or expects.

    Args:
        key: a row, as in `salt.factor` or `dilution.expected.want`.
        facts: what its braces name; amounts as text with their unit.

    Raises:
        KeyError: no such row, or a fact is missing.
    """
    return word_rows()[key].format_map(facts)


@cache
def word_rows() -> Mapping[str, str]:
    """Every row by its key."""
    return dict(_flat(read_toml("text/calculator_words.toml"), ""))


def _flat(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    """The rows of a table and of the tables in it."""
    for name, found in table.items():
        if isinstance(found, dict):
            yield from _flat(found, f"{above}{name}.")
        else:
            yield f"{above}{name}", found
