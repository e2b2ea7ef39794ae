"""Labelled fields of the form: text, choice and segments, each with its line for an error.

A field shows what it is told and says what a person does; it never reads, corrects or clears a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import IconLabel, draw_icon
from ui.style import Type, field_height, set_look, set_type
from ui.theme import roles_of
from ui.widgets.controls import label
from ui.widgets.mnemonics import give_mnemonic

__all__ = ["ChoiceBox", "ChoiceField", "Choices", "ErrorLine", "Field", "SegmentField", "TextBox", "TextField"]

Choices = Sequence[tuple[str, str]]
"""Keys as they stand in a request, with the words a person reads."""

_CHEVRON: Final = 16


_AMOUNT: Final = re.compile(r"(?<=[0-9]) (?=(?:mg|g|mcg|mL|%)(?![a-z]))")
"""The space between a number and its unit, where no line may break."""


class ErrorLine(QWidget):
    """A ringed ! and one sentence that names the fix; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(4)
        row.addWidget(IconLabel("alert-circle", "stop"), 0, Qt.AlignmentFlag.AlignTop)
        self._words = label("", Type.CAPTION, "stop", wrap=True)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, sentence: str | None) -> None:
        """Show a sentence, or nothing."""
        self._sentence = sentence or ""
        self._words.setText(_AMOUNT.sub("\u00a0", self._sentence))
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        """What it says now."""
        return self._sentence


