"""Every sentence of the page Compound that belongs to none of its rooms: about the plan as a whole, and in more rooms than one."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """What the page says."""

    # Why nothing is planned
    own_file_first: str = "the pharmacy's own file {place} put right, then the program opened again"
    nothing_planned: str = "nothing is planned yet"
    failed: str = "it could not be planned: something failed inside the program"
    last_good_plan: str = "Last good plan, greyed: {why}. Nothing prints."

    # The regimen
    phase_removed: str = "Phase {phase} removed."
    phase_days_changed: str = "Days of phase {phase} changed."
    dose_removed: str = "Dose {dose} of phase {phase} removed."
    regimen_replaced: str = "Regimen replaced."
    no_total: str = "Total: when {what} can be read"

    # The lot
    lot: str = "Lot {lot}"
    no_lot: str = "No lot: a calculation without a patient"
    lot_for_practice: str = "Lot {lot}, for practice"
    lot_to_be_kept: str = "Lot {lot}, kept from the first paper on"

    # A fill that is a part of its regimen
    part: str = "This fill: days {first} to {last} of {all_days}. Next part from day {following}."
    part_due: str = "This fill: days {first} to {last} of {all_days}. Next part from day {following}, by {due}."


TEXT: Final = Sentences()
