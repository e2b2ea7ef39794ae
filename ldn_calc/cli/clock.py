"""The clock of a run: handed in to repeat one exactly, else the pharmacy's local time."""

from __future__ import annotations

from datetime import datetime

__all__ = ["now_or"]


def now_or(clock: datetime | None) -> datetime:
    """The clock of this run: as given, else now, to the minute."""
    return clock or datetime.now().replace(second=0, microsecond=0)
