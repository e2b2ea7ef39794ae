"""Copy, Print and Save as PDF under an answer, with one sentence of what happened."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import IconLabel
from ui.style import Type
from ui.widgets.controls import button, hairline
from ui.widgets.text import Text

__all__ = ["OutputBar"]

_ICONS: Final = {"ok": "circle-check", "stop": "alert-circle", "muted": "printer"}


class OutputBar(QFrame):
    """Passive: buttons that are on while there is something to take away.

    Attributes:
        copy_pressed: Copy was pressed.
        print_pressed: Print was pressed.
        save_pressed: Save as PDF was pressed.
    """

    copy_pressed = Signal()
    print_pressed = Signal()
    save_pressed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, copies: bool = True) -> None:
        """`name` begins the buttons' object names; `copies` where the answer can go to the clipboard."""
        super().__init__(parent)
        self.setObjectName(f"{name}.bar")
        self.setProperty("ground", "window")
        self._icon = IconLabel("circle-check", "ok")
        self._said = Text(Type.CAPTION)
        self._said.setObjectName(f"{name}.said")
        self.copy_button = button("&Copy", f"{name}.copy", icon="copy")
        self.print_button = button("&Print…", f"{name}.print", icon="printer", look="primary")
        self.save_button = button("Save as P&DF…", f"{name}.save", icon="download")
        self._buttons = [self.copy_button, self.print_button, self.save_button]
        self.copy_button.setVisible(copies)
        for pressed, signal in zip(self._buttons, (self.copy_pressed, self.print_pressed, self.save_pressed), strict=True):
            pressed.clicked.connect(signal)
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words.addWidget(self._said, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for pressed in self._buttons:
            row.addWidget(pressed, 0)
        row.addStretch(1)
        inside = QVBoxLayout()
        inside.setContentsMargins(24, 8, 16, 12)
        inside.setSpacing(8)
        inside.addLayout(words)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(inside)
        self.say("")

    def set_on(self, on: bool, why_off: str) -> None:
        """Turn the buttons on or off; `why_off` is read out with them."""
        for pressed in self._buttons:
            pressed.setEnabled(on)
            pressed.setAccessibleDescription("" if on else why_off)

    def say(self, sentence: str, ink: str = "ok") -> None:
        """Say what happened; `ink` is ok, stop or muted. Empty takes it back."""
        self._icon.set_icon(_ICONS[ink], ink)
        self._icon.setVisible(bool(sentence))
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
