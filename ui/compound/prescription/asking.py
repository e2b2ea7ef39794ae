"""The day on which the patient was asked: set with the first answer given here, set anew only by confirming all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ui.compound.prescription.document import at, put
from ui.compound.prescription.sentences import TEXT
from ui.kit.words import iso_day_words

__all__ = ["asked_words", "has_answers", "note_answer"]

_DAY: Final = "screening.asked_on"
_ASKED_AGAIN: Final = ("screening.opioid_use", "screening.medicines", "screening.pregnancy")


def has_answers(document: Mapping[str, Any]) -> bool:
    """Whether any question is answered."""
    screening = at(document, "screening")
    return isinstance(screening, Mapping) and any(key != "asked_on" for key in screening)


def note_answer(document: dict[str, Any], path: str, today: date) -> None:
    """An answer was given here, of a person whose answers are all given here: the first one says the day."""
    if path.startswith("screening.") and path != _DAY and at(document, _DAY) is None and at(document, path) is not None:
        put(document, _DAY, today.isoformat())


def asked_words(document: Mapping[str, Any], today: date) -> tuple[str, bool]:
    """When it was asked, in words (empty where nothing is answered), and whether asking again today may be confirmed."""
    if not has_answers(document):
        return "", False
    day = at(document, _DAY)
    all_there = all(at(document, path) is not None for path in _ASKED_AGAIN)
    if day is None:
        return TEXT.asked_on_no_day, all_there
    return TEXT.asked.format(day=iso_day_words(str(day))), all_there and day != today.isoformat()
