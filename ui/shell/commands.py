"""What a person can ask the window for by menu, key or rail: files, papers and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence

from ui.kit.page_stack import PageStack
from ui.shell.file_menu import FileMenu, add_page_keys
from ui.shell.pages import COMPOUND, COMPOUND_KEY, PAGES, PageRow
from ui.shell.sentences import TEXT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from ui.compound.page import CompoundPage
    from ui.kit.page_stack import Page
    from ui.shell.files import FilesPresenter

__all__ = ["Commands", "page_keys"]


def page_keys(rows: Iterable[PageRow]) -> dict[str, str]:
    """The pages by the function key that turns to them."""
    return {COMPOUND_KEY: COMPOUND} | {row.key: row.name for row in rows if row.key}


_KEYS = page_keys(PAGES)


class Commands:
    """Does what is asked where it can be seen: what concerns the prescription turns to the Compound page first."""

    def __init__(self, pages: PageStack, compound: CompoundPage, files: FilesPresenter) -> None:
        self._pages, self._compound, self._files = pages, compound, files

    def fill(self, menu: QMenu, window: QWidget, set_up_pharmacy: Callable[[], None]) -> None:
        """Fill the File menu, and let its keys and those of the pages work all over `window`."""
        keys, made = QKeySequence.StandardKey, FileMenu(menu, window)
        made.add("new", TEXT.new, self.new, keys.New)
        made.add("open", TEXT.open, lambda: self._on_compound(self._files.open), keys.Open)
        made.add_recent(self._files.recent, self.open_path)
        made.add_line()
        made.add("save", TEXT.save, self._files.save, keys.Save)
        made.add("save-as", TEXT.save_as, self._files.save_as, "Ctrl+Shift+S")
        made.add_line()
        made.add("print", TEXT.print_paper, lambda: self._page_in_sight().print_current(), keys.Print)
        made.add("save-pdf", TEXT.save_paper, lambda: self._page_in_sight().save_current(), "Ctrl+Shift+P")
        made.add_line()
        made.add("pharmacy", TEXT.pharmacy_name, set_up_pharmacy)
        for row in PAGES:
            if row.menu:
                made.add(row.name, row.menu, partial(self.show_page, row.name), row.menu_key)
        made.add("about", TEXT.about_entry, lambda: _show_about(window))
        made.add_line()
        made.add("close", TEXT.close, window.close, "Ctrl+W")
        add_page_keys(window, _KEYS, self.show_page)

    def new(self) -> None:
        """Begin an empty prescription, and show it."""
        self._on_compound(self._files.new)
        self.show_page(COMPOUND)

    def begin_with(self, request: Mapping[str, Any], sentences: Sequence[str]) -> None:
        """Begin a prescription of what was typed on another page, and show it under these sentences."""
        self._on_compound(lambda: self._files.begin_with(request, sentences))

    def open_path(self, path: Path) -> None:
        """Open a file."""
        self._on_compound(lambda: self._files.open_path(path))

    def show_page(self, name: str) -> None:
        """Turn to a page; on the Compound page again: to its first field."""
        if not self._pages.turn_to(name) and self._pages.current == name == COMPOUND:
            self._compound.focus_first()

    def _on_compound(self, does: Callable[[], object]) -> None:
        """Do something with the prescription where it can be seen."""
        self._pages.turn_to(COMPOUND)
        if self._pages.current == COMPOUND:
            does()

    def _page_in_sight(self) -> Page | CompoundPage:
        return self._pages.page_in_sight() or self._compound


def _show_about(window: QWidget) -> None:
    from ui.shell.about import show_about  # only here

    show_about(window)
