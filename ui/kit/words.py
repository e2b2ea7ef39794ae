"""How the window writes dates and lists; amounts come written from the application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

from ldn_calc.quantities.dates import day_text

__all__ = ["NBSP", "PAPER_WORDS", "day_words", "iso_day_words", "listed"]

NBSP: Final = "\u00a0"

PAPER_WORDS: Final = {"label": "label", "sheet": "sheet", "worksheet": "worksheet", "master": "master record"}
"""What a sentence calls each paper."""


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
    from datetime import date  # noqa: PLC0415  (2 ms that the first paint does not need)

    try:
        return day_words(date.fromisoformat(text)) if len(text) == len("2026-11-22") else text
    except ValueError:
        return text


def listed(words: Sequence[str]) -> str:
    """A list in a sentence.

    >>> listed(["the number"]), listed(["name", "born", "form"])
    ('the number', 'name, born and form')
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
