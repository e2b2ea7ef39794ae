"""The calculators by family, with a line to find one by its words; Up, Down and Enter work from that line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui.calculators.sentences import TEXT
from ui.kit.fields import TextField
from ui.kit.style import Type, font
from ui.kit.text import Text
from ui.kit.theme import roles_of

__all__ = ["CalculatorList"]

_NAME: Final = Qt.ItemDataRole.UserRole
_AIR: Final = 12
_LEFT, _RIGHT = 16, 12
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class _Rows(QStyledItemDelegate):
    """Draws heads of families and calculators, a chosen one like the chosen page of the rail."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its words need at the list's width."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else 200
        room = QRect(0, 0, width - _LEFT - _RIGHT, 1000)
        words = QFontMetrics(font(_kind_of(index))).boundingRect(room, int(_WRAP), str(index.data()))
        return QSize(64, words.height() + _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw one row in the palette of now."""
        view = self.parent()
        if not isinstance(view, QListWidget):
            return
        roles, box, is_head = roles_of(view.palette()), QRectF(option.rect), index.data(_NAME) is None
        chosen = view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(box, QColor(roles.accent_soft))
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), QColor(roles.accent))
            if view.hasFocus():
                painter.setPen(QPen(QColor(roles.accent), 2))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(font(_kind_of(index)))
        painter.setPen(QColor(roles.muted if is_head else roles.text))
        words = box.adjusted(_LEFT, 0, -_RIGHT, 0)
        placed = Qt.AlignmentFlag.AlignBottom if is_head else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(_WRAP | placed), str(index.data()))
        painter.restore()


class _List(QListWidget):
    """The list itself; heads of families are stepped over."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows again for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class CalculatorList(QFrame):
    """Passive: says what is looked for, stepped to, chosen and entered.

    Attributes:
        searched: the words in the line.
        stepped: to the next calculator (1) or the one before (-1).
        chosen: name of a calculator.
        entered: the chosen one is to be filled in.
    """

    searched = Signal(str)
    stepped = Signal(int)
    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calcListPanel")
        self.setProperty("ground", "window")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        self._search = TextField("calc.search", TEXT.find)
        self._search.setContentsMargins(16, 0, 16, 8)
        self._search.box.setClearButtonEnabled(False)
        self._search.box.textChanged.connect(self.searched)
        self._search.box.installEventFilter(self)
        self._none = Text(Type.CAPTION, TEXT.none_found, "muted")
        self._none.setContentsMargins(16, 4, 16, 4)
        self._none.setObjectName("calc.none")
        self._none.hide()
        self._list = _List()
        self._list.setObjectName("calc.list")
        self._list.setAccessibleName(TEXT.calculators)
        self._list.setItemDelegate(_Rows(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setAutoFillBackground(False)
        self._list.viewport().setAutoFillBackground(False)
        self._list.currentItemChanged.connect(self._choose)
        self._list.itemClicked.connect(self._click)
        self._list.installEventFilter(self)
        column.addWidget(self._search)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)

    def focus_search(self) -> None:
        """Put the focus into the line, its words marked so that typing replaces them."""
        self._search.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._search.box.selectAll()

    def last_stop(self) -> QWidget:
        """Where Tab goes on from to the fields."""
        return self._list

    def show_families(self, families: Sequence[tuple[str, Sequence[tuple[str, str]]]], chosen: str) -> None:
        """List these, one of them chosen; nothing is said to have been chosen by a person."""
        self._list.blockSignals(True)
        names = [name for _, members in families for name, _ in members]
        if names != self._names():
            self._list.clear()
            for family, members in families:
                head = QListWidgetItem(family)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self._list.addItem(head)
                for name, title in members:
                    item = QListWidgetItem(title)
                    item.setData(_NAME, name)
                    self._list.addItem(item)
        for row in range(self._list.count()):
            if self._list.item(row).data(_NAME) == chosen:
                self._list.setCurrentRow(row)
                self._list.scrollTo(self._list.currentIndex())
        self._list.blockSignals(False)
        self._none.setVisible(not names)
        self._list.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Enter and Esc in the line; Enter in the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, in_line = event.key(), watched is self._search.box
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.entered.emit()
                return True
            if in_line and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
                return True
            if in_line and key == Qt.Key.Key_Escape and self._search.box.text():
                self._search.box.clear()
                return True
        return bool(super().eventFilter(watched, event))

    def _names(self) -> list[str]:
        return [name for row in range(self._list.count()) if (name := self._list.item(row).data(_NAME)) is not None]

    def _click(self, item: QListWidgetItem) -> None:
        if item.data(_NAME) is not None:
            self.entered.emit()

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and isinstance(name := item.data(_NAME), str):
            self.chosen.emit(name)


def _kind_of(index: QModelIndex | QPersistentModelIndex) -> Type:
    return Type.CAPTION_STRONG if index.data(_NAME) is None else Type.BODY
