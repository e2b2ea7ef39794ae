"""The quantity that a prescription orders, held against what its doses take."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ldn_calc.findings import Finding
from ldn_calc.order.as_written import ordered_text
from ldn_calc.order.prescription import Ordered, Request
from ldn_calc.planning.drafting import review
from ldn_calc.planning.strengths import fewest_capsules
from ldn_calc.planning.supply import DoseRun, whole_runs
from ldn_calc.procedure.plan import CapsuleDose, CapsuleProduct, LiquidDose, LiquidProduct, Plan

__all__ = ["check_ordered"]


def check_ordered(request: Request, plan: Plan) -> list[Finding]:
    """A quantity that is not what the regimen takes; of a fill of chosen length, not what that part takes either.

    A bottle is filled over its doses: a volume fits from what the doses take up to that.
    """
    ordered = request.rx.quantity
    if ordered is None:
        return []
    regimen = _taken(whole_runs(request.rx, request.fill), request.rx.days, ordered.unit, plan)
    part = _taken((), plan.supply.days_covered, ordered.unit, plan)
    fits = [regimen] if request.fill.days is None and request.fill.from_day <= request.rx.days else [regimen, part]
    if any(takes.unit == ordered.unit and takes.number <= ordered.number <= most for takes, most in fits):
        return []
    takes = ordered_text(regimen[0], beside=ordered.number)
    return [review("quantity-differs", "rx.quantity", ordered=ordered_text(ordered), takes=takes)]


def _taken(whole: Sequence[DoseRun], days: int, unit: str, plan: Plan) -> tuple[Ordered, Fraction]:
    """What the doses of these runs take, of this fill's where there are none, and the most that fits."""
    if unit == "days":
        return Ordered(Fraction(days), "days"), Fraction(days)
    here = Fraction(0)
    for dose in plan.doses:
        each = dose.taken.volume.millilitres if isinstance(dose.taken, LiquidDose) else Fraction(_count(dose.taken))
        here += each * dose.count
    made = [product for product in plan.products.values() if isinstance(product, LiquidProduct)]
    if made:
        takes = sum((run.take.dose / made[0].strength).millilitres * run.count for run in whole) if whole else here
        takes = Fraction(takes)
        return Ordered(takes, "mL"), takes * made[0].amount.millilitres / here
    strengths = [product.strength for product in plan.products.values() if isinstance(product, CapsuleProduct)]
    counts = [(fewest_capsules(run.take.dose, strengths), run.count) for run in whole]
    known = all(each is not None for each, _ in counts)  # a later part may need a strength that this one has not
    total = Fraction(sum(sum((each or {}).values()) * count for each, count in counts)) if whole and known else here
    return Ordered(total, "capsules"), total


def _count(taken: CapsuleDose) -> int:
    return sum(each.count for each in taken.capsules)
