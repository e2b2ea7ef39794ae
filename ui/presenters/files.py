"""New, Open, Save, Save as, recent files, and the question about unsaved work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, Protocol

from ui.presenters.compound import CompoundPresenter
from ui.presenters.document import DocumentError, read_document

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

    def new(self) -> None:
        """Begin an empty prescription."""
        if self.may_leave():
            self.path = None
            self._dialogs.tell("")
            self._compound.new()
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
        """Save to the file it came from, or ask where; whether it is saved."""
        return self.save_as() if self.path is None else self._write(self.path)

    def save_as(self) -> bool:
        """Ask where to save; whether it is saved."""
        suggested = self.path or Path(f"{_file_stem(self._compound.number())}{_SUFFIX}")
        path = self._dialogs.ask_save(suggested)
        if path is None:
            return False
        return self._write(path if path.suffix else path.with_name(f"{path.name}{_SUFFIX}"))

    def may_leave(self) -> bool:
        """Whether the prescription on the screen may go: it is saved, or the person said so."""
        if not self._compound.is_dirty():
            return True
        answer = self._dialogs.ask_unsaved("The prescription on the screen is not saved.")
        return answer == "discard" or (answer == "save" and self.save() and not self._compound.is_dirty())

    def recent(self) -> list[Path]:
        """Recent files, the newest first."""
        return self._recent.paths()

    def _load(self, path: Path) -> None:
        try:
            with path.open(encoding="utf-8-sig") as file:
                document = read_document(file.read(_LARGEST_FILE))
        except OSError as error:
            self._dialogs.tell(f"{path.name} cannot be opened: {error.strerror or error}.")
        except UnicodeDecodeError:
            self._dialogs.tell(f"{path.name} cannot be opened. It is not text in UTF-8.")
        except DocumentError as error:
            self._dialogs.tell(f"{path.name} cannot be opened. {error}")
        else:
            self._dialogs.tell("")
            self.path = path
            self._compound.load(document)
            self._remember(path)

    def _write(self, path: Path) -> bool:
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_text(self._compound.document_text(), encoding="utf-8", errors="backslashreplace")
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            self._dialogs.tell(f"{path.name} cannot be saved: {error.strerror or error}. The prescription is still here.")
            return False
        self._dialogs.tell("")
        self.path = path
        self._compound.mark_saved()
        self._remember(path)
        return True

    def _remember(self, path: Path) -> None:
        whole = path.absolute()
        self._recent.keep([whole, *(each for each in self._recent.paths() if each != whole)][:_MOST_RECENT])
        self._changed()


def _file_stem(number: str) -> str:
    """The prescription's number as a file name; never the patient's."""
    return "".join(sign for sign in number if sign.isalnum() or sign in "-_") or "prescription"
