"""The questions that need an answer before anything else, and the memory of recent files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

__all__ = ["RecentFiles", "WindowDialogs", "ask_replace"]

_FILTER: Final = "Prescriptions (*.json);;All files (*)"


class WindowDialogs:
    """Asks through the system's own dialogs; what only informs goes to a line on the page."""

    def __init__(self, window: QWidget, tell: Callable[[str], None]) -> None:
        self._window, self._tell = window, tell

    def ask_open(self) -> Path | None:
        """A file to open, or None."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  (not needed to start)

        name, _ = QFileDialog.getOpenFileName(self._window, "Open prescription", "", _FILTER)
        return Path(name) if name else None

    def ask_save(self, suggested: Path) -> Path | None:
        """Where to save, or None."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  (not needed to start)

        name, _ = QFileDialog.getSaveFileName(self._window, "Save prescription", str(suggested), _FILTER)
        return Path(name) if name else None

    def ask_unsaved(self, what: str) -> Literal["save", "discard", "cancel"]:
        """What to do with unsaved work; `what` is the sentence that names it."""
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415  (not needed to start)

        box = QMessageBox(self._window)
        box.setObjectName("unsavedQuestion")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Not saved")
        box.setText(what)
        save = box.addButton("Save", QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton("Discard it", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Keep working", QMessageBox.ButtonRole.RejectRole)
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
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415  (not needed to start)

    box = QMessageBox(window)
    box.setObjectName("replaceQuestion")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Save over it?")
    box.setText(what)
    over = box.addButton("Save over it", QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton("Do not save", QMessageBox.ButtonRole.RejectRole)
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
        from PySide6.QtCore import QSettings  # noqa: PLC0415  (not needed to start)

        return QSettings(str(self._file), QSettings.Format.IniFormat)
