"""The bench steps, one under the other: number, what to do with its amount, with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.compound.plan.rows import StepRow
from ui.compound.plan.sentences import TEXT
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["StepsList"]

_HEAD_SHARE: Final = 0.45


class StepsList(QWidget):
    """Rows of labels that are kept and filled again, so that a keystroke makes no widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName(TEXT.steps)
        self._rows: list[tuple[Text, Text, Text]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)

    def set_steps(self, steps: Sequence[StepRow]) -> None:
        """Show these steps."""
        while len(self._rows) < len(steps):
            self._add_row()
        for place, row in enumerate(self._rows):
            for text in row:
                text.setVisible(place < len(steps))
            if place < len(steps):
                step = steps[place]
                row[1].setText(step.head)
                row[2].setText(step.rest)
        self._share()

    def set_air(self, pixels: int) -> None:
        """Space between rows: more where the window is tall."""
        self._grid.setVerticalSpacing(pixels)

    def _add_row(self) -> None:
        place = len(self._rows)
        row = (Text(Type.BODY, str(place + 1), "muted"), Text(Type.STRONG), Text(Type.BODY))
        row[0].setWordWrap(False)
        for column, text in enumerate(row):
            text.setObjectName(f"step.{place + 1}.{('number', 'head', 'rest')[column]}")
            self._grid.addWidget(text, place, column, Qt.AlignmentFlag.AlignTop)
        self._rows.append(row)

    def _share(self) -> None:
        """The heads' column is as wide as its words, but never most of the list."""
        shown = [head for _, head, _ in self._rows if not head.isHidden()]
        widest = max((head.fontMetrics().horizontalAdvance(head.text()) for head in shown), default=0) + 2
        most = max(100, round(self.width() * _HEAD_SHARE))
        self._grid.setColumnMinimumWidth(1, min(widest, most))

    def resizeEvent(self, event: object) -> None:
        """Share out the new width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._share()
