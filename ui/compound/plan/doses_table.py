"""The doses of this fill; the row that is chosen is the one that is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.compound.plan.doses import DATES, DAYS, DOSE, TAKE, DosesModel
from ui.compound.plan.rows import DoseRow
from ui.compound.plan.sentences import TEXT
from ui.kit.style import Type, font
from ui.kit.theme import roles_of

__all__ = ["DosesTable"]

_GAP: Final = 12
_INSET: Final = 6
"""Of the first column, so that the ring round a row does not touch its words."""
_INDEX = QModelIndex | QPersistentModelIndex


class DosesTable(QTableView):
    """A table without scroll bars of its own: as tall as its rows, as wide as its column.

    Attributes:
        chosen: number of the row that is chosen.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doses")
        self.setAccessibleName(TEXT.doses)
        self._rows_model = DosesModel(self)
        self._row_height, self._stale = 24, False
        self._shown: tuple[tuple[DoseRow, ...], str] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.verticalHeader().hide()
        self._head = _Head(self)
        self.setHorizontalHeader(self._head)
        self.setItemDelegate(_RowPainter(self))
        self.setModel(self._rows_model)

    def set_rows(self, rows: Sequence[DoseRow], instrument: str = "") -> None:
        """Show these doses and choose the first, or stay on the row that was chosen where there still is one."""
        if (tuple(rows), instrument) == self._shown:
            return
        self._shown = (tuple(rows), instrument)
        before = self.currentIndex().row()
        self._rows_model.set_rows(rows, instrument)
        self._fit()
        if rows:
            self.selectRow(before if 0 <= before < len(rows) else 0)

    def row(self, number: int) -> DoseRow:
        """The row at `number`."""
        return self._rows_model.row(number)

    def set_row_height(self, height: int) -> None:
        """The least height of a row: more where the window is tall."""
        if height != self._row_height:
            self._row_height = height
            self._fit()

    def set_stale(self, stale: bool) -> None:
        """Take colour and weight out of the rows, or give them back."""
        self._stale = stale
        self._fit()
        self.viewport().update()

    @property
    def is_stale(self) -> bool:
        """Whether the rows are an earlier plan's."""
        return self._stale

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say which row is chosen."""
        super().selectionChanged(selected, deselected)
        if self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring on the row."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the ring of the focus round the chosen one."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(roles_of(self.palette()).accent), 2))
            row = self.currentIndex().row()
            box = QRect(1, self.rowViewportPosition(row) + 1, self.viewport().width() - 2, self.rowHeight(row) - 2)
            painter.drawRoundedRect(box, 4, 4)
            painter.end()

    def minimumSizeHint(self) -> QSize:
        """Any width: dates and words wrap."""
        return QSize(240, self.minimumHeight())

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the column."""
        event.ignore()  # type: ignore[attr-defined]

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """The ground of the chosen row: soft in a fresh plan, none in a stale one or where there is nothing to choose."""
        super().initViewItemOption(option)
        soft = QColor(roles_of(self.palette()).accent_soft)
        shown = not self._stale and self._rows_model.rowCount() > 1
        option.palette.setColor(QPalette.ColorRole.Highlight, soft if shown else QColor(Qt.GlobalColor.transparent))

    def column_font(self, column: int) -> QFont:
        """Bold where the amount stands that is taken."""
        return font(Type.STRONG if column == TAKE and not self._stale else Type.BODY)

    def _fit(self) -> None:
        """Columns as wide as their words; where that is too much, dates first, then words, wrap at their spaces."""
        widths = {column: self._widest(column) for column in (DAYS, DATES, DOSE, TAKE)}
        over = sum(widths.values()) - self.viewport().width()
        for column in (DATES, TAKE):
            if over > 0:
                narrower = max(self._longest_word(column), widths[column] - over)
                over -= widths[column] - narrower
                widths[column] = narrower
        if over < 0:
            widths[TAKE] -= over
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self._head.fit_words()
        self.verticalHeader().setMinimumSectionSize(self._row_height)
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self._rows_model.rowCount()))
        self.setFixedHeight(rows + self._head.height())

    def _widest(self, column: int) -> int:
        metrics, head = QFontMetrics(self.column_font(column)), QFontMetrics(font(Type.CAPTION))
        texts = self._texts(column)
        words = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return max(words, head.horizontalAdvance(self._head_text(column))) + _GAP + _inset(column) + 1

    def _longest_word(self, column: int) -> int:
        metrics, head = QFontMetrics(self.column_font(column)), QFontMetrics(font(Type.CAPTION))
        pieces = [piece for text in self._texts(column) for piece in text.split(" ")]
        words = [metrics.horizontalAdvance(piece) for piece in pieces]
        words += [head.horizontalAdvance(piece) for piece in self._head_text(column).split(" ")]
        return max(words) + _GAP + _inset(column) + 1

    def _texts(self, column: int) -> list[str]:
        model = self._rows_model
        return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]

    def _head_text(self, column: int) -> str:
        return str(self._rows_model.headerData(column, Qt.Orientation.Horizontal))


class _Head(QHeaderView):
    """Heads as small muted words over a hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("doses.head")
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(8)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def fit_words(self) -> None:
        """Be as tall as the head with most lines at its column's width, and the hairline."""
        metrics, model = QFontMetrics(font(Type.CAPTION)), self.model()
        tallest = metrics.height()
        for section in range(model.columnCount()):
            room = self.sectionSize(section) - _GAP - _inset(section)
            words = str(model.headerData(section, Qt.Orientation.Horizontal))
            tallest = max(tallest, metrics.boundingRect(QRect(0, 0, room, 1000), int(Qt.TextFlag.TextWordWrap), words).height())
        self.setFixedHeight(tallest + 5)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt calls it by name
        """Write one head."""
        roles = roles_of(self.palette())
        model = self.model()
        words = model.headerData(logicalIndex, Qt.Orientation.Horizontal)
        side = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        painter.save()
        painter.setFont(font(Type.CAPTION))
        painter.setPen(QColor(roles.muted))
        flags = int(side) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(rect.adjusted(_inset(logicalIndex), 0, -_GAP, -4), flags, str(words))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))
        painter.restore()


class _RowPainter(QStyledItemDelegate):
    """Words in the theme's colours, the amount that is taken in bold."""

    def __init__(self, table: DosesTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _INDEX) -> None:
        """Write the words of a cell; the view has painted the ground of its row."""
        roles = roles_of(self._table.palette())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        flags = int(index.data(Qt.ItemDataRole.TextAlignmentRole)) | int(Qt.TextFlag.TextWordWrap)
        painter.save()
        painter.setFont(self._table.column_font(index.column()))
        painter.setPen(QColor(roles.muted if self._table.is_stale else roles.text))
        painter.drawText(option.rect.adjusted(_inset(index.column()), 0, -_GAP, 0), flags, str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _INDEX) -> QSize:
        """As tall as the words at the column's width."""
        metrics = QFontMetrics(self._table.column_font(index.column()))
        width = self._table.columnWidth(index.column()) - _GAP - _inset(index.column())
        text = str(index.data())
        box = metrics.boundingRect(QRect(0, 0, width, 1000), int(Qt.TextFlag.TextWordWrap), text)
        return QSize(width, box.height() + 6)


def _inset(column: int) -> int:
    return _INSET if column == DAYS else 0
