"""A whole number with arrows, drawn as the fields are; the wheel never changes it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QSpinBox, QWidget

from ui.kit.boxes import draw_frame
from ui.kit.fields import Field
from ui.kit.icons import draw_icon
from ui.kit.style import Type, field_height, set_type
from ui.kit.theme import roles_of

__all__ = ["NumberBox", "NumberField"]

_CHEVRON: Final = 12
_EDGE: Final = 2
_ARROWS: Final = 20


class NumberBox(QSpinBox):
    """Arrow keys, the two arrows and typing all change it."""

    def __init__(self, name: str, words: str, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setRange(least, most)
        set_type(self, Type.BODY)
        self.setFrame(False)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(field_height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = self.lineEdit()
        line.setAccessibleName(words)
        line.setTextMargins(6, 0, 0, 0)
        line.setObjectName(f"{name}.line")

    def sizeHint(self) -> QSize:
        """Wide enough for its largest number."""
        return QSize(self.fontMetrics().horizontalAdvance("8" * len(str(self.maximum()))) + 56, field_height())

    def minimumSizeHint(self) -> QSize:
        """As wide as it needs."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the figures inside the frame and left of the arrows."""
        super().resizeEvent(event)
        self.lineEdit().setGeometry(_EDGE, _EDGE, self.width() - _EDGE - _ARROWS, self.height() - 2 * _EDGE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus round the whole box."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus away again."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame and arrows in the palette of now."""
        roles = roles_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_frame(painter, self.rect(), roles, focused=self.hasFocus())
        for icon, middle, may in (
            ("chevron-up", 0.28, self.value() < self.maximum()),
            ("chevron-down", 0.72, self.value() > self.minimum()),
        ):
            top = self.height() * middle - _CHEVRON / 2
            box = QRectF(self.width() - _ARROWS + 2, top, _CHEVRON, _CHEVRON)
            draw_icon(painter, icon, roles.text if may else roles.line, box)
        painter.end()


class NumberField(Field):
    """A whole number under its caption."""

    def __init__(self, name: str, caption: str, least: int, most: int, parent: QWidget | None = None) -> None:
        self.box = NumberBox(name, caption.replace("&", ""), least, most)
        super().__init__(caption, self.box, parent)
