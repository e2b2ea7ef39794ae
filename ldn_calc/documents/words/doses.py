"""What is taken for a dose, in words: one place for screen and papers, from the proved plan's values.

Which capsules is told by their product's strength; the names that products and instruments have in the plan are no data.
"""

from __future__ import annotations

from collections.abc import Mapping

from ldn_calc.documents.words.runs import tied
from ldn_calc.documents.words.wording import Wording
from ldn_calc.procedure.plan import CapsulesTaken, Dose, LiquidDose, Product

__all__ = ["capsules_words", "draw_words", "taken_words"]


def taken_words(dose: Dose, products: Mapping[str, Product], wording: Wording) -> str:
    """All of a dose: `4.5 mL`, `2 capsules`, `1 capsule of 3 mg and 1 capsule of 0.5 mg`; each part tied."""
    if isinstance(dose.taken, LiquidDose):
        return wording.quantity(dose.taken.volume)
    return wording.both([tied(capsules_words(part, products, wording)) for part in dose.capsules])


def capsules_words(taken: CapsulesTaken, products: Mapping[str, Product], wording: Wording) -> str:
    """`2 capsules`; where this fill has capsules of two strengths, of which: `1 capsule of 3 mg`."""
    count = wording.count(taken.count, "capsule")
    if len(products) == 1:
        return count
    return wording.text("dose", "capsules_of", amount=count, strength=wording.quantity(products[taken.product].strength))


def draw_words(dose: Dose, wording: Wording) -> list[str]:
    """The fillings of the syringe in their order: `3 mL` and `1.5 mL`; none for capsules."""
    return [wording.quantity(draw.volume) for draw in dose.draws]
