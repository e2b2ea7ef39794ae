"""A field of several short texts, as weights read one after the other: commas or new lines part them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.kit.fields import Field
from ui.kit.style import Type, field_height, set_look, set_type

__all__ = ["LinesBox", "LinesField"]

_LINES: Final = 4


class LinesBox(QPlainTextEdit):
    """Some lines of plain text; Tab goes on to the next field, a balance that types Enter begins the next weight.

    Attributes:
        left: the focus has gone elsewhere.
    """

    left = Signal()

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_type(self, Type.BODY)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 6, 0, 6)
        self.setFixedHeight(field_height() + (_LINES - 1) * self.fontMetrics().lineSpacing())

    def set_invalid(self, sentence: str | None) -> None:
        """Mark the text as one that cannot be read."""
        set_look(self, "invalid", bool(sentence))
        self.setAccessibleDescription(sentence or "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has left, but not for a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()

    def sizeHint(self) -> QSize:
        """As high as its lines, never asking for more width than a few words."""
        return QSize(96, self.height())

    def minimumSizeHint(self) -> QSize:
        """As the size hint, but narrower."""
        return QSize(64, self.height())


class LinesField(Field):
    """Several lines of text under their caption."""

    def __init__(self, name: str, caption: str, parent: QWidget | None = None) -> None:
        self.box = LinesBox(name, caption.replace("&", ""))
        super().__init__(caption, self.box, parent)

    def _mark(self, sentence: str | None) -> None:
        self.box.set_invalid(sentence)
