"""A record for each product: capsules of two strengths are two preparations, each with its own lot, record and master formula."""

from __future__ import annotations

from ldn_calc.documents.words.code_text import lot_of
from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.printed import PrintedPlan, PrintedStep
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
)

__all__ = ["earlier_lot", "other_lots", "steps_making", "steps_of"]


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
        case Weigh() | Count() | Measure() | Transfer() | TakeMass() | TakeVolume() | Encapsulate() | Bottle():
            return step.into


def steps_of(plan: PrintedPlan, product: str) -> frozenset[int]:
    """Numbers of the steps, from 1, that make this product, with all that is discarded of it.

    A mixture that two products are made of belongs to both.
    """
    numbers: set[int] = set()
    vessels: set[str] = set()
    for number, step in reversed(list(enumerate(plan["steps"], 1))):
        if step.get("into") == product or step.get("product") == product or _fills(step) in vessels:
            numbers.add(number)
            vessels |= {step["from"]} if "from" in step else set()
    for number, step in enumerate(plan["steps"], 1):
        if step["op"] == "discard" and step.get("vessel") in vessels:
            numbers.add(number)
    return frozenset(numbers)


def other_lots(plan: PrintedPlan, product: str, number: int) -> list[str]:
    """The lots of the other products that a step is done for too: it is done but one time."""
    return [lot_of(plan, each) for each in plan["products"] if each != product and number in steps_of(plan, each)]


def earlier_lot(plan: PrintedPlan, product: str, number: int) -> str:
    """The lot on whose record a step that is done for several stands first; empty where that is this product's own."""
    first = next(each for each in plan["products"] if number in steps_of(plan, each))
    return "" if first == product else lot_of(plan, first)


def _fills(step: PrintedStep) -> str:
    if step["op"] == "discard":
        return ""
    return step.get("into") or step.get("vessel") or ""
