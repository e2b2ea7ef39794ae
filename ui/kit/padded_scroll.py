"""A column that scrolls by itself, never sideways, and keeps its right edge whether its bar shows or not."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.kit.focus_ring import FocusRing

__all__ = ["PaddedScroll"]

_BAR: Final = 10


class PaddedScroll(QScrollArea):
    """Scrolls its `column`; the scroll bar stands in the right padding.

    Attributes:
        scrolled: whether something has gone out of sight at the top.
    """

    scrolled = Signal(bool)

    def __init__(self, name: str, says: str, parent: QWidget | None = None) -> None:
        """`says` is its accessible name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ring = FocusRing(self)
        self._padding = (16, 12, 16, 16)
        self.content = QWidget()
        self.content.setObjectName(f"{name}.content")
        self.column = QVBoxLayout(self.content)
        self.column.setSpacing(0)
        self.setWidget(self.content)
        self.content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._pad)
        bar.valueChanged.connect(lambda value: self.scrolled.emit(value > 0))
        self._pad()

    def set_padding(self, left: int, top: int, right: int, bottom: int) -> None:
        """The space round the content."""
        if self._padding != (left, top, right, bottom):
            self._padding = (left, top, right, bottom)
            self._pad()

    def needed_height(self, width: int) -> int:
        """How tall it must be to show all of its content in this width."""
        needed = self.column.totalHeightForWidth(width)
        return needed if needed >= 0 else self.column.totalSizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the ring round the new size."""
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the arrow and page keys scroll here."""
        super().focusInEvent(event)
        self._ring.raise_()
        self._ring.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ring.hide()

    def _pad(self) -> None:
        """Tab stops here only while there is something to scroll."""
        left, top, right, bottom = self._padding
        scrolls = self.verticalScrollBar().maximum() > 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)
        room = _BAR if scrolls else 0
        self.column.setContentsMargins(left, top, max(0, right - room), bottom)
