"""One field of the window: what a person types, read by the same readers as a request's JSON.

>>> from datetime import date
>>> today = date(2026, 11, 22)
>>> read_field("dose", "4.5 mg", today).value, read_field("date", "20 Nov 2026", today).value
('4.5 mg', '2026-11-20')
>>> read_field("dose", "4.5", today).error
'4.5 what? Write the unit, as in 4.5 mg.'
>>> read_field("date", "9/11/2026", today).error
'9 Nov or 11 Sep 2026? Write the month in letters, as in 9 Nov 2026.'
>>> read_field("strengths", "0.5 mg and 1.5 mg", today).value
['0.5 mg', '1.5 mg']
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ldn_calc.order.as_written import read_capsules, read_named_strength, read_ordered
from ldn_calc.order.request_fields import FIELDS
from ldn_calc.quantities.dates import LONG_MONTHS, MONTHS, day_text
from ldn_calc.quantities.text import QuantityError, read_volume
from ldn_calc.quantities.values import Volume
from ldn_calc.reading.dates import is_month, read_date, read_expiry
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import (
    read_concentration,
    read_count_text,
    read_dose,
    read_overfill,
    read_percentage,
    read_positive_mass,
    read_positive_volume,
    read_text,
)

__all__ = ["FieldReading", "read_field"]


@dataclass(frozen=True, slots=True)
class FieldReading:
    """What a field's text came to.

    Attributes:
        value: as it goes into the request's JSON; None where it cannot be read, or is empty.
        error: one sentence that says what to write instead, or None.
        unfinished: the text could still become right by typing on, so that the sentence waits until focus leaves.
    """

    value: str | int | dict[str, str] | list[str] | None
    error: str | None = None
    unfinished: bool = False


def _read_volume(text: str) -> Volume:
    """Read a volume, with a field's own fault."""
    try:
        return read_volume(text)
    except QuantityError as error:
        raise FieldFaultError(error.found, error.expected) from None


def _read_amount(text: str) -> Volume | int:
    """Read a dose as a volume or as a number of capsules, as prescriptions write it."""
    return read_capsules(text) if text.rstrip("s").endswith("capsule") else read_positive_volume(text)


_EXAMPLES: Final = {
    "dose": "4.5 mg",
    "mass": "130 mg",
    "strength": "1 mg/mL",
    "named-strength": "1 mg/mL or 1.5 mg",
    "ordered": "84 capsules or 150 mL",
    "volume": "100 mL",
    "percent": "99.4 %",
    "overfill": "5 % or 4 mL",
}
_UNITS: Final = {
    "dose": ("mg", "mcg", "g", "micrograms", "milligrams", "grams", "mL", "ml", "capsules"),
    "mass": ("mg", "mcg", "g", "micrograms", "milligrams", "grams"),
    "strength": ("mg/mL", "mcg/mL", "g/mL", "mg/ml", "mcg/ml", "g/ml"),
    "named-strength": ("mg/mL", "mg/ml", "mg"),
    "ordered": ("capsules", "mL", "ml", "milliliters", "days"),
    "volume": ("mL", "ml", "milliliters"),
    "percent": ("%",),
    "overfill": ("%", "mL", "ml", "milliliters"),
}
_READERS: Final[dict[str, Callable[[str], object]]] = {
    "dose": read_dose,
    "named-strength": read_named_strength,
    "amount": _read_amount,
    "ordered": read_ordered,
    "mass": read_positive_mass,
    "strength": read_concentration,
    "volume": _read_volume,
    "percent": lambda text: read_percentage(text, 0, 110),
    "overfill": read_overfill,
    "text": read_text,
}
_COUNTS: Final = {
    kind: (min(each.least for each in limits), max(each.most for each in limits))
    for kind in ("days", "count", "refills")
    if (limits := [field.limits for field in FIELDS.values() if field.kind == kind and field.limits])
}
"""The least and the most of any field of a kind; the request's reader knows those of each."""
_BEGUN: Final = re.compile(r"[0-9]+(?:\.[0-9]*)?[ \u00a0]?([^\s0-9.]*)")
_BEGUN_DATE: Final = re.compile(
    r"[0-9]{1,2}( [A-Za-z]{0,9}\.?( [0-9]{0,3})?)?|[A-Za-z]{1,9}( [0-9]{0,2},?( [0-9]{0,3})?)?|[0-9]{4}(-[0-9]{0,2}(-[0-9]?)?)?"
)
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})\.? ?([A-Za-z]{3,10})\.?,? ?([0-9]{4})")
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3,10})\.? ([0-9]{1,2}),? ([0-9]{4})")
_NUMBERS: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{2}|[0-9]{4}))?")
_NO_YEAR: Final = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,10})|([A-Za-z]{3,10}) ([0-9]{1,2})")
_JOINED: Final = re.compile(r"\s*(?:,|\band\b|\by\b|\+)\s*")
_OPEN_END: Final = re.compile(r"(?:,|\band|\by|\+)\s*$|\s(?:a|an)$")
_MOST_STRENGTHS: Final = 2
_STOPPED: Final = re.compile(r"(.+?)[,;]?\s+(?:stopped|stopped on|until|suspendido|dejado)\s+(?:on\s+|el\s+)?(.*)", re.IGNORECASE)
_REMOVED: Final = re.compile(
    r"(.+?)[,;]?\s+(?:removed|taken out|taken off|retirado|retirada|quitado|quitada)\s+(?:on\s+|el\s+)?(.*)", re.IGNORECASE
)


