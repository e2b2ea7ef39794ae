"""A record for each product: capsules of two strengths are two preparations, each with its own lot, record and master formula."""

from __future__ import annotations

from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.steps import (
    Bottle,
    Count,
    DiscardCapsules,
    DiscardVessel,
    Encapsulate,
    FillTo,
    Measure,
    Mix,
    Step,
    TakeMass,
    TakeVolume,
    Transfer,
    Weigh,
    WeighTo,
)

__all__ = ["earlier_lot", "other_lots", "steps_making"]


def steps_making(plan: Plan, product: str) -> frozenset[int]:
    """Numbers of the steps, from 1, that make this product, with all that is discarded of it.

    A mixture that two products are made of belongs to both.
    """
    numbers: set[int] = set()
    places = {product}
    for number, step in reversed(list(enumerate(plan.steps, 1))):
        if _fill_of(step) in places:
            numbers.add(number)
            if isinstance(step, Transfer | TakeMass | TakeVolume | Encapsulate | Bottle):
                places.add(step.source)
    for number, step in enumerate(plan.steps, 1):
        if isinstance(step, DiscardVessel) and step.vessel in places:
            numbers.add(number)
    return frozenset(numbers)


def _fill_of(step: Step) -> str:
    """The vessel or product whose content a step changes; empty for a vessel that is discarded."""
    match step:
        case Mix(vessel=vessel) | FillTo(vessel=vessel):
            return vessel
        case DiscardCapsules(product=product):
            return product
        case DiscardVessel():
            return ""
        case Weigh() | WeighTo() | Count() | Measure() | Transfer() | TakeMass() | TakeVolume() | Encapsulate() | Bottle():
            return step.into


def other_lots(plan: Plan, product: str, number: int) -> list[str]:
    """The lots of the other products that a step is done for too: it is done but one time."""
    return [plan.lot_of(each) for each in plan.products if each != product and number in steps_making(plan, each)]


def earlier_lot(plan: Plan, product: str, number: int) -> str:
    """The lot on whose record a step that is done for several stands first; empty where that is this product's own."""
    first = next(each for each in plan.products if number in steps_making(plan, each))
    return "" if first == product else plan.lot_of(first)
