"""One quiet line: which way to make it was chosen, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.compound.ways.sentences import TEXT
from ui.kit.controls import link
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["ChosenLine"]


class ChosenLine(QWidget):
    """Gone while nothing was chosen.

    Attributes:
        taken_back: a person wants it as it was.
    """

    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chosenWay")
        self._title = ""
        self._words = Text(Type.CAPTION, ink="muted")
        self._words.setObjectName("chosenWay.words")
        self._back = link(TEXT.take_back, "chosenWay.takeBack")
        self._back.clicked.connect(self.taken_back)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 4)
        line.setSpacing(8)
        line.addWidget(self._words, 1)
        line.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]
        """Stand under the status's own edges."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(left, top, right, bottom)

    def say(self, title: str) -> bool:
        """Name what was chosen, and bring the focus to the way back; empty takes the line away. Whether that is new."""
        if title == self._title:
            return False
        self._title = title
        self._words.setText(TEXT.chosen_way.format(way=title))
        self._back.setAccessibleName(TEXT.take_back_way.format(way=title))
        self.setVisible(bool(title))
        if title:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
