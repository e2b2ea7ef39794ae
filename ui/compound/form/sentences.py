"""Every word of the prescription form that is not its fields' own: those stand in `ldn_calc.order.request_fields`."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """What the form says."""

    title: str = "Prescription"
    screening: str = "Screening"
    preparation: str = "Preparation"
    fill: str = "Fill"

    # Fields without an answer
    taken_else: str = "default"
    optional: str = "optional"

    # Screening
    confirm: str = "Confirm: still so today"
    confirm_spoken: str = "Confirm: asked again today, still no opioids, the same medicines, not pregnant"

    # Lots
    clear_lot: str = "Clear the lot"
    new_lot: str = "Start a new lot"
    next_fill: str = "Next fill"

    # Components
    component: str = "Component"
    component_lot: str = "{component} lo&t"
    component_lot_spoken: str = "{component} lot"
    component_expires: str = "E&xpires on"
    component_expires_spoken: str = "{component} expires on"

    # The condition
    no_condition: str = "not said"
    other_condition: str = "Other…"
    other_condition_written: str = "Other condition"

    # Lists
    add: str = "Add"
    add_to: str = "Add to {entries}"
    no_entries: str = "none"
    could_not: str = "Could not be asked"
    could_not_spoken: str = "{entries}: the patient could not be asked"
    remove_entry: str = "Remove {entry}"
    take_back_answer: str = "Take back: {answer}"

    # The regimen
    regimen: str = "Regimen"
    presets: str = "Presets…"
    add_phase: str = "Add phase"
    days: str = "Days"
    dose: str = "Dose"
    when: str = "When"
    days_of_phase: str = "Days of phase {phase}"
    dose_of_phase: str = "Dose of phase {phase}"
    dose_of_phase_twice: str = "Dose of phase {phase}, dose {dose}"
    when_of_phase: str = "When, phase {phase}"
    when_of_phase_twice: str = "When, phase {phase}, dose {dose}"
    remove_phase: str = "Remove phase {phase}"
    remove_dose: str = "Remove dose {dose} of phase {phase}"
    remove_by_key: str = "{remove} (Ctrl+−)"
    undo: str = "Undo"
    undo_spoken: str = "Undo: {what}"
    second_dose: str = "Second dose…"
    second_dose_in: str = "in phase {phase}"
    all_have_two: str = "Every phase has two doses a day"

    # On which days
    rhythm: str = "Days…"
    rhythm_spoken: str = "On which days a phase is taken"
    phase: str = "Phase {phase}"
    every_day: str = "Every day"
    every_other_day: str = "Every other day"
    every_few_days: str = "Every {days} days"
    monday_wednesday_friday: str = "Monday, Wednesday and Friday"
    monday_to_friday: str = "Monday to Friday"
    saturday_sunday: str = "Saturday and Sunday"
    in_turn: str = "Every other day, in turn with the phase before"
    taken_only: str = "Phase {phase}: only {weekdays}."
    taken_only_in_turn: str = "Phase {phase}: only {weekdays}, in turn with the phase before."
    taken_every_other: str = "Phase {phase}: every other day."
    taken_every_other_in_turn: str = "Phase {phase}: every other day, in turn with the phase before."
    taken_every: str = "Phase {phase}: every {days} days."
    taken_every_in_turn: str = "Phase {phase}: every {days} days, in turn with the phase before."

    # Base or hydrochloride
    base: str = "Base…"
    hydrochloride: str = "Hydrochloride…"
    base_spoken: str = "Doses are of base or of hydrochloride"
    base_note: str = "Doses are of naltrexone base, not of the hydrochloride."
    say_base: str = "The prescription says naltrexone base"
    say_hydrochloride: str = "Doses are of the hydrochloride"


TEXT: Final = Sentences()
