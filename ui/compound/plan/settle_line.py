"""Settling a finding in place: the reason and the name, both needed, on the finding's own ground."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ldn_calc.order.prescription import Person
from ui.compound.plan.sentences import TEXT
from ui.kit.controls import button, label
from ui.kit.mnemonics import give_mnemonic
from ui.kit.style import Type, field_height, set_look, set_type
from ui.kit.text import Text

__all__ = ["SettleLine"]

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_LEAST: Final = 2
_LONGEST: Final = 200
"""Characters a text of a request may have."""


class SettleLine(QWidget):
    """Two fields and two buttons.

    Attributes:
        settled: the reason and the Person who gives it.
        cancelled: Esc, or Cancel.
    """

    settled = Signal(str, object)
    cancelled = Signal()

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        """`about` is what is settled, for who hears the page."""
        super().__init__(parent)
        self._reason = _field("settle.reason", TEXT.reason_spoken.format(finding=about))
        self._name = _field("settle.name", TEXT.your_name_spoken)
        self._error = Text(Type.CAPTION, ink="stop")
        self._error.setObjectName("settle.error")
        self._error.hide()
        self._settle = button(TEXT.settle_now, "settle.settle", look="primary")
        self._cancel = button(TEXT.cancel, "settle.cancel")
        reason_label, name_label = label("", Type.CAPTION), label("", Type.CAPTION)
        for caption, words, field in ((reason_label, TEXT.reason, self._reason), (name_label, TEXT.your_name, self._name)):
            caption.setBuddy(field)
            give_mnemonic(caption, words)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._name, 1)
        buttons.addWidget(self._settle)
        buttons.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(reason_label)
        column.addWidget(self._reason)
        column.addSpacing(8)
        column.addWidget(name_label)
        column.addLayout(buttons)
        column.addWidget(self._error)
        self._settle.clicked.connect(self._finish)
        self._cancel.clicked.connect(self.cancelled)
        self._reason.returnPressed.connect(self._name.setFocus)
        self._name.returnPressed.connect(self._finish)
        for field in (self._reason, self._name):
            field.textEdited.connect(self._forgive)

    def begin(self) -> None:
        """Put the cursor where the typing starts."""
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the line; nothing else on the page hears it."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        missing = [(field, words) for field, words, is_there in self._asked() if not is_there(field.text())]
        if not missing:
            self.settled.emit(self._reason.text().strip(), Person(self._name.text().strip()))
            return
        sentence = " ".join(words for _, words in missing)
        self._error.setText(sentence)
        self._error.show()
        for field, words in missing:
            set_look(field, "invalid", True)
            field.setAccessibleDescription(words)
        missing[0][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _asked(self) -> tuple[tuple[QLineEdit, str, Callable[[str], bool]], ...]:
        return (
            (self._reason, TEXT.write_reason, _is_reason),
            (self._name, TEXT.write_name, lambda text: len(_LETTER.findall(text)) >= _LEAST),
        )

    def _forgive(self) -> None:
        self._error.hide()
        for field, _, _ in self._asked():
            set_look(field, "invalid", False)
            field.setAccessibleDescription("")


def _is_reason(text: str) -> bool:
    """Two words: what the program takes as a reason (`application.plan.settling`)."""
    return len({word.casefold() for word in _WORD.findall(text)}) >= _LEAST


def _field(name: str, says: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(says)
    field.setMaxLength(_LONGEST)
    field.setMinimumHeight(field_height())
    field.setMinimumWidth(96)
    set_type(field, Type.BODY)
    return field
