"""Print and Save as PDF, with the reason in words when they are off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.compound.papers.sentences import TEXT
from ui.kit.controls import button, hairline
from ui.kit.icons import IconLabel
from ui.kit.style import Type, set_look
from ui.kit.text import Text
from ui.kit.words import PAPER_WORDS

__all__ = ["PrintBar"]

_ONE_ROW_FROM: Final = 560
_NAMED: Final = 2
"""Reasons that are named; the rest are counted, and all are in the description."""


class PrintBar(QFrame):
    """One sentence and two buttons.

    Attributes:
        print_pressed: Print was pressed.
        save_pressed: Save as PDF was pressed.
    """

    print_pressed = Signal()
    save_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("printBar")
        self.setProperty("ground", "window")
        self._icon = IconLabel("alert-triangle", "warn", 16)
        self._sentence = Text(Type.CAPTION)
        self._sentence.setObjectName("printBar.reason")
        words = TEXT.print_paper.format(paper=PAPER_WORDS["label"])
        self.print_button = button(words, "printPaper", icon="printer", look="primary")
        self.save_button = button(TEXT.save, "savePaper", icon="download")
        self.print_button.clicked.connect(self.print_pressed)
        self.save_button.clicked.connect(self.save_pressed)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._sentence, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.print_button, 3)
        buttons.addWidget(self.save_button, 2)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.setContentsMargins(16, 10, 16, 16)
        self._row.setSpacing(8)
        self._row.addLayout(said, 1)
        self._row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(self._row)

    def set_paper(self, paper: str) -> None:
        """Name the paper that is printed."""
        words = TEXT.print_paper.format(paper=paper)
        self.print_button.setText(words)
        self.print_button.setAccessibleName(words)

    def say_off(self, reasons: Sequence[str]) -> None:
        """Turn printing off and say why."""
        named = [reason.rstrip(".") for reason in reasons]
        more = len(named) - _NAMED
        shown = "; ".join(named[:_NAMED])
        words = TEXT.off_and_more.format(reasons=shown, more=more) if more > 0 else TEXT.off.format(reasons=shown)
        self._say(words, "alert-triangle", "warn", on=False)
        self._describe("; ".join(named))

    def say_ready(self, sentence: str, *, warns: bool = False) -> None:
        """Turn printing on; `warns` where the sentence says what speaks against it."""
        self._say(sentence, *(("alert-triangle", "warn") if warns else ("circle-check", "ok")), on=True)
        self._describe(sentence)

    def say_busy(self, sentence: str) -> None:
        """Printing is under way; nothing can be pressed until it is done."""
        self._say(sentence, "printer", "muted", on=False)
        self._describe(sentence)

    def say_fault(self, sentence: str, *, on: bool) -> None:
        """Something failed; `on` while it may be tried again."""
        self._say(sentence, "alert-circle", "stop", on=on)
        self._describe(sentence)

    def sentence(self) -> str:
        """What the bar says."""
        return self._sentence.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= _ONE_ROW_FROM
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            self.updateGeometry()

    def _say(self, sentence: str, icon: str, role: str, *, on: bool) -> None:
        self._sentence.setText(sentence)
        set_look(self._sentence, "ink", "stop" if role == "stop" else "")
        self._icon.set_icon(icon, role)
        self.print_button.setEnabled(on)
        self.save_button.setEnabled(on)

    def _describe(self, words: str) -> None:
        for pressed in (self.print_button, self.save_button):
            pressed.setAccessibleDescription(words)
