"""Whether this PC's clock can be right: every date on a paper, and every beyond-use date, rests on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ldn_calc.quantities.dates import day_text

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.port import Pharmacy

__all__ = ["clock_fault"]

_SLACK: Final = timedelta(minutes=5)
"""As clocks differ that are set over the network, and the hour of the file's own system."""


def clock_fault(pharmacy: Pharmacy) -> str:
    """What is wrong with a clock that is earlier than something kept here already, and what to do; empty where nothing is."""
    now, newest = datetime.now(), pharmacy.newest_trace()
    if newest is None or now + _SLACK >= newest:
        return ""
    return (
        f"This PC's clock says {day_text(now.date())} {now:%H:%M}, but something was saved here on {day_text(newest.date())} "
        f"{newest:%H:%M}. Set date, time and time zone right before anything is printed."
    )
