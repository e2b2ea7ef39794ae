"""The File menu, and the keys of the pages, which work all over the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from ui.shell.sentences import TEXT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

__all__ = ["FileMenu", "add_page_keys"]


class FileMenu:
    """Fills a menu; each entry's keys work all over the window."""

    def __init__(self, menu: QMenu, window: QWidget) -> None:
        self._menu, self._window = menu, window

    def add(self, name: str, words: str, does: Callable[[], object], keys: QKeySequence.StandardKey | str = "") -> None:
        """Add an entry; its object name is `file.` and its name."""
        action = self._menu.addAction(words)
        action.setObjectName(f"file.{name}")
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _on=False: does())
        self._window.addAction(action)

    def add_line(self) -> None:
        """Part what follows from what came before."""
        self._menu.addSeparator()

    def add_recent(self, paths: Callable[[], list[Path]], opens: Callable[[Path], object]) -> None:
        """Add the menu of recent files; it asks for their `paths` each time it is opened."""
        recent = self._menu.addMenu(TEXT.recent)
        recent.setObjectName("recentFiles")

        def fill() -> None:
            recent.clear()
            for path in paths():
                recent.addAction(str(path)).triggered.connect(lambda _on=False, chosen=path: opens(chosen))
            if not recent.actions():
                recent.addAction(TEXT.nothing_recent).setEnabled(False)

        recent.aboutToShow.connect(fill)


def add_page_keys(window: QWidget, pages: Mapping[str, str], turn_to: Callable[[str], object]) -> None:
    """Let each key of `pages` turn to the page it names."""
    for key, name in pages.items():
        action = QAction(name, window)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _on=False, page=name: turn_to(page))
        window.addAction(action)
