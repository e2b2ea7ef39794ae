"""Notes: what is good to know and holds nothing back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ldn_calc.procedure.printed import PrintedFinding
from ui.icons import IconLabel
from ui.style import Type
from ui.widgets.text import Text

__all__ = ["NotesPanel"]


class NotesPanel(QWidget):
    """Small sentences beside an icon, no ground; gone when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes")
        self.setAccessibleName("Notes")
        self._rows: list[tuple[QWidget, Text]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(Text(Type.HEAD, "Notes"))

    def show_notes(self, notes: Sequence[PrintedFinding]) -> None:
        """Show these notes."""
        while len(self._rows) < len(notes):
            self._add_row()
        for place, (row, text) in enumerate(self._rows):
            row.setVisible(place < len(notes))
            if place < len(notes):
                note = notes[place]
                text.setText(f"{note['message']} {note['action']}".strip())
                text.setObjectName(f"note.{note['code']}")
        self.setVisible(bool(notes))

    def _add_row(self) -> None:
        row = QWidget(self)
        text = Text(Type.CAPTION)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel("info-circle", "muted", 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        self._rows.append((row, text))
        self._column.addWidget(row)
