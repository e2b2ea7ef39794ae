"""The listed names by what is written: whole, without endings, or inside a longer word.

>>> [names_within(word)[0].match.row.ingredient for word in ("codeineer", "acetylfentanyls", "hydroxymitragynine")]
['codeine', 'fentanyl', 'mitragynine']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from ldn_calc.names.medicine_rows import ListedMedicine, Match, harmless_medicines, listed_medicines
from ldn_calc.names.words import plain_words

__all__ = ["LEAST_INSIDE", "SHORT", "ListedName", "name_index", "names_exactly", "names_within", "row_of", "stem_of"]

_ENDINGS: Final = re.compile(
    r"(?:hcl|hydrochloride|clorhidrato|sulfate|sulfato|phosphate|tartrate|apap|film|patch|tabs?|tablets?|caps?|inj"
    r"|syrup|mgs?|mcg|odt|hctz|(?:er|sr|xr|ir|cr|la|xl|dr|ec|pf|sl)|e?s)$"
)
SHORT: Final = 5
"""Names under five letters count only as they are written, not put together from pieces of words."""
LEAST_INSIDE: Final = 7
"""An opioid's name of seven letters or more counts inside a longer word too: acetylfentanyl, hydroxymitragynine."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a row: the row's place in the lists, its words, and whether it only may mean the row."""

    place: int
    match: Match
    words: tuple[str, ...]
    asks: bool


@cache
def name_index() -> tuple[dict[str, list[ListedName]], int]:
    """Names by their words joined, and the most words that one name may be spread over."""
    index: dict[str, list[ListedName]] = {}
    longest = 3
    for place, row in enumerate((*listed_medicines(), *harmless_medicines())):
        for names, is_brand, asks in ((row.names, False, False), (row.brands, True, False), (row.sayings, True, True)):
            for name in names:
                words = plain_words(name)
                longest = max(longest, len(words))
                index.setdefault("".join(words), []).append(
                    ListedName(place, Match(row, name, is_brand), words, asks or row.action == "ASK")
                )
    return index, longest


@cache
def row_of(ingredient: str) -> tuple[int, ListedMedicine]:
    """The row to screen for of an ingredient, with its place."""
    return next((place, row) for place, row in enumerate(listed_medicines()) if row.ingredient == ingredient)


def names_exactly(word: str) -> list[ListedName]:
    """Names to screen for, of four letters or more, that are a word as it stands."""
    return [name for name in name_index()[0].get(word, ()) if not name.match.row.is_harmless] if len(word) >= SHORT - 1 else []


@lru_cache(maxsize=4096)
def names_within(word: str) -> tuple[ListedName, ...]:
    """Names that a word holds: without its endings, or an opioid's inside it."""
    index, _ = name_index()
    stem = word
    while len(stem) >= SHORT and (ending := _ENDINGS.search(stem)) and ending.start() >= SHORT - 1:
        stem = stem[: ending.start()]
        if names := [name for name in index.get(stem, ()) if not name.asks]:
            return tuple(names)
    inside = [name for text, name in _opioid_stems() if text in word]
    return tuple(inside[:1])


def stem_of(word: str) -> str:
    """A word without its ending, where three letters are left."""
    ending = _ENDINGS.search(word)
    return word[: ending.start()] if ending and ending.start() >= SHORT - 2 else word


@cache
def _opioid_stems() -> tuple[tuple[str, ListedName], ...]:
    """Ingredient names of opioids of one word and seven letters or more, the longest first."""
    stems = [
        ("".join(words), ListedName(place, Match(row, name, is_brand=False), words, asks=False))
        for place, row in enumerate(listed_medicines())
        if row.is_opioid or row.is_naltrexone
        for name in row.names
        if len(words := plain_words(name)) == 1 and len(words[0]) >= LEAST_INSIDE
    ]
    return tuple(sorted(stems, key=lambda stem: -len(stem[0])))
