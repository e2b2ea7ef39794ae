"""Labelled fields of the form: text, choice and segments, each a box or strip under its caption, with its line for an error."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.boxes import ChoiceBox, Choices, TextBox
from ui.kit.controls import label
from ui.kit.icons import IconLabel
from ui.kit.mnemonics import give_mnemonic, rename
from ui.kit.segment import Segment
from ui.kit.sentences import TEXT
from ui.kit.style import Type, field_height, set_look

__all__ = ["ChoiceField", "ErrorLine", "Field", "SegmentField", "TextField"]

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

    def name_anew(self, caption: str, spoken: str) -> None:
        """Give it another caption with the same mnemonic, and the name that is read out."""
        rename(self._caption, caption)
        self.box.setAccessibleName(spoken)

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
        self.box.setPlaceholderText(text or TEXT.choose)
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
        self._buttons: dict[str, Segment] = {}
        for index, (key, words) in enumerate(choices):
            place = "first" if index == 0 else "last" if index == len(choices) - 1 else "middle"
            made = Segment(words, f"{name}={key}", place)
            made.setAccessibleName(f"{caption.replace('&', '').rstrip('?')}: {words.rstrip('…')}")
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.setMinimumHeight(field_height())
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
