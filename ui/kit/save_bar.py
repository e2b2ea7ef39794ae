"""Save and Discard under a page, with one sentence of how it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.controls import button, hairline
from ui.kit.said_line import SaidLine
from ui.kit.sentences import TEXT

__all__ = ["SaveBar"]


class SaveBar(QFrame):
    """Passive.

    Attributes:
        save_pressed: Save was pressed.
        discard_pressed: Discard was pressed.
    """

    save_pressed = Signal()
    discard_pressed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.bar")
        self.setProperty("ground", "window")
        self._said = SaidLine(name)
        self._save = button(TEXT.save_settings, f"{name}.save", look="primary")
        self._discard = button(TEXT.discard_changes, f"{name}.discard")
        self._save.clicked.connect(self.save_pressed)
        self._discard.clicked.connect(self.discard_pressed)
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 16, 12)
        row.setSpacing(8)
        row.addWidget(self._said, 1)
        row.addWidget(self._save)
        row.addWidget(self._discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(row)

    def say(self, sentence: str, ink: str) -> None:
        """Say how it stands; `ink` is ok, muted, warn or stop."""
        self._said.say(sentence, ink)
        for pressed in (self._save, self._discard):
            pressed.setAccessibleDescription(sentence)

    def set_on(self, *, on: bool) -> None:
        """Turn both buttons on or off."""
        self._save.setEnabled(on)
        self._discard.setEnabled(on)
