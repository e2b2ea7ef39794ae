"""Your dose each day: continuous weeks of this fill, each day with its dose and a box to mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ldn_calc.documents.directions import TIMES_OF_DAY, DoseWords, PhaseWords, directions_of
from ldn_calc.documents.dispensing import Dispensing
from ldn_calc.documents.runs import TIE, Runs, tied
from ldn_calc.documents.sheet_text import SheetText
from ldn_calc.documents.wording import Wording, day_of

__all__ = ["CalendarDay", "CalendarDose", "DoseCalendar", "dose_calendar"]

_WEEK: Final = 7
_SHOWN_WEEKS: Final = 5
_LONG_PHASE_DAYS: Final = 56


@dataclass(frozen=True, slots=True)
class CalendarDose:
    """A dose in a day's cell.

    Attributes:
        when: `AM`, where there are two a day; else empty.
        number: printed largest: `4.5 mL`, `2`.
        unit: behind it: `capsules`.
        mass: under it, of a liquid: `= 4.5 mg`.
        draws: `3 mL, then` and `1.5 mL`, of a dose that takes two.
        notes: of each strength how many, where there are two.
        time: `at bedtime`.
        time_matters: whether this fill has other times of day too, and this day only one.
    """

    when: str
    number: str
    unit: str
    mass: str
    draws: tuple[str, ...]
    notes: tuple[str, ...]
    time: str
    time_matters: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that stands beneath the number in a whole cell."""
        mass = (self.mass,) if self.mass else ()
        return (*mass, *((self.time,) if self.time_matters else ()), *self.draws, *self.notes)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One cell; without doses a day outside the fill. `band` is START, NEW DOSE, NEW TIME, NEW BOTTLE or nothing."""

    on: date
    weekday: str
    date: str
    doses: tuple[CalendarDose, ...]
    band: str
    first_of_month: bool


@dataclass(frozen=True, slots=True)
class _Span:
    """One phase as its cells show it; `band` stands on its first day."""

    first: date
    last: date
    doses: tuple[CalendarDose, ...]
    band: str


@dataclass(frozen=True, slots=True)
class DoseCalendar:
    """The weeks, from Sunday to Saturday, with words above and below.

    Attributes:
        times: the times of day of this fill in the order of the day: `at bedtime`.
        same: for a long fill that is not shown to its end: until when the last dose goes on.
        end: until when the bottle lasts and when to get the next.
    """

    heading: str
    mark: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[CalendarDay, ...], ...]
    times: tuple[str, ...]
    same: Runs
    end: tuple[Runs, ...]


def dose_calendar(dispensing: Dispensing, wording: Wording, text: SheetText) -> DoseCalendar:
    """Lay the fill's days out in weeks; a last dose of over eight weeks is shown for five."""
    phases = directions_of(dispensing.plan, dispensing.request, wording).phases
    first, last = phases[0].first, phases[-1].last
    begin = first - timedelta((first.weekday() + 1) % _WEEK)
    shown = last
    if (last - phases[-1].first).days + 1 > _LONG_PHASE_DAYS:
        start_of_week = phases[-1].first - timedelta((phases[-1].first.weekday() + 1) % _WEEK)
        shown = start_of_week + timedelta(_SHOWN_WEEKS * _WEEK - 1)
    count = (shown - begin).days // _WEEK + 1
    spans = _spans(dispensing, phases, wording, text)
    weeks = tuple(
        tuple(_day(begin + timedelta(_WEEK * week + place), spans, wording, text) for place in range(_WEEK))
        for week in range(count)
    )
    same = text.runs("calendar", "same", last=_full_date(last, wording, text)) if shown < last else ()
    dates = _dates_with_year(first, last, wording, text)
    twice = any(len(phase.doses) > 1 for phase in phases)
    return DoseCalendar(
        text.text("calendar", "heading", dates=dates),
        text.text("calendar", "mark_twice" if twice else "mark"),
        tuple(text.weekday((number - 1) % _WEEK) for number in range(_WEEK)),
        weeks,
        tuple(wording.when(when) for when in TIMES_OF_DAY if any(dose["when"] == when for dose in dispensing.plan["doses"])),
        same,
        _end(dispensing, last, wording, text),
    )


def _full_date(day: date, wording: Wording, text: SheetText) -> str:
    """`Saturday 26 Dec 2026`, tied."""
    return f"{text.weekday(day.weekday(), full=True)}{TIE}{wording.day(day)}"


