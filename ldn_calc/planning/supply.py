"""Which days of the regimen this fill covers, and the doses of those days.

Days covered = the least of the days left, the days asked for, and the days from the first dose to the beyond-use date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ldn_calc.order.prescription import Fill, Rx, Stretch, Take, Weekday, When
from ldn_calc.procedure.plan import CoveredPhase, Supply

__all__ = ["DoseRun", "plan_supply", "runs", "whole_runs"]

_TIMES_OF_DAY = tuple(When)


@dataclass(frozen=True, slots=True)
class DoseRun:
    """One dose on so many days: in a row, every so many days, or on days of the week."""

    phase: int
    take: Take
    count: int
    from_date: date
    to_date: date
    every: int = 1
    weekdays: tuple[Weekday, ...] = ()


def _days_left(rx: Rx, fill: Fill) -> int:
    """The days from this fill's first on: of the regimen, or past its end those that are asked for."""
    return fill.days if fill.days is not None and fill.from_day > rx.days else rx.days - fill.from_day + 1


def plan_supply(rx: Rx, fill: Fill, usable_until: date) -> Supply:
    """Say which days this fill covers; `days_covered` may be zero or less where it cannot be used at all."""
    left = _days_left(rx, fill)
    covered = min(fill.days or left, (usable_until - rx.first_dose_on).days + 1)
    done = max(0, covered)
    more = _any_dose(rx, fill.from_day + done, left - done, rx.first_dose_on + timedelta(days=done))
    return Supply(
        fill=fill.number,
        from_day=fill.from_day,
        days_prescribed=fill.from_day - 1 + left,
        days_covered=covered,
        next_from_day=fill.from_day + covered if more else None,
        next_fill_by=rx.first_dose_on + timedelta(days=covered) if more else None,
        phases_covered=tuple(_phases(rx, fill, covered)),
    )


def _any_dose(rx: Rx, from_day: int, days: int, on: date) -> bool:
    """Whether a dose falls on any of so many days from that day of the regimen on, which is that date."""
    for stretch, begins, count in _parts(rx, from_day, days):
        if any(_taken(stretch, place, begins, count, on) for place in range(len(stretch.phases))):
            return True
        on += timedelta(days=count)
    return False


def _phases(rx: Rx, fill: Fill, covered: int) -> Iterator[CoveredPhase]:
    for stretch, _, days in _parts(rx, fill.from_day, covered):
        for number, phase in stretch.phases:
            yield CoveredPhase(number, days, fill.days if fill.days is not None and fill.from_day > rx.days else phase.days)


def _parts(rx: Rx, from_day: int, days: int) -> Iterator[tuple[Stretch, int, int]]:
    """Each stretch of which days are covered, the first of them within it, from 0, and how many; the last one goes on."""
    end = from_day + days - 1
    for stretch in (stretches := rx.stretches):
        first = max(stretch.first, from_day)
        last = end if stretch is stretches[-1] else min(stretch.first + stretch.days - 1, end)
        if last >= first:
            yield stretch, first - stretch.first, last - first + 1


def whole_runs(rx: Rx, fill: Fill) -> tuple[DoseRun, ...]:
    """The doses of the whole regimen, of which this fill is a part, if it were made at one time and kept for ever."""
    begun = rx.first_dose_on - timedelta(days=fill.from_day - 1)
    return runs(replace(rx, first_dose_on=begun), plan_supply(rx, Fill(), rx.first_dose_on + timedelta(days=rx.days - 1)))


def runs(rx: Rx, supply: Supply) -> tuple[DoseRun, ...]:
    """The doses of this fill, by phase and time of day, with their dates; a phase of which no day is covered has none."""
    found = []
    day = rx.first_dose_on
    for stretch, begins, days in _parts(rx, supply.from_day, supply.days_covered):
        for place, (number, phase) in enumerate(stretch.phases):
            taken = _taken(stretch, place, begins, days, day)
            if taken is None:
                continue
            takes = sorted(phase.take, key=lambda take: _TIMES_OF_DAY.index(take.when))
            found += [DoseRun(number, take, *taken, phase.every, phase.weekdays) for take in takes]
        day += timedelta(days=days)
    return tuple(found)


def _taken(stretch: Stretch, place: int, begins: int, days: int, first: date) -> tuple[int, date, date] | None:
    """On how many of these days a phase is taken, the first and the last of them; None where on none."""
    phase = stretch.phases[place][1]
    if phase.every == 1 and not phase.weekdays:
        return days, first, first + timedelta(days=days - 1)
    every = ((number, first + timedelta(days=number)) for number in range(days))
    dates = [day for number, day in every if stretch.taken_on(place, begins + number, day)]
    return (len(dates), dates[0], dates[-1]) if dates else None
