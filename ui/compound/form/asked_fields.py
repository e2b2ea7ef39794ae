"""The rows of fields that `sections` lists: made row by row, each field in sight while it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ldn_calc.order.request_fields import RequestField
from ui.compound.form.sections import asked_now
from ui.compound.form.sentences import TEXT
from ui.compound.prescription.document import at
from ui.kit.boxes import Choices
from ui.kit.fields import ChoiceField, TextField

__all__ = ["AskedFields"]


class AskedFields(QObject):
    """Makes the rows, and says in each field what is taken where nothing is written.

    Attributes:
        edited: path and text, at each key.
        left: a path whose field has lost the focus.
        picked: path and key of a choice; an empty key takes it back.
        by_path: the fields made so far.
    """

    edited = Signal(str, str)
    left = Signal(str)
    picked = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.by_path: dict[str, TextField | ChoiceField] = {}
        self._asks: dict[str, RequestField] = {}
        self._row_of: dict[str, QWidget] = {}
        self._titles: dict[str, dict[str, str]] = {}
        self._with_room: set[str] = set()
        self._hints: Mapping[str, str] = {}
        self._defaults: Mapping[str, object] = {}

    def make_row(self, asks: Iterable[RequestField]) -> QWidget:
        """Make fields beside each other."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for ask in asks:
            made = self._choice_field(ask, ask.offered) if ask.kind == "choice" else self._text_field(ask)
            self._asks[ask.path], self._row_of[ask.path], self.by_path[ask.path] = ask, row, made
            line.addWidget(made, ask.share, Qt.AlignmentFlag.AlignTop)
        return row

    def set_choices(self, path: str, choices: Choices) -> None:
        """Offer these in a field that is chosen from."""
        self._titles[path] = dict(choices)
        shown = self.by_path[path]
        if isinstance(shown, ChoiceField):
            shown.box.set_choices(_offered(self._asks[path], choices))

    def offer_where_there_is_room(self, path: str, choices: Choices) -> None:
        """Offer these, and ask at all only where there are several; what a file says stays in sight, in words."""
        offered = choices or self._asks[path].offered
        if dict(offered) != self._titles.get(path):
            self.set_choices(path, offered)
        self._with_room = self._with_room | {path} if len(choices) > 1 else self._with_room - {path}

    def show_defaults(self, defaults: Mapping[str, object]) -> None:
        """Show what the plan took where nothing is written."""
        self._defaults = defaults
        for path, ask in self._asks.items():
            shown = self.by_path[path]
            default = str(defaults.get(path, ""))
            words = self._titles.get(path, {}).get(default, default) or self._hints.get(path, ask.hint)
            if isinstance(shown, TextField):
                shown.set_default(words)
            elif ask.optional:
                shown.set_default(words or TEXT.taken_else)

    def show_hints(self, hints: Mapping[str, str]) -> None:
        """Show what the pharmacy's formulary would take, by path, wherever no plan says what it took."""
        self._hints = hints
        self.show_defaults(self._defaults)

    def show_asked(self, document: Mapping[str, Any], errors: Mapping[str, str]) -> None:
        """Show the fields that are asked now, and any that holds a value or an error; a row while any of its fields shows."""
        asked = asked_now(document)
        rows: dict[QWidget, bool] = {}
        for path, ask in self._asks.items():
            seen = ask.when in asked or path in self._with_room or at(document, path) is not None or path in errors
            self.by_path[path].setVisible(seen)
            row = self._row_of[path]
            rows[row] = rows.get(row, False) or seen
        for row, seen in rows.items():
            row.setVisible(seen)

    def _text_field(self, ask: RequestField) -> TextField:
        made = TextField(ask.path, ask.caption)
        made.set_default(ask.hint)
        made.box.textEdited.connect(lambda text: self.edited.emit(ask.path, text))
        made.box.left.connect(lambda: self.left.emit(ask.path))
        return made

    def _choice_field(self, ask: RequestField, choices: Choices) -> ChoiceField:
        made = ChoiceField(ask.path, ask.caption, _offered(ask, choices))
        made.box.picked.connect(lambda key: self.picked.emit(ask.path, key))
        self._titles[ask.path] = dict(choices)
        if ask.optional:
            made.set_default(ask.hint or TEXT.taken_else)
        return made


def _offered(ask: RequestField, choices: Choices) -> Choices:
    """The choices, and before them the way back to none where there is one."""
    return [("", ask.hint or TEXT.taken_else), *choices] if ask.optional else choices
