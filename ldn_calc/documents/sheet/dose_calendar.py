"""Your dose each day: continuous weeks of this fill, each day with its dose and a box to mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ldn_calc.documents.drawing.signs import Sign
from ldn_calc.documents.sheet.dose_rows import SIGN_OF, strength_counts
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.bottle_end import BottleEnd, bottle_end, full_date
from ldn_calc.documents.words.directions import TIMES_OF_DAY, DoseWords, PhaseWords, plan_directions, syringes_needed
from ldn_calc.documents.words.doses import draw_words
from ldn_calc.documents.words.runs import TIE, Runs, tied
from ldn_calc.documents.words.sheet_text import SheetText
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Request, When
from ldn_calc.procedure.plan import Plan
from ldn_calc.quantities.values import Mass

__all__ = ["CalendarDay", "CalendarDose", "DoseCalendar", "dose_calendar"]

_WEEK: Final = 7
_SHOWN_WEEKS: Final = 5
_LONG_PHASE_DAYS: Final = 56


@dataclass(frozen=True, slots=True)
class CalendarDose:
    """A dose in a day's cell.

    Attributes:
        when: `morning`, where there are two a day; else empty.
        sign: the sign of the time of day.
        number: printed largest: `4.5 mL`, `2`; empty where there are strengths.
        unit: behind it: `capsules`.
        strengths: printed in its place where there are two: `2 of 1.5 mg` and `1 of 0.5 mg`, never their sum.
        mass: under it: `= 4.5 mg`.
        draws: `3 mL, then` and `1.5 mL`, of a dose that takes two.
        syringe: `3 mL syringe`, where the fill needs several.
        time: `at bedtime`.
        time_matters: whether this fill has other times of day too, and this day only one.
        band: what is new about it where its phase begins: START, NEW DOSE, NEW TIME, NEW BOTTLE; else empty.
    """

    when: str
    sign: Sign
    number: str
    unit: str
    strengths: tuple[str, ...]
    mass: str
    draws: tuple[str, ...]
    syringe: str
    time: str
    time_matters: bool
    band: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that stands beneath the number in a whole cell."""
        return (self.mass, *((self.time,) if self.time_matters else ()), *self.draws, *((self.syringe,) if self.syringe else ()))


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One cell; without doses a day outside the fill, or one of it on which nothing is taken.

    Attributes:
        inside: whether it is a day of the fill.
        weekday: before the date: `Sun`, in Spanish `domingo`.
        column: over a narrow column: `Sun`, `do`.
        band: what is new about any of its doses: START, NEW DOSE, NEW TIME, NEW BOTTLE or nothing.
    """

    on: date
    weekday: str
    column: str
    date: str
    doses: tuple[CalendarDose, ...]
    first_of_month: bool
    inside: bool = False

    @property
    def band(self) -> str:
        """What is new about any of the day's doses."""
        return next((dose.band for dose in self.doses if dose.band), "")


@dataclass(frozen=True, slots=True)
class _Span:
    """One phase as its cells show it; the bands of its doses stand on its first day only."""

    first: date
    taken: frozenset[date]
    doses: tuple[CalendarDose, ...]


@dataclass(frozen=True, slots=True)
class DoseCalendar:
    """The weeks, from Sunday to Saturday, with words above and below.

    Attributes:
        times: the times of day of this fill in the order of the day: `at bedtime`.
        same: for a long fill that is not shown to its end: until when the last dose goes on.
        end: until when the bottle lasts, what is left of it, and when to call for the next.
    """

    heading: str
    mark: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[CalendarDay, ...], ...]
    times: tuple[str, ...]
    same: Runs
    end: BottleEnd


def dose_calendar(dispensing: Dispensing, plan: Plan, wording: Wording, text: SheetText) -> DoseCalendar:
    """Lay the fill's days out in weeks; a last dose of over eight weeks is shown for five."""
    phases = plan_directions(plan, dispensing.request, wording).phases
    first, last = phases[0].first, max(phase.last for phase in phases)
    every_day = not any(phase.rhythm for phase in phases)
    begin = first - timedelta((first.weekday() + 1) % _WEEK)
    shown = last
    if every_day and (last - phases[-1].first).days + 1 > _LONG_PHASE_DAYS:
        start_of_week = phases[-1].first - timedelta((phases[-1].first.weekday() + 1) % _WEEK)
        shown = start_of_week + timedelta(_SHOWN_WEEKS * _WEEK - 1)
    count = (shown - begin).days // _WEEK + 1
    spans = _spans(dispensing.request, plan, phases, wording, text)
    weeks = tuple(
        tuple(_day(begin + timedelta(_WEEK * week + place), (first, last), spans, wording, text) for place in range(_WEEK))
        for week in range(count)
    )
    same = text.runs("calendar", "same", last=full_date(last, wording, text)) if shown < last else ()
    dates = _dates_with_year(first, last, wording, text)
    twice = any(len(phase.doses) > 1 for phase in phases)
    return DoseCalendar(
        text.text("calendar", "heading" if every_day else "heading_some", dates=dates),
        text.text("calendar", "mark_twice" if twice else "mark"),
        tuple(text.weekday((number - 1) % _WEEK) for number in range(_WEEK)),
        weeks,
        tuple(wording.when(when) for when in TIMES_OF_DAY if any(dose.when is when for dose in plan.doses)),
        same,
        bottle_end(dispensing, last, wording, text),
    )