def read_field(kind: str, text: str, today: date) -> FieldReading:
    """Read what stands in a field; an empty field is no value and no error.

    Args:
        kind: dose, amount (a dose in mL or capsules), mass, strength, named-strength (of a liquid or a capsule), ordered
            (a quantity), volume, percent, overfill, days, count, refills, date, expiry (a date, or a month as packs
            print it: 03/2028), text, medicine or strengths (of capsules: one, or two joined by "and" or a comma).
        text: as typed.
        today: for a date without a year in a medicine's "stopped".
    """
    words = text.strip()
    if not words:
        return FieldReading(None)
    if kind == "date":
        return _date(words)
    if kind == "expiry":
        return _expiry(words)
    if kind == "medicine":
        return _medicine(words, today)
    if kind == "strengths":
        return _strengths(words, today)
    if kind in _COUNTS:
        return _read(lambda: read_count_text(words, *_COUNTS[kind]), unfinished=False)
    unfinished = kind in _UNITS and _can_become_right(words, _UNITS[kind])
    if kind in _UNITS and re.fullmatch(r"[0-9]+(\.[0-9]+)?", words):
        number = _EXAMPLES[kind].split(" or ")
        units = " or ".join(f"{words} {each.split()[1]}" for each in number)
        return FieldReading(None, f"{words} what? Write the unit, as in {units}.", unfinished=True)
    reader = _READERS[kind]

    def read() -> str:
        reader(words)
        return words

    return _read(read, unfinished=unfinished)


def _read(read: Callable[[], Any], *, unfinished: bool) -> FieldReading:
    try:
        return FieldReading(read())
    except FieldFaultError as fault:
        return FieldReading(None, f"Write {fault.expected}.".replace("?.", "?"), unfinished)


def _can_become_right(words: str, units: tuple[str, ...]) -> bool:
    """Whether a number or a number with the beginning of a unit stands there."""
    match = _BEGUN.fullmatch(words)
    return match is not None and any(unit.startswith(match[1]) and unit != match[1] for unit in units)


def _strengths(words: str, today: date) -> FieldReading:
    """One or two strengths of capsules: `1.5 mg`, `0.5 mg and 1.5 mg`."""
    if _OPEN_END.search(words):
        return FieldReading(None, "Write the second strength too, as in 0.5 mg and 1.5 mg.", unfinished=True)
    parts = [part for part in _JOINED.split(words) if part]
    if len(parts) > _MOST_STRENGTHS:
        return FieldReading(None, "Write one or two strengths, as in 0.5 mg and 1.5 mg.")
    read = [read_field("mass", part, today) for part in parts]
    for place, each in enumerate(read):
        if each.error:
            return FieldReading(None, each.error, unfinished=each.unfinished and place == len(read) - 1)
    return FieldReading([str(each.value) for each in read])


