"""The condition: chosen from the list with the grade of its evidence, or written out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ldn_calc.order.request_fields import FIELDS
from ui.compound.form.sentences import TEXT
from ui.kit.boxes import Choices
from ui.kit.controls import label
from ui.kit.fields import ChoiceField, TextField
from ui.kit.icons import IconLabel
from ui.kit.style import Type

__all__ = ["ConditionField"]

_PATH: Final = "rx.indication"
_OTHER: Final = "other…"


class ConditionField(QWidget):
    """Shows the condition of a document.

    Attributes:
        edited: path and text of a condition that is written out.
        left: the path, when the focus has left the written one.
        picked: path and key; an empty key says nothing about a condition.
    """

    edited = Signal(str, str)
    left = Signal(str)
    picked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: Mapping[str, str] = {}
        self._list = ChoiceField(_PATH, FIELDS[_PATH].caption, (("", TEXT.no_condition), (_OTHER, TEXT.other_condition)))
        self._list.box.picked.connect(self._pick)
        self._other = TextField(f"{_PATH}.other", TEXT.other_condition_written)
        self._other.box.textEdited.connect(lambda text: self.edited.emit(_PATH, text))
        self._other.box.left.connect(lambda: self.left.emit(_PATH))
        self._evidence = QWidget()
        row = QHBoxLayout(self._evidence)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(IconLabel("article", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        self._words = label("", Type.CAPTION, "muted", wrap=True, name=f"{_PATH}.note")
        row.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        for widget in (self._list, self._other, self._evidence):
            column.addWidget(widget)
        self._other.hide()
        self._evidence.hide()

    def set_choices(self, pairs: Choices, notes: Mapping[str, str]) -> None:
        """Offer the listed conditions; `notes` say how good their evidence is."""
        self._notes = notes
        self._list.box.set_choices([("", TEXT.no_condition), *pairs, (_OTHER, TEXT.other_condition)])

    def show_value(self, key: str) -> None:
        """Show a condition; one that is not listed stands in the line for others."""
        other = bool(key) and bool(self._notes) and key not in self._notes
        writing = self._other.box.hasFocus() or self._list.box.key() == _OTHER
        if other or not writing:
            self._list.show_value(_OTHER if other else key)
            self._other.show_value(key if other else "")
            self._other.setVisible(other)
        self._words.setText(self._notes.get(key, ""))
        self._evidence.setVisible(bool(self._notes.get(key)))

    def set_error(self, sentence: str | None) -> None:
        """Show a sentence under the line for others."""
        self._other.set_error(sentence)

    def _pick(self, key: str) -> None:
        if key == _OTHER:
            self.picked.emit(_PATH, "")
            self._list.show_value(_OTHER)
            self._other.setVisible(True)
            self._other.box.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._other.setVisible(False)
            self.picked.emit(_PATH, key)
