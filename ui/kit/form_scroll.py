"""A column of fields that scrolls, and keeps the field one types in, and the sentence under it, in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.controls import label
from ui.kit.fields import Field
from ui.kit.style import Type, set_look

__all__ = ["FormScroll"]

_FOCUS_MARGIN: Final = 24


class FormScroll(QScrollArea):
    """Scrolls its `column`; the bar keeps its place whether there is something to scroll or not."""

    def __init__(self, name: str, says: str, parent: QWidget | None = None) -> None:
        """`says` is its accessible name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(lambda _least, most: set_look(self.verticalScrollBar(), "idle", most == 0))
        content = QFrame()
        content.setObjectName("formContent")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(16, 10, 4, 16)
        self.column.setSpacing(8)
        self.setWidget(content)  # before it is filled: under a style sheet each move to another parent styles all anew
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def add_head(self, words: str, *links: QWidget) -> None:
        """Begin a section: its head, and links at the right."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 8 if self.column.count() else 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(words, Type.HEAD))
        row.addStretch(1)
        for each in links:
            row.addWidget(each)
        self.column.addLayout(row)
        self.column.addSpacing(-4)

    def show_error_in_sight(self) -> None:
        """Bring the sentence under the field that has the focus into sight."""
        field: QWidget | None = self.focusWidget()
        while field is not None and not isinstance(field, Field):
            field = field.parentWidget()
        if field is not None and field.error():
            self.ensureWidgetVisible(field, 0, 4)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _FOCUS_MARGIN)
