"""Fields over keys of the pharmacy's own file: the own value in the field, the shipped one beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.fields import ChoiceField, Field, TextField
from ui.kit.style import Type
from ui.kit.text import Text
from ui.settings.own_fields import text_of, value_of
from ui.settings.sentences import TEXT

if TYPE_CHECKING:
    from ui.settings.own_fields import OwnField

__all__ = ["OwnForm"]

_TWO_FROM: Final = 640


class OwnForm(QWidget):
    """Two fields to a row, or one; a fault stands under its field once the focus has left it.

    Attributes:
        edited: the field's place in `fields`, and its text.
        left: the focus has left a field.
    """

    edited = Signal(int, str)
    left = Signal()

    def __init__(self, name: str, fields: Sequence[OwnField], shipped: Mapping[tuple[str, ...], str]) -> None:
        """`shipped` says what is taken where the own file says nothing, by keys."""
        super().__init__()
        self.setObjectName(name)
        self.fields = tuple(fields)
        self._made: list[Field] = []
        self._columns = 0
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        for place, field in enumerate(self.fields):
            made = self._make(place, field, f"{name}.{'.'.join(field.keys)}", shipped.get(field.keys, ""))
            self._made.append(made)
        self._arrange(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two fields to a row where both have room."""
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= _TWO_FROM else 1)

    def show_values(self, texts: Sequence[str]) -> None:
        """Show what the file says, empty where nothing; what was typed and means the same stays as it is typed."""
        for field, made, text in zip(self.fields, self._made, texts, strict=True):
            typed = text_of(value_of(field, made.box.text())) if isinstance(made, TextField) else None
            if typed != text and isinstance(made, (TextField, ChoiceField)):
                made.show_value(text)

    def show_errors(self, sentences: Sequence[str]) -> None:
        """Show a sentence under each field that has one; not under the one that is being typed in."""
        for made, sentence in zip(self._made, sentences, strict=True):
            if sentence and isinstance(made, ChoiceField) and not made.box.key():
                made.set_error(TEXT.choose_one)
                continue
            typing = isinstance(made, TextField) and made.box.hasFocus() and not made.error()
            made.set_error(None if typing else sentence or None)

    def offer(self, place: int, choices: Sequence[tuple[str, str]], shipped: str) -> None:
        """Offer other choices in a field, the shipped one first."""
        made = self._made[place]
        if isinstance(made, ChoiceField):
            self._offer(made, choices, shipped)

    def focus(self, place: int) -> None:
        """Put the focus into a field."""
        made = self._made[place]
        if isinstance(made, (TextField, ChoiceField)):
            made.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, made in enumerate(self._made):
            self._grid.addWidget(made, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setHorizontalSpacing(16 if columns > 1 else 0)

    def _offer(self, made: ChoiceField, choices: Sequence[tuple[str, str]], shipped: str) -> None:
        """The shipped choice comes first, and stands in the field where the own file says nothing."""
        words = dict(choices).get(shipped, shipped)
        first = TEXT.shipped_choice.format(choice=words) if words else TEXT.choose
        made.box.set_choices([("", first), *choices])
        made.set_default(first)

    def _make(self, place: int, field: OwnField, name: str, shipped: str) -> Field:
        if field.kind in {"choice", "yes"}:
            chosen = ChoiceField(name, field.caption)
            self._offer(chosen, field.choices, shipped or ("true" if field.kind == "yes" else ""))
            chosen.box.picked.connect(lambda key: self.edited.emit(place, key))
            return chosen
        made = TextField(name, field.caption)
        made.set_default(shipped or field.hint)
        made.box.textEdited.connect(lambda text: self.edited.emit(place, text))
        made.box.left.connect(self.left)
        if shipped:
            note = Text(Type.CAPTION, TEXT.shipped_value.format(value=shipped), "muted")
            note.setObjectName(f"{name}.shipped")
            made.set_help(note)
        return made
