"""Notes: what is good to know and holds nothing back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ldn_calc.procedure.printed import PrintedFinding
from ui.compound.plan.sentences import TEXT
from ui.kit.icons import IconLabel
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["NotesPanel"]


class NotesPanel(QWidget):
    """Small sentences beside an icon, no ground; gone when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes")
        self.setAccessibleName(TEXT.notes)
        self._rows: list[tuple[QWidget, Text]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(Text(Type.HEAD, TEXT.notes))

    def show_notes(self, notes: Sequence[PrintedFinding], own_rows: str = "") -> None:
        """Show these notes, and first which of the pharmacy's own rows the plan was made with."""
        said = [("ownRows", own_rows)] if own_rows else []
        said += [(note["code"], f"{note['message']} {note['action']}".strip()) for note in notes]
        while len(self._rows) < len(said):
            self._add_row()
        for place, (row, text) in enumerate(self._rows):
            row.setVisible(place < len(said))
            if place < len(said):
                text.setObjectName(f"note.{said[place][0]}")
                text.setText(said[place][1])
        self.setVisible(bool(said))

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
