"""What is taken for a dose, in words: one place for screen and papers, from the proved plan's values.

Which syringe is told by its capacity, and which capsules by their strength; the names they have in the plan are no data.
"""

from __future__ import annotations

from ldn_calc.documents.words.wording import Wording
from ldn_calc.procedure.plan import CapsulesTaken, Dose, Plan, SyringeInstrument
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Volume

__all__ = ["capacity_of", "capsules_words", "draw_words"]


def capsules_words(taken: CapsulesTaken, plan: Plan, wording: Wording) -> str:
    """`2 capsules`; where this fill has capsules of two strengths, of which: `1 capsule of 3 mg`."""
    count = wording.count(taken.count, "capsule")
    if len(plan.products) == 1:
        return count
    strength = wording.amount(write(plan.products[taken.product].strength))
    return wording.text("dose", "capsules_of", amount=count, strength=strength)


def draw_words(dose: Dose, wording: Wording) -> list[str]:
    """The fillings of the syringe in their order: `3 mL` and `1.5 mL`; none for capsules."""
    return [wording.amount(write(draw.volume)) for draw in dose.draws]


def capacity_of(syringe: str, plan: Plan) -> Volume:
    """What one of the plan's oral syringes holds.

    Raises:
        TypeError: the plan's instrument of that name is no syringe.
    """
    found = plan.instruments[syringe]
    if not isinstance(found, SyringeInstrument):
        raise TypeError(f"{syringe} is no oral syringe")
    return found.capacity
