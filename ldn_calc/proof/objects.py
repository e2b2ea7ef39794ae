"""The proof's own reader of JSON: documents, objects with their keys checked, names, counts and dates.

Whatever is not of the kind that is due is refused with the path where it stands; nothing passes because it is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from ldn_calc.proof.problems import ProblemError, Problems

__all__ = ["count", "day", "document", "entries", "last_day", "listed", "moment", "name", "one_of", "same", "shape", "show"]

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTHS: Final = (
    re.compile(r"(?P<year>[0-9]{4})[-/. ](?P<month>[0-9]{1,2})", re.ASCII),
    re.compile(r"(?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4}|[0-9]{2})", re.ASCII),
    re.compile(r"(?P<word>[A-Za-z]{3,9})\.?[- ]?(?P<year>[0-9]{4})", re.ASCII),
)
_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII)
_LONGEST: Final = 60
_FIRST_YEAR: Final = 1850
_LAST_YEAR: Final = 2200


def document(text: str, what: str) -> dict[str, Any]:
    """Read one JSON object; a key written twice is refused, and a number that is not whole is left as unreadable.

    Raises:
        ProblemError: the text is not one JSON object.
    """
    try:
        value = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once, parse_float=_NotWhole, parse_constant=_NotWhole)
    except ProblemError as refusal:
        raise ProblemError(refusal.code, f"{what}: {refusal.found}", refusal.expected) from None
    except (ValueError, TypeError, RecursionError):
        raise ProblemError("text-unreadable", f"{what}: text that is not JSON", "one JSON object") from None
    if not isinstance(value, dict):
        raise ProblemError("text-unreadable", f"{what}: {show(value)}", "one JSON object")
    return value


class _NotWhole:
    """A JSON number that is not whole: no place in the contract takes one."""

    def __init__(self, text: str) -> None:
        self.text = text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ProblemError("text-unreadable", f"the key {twice[:_LONGEST]} written twice", "each key once")
    return found


def show(value: object) -> str:
    """A value as words for people, never longer than a line."""
    match value:
        case None:
            return "nothing"
        case _NotWhole():
            shown = f"the number {value.text}"
        case bool():
            shown = "yes" if value else "no"
        case str():
            shown = f'"{value}"' if not value.strip() else value
        case int():
            shown = "a whole number of many digits" if abs(value) >= 10**_LONGEST else str(value)
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            shown = str(value)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


def same(found: object, due: object) -> bool:
    """Whether two JSON values are equal, and of the same types all the way down: true is not 1."""
    if type(found) is not type(due):
        return False
    if isinstance(found, dict) and isinstance(due, dict):
        return found.keys() == due.keys() and all(same(found[key], due[key]) for key in due)
    if isinstance(found, list) and isinstance(due, list):
        return len(found) == len(due) and all(same(one, other) for one, other in zip(found, due, strict=True))
    return found == due


def shape(value: object, where: str, required: Collection[str], optional: Collection[str], problems: Problems) -> dict[str, Any]:
    """An object with its keys checked: an unknown key is recorded, a missing one refused.

    Raises:
        ProblemError: not an object, or a key missing.
    """
    if not isinstance(value, dict):
        raise ProblemError("value-unreadable", f"{where}: {show(value)}", "an object")
    for key in value:
        if key not in required and key not in optional:
            problems.add("key-unknown", f"{where}.{show(key)}", "only keys of the contract")
    for key in required:
        if value.get(key) is None:
            raise ProblemError("key-missing", f"{where} without {key}", f"{key} in {where}")
    return value


def entries(value: object, where: str) -> Mapping[str, Any]:
    """An object of named entries."""
    if not isinstance(value, dict):
        raise ProblemError("value-unreadable", f"{where}: {show(value)}", "an object of named entries")
    return value


def listed(value: object, where: str) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise ProblemError("value-unreadable", f"{where}: {show(value)}", "a list")
    return value


def name(value: object, where: str) -> str:
    """A name or a text on one line."""
    if not isinstance(value, str) or not value.strip():
        raise ProblemError("value-unreadable", f"{where}: {show(value)}", "a name")
    return value


def one_of(value: object, where: str, choices: Collection[str]) -> str:
    """One word of a closed list."""
    if not isinstance(value, str) or value not in choices:
        raise ProblemError("value-unreadable", f"{where}: {show(value)}", "one of " + ", ".join(choices))
    return value


def count(value: object, where: str, least: int = 1, most: int = 100_000) -> int:
    """A whole JSON number within bounds; a yes or no is not a number."""
    if type(value) is not int or not least <= value <= most:
        raise ProblemError("value-unreadable", f"{where}: {show(value)}", f"a whole number from {least} to {most}")
    return value


def day(value: object, where: str) -> date:
    """A date as 2026-11-22."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = date.min
        if _FIRST_YEAR <= found.year <= _LAST_YEAR:
            return found
    raise ProblemError("value-unreadable", f"{where}: {show(value)}", "a date such as 2026-11-22")


def last_day(value: object, where: str) -> date:
    """The last day of use that a pack names: a date, or a month, which ends with its last day."""
    if isinstance(value, str):
        for pattern in _MONTHS:
            if match := pattern.fullmatch(value.strip()):
                return day(_end_of_month(match.groupdict()) or value, where)
    return day(value, where)


def _end_of_month(named: Mapping[str, str]) -> str | None:
    """The last day of a month, as text; None where there is no such month."""
    year = int(named["year"]) if len(named["year"]) > 2 else 2000 + int(named["year"])
    if "word" in named:
        meant = [number for number, month in enumerate(_NAMES, 1) if month.startswith(named["word"].lower())]
        number = meant[0] if len(meant) == 1 else 0
    else:
        number = int(named["month"])
    if not 1 <= number <= len(_NAMES) or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    following = date(year + number // len(_NAMES), number % len(_NAMES) + 1, 1)
    return (following - timedelta(days=1)).isoformat()


def moment(value: object, where: str) -> datetime:
    """A time of the clock as 2026-11-22T09:30."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            found = datetime.min
        if _FIRST_YEAR <= found.year <= _LAST_YEAR:
            return found
    raise ProblemError("value-unreadable", f"{where}: {show(value)}", "a time such as 2026-11-22T09:30")
