"""The pharmacy's own file as text, with every problem of it below: its line and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.style import Type, set_look, set_type
from ui.kit.text import Text
from ui.settings.sentences import TEXT

__all__ = ["OwnText"]

_LINE: Final = Qt.ItemDataRole.UserRole
_LEAST_HEIGHT: Final = 320
_PROBLEMS_HEIGHT: Final = 120


class OwnText(QWidget):
    """A plain text editor; a press on a problem goes to its line.

    Attributes:
        edited: the whole text.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("own.text")
        self.box = QPlainTextEdit()
        self.box.setObjectName("own.text.box")
        self.box.setAccessibleName(TEXT.own_file)
        self.box.setTabChangesFocus(True)
        self.box.setMinimumHeight(_LEAST_HEIGHT)
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        self.box.setFont(font)
        self.box.textChanged.connect(lambda: self.edited.emit(self.box.toPlainText()))
        self._state = Text(Type.CAPTION)
        self._state.setObjectName("own.text.state")
        self.problems = QListWidget()
        self.problems.setObjectName("own.text.problems")
        self.problems.setAccessibleName(TEXT.problem_list)
        self.problems.setWordWrap(True)
        self.problems.setMaximumHeight(_PROBLEMS_HEIGHT)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_type(self.problems, Type.CAPTION)
        self.problems.itemActivated.connect(self._go)
        self.problems.itemClicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.box, 1)
        column.addWidget(self._state)
        column.addWidget(self.problems)

    def show_text(self, text: str) -> None:
        """Show a text that was not typed here; the place one was at stays."""
        if text == self.box.toPlainText():
            return
        self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.blockSignals(False)

    def show_problems(self, found: Sequence[tuple[int, str]]) -> None:
        """List every problem with its line; 0 is the file as a whole."""
        self.problems.clear()
        for line, sentence in found:
            item = QListWidgetItem(TEXT.problem_in_line.format(line=line, sentence=sentence) if line else sentence)
            item.setData(_LINE, line)
            self.problems.addItem(item)
        self.problems.setVisible(bool(found))
        more = TEXT.problems.format(count=len(found)) if found else TEXT.can_be_used
        said = TEXT.one_problem if len(found) == 1 else more
        self._state.setText(said)
        set_look(self._state, "ink", "stop" if found else "ok")
        set_look(self.box, "invalid", bool(found))
        self.box.setAccessibleDescription(said)

    def go_to_line(self, line: int) -> None:
        """Bring a line in sight, and the cursor to it."""
        if line:
            cursor = QTextCursor(self.box.document().findBlockByNumber(line - 1))
            self.box.setTextCursor(cursor)
            self.box.centerCursor()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, item: QListWidgetItem) -> None:
        self.go_to_line(item.data(_LINE))
