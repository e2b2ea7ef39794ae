"""The lot of a preparation that has none yet."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ldn_calc.order.prescription import Request

__all__ = ["NO_LOT", "lot_of", "provisional_lot"]

NO_LOT: Final = "CALCULATION"
"""What stands in the place of a lot where there is no preparation for anybody."""


def lot_of(request: Request, handed_out: str | None, clock: datetime) -> str:
    """The lot that the request keeps, else the one handed out for it, else a provisional one; a calculation has none of them."""
    if request.rx.is_calculation:
        return NO_LOT
    return request.preparation.lot or handed_out or provisional_lot(request, clock)


def provisional_lot(request: Request, clock: datetime) -> str:
    """Number, fill, day and a tail, as in 240117-1-261122-0930; here the tail is the clock's hour and minute.

    Two workstations that plan one fill of one prescription in one minute therefore give it the same lot. Only what both of them
    ask can prevent that: a store will hand out the tail when a plan is accepted, and its lot then goes into `plan_request`. The
    tail is any short text, at best the time with a mark behind it (0930-B): that time is the hour the preparation was begun, for
    planning and proof alike, however late its papers are printed again. The proof refuses a time that is still to come, so that a
    running number of four digits is none to hand out.
    """
    return f"{request.rx.number}-{request.fill.number}-{clock:%y%m%d-%H%M}"
