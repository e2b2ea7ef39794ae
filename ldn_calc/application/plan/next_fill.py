"""The next part of a prescription: what its request says instead of this one's, and what must be entered and asked anew."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final

from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.order.prescription import Form
from ldn_calc.procedure.plan import Plan
from ldn_calc.quantities.text import write

__all__ = ["next_fill"]

_OVER: Final = "already-over"
_OF_THE_LAST_FILL: Final = (
    "compounded_on",
    "preparation.lot",
    "preparation.components",
    *(f"preparation.source.{key}" for key in ("lot", "expires_on", "assay", "assay_basis", "water", "solvents", "lod")),
    "screening.asked_on",
    *(f"screening.{key}" for key in ("opioid_use", "opioid_stopped_on", "opioid_kind")),
)
"""What another fill may not take over: the day, the lots with their certificate, the opioid answer and the day of the answers."""


def next_fill(planned: Planned) -> dict[str, Any] | None:
    """What the next part's request says instead: its number, first day and date; None where nothing is left.

    `dropped` are the paths that it leaves out, so that they are entered and asked anew; `kept` is what it must say so that the
    next bottle is measured as this one: form and strength, by path; of capsules in two strengths the next fill may need but one,
    so that a pharmacist says which. A fill that is over has no plan any more: what followed it is what its plan said while it was
    good.
    """
    plan = planned.proved or _while_it_was_good(planned)
    if plan is None or plan.supply.next_from_day is None:
        return None
    supply = plan.supply
    fill: dict[str, Any] = {"number": supply.fill + 1, "from_day": supply.next_from_day}
    if planned.request is not None and planned.request.fill.days is not None:
        chosen, left = planned.request.fill.days, supply.days_prescribed - fill["from_day"] + 1
        if left > chosen or fill["from_day"] > planned.request.rx.days:
            fill["days"] = min(chosen, left)
    kept: dict[str, Any] = {"rx.form": plan.form.value}
    strengths = [write(product.strength) for product in plan.products.values()]
    if plan.form is Form.LIQUID:
        kept["preparation.concentration"] = strengths[0]
    elif len(strengths) == 1:
        kept["preparation.capsule_strengths"] = strengths
    first_dose_on = supply.next_fill_by.isoformat() if supply.next_fill_by else None
    return {"fill": fill, "first_dose_on": first_dose_on, "kept": kept, "dropped": list(_OF_THE_LAST_FILL)}


def _while_it_was_good(planned: Planned) -> Plan | None:
    """The plan of a fill that is over, as of the day it was made or, if that is later, of its answers."""
    request = planned.request
    if request is None or not any(found["code"] == _OVER for found in planned.result["findings"]):
        return None
    day = max(request.compounded_on, request.screening.asked_on or request.compounded_on)
    return plan_request(planned.text, datetime.combine(day, time(12)), planned.formulary, practice=planned.practice).proved
