"""The numbers that matter, large: what to weigh, what to make of it, what the patient takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.compound.plan.rows import Headline
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["BigNumbers"]

_GAP: Final = 16
_ROWS_GAP: Final = 12
_COLUMNS: Final = 3
_LARGE_FROM: Final = 720
"""Width from which the larger size is used."""

_Row = list["_Cell | None"]


class _Cell(QWidget):
    """Head, number and caption of one headline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = Text(Type.CAPTION, ink="muted")
        self.value = Text(Type.NUMBER)
        self.value.setObjectName("number.value")
        self._caption = Text(Type.CAPTION, ink="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for text in (self._head, self.value, self._caption):
            column.addWidget(text)
        column.addStretch(1)
        self.headline: Headline | None = None

    def show_headline(self, headline: Headline) -> None:
        """Show one number."""
        self.headline = headline
        self._head.setText(headline.head)
        self.value.setText(headline.value)
        self._caption.setText(headline.caption)
        self.setObjectName(f"number.{headline.name}")
        self.setAccessibleName(f"{headline.head} {headline.value}")
        self.setAccessibleDescription(headline.caption)

    def least_width(self) -> int:
        """The number is never broken."""
        return self.value.fontMetrics().horizontalAdvance(self.value.text()) + 2


class BigNumbers(QWidget):
    """Three columns (weigh, make, take); where they do not fit, as many numbers to a row as do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bigNumbers")
        self._cells: list[_Cell] = []
        self._shown = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_headlines(self, headlines: Sequence[Headline]) -> None:
        """Show these numbers."""
        kind = self._cells[0].value.kind if self._cells else Type.NUMBER
        while len(self._cells) < len(headlines):
            self._cells.append(_Cell(self))
            self._cells[-1].value.set_kind(kind)
        self._shown = len(headlines)
        for place, cell in enumerate(self._cells):
            cell.setVisible(place < self._shown)
            if place < self._shown:
                cell.show_headline(headlines[place])
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        """Captions wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at `width`."""
        return max((box.bottom() + 1 for _, box in self._boxes(width)), default=0)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        """The widest number."""
        return QSize(max((cell.least_width() for cell in self._cells[: self._shown]), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose size and places for the new width."""
        super().resizeEvent(event)
        kind = Type.NUMBER_LARGE if self.width() >= _LARGE_FROM else Type.NUMBER
        for cell in self._cells:
            cell.value.set_kind(kind)
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        for cell, box in self._boxes(self.width()):
            cell.setGeometry(box)

    def _boxes(self, width: int) -> list[tuple[_Cell, QRect]]:
        shown = self._cells[: self._shown]
        boxes: list[tuple[_Cell, QRect]] = []
        top = 0
        for widths, row in self._rows(shown, width):
            left, bottom = 0, top
            for across, cell in zip(widths, row, strict=True):
                if cell is not None:
                    height = cell.heightForWidth(across)
                    boxes.append((cell, QRect(left, top, across, height)))
                    bottom = max(bottom, top + height)
                left += across + _GAP
            top = bottom + _ROWS_GAP
        return boxes

    def _rows(self, shown: Sequence[_Cell], width: int) -> list[tuple[list[int], _Row]]:
        """The cells of each row with the widths of its places."""
        columns: list[list[_Cell]] = [
            [cell for cell in shown if cell.headline is not None and cell.headline.column == column] for column in range(_COLUMNS)
        ]
        columns = [cells for cells in columns if cells]
        least = [max(cell.least_width() for cell in cells) for cells in columns]
        if sum(least) + _GAP * (len(least) - 1) <= width:
            widths = _shared(least, width)
            deepest = max((len(cells) for cells in columns), default=0)
            return [(widths, [cells[at] if at < len(cells) else None for cells in columns]) for at in range(deepest)]
        rows: list[_Row] = []
        used = 0
        for cell in shown:
            needed = cell.least_width()
            apart = len(shown) > len(columns) and bool(rows) and _begins_another(rows[-1][-1], cell)
            if rows and not apart and used + _GAP + needed <= width:
                rows[-1].append(cell)
                used += _GAP + needed
            else:
                rows.append([cell])
                used = needed
        return [(_shared([cell.least_width() if cell else 0 for cell in row], width), row) for row in rows]


def _begins_another(before: _Cell | None, cell: _Cell) -> bool:
    """Whether a number belongs to another product than the one before it, or to the patient: it then stands in a row of its own."""
    if before is None or before.headline is None or cell.headline is None:
        return False
    last = _COLUMNS - 1
    return cell.headline.column < before.headline.column or (cell.headline.column == last != before.headline.column)


def _shared(least: Sequence[int], width: int) -> list[int]:
    """The least widths, and what is left of `width` shared out so that they become as equal as they can."""
    room = width - _GAP * (len(least) - 1)
    widths = list(least)
    while widths and sum(widths) < room:
        narrowest = min(widths)
        at = [place for place, one in enumerate(widths) if one == narrowest]
        wider = min((one for one in widths if one > narrowest), default=narrowest + room)
        step = min(wider - narrowest, (room - sum(widths)) // len(at))
        if step <= 0:
            break
        for place in at:
            widths[place] += step
    return widths
