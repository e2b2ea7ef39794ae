"""Which days of the regimen this fill covers, and the doses of those days.

Days covered = the least of the days left, the days asked for, and the days from the first dose to the beyond-use date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ldn_calc.order.prescription import Fill, Rx, Take, When
from ldn_calc.procedure.plan import CoveredPhase, Supply

__all__ = ["DoseRun", "plan_supply", "runs", "whole_runs"]

_TIMES_OF_DAY = tuple(When)


@dataclass(frozen=True, slots=True)
class DoseRun:
    """One dose on so many days in a row."""

    phase: int
    take: Take
    count: int
    from_date: date
    to_date: date


def _days_left(rx: Rx, fill: Fill) -> int:
    """The days from this fill's first on: of the regimen, or past its end those that are asked for."""
    return fill.days if fill.days is not None and fill.from_day > rx.days else rx.days - fill.from_day + 1


def plan_supply(rx: Rx, fill: Fill, usable_until: date) -> Supply:
    """Say which days this fill covers; `days_covered` may be zero or less where it cannot be used at all."""
    left = _days_left(rx, fill)
    covered = min(fill.days or left, (usable_until - rx.first_dose_on).days + 1)
    more = covered < left
    return Supply(
        fill=fill.number,
        from_day=fill.from_day,
        days_prescribed=fill.from_day - 1 + left,
        days_covered=covered,
        next_from_day=fill.from_day + covered if more else None,
        next_fill_by=rx.first_dose_on + timedelta(days=covered) if more else None,
        phases_covered=tuple(_phases(rx, fill, covered)),
    )


def _phases(rx: Rx, fill: Fill, covered: int) -> Iterator[CoveredPhase]:
    if fill.days is not None and fill.from_day > rx.days:
        yield CoveredPhase(len(rx.regimen), covered, fill.days)
        return
    end = fill.from_day + covered - 1
    first = 1
    for number, phase in enumerate(rx.regimen, start=1):
        last = first + phase.days - 1
        days = min(last, end) - max(first, fill.from_day) + 1
        if days > 0:
            yield CoveredPhase(number, days, phase.days)
        first = last + 1


def whole_runs(rx: Rx) -> tuple[DoseRun, ...]:
    """The doses of the whole regimen, if it were one fill that kept for ever."""
    return runs(rx, plan_supply(rx, Fill(), rx.first_dose_on + timedelta(days=rx.days - 1)))


def runs(rx: Rx, supply: Supply) -> tuple[DoseRun, ...]:
    """The doses of this fill, by phase and time of day, with their dates."""
    found = []
    day = rx.first_dose_on
    for covered in supply.phases_covered:
        end = day + timedelta(days=covered.days - 1)
        takes = sorted(rx.regimen[covered.phase - 1].take, key=lambda take: _TIMES_OF_DAY.index(take.when))
        found += [DoseRun(covered.phase, take, covered.days, day, end) for take in takes]
        day = end + timedelta(days=1)
    return tuple(found)
