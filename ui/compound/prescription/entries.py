"""Entries of lists in words: medicines with what is said about them, and what counts as "none"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ldn_calc.order.request_fields import COULD_NOT_BE_ASKED
from ui.compound.prescription.sentences import TEXT
from ui.kit.words import iso_day_words

__all__ = ["NONE_WORDS", "entries_in_words", "entry_words"]

NONE_WORDS: Final = frozenset({"none", "no", "nil", "nka", "nkda", "ninguna", "ninguno", "nada"})


def entry_words(entry: object) -> str:
    r"""One entry as its chip shows it.

    >>> entry_words({"name": "tramadol", "stopped_on": "2026-09-01"}).replace("\u00a0", " "), entry_words("levothyroxine")
    ('tramadol, stopped 1 Sep 2026', 'levothyroxine')
    """
    if not isinstance(entry, Mapping):
        return str(entry)
    said = [str(entry.get("name", ""))]
    if "stopped_on" in entry:
        said.append(TEXT.stopped.format(day=iso_day_words(str(entry["stopped_on"]))))
    if "removed_on" in entry:
        said.append(TEXT.removed.format(day=iso_day_words(str(entry["removed_on"]))))
    if "kind" in entry:
        said.append(str(entry["kind"]))
    return ", ".join(said)


def entries_in_words(entries: object) -> Sequence[str] | None:
    """All entries of a list, or that the patient could not be asked; None for a question not answered."""
    if entries == COULD_NOT_BE_ASKED:
        return [COULD_NOT_BE_ASKED]
    return [entry_words(each) for each in entries] if isinstance(entries, list) else None
