"""One preparation, one lot, for good: the lot that a request keeps from its first final paper on.

A plan without a kept lot has the one that was handed out for it, else a provisional one made of the clock. When the first paper
that is neither a draft nor for practice is about to leave, the lot is written into the request, and with it the day the
preparation is made: the same text then gives the same lot and the same dates whenever it is opened. Another fill, or a new lot
asked for, begins without both.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ldn_calc.application.plan.planning import Planned

__all__ = ["issue_lot", "issued_lot"]


def issued_lot(planned: Planned) -> str | None:
    """The lot that the request keeps with its day; None while either is missing: its text may mean another day tomorrow."""
    if planned.request is None or "compounded_on" not in planned.request.document:
        return None
    return planned.request.preparation.lot


def issue_lot(planned: Planned) -> str:
    """The request's text with the plan's lot and the day it is made written into it; the person's other words stay as they are.

    A request that keeps both already comes back as it was read, to the letter. Planned at the same clock, the new text gives
    the same plan, the same lot and the same fingerprints.

    Raises:
        ValueError: there is no plan, so there is no lot to keep; or nobody to whom it is issued.
    """
    if planned.proved is None or planned.request is None:
        raise ValueError("a lot is issued to a plan")
    if planned.request.rx.is_calculation:
        raise ValueError("a calculation has no lot")
    if issued_lot(planned) is not None:
        return planned.text
    document: dict[str, Any] = json.loads(planned.text)
    document.setdefault("compounded_on", planned.request.compounded_on.isoformat())
    document.setdefault("preparation", {})["lot"] = planned.proved.lot
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
