"""The regimen with its head and foot: presets, phases, the control total, a second dose, hydrochloride or base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ldn_calc.order.request_fields import FIELDS
from ui.compound.form.regimen_table import RegimenTable
from ui.compound.form.sentences import TEXT
from ui.kit.controls import label, link
from ui.kit.icons import IconLabel
from ui.kit.style import Type
from ui.kit.words import listed

__all__ = ["RegimenSection"]

_WEEKDAYS: Final = dict(FIELDS["rx.regimen[].weekdays"].choices)
_RHYTHMS: Final[tuple[tuple[str, Mapping[str, Any]], ...]] = (
    (TEXT.every_day, {}),
    (TEXT.every_other_day, {"every": 2}),
    *((TEXT.every_few_days.format(days=days), {"every": days}) for days in range(3, 8)),
    (TEXT.monday_wednesday_friday, {"weekdays": ["mon", "wed", "fri"]}),
    (TEXT.monday_to_friday, {"weekdays": ["mon", "tue", "wed", "thu", "fri"]}),
    (TEXT.saturday_sunday, {"weekdays": ["sat", "sun"]}),
)
_IN_TURN: Final = (TEXT.in_turn, {"every": 2, "alternates": True})


class RegimenSection(QWidget):
    """Shows the phases of a document and says what a person does to them.

    Attributes:
        table: the rows.
        phase_added: Add phase was pressed.
        dose_added: a second dose a day for the phase of this number from 0.
        preset_picked: the regimen of a preset.
        undo_requested: Undo was pressed, or Ctrl+Z where no text has anything to undo.
        rhythm_picked: the number of a phase from 0, and on which of its days it is taken, as in a request; empty for every day.
        base_picked: True when doses are of base, False when of the hydrochloride.
    """

    phase_added = Signal()
    dose_added = Signal(int)
    preset_picked = Signal(object)
    base_picked = Signal(bool)
    undo_requested = Signal()
    rhythm_picked = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phases: Sequence[Mapping[str, Any]] = ()
        self._is_base = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._presets = link(TEXT.presets, "regimen.presets")
        self._menu = QMenu(self._presets)
        self._presets.setMenu(self._menu)
        add = link(TEXT.add_phase, "regimen.addPhase", "plus")
        add.clicked.connect(self.phase_added)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(TEXT.regimen, Type.HEAD))
        head.addStretch(1)
        head.addWidget(self._presets)
        head.addWidget(add)
        column.addLayout(head)
        self.table = RegimenTable(add)
        column.addWidget(self.table)
        self._rhythms = label("", Type.CAPTION, wrap=True, name="regimen.rhythms")
        self._rhythms.hide()
        column.addWidget(self._rhythms)
        self._undo_line = self._make_undo_line()
        column.addWidget(self._undo_line)
        column.addLayout(self._make_foot())
        self._base_note = QFrame()
        self._base_note.setObjectName("baseNote")
        self._base_note.setProperty("ground", "warn")
        note = QHBoxLayout(self._base_note)
        note.setContentsMargins(8, 4, 8, 4)
        note.addWidget(IconLabel("alert-triangle", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(label(TEXT.base_note, Type.CAPTION, wrap=True), 1)
        self._base_note.hide()
        column.addWidget(self._base_note)

    def set_presets(self, presets: Iterable[tuple[str, object]]) -> None:
        """Offer these by their titles."""
        self._menu.clear()
        for title, regimen in presets:
            self._menu.addAction(title).triggered.connect(lambda _on=False, chosen=regimen: self.preset_picked.emit(chosen))

    def show_phases(self, phases: Sequence[Mapping[str, Any]]) -> None:
        """Show the phases."""
        self._phases = phases
        self.table.show_phases(phases)
        words = " ".join(filter(None, (_rhythm_words(number, phase) for number, phase in enumerate(phases, 1))))
        self._rhythms.setText(words)
        self._rhythms.setVisible(bool(words))

    def show_words(self, words: str, *, base: bool) -> bool:
        """Show the control total, and whether doses are of base; whether that takes another height than before."""
        hidden = self._base_note.isHidden()
        self._total.setText(words)
        self._base.setText(TEXT.hydrochloride if base else TEXT.base)
        self._base_note.setVisible(base)
        self._is_base = base
        return hidden == base or self._total.heightForWidth(self._total.width()) != self._total.height()

    def show_undo(self, words: str) -> bool:
        """Say what was done to the rows, with the way back; empty says nothing. Whether that takes another height."""
        hidden = self._undo_line.isHidden()
        self._undo_words.setText(words)
        self._undo.setAccessibleName(TEXT.undo_spoken.format(what=words))
        self._undo_line.setVisible(bool(words))
        return hidden == bool(words)

    def _make_undo_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._undo_words = label("", Type.CAPTION, "warn", name="regimen.undone")
        self._undo = link(TEXT.undo, "regimen.undo")
        self._undo.clicked.connect(self.undo_requested)
        row.addWidget(self._undo_words)
        row.addWidget(self._undo)
        row.addStretch(1)
        line.hide()
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.undo_requested)
        return line

    def _make_foot(self) -> QVBoxLayout:
        """The control total on a line of its own, and under it what else can be asked for."""
        foot = QVBoxLayout()
        foot.setSpacing(0)
        self._total = label("", Type.CAPTION, "muted", wrap=True, name="regimen.total")
        foot.addWidget(self._total)
        links = QHBoxLayout()
        links.setSpacing(4)
        links.addStretch(1)
        foot.addLayout(links)
        self._twice = link(TEXT.second_dose, "regimen.secondDose")
        self._twice.clicked.connect(self._ask_second_dose)
        links.addWidget(self._twice)
        self._days = link(TEXT.rhythm, "regimen.days")
        self._days.setAccessibleName(TEXT.rhythm_spoken)
        self._days.clicked.connect(self._ask_days)
        links.addWidget(self._days)
        self._base = link(TEXT.base, "rx.strength_as")
        self._base.setAccessibleName(TEXT.base_spoken)
        self._base.clicked.connect(self._ask_base)
        links.addWidget(self._base)
        return foot

    def _ask_second_dose(self) -> None:
        """Ask for the phase where there is more than one with a single dose."""
        single = [index for index, phase in enumerate(self._phases) if len(phase.get("take", [{}])) == 1]
        if len(single) == 1:
            self.dose_added.emit(single[0])
            return
        menu = QMenu(self._twice)
        for index in single:
            words = TEXT.second_dose_in.format(phase=index + 1)
            menu.addAction(words).triggered.connect(lambda _on=False, phase=index: self.dose_added.emit(phase))
        if not single:
            menu.addAction(TEXT.all_have_two).setEnabled(False)
        _open_under(menu, self._twice)

    def _ask_days(self) -> None:
        """Every day, or on which days; asked for the phase where there are several."""
        menu = QMenu(self._days)
        for number in range(len(self._phases)):
            inner = menu if len(self._phases) == 1 else menu.addMenu(TEXT.phase.format(phase=number + 1))
            choices = [*_RHYTHMS, *([_IN_TURN] if number else [])]
            for words, rhythm in choices:
                inner.addAction(words).triggered.connect(
                    lambda _on=False, phase=number, chosen=rhythm: self.rhythm_picked.emit(phase, dict(chosen))
                )
        _open_under(menu, self._days)

    def _ask_base(self) -> None:
        menu = QMenu(self._base)
        words = TEXT.say_hydrochloride if self._is_base else TEXT.say_base
        menu.addAction(words).triggered.connect(lambda: self.base_picked.emit(not self._is_base))
        _open_under(menu, self._base)


def _rhythm_words(number: int, phase: Mapping[str, Any]) -> str:
    """`Phase 2: every other day.`; nothing for a phase of every day."""
    days, every, in_turn = phase.get("weekdays"), phase.get("every"), phase.get("alternates")
    if isinstance(days, list) and days:
        names = listed([_WEEKDAYS.get(str(day), str(day)) for day in days])
        if in_turn:
            return TEXT.taken_only_in_turn.format(phase=number, weekdays=names)
        return TEXT.taken_only.format(phase=number, weekdays=names)
    if every is None:
        return ""
    if every == 2:
        return TEXT.taken_every_other_in_turn.format(phase=number) if in_turn else TEXT.taken_every_other.format(phase=number)
    if in_turn:
        return TEXT.taken_every_in_turn.format(phase=number, days=every)
    return TEXT.taken_every.format(phase=number, days=every)


def _open_under(menu: QMenu, where: QWidget) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where.mapToGlobal(QPoint(0, where.height())))
