"""Sentences the presenter makes of what the program says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ui.kit.words import iso_day_words

if TYPE_CHECKING:
    from ldn_calc.procedure.printed import PrintedError

__all__ = ["error_sentence"]

_ISO_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NAMES: Final = (("compounded_on, ", "the day it is made, "), ("compounded_on", "the day it is made"))


def error_sentence(error: PrintedError) -> str:
    """One problem of a request as the sentence under its field.

    >>> error_sentence({"path": "rx.number", "found": "nothing", "expected": "the prescription's number"})
    "Write the prescription's number."
    >>> error_sentence({"path": "rx.form", "found": "syrup", "expected": "one of liquid, capsule, any"})
    'Not “syrup”: one of liquid, capsule, any.'
    """
    expected = error["expected"]
    for name, words in _NAMES:
        expected = expected.replace(name, words)
    expected = _ISO_DAY.sub(lambda found: iso_day_words(found[0]), expected)
    found = error["found"]
    if found == "nothing":
        return f"Write {expected}."
    return f"Not “{iso_day_words(found)}”: {expected}."
