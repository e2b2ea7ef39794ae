"""The list of medicines to screen for, and the finding of listed names in what a person said.

`resources/data/screening_medicines.csv`; names in brackets or after "/" or ";" are names of their own. A name counts
anywhere in a text as whole words, English or Spanish, case, accents, hyphens and spaces aside.

>>> [(found.row.ingredient, found.is_brand) for found in listed_in("Percocet 5/325 y codeína")]
[('codeine', False), ('oxycodone', True)]
>>> near_opioid("tramadal 50 mg")
NearMiss(word='tramadal', name='tramadol')
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ldn_calc.order.words import one_letter_off, plain_words
from ldn_calc.resources import read_text

__all__ = ["ListedMedicine", "Match", "NearMiss", "listed_in", "listed_medicines", "listed_names", "near_opioid"]

_BETWEEN_NAMES: Final = re.compile(r"[()/;]")
_LONG_NAME: Final = 8
_SHORTEST_NEAR: Final = 4
_ORDINARY_WORDS: Final = frozenset({"apio", "ultra"})
"""Words of labels and products that lie one letter from an opioid's name and never mean it (apio is Spanish for celery)."""


@dataclass(frozen=True, slots=True)
class ListedMedicine:
    """One row of the list; `action` is BLOCK, HOLD or INFO."""

    ingredient: str
    names: tuple[str, ...]
    brands: tuple[str, ...]
    kind: str
    action: str

    @property
    def is_naltrexone(self) -> bool:
        """Whether it is the drug being made."""
        return self.ingredient == "naltrexone"

    @property
    def is_opioid(self) -> bool:
        """Whether naltrexone must not meet it: an opioid, or what acts as one."""
        return self.action == "BLOCK" and not self.is_naltrexone


@dataclass(frozen=True, slots=True)
class Match:
    """A listed name found in a text, as written in the list."""

    row: ListedMedicine
    name: str
    is_brand: bool


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A word that may be a misspelt opioid."""

    word: str
    name: str


@cache
def listed_medicines() -> tuple[ListedMedicine, ...]:
    """Every row, in the list's order."""
    rows = csv.DictReader(read_text("data/screening_medicines.csv").splitlines())
    return tuple(
        ListedMedicine(
            ingredient=_names(row["ingredient"])[0],
            names=_names(row["ingredient"]) + _names(row["nombre_es"]),
            brands=_names(row["brands_or_street"]),
            kind=row["class"],
            action=row["action"].split()[0],
        )
        for row in rows
    )


def listed_names() -> tuple[str, ...]:
    """Every name and brand once, sorted, for a field that completes what is typed."""
    return tuple(sorted({name for row in listed_medicines() for name in (*row.names, *row.brands)}, key=str.casefold))


def listed_in(said: str) -> list[Match]:
    """Every listed medicine that a text names, one match a medicine, in the list's order; a brand wins over a plain name."""
    words = plain_words(said)
    index, longest = _index()
    found: dict[int, Match] = {}
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + longest) + 1):
            for place, match in index.get("".join(words[start:end]), ()):
                if place not in found or match.is_brand:
                    found[place] = match
    return [found[place] for place in sorted(found)]


def near_opioid(said: str) -> NearMiss | None:
    """The first word of a text that is one letter from a listed opioid (two for names of eight letters or more)."""
    index, _ = _index()
    for word in plain_words(said):
        if len(word) < _SHORTEST_NEAR - 1 or word in index or word in _ORDINARY_WORDS:
            continue
        letters = _letters(word)
        for name, written, name_letters, most in _opioid_words():
            if (letters ^ name_letters).bit_count() <= 2 * most and one_letter_off(word, name, most):
                return NearMiss(word, written)
    return None


def _names(column: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in _BETWEEN_NAMES.split(column) if name.strip())


@cache
def _index() -> tuple[dict[str, list[tuple[int, Match]]], int]:
    """Matches by their words joined, and the most words that one name may be spread over."""
    index: dict[str, list[tuple[int, Match]]] = {}
    longest = 2
    for place, row in enumerate(listed_medicines()):
        for names, is_brand in ((row.names, False), (row.brands, True)):
            for name in names:
                words = plain_words(name)
                longest = max(longest, len(words))
                index.setdefault("".join(words), []).append((place, Match(row, name, is_brand)))
    return index, longest


@cache
def _opioid_words() -> tuple[tuple[str, str, int, int], ...]:
    """Names of one word: the word, the name as written, its letters, and how many letters off still count."""
    found = {}
    for row in listed_medicines():
        if row.is_opioid:
            for name in (*row.names, *row.brands):
                words = plain_words(name)
                if len(words) == 1 and len(words[0]) >= _SHORTEST_NEAR:
                    found[words[0]] = (words[0], name, _letters(words[0]), 2 if len(words[0]) >= _LONG_NAME else 1)
    return tuple(found.values())


def _letters(word: str) -> int:
    """Which letters a word has, as bits: a quick way to leave out what cannot be near."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 32)
    return bits