def _dates_with_year(first: date, last: date, wording: Wording, text: SheetText) -> str:
    if first.year == last.year:
        return f"{wording.dates(first, last)}{TIE}{last.year}"
    return text.text("rows", "dates", first=wording.day(first), last=wording.day(last))


def _spans(dispensing: Dispensing, phases: tuple[PhaseWords, ...], wording: Wording, text: SheetText) -> list[_Span]:
    """The phases as they stand in the cells; the band says what is new on the first day of each."""
    times = {dose.when for phase in phases for dose in phase.doses}
    spans: list[_Span] = []
    for phase in phases:
        doses = tuple(
            _dose(dose, dispensing, wording, text, twice=len(phase.doses) > 1, other_times=len(times) > 1) for dose in phase.doses
        )
        band = _first_band(dispensing)
        if spans:
            before, now = (tuple(each.dose["prescribed"] for each in some) for some in (phases[len(spans) - 1].doses, phase.doses))
            band = "new_dose" if before != now else "new_time" if spans[-1].doses != doses else ""
        spans.append(_Span(phase.first, phase.last, doses, text.text("calendar", band) if band else ""))
    return spans


def _day(day: date, spans: list[_Span], wording: Wording, text: SheetText) -> CalendarDay:
    found = next((span for span in spans if span.first <= day <= span.last), None)
    band = found.band if found and day == found.first else ""
    doses = found.doses if found else ()
    return CalendarDay(day, text.weekday(day.weekday()), wording.day_and_month(day), doses, band, day.day == 1)


def _first_band(dispensing: Dispensing) -> str:
    """A later fill is a new bottle, and a new dose where it begins a later phase of the regimen."""
    fill, rx = dispensing.request.fill, dispensing.request.rx
    if fill.number == 1 and fill.from_day == 1:
        return "start"
    begins = 1
    for phase in rx.regimen[:-1]:
        begins += phase.days
        if begins == fill.from_day:
            return "new_dose"
    return "new_bottle"


def _dose(
    dose: DoseWords, dispensing: Dispensing, wording: Wording, text: SheetText, *, twice: bool, other_times: bool
) -> CalendarDose:
    """One dose of a cell; a single dose a day names its time only where the fill has other times too."""
    when = text.text("calendar", dose.dose["when"]) if twice else ""
    timed = (dose.when, other_times and not twice)
    if "volume" in dose.dose:
        draws = [wording.amount(draw["volume"]) for draw in dose.dose["draws"]]
        lines = (f"{draws[0]}, {text.text('calendar', 'then')}", draws[1]) if len(draws) > 1 else ()
        return CalendarDose(when, dose.amount, "", tied(text.text("rows", "holds", mass=dose.mass)), lines, (), *timed)
    taken = dose.dose["capsules"]
    number, _, unit = wording.count(sum(part["count"] for part in taken), "capsule").partition(TIE)
    products = dispensing.plan["products"]
    notes: tuple[str, ...] = ()
    if len(products) > 1:
        strengths = [(str(part["count"]), wording.amount(products[part["from"]]["strength"])) for part in taken]
        notes = tuple(text.text("calendar", "of", count=count, strength=strength) for count, strength in strengths)
    return CalendarDose(when, number, unit, "", (), notes, *timed)


def _end(dispensing: Dispensing, last: date, wording: Wording, text: SheetText) -> tuple[Runs, ...]:
    """Until when the bottle lasts; the next part, or that there is more to get."""
    supply, rx = dispensing.plan["supply"], dispensing.request.rx
    values = {
        "days": wording.count(supply["days_covered"], "day"),
        "all": str(supply["days_prescribed"]),
        "last": _full_date(last, wording, text),
        "next": _full_date(day_of(supply["next_fill_by"]), wording, text) if supply["next_fill_by"] else "",
    }
    bottles = "_bottles" if len(dispensing.plan["products"]) > 1 else ""
    if supply["next_fill_by"]:
        return (text.runs("end", f"part{bottles}", **values),)
    partial = 1 < supply["from_day"] <= supply["days_prescribed"]
    end = text.runs("end", f"{'last_part' if partial else 'whole'}{bottles}", **values)
    more = text.runs("end", "refill") if dispensing.request.fill.number <= rx.refills else ()
    return (end, more) if more else (end,)