def _date(words: str) -> FieldReading:
    found, problem = _day(words)
    if found is not None:
        return FieldReading(found.isoformat())
    return FieldReading(None, problem, unfinished=_BEGUN_DATE.fullmatch(words) is not None)


def _expiry(words: str) -> FieldReading:
    """A last day of use; a month stays a month, of which the plan says the last day."""
    if not is_month(words):
        return _date(words)
    return _read(lambda: f"{read_expiry(words):%Y-%m}", unfinished=re.fullmatch(r"[0-9]{1,2}[-/. ][0-9]{2}", words) is not None)


def _day(words: str) -> tuple[date | None, str]:
    """A date as people write it, or a sentence that asks for what is missing."""
    if match := _DAY_FIRST.fullmatch(words):
        return _real(int(match[3]), _month(match[2]), int(match[1]), words)
    if match := _MONTH_FIRST.fullmatch(words):
        return _real(int(match[3]), _month(match[1]), int(match[2]), words)
    if match := _NUMBERS.fullmatch(words):
        return None, _ambiguous(int(match[1]), int(match[2]), match[3])
    if match := _NO_YEAR.fullmatch(words):
        return None, f"Write the year too, as in {words} 2026."
    try:
        return read_date(words), ""
    except FieldFaultError:
        return None, "Write a date as in 22 Nov 2026."


def _real(year: int, month: int, day: int, words: str) -> tuple[date | None, str]:
    try:
        return read_date(f"{year:04}-{month:02}-{day:02}"), ""
    except FieldFaultError:
        return None, f"There is no {words}. Write a date as in 22 Nov 2026."


def _month(name: str) -> int:
    lower = name.lower()
    for number, long in enumerate(LONG_MONTHS, start=1):
        if long.lower().startswith(lower) or (lower == "sept" and number == 9):
            return number
    return next((number for number, short in enumerate(MONTHS["es"], 1) if lower[:3] == short[:3]), 0)


def _ambiguous(one: int, other: int, year: str | None) -> str:
    """What a date of two numbers could mean."""
    shown = f" {year}" if year and len(year) == 4 else ""
    readings = []
    for day, month in ((one, other), (other, one)):
        if 1 <= month <= 12 and 1 <= day <= 31:
            readings.append(f"{day} {MONTHS['en'][month - 1]}")
    found = list(dict.fromkeys(readings))
    if not found:
        return "Write a date as in 22 Nov 2026."
    return f"{' or '.join(found)}{shown}? Write the month in letters, as in {found[0]}{shown or ' 2026'}."


def _medicine(words: str, today: date) -> FieldReading:
    """A medicine as typed, with the day it was stopped, or taken off or out: `tramadol, stopped 1 Sep 2026`."""
    stopped, removed = _STOPPED.fullmatch(words), _REMOVED.fullmatch(words)
    match, key, said = (removed, "removed_on", "removed") if removed else (stopped, "stopped_on", "stopped")
    if match is None:
        if asked := re.search(r"\b(stopped|until|removed|taken out|taken off)\s*$", words, re.IGNORECASE):
            said = "Stopped" if asked[1].lower() in {"stopped", "until"} else "Removed"
            return FieldReading(None, f"{said} when? Write the day, as in {said.lower()} 1 Sep 2026.", unfinished=True)
        return _read(lambda: read_text(words), unfinished=False)
    found, problem = _day(match[2].strip())
    if found is None:
        return FieldReading(None, problem, unfinished=_BEGUN_DATE.fullmatch(match[2].strip()) is not None)
    if found > today:
        return FieldReading(None, f"{day_text(found)} is still to come. Write the day it was {said}.")
    return FieldReading({"name": match[1].strip(), key: found.isoformat()})
