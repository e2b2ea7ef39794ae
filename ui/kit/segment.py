"""One answer of two or three beside each other: the chosen one has a tick on a ground, the focus a ring and nothing else."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.icons import draw_icon
from ui.kit.style import Type, set_type
from ui.kit.theme import roles_of

__all__ = ["Segment"]

_TICK: Final = 14
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segment(QPushButton):
    """A button of a group of which one or none is chosen. Arrows go from one to the next and never choose; Space chooses."""

    def __init__(self, words: str, name: str, place: str, parent: QWidget | None = None) -> None:
        """`place` in the row is first, middle or last."""
        super().__init__(words, parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("look", "segment")
        self.setProperty("place", place)
        set_type(self, Type.BODY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with the arrows, before a choice and after it alike; everything else as a button does."""
        step = _STEPS.get(Qt.Key(event.key()))
        group = self.group()
        if step is None or group is None:
            super().keyPressEvent(event)
            return
        there = [each for each in group.buttons() if each.isEnabled()]
        there[(there.index(self) + step) % len(there)].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tick of the chosen one at its left."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(6, (self.height() - _TICK) / 2, _TICK, _TICK)
            draw_icon(painter, "check", roles_of(self.palette()).accent, box)
            painter.end()
