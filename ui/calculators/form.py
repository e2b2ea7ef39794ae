"""The fields of one calculator, under its title and what it does; made once, so that what was typed stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ldn_calc.application.calculate.fields import example_words
from ui.calculators.sentences import TEXT
from ui.calculators.words import choice_words, input_caption, letters
from ui.kit.controls import link
from ui.kit.fields import ChoiceField, Field, TextField
from ui.kit.lines_box import LinesField
from ui.kit.style import Type
from ui.kit.text import Text

if TYPE_CHECKING:
    from ldn_calc.application.calculate.calculating import Calculator, Input

__all__ = ["CalculatorForm"]

_LETTERS_OF_THE_PAGE: Final = "flcptd"
"""File, Find a calculator, Copy, Print, Clear and Save as PDF."""
_LINES: Final = frozenset({"weights", "numbers", "dates", "regimen"})


class CalculatorForm(QWidget):
    """Passive: says what a person does in its fields, shows the sentences it is told.

    Attributes:
        edited: key of the input and the text in its field, or the choice.
        left: key of the input whose field the focus has left.
        cleared: all fields are to be emptied.
    """

    edited = Signal(str, str)
    left = Signal(str)
    cleared = Signal()

    def __init__(self, calculator: Calculator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"calc.{calculator.name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = Text(Type.HEAD, calculator.title)
        title.setObjectName(f"calc.{calculator.name}.title")
        column.addWidget(title)
        self._clear = clear = link(TEXT.clear, f"calc.{calculator.name}.clear")
        clear.setAccessibleName(TEXT.clear_fields.format(calculator=calculator.title))
        clear.clicked.connect(self.cleared)
        column.addWidget(Text(Type.CAPTION, calculator.about, "muted"))
        self._fields: dict[str, Field] = {}
        captions = letters([input_caption(each) for each in calculator.inputs], _LETTERS_OF_THE_PAGE)
        for asked, caption in zip(calculator.inputs, captions, strict=True):
            self._fields[asked.key] = made = self._made(asked, f"calc.{calculator.name}.{asked.key}", caption)
            column.addWidget(made)
            if words := _help(asked):
                note = Text(Type.CAPTION, words, "muted")
                note.setObjectName(f"calc.{calculator.name}.{asked.key}.note")
                made.set_help(note)
        column.addWidget(clear, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def focus_first(self) -> None:
        """Put the focus into the first field."""
        first = next(iter(self._fields.values()))
        if isinstance(first, (TextField, ChoiceField, LinesField)):
            first.box.setFocus(Qt.FocusReason.TabFocusReason)

    def tab_after(self, widget: QWidget) -> None:
        """Let Tab go from `widget` through the fields, top down."""
        boxes = [field.box for field in self._fields.values() if isinstance(field, (TextField, ChoiceField, LinesField))]
        for stop in (*boxes, self._clear):
            QWidget.setTabOrder(widget, stop)
            widget = stop

    def empty(self) -> None:
        """Take every text and choice out of the fields, without saying that a person did it."""
        for field in self._fields.values():
            field.blockSignals(True)
            if isinstance(field, LinesField):
                field.box.blockSignals(True)
                field.box.setPlainText("")
                field.box.blockSignals(False)
            elif isinstance(field, (TextField, ChoiceField)):
                field.box.blockSignals(True)
                field.show_value("")
                field.box.blockSignals(False)
            field.blockSignals(False)

    def show_errors(self, errors: Mapping[str, str | None]) -> None:
        """Show the sentence under each field, or none."""
        for key, field in self._fields.items():
            if field.error() != (errors.get(key) or ""):
                field.set_error(errors.get(key))

    def _made(self, asked: Input, name: str, caption: str) -> Field:
        key = asked.key
        if asked.choices:
            offered = [(each, choice_words(each)) for each in asked.choices]
            choice = ChoiceField(name, caption, offered if asked.required else [("", TEXT.default), *offered])
            choice.box.picked.connect(lambda picked: self.edited.emit(key, picked))
            if not asked.required:
                choice.set_default(TEXT.default)
            return choice
        if asked.kind in _LINES:
            lines = LinesField(name, caption)
            lines.box.textChanged.connect(lambda: self.edited.emit(key, lines.box.toPlainText()))
            lines.box.left.connect(lambda: self.left.emit(key))
            return lines
        text = TextField(name, caption)
        text.box.textChanged.connect(lambda typed: self.edited.emit(key, typed))
        text.box.left.connect(lambda: self.left.emit(key))
        return text


def _help(asked: Input) -> str:
    """An example with its unit, and what to know; a choice shows what there is by itself."""
    if asked.choices:
        return asked.note
    example = TEXT.example.format(example=example_words(asked.kind, asked.example))
    return TEXT.example_and_note.format(example=example, note=asked.note) if asked.note else example
