"""One field of the Calculators page: what a person types, and what its calculator reads.

>>> from datetime import date
>>> today = date(2026, 11, 22)
>>> read_input("date", "22 Nov 2026", today).value, read_input("mass", "6 m", today).unfinished
('2026-11-22', True)
>>> read_input("mass", "6", today).error
'6 what? Write the unit, as in 6 mg.'
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ldn_calc.application.plan.fields import FieldReading, read_field
from ldn_calc.quantities.dates import day_text

__all__ = ["example_words", "read_input"]

_QUANTITIES: Final = {"mass": "mass", "volume": "volume", "strength": "strength", "percent": "percent", "overage": "percent"}
_LISTS: Final = {"masses", "weights", "numbers"}
_BEGUN_PART: Final = re.compile(r"([0-9]+(\.[0-9]*)? ?(m|mc|mg|mcg|g|%)?)?")
_BEGUN_DENSITY: Final = re.compile(r"[0-9]+(\.[0-9]*)? ?(g|mg|mcg)?(/m?)?")
_BEGUN_AMOUNT: Final = re.compile(r"[0-9]+(\.[0-9]*)? ?[a-z]{0,8}")
_BARE: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_ZERO: Final = re.compile(r"0+(\.0*)?")
_SEVERAL: Final = re.compile(r"[,;\n]")


def read_input(kind: str, text: str, today: date) -> FieldReading:
    """Tell whether a text can still become right by typing on, and put dates as a calculator reads them.

    What the text means is the calculator's to say: the value is the text itself, dates written anew. An error is given only
    where the sentence is better than the calculator's own.

    Args:
        kind: the input's.
        text: as typed.
        today: for dates.
    """
    words = text.strip()
    if not words:
        return FieldReading(None)
    if kind == "date":
        return read_field("date", words, today)
    if kind == "dates":
        return _dates(words, today)
    if kind in _QUANTITIES:
        if _ZERO.fullmatch(words):
            return FieldReading(words, unfinished=True)
        reading = read_field(_QUANTITIES[kind], words, today)
        bare = _BARE.fullmatch(words) is not None
        return FieldReading(words, reading.error if bare else None, reading.unfinished)
    return FieldReading(words, unfinished=_is_begun(kind, words))


def example_words(kind: str, example: str) -> str:
    """An example as the window writes it: dates in words."""
    if kind not in {"date", "dates"}:
        return example
    return ", ".join(day_text(date.fromisoformat(part.strip())) for part in example.split(","))


def _dates(words: str, today: date) -> FieldReading:
    """Dates with commas between them; `Nov 22, 2026` has a comma of its own and is not read here."""
    values = []
    parts = [part for part in _SEVERAL.split(words) if part.strip()]
    for number, part in enumerate(parts, start=1):
        reading = read_field("date", part, today)
        if reading.error is not None:
            return FieldReading(None, reading.error, reading.unfinished and number == len(parts))
        values.append(str(reading.value))
    return FieldReading(", ".join(values))


def _is_begun(kind: str, words: str) -> bool:
    if kind == "regimen":
        return True
    if kind in _LISTS:  # each part before the last is done; how many there are to be shows only when one leaves
        return all(_BEGUN_PART.fullmatch(part.strip()) is not None for part in _SEVERAL.split(words))
    pattern = {"density": _BEGUN_DENSITY, "amount": _BEGUN_AMOUNT}.get(kind)
    if pattern is not None:
        return pattern.fullmatch(words) is not None
    return kind == "number" and re.fullmatch(r"[0-9]+(\.0*|[./])?", words) is not None
