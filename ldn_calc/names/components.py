"""What preparations are made of: the rows of `resources/data/allergies.toml`, and which of them a component's name means.

>>> [row.name for row in rows_of("hydroxypropyl cellulose and lactose monohydrate")]
['lactose', 'hydroxypropyl cellulose']
>>> is_known("crospovidone"), is_known("see leaflet"), is_known("crospovidone, see leaflet")
(True, False, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from ldn_calc.names.words import plain_words
from ldn_calc.resources import read_toml

__all__ = [
    "BETWEEN_ENTRIES",
    "Component",
    "component_rows",
    "concern_of",
    "entered_excipients",
    "is_known",
    "is_preservative",
    "name_words",
    "rows_of",
    "spans",
]

BETWEEN_ENTRIES: Final = re.compile(r"[,;/+\n]|\s(?:and|or|y|o|u)\s", re.IGNORECASE)
"""What parts an entry that names more than one thing."""
_DRUG: Final = "naltrexone"
_OTHER: Final = "another component"
_SHORT: Final = 3
_SAYS_NOTHING: Final = frozenset(
    plain_words("""see look leaflet label package insert other others another etc etcetera more unknown various
    ver prospecto etiqueta otro otros otra otras etcétera más desconocido varios""")
)
_WITHOUT: Final = frozenset(plain_words("free no not non without sin libre"))
_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """One row.

    Attributes:
        name: its key.
        names: what it is called, as words.
        relatives: what is near enough to ask about.
        may_be_in: `tablets`, `shells` or `hpmc shells`, which may hold it though nobody entered what they hold.
        is_preservative: whether a water-based vehicle that holds it counts as preserved.
        concern: what speaks against it as a filler.
    """

    name: str
    names: tuple[_Words, ...]
    relatives: tuple[_Words, ...]
    may_be_in: frozenset[str]
    is_preservative: bool
    concern: str | None


def name_words(text: str) -> _Words:
    """Plain words without a plural's s: `parabens` and `paraben` are one name."""
    return tuple(word[:-1] if len(word) > _SHORT and word[-1] == "s" and word[-2] != "s" else word for word in plain_words(text))


@cache
def component_rows() -> Mapping[str, Component]:
    """Every row by its key, in the file's order."""
    return {
        name: Component(
            name,
            tuple(map(name_words, row["names"])),
            tuple(map(name_words, row["relatives"])),
            frozenset(row.get("may_be_in", ())),
            row.get("preservative", False),
            row.get("concern"),
        )
        for name, row in read_toml("data/allergies.toml").items()
    }


def spans(words: _Words, names: Mapping[_Words, object], longest: int) -> list[tuple[int, int]]:
    """Where names stand in a text as whole words, one after the other: first word, and the one behind the last."""
    return [
        (start, end)
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + longest) + 1)
        if words[start:end] in names
    ]


def rows_of(name: str) -> tuple[Component, ...]:
    """The rows that a component's name means, the longest names first counted; the row for any other where none is."""
    words = name_words(name)
    index, longest = _index()
    found = spans(words, index, longest)
    whole = [span for span in found if not any(_inside(span, other) for other in found)]
    rows = {row.name for start, end in whole for row in index[words[start:end]]}
    return tuple(row for key, row in component_rows().items() if key in rows) or (component_rows()[_OTHER],)


def is_known(entry: str) -> bool:
    """Whether an entry of a label names known components and nothing that leaves the rest open."""
    if not _SAYS_NOTHING.isdisjoint(plain_words(entry)):
        return False
    parts = [part for part in BETWEEN_ENTRIES.split(entry) if plain_words(part)]
    return bool(parts) and all(rows_of(part)[0].name != _OTHER for part in parts)


def entered_excipients(excipients: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The excipients of the tablets' label; None where none were entered, or one of them is no known component.

    A list that says "see leaflet", or nothing, clears nothing: not known is not absent.
    """
    if not excipients or not all(map(is_known, excipients)):
        return None
    return excipients


def is_preservative(component: str) -> bool:
    """Whether a component is a listed preservative; "benzoate free" is none."""
    return _WITHOUT.isdisjoint(plain_words(component)) and any(row.is_preservative for row in rows_of(component))


def concern_of(components: Iterable[str]) -> str | None:
    """What speaks against a filler of these components, whatever its row is called."""
    return next((row.concern for name in components for row in rows_of(name) if row.concern), None)


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


@cache
def _index() -> tuple[dict[_Words, list[Component]], int]:
    """Components by each of their names, and the most words a name has; the drug itself is no component."""
    index: dict[_Words, list[Component]] = {}
    for row in component_rows().values():
        for name in row.names if row.name != _DRUG else ():
            index.setdefault(name, []).append(row)
    return index, max(map(len, index))
