"""The prescription form: shows a request document, and says what a person does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ldn_calc.order.request_fields import FIELDS, RequestField, questions
from ui.compound.form.asked_fields import AskedFields
from ui.compound.form.sections import asked_now, rows_of
from ui.compound.form.sentences import TEXT
from ui.compound.prescription.components import component_rows
from ui.compound.prescription.document import at
from ui.compound.prescription.entries import entries_in_words
from ui.compound.prescription.field_rows import value_words
from ui.kit.controls import label, link
from ui.kit.fields import ChoiceField, Field, SegmentField, TextField
from ui.kit.form_scroll import FormScroll
from ui.kit.laying_out import lay_out_height
from ui.kit.style import Type

if TYPE_CHECKING:
    from ldn_calc.application.plan.choices import Choice
    from ui.compound.form.entry_list import EntryList

__all__ = ["CompoundForm"]


class CompoundForm(FormScroll):
    """All fields of a request, each named by its path; passive.

    Attributes:
        edited: path and text, at each key.
        component_edited: row, field and text of a component, at each key; component_left: its row, and whether the focus left that.
        left: a path whose field has lost the focus.
        picked: path and key of a choice; an empty key takes it back.
        opioids_answered, source_picked: the two answers that open further fields.
        base_picked: doses are of base.
        entry_typed, entry_added, entry_left, none_answered, could_not_answered, entry_removed: what happens in a list.
        answers_confirmed: the patient was asked again today.
        undo_requested: the regimen as it was before its last change of rows.
        new_lot_requested: the preparation is made once more.
        phase_added, phase_removed, dose_added, dose_removed, preset_picked: what happens to the regimen.
        rhythm_picked: a phase from 0, and on which of its days it is taken.
        next_fill_requested: the link of that name.
    """

    edited = Signal(str, str)
    component_edited = Signal(str, str, str)
    component_left = Signal(str, bool)
    left = Signal(str)
    picked = Signal(str, str)
    opioids_answered = Signal(str)
    source_picked = Signal(str)
    base_picked = Signal(bool)
    entry_typed = Signal(str, str)
    entry_added = Signal(str)
    entry_left = Signal(str)
    none_answered = Signal(str)
    could_not_answered = Signal(str)
    answers_confirmed = Signal()
    new_lot_requested = Signal()
    undo_requested = Signal()
    entry_removed = Signal(str, int)
    phase_added = Signal()
    phase_removed = Signal(int)
    dose_added = Signal(int)
    dose_removed = Signal(int, int)
    preset_picked = Signal(object)
    rhythm_picked = Signal(int, object)
    next_fill_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("prescriptionForm", TEXT.title, parent)
        self._fields: dict[str, Field] = {}
        self._lists: dict[str, EntryList] = {}
        self._asked = AskedFields(self)
        self._asked.edited.connect(self.edited)
        self._asked.left.connect(self.left)
        self._asked.picked.connect(self.picked)
        self._document: Mapping[str, Any] = {}
        self._showing = self._show_again = False
        self._errors: Mapping[str, str] = {}
        self.add_head(TEXT.title)
        self._add_section("patient")
        self._to_build = [self._build_regimen, self._build_screening, self._build_preparation, self._build_fill]

    def build_more(self) -> bool:
        """Build one section more, after the first paint; whether any is left."""
        if self._to_build:
            self._to_build.pop(0)()
            self.show_document(self._document)
        return bool(self._to_build)

    # What it shows

    def show_document(self, document: Mapping[str, Any]) -> None:
        """Show every field's value; a text that cannot be read stands as it is written.

        A field that goes out of sight with the focus in it says that it was left, and the answer to that is to show the document:
        it is then shown once more when all fields stand, never in the middle.
        """
        self._document = document
        self._show_again = True
        if self._showing:
            return
        self._showing = True
        try:
            while self._show_again:
                self._show_again = False
                self._show_fields(self._document)
        finally:
            self._showing = False

    def _show_fields(self, document: Mapping[str, Any]) -> None:
        for path, entries in self._lists.items():
            entries.show_entries(entries_in_words(at(document, path)))
        for path, shown in self._fields.items():
            if isinstance(shown, (TextField, ChoiceField, SegmentField)):
                shown.show_value(value_words(path, at(document, path)))
        if self._to_build:
            return
        regimen = at(document, "rx.regimen")
        self._regimen.show_phases(regimen if isinstance(regimen, list) else [])
        self._condition.show_value(value_words("rx.indication", at(document, "rx.indication")))
        self._components.show_rows(component_rows(document), document)
        self._show_asked()
        lay_out_height(self)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show a sentence under each of these paths, and none elsewhere."""
        self._errors = errors
        for path, shown in self._fields.items():
            shown.set_error(errors.get(path))
        if self._to_build:
            return
        self._regimen.table.show_errors(errors)
        self._components.show_errors(component_rows(self._document), errors)
        self._condition.set_error(errors.get("rx.indication"))
        self._show_asked()
        if errors:
            QTimer.singleShot(0, self, self.show_error_in_sight)

    def show_defaults(self, defaults: Mapping[str, object]) -> None:
        """Show what the plan took where nothing is written."""
        self._asked.show_defaults(defaults)

    def show_hints(self, hints: Mapping[str, str]) -> None:
        """Show in empty fields what the pharmacy's formulary would take, by path."""
        self._asked.show_hints(hints)

    def show_regimen_words(self, words: str, *, base: bool) -> None:
        """Show the control total, and whether doses are of base."""
        if self._to_build:
            return
        if self._regimen.show_words(words, base=base):
            lay_out_height(self)

    def show_undo(self, words: str) -> None:
        """Say what was done to the regimen's rows, with the way back; empty says nothing."""
        if not self._to_build and self._regimen.show_undo(words):
            lay_out_height(self)

    def show_asked_on(self, words: str, *, confirm: bool) -> None:
        """Say when the patient was asked, and offer to confirm the answers today, or not."""
        if not self._to_build:
            self._asked_on.setText(words)
            self._confirm.setVisible(confirm)

    def show_lot(self, words: str, *, kept: bool) -> None:
        """Say the lot of the preparation; one that is kept may be given up for a new one."""
        if not self._to_build:
            self._lot.setText(words)
            self._new_lot.setVisible(kept)

    def focus_unanswered(self) -> None:
        """Put the focus on the first question of the screening that has no answer."""
        for path in ("screening.opioid_use", *(field.path for field in questions())):
            if at(self._document, path) is None:
                shown = self._fields[path]
                if isinstance(shown, SegmentField):
                    shown.strip.setFocus(Qt.FocusReason.OtherFocusReason)
                elif isinstance(shown, ChoiceField):
                    shown.box.setFocus(Qt.FocusReason.OtherFocusReason)
                else:
                    self._lists[path].box.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_storages(self, storages: Sequence[tuple[str, str]]) -> None:
        """Offer where it may be kept, each place with its date; the field is in sight only where there are several."""
        if not self._to_build:
            self._asked.offer_where_there_is_room("preparation.storage", storages)
            self._show_asked()
            lay_out_height(self)

    def clear_entry(self, path: str) -> None:
        """Empty a list's line."""
        if path in self._lists:
            self._lists[path].clear_line()

    def set_next_fill(self, *, possible: bool) -> None:
        """Offer the next fill, or not."""
        if self._to_build:
            return
        self._next_fill.setVisible(possible)

    def set_choices(
        self, choices: dict[str, list[Choice]], names: Mapping[str, Sequence[str]], presets: Iterable[tuple[str, object]]
    ) -> None:
        """Offer what the program knows: choices by path, names to complete by path of their list, presets with their regimen."""
        for path, offered in choices.items():
            pairs = [(each.key, each.title) for each in offered]
            if path == "rx.indication":
                self._condition.set_choices(pairs, {each.key: each.note for each in offered})
            else:
                self._asked.set_choices(path, pairs)
        for path, known in names.items():
            self._lists[path].set_completions(known)
        self._regimen.set_presets(presets)
        self.show_document(self._document)

    def focus_first(self) -> None:
        """Put the focus where typing begins, with the head over it in sight."""
        first = self._fields["rx.number"]
        if isinstance(first, TextField):
            first.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            first.box.selectAll()
        self.verticalScrollBar().setValue(0)  # the focus alone brings its field in sight, and no more

    def paths(self) -> list[str]:
        """Every path that has a field now."""
        return [*self._fields, *self._regimen.table.paths()]

    # How it is built

    def _add_section(self, section: str) -> None:
        """Add what a section asks, in the order of the request's fields."""
        for fields in rows_of(section):
            if fields[0].place == "segments":
                self._add_segments(fields[0])
            elif fields[0].place == "list":
                self._add_list(fields[0])
            else:
                self.column.addWidget(self._asked.make_row(fields))
                self._fields |= self._asked.by_path

    def _add_segments(self, field: RequestField) -> None:
        path = field.path
        made = SegmentField(path, field.caption, field.choices, question=field.section == "screening")
        self._fields[path] = made
        if path == "screening.opioid_use":
            made.picked.connect(self.opioids_answered)
        elif path == "preparation.source.kind":
            made.picked.connect(self.source_picked)
        else:
            made.picked.connect(lambda key: self.picked.emit(path, key))
        self.column.addWidget(made)

    def _add_list(self, field: RequestField) -> None:
        from ui.compound.form.entry_list import EntryList  # after the first paint

        path = field.path
        made = EntryList(path, field.caption, field.hint, could_not=field.question)
        self._fields[path] = self._lists[path] = made
        made.typed.connect(lambda text: self.entry_typed.emit(path, text))
        made.add_requested.connect(lambda: self.entry_added.emit(path))
        made.none_requested.connect(lambda: self.none_answered.emit(path))
        made.could_not_requested.connect(lambda: self.could_not_answered.emit(path))
        made.remove_requested.connect(lambda index: self.entry_removed.emit(path, index))
        made.box.left.connect(lambda: self.entry_left.emit(path))
        self.column.addWidget(made)

    def _build_regimen(self) -> None:
        from ui.compound.form.condition_field import ConditionField  # after the first paint
        from ui.compound.form.regimen_section import RegimenSection  # after the first paint

        self._regimen = RegimenSection()
        self.column.addSpacing(8)
        self.column.addWidget(self._regimen)
        table = self._regimen.table
        for theirs, ours in (
            (table.edited, self.edited),
            (table.left, self.left),
            (table.picked, self.picked),
            (table.remove_phase_requested, self.phase_removed),
            (table.remove_dose_requested, self.dose_removed),
            (self._regimen.phase_added, self.phase_added),
            (self._regimen.dose_added, self.dose_added),
            (self._regimen.preset_picked, self.preset_picked),
            (self._regimen.base_picked, self.base_picked),
            (self._regimen.rhythm_picked, self.rhythm_picked),
            (self._regimen.undo_requested, self.undo_requested),
        ):
            theirs.connect(ours)
        self._condition = ConditionField()
        self._condition.edited.connect(self.edited)
        self._condition.left.connect(self.left)
        self._condition.picked.connect(self.picked)
        self.column.addWidget(self._condition)

    def _build_screening(self) -> None:
        self.add_head(TEXT.screening)
        self._asked_on = label("", Type.CAPTION, "muted", wrap=True, name="screening.asked_on")
        self._confirm = link(TEXT.confirm, "screening.confirm")
        self._confirm.setAccessibleName(TEXT.confirm_spoken)
        self._confirm.clicked.connect(self.answers_confirmed)
        self._confirm.hide()
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self._asked_on, 1)
        asked.addWidget(self._confirm)
        self.column.addLayout(asked)
        self._add_section("screening")

    def _build_preparation(self) -> None:
        from ui.compound.form.components_section import ComponentsSection  # after the first paint

        self._no_lot = link(TEXT.clear_lot, "preparation.source.clear")
        self._no_lot.clicked.connect(lambda: self.source_picked.emit(""))
        self.add_head(TEXT.preparation, self._no_lot)
        self._add_section("source")
        self._components = ComponentsSection()
        self._components.edited.connect(self.component_edited)
        self._components.left.connect(self.component_left)
        self.column.addWidget(self._components)
        self._add_section("preparation")

    def _build_fill(self) -> None:
        self._next_fill = link(TEXT.next_fill, "nextFill")
        self._next_fill.clicked.connect(self.next_fill_requested)
        self._next_fill.hide()
        self.add_head(TEXT.fill, self._next_fill)
        self._add_section("fill")
        line = QHBoxLayout()
        line.setSpacing(8)
        self._lot = label("", Type.CAPTION, "muted", wrap=True, name="preparation.lot")
        self._new_lot = link(TEXT.new_lot, "preparation.lot.new")
        self._new_lot.clicked.connect(self.new_lot_requested)
        self._new_lot.hide()
        line.addWidget(self._lot, 1)
        line.addWidget(self._new_lot)
        self.column.addLayout(line)
        self.column.addStretch(1)

    # What it decides about sight alone

    def _show_asked(self) -> None:
        """Show the fields that are asked now, and any that holds a value or an error."""
        self._asked.show_asked(self._document, self._errors)
        asked = asked_now(self._document)
        self._no_lot.setVisible("source" in asked)
        for path, entries in self._lists.items():
            entries.setVisible(FIELDS[path].when in asked or at(self._document, path) is not None)
