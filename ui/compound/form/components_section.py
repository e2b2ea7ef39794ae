"""Lot and expiry of vehicle, filler and shells: a row each, and a row for whatever else a file brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.compound.form.sentences import TEXT
from ui.compound.prescription.components import KINDS, ComponentRow
from ui.compound.prescription.document import at
from ui.compound.prescription.field_rows import value_words
from ui.kit.fields import TextField

__all__ = ["ComponentsSection"]

_PARTS: Final = ("lot", "expires_on")


class ComponentsSection(QWidget):
    """Rows of two fields, as in `preparation.components.vehicle.lot`; passive.

    Attributes:
        edited: key of the row, `lot` or `expires_on`, and text, at each key.
        left: key of the row whose field has lost the focus, and whether the focus has left the row.
    """

    edited = Signal(str, str, str)
    left = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preparation.components")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rows: dict[str, _Row] = {}
        self._others: list[_Row] = []
        self._shown: Sequence[ComponentRow] = ()
        for kind, words in KINDS.items():
            self._rows[kind] = self._make(kind, words)

    def show_rows(self, rows: Sequence[ComponentRow], document: Mapping[str, Any]) -> None:
        """Show these rows and no others."""
        self._shown = rows
        others = [row for row in rows if row.key not in self._rows]
        while len(self._others) < len(others):
            above = [*self._rows.values(), *self._others][-1]
            self._others.append(self._make(f"other.{len(self._others)}", TEXT.component, follows=above))
        pairs = self._pairs()
        for made in (*self._rows.values(), *self._others):
            made.setVisible(any(made is each for _, each in pairs))
        for row, made in pairs:
            made.show_row(row, document)
        self.setVisible(bool(rows))

    def show_errors(self, rows: Sequence[ComponentRow], errors: Mapping[str, str]) -> None:
        """Show a sentence under each field that has one; typing may have moved the rows' entries in the request."""
        self._shown = rows
        for row, made in self._pairs():
            for part in _PARTS:
                made.fields[part].set_error(errors.get(row.path(part)))

    def _pairs(self) -> list[tuple[ComponentRow, _Row]]:
        others = iter(self._others)
        return [(row, self._rows[row.key] if row.key in self._rows else next(others)) for row in self._shown]

    def _make(self, name: str, words: str, follows: _Row | None = None) -> _Row:
        made = _Row(name, words)
        for part, field in made.fields.items():
            field.box.textEdited.connect(lambda text, part=part: self.edited.emit(made.key, part, text))
            field.box.left.connect(lambda: self.left.emit(made.key, not _has_focus(made)))
        self._column.addWidget(made)
        if follows is not None:  # made later: Tab reaches it after the row above, as the eye does
            QWidget.setTabOrder(follows.fields["expires_on"].box, made.fields["lot"].box)
            QWidget.setTabOrder(made.fields["lot"].box, made.fields["expires_on"].box)
        return made


def _has_focus(row: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and row.isAncestorOf(focus)


class _Row(QWidget):
    """One component: its lot, and beside it its expiry."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.key = name
        path = f"preparation.components.{name}"
        self.fields = {
            "lot": TextField(f"{path}.lot", TEXT.component_lot.format(component=words)),
            "expires_on": TextField(f"{path}.expires_on", TEXT.component_expires),
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field in self.fields.values():
            field.set_default(TEXT.optional)
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._name(words)

    def show_row(self, row: ComponentRow, document: Mapping[str, Any]) -> None:
        """Show what is entered, nothing where nothing is."""
        self.key = row.key
        self._name(row.words)
        for part, field in self.fields.items():
            path = row.path(part)
            field.show_value(value_words(path, at(document, path)) if path else "")

    def _name(self, words: str) -> None:
        self.fields["lot"].name_anew(TEXT.component_lot.format(component=words), TEXT.component_lot_spoken.format(component=words))
        self.fields["expires_on"].name_anew(TEXT.component_expires, TEXT.component_expires_spoken.format(component=words))
