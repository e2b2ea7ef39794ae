"""The lot of a preparation that has none yet."""

from __future__ import annotations

from datetime import datetime

from ldn_calc.order.prescription import Request

__all__ = ["provisional_lot"]


def provisional_lot(request: Request, clock: datetime) -> str:
    """Number, fill, day and a tail, as in 240117-1-261122-0930; here the tail is the clock's hour and minute.

    Two workstations that plan one fill of one prescription in one minute therefore give it the same lot. Only what both of them
    ask can prevent that: a store will hand out the tail when a plan is accepted, and its lot then goes into `plan_request`. Such a
    tail is any short text. Four digits that read as a time are, once the request keeps the lot, when the preparation was begun:
    the proof refuses a time that is still to come when it is planned, and a store had better hand out no such digits at all.
    """
    return f"{request.rx.number}-{request.fill.number}-{clock:%y%m%d-%H%M}"
