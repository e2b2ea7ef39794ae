"""The files of a batch, one under the other: state, file, and what to do where something is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.batch.sentences import TEXT
from ui.batch.words import StateWords
from ui.kit.controls import button
from ui.kit.icons import IconLabel
from ui.kit.padded_scroll import PaddedScroll
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["BatchList"]

_LEFT: Final = 24


class BatchList(PaddedScroll):
    """Passive.

    Attributes:
        again_pressed: the place of a file whose papers in doubt are to be printed again.
    """

    again_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("batch.list", TEXT.files_of_the_batch, parent)
        self.set_padding(_LEFT, 12, 16, 16)
        self.column.setSpacing(8)
        self._empty = Text(Type.BODY, TEXT.no_files, "muted")
        self._empty.setObjectName("batch.empty")
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        self._rows: list[_Row] = []

    def show_files(self, names: Sequence[str]) -> None:
        """List these files, the ones shown before taken away."""
        for row in self._rows:
            row.deleteLater()
        self._rows = []
        for place, name in enumerate(names):
            row = _Row(place, name)
            row.again.clicked.connect(lambda _on=False, place=place: self.again_pressed.emit(place))
            self.column.insertWidget(self.column.count() - 1, row)
            self._rows.append(row)
        self._empty.setVisible(not names)

    def show_state(self, place: int, state: StateWords, sentence: str, *, doubtful: bool) -> None:
        """Say what became of a file; `doubtful` offers to print it again."""
        row = self._rows[place]
        row.show_state(state, sentence, doubtful=doubtful)
        self.ensureWidgetVisible(row, 0, 24)

    def set_busy(self, *, busy: bool) -> None:
        """While the batch runs nothing can be asked for again."""
        for row in self._rows:
            row.again.setEnabled(not busy)


class _Row(QWidget):
    def __init__(self, place: int, name: str) -> None:
        super().__init__()
        start = f"batch.{place}"
        self.setObjectName(start)
        self._name = name
        self._icon = IconLabel("info-circle", "muted")
        self._title, self._sentence = Text(Type.STRONG), Text(Type.CAPTION, ink="muted")
        self._title.setObjectName(f"{start}.title")
        self._sentence.setObjectName(f"{start}.sentence")
        self.again = button(TEXT.print_again, f"{start}.again", look="warn")
        self.again.setAccessibleName(TEXT.print_file_again.format(file=name))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.again.hide()
        self._sentence.hide()
        self._title.setText(name)

    def show_state(self, state: StateWords, sentence: str, *, doubtful: bool) -> None:
        self._icon.set_icon(state.icon, state.role)
        self._title.setText(TEXT.state_and_file.format(state=state.words, file=self._name))
        self._sentence.setText(f"{sentence[:1].upper()}{sentence[1:]}".rstrip(".") + "." if sentence else "")
        self._sentence.setVisible(bool(sentence))
        self.again.setVisible(doubtful)
