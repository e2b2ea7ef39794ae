"""JSON text to values, keeping what a request reader must still see: numbers as they were written, keys written twice."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.plain_text import composed_json, decoded

__all__ = ["JsonNumber", "JsonObject", "read_json", "shown"]

_MOST_CHARACTERS: Final = 1_000_000
_MOST_DIGITS: Final = 15
_SHOWN: Final = 60

_INSTEAD: Final = {
    "Expecting ',' delimiter": "a comma or a closing bracket there",
    "Expecting property name enclosed in double quotes": "a key in double quotes there, and no comma after the last entry",
    "Illegal trailing comma before end of object": "no comma after the last entry",
    "Illegal trailing comma before end of array": "no comma after the last entry",
    "Expecting ':' delimiter": "a colon after the key there",
    "Expecting value": "a value there: text in double quotes, a whole number, true, false, null, a list or an object",
    "Extra data": "nothing after the end of the document",
    "Unterminated string starting at": "a closing double quote for the text that begins there",
    "Invalid control character at": "no line break, tab or control character inside a text",
    "Invalid \\escape": "a backslash inside a text written twice",
    "Invalid \\uXXXX escape": "four hexadecimal digits after \\u",
}


@dataclass(frozen=True, slots=True)
class JsonNumber:
    """A number that is no count (with a point or an exponent, NaN, or too long), as it was written."""

    written: str


class JsonObject(dict[str, Any]):
    """An object of a request.

    Attributes:
        twice: the keys that were written more than once in it.
    """

    __slots__ = ("twice",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice: tuple[str, ...] = ()
        if len(self) < len(pairs):
            self.twice = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)


def read_json(text: str | bytes) -> Any:
    """Read one JSON document; objects come as JsonObject, numbers that are no counts as JsonNumber.

    Raises:
        FieldFaultError: it is not UTF-8, not JSON, empty, larger than a million characters or nested absurdly deep.
    """
    if len(text) > _MOST_CHARACTERS:
        raise FieldFaultError(f"{len(text)} characters", f"a request of at most {_MOST_CHARACTERS} characters")
    words = composed_json(decoded(text) if isinstance(text, bytes) else text)
    if not words.strip():
        raise FieldFaultError("an empty file", "one JSON object, { … }")
    try:
        return json.loads(
            words,
            object_pairs_hook=JsonObject,
            parse_int=_whole_number,
            parse_float=JsonNumber,
            parse_constant=JsonNumber,
        )
    except json.JSONDecodeError as error:
        line = words.splitlines()[error.lineno - 1] if error.lineno <= len(words.splitlines()) else ""
        place = f"line {error.lineno}, column {error.colno}"
        found = f"{place}: {line.strip()[:_SHOWN]}" if line.strip() else place
        raise FieldFaultError(found, f"JSON: {_INSTEAD.get(error.msg, 'text that follows the rules of JSON')}") from None
    except RecursionError:
        raise FieldFaultError("lists or objects nested absurdly deep", "one request, as docs/interface.md shows it") from None


def shown(value: object) -> str:
    """A JSON value as an error shows it: a text as it is, anything else as JSON; long ones shortened."""
    if isinstance(value, str):
        words = value
    elif isinstance(value, JsonNumber):
        words = value.written
    elif isinstance(value, dict):
        words = "an object {…}" if value else "an empty object {}"
    elif isinstance(value, list):
        words = "a list […]" if value else "an empty list []"
    else:
        words = json.dumps(value)
    printable = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in words[: _SHOWN + 1])
    return printable if len(words) <= _SHOWN else printable[:_SHOWN] + "…"


def _whole_number(written: str) -> int | JsonNumber:
    return int(written) if len(written) <= _MOST_DIGITS else JsonNumber(written)
