"""New, Open, Save, Save as, recent files, and the question about unsaved work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from ui.compound.prescription.document import DocumentError, read_document
from ui.compound.presenter import CompoundPresenter
from ui.shell.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.files.stamps import OpenMark

__all__ = ["Dialogs", "FilesPresenter", "Recent"]

_MOST_RECENT: Final = 8
_LARGEST_FILE: Final = 1_000_000
_SUFFIX: Final = ".ldn.json"
"""Any JSON reader knows the end of it, and the system opens the window by the whole (installer/debian/ldn-calc.xml)."""


class Dialogs(Protocol):
    """What is asked of the person; tests answer themselves."""

    def ask_open(self) -> Path | None:
        """A file to open, or None."""

    def ask_save(self, suggested: Path) -> Path | None:
        """Where to save, or None."""

    def ask_unsaved(self, what: str) -> Literal["save", "discard", "cancel"]:
        """What to do with unsaved work; `what` is the sentence that names it."""

    def ask_replace(self, what: str) -> bool:
        """Whether to write over a file; `what` is the sentence that says what would be lost."""

    def tell(self, sentence: str) -> None:
        """Say that something went wrong, in a line on the page; empty takes it back."""


class Recent(Protocol):
    """Where the paths of recent files are kept; paths only."""

    def paths(self) -> list[Path]:
        """The newest first."""

    def keep(self, paths: list[Path]) -> None:
        """Replace them all."""


class FilesPresenter:
    """Moves request documents between the form and files."""

    def __init__(self, compound: CompoundPresenter, dialogs: Dialogs, recent: Recent, changed: Callable[[], None]) -> None:
        """`changed` is called when the file's path or the recent files are others."""
        self._compound, self._dialogs, self._recent, self._changed = compound, dialogs, recent, changed
        self.path: Path | None = None
        self._stamp = ""
        self._mark: OpenMark | None = None

    def new(self) -> None:
        """Begin an empty prescription."""
        if self.may_leave():
            self.path = None
            self._mark_open(None)
            self._dialogs.tell("")
            self._compound.new()
            self._changed()

    def begin_with(self, request: Mapping[str, Any], sentences: Sequence[str]) -> None:
        """Begin a prescription of a request that has no file; `sentences` say where it comes from."""
        if self.may_leave():
            self.path = None
            self._mark_open(None)
            self._dialogs.tell("")
            self._compound.begin_with(request, sentences)
            self._changed()

    def open(self) -> None:
        """Ask for a file and open it."""
        if self.may_leave() and (path := self._dialogs.ask_open()) is not None:
            self._load(path)

    def open_path(self, path: Path) -> None:
        """Open a file by its path, as from the recent files or a drop."""
        if self.may_leave():
            self._load(path)

    def save(self) -> bool:
        """Save to the file it came from, or ask where; whether it is saved. One that was changed meanwhile is asked about."""
        return self.save_as() if self.path is None else self._write(self.path)

    def save_as(self) -> bool:
        """Ask where to save; whether it is saved. A file that gets its ending here and is there already is asked about."""
        suggested = self.path or Path(f"{_file_stem(self._compound.number())}{_SUFFIX}")
        path = self._dialogs.ask_save(suggested)
        if path is None:
            return False
        whole = path if path.suffix else path.with_name(f"{path.name}{_SUFFIX}")
        if whole not in (path, self.path) and whole.exists() and not self._dialogs.ask_replace(_there_already(whole)):
            return False
        return self._write(whole)

    def may_leave(self) -> bool:
        """Whether the prescription on the screen may go: it is saved, or the person said so."""
        if not self._compound.is_dirty():
            return True
        answer = self._dialogs.ask_unsaved(TEXT.prescription_not_saved)
        return answer == "discard" or (answer == "save" and self.save() and not self._compound.is_dirty())

    def close(self) -> None:
        """The window closes: the file is no longer marked as open here."""
        self._mark_open(None)

    def recent(self) -> list[Path]:
        """Recent files, the newest first."""
        return self._recent.paths()

    def _load(self, path: Path) -> None:
        from ldn_calc.application.files.stamps import stamp_of  # after the first paint
        from ldn_calc.application.files.text_files import (  # after the first paint
            UnreadableError,
            composed_json,
            read_bytes,
            text_of,
        )

        try:
            content = read_bytes(path, _LARGEST_FILE)
            document = read_document(composed_json(text_of(content)))
        except UnreadableError as error:
            self._dialogs.tell(TEXT.cannot_be_opened.format(file=path.name, reason=error.reason))
        except DocumentError as error:
            self._dialogs.tell(TEXT.no_prescription.format(file=path.name, reason=error))
        else:
            self.path = None  # until it stands in the form: after a fault in between, Save must ask where
            self._compound.load(document)
            self.path, self._stamp = path, stamp_of(content)
            is_open_elsewhere = self._mark_open(path)
            self._dialogs.tell(TEXT.open_elsewhere.format(file=path.name) if is_open_elsewhere else "")
            self._remember(path)

    def _write(self, path: Path) -> bool:
        from ldn_calc.application.files.stamps import stamp_of, stamp_on_disk  # after the first paint
        from ldn_calc.application.files.whole_files import write_whole  # after the first paint

        content = self._compound.document_text().encode("utf-8", "backslashreplace")
        while path == self.path and (now := stamp_on_disk(path)) not in {self._stamp, stamp_of(content)}:
            if not self._dialogs.ask_replace(_changed_meanwhile(path, is_there=bool(now))):
                return False
            self._stamp = now  # what the person was asked about; changed once more, it is asked about once more
        try:
            write_whole(path, content)
        except OSError as error:
            self._dialogs.tell(TEXT.cannot_be_saved.format(file=path.name, reason=error.strerror or error))
            return False
        self.path, self._stamp = path, stamp_of(content)
        is_open_elsewhere = self._mark_open(path)
        self._dialogs.tell(TEXT.open_elsewhere.format(file=path.name) if is_open_elsewhere else "")
        self._compound.mark_saved()
        self._remember(path)
        return True

    def _mark_open(self, path: Path | None) -> bool:
        """Mark the file as open here; whether another window has it open."""
        if self._mark is None:
            if path is None:
                return False
            from ldn_calc.application.files.stamps import OpenMark  # after the first paint

            self._mark = OpenMark()
        return self._mark.set(path)

    def _remember(self, path: Path) -> None:
        whole = path.absolute()
        self._recent.keep([whole, *(each for each in self._recent.paths() if each != whole)][:_MOST_RECENT])
        self._changed()


def _there_already(path: Path) -> str:
    return TEXT.there_already.format(file=path.name)


def _changed_meanwhile(path: Path, *, is_there: bool) -> str:
    return (TEXT.changed_meanwhile if is_there else TEXT.gone_meanwhile).format(file=path.name)


def _file_stem(number: str) -> str:
    """The prescription's number as a file name; never the patient's."""
    return "".join(sign for sign in number if sign.isalnum() or sign in "-_") or TEXT.file_stem
