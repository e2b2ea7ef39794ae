"""The questions that need an answer before anything else, and the memory of recent files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from ui.kit.sentences import TEXT

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

__all__ = ["RecentFiles", "WindowDialogs", "ask_replace"]


class WindowDialogs:
    """Asks through the system's own dialogs; what only informs goes to a line on the page."""

    def __init__(self, window: QWidget, tell: Callable[[str], None]) -> None:
        self._window, self._tell = window, tell

    def ask_open(self) -> Path | None:
        """A file to open, or None."""
        from PySide6.QtWidgets import QFileDialog  # not needed to start

        name, _ = QFileDialog.getOpenFileName(self._window, TEXT.open_prescription, "", TEXT.prescription_files)
        return Path(name) if name else None

    def ask_save(self, suggested: Path) -> Path | None:
        """Where to save, or None."""
        from PySide6.QtWidgets import QFileDialog  # not needed to start

        name, _ = QFileDialog.getSaveFileName(self._window, TEXT.save_prescription, str(suggested), TEXT.prescription_files)
        return Path(name) if name else None

    def ask_unsaved(self, what: str) -> Literal["save", "discard", "cancel"]:
        """What to do with unsaved work; `what` is the sentence that names it."""
        from PySide6.QtWidgets import QMessageBox  # not needed to start

        box = QMessageBox(self._window)
        box.setObjectName("unsavedQuestion")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(TEXT.not_saved)
        box.setText(what)
        save = box.addButton(TEXT.save, QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(TEXT.discard_it, QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(TEXT.keep_working, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        pressed = box.clickedButton()
        return "save" if pressed is save else "discard" if pressed is discard else "cancel"

    def ask_replace(self, what: str) -> bool:
        """Whether to write over a file; `what` is the sentence that says what would be lost."""
        return ask_replace(self._window, what)

    def tell(self, sentence: str) -> None:
        """Say that something went wrong, in a line on the page."""
        self._tell(sentence)


def ask_replace(window: QWidget, what: str) -> bool:
    """Ask whether to write over a file; the answer that loses nothing is the one that Enter and Escape give."""
    from PySide6.QtWidgets import QMessageBox  # not needed to start

    box = QMessageBox(window)
    box.setObjectName("replaceQuestion")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(TEXT.save_over_it_question)
    box.setText(what)
    over = box.addButton(TEXT.save_over_it, QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(TEXT.do_not_save, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is over


class RecentFiles:
    """Paths of recent files in `window.ini`, in the workstation's own folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "window.ini"

    def paths(self) -> list[Path]:
        """The newest first; those that are gone are not named."""
        found = self._open().value("recent/paths", [])
        names = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        return [path for name in names if (path := Path(str(name))).exists()]

    def keep(self, paths: list[Path]) -> None:
        """Replace them all."""
        self._open().setValue("recent/paths", [str(path) for path in paths])

    def _open(self) -> QSettings:
        from PySide6.QtCore import QSettings  # not needed to start

        return QSettings(str(self._file), QSettings.Format.IniFormat)
