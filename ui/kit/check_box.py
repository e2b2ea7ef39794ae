"""Yes or no, drawn as the fields are, so that its box is seen in both themes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.kit.icons import draw_icon
from ui.kit.style import Type, set_type
from ui.kit.theme import roles_of

__all__ = ["CheckBox"]

_SIDE: Final = 18
_GAP: Final = 8
_LEAST_HEIGHT: Final = 26


class CheckBox(QCheckBox):
    """A box with its words; a press anywhere on it turns it."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        set_type(self, Type.BODY)

    def sizeHint(self) -> QSize:
        """As wide as box and words."""
        metrics = self.fontMetrics()
        return QSize(_SIDE + _GAP + metrics.horizontalAdvance(self.text()) + 4, max(_LEAST_HEIGHT, metrics.height() + 6))

    def minimumSizeHint(self) -> QSize:
        """As wide as it needs."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Anywhere."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, tick, words and focus in the palette of now."""
        roles = roles_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, focused = self.isChecked(), self.hasFocus()
        thick = 2.0 if focused else 1.0
        box = QRectF(0, (self.height() - _SIDE) / 2, _SIDE, _SIDE)
        painter.setPen(QPen(QColor(roles.accent if on or focused else roles.control), thick))
        painter.setBrush(QColor(roles.accent if on else roles.field))
        painter.drawRoundedRect(box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2), 4, 4)
        if on:
            draw_icon(painter, "check", roles.on_accent, box.adjusted(2, 2, -2, -2))
        words = QRectF(_SIDE + _GAP, 0, self.width() - _SIDE - _GAP, self.height())
        painter.setPen(QColor(roles.text if self.isEnabled() else roles.disabled))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if focused:
            painter.setPen(QPen(QColor(roles.accent), 2))
            end = words.left() + self.fontMetrics().horizontalAdvance(self.text())
            painter.drawLine(QPointF(words.left(), self.height() - 2), QPointF(end, self.height() - 2))
        painter.end()
