"""Copy, Print and Save as PDF under an answer, with one sentence of what happened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.kit.controls import button, hairline
from ui.kit.said_line import SaidLine
from ui.kit.sentences import TEXT

__all__ = ["OutputBar"]


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
        self._on = self._busy = False
        self._said = SaidLine(name, muted="printer")
        offered = (
            (TEXT.copy_answer, "copy", "copy", "", self.copy_pressed),
            (TEXT.print_it, "print", "printer", "primary", self.print_pressed),
            (TEXT.save_as_pdf, "save", "download", "", self.save_pressed),
        )
        self._buttons: list[QPushButton] = []
        for words, which, icon, look, pressed in offered if copies else offered[1:]:
            made = button(words, f"{name}.{which}", icon=icon, look=look)
            made.clicked.connect(pressed)
            self._buttons.append(made)
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in self._buttons:
            row.addWidget(made, 0)
        row.addStretch(1)
        inside = self._inside = QVBoxLayout()
        inside.setSpacing(8)
        inside.addWidget(self._said)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(inside)
        self.set_left(24)
        self._said.hide()

    def set_left(self, pixels: int) -> None:
        """Where words and buttons begin: under what stands above."""
        self._inside.setContentsMargins(pixels, 8, 16, 12)

    def set_on(self, on: bool, why_off: str) -> None:
        """Turn the buttons on or off; `why_off` is read out with them."""
        self._on = on
        for pressed in self._buttons:
            pressed.setEnabled(on and not self._busy)
            pressed.setAccessibleDescription("" if on else why_off)

    def set_busy(self, *, busy: bool) -> None:
        """While something is on its way nothing can be pressed."""
        self._busy = busy
        for pressed in self._buttons:
            pressed.setEnabled(self._on and not busy)

    def say(self, sentence: str, ink: str = "ok") -> None:
        """Say what happened; `ink` is ok, stop or muted. Empty takes it back."""
        self._said.say(sentence, ink)
        self._said.setVisible(bool(sentence))
