"""What of a request is missing or cannot be read: which field says it, and in which words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ui.compound.prescription.application import ReadText
from ui.compound.prescription.document import at
from ui.compound.prescription.field_rows import FIELD_ROWS, field_of, field_row, is_unknown_key, words_for
from ui.compound.prescription.sentences import TEXT
from ui.kit.words import error_sentence

if TYPE_CHECKING:
    from ldn_calc.procedure.printed import PrintedError

__all__ = ["Problems"]

_ANCHORS: Final = {"preparation.balance": "preparation.balance.minimum", "rx.regimen": "rx.regimen[0].days"}


@dataclass(frozen=True, slots=True)
class Problems:
    """The errors of one request document.

    Attributes:
        document: the request.
        errors: what the program said of it, in its order.
    """

    document: Mapping[str, Any]
    errors: Sequence[PrintedError]

    def needed(self) -> list[str]:
        """Each problem in words, what is missing first."""
        words = [*map(words_for, self._missing()), *(TEXT.needed_unread.format(what=words_for(path)) for path in self._unread())]
        return list(dict.fromkeys(words))

    def in_short(self) -> str:
        """One of the problems in words, one that cannot be read before one that is missing, and how many more there are."""
        missing, unread = self._missing(), self._unread()
        what = words_for([*unread, *missing][0])
        more = len({words_for(path) for path in [*missing, *unread]}) - 1
        if not more:
            return (TEXT.unread if unread else TEXT.missing).format(what=what)
        return (TEXT.unread_and_more if unread else TEXT.missing_and_more).format(what=what, more=more)

    def unread_in_regimen(self) -> str:
        """The first field of the regimen that cannot be read, in words; empty where all can."""
        return next((words_for(path) for path in self._unread() if path.startswith("rx.regimen")), "")

    def unknown_keys(self) -> list[PrintedError]:
        """The errors of what the form has no place for, so that it can only be taken out."""
        return [error for error in self._unplaced() if is_unknown_key(error["path"])]

    def elsewhere(self) -> list[str]:
        """A sentence for each of the other errors that no field shows."""
        others = [error for error in self._unplaced() if not is_unknown_key(error["path"])]
        return [TEXT.elsewhere.format(what=words_for(each["path"]), sentence=error_sentence(each)) for each in others]

    def under_fields(self, touched: Collection[str], focus: str, read: ReadText) -> dict[str, str]:
        """The sentence under each field that has one.

        Args:
            touched: the fields a person has written in; what is missing elsewhere is not said yet.
            focus: the field one types in, where an unfinished text may still become right.
            read: reads a text as its field does.
        """
        shown: dict[str, str] = {}
        for error in self.errors:
            path = _place(error["path"])
            if path not in shown and (sentence := self._sentence(path, error, touched, focus, read)):
                shown[path] = sentence
        return shown

    def _sentence(self, path: str, error: PrintedError, touched: Collection[str], focus: str, read: ReadText) -> str | None:
        row = field_row(path)
        if row is None or (self._is_missing(error) and path not in touched):
            return None
        value = at(self.document, path)
        if isinstance(value, str) and row.kind not in {"choice", "list"}:
            reading = read(row.kind, value)
            if reading is not None and reading.error:
                return None if reading.unfinished and focus == path else reading.error
        return error_sentence(error)

    def _missing(self) -> list[str]:
        return [each["path"] for each in self.errors if self._is_missing(each)]

    def _unread(self) -> list[str]:
        return [each["path"] for each in self.errors if not self._is_missing(each)]

    def _unplaced(self) -> list[PrintedError]:
        return [error for error in self.errors if field_row(_place(error["path"])) is None]

    def _is_missing(self, error: PrintedError) -> bool:
        return at(self.document, error["path"]) is None


def _place(path: str) -> str:
    """The field that shows an error: its own, the list it stands in, or the one that stands for its section."""
    path = field_of(path)
    whole = path.split("[", maxsplit=1)[0]
    return whole if whole in FIELD_ROWS and field_row(path) is None else _ANCHORS.get(path, path)