class TextBox(QLineEdit):
    """One line of text.

    Attributes:
        left: the focus has gone elsewhere.
    """

    left = Signal()

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        set_type(self, Type.BODY)
        self.setMinimumHeight(field_height())
        self.setMinimumWidth(32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show a text that a person did not type; what stands there already keeps its undo steps."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
            self.setToolTip(text if self.fontMetrics().horizontalAdvance(text) > self.width() - 20 else "")

    def set_invalid(self, sentence: str | None) -> None:
        """Mark the text as one that cannot be read."""
        set_look(self, "invalid", bool(sentence))
        self.setAccessibleDescription(sentence or "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has left, but not for a menu or another window."""
        super().focusOutEvent(event)
        self.setToolTip(self.text() if self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 20 else "")
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Wide enough for its text, never asking for more than a few words."""
        return QSize(96, field_height())


class ChoiceBox(QComboBox):
    """A list to choose from, drawn whole; the wheel never changes it.

    Attributes:
        picked: the key that a person chose.
    """

    picked = Signal(str)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        set_type(self, Type.BODY)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(field_height())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText("Choose…")
        self._invalid = False
        self._known = 0
        self.activated.connect(lambda index: self.picked.emit(self.itemData(index)))

    def set_choices(self, choices: Choices) -> None:
        """Offer these; what was chosen stays chosen."""
        key = self.key()
        self.blockSignals(True)
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self._known = len(choices)
        self.blockSignals(False)
        self.show_key(key)

    def key(self) -> str | None:
        """The key that is chosen."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, str) else None

    def show_key(self, key: str | None) -> None:
        """Show a choice that a person did not make here; a key that is not offered is shown as it is written."""
        while self.count() > self._known:
            self.removeItem(self.count() - 1)
        index = -1 if key is None else self.findData(key)
        if index < 0 and key is not None:
            self.addItem(key, key)
            index = self.count() - 1
        self.setCurrentIndex(index)
        self.setToolTip(self.currentText() if index >= 0 else "")
        self.update()

    def shown_words(self) -> str:
        """The words in the box."""
        return self.currentText() if self.currentIndex() >= 0 else self.placeholderText()

    def set_invalid(self, sentence: str | None) -> None:
        """Mark the choice as one that cannot be read."""
        self._invalid = bool(sentence)
        self.setAccessibleDescription(sentence or "")
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def text_room(self) -> int:
        """How wide the words in the box may be, in logical pixels."""
        return self.width() - 10 - _CHEVRON - 10

    def sizeHint(self) -> QSize:
        """Wide enough for what it shows now."""
        return QSize(self.fontMetrics().horizontalAdvance(self.shown_words()) + 22 + _CHEVRON, field_height())

    def minimumSizeHint(self) -> QSize:
        """Its height, and room for a short word."""
        return QSize(64, field_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, words and chevron in the palette of now."""
        roles = roles_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        thick = 2.0 if focused else 1.0
        edge = roles.stop if self._invalid else roles.accent if focused else roles.control
        painter.setPen(QPen(QColor(edge), thick))
        painter.setBrush(QColor(roles.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2), 4, 4)
        painter.setPen(QColor(roles.text if self.currentIndex() >= 0 else roles.muted))
        room = self.text_room()
        words = self.fontMetrics().elidedText(self.shown_words(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(10, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        box = QRectF(self.width() - _CHEVRON - 8, (self.height() - _CHEVRON) / 2, _CHEVRON, _CHEVRON)
        draw_icon(painter, "chevron-down", roles.text, box)
        painter.end()


class Field(QWidget):
    """A caption over a control, and its error line under it."""

    def __init__(self, caption: str, control: QWidget, parent: QWidget | None = None, *, beside: QWidget | None = None) -> None:
        """Join `caption` (with its mnemonic) and `control`, whose object name the field's own is made of.

        Args:
            caption: with an "&" before its mnemonic.
            control: what is labelled.
            parent: as always.
            beside: a link at the caption's right; Tab reaches it before the control, as the eye does.
        """
        super().__init__(parent)
        self.setObjectName(f"{control.objectName()}.field")
        self._control = control
        self._caption = label("", Type.CAPTION, "muted", name=f"{control.objectName()}.label")
        self._caption.setBuddy(control)
        give_mnemonic(self._caption, caption)
        self._error = ErrorLine()
        self._error.setObjectName(f"{control.objectName()}.error")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._caption, 1)
        if beside is not None:
            head.addWidget(beside)
        column.addLayout(head)
        column.addWidget(control)
        column.addWidget(self._error)
        column.addStretch(1)

    def set_error(self, sentence: str | None) -> None:
        """Show one sentence under the control, and read it out with it."""
        self._error.say(sentence)
        self._mark(sentence)

    def set_help(self, note: QWidget) -> None:
        """Let the caption take more lines, and put a note between control and error line."""
        self._caption.setWordWrap(True)
        self._column.insertWidget(2, note)

    def error(self) -> str:
        """The sentence that stands under the control."""
        return self._error.sentence()

    def _mark(self, sentence: str | None) -> None:
        control = self._control
        if isinstance(control, (TextBox, ChoiceBox)):
            control.set_invalid(sentence)


class TextField(Field):
    """A line of text under its caption."""

    def __init__(self, name: str, caption: str, parent: QWidget | None = None) -> None:
        self.box = TextBox(name, caption.replace("&", ""))
        super().__init__(caption, self.box, parent)

    def show_value(self, text: str) -> None:
        """Show a text that a person did not type."""
        self.box.show_text(text)

    def set_default(self, text: str) -> None:
        """Show what is taken when nothing is written."""
        self.box.setPlaceholderText(text)


class ChoiceField(Field):
    """A list to choose from under its caption."""

    def __init__(self, name: str, caption: str, choices: Choices = (), parent: QWidget | None = None) -> None:
        self.box = ChoiceBox(name, caption.replace("&", ""))
        self.box.set_choices(choices)
        super().__init__(caption, self.box, parent)

    def show_value(self, key: str) -> None:
        """Show a choice that a person did not make; an empty key is no choice."""
        self.box.show_key(key or None)

    def set_default(self, text: str) -> None:
        """Show what is taken when nothing is chosen."""
        self.box.setPlaceholderText(text or "Choose…")
        self.box.update()


class SegmentField(Field):
    """Two or three answers beside each other, none chosen until a person chooses.

    Attributes:
        picked: the key that a person chose.
    """

    picked = Signal(str)

    def __init__(self, name: str, caption: str, choices: Choices, parent: QWidget | None = None, *, question: bool = False) -> None:
        """Offer `choices`; a `question` is a whole sentence over the answers in the usual ink."""
        self.strip = QWidget()
        self.strip.setObjectName(name)
        self.strip.setAccessibleName(caption.replace("&", ""))
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self.strip)
        self._buttons: dict[str, QPushButton] = {}
        for index, (key, words) in enumerate(choices):
            made = QPushButton(words)
            made.setObjectName(f"{name}={key}")
            made.setAccessibleName(f"{caption.replace('&', '').rstrip('?')}: {words.rstrip('…')}")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("look", "segment")
            made.setProperty("place", "first" if index == 0 else "last" if index == len(choices) - 1 else "middle")
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.setMinimumHeight(field_height())
            set_type(made, Type.BODY)
            made.toggled.connect(lambda on, button=made: set_type(button, Type.STRONG if on else Type.BODY))
            made.clicked.connect(lambda _on, chosen=key: self._pick(chosen))
            self._group.addButton(made)
            self._buttons[key] = made
            row.addWidget(made, 1)
        super().__init__(caption, self.strip, parent)
        self.strip.setFocusProxy(next(iter(self._buttons.values())))
        if question:
            self._caption.setProperty("ink", None)
            self._caption.setWordWrap(True)
            self._caption.setContentsMargins(0, 0, 0, 2)

    def show_value(self, key: str) -> None:
        """Show an answer that a person did not give here; an empty or unknown key leaves all unchosen."""
        self._group.setExclusive(False)
        for other, made in self._buttons.items():
            made.setChecked(other == key)
        self._group.setExclusive(True)
        self._let_tab_in()

    def _pick(self, key: str) -> None:
        self._let_tab_in()
        self.picked.emit(key)

    def _let_tab_in(self) -> None:
        """Tab stops once, at the answer given or the first; arrows go on from there."""
        stop = next((made for made in self._buttons.values() if made.isChecked()), next(iter(self._buttons.values())))
        for made in self._buttons.values():
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if made is stop else Qt.FocusPolicy.ClickFocus)

    def set_default(self, text: str) -> None:
        """Segments show no default: an answer is given or not."""

    def _mark(self, sentence: str | None) -> None:
        for made in self._buttons.values():
            set_look(made, "invalid", bool(sentence))
            made.setAccessibleDescription(sentence or "")
