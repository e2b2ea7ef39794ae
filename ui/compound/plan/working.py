"""The working: each calculation with its numbers, as a pharmacist would write it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ldn_calc.procedure.printed import PrintedWorking
from ui.compound.plan.sentences import TEXT
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["WorkingPanel"]


class WorkingPanel(QWidget):
    """Short heads and their lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("working")
        self.setAccessibleName(TEXT.working)
        self._rows: list[tuple[Text, Text]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(Text(Type.HEAD, TEXT.working), 0, 0, 1, 2)

    def show_working(self, lines: Sequence[PrintedWorking]) -> None:
        """Show these lines; a head that repeats is written the first time."""
        while len(self._rows) < len(lines):
            self._add_row()
        before = ""
        for place, (head, text) in enumerate(self._rows):
            shown = place < len(lines)
            head.setVisible(shown)
            text.setVisible(shown)
            if shown:
                what = lines[place]["what"]
                head.setText("" if what == before else what)
                text.setText(lines[place]["line"])
                before = what

    def _add_row(self) -> None:
        place = len(self._rows) + 1
        row = (Text(Type.CAPTION, ink="muted"), Text(Type.CAPTION))
        row[0].setWordWrap(False)
        for column, text in enumerate(row):
            text.setObjectName(f"working.{place}.{('head', 'line')[column]}")
            self._grid.addWidget(text, place, column, Qt.AlignmentFlag.AlignTop)
        self._rows.append(row)
