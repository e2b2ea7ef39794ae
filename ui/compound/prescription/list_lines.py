"""The lines in which entries of lists are typed: a text waits there until it is added, and nothing prints while one waits."""

from __future__ import annotations

from typing import Any, Final

from ui.compound.prescription.application import ReadText
from ui.compound.prescription.entries import NONE_WORDS
from ui.compound.prescription.field_rows import FIELD_ROWS
from ui.compound.prescription.sentences import TEXT
from ui.kit.words import listed

__all__ = ["ListLines"]

_KINDS: Final = {"screening.medicines": "medicine"}


class ListLines:
    """What is typed and not added, by the list's path.

    Attributes:
        errors: the sentence under each line that has one.
    """

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}
        self._typed: dict[str, str] = {}

    def text(self, path: str) -> str:
        """What stands in a line, empty where nothing does."""
        return self._typed.get(path, "")

    def any_waits(self) -> bool:
        """Whether anything is typed and not added."""
        return any(self._typed.values())

    def not_added(self) -> list[str]:
        """Why nothing prints while something waits."""
        waiting = [FIELD_ROWS[path].words for path, text in self._typed.items() if text]
        return [TEXT.typed_not_added.format(lists=listed(waiting))] if waiting else []

    def type(self, path: str, text: str, read: ReadText) -> None:
        """A person types in a line."""
        self._typed[path] = text.strip()
        self.errors.pop(path, None)
        reading = read(_kind(path), text) if text.strip() else None
        if reading is not None and reading.error and not reading.unfinished:
            self.errors[path] = TEXT.fault_not_added.format(fault=reading.error)

    def leave(self, path: str) -> None:
        """The focus has left a line: what stands in it is said not to be added."""
        if self.text(path) and path not in self.errors:
            self.errors[path] = TEXT.press_to_add

    def clear(self, path: str) -> None:
        """Nothing stands in a line any more."""
        self._typed.pop(path, None)
        self.errors.pop(path, None)

    def entries_with(self, path: str, entries: object, read: ReadText) -> list[Any] | None:
        """A list with what stands in its line added; None where nothing stands there or it cannot be read, which is then said.

        Args:
            path: the list's.
            entries: what is in the request now.
            read: reads the text.
        """
        text = self.text(path)
        if not text:
            return None
        if text.casefold() in NONE_WORDS and not entries:
            return []
        reading = read(_kind(path), text)
        if reading is None or reading.error:
            self.errors[path] = TEXT.fault_not_added.format(fault=reading.error) if reading else TEXT.try_again
            return None
        return [*(entries if isinstance(entries, list) else []), reading.value]


def _kind(path: str) -> str:
    return _KINDS.get(path, "text")
