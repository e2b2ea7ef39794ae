"""Words that lie near a name to screen for: letters wrong, or only its beginning.

>>> near_name("tramadal", strict=False), near_name("oxymorphine", strict=False).names[:1], beginning_of("hydromo").name
(NearMiss(word='tramadal', names=('tramadol',), what='opioid'), ('oxymorphone',), 'hydromorphone')
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from ldn_calc.names.medicine_rows import ListedMedicine, listed_medicines
from ldn_calc.names.words import one_letter_off, plain_words

__all__ = ["NearMiss", "beginning_of", "near_name"]

_SHORTEST: Final = 4
_TWO_LETTERS_FROM: Final = 6
_TWO_LETTERS_STRICT: Final = 7
_SHORTEST_BEGINNING: Final = 3
_MOST_TOLD: Final = 3
_LONGER_BEGINNING: Final = 5
"""Names that are no opioid's begin a word from five letters on."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A word that may be a misspelt or cut name.

    Attributes:
        word: the word.
        names: the names it is nearest to, of one medicine each: none is picked between equals.
        what: what the first of them is: opioid, opioid-like, naltrexone or hold.
    """

    word: str
    names: tuple[str, ...]
    what: str

    @property
    def name(self) -> str:
        """The first of the names."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class _Target:
    letters: str
    name: str
    what: str
    ingredient: str
    bits: int


@lru_cache(maxsize=8192)
def near_name(word: str, *, strict: bool) -> NearMiss | None:
    """The listed name nearest to a word: one letter off, or two in longer names.

    Args:
        word: one word as `plain_words` writes it.
        strict: whether two letters count only from seven letters on, not from six: a known medicine stands beside it.
    """
    if len(word) < _SHORTEST - 1:
        return None
    bits = _bits(word)
    shortest = (_TWO_LETTERS_STRICT if strict else _TWO_LETTERS_FROM) if len(word) >= _TWO_LETTERS_FROM else None
    for most in (1, 2) if shortest else (1,):
        near = [
            target
            for length in range(len(word) - most, len(word) + most + 1)
            if most == 1 or length >= (shortest or 0)
            for target in _by_length().get(length, ())
            if (bits ^ target.bits).bit_count() <= 2 * most and one_letter_off(word, target.letters, most)
        ]
        if near:
            near.sort(key=lambda target: (target.what in {"hold", "naltrexone"}, -_alike_at_first(word, target.letters)))
            return _told(word, near)
    return None


@lru_cache(maxsize=8192)
def beginning_of(word: str) -> NearMiss | None:
    """The listed name that a word of three letters or more begins, opioids first."""
    if len(word) < _SHORTEST_BEGINNING:
        return None
    begun = [
        target
        for target in _targets()
        if target.letters.startswith(word)
        and target.letters != word
        and (len(word) >= _LONGER_BEGINNING or target.what not in {"hold", "naltrexone"})
    ]
    return _told(word, begun) if begun else None


def _told(word: str, targets: list[_Target]) -> NearMiss:
    """The first name of each medicine, at most three."""
    first: dict[str, str] = {}
    for target in targets:
        first.setdefault(target.ingredient, target.name)
    return NearMiss(word, tuple(first.values())[:_MOST_TOLD], targets[0].what)


def _alike_at_first(word: str, name: str) -> int:
    return next((place for place, (letter, other) in enumerate(zip(word, name, strict=False)) if letter != other), len(word))


@cache
def _targets() -> tuple[_Target, ...]:
    """Names of one word to hold words against: opioids first, ingredients before brands."""
    found: dict[str, _Target] = {}
    rows = sorted((row for row in listed_medicines() if row.action in {"BLOCK", "HOLD"}), key=_rank)
    for brands in (False, True):
        for row in rows:
            for name in row.brands if brands else row.names:
                words = plain_words(name)
                if len(words) == 1 and len(words[0]) >= _SHORTEST and words[0].isalpha():
                    found.setdefault(words[0], _Target(words[0], name, _what(row), row.ingredient, _bits(words[0])))
    return tuple(sorted(found.values(), key=lambda target: target.what in {"hold", "naltrexone"}))


@cache
def _by_length() -> dict[int, list[_Target]]:
    lengths: dict[int, list[_Target]] = {}
    for target in _targets():
        lengths.setdefault(len(target.letters), []).append(target)
    return lengths


def _rank(row: ListedMedicine) -> int:
    return 0 if row.is_opioid else 1


def _what(row: ListedMedicine) -> str:
    if row.is_naltrexone:
        return "naltrexone"
    if not row.is_opioid:
        return "hold"
    return "opioid-like" if row.kind.startswith("opioid-like") else "opioid"


def _bits(word: str) -> int:
    """Which letters a word has, as bits: a quick way to leave out what cannot be near."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 32)
    return bits
