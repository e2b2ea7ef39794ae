"""What a medicine entry says: the listed names in it, what may be an opioid, and what the lists do not know.

A name counts anywhere in an entry as whole words, English or Spanish, case, accents, hyphens, points and spaces aside; endings
as HCl or ER and digits that look like letters too. A known name always wins over a word that is only near one.

>>> [(found.row.ingredient, found.is_brand) for found in listed_in("Percocet 5/325 y codeína")]
[('codeine', False), ('oxycodone', True)]
>>> near_opioid("tramadal 50 mg").name
'tramadol'
>>> read_entry("lisinopril 10 mg, blorfex").is_unknown
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ldn_calc.names.entry_words import DIRECTIONS, REASONS
from ldn_calc.names.medicine_names import LEAST_INSIDE, SHORT, ListedName, name_index, names_exactly, names_within, row_of, stem_of
from ldn_calc.names.medicine_patterns import patterns_in
from ldn_calc.names.medicine_rows import ListedMedicine, Match, listed_medicines, listed_names
from ldn_calc.names.near_names import NearMiss, beginning_of, near_name
from ldn_calc.names.words import plain_text, plain_words

__all__ = [
    "Entry",
    "ListedMedicine",
    "Match",
    "NearMiss",
    "listed_in",
    "listed_medicines",
    "listed_names",
    "near_opioid",
    "read_entry",
]

_SIGNS: Final = re.compile(r"[^\W\d_]+|\d+|[,;/+&|\n]")
_JOINING: Final = frozenset({"and", "y", "e", "with", "con", "w", "plus", "mas", "c"})
"""Words that begin another part of an entry, as commas and slashes do: each part says what is taken by itself."""
_POINTED: Final = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?|\b[a-z](?:[ _-][a-z]){3,}\b")
"""Letters with points or spaces between them, as t.r.a.m.a.d.o.l or p.r.n."""
_MIXED: Final = re.compile(r"[a-z0-9]*(?:[a-z][0134578]|[0134578][a-z])[a-z0-9]*")
_AS_LETTERS: Final = (str.maketrans("0134578", "oleastb"), str.maketrans("0134578", "oieastb"))
_ANALGESIC: Final = re.compile(
    r"\b(?:apap\w{0,3}|acetamin\w*|paracetamol|tylenol|tyl|asa|aspirin|ibu\w*|advil|motrin|excedrin|fiori\w*|esgic|butalb\w*|but|soma"
    r"|carisoprodol|phenergan|promet\w*|guaif\w*|\w*tuss\w*|naloxon\w*)\b"
)
"""What opioids are combined with: beside these even a piece of a word may be one."""
_LONG: Final = 7
"""Beside a known medicine an unknown word of so many letters is no direction cut short, but a name of something else."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says.

    Attributes:
        matches: the listed medicines it names, one match a medicine, in the list's order; a brand wins over a plain name.
        doubtful: words that may mean an opioid.
        near: a word that may be a misspelt name of the list, where the entry names no opioid.
        is_unknown: whether it, or a part of it, names something that the lists do not know.
    """

    matches: tuple[Match, ...]
    doubtful: tuple[str, ...]
    near: NearMiss | None
    is_unknown: bool


def listed_in(said: str) -> list[Match]:
    """Every medicine to screen for that a text names, in the list's order."""
    return list(read_entry(said).matches)


def near_opioid(said: str) -> NearMiss | None:
    """The first word of a text that may be a misspelt or cut name: of an opioid, of naltrexone, or of what is asked about."""
    return read_entry(said).near


def names_drug_or_opioid(material: str) -> bool:
    """Whether a material's name is, or holds, a name of naltrexone or of an opioid, or nearly is naltrexone's.

    >>> [names_drug_or_opioid(each) for each in ("ReVia crushed", "LDN premix", "naltrexoen", "microcrystalline cellulose")]
    [True, True, True, False]
    """
    entry = read_entry(material)
    if any(match.row.is_opioid or match.row.is_naltrexone for match in entry.matches):
        return True
    long_words = (word for word in plain_words(material) if len(word) >= LEAST_INSIDE)
    return any(near is not None and near.what == "naltrexone" for near in (near_name(word, strict=True) for word in long_words))


