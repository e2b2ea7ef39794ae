"""What was really weighed: a field beside each planned amount, the difference as it is typed, and the verdict in large words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.compound.made.as_made import MadeState
from ui.compound.made.rows import Difference, MadeRow, Verdict
from ui.compound.made.sentences import TEXT
from ui.kit.boxes import TextBox
from ui.kit.controls import button, link
from ui.kit.fields import ErrorLine
from ui.kit.icons import IconLabel
from ui.kit.style import Type, set_look
from ui.kit.text import Text

__all__ = ["MadePanel"]

_ICONS: Final = {"ok": "circle-check", "warn": "alert-triangle", "stop": "alert-circle"}
_WIDEST: Final = "999.99 mg or so"
_TOP: Final = Qt.AlignmentFlag.AlignTop


class MadePanel(QWidget):
    """Closed until a person opens it; passive.

    Attributes:
        opened: whether it was opened, or closed.
        edited, left: of a row's field, by the row's key.
        clear_requested: the button beside entries that belong to another plan.
    """

    opened = Signal(bool)
    edited = Signal(str, str)
    left = Signal(str)
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("made")
        self.setAccessibleName(TEXT.title)
        self._rows: list[_Row] = []
        self.toggle = link(TEXT.open, "made.open")
        self.toggle.clicked.connect(self._turn)
        self._inside = QWidget()
        self._mark = _Mark()
        self._mark.clear.clicked.connect(self.clear_requested)
        self._verdict = _VerdictLine()
        self._lines = Text(Type.BODY)
        self._lines.setObjectName("made.lines")
        self._quiet = Text(Type.CAPTION, ink="muted")
        self._quiet.setObjectName("made.quiet")
        self._kept = Text(Type.CAPTION, TEXT.not_kept, "muted")
        self._kept.setObjectName("made.kept")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._kept)
        self._column.addWidget(self._mark)
        for each in (self._verdict, self._quiet, self._lines):
            self._column.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.toggle)
        column.addWidget(self._inside)
        self._inside.hide()
        self._mark.hide()
        self._verdict.hide()

    @property
    def is_open(self) -> bool:
        """Whether its fields are in sight."""
        return not self._inside.isHidden()

    def show_state(self, state: MadeState) -> None:
        """Show rows, differences, errors and the verdict."""
        while len(self._rows) < len(state.rows):
            self._add_row()
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(state.rows))
            if place < len(state.rows):
                shown = state.rows[place]
                row.show_row(shown, state.differences.get(shown.key), state.errors.get(shown.key))
        self._mark.say(state.mark)
        self._verdict.show_verdict(state.verdict)
        self._lines.setText("\n".join(state.lines))
        self._lines.setVisible(bool(state.lines))
        self._quiet.setText(state.quiet)
        self._quiet.setVisible(bool(state.quiet))

    def clear_entries(self) -> None:
        """Empty every field."""
        for row in self._rows:
            row.box.clear()

    def _turn(self) -> None:
        opened = not self.is_open
        self._inside.setVisible(opened)
        self.toggle.setText(TEXT.close if opened else TEXT.open)
        self.toggle.setAccessibleName(TEXT.close if opened else TEXT.open)
        self.opened.emit(opened)

    def _add_row(self) -> None:
        row = _Row()
        row.box.textEdited.connect(lambda text, made=row: self.edited.emit(made.key, text))
        row.box.left.connect(lambda made=row: self.left.emit(made.key))
        before = self._rows[-1].box if self._rows else self._mark.clear
        self._column.insertWidget(2 + len(self._rows), row)
        QWidget.setTabOrder(before, row.box)
        self._rows.append(row)


class _Row(QWidget):
    """One amount: what to do at the left, the field at the right, under them the difference or the error."""

    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self._head, self._rest = Text(Type.STRONG), Text(Type.CAPTION, ink="muted")
        self.box = TextBox("made", TEXT.really_weighed)
        self.box.setFixedWidth(self.box.fontMetrics().horizontalAdvance(_WIDEST) + 20)
        self._icon = IconLabel(_ICONS["ok"], "ok", 16)
        self._difference = Text(Type.BODY)
        self._error = ErrorLine()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._head)
        words.addWidget(self._rest)
        words.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addLayout(words, 1)
        across.addWidget(self.box, 0, _TOP)
        self._found = QWidget()
        found = QHBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(4)
        found.addWidget(self._icon, 0, _TOP)
        found.addWidget(self._difference, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(across)
        column.addWidget(self._found)
        column.addWidget(self._error)

    def show_row(self, row: MadeRow, found: Difference | None, error: str | None) -> None:
        """Show one amount of the plan with what came of the typed one."""
        if row.key != self.key:
            self.key = row.key
            named = ((self.box, ""), (self._error, ".error"), (self._difference, ".difference"), (self._head, ".label"))
            for widget, part in named:
                widget.setObjectName(f"made.{row.key}{part}")
        self._head.setText(row.head)
        self._rest.setText(row.rest)
        self.box.setPlaceholderText(row.planned)
        self.box.setAccessibleName(TEXT.really.format(what=row.head))
        self._found.setVisible(found is not None)
        if found is not None:
            self._difference.setText(found.words)
            self._icon.set_icon(_ICONS[found.look], found.look)
        self._error.say(error)
        self.box.set_invalid(error)


class _Mark(QFrame):
    """Says that the entries are not calculated with, and offers to clear them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "banner")
        self._words = Text(Type.BODY)
        self._words.setObjectName("made.mark")
        self.clear = button(TEXT.clear, "made.clear")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 8, 8, 8)
        line.setSpacing(8)
        line.addWidget(IconLabel("info-circle", "text", 16), 0, _TOP)
        line.addWidget(self._words, 1)
        line.addWidget(self.clear, 0, _TOP)

    def say(self, words: str) -> None:
        """Show a sentence, or nothing."""
        self._words.setText(words)
        self.setVisible(bool(words))


class _VerdictLine(QFrame):
    """The verdict: icon and large words on their ground, the reason under them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("made.verdict")
        self._icon = IconLabel(_ICONS["ok"], "ok", 20)
        self._words, self._why = Text(Type.TITLE), Text(Type.BODY)
        self._words.setObjectName("made.verdict.words")
        self._why.setObjectName("made.verdict.why")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._words)
        words.addWidget(self._why)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        line.addWidget(self._icon, 0, _TOP)
        line.addLayout(words, 1)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show a verdict, or none."""
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        set_look(self, "ground", verdict.look)
        self._icon.set_icon(_ICONS[verdict.look], verdict.look)
        self._words.setText(verdict.words)
        self._why.setText(verdict.why)
        self.setAccessibleName(TEXT.verdict_spoken.format(verdict=verdict.words, why=verdict.why))
