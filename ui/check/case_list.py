"""The cases of the installation check, one under the other, those that failed first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.check.sentences import TEXT
from ui.kit.icons import draw_icon
from ui.kit.style import Type, font
from ui.kit.theme import roles_of

__all__ = ["CaseLine", "CaseList"]

_LINE: Final = Qt.ItemDataRole.UserRole
_ICON: Final = 16
_LEFT: Final = 24
_TEXT: Final = _LEFT + _ICON + 8
_AIR: Final = 6
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class CaseLine(NamedTuple):
    """One case in words.

    Attributes:
        passed: whether it agrees.
        title: with its verdict before it.
        detail: what was expected and found.
        source: where what is expected comes from.
    """

    passed: bool
    title: str
    detail: str
    source: str


class _Rows(QStyledItemDelegate):
    """Draws icon, verdict and title, then expected and found, then the source."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its words need at the list's width."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else 400
        return QSize(64, sum(height for _, _, height in _parts(index.data(_LINE), width)) + 2 * _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw one row in the palette of now."""
        view, line = self.parent(), index.data(_LINE)
        if not isinstance(view, QListWidget):
            return
        roles, box = roles_of(view.palette()), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not line.passed:
            painter.fillRect(box.adjusted(0, 0, 0, -1), QColor(roles.stop_soft))
        if view.currentIndex() == index and view.hasFocus():
            painter.setPen(QPen(QColor(roles.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        icon, role = ("circle-check", roles.ok) if line.passed else ("alert-circle", roles.stop)
        draw_icon(painter, icon, role, QRectF(_LEFT, box.top() + _AIR, _ICON, _ICON))
        top = box.top() + _AIR
        for words, kind, height in _parts(line, view.viewport().width()):
            painter.setFont(font(kind))
            painter.setPen(QColor(roles.muted if kind is Type.CAPTION and words == line.source else roles.text))
            painter.drawText(QRectF(_TEXT, top, box.width() - _TEXT - 16, height), _WRAP, words)
            top += height
        painter.restore()


class CaseList(QListWidget):
    """Read-only; the arrow keys go from case to case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check.cases")
        self.setAccessibleName(TEXT.cases)
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)

    def show_lines(self, lines: Sequence[CaseLine]) -> None:
        """Show these, the first in sight."""
        self.clear()
        for line in lines:
            item = QListWidgetItem(TEXT.read_out.format(title=line.title, detail=line.detail))
            item.setData(_LINE, line)
            self.addItem(item)
        if lines:
            self.setCurrentRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows again for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


def _parts(line: CaseLine, width: int) -> list[tuple[str, Type, int]]:
    """The texts of a row with their sizes and heights at `width`."""
    room = QRect(0, 0, width - _TEXT - 16, 4000)
    texts = ((line.title, Type.STRONG), (line.detail, Type.CAPTION), (line.source, Type.CAPTION))
    return [(words, kind, QFontMetrics(font(kind)).boundingRect(room, _WRAP, words).height() + 2) for words, kind in texts if words]
