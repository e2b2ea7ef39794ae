"""One object of a request, key by key: collects every problem, every known key, and the values as the program writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from ldn_calc.quantities.text import has_trailing_zero, write
from ldn_calc.quantities.values import Mass, Share, Strength, Volume
from ldn_calc.reading.dates import is_month, read_expiry
from ldn_calc.reading.faults import MOST_TOLD, FieldError, FieldFaultError
from ldn_calc.reading.fields import did_you_mean
from ldn_calc.reading.json_text import JsonObject, shown

__all__ = ["UNREAD", "ObjectReader", "Problems"]

_Value = TypeVar("_Value")
_Default = TypeVar("_Default")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

UNREAD: Final[Any] = None
"""Stands for a value that could not be read. The error beside it guarantees that nothing built with it is ever handed out."""


class Problems:
    """Every problem found so far, the needless zeros, and the months without a day."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []
        self.trailing_zeros: list[tuple[str, str]] = []
        self.months: list[tuple[str, str, date]] = []

    def add(self, path: str, found: object, expected: str) -> None:
        """Note one problem."""
        self.errors.append(FieldError(path, shown(found), expected))

    def read(self, path: str, value: object, read: Callable[[Any], _Value]) -> _Value:
        """The value as read, or UNREAD with the problem noted."""
        try:
            return read(value)
        except FieldFaultError as fault:
            self.add(path, fault.found, fault.expected)
            return UNREAD  # type: ignore[no-any-return]


class ObjectReader:
    """Reads the keys of one object; call `finish` last, so that unknown keys are named.

    Attributes:
        document: the keys read so far, quantities as the program writes them.
        path: where the object stands, empty for the whole request.
    """

    def __init__(self, problems: Problems, path: str, value: object) -> None:
        self.problems = problems
        self.path = path
        self.document: dict[str, Any] = {}
        self._known: list[str] = []
        self.is_object = isinstance(value, JsonObject)
        self._raw: JsonObject = value if isinstance(value, JsonObject) else JsonObject([])
        if not self.is_object:
            problems.add(path or "request", value, "an object, { … }, with the keys that docs/interface.md names")

    def __contains__(self, key: str) -> bool:
        return key in self._raw

    def value(self, key: str) -> Any:
        """What stands under a key, as it came; None where it is absent."""
        return self._raw.get(key)

    def at(self, key: str) -> str:
        """The path of one of its keys."""
        step = key if _PLAIN_KEY.fullmatch(key) else f'["{shown(key)}"]'
        return f"{self.path}.{step}" if self.path and step[0] != "[" else f"{self.path}{step}"

    def add(self, key: str, expected: str) -> None:
        """Note a problem with one of its values."""
        self.problems.add(self.at(key), self._raw.get(key, "nothing"), expected)

    def required(self, key: str, read: Callable[[Any], _Value], example: str) -> _Value:
        """A key that must be there; `example` says what it holds when it is missing."""
        if key not in self._raw:
            self._known.append(key)
            if self.is_object:
                self.problems.add(self.at(key), "nothing", example)
            return UNREAD  # type: ignore[no-any-return]
        return self._read(key, read)

    def optional(self, key: str, read: Callable[[Any], _Value], default: _Default) -> _Value | _Default:
        """A key that may be absent."""
        if key not in self._raw:
            self._known.append(key)
            return default
        return self._read(key, read)

    def dose(self, key: str, read: Callable[[Any], _Value], example: str | None) -> _Value:
        """A dose or a concentration: like `required` (with None: optional), and a needless zero is noted."""
        found = self._raw.get(key)
        if isinstance(found, str) and has_trailing_zero(found):
            self.problems.trailing_zeros.append((self.at(key), found.strip()))
        return self.optional(key, read, UNREAD) if example is None else self.required(key, read, example)

    def expiry(self, key: str) -> date | None:
        """The last day something may be used, if it is entered; a month without a day is noted."""
        last = self.optional(key, read_expiry, None)
        if last is not None and is_month(self._raw[key]):
            self.problems.months.append((self.at(key), self._raw[key].strip(), last))
        return last

    def inner(self, key: str, *, due: str | None = None) -> ObjectReader | None:
        """The reader of an object under a key; None where it is absent, a problem only if something is `due`."""
        self._known.append(key)
        if key not in self._raw:
            if due and self.is_object:
                self.problems.add(self.at(key), "nothing", due)
            return None
        reader = ObjectReader(self.problems, self.at(key), self._raw[key])
        self.document[key] = reader.document
        return reader

    def items(self, key: str, least: int, most: int, due: str) -> list[tuple[str, Any, list[Any]]]:
        """Path, value and the written list to append to, for each entry of a list; empty where absent or no list."""
        self._known.append(key)
        if key not in self._raw:
            return []
        found = self._raw[key]
        if not isinstance(found, list) or not least <= len(found) <= most:
            count = f"{len(found)} entries" if isinstance(found, list) and found else found
            self.problems.add(self.at(key), count, due)
            return []
        written: list[Any] = []
        self.document[key] = written
        return [(f"{self.at(key)}[{index}]", entry, written) for index, entry in enumerate(found)]

    def finish(self, known: Sequence[str] = ()) -> None:
        """Note every key that is unknown or written twice; `known` names the keys in an order other than they were read."""
        self._known = [*known] or self._known
        for key in self._raw.twice:
            self.problems.add(self.at(key), f"{shown(key)} more than once", "each key once in an object: which one is meant?")
        for key in self._raw:
            if key not in self._known:
                near = did_you_mean(key, self._known) if len(self.problems.errors) < MOST_TOLD else ""
                keys = f"one of the keys {', '.join(self._known)}" if self._known else "no key"
                self.problems.add(self.at(key), key, f"{keys}{near}")

    def refuse(self, keys: Sequence[str], expected: str) -> None:
        """Note each of these keys that is there, though it belongs elsewhere."""
        for key in keys:
            if key in self._raw:
                self.add(key, expected)
                self._known.append(key)

    def _read(self, key: str, read: Callable[[Any], _Value]) -> _Value:
        self._known.append(key)
        value = self.problems.read(self.at(key), self._raw[key], read)
        self.document[key] = as_written(value, self._raw[key])
        return value


def as_written(value: object, raw: Any) -> Any:
    """A quantity as the program writes it, a text as it was read; anything else as it came."""
    if isinstance(value, (Mass, Volume, Strength, Share)):
        return write(value)
    return str(value) if isinstance(value, str) else raw
