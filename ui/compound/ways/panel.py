"""The ways to make it: the plan first, marked as chosen, then the others, each with a button that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.compound.ways.sentences import TEXT
from ui.compound.ways.ways import WayRow
from ui.kit.controls import button, hairline
from ui.kit.icons import IconLabel
from ui.kit.style import Type, font
from ui.kit.text import Text

__all__ = ["WaysPanel"]

_MOST_OTHERS: Final = 6
_PATIENCE_MILLISECONDS: Final = 300
_GAP: Final = 8
_HEADS: Final = (TEXT.worst_head, TEXT.weighings_head, TEXT.drug_head)
_TOP: Final = Qt.AlignmentFlag.AlignTop
_RIGHT: Final = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight


class _Way(QWidget):
    """One way: title over its figures, the reason under them, button or mark at the right."""

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
        spoken = TEXT.way_spoken.format(way=row.title, worst=row.worst, weighings=row.weighings, drug=row.drug)
        self.setAccessibleName(spoken)
        self.describe(row)

    def set_current(self, current: bool) -> None:
        """Grey what is of before a change, or give it back."""
        self.setEnabled(current)
        self.setAccessibleDescription("" if current else TEXT.of_before)

    def describe(self, row: WayRow) -> None:
        """Say what the button does, where there is one."""

    def _side(self, place: int) -> QWidget:
        """What stands at the right."""
        raise NotImplementedError


class _PlanWay(_Way):
    """The plan itself, marked as chosen while it is the plan of now."""

    def set_current(self, current: bool) -> None:
        """Take the mark off what is of before a change; its room stays."""
        super().set_current(current)
        self._mark.setVisible(current)

    def _side(self, place: int) -> QWidget:
        self._mark = mark = QWidget()
        mark.setObjectName(f"ways.{place}.chosen")
        mark.setAccessibleName(TEXT.chosen)
        room = mark.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        mark.setSizePolicy(room)
        line = QHBoxLayout(mark)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(IconLabel("check", "text", 16))
        word = Text(Type.STRONG, TEXT.chosen)
        word.setWordWrap(False)
        line.addWidget(word)
        return mark


class _OtherWay(_Way):
    """A way that can be chosen."""

    chosen = Signal()

    def describe(self, row: WayRow) -> None:
        """The button's name says which way it takes, its description why that is not first."""
        self.choose.setAccessibleName(TEXT.choose_way.format(way=row.title))
        self.choose.setAccessibleDescription(row.why_not)

    def _side(self, place: int) -> QWidget:
        self.choose = button(TEXT.choose, f"ways.{place}.choose")
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
        self.setAccessibleName(TEXT.title)
        self._rows: tuple[WayRow, ...] = ()
        self._plan = _PlanWay(0)
        self._others = [_OtherWay(place) for place in range(1, _MOST_OTHERS + 1)]
        for place, way in enumerate(self._others, start=1):
            way.chosen.connect(lambda at=place: self._choose(at))
        self._wait = Text(Type.CAPTION, ink="muted")
        self._wait.setObjectName("ways.state")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._say_that_it_takes_longer)
        self._age = Text(Type.CAPTION, ink="muted")
        self._age.setObjectName("ways.age")
        self._age.setWordWrap(False)
        self._age.hide()
        over = QHBoxLayout()
        over.addWidget(Text(Type.HEAD, TEXT.title), 1)
        over.addWidget(self._age, 0, Qt.AlignmentFlag.AlignBottom)
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
        column_of.addLayout(over)
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
        self._show(tuple(rows))
        self._wait.setText("" if len(rows) > 1 else TEXT.none_found)
        self._wait.setVisible(bool(rows) and len(rows) == 1)

    def wait(self) -> None:
        """Nothing is known of the plan of now: the rows of before stay, greyed; after a while words say that it takes longer."""
        if self._rows:
            self._grey("")
        elif not self._patience.isActive():
            self._wait.setText("")
            self._wait.setVisible(True)
        self._patience.start()

    def keep(self, words: str) -> None:
        """Nothing can be known for now: the rows of before stay, greyed; where there are none, `words` say why."""
        self._patience.stop()
        if self._rows:
            self._grey(TEXT.of_before)
        else:
            self._wait.setText(words)
            self._wait.setVisible(True)

    def clear(self, words: str = "") -> None:
        """Show no way, with a sentence that says why."""
        self._patience.stop()
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
            way.set_current(True)
        self._say_age("")

    def _grey(self, words: str) -> None:
        """Leave the rows where they stand, so that nothing jumps, but none as if it were of the plan of now."""
        for way in (self._plan, *self._others):
            way.set_current(False)
        self._say_age(words)

    def _say_age(self, words: str) -> None:
        self._age.setText(words)
        self._age.setVisible(bool(words))

    def _say_that_it_takes_longer(self) -> None:
        if self._rows:
            self._say_age(TEXT.working_out)
        else:
            self._wait.setText(TEXT.working_out)

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
