"""Dates as a request writes them, and what to say to somebody who wrote one another way.

>>> read_date("2026-11-22")
datetime.date(2026, 11, 22)
>>> try:
...     read_date("12/04/1979")
... except FieldFaultError as fault:
...     print(fault.expected)
year-month-day: this could be 12 April or 4 December 1979; write 1979-04-12 or 1979-12-04, whichever is meant
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from ldn_calc.quantities.dates import LONG_MONTHS
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.json_text import shown

__all__ = ["age_on", "is_month", "read_date", "read_expiry", "years_after", "years_before"]

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_DUE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/. ]?([0-9]{1,2})[-/. ]?([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_SHORT_YEAR: Final = re.compile(r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{2}")
_IN_WORDS: Final = re.compile(r"(?:([0-9]{1,2})\.? )?([A-Za-z]{3,9})\.?(?: ([0-9]{1,2}),?)? ([0-9]{4})")
_WITH_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*")
_MONTH: Final = re.compile(r"(?P<year>[0-9]{4})[-/. ](?P<month>[0-9]{1,2})|(?P<first>[0-9]{1,2})[-/. ](?P<last>[0-9]{4}|[0-9]{2})")
_MONTH_IN_WORDS: Final = re.compile(r"(?P<word>[A-Za-z]{3,9})\.?[- ]?(?P<last>[0-9]{4})")
_THIS_CENTURY: Final = 2000


def read_date(value: object) -> date:
    """Read a date written year-month-day, as in `2026-11-22`.

    Raises:
        FieldFaultError: anything else, with the way to write what was probably meant.
    """
    if not isinstance(value, str):
        raise FieldFaultError(shown(value), "a date as text in quotes, year-month-day, as in 2026-11-22")
    if not (match := _DUE.fullmatch(value)):
        raise FieldFaultError(shown(value), _instead(value))
    year, month, day = map(int, match.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise FieldFaultError(value, f"a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    if not 1 <= month <= len(LONG_MONTHS):
        raise FieldFaultError(value, "a month from 01 to 12 in the middle: year-month-day")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise FieldFaultError(value, f"a day that exists: {LONG_MONTHS[month - 1]} {year} has {last} days")
    return date(year, month, day)


def read_expiry(value: object) -> date:
    """Read the last day a component may be used; a month without a day, as packs print it, is its last day.

    >>> read_expiry("2028-02"), read_expiry("02/2028"), read_expiry("02/28")
    (datetime.date(2028, 2, 29), datetime.date(2028, 2, 29), datetime.date(2028, 2, 29))

    Raises:
        FieldFaultError: neither a date as `read_date` reads it nor a month.
    """
    found = _year_and_month(value.strip()) if isinstance(value, str) else None
    if found is None:
        return read_date(value)
    year, month = found
    if not 1 <= month <= len(LONG_MONTHS):
        raise FieldFaultError(shown(value), "a month from 1 to 12: year-month as in 2028-03, or as packs print it, 03/2028")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise FieldFaultError(shown(value), f"a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return date(year, month, monthrange(year, month)[1])


def is_month(value: object) -> bool:
    """Whether a text is a month without a day: `2028-03`, `03/2028`, `03/28`, `Mar 2028`.

    >>> is_month("03/28"), is_month("2028-03-31"), is_month("Mar 2028")
    (True, False, True)
    """
    if not isinstance(value, str):
        return False
    return _year_and_month(value.strip()) is not None


def _year_and_month(words: str) -> tuple[int, int] | None:
    """The numbers of a month without a day, whether there is such a month or not; None where the words are nothing of the kind."""
    if match := _MONTH.fullmatch(words):
        if match["year"]:
            return int(match["year"]), int(match["month"])
        year = int(match["last"])
        return year if len(match["last"]) > len("28") else _THIS_CENTURY + year, int(match["first"])
    if match := _MONTH_IN_WORDS.fullmatch(words):
        named = [number for number, name in enumerate(LONG_MONTHS, 1) if name.lower().startswith(match["word"].lower())]
        return (int(match["last"]), named[0]) if len(named) == 1 else None
    return None


def _long_date(day: date) -> str:
    """A date in words for an error: `12 April 1979`."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def age_on(birth: date, day: date) -> int:
    """Whole years of age on a day; a birthday on 29 February counts from 1 March in other years.

    >>> age_on(date(2008, 11, 23), date(2026, 11, 22)), age_on(date(2008, 11, 22), date(2026, 11, 22))
    (17, 18)
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for a 29th that does not exist.

    >>> years_before(date(2028, 2, 29), 1)
    datetime.date(2027, 2, 28)
    """
    return years_after(day, -years)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February for a 29th that does not exist."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _instead(words: str) -> str:
    """How to write the date that these words probably mean."""
    words = words.strip()
    if match := _WITH_TIME.fullmatch(words):
        return f"a date without a time, as in {match[1]}"
    if match := _YEAR_LAST.fullmatch(words):
        one, other, year = map(int, match.groups())
        return _between(_real(year, other, one), _real(year, one, other))
    if match := _YEAR_FIRST.fullmatch(words):
        return _between(_real(*map(int, match.groups())), None)
    if match := _IN_WORDS.fullmatch(words):
        months = [number for number, name in enumerate(LONG_MONTHS, 1) if name.lower().startswith(match[2].lower())]
        day = match[1] or match[3]
        if len(months) == 1 and day:
            return _between(_real(int(match[4]), months[0], int(day)), None)
    if _SHORT_YEAR.fullmatch(words):
        return "year-month-day with the year in four digits, as in 1979-04-12"
    return "a date written year-month-day, as in 2026-11-22"


def _between(day_first: date | None, month_first: date | None) -> str:
    found = [day for day in dict.fromkeys((day_first, month_first)) if day]
    if len(found) == 2:
        one, other = found
        return (
            f"year-month-day: this could be {one.day} {LONG_MONTHS[one.month - 1]} or {_long_date(other)}; "
            f"write {one} or {other}, whichever is meant"
        )
    return f"year-month-day: write {found[0]}" if found else "a date written year-month-day, as in 2026-11-22"


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
