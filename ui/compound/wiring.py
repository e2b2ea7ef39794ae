"""What a person does in the Compound form, and which of its presenter's answers that asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.compound.form.form import CompoundForm
    from ui.compound.presenter import CompoundPresenter

__all__ = ["connect_form"]


def connect_form(form: CompoundForm, to: CompoundPresenter) -> None:
    """Connect every signal of the form."""
    form.edited.connect(to.edit)
    form.left.connect(to.leave)
    form.component_edited.connect(to.edit_component)
    form.component_left.connect(lambda key, row_left: to.leave_component(key, row_left=row_left))
    form.picked.connect(to.choose)
    form.opioids_answered.connect(to.answer_opioids)
    form.source_picked.connect(to.choose_source)
    form.base_picked.connect(lambda base: to.set_base(base=base))
    form.entry_typed.connect(to.type_entry)
    form.entry_added.connect(to.add_entry)
    form.entry_left.connect(to.leave_entry)
    form.none_answered.connect(to.answer_none)
    form.could_not_answered.connect(to.answer_could_not)
    form.answers_confirmed.connect(to.confirm_answers)
    form.new_lot_requested.connect(to.start_new_lot)
    form.entry_removed.connect(to.remove_entry)
    form.phase_added.connect(to.add_phase)
    form.phase_removed.connect(to.remove_phase)
    form.dose_added.connect(to.add_dose)
    form.rhythm_picked.connect(to.set_rhythm)
    form.dose_removed.connect(to.remove_dose)
    form.undo_requested.connect(to.undo_regimen)
    form.preset_picked.connect(to.use_regimen)
    form.next_fill_requested.connect(to.next_fill)
