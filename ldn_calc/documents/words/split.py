"""A record for each product: capsules of two strengths are two preparations, each with its own lot, record and master formula."""

from __future__ import annotations

from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.steps import (
    Bottle,
    DiscardCapsules,
    DiscardVessel,
    Encapsulate,
    FillTo,
    Mix,
    Step,
    TakeMass,
    TakeVolume,
    Transfer,
)

__all__ = ["earlier_lot", "other_lots", "steps_of"]


def steps_of(plan: Plan, product: str) -> frozenset[int]:
    """Numbers of the steps, from 1, that make this product, with all that is discarded of it.

    A mixture that two products are made of belongs to both.
    """
    numbers: set[int] = set()
    vessels = {product}
    for number, step in reversed(list(enumerate(plan.steps, 1))):
        if _fills(step) in vessels or (isinstance(step, DiscardCapsules) and step.product == product):
            numbers.add(number)
            vessels |= _empties(step)
    for number, step in enumerate(plan.steps, 1):
        if isinstance(step, DiscardVessel) and step.vessel in vessels:
            numbers.add(number)
    return frozenset(numbers)


def other_lots(plan: Plan, product: str, number: int) -> list[str]:
    """The lots of the other products that a step is done for too: it is done but one time."""
    return [plan.lot_of(each) for each in plan.products if each != product and number in steps_of(plan, each)]


def earlier_lot(plan: Plan, product: str, number: int) -> str:
    """The lot on whose record a step that is done for several stands first; empty where that is this product's own."""
    first = next(each for each in plan.products if number in steps_of(plan, each))
    return "" if first == product else plan.lot_of(first)


def _fills(step: Step) -> str:
    """The vessel or product that a step puts something into, or mixes."""
    match step:
        case DiscardVessel() | DiscardCapsules():
            return ""
        case Mix() | FillTo():
            return step.vessel
        case _:
            return step.into


def _empties(step: Step) -> frozenset[str]:
    """The vessel that a step takes out of."""
    match step:
        case Transfer() | TakeMass() | TakeVolume() | Encapsulate() | Bottle():
            return frozenset({step.source})
        case _:
            return frozenset()
