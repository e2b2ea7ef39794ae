"""How the window writes dates, lists and faults; amounts come written from the application."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from ldn_calc.procedure.printed import PrintedError

from ldn_calc.quantities.dates import day_text
from ui.kit.sentences import TEXT

__all__ = ["NBSP", "PAPER_WORDS", "PHARMACY_LACKS", "day_words", "error_sentence", "iso_day_words", "listed"]

NBSP: Final = "\u00a0"

PAPER_WORDS: Final = {
    "label": TEXT.label,
    "sheet": TEXT.sheet,
    "worksheet": TEXT.worksheet,
    "master": TEXT.master_record,
    "calculation": TEXT.calculation,
    "check": TEXT.check,
    "vehicle": TEXT.vehicle,
}
"""What a sentence calls each paper."""

PHARMACY_LACKS: Final = {"name": TEXT.write_name, "address": TEXT.write_address, "phone": TEXT.write_phone}
"""What is said under an empty field of the pharmacy."""

_ISO_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def day_words(day: date) -> str:
    """A date as people read it: 22 Nov 2026, with no-break spaces.

    >>> from datetime import date
    >>> day_words(date(2026, 11, 22)).replace(NBSP, " ")
    '22 Nov 2026'
    """
    return day_text(day).replace(" ", NBSP)


def iso_day_words(text: str) -> str:
    """A date of a document as people read it; text that is no ISO date stays as it is.

    >>> iso_day_words("2026-11-22").replace(NBSP, " "), iso_day_words("22/11")
    ('22 Nov 2026', '22/11')
    """
    from datetime import date  # 2 ms that the first paint does not need

    try:
        return day_words(date.fromisoformat(text)) if len(text) == len("2026-11-22") else text
    except ValueError:
        return text


def listed(words: Sequence[str]) -> str:
    """A list in a sentence.

    >>> listed(["the number"]), listed(["name", "born", "form"])
    ('the number', 'name, born and form')
    """
    *these, last = words or [""]
    return TEXT.these_and_last.format(these=", ".join(these), last=last) if these else last


def error_sentence(error: PrintedError) -> str:
    """One problem of a request as the sentence under its field.

    >>> error_sentence({"path": "rx.number", "found": "nothing", "expected": "the prescription's number"})
    "Write the prescription's number."
    >>> error_sentence({"path": "rx.form", "found": "syrup", "expected": "one of liquid, capsule, any"})
    'Not “syrup”: one of liquid, capsule, any.'
    """
    expected = error["expected"].replace("compounded_on", TEXT.day_made)
    expected = _ISO_DAY.sub(lambda found: iso_day_words(found[0]), expected)
    found = error["found"]
    if found == "nothing":
        return TEXT.write.format(expected=expected)
    return TEXT.not_found.format(found=iso_day_words(found), expected=expected)