def _dates_with_year(first: date, last: date, wording: Wording, text: SheetText) -> str:
    """`22 Nov to 26 Dec 2026`; in Spanish `del 22 nov al 26 dic 2026`."""
    if first.year == last.year:
        return f"{wording.dates_in_sentence(first, last)}{TIE}{last.year}"
    return text.text("rows", "years", first=wording.day(first), last=wording.day(last))


def _spans(request: Request, plan: Plan, phases: tuple[PhaseWords, ...], wording: Wording, text: SheetText) -> list[_Span]:
    """The phases as they stand in the cells; a dose's band says what is new about it on the first day of its phase."""
    times = {dose.when for phase in phases for dose in phase.doses}
    spans: list[_Span] = []
    before: dict[When, Mass] = {}
    for phase in phases:
        now = {dose.dose.when: dose.dose.prescribed for dose in phase.doses}
        doses = []
        for dose in phase.doses:
            band = _band(dose.dose.when, before, now) if spans else _first_band(request, dose.dose.when)
            shown = _dose(dose, plan, wording, text, twice=len(phase.doses) > 1, other_times=len(times) > 1)
            doses.append(replace(shown, band=text.text("calendar", band) if band else ""))
        spans.append(_Span(phase.first, phase.taken, tuple(doses)))
        before = now
    return spans


def _band(when: When, before: Mapping[When, Mass], now: Mapping[When, Mass]) -> str:
    """What is new about one dose of a phase against the phase before, both as dose by time of day: nothing where it goes on.

    A dose that goes on is new too where another of the day is no longer taken.
    """
    same_doses = sorted(before.values()) == sorted(now.values())
    if before.get(when) == now[when] and (same_doses or now.keys() >= before.keys()):
        return ""
    return "new_time" if same_doses and when not in before else "new_dose"


def _day(day: date, fill: tuple[date, date], spans: list[_Span], wording: Wording, text: SheetText) -> CalendarDay:
    found = next((span for span in spans if day in span.taken), None)
    doses = found.doses if found else ()
    if found and day != found.first:
        doses = tuple(replace(dose, band="") for dose in doses)
    number = day.weekday()
    column, date_words, inside = text.weekday(number, "column"), wording.day_and_month(day), fill[0] <= day <= fill[1]
    return CalendarDay(day, text.weekday(number), column, date_words, doses, day.day == 1, inside)


def _first_band(request: Request, when: When) -> str:
    """A later fill is a new bottle, and a new dose where it begins a later phase of the regimen that changes this dose."""
    fill, rx = request.fill, request.rx
    if fill.number == 1 and fill.from_day == 1:
        return "start"
    for stretch, following in pairwise(rx.stretches):
        if following.first == fill.from_day:
            phases = stretch.phases[-1][1], following.phases[0][1]
            before, now = ({take.when: take.dose for take in each.take} for each in phases)
            return "new_dose" if before.get(when) != now.get(when) else "new_bottle"
    return "new_bottle"


def _dose(dose: DoseWords, plan: Plan, wording: Wording, text: SheetText, *, twice: bool, other_times: bool) -> CalendarDose:
    """One dose of a cell; a single dose a day names its time only where the fill has other times too."""
    number, unit, syringe = dose.amount, "", ""
    syringes = syringes_needed(plan)
    strengths: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()
    if dose.dose.draws:
        drawn = draw_words(dose.dose, wording)
        draws = (f"{drawn[0]}, {text.text('calendar', 'then')}", drawn[1]) if len(drawn) > 1 else ()
        if len(syringes) > 1:
            capacity = wording.quantity(syringes[dose.dose.draws[0].instrument].capacity)
            syringe = tied(text.text("calendar", "syringe", capacity=capacity))
    elif len(plan.products) > 1:
        number, strengths = "", tuple(strength_counts(dose.dose, plan, wording, text))
    else:
        number, _, unit = wording.count(sum(part.count for part in dose.dose.capsules), "capsule").partition(TIE)
    return CalendarDose(
        when=text.text("calendar", dose.dose.when) if twice else "",
        sign=SIGN_OF[dose.dose.when],
        number=number,
        unit=unit,
        strengths=strengths,
        mass=tied(text.text("rows", "holds", mass=dose.mass)),
        draws=draws,
        syringe=syringe,
        time=dose.when,
        time_matters=other_times and not twice,
    )
