"""The boxes of the form without caption or error line: a line of text, and a list to choose from.

A box shows what it is told and says what a person does; it never reads, corrects or clears a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from ui.kit.icons import draw_icon
from ui.kit.sentences import TEXT
from ui.kit.style import Type, field_height, set_look, set_type
from ui.kit.theme import Roles, roles_of

__all__ = ["ChoiceBox", "Choices", "TextBox", "draw_frame"]

Choices = Sequence[tuple[str, str]]
"""Keys as they stand in a request, with the words a person reads."""

_CHEVRON: Final = 16


class TextBox(QLineEdit):
    """One line of text.

    Attributes:
        left: the focus has gone elsewhere.
    """

    left = Signal()

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        set_type(self, Type.BODY)
        self.setMinimumHeight(field_height())
        self.setMinimumWidth(32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show a text that a person did not type; what stands there already keeps its undo steps."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
            self.setToolTip(text if self.fontMetrics().horizontalAdvance(text) > self.width() - 20 else "")

    def set_invalid(self, sentence: str | None) -> None:
        """Mark the text as one that cannot be read."""
        set_look(self, "invalid", bool(sentence))
        self.setAccessibleDescription(sentence or "")

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to what stands around the box where the box itself has nothing to undo."""
        is_undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if is_undo and event.type() == QEvent.Type.ShortcutOverride and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has left, but not for a menu or another window."""
        super().focusOutEvent(event)
        self.setToolTip(self.text() if self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 20 else "")
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Wide enough for its text, never asking for more than a few words."""
        return QSize(96, field_height())


class ChoiceBox(QComboBox):
    """A list to choose from, drawn whole; the wheel never changes it.

    Attributes:
        picked: the key that a person chose.
    """

    picked = Signal(str)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        set_type(self, Type.BODY)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(field_height())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(TEXT.choose)
        self._invalid = False
        self._known = 0
        self.activated.connect(lambda index: self.picked.emit(self.itemData(index)))

    def set_choices(self, choices: Choices) -> None:
        """Offer these; what was chosen stays chosen."""
        key = self.key()
        self.blockSignals(True)
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self._known = len(choices)
        self.blockSignals(False)
        self.show_key(key)

    def key(self) -> str | None:
        """The key that is chosen."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, str) else None

    def show_key(self, key: str | None) -> None:
        """Show a choice that a person did not make here; a key that is not offered is shown as it is written."""
        while self.count() > self._known:
            self.removeItem(self.count() - 1)
        index = -1 if key is None else self.findData(key)
        if index < 0 and key is not None:
            self.addItem(key, key)
            index = self.count() - 1
        self.setCurrentIndex(index)
        self.setToolTip(self.currentText() if index >= 0 else "")
        self.update()

    def shown_words(self) -> str:
        """The words in the box."""
        return self.currentText() if self.currentIndex() >= 0 else self.placeholderText()

    def set_invalid(self, sentence: str | None) -> None:
        """Mark the choice as one that cannot be read."""
        self._invalid = bool(sentence)
        self.setAccessibleDescription(sentence or "")
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def text_room(self) -> int:
        """How wide the words in the box may be, in logical pixels."""
        return self.width() - 10 - _CHEVRON - 10

    def sizeHint(self) -> QSize:
        """Wide enough for what it shows now."""
        return QSize(self.fontMetrics().horizontalAdvance(self.shown_words()) + 22 + _CHEVRON, field_height())

    def minimumSizeHint(self) -> QSize:
        """Its height, and room for a short word."""
        return QSize(64, field_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, words and chevron in the palette of now."""
        roles = roles_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_frame(painter, self.rect(), roles, focused=self.hasFocus(), invalid=self._invalid)
        painter.setPen(QColor(roles.text if self.currentIndex() >= 0 else roles.muted))
        room = self.text_room()
        words = self.fontMetrics().elidedText(self.shown_words(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(10, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        box = QRectF(self.width() - _CHEVRON - 8, (self.height() - _CHEVRON) / 2, _CHEVRON, _CHEVRON)
        draw_icon(painter, "chevron-down", roles.text, box)
        painter.end()


def draw_frame(painter: QPainter, box: QRect, roles: Roles, *, focused: bool, invalid: bool = False) -> None:
    """Draw the frame of a box and fill it: thick while it has the focus, red where what it holds cannot be read."""
    thick = 2.0 if focused else 1.0
    edge = roles.stop if invalid else roles.accent if focused else roles.control
    painter.setPen(QPen(QColor(edge), thick))
    painter.setBrush(QColor(roles.field))
    painter.drawRoundedRect(QRectF(box).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2), 4, 4)
