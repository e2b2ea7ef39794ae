r"""Findings in words: the rows of `resources/text/findings.toml`, and the sentences they make of a finding's facts.

>>> facts = {"surgery_on": "2026-12-01", "last_dose_on": "2026-12-21"}
>>> finding_sentence("surgery-within-fill", facts, "en")[0]
'Surgery is planned on 1\xa0Dec\xa02026; this fill runs to 21\xa0Dec\xa02026.'
>>> finding_sentence("opioid-in-medicines", {"medicine": "tramadol", "what": "opioid"}, "es")[0]
'Tramadol es un opioide y se toma ahora.'
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from ldn_calc.quantities.dates import day_text
from ldn_calc.resources import read_text, read_toml

__all__ = ["finding_row", "finding_sentence"]

_NO_BREAK: Final = "\u00a0"
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT: Final = re.compile(r"(?<=[0-9]) (?=(?:mg|g|mcg|mL|mg/mL|%|days|días|capsules|cápsulas|tablets|tabletas)(?![\w/]))")
_COUNTED: Final = {"days": "días", "capsules": "cápsulas", "tablets": "tabletas"}
_COUNT: Final = re.compile(r"([0-9]+) (days|capsules|tablets)")
_FIGURE: Final = re.compile(r"([a-z ]+) ([0-9.]+ %)")
_REASONS: Final = {"en": "reason", "es": "reason_es"}
"""The columns of the medicines' list that say why each is on it, by language: those in which findings are said."""
_ONE: Final = {"en": re.compile(r"\b1[ \u00a0](day|capsule|tablet)s\b"), "es": re.compile(r"\b1[ \u00a0](día|cápsula|tableta)s\b")}


def finding_row(code: str) -> Mapping[str, Any]:
    """One row: severities, sentences in both languages, source, facts.

    Raises:
        KeyError: no such code.
    """
    row: Mapping[str, Any] = read_toml("text/findings.toml")[code]
    return row


def finding_sentence(code: str, facts: Mapping[str, str], language: str) -> tuple[str, str]:
    """What a finding says and what to do about it.

    Args:
        code: a code of `findings.toml`.
        facts: those its row names; dates as ISO text, quantities as printed.
        language: `en` or `es`.

    Returns:
        The message and the action, one sentence or two each; dates as 22 Nov 2026, amounts unbroken from their units.

    Raises:
        KeyError: no such code, or a fact is missing.
        ValueError: a language in which no findings are written.
    """
    if language not in _REASONS:
        raise ValueError(f"language of a finding: found {language!r}, expected {' or '.join(_REASONS)}")
    row = finding_row(code)
    for fact, sentences in row.get("instead", {}).items():  # other sentences for one value of a fact
        row = {**row, **sentences.get(facts[fact], {})}
    words = {name: _in_words(value, language) for name, value in facts.items()}
    for name, fact in row.get("lookups", {}).items():
        words[name] = _sentences(language)[facts[fact]]
    return _sentence(row[f"title_{language}"], words, language), _sentence(row[f"action_{language}"], words, language)


def _sentence(pattern: str, words: Mapping[str, str], language: str) -> str:
    text = _AMOUNT.sub(_NO_BREAK, pattern.format_map(words))
    text = _ONE[language].sub(rf"1{_NO_BREAK}\1", text)
    text = re.sub(r"\.\.$", ".", text)
    first = next((place for place, letter in enumerate(text) if letter.isalnum()), 0)
    return text[:first] + text[first].upper() + text[first + 1 :]


def _in_words(value: str, language: str) -> str:
    """A fact as a sentence writes it: dates in words, known words translated, each part of a list by itself."""
    if (day := _day(value)) is not None:
        return day_text(day, language).replace(" ", _NO_BREAK)
    known = _words(language)
    if value in known:
        return known[value]
    if language == "es":
        for phrase, said in read_toml("text/finding_words.toml")["phrases"].items():
            value = value.replace(phrase, said)
    return ", ".join(_part_in_words(part, language) for part in value.split(", "))


def _day(value: str) -> date | None:
    """The day that a fact is; None where it is none, as a text that somebody typed and that no calendar has."""
    try:
        return date.fromisoformat(value) if _DATE.fullmatch(value) else None
    except ValueError:
        return None


def _part_in_words(part: str, language: str) -> str:
    known = _words(language)
    if part in known:
        return known[part]
    if (figure := _FIGURE.fullmatch(part)) and figure[1] in known:
        return f"{known[figure[1]]} {figure[2]}"
    if language == "es" and (count := _COUNT.fullmatch(part)):
        return f"{count[1]} {_COUNTED[count[2]]}"
    return part


@cache
def _words(language: str) -> Mapping[str, str]:
    """Single words and short phrases by the fact that holds them."""
    rows = read_toml("text/finding_words.toml")["words"]
    words = {word: row.get(language, word) for word, row in rows.items()}
    for name, row in read_toml("data/allergies.toml").items():
        words.setdefault(name, row[f"name_{language}"])
    return words


@cache
def _sentences(language: str) -> Mapping[str, str]:
    """Words by the row they belong to: why a medicine is listed, what to make instead of a component, a condition's name."""
    column = _REASONS[language]
    rows = csv.DictReader(read_text("data/screening_medicines.csv").splitlines())
    reasons = {re.split(r" ?[(/;]", row["ingredient"])[0]: row[column] for row in rows}
    instead = {name: row[f"alternative_{language}"] for name, row in read_toml("data/allergies.toml").items()}
    names = {key: row[f"name_{language}"] for key, row in read_toml("data/conditions.toml").items()}
    return reasons | instead | names
