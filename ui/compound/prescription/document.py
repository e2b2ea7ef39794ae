"""A request document as the form fills it in: plain JSON values, found and changed by path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from ui.compound.prescription.sentences import TEXT

__all__ = ["DocumentError", "at", "new_document", "put", "read_document", "take_out", "write_document"]

Document = dict[str, Any]

_STEP: Final = re.compile(r'\[(\d+)\]|\["([^"]*)"\]|([^.\[\]]+)')
_SECTIONS: Final = (
    "rx",
    "rx.patient",
    "rx.prescriber",
    "fill",
    "screening",
    "preparation",
    "preparation.source",
    "preparation.balance",
)
_MOST_ENTRIES: Final = 200
_OPTIONAL_SECTIONS: Final = ("preparation.source", "preparation.balance", "preparation", "fill")


class DocumentError(Exception):
    """A file that the form cannot take in; the message says why."""


def new_document() -> Document:
    """What an empty form stands for: one phase to fill in, English, nothing answered."""
    return {
        "rx": {
            "patient": {"language": "en"},
            "prescriber": {},
            "drug": "naltrexone",
            "regimen": [{"take": [{}]}],
        },
        "screening": {},
    }


def at(document: Mapping[str, Any], path: str) -> Any:
    """The value at a path, None where there is none."""
    value: Any = document
    for step in _steps(path):
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def put(document: Document, path: str, value: Any) -> None:
    """Write a value at a path, making the objects on the way; None takes the key out, and optional sections left empty."""
    steps = _steps(path)
    if value is None:
        take_out(document, path)
        return
    inner: Any = document
    for step in steps[:-1]:
        inner = inner[step] if isinstance(step, int) else inner.setdefault(step, {})
    inner[steps[-1]] = value


def take_out(document: Document, path: str) -> None:
    """Take a key or an entry out, and optional sections left empty."""
    *outer, last = _steps(path)
    inner: Any = document
    for step in outer:
        inner = inner[step] if isinstance(step, int) else inner.get(step, {})
    if isinstance(last, int):
        del inner[last]
    else:
        inner.pop(last, None)
    for section in _OPTIONAL_SECTIONS:
        if at(document, section) == {}:
            *above, key = _steps(section)
            holder: Any = document
            for step in above:
                holder = holder[step]
            del holder[key]


def write_document(document: Mapping[str, Any]) -> str:
    """The document as JSON text for a file."""
    import json  # 3 ms that the first paint does not need

    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_document(text: str) -> Document:
    """Read a request file for the form: any JSON object whose sections are objects; its fields may hold anything.

    Raises:
        DocumentError: with a sentence that says why the form cannot take it in.
    """
    import json  # as above

    try:
        document = json.loads(text, object_pairs_hook=_each_key_once)
    except json.JSONDecodeError as error:
        raise DocumentError(TEXT.not_json.format(line=error.lineno, column=error.colno)) from None
    except ValueError:  # Python reads no whole number of over 4,300 digits
        raise DocumentError(TEXT.number_too_long) from None
    except RecursionError:
        raise DocumentError(TEXT.nested_too_deep) from None
    _check_lengths(document, "")
    if not isinstance(document, dict):
        raise DocumentError(TEXT.no_prescription)
    for section in _SECTIONS:
        above, _, key = section.rpartition(".")
        holder = at(document, above) if above else document
        if isinstance(holder, dict) and not isinstance(holder.get(key, {}), dict):
            raise DocumentError(TEXT.not_an_object.format(path=section))
    regimen = at(document, "rx.regimen")
    phases = regimen if isinstance(regimen, list) else [None] if regimen is not None else []
    takes = [take for phase in phases if isinstance(phase, dict) for take in _list(phase.get("take", []))]
    if not all(isinstance(each, dict) for each in [*phases, *takes]):
        raise DocumentError(TEXT.regimen_no_list)
    document.setdefault("rx", {})
    document["rx"].setdefault("patient", {})
    document["rx"].setdefault("prescriber", {})
    document.setdefault("screening", {})
    return document


def _check_lengths(value: object, path: str) -> None:
    """Whether every list and object is of a length that a prescription may have and a form can show.

    Raises:
        DocumentError: one is longer.
    """
    if not isinstance(value, (dict, list)):
        return
    if len(value) > _MOST_ENTRIES:
        if not path:
            raise DocumentError(TEXT.too_many.format(count=len(value), most=_MOST_ENTRIES))
        raise DocumentError(TEXT.too_many_at.format(path=path, count=len(value), most=_MOST_ENTRIES))
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        _check_lengths(inner, f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}".lstrip("."))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise DocumentError(TEXT.said_twice.format(key=twice))
    return made


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(number) if number else quoted or word for number, quoted, word in _STEP.findall(path))
