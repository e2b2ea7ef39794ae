"""The desk: the pages of one paper, and below them what they print on and how large they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.padded_scroll import PaddedScroll
from ui.kit.style import Type
from ui.kit.text import Text
from ui.kit.words import PAPER_WORDS
from ui.printing.paper_preview import PaperPreview, ShownPage
from ui.printing.sentences import TEXT

__all__ = ["PaperDesk"]

_SHEETS: Final = {(612, 792): TEXT.us_letter, (595, 842): TEXT.a4}
_PADDING: Final = 16


class PaperDesk(PaddedScroll):
    """Scrolls the pages, with what can be chosen about them above; says in words why there are none."""

    def __init__(self, above: QWidget, parent: QWidget | None = None) -> None:
        """`above` stands over the pages and scrolls with them."""
        super().__init__("paperDesk", TEXT.paper, parent)
        self.set_padding(_PADDING, 8, _PADDING, _PADDING)
        self.preview = PaperPreview()
        self._words = Text(Type.BODY, ink="muted")
        self._words.setObjectName("paperDesk.words")
        self._captions = QWidget()
        grid = QGridLayout(self._captions)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._stock, self._printer, self._size = Text(Type.CAPTION), Text(Type.CAPTION), Text(Type.CAPTION)
        captions = (
            (TEXT.stock, "stock", self._stock),
            (TEXT.printer, "printer", self._printer),
            (TEXT.shown_at, "size", self._size),
        )
        for row, (head, name, words) in enumerate(captions):
            words.setObjectName(f"paperDesk.{name}")
            named = Text(Type.CAPTION, head, "muted")
            named.setWordWrap(False)
            grid.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        self.column.addWidget(above)
        self.column.addWidget(self._words)
        self.column.addWidget(self.preview)
        self.column.addSpacing(_PADDING)
        self.column.addWidget(self._captions)
        self.column.addStretch(1)
        self.clear("")

    def room(self) -> int:
        """How wide a page can be."""
        return max(160, self.width() - 2 * _PADDING)

    def clear(self, words: str) -> None:
        """Show no pages, and why."""
        self.preview.set_pages((), "")
        self.preview.hide()
        self._captions.hide()
        self._words.setText(words)
        self._words.show()

    def show_pages(self, paper: str, pages: Sequence[ShownPage]) -> None:
        """Show the pages of a paper; labels on a roll are counted as labels, a sheet of them is a page."""
        count, stock = len(pages), _stock_words(pages[0]) if pages else ""
        is_label = paper == "label" and stock not in _SHEETS.values()
        if count == 1:
            counted = TEXT.one_label if is_label else TEXT.one_page
        else:
            counted = (TEXT.labels if is_label else TEXT.pages).format(count=count)
        self._stock.setText(f"{stock}, {counted}" if pages else "")
        self.preview.set_pages(pages, f"{PAPER_WORDS[paper].capitalize()}, {counted}")
        self._words.hide()
        self.preview.show()
        self._captions.show()
        self.show_scale()

    def show_printer(self, words: str) -> None:
        """Say where it prints."""
        self._printer.setText(words)

    def show_scale(self) -> None:
        """Say how large the pages are at the width of now."""
        self.column.activate()
        percent = self.preview.percent_of_true_size()
        if percent is not None:
            self._size.setText(TEXT.of_true_size.format(percent=percent))


def _stock_words(page: ShownPage) -> str:
    """`US Letter`, or the size in inches: `4 × 2 in`."""
    size = round(page.width_points), round(page.height_points)
    if size in _SHEETS:
        return _SHEETS[size]
    return TEXT.inches.format(across=f"{page.width_points / 72:.4g}", down=f"{page.height_points / 72:.4g}")
