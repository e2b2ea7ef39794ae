"""The vocabulary: `resources/data/sig_terms.csv`, each row with its language, class, value and source.

A term is looked up by its pieces, without regard to capitals and accents; longer ones do not hide shorter ones. Numbers are no
terms: the grammar has them (`every 2 days`, `wk 1-2`, `mg/5 mL`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ldn_calc.resources import read_text
from ldn_calc.sig.tokens import Token, key_of, tokens_of

__all__ = ["SOURCES", "STOP", "Term", "edges_of", "glued_words", "near_words", "terms"]

STOP: Final = "stop"
"""The class of terms that no reading may hold: negations, choices, ranges, conditions, other drugs and routes."""

SOURCES: Final[Mapping[str, str]] = {
    "PX": "coderxio/parserx, 85d213c (2024), its tables and sample of 250 lines",
    "OMED": "maziyarpanahi/openmed, 55232ec (2026)",
    "PHS": "Public-Health-Scotland/dose_instruction_parser, d532835 (2025)",
    "MIADE36": "uclh-criu/miade, issue 36",
    "MED5": "FeDeveloper95/Med, issue 5",
    "MONA30": "mona-hrt/mona, issue 30",
    "FHIR": "HL7 FHIR dosage examples and event timing codes",
    "ISMP": "ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations",
    "BNF": "British National Formulary, Latin abbreviations",
    "BLPC": "Barnsley Local Pharmaceutical Committee, abbreviations",
    "HSE": "Health Service Executive, Ireland, medicines labels",
    "PTCB": "lists of abbreviations for the examination of pharmacy technicians",
    "PTJ": "pharmtechjournal, list of abbreviations",
    "RXP": "rx-pharmacy, list of abbreviations",
    "PRX": "prescriptionsonline, list of abbreviations",
    "S&A": "Stoklosa y Ansel, 16th edition, table 4-3",
    "CUA": "cuasar.net, Spanish abbreviations of prescriptions",
    "SPL": "a Spanish hospital's list of error-prone abbreviations",
    "MAD": "ISMP-España and Madrid, error-prone abbreviations (title seen)",
    "LRT": "LDN Research Trust, titration and forms",
    "SHP": "app.askshilpa.com, a titration as a pharmacy writes it",
    "PEDS": "Sharif and Tse, Pediatrics 2010;125:960",
    "ARX": "arXiv 2005.10899",
    "conditions.toml": "the conditions of this formulary",
    "LINE": "the lines this reader was asked for",
    "K": "knowledge of the trade: h high, m middling certainty; not looked up",
}
"""What the letters in the table's source column stand for."""

_CAPITALS: Final = "ask-case"
_FILE: Final = "data/sig_terms.csv"
_LEAST_LETTERS: Final = 4
_MOST_OFFERED: Final = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the vocabulary.

    Attributes:
        text: as the table writes it.
        language: en, es or la (Latin abbreviations, read in both).
        kind: its class.
        value: what it means, in the class's own words; readings of a question are parted by "|".
        source: where it was seen.
        note: what is said where it is met.
    """

    text: str
    language: str
    kind: str
    value: str
    source: str
    note: str


@cache
def terms() -> tuple[Term, ...]:
    """Every row, in the table's order."""
    rows = csv.DictReader(read_text(_FILE).splitlines())
    return tuple(Term(row["term"], row["language"], row["class"], row["value"], row["source"], row["note"]) for row in rows)


@cache
def _by_first_piece() -> Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]:
    found: dict[str, dict[tuple[tuple[str, ...], str, str], Term]] = {}
    for term in terms():
        pieces = tuple(token.key for token in tokens_of(term.text))
        for keys in (pieces, pieces[:-1] if len(pieces) > 3 and pieces[-1] == "." else pieces):  # q.h.s. and q.h.s
            found.setdefault(keys[0], {}).setdefault((keys, term.kind, term.value), term)
    return {first: tuple((keys, term) for (keys, _, _), term in each.items()) for first, each in found.items()}


@cache
def glued_words() -> frozenset[str]:
    """Words that may stand glued to an x and a number: `qhsx30`, `nightlyx14d`."""
    kinds = {"time", "time-hs", "daily", "caps", "route"}
    return frozenset(key_of(term.text) for term in terms() if term.kind in kinds and term.text.isalpha())


@cache
def _words() -> frozenset[str]:
    return frozenset(
        token.key for term in terms() if term.kind != STOP for token in tokens_of(term.text) if len(token.key) >= _LEAST_LETTERS
    )


def edges_of(tokens: Sequence[Token]) -> list[list[tuple[int, Term]]]:
    """For each piece of a line the terms that begin there, each with the piece it goes up to."""
    keys = [token.key for token in tokens]
    rows = _by_first_piece()
    edges: list[list[tuple[int, Term]]] = []
    for start, token in enumerate(tokens):
        here: list[tuple[int, Term]] = []
        for pieces, term in rows.get(token.key, ()):
            end = start + len(pieces)
            if tuple(keys[start:end]) == pieces and (term.kind != _CAPITALS or token.text == term.text):
                here.append((end, term))
        edges.append(here)
    return edges


def near_words(word: str) -> tuple[str, ...]:
    """Words of the vocabulary that are one slip away: a letter lost, doubled, changed, or two exchanged. For a hint, never to read.

    >>> near_words("bedtiem")
    ('bedtime',)
    """
    key = key_of(word)
    if len(key) < _LEAST_LETTERS:
        return ()
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(key[:place], key[place:]) for place in range(len(key) + 1)]
    slips = {left + right[1:] for left, right in cuts if right}
    slips |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    slips |= {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    slips |= {left + letter + right for left, right in cuts for letter in letters}
    return tuple(sorted(slips & _words()))[:_MOST_OFFERED]
