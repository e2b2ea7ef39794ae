"""The ways to make it: the plan first, marked as chosen, then the others, each with a button that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import IconLabel
from ui.models.ways import WayRow
from ui.style import Type, font
from ui.widgets.controls import button, hairline
from ui.widgets.text import Text

__all__ = ["WaysPanel"]

_MOST_OTHERS: Final = 6
_PATIENCE_MILLISECONDS: Final = 300
_GAP: Final = 8
_HEADS: Final = ("Dose at worst", "Weighings", "Drug needed")
_TOP: Final = Qt.AlignmentFlag.AlignTop
_RIGHT: Final = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight


class _Way(QWidget):
    """One way: title over its figures, the reason under them, button or mark at the right."""

    chosen = Signal()

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"ways.{place}")
        self.title = Text(Type.STRONG)
        self.figures = tuple(Text(Type.BODY) for _ in _HEADS)
        self.why_not = Text(Type.CAPTION, ink="muted")
        parts = (self.title, *self.figures, self.why_not)
        for text, name in zip(parts, ("title", "worst", "weighings", "drug", "reason"), strict=True):
            text.setObjectName(f"ways.{place}.{name}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 8)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(2)
        grid.addWidget(hairline(), 0, 0, 1, 4)
        grid.addWidget(self.title, 1, 0, 1, 3)
        for column, text in enumerate(self.figures):
            text.setWordWrap(False)
            grid.addWidget(text, 2, column, _TOP)
        grid.addWidget(self.why_not, 3, 0, 1, 4)
        grid.addWidget(self._side(place), 1, 3, 2, 1, _RIGHT)
        grid.setColumnStretch(2, 1)
        self.grid = grid

    def show_row(self, row: WayRow) -> None:
        """Show one way."""
        self.title.setText(row.title)
        for text, words in zip(self.figures, (row.worst, row.weighings, row.drug), strict=True):
            text.setText(words)
        self.why_not.setText(row.why_not)
        self.why_not.setVisible(bool(row.why_not))
        figures = ", ".join(f"{head} {words}" for head, words in zip(_HEADS, (row.worst, row.weighings, row.drug), strict=True))
        self.setAccessibleName(f"{row.title}: {figures}")
        self.describe(row)

    def describe(self, row: WayRow) -> None:
        """Say what the button does, where there is one."""

    def _side(self, place: int) -> QWidget:
        mark = QWidget()
        mark.setObjectName(f"ways.{place}.chosen")
        mark.setAccessibleName("Chosen")
        line = QHBoxLayout(mark)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(IconLabel("check", "text", 16))
        word = Text(Type.STRONG, "Chosen")
        word.setWordWrap(False)
        line.addWidget(word)
        return mark


class _OtherWay(_Way):
    """A way that can be chosen."""

    def describe(self, row: WayRow) -> None:
        """The button's name says which way it takes, its description why that is not first."""
        self.choose.setAccessibleName(f"Choose {row.title}")
        self.choose.setAccessibleDescription(row.why_not)

    def _side(self, place: int) -> QWidget:
        self.choose = button("Choose", f"ways.{place}.choose")
        self.choose.clicked.connect(self.chosen)
        return self.choose


class WaysPanel(QWidget):
    """A table of ways; its rows are kept and filled again.

    Attributes:
        chosen: the changes and the title of a way that a person chose.
    """

    chosen = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ways")
        self.setAccessibleName("Ways to make it")
        self._rows: tuple[WayRow, ...] = ()
        self._plan = _Way(0)
        self._others = [_OtherWay(place) for place in range(1, _MOST_OTHERS + 1)]
        for place, way in enumerate(self._others, start=1):
            way.chosen.connect(lambda at=place: self._choose(at))
        self._wait = Text(Type.CAPTION, ink="muted")
        self._wait.setObjectName("ways.state")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(lambda: self._wait.setText("Working out other ways…"))
        self._heads = QWidget()
        head = QGridLayout(self._heads)
        head.setContentsMargins(0, 0, 0, 0)
        head.setHorizontalSpacing(_GAP)
        for column, words in enumerate(_HEADS):
            text = Text(Type.CAPTION, words, "muted")
            text.setWordWrap(False)
            head.addWidget(text, 0, column)
        head.setColumnStretch(2, 1)
        self._head_grid = head
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(0)
        column_of.addWidget(Text(Type.HEAD, "Ways to make it"))
        column_of.addWidget(self._heads)
        for each in (self._plan, *self._others):
            column_of.addWidget(each)
        column_of.addWidget(self._wait)
        column_of.addStretch(1)
        self._share()
        self._show(())

    @property
    def rows(self) -> tuple[WayRow, ...]:
        """What is shown now, the plan first."""
        return self._rows

    def show_ways(self, rows: Sequence[WayRow]) -> None:
        """Show the plan's row and the others."""
        self._patience.stop()
        self.setMinimumHeight(0)
        self._show(tuple(rows))
        self._wait.setText("" if len(rows) > 1 else "No other way was found that this bench can make.")
        self._wait.setVisible(bool(rows) and len(rows) == 1)

    def wait(self) -> None:
        """Nothing is known of the plan of now: no rows, the same height, and after a while words that say so."""
        if self._rows or not self._patience.isActive():
            self.setMinimumHeight(max(self.minimumHeight(), self.height() if self._rows else 0))
            self._wait.setText("")
            self._wait.setVisible(True)
            self._show(())
        self._patience.start()

    def clear(self, words: str = "", *, keep_height: bool = False) -> None:
        """Show no way, with a sentence that says why; what stands below keeps its place where it is for a moment only."""
        self._patience.stop()
        self.setMinimumHeight(max(self.minimumHeight(), self.height() if self._rows else 0) if keep_height else 0)
        self._show(())
        self._wait.setText(words)
        self._wait.setVisible(bool(words))

    def _show(self, rows: tuple[WayRow, ...]) -> None:
        self._rows = rows
        self._heads.setVisible(bool(rows))
        for place, way in enumerate((self._plan, *self._others)):
            if place < len(rows):
                way.show_row(rows[place])
            way.setVisible(place < len(rows))

    def _share(self) -> None:
        """Heads and figures stand in the same columns: as wide as the heads, or as a long figure."""
        head, figure = QFontMetrics(font(Type.CAPTION)), QFontMetrics(font(Type.BODY))
        for column, (words, longest) in enumerate(zip(_HEADS[:-1], ("under 0.1 %", "99"), strict=True)):
            widest = max(head.horizontalAdvance(words), figure.horizontalAdvance(longest)) + 2
            self._head_grid.setColumnMinimumWidth(column, widest)
            for way in (self._plan, *self._others):
                way.grid.setColumnMinimumWidth(column, widest)

    def _choose(self, place: int) -> None:
        if place < len(self._rows):
            row = self._rows[place]
            self.chosen.emit(row.changes, row.title)