@lru_cache(maxsize=4096)
def read_entry(said: str) -> Entry:
    """Read one medicine entry.

    Args:
        said: the text as typed.
    """
    text = _POINTED.sub(lambda match: re.sub(r"[^a-z]", "", match[0]), plain_text(said))
    return _Reading(text).entry()


class _Reading:
    """One entry being read: its words, the part each stands in, and which are known."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.part_of: list[int] = []
        part = 0
        for sign in _SIGNS.findall(text):
            if not sign[0].isalnum() or sign in _JOINING:
                part += 1
            if sign[0].isalnum():
                self.words.append(sign)
                self.part_of.append(part)
        self.found: dict[int, Match] = {}
        self.asking: list[tuple[Match, range]] = []
        self.held: list[tuple[int, range]] = []
        self.harmless: list[range] = []
        self.covered: set[int] = set()
        self.spans: list[range] = []
        self.has_analgesic = bool(_ANALGESIC.search(text))

    def entry(self) -> Entry:
        self._look_up()
        self._look_within()
        self._drop_what_is_part_of_a_harmless_name()
        doubtful = self._sayings()
        for pattern in patterns_in(self.text, bool(self.covered), self._is_known_at):
            if not pattern.ingredient:
                doubtful.append(pattern.text)
            elif not self._opioids():
                place, row = row_of(pattern.ingredient)
                self.found[place] = Match(row, pattern.named, is_brand=True)
        if self._opioids():
            return Entry(self._matches(), (), None, is_unknown=False)
        unknown = [place for place, word in enumerate(self.words) if self._is_unknown(place, word)]
        asked = {place for _, span in self.asking for place in span}
        near = self._near([place for place in unknown if place not in asked and self.words[place] not in REASONS])
        if not near and not doubtful and self.has_analgesic:
            doubtful += [self.words[place] for place in unknown if self._is_beside_an_analgesic(place)]
        is_unknown = not near and not doubtful and self._has_an_unknown_part(unknown)
        whole = (word for word in dict.fromkeys(doubtful) if not any(word != other and word in other for other in doubtful))
        return Entry(self._matches(), tuple(whole), near, is_unknown)

    def _look_up(self) -> None:
        index, longest = name_index()
        count = len(self.words)
        for start in range(count):
            for end in range(start + 1, min(count, start + longest) + 1):
                words = tuple(self.words[start:end])
                joined = "".join(words)
                for name in index.get(joined, ()):
                    if len(joined) >= SHORT or words in (name.words, (joined,)):
                        self._note(name, range(start, end))

    def _note(self, name: ListedName, span: range) -> None:
        row = name.match.row
        if row.is_harmless:
            self.harmless.append(span)
        elif name.asks:
            self.asking.append((name.match, span))
            return
        else:
            if name.place not in self.found or name.match.is_brand:
                self.found[name.place] = name.match
            if not row.is_opioid:
                self.held.append((name.place, span))
        self.covered.update(span)
        self.spans.append(span)

    def _look_within(self) -> None:
        """Words with an ending, longer words around an opioid's name, digits for letters, letters with points."""
        for place, word in enumerate(self.words):
            if place not in self.covered and word not in DIRECTIONS and (names := names_within(word)):
                for name in names:
                    self._note(name, range(place, place + 1))
        for word, span in self._mixed():
            for name in names_exactly(word) or names_within(word):
                self._note(name, span)

    def _mixed(self) -> Iterable[tuple[str, range]]:
        """Runs of letters and digits read as letters, with the words they are made of."""
        place = 0
        for run in re.findall(r"[^\W_]+", self.text):
            size = len(_SIGNS.findall(run))
            if size > 1 and _MIXED.fullmatch(run):
                for letters in _AS_LETTERS:
                    if (word := run.translate(letters)).isalpha():
                        yield word, range(place, place + size)
            place += size

    def _drop_what_is_part_of_a_harmless_name(self) -> None:
        """`tacrolimus ointment` protects no transplant: a longer harmless name speaks for the words in it, but for an opioid's."""
        for place, span in self.held:
            if any(len(name) > len(span) and set(span) <= set(name) for name in self.harmless):
                self.found.pop(place, None)

    def _sayings(self) -> list[str]:
        """Words that may mean an opioid, where no known medicine stands in the same part; words of the class always."""
        said = []
        for match, span in self.asking:
            words = self.words[span.start : span.stop]
            if match.row.action == "ASK":
                said.append(" ".join(words))
            elif not self._means_something_else(span) and (
                len(words) > 1 or len(words[0]) > 1 or self._stands_for_a_name(words[0])
            ):
                said.append(match.name)
        return said

    def _means_something_else(self, span: range) -> bool:
        """Whether a longer name holds a saying, or a known medicine stands in its part, and no analgesic in the entry."""
        if any(len(name) > len(span) and set(span) <= set(name) for name in self.spans):
            return True
        known_parts = {self.part_of[place] for place in self.covered - set(span)}
        return self.part_of[span.start] in known_parts and not self.has_analgesic

    def _stands_for_a_name(self, letter: str) -> bool:
        """Whether a single letter, as H, is what an entry names: nothing else in it is known or a number; no hours are meant."""
        rest = [word for word in self.words if word != letter]
        return not self.covered and not any(word.isdigit() or word in {"q", "every", "cada", "c"} for word in rest)

    def _is_unknown(self, place: int, word: str) -> bool:
        return place not in self.covered and word.isalpha() and word not in DIRECTIONS and not (self.covered and word in REASONS)

    def _near(self, unknown: list[int]) -> NearMiss | None:
        """The first unknown word near a listed name, or the beginning of one."""
        known_parts = {self.part_of[place] for place in self.covered}
        loose = self.has_analgesic
        for place in unknown:
            strict = self.part_of[place] in known_parts
            word = self.words[place]
            begun = beginning_of(word) if len(word) >= SHORT + strict else None
            if near := begun or near_name(word, strict=strict):
                return near
        for word, span in self._mixed():
            if not self.covered.issuperset(span) and (
                near := near_name(word, strict=True) if len(word) >= SHORT else beginning_of(word)
            ):
                return near
        for place in [place for place in unknown if loose and len(self.words[place]) > SHORT - 2] + unknown[-1:]:
            if (loose or self.part_of[place] not in known_parts) and (near := beginning_of(stem_of(self.words[place]))):
                return near
        return None

    def _is_beside_an_analgesic(self, place: int) -> bool:
        """Whether an unknown word stands next to an analgesic cut short, as in HC/APAP."""
        word = re.escape(self.words[place])
        return bool(re.search(rf"\b{word}[\s./+-]*(?:apap\w{{0,3}}|asa|ibu)\b|\b(?:apap|asa|ibu)[\s./+-]*{word}\b", self.text))

    def _has_an_unknown_part(self, unknown: list[int]) -> bool:
        if not self.covered and not any(word == "q" or (len(word) > 1 and word.isalpha()) for word in self.words):
            return True
        known_parts = {self.part_of[place] for place in self.covered}
        return any(
            len(self.words[place]) >= _LONG
            or (self.part_of[place] not in known_parts and (len(self.words[place]) > 1 or not self.covered))
            for place in unknown
        )

    def _is_known_at(self, letter: int) -> bool:
        """Whether a known medicine stands in the part of the entry that holds a letter of its text."""
        count = sum(sign[0].isalnum() for sign in _SIGNS.findall(self.text[:letter]))
        part = self.part_of[min(count, len(self.part_of) - 1)] if self.part_of else 0
        return any(self.part_of[place] == part for place in self.covered)

    def _opioids(self) -> bool:
        return any(match.row.is_opioid for match in self.found.values())

    def _matches(self) -> tuple[Match, ...]:
        return tuple(self.found[place] for place in sorted(self.found))
