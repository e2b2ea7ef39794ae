"""The regimen: one row a phase with days, dose and time of day, a second row where it is taken twice a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QWidget

from ldn_calc.order.request_fields import FIELDS
from ui.compound.form.sentences import TEXT
from ui.kit.boxes import ChoiceBox, Choices, TextBox
from ui.kit.controls import close_button, label
from ui.kit.fields import ErrorLine
from ui.kit.style import Type

__all__ = ["TIMES_OF_DAY", "RegimenTable"]

TIMES_OF_DAY: Final[Choices] = FIELDS["rx.regimen[].take[].when"].choices


@dataclass(slots=True)
class _Row:
    """The widgets of one dose of one phase; `days` only in a phase's first row."""

    number: QLabel
    days: TextBox | None
    dose: TextBox
    when: ChoiceBox
    remove: QAbstractButton
    error: ErrorLine

    def widgets(self) -> list[QWidget]:
        return [each for each in (self.number, self.days, self.dose, self.when, self.remove, self.error) if each is not None]


class RegimenTable(QWidget):
    """Shows the phases of a document; its boxes are named by their paths, as in `rx.regimen[0].take[0].dose`.

    Attributes:
        edited: path and text, at each key.
        picked: path and key of a time of day.
        left: path whose box has lost the focus.
        remove_phase_requested: its number from 0.
        remove_dose_requested: phase and dose from 0.
    """

    edited = Signal(str, str)
    picked = Signal(str, str)
    left = Signal(str)
    remove_phase_requested = Signal(int)
    remove_dose_requested = Signal(int, int)

    def __init__(self, follows: QWidget, parent: QWidget | None = None) -> None:
        """Tab reaches the rows after `follows`, however often they are made anew."""
        super().__init__(parent)
        self._follows = follows
        self.setObjectName("regimen")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, 12)
        for column, stretch in ((1, 3), (2, 6), (3, 7)):
            self._grid.setColumnStretch(column, stretch)
        for column, words in ((1, TEXT.days), (2, TEXT.dose), (3, TEXT.when)):
            self._grid.addWidget(label(words, Type.CAPTION, "muted"), 0, column)
        for keys in ("Ctrl+-", "Ctrl+Shift+Delete"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._remove_here)
        self._rows: list[_Row] = []
        self._shape: list[int] = []
        self._errors: dict[str, str] = {}

    def show_phases(self, phases: Sequence[Mapping[str, Any]]) -> None:
        """Show these phases; boxes stay where the number of rows stays, so that the typist keeps the place."""
        shape = [max(1, len(_takes(phase))) for phase in phases]
        if shape != self._shape:
            self._rebuild(shape)
        index = 0
        for phase in phases:
            for take in _takes(phase) or [{}]:
                row = self._rows[index]
                if row.days is not None:
                    row.days.show_text(_text(phase.get("days")))
                row.dose.show_text(_text(take.get("dose", take.get("amount"))))
                row.when.show_key(_text(take.get("when")) or None)
                index += 1

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show the sentences for these paths under their rows; a row has one line for all of its boxes."""
        for row in self._rows:
            sentences = []
            for box in (row.days, row.dose, row.when):
                if box is not None:
                    sentence = errors.get(box.objectName())
                    box.set_invalid(sentence)
                    sentences += [sentence] if sentence else []
            row.error.say(" ".join(sentences) or None)

    def paths(self) -> list[str]:
        """The paths that have a box."""
        return [box.objectName() for row in self._rows for box in (row.days, row.dose, row.when) if box is not None]

    def box(self, path: str) -> QWidget | None:
        """The box of a path."""
        return next((box for row in self._rows for box in row.widgets() if box.objectName() == path), None)

    def _remove_here(self) -> None:
        """Take away the row that the cursor is in."""
        for row in self._rows:
            if any(widget.hasFocus() for widget in row.widgets()):
                row.remove.click()
                return

    def _rebuild(self, shape: list[int]) -> None:
        """Make rows of this shape in the place of those there are, which fall silent first.

        Hiding the box that has the focus would make it say that it was left, and whoever hears that shows the document again.
        """
        focus = next((widget.objectName() for row in self._rows for widget in row.widgets() if widget.hasFocus()), "")
        gone = [widget for row in self._rows for widget in row.widgets()]
        for widget in gone:
            widget.blockSignals(True)
        self._rows, self._shape = [], []
        self._make_rows(shape)
        self._keep_focus(focus)
        for widget in gone:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()

    def _keep_focus(self, name: str) -> None:
        """Leave the focus at the same place of the new rows, or in the last of them; nothing where it was elsewhere."""
        if not name:
            return
        last = self._rows[-1].days or self._rows[-1].dose if self._rows else self._follows
        box = self.box(name)
        (last if box is None or not box.focusPolicy() & Qt.FocusPolicy.TabFocus else box).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_rows(self, shape: list[int]) -> None:
        self._shape = shape
        self._rows = [self._make(phase, dose, count) for phase, count in enumerate(shape) for dose in range(count)]
        line = 1
        last = self._follows
        for row in self._rows:
            self._grid.addWidget(row.number, line, 0)
            if row.days is not None:
                self._grid.addWidget(row.days, line, 1)
            self._grid.addWidget(row.dose, line, 2)
            self._grid.addWidget(row.when, line, 3)
            self._grid.addWidget(row.remove, line, 4)
            self._grid.addWidget(row.error, line + 1, 1, 1, 4)
            row.number.show()  # now: a layout shows what it was given in the next turn, and gives it no place before
            row.remove.show()
            for box in (row.days, row.dose, row.when):
                if box is not None:
                    box.show()
                    QWidget.setTabOrder(last, box)
                    last = box
            line += 2

    def _make(self, phase: int, dose: int, doses: int) -> _Row:
        path = f"rx.regimen[{phase}]"
        amount_words, when_words = TEXT.dose_of_phase.format(phase=phase + 1), TEXT.when_of_phase.format(phase=phase + 1)
        if doses > 1:
            amount_words = TEXT.dose_of_phase_twice.format(phase=phase + 1, dose=dose + 1)
            when_words = TEXT.when_of_phase_twice.format(phase=phase + 1, dose=dose + 1)
        number = label(str(phase + 1) if dose == 0 else "", Type.BODY, "muted")
        days = self._text_box(f"{path}.days", TEXT.days_of_phase.format(phase=phase + 1)) if dose == 0 else None
        if dose:
            number.setText("")
        amount = self._text_box(f"{path}.take[{dose}].dose", amount_words)
        when = ChoiceBox(f"{path}.take[{dose}].when", when_words, self)
        when.set_choices(TIMES_OF_DAY)
        when.picked.connect(lambda key: self.picked.emit(when.objectName(), key))
        if dose:
            remove = close_button(TEXT.remove_dose.format(dose=dose + 1, phase=phase + 1), f"{path}.take[{dose}].remove")
            remove.clicked.connect(lambda: self.remove_dose_requested.emit(phase, dose))
        else:
            remove = close_button(TEXT.remove_phase.format(phase=phase + 1), f"{path}.remove")
            remove.clicked.connect(lambda: self.remove_phase_requested.emit(phase))
        remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Space pressed a moment too early must take no phase away
        remove.setToolTip(TEXT.remove_by_key.format(remove=remove.accessibleName()))
        error = ErrorLine(self)
        error.setObjectName(f"{path}.take[{dose}].error")
        return _Row(number, days, amount, when, remove, error)

    def _text_box(self, path: str, words: str) -> TextBox:
        box = TextBox(path, words, self)
        box.textEdited.connect(lambda text: self.edited.emit(path, text))
        box.left.connect(lambda: self.left.emit(path))
        return box


def _takes(phase: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    takes = phase.get("take", [])
    return list(takes) if isinstance(takes, list) else []


def _text(value: object) -> str:
    return "" if value is None else str(value)
