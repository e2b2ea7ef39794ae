"""What this fill is due by the calendar: its doses with their dates, the last day of use, the days covered and the next fill.

Every day of the fill is walked one by one from the request's own regimen; there is no formula to get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from ldn_calc.proof.asked import WEEK, Asked, AskedPhase
from ldn_calc.proof.bounds import STORAGES, longest_use, may_be_kept
from ldn_calc.proof.objects import count, entries, listed, moment, name, one_of, same, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows
from ldn_calc.quantities.units import Quantity

__all__ = ["Begun", "DueDose", "DueFill", "check_supply", "check_use", "due_fill", "due_use", "read_begun"]

_LOT: Final = re.compile(r"(?:.*-)?([0-9]{2})([0-9]{2})([0-9]{2})-([01][0-9]|2[0-3])([0-5][0-9])(?:-.*)?", re.ASCII)
_LONGEST_TAIL: Final = 40
_NO_LOT: Final = "CALCULATION"
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Begun:
    """When it was planned, and the hour that it was begun, as 09:30.

    Attributes:
        on_record: whether the result says so itself; of an older one only its lot is known, and that was held against nothing.
    """

    today: date
    hour: str
    on_record: bool


@dataclass(frozen=True, slots=True)
class DueDose:
    """One dose of this fill: in `phase`, at `when`, on `count` days: in a row, `every` so many days, or on `weekdays`."""

    phase: int
    when: str
    prescribed: Quantity
    count: int
    from_date: date
    to_date: date
    every: int
    weekdays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the regimen: the phases that share it, with their numbers, and how many days of theirs came before it."""

    phases: tuple[tuple[int, AskedPhase], ...]
    before: int

    def taken(self, on: date) -> list[tuple[int, AskedPhase]]:
        """The phases of which a dose is taken on this day, which is that date."""
        return [
            (number, phase)
            for number, phase in self.phases
            if (WEEK[on.weekday()] in phase.weekdays if phase.weekdays else self.before % phase.every == phase.place)
        ]


@dataclass(frozen=True, slots=True)
class DueFill:
    """What this fill is due; `supply` and `beyond_use` as the result must print them."""

    doses: tuple[DueDose, ...]
    beyond_use: Mapping[str, Any]
    supply: Mapping[str, Any]


def read_begun(lot: object, planned_at: object, asked: Asked, problems: Problems) -> Begun | None:
    """Read the lot and the clock of planning; what differs is recorded.

    A lot that the request keeps is that very text. Without one it is number, fill and the day of planning, then a tail that is
    taken as given; one that begins with a time (0930, 0930-B) says when it was begun. A result of an older program does not say
    when it was planned: its lot does.
    """
    at = None if planned_at is None else moment(planned_at, "planned_at")
    text = name(lot, "plan.lot")
    start = f"{asked.number}-{asked.fill_number}-"
    named = _clock_of(text)
    if asked.number is None:
        if text != _NO_LOT or asked.lot is not None:
            problems.add("lot-differs", show(asked.lot or text), f"{show(_NO_LOT)}: a calculation has no lot")
    elif asked.lot is not None:
        if text != asked.lot:
            problems.add("lot-differs", show(text), f"{show(asked.lot)}, as the request keeps it")
    elif at is not None:
        _check_handed_out(text, f"{start}{at:%y%m%d}-", named, at, problems)
    elif named is None or text != f"{start}{named:%y%m%d-%H%M}":
        problems.add("lot-differs", show(text), f"{start} and date and time, as in {start}261122-0930")
        named = None
    today = at or named
    if today is None:
        return None
    return Begun(today.date(), f"{named or today:%H:%M}", on_record=at is not None)


def _check_handed_out(lot: str, start: str, named: datetime | None, at: datetime, problems: Problems) -> None:
    """Hold a lot that is not kept yet against `start`, its prescription, fill and day; whoever handed it out chose the tail.

    A time in the tail is when it was begun, and the use may be counted from there: it must not be still to come.
    """
    tail = lot.removeprefix(start)
    if not lot.startswith(start) or tail != tail.strip() or not tail.isprintable() or not 0 < len(tail) <= _LONGEST_TAIL:
        problems.add("lot-differs", show(lot), f"{start} and what tells it from the others of that day, as in {start}{at:%H%M}")
    elif named is not None and named > at:
        problems.add("lot-differs", show(lot), f"{start} and no time after {at:%H%M}, when it was planned")


def _clock_of(lot: str) -> datetime | None:
    """The day and time at the end of a lot, or before the last mark of it; None where there is none."""
    match = _LOT.fullmatch(lot)
    if match is None:
        return None
    year, month, of_month, hour, minute = map(int, match.groups())
    try:
        return datetime(2000 + year, month, of_month, hour, minute)
    except ValueError:
        return None


def due_fill(asked: Asked, form: str, printed_use: object, begun: Begun | None, rows: Rows, problems: Problems) -> DueFill:
    """Work out what the fill is due; `printed_use` is the plan's `beyond_use`, believed only where its rows are unknown.

    Raises:
        ProblemError: the day it is made cannot be known, or nothing can be used at all.
    """
    made_on = _made_on(asked, begun, rows, problems)
    first = asked.first_dose_on or made_on
    if first < made_on:
        raise ProblemError("value-unreadable", f"first dose on {first}", f"not before it is made on {made_on}")
    beyond_use = due_use(asked, form, made_on, printed_use, begun, rows)
    until = date.fromisoformat(beyond_use["date"])
    days = _days(asked)
    covered = days[: asked.fill_days][: max(0, (until - first).days + 1)]
    if not covered:
        raise ProblemError(
            "beyond-use-differs", f"first dose on {first}, last day of use {until}", "a dose before the last day of use"
        )
    doses = _doses(covered, first)
    if not doses:
        found = f"no dose from {first} to {first + timedelta(len(covered) - 1)}"
        raise ProblemError("value-unreadable", found, "a dose on one of those days")
    last = min(until, max(dose.to_date for dose in doses))
    if begun is not None and begun.on_record and last < begun.today:
        problems.add("already-over", f"planned on {begun.today}", f"not after its last day, {last}")
    return DueFill(doses, beyond_use, _supply(asked, days, covered, first))


def _made_on(asked: Asked, begun: Begun | None, rows: Rows, problems: Problems) -> date:
    """The day it is made: the request's, never after the clock's; else the clock's."""
    made_on = asked.compounded_on or (begun.today if begun else None)
    if made_on is None:
        raise ProblemError("lot-differs", "no date in the lot", "the date it is made")
    if begun is not None and begun.on_record and made_on > begun.today:
        problems.add("made-ahead", f"made on {made_on}", f"not after the day it was planned, {begun.today}")
    due = {"compounded_on": made_on, "screening.asked_on": made_on, "rx.first_dose_on": made_on}
    for path, on in due.items():
        said = rows.used.get(path)
        if said is not None and said != on.isoformat():
            problems.add("default-differs", f"{path} {show(said)}", f"{on}, the day it is made")
    return made_on


def _days(asked: Asked) -> list[_Day]:
    """Each day that is left of the regimen; past its end the days of this fill, on which the last phases go on."""
    shared: list[list[tuple[int, AskedPhase]]] = []
    for number, phase in enumerate(asked.regimen, start=1):
        if phase.place:
            shared[-1].append((number, phase))
        else:
            shared.append([(number, phase)])
    days = [_Day(tuple(each), before) for each in shared for before in range(each[0][1].days)]
    if asked.goes_on and asked.fill_days is not None:
        since = asked.from_day - 1 - asked.days + days[-1].before + 1
        return [_Day(days[-1].phases, since + number) for number in range(asked.fill_days)]
    return days[asked.from_day - 1 :]


def _doses(covered: list[_Day], first: date) -> tuple[DueDose, ...]:
    found: dict[tuple[int, str], DueDose] = {}
    today = first
    for day in covered:
        for number, phase in day.taken(today):
            for when, dose in phase.doses.items():
                earlier = found.get((number, when))
                begun = today if earlier is None else earlier.from_date
                days = 1 if earlier is None else earlier.count + 1
                found[number, when] = DueDose(number, when, dose, days, begun, today, phase.every, phase.weekdays)
        today += _ONE_DAY
    return tuple(found.values())


def _supply(asked: Asked, days: list[_Day], covered: list[_Day], first: date) -> dict[str, Any]:
    phases: dict[int, dict[str, int]] = {}
    for day in covered:
        for number, phase in day.phases:
            of = len(days) if asked.goes_on else phase.days
            phases.setdefault(number, {"phase": number, "days": 0, "of": of})["days"] += 1
    after = first + timedelta(days=len(covered))
    more = any(day.taken(after + timedelta(days=number)) for number, day in enumerate(days[len(covered) :]))
    return {
        "fill": asked.fill_number,
        "from_day": asked.from_day,
        "days_prescribed": asked.from_day - 1 + len(days),
        "days_covered": len(covered),
        "next_from_day": asked.from_day + len(covered) if more else None,
        "next_fill_by": after.isoformat() if more else None,
        "phases_covered": list(phases.values()),
    }


def due_use(asked: Asked, form: str, made_on: date, printed_use: object, begun: Begun | None, rows: Rows) -> dict[str, Any]:
    """What the plan's `beyond_use` must say; `storage_key` only where it is printed, as results of the first schema do not.

    It is the earliest of the default limit, the study of the vehicle where it is kept, and the expiry of each thing in it.
    """
    counting = asked.beyond_use_counting or rows.default("beyond_use_counting")
    limit, key, storage = _limit(asked, form, printed_use, rows)
    end = made_on + timedelta(days=limit - 1 if counting == "day-one" else limit)
    expiries = [*asked.component_expiries]
    if asked.source and asked.source.expires_on:
        expiries.append(asked.source.expires_on)
    last = min([end, *expiries])
    days = (last - made_on).days + (1 if counting == "day-one" else 0)
    found: dict[str, Any] = {"date": last.isoformat(), "days": days, "storage": storage}
    if isinstance(printed_use, dict) and "storage_key" in printed_use:
        found["storage_key"] = key
    if counting == "days-after" and last == end:
        found["hour"] = begun.hour if begun else None
    return found


def _limit(asked: Asked, form: str, printed_use: object, rows: Rows) -> tuple[int, str, str]:
    """Days of use by the rows, and key and words for where it is kept; with other rows, what the result prints.

    Neither is longer than USP <795> allows: the kind's days, or with other rows those of the form, stand in the proof itself.
    """
    if not rows.same:
        use = entries(printed_use, "plan.beyond_use")
        days = count(use.get("days"), "plan.beyond_use.days", most=longest_use(None, form))
        said = one_of(use.get("storage"), "plan.beyond_use.storage", tuple(STORAGES.values()))
        if asked.storage is not None and said != STORAGES[asked.storage]:
            raise ProblemError("storage-differs", said, STORAGES[asked.storage])
        return days, next(key for key, words in STORAGES.items() if words == said), said
    vehicle = rows.row("vehicles", asked.vehicle or rows.default("vehicle")) if form == "liquid" else None
    kind = name(vehicle.get("beyond_use"), "beyond_use") if vehicle else "solid"
    rule = entries(rows.row("beyond_use", kind), "beyond_use")
    limit = count(rule.get("days"), f"days of {kind}", most=longest_use(kind, form))
    storage = asked.storage or name(vehicle.get("storage") if vehicle else rule.get("storage"), "storage")
    if asked.storage is not None and not may_be_kept(kind, storage, is_liquid=vehicle is not None):
        raise ProblemError("storage-differs", f"{storage}, asked for", f"where the kind {kind} may be kept")
    if vehicle:
        looked_at = entries(vehicle.get("studied_days"), "studied_days")
        studied = looked_at.get(storage)
        if asked.storage is not None and looked_at and studied is None:
            raise ProblemError("storage-differs", f"{storage}, asked for", "where the study of the vehicle looked")
        limit = limit if studied is None else min(limit, count(studied, "studied_days"))
    row = entries(entries(rows.row("beyond_use", "storages"), "storages").get(storage), f"storages.{storage}")
    return limit, storage, one_of(row.get("en"), f"storages.{storage}.en", tuple(STORAGES.values()))


def check_use(printed: object, due: Mapping[str, Any], problems: Problems) -> None:
    """Hold a printed last day of use against what is due."""
    with problems:
        optional = tuple(key for key in ("hour", "storage_key") if key in due)
        use = shape(printed, "plan.beyond_use", ("date", "days", "storage", "because", *optional), (), problems)
        for key, value in due.items():
            if not same(use[key], value):
                code = "storage-differs" if key.startswith("storage") else "beyond-use-differs"
                problems.add(code, f"{key}: {show(use[key])}", f"{key}: {show(value)}")
        because = listed(use["because"], "plan.beyond_use.because")
        if not because or not all(isinstance(sentence, str) and sentence.strip() for sentence in because):
            problems.add("value-unreadable", "plan.beyond_use.because", "at least one sentence")


def check_supply(plan: Mapping[str, Any], due: DueFill, problems: Problems) -> None:
    """Hold the plan's `beyond_use` and `supply` against what is due."""
    check_use(plan["beyond_use"], due.beyond_use, problems)
    with problems:
        required = tuple(key for key in due.supply if not key.startswith("next_"))
        supply = shape(plan["supply"], "plan.supply", required, ("next_from_day", "next_fill_by"), problems)
        for key, value in due.supply.items():
            if key not in supply:
                problems.add("key-missing", f"plan.supply without {key}", f"{key} in plan.supply")
            elif not same(supply[key], value):
                problems.add("supply-differs", f"{key}: {_words(supply[key])}", f"{key}: {_words(value)}")


def _words(value: object) -> str:
    if isinstance(value, list):
        parts = [
            f"phase {show(entry.get('phase'))}: {show(entry.get('days'))} of {show(entry.get('of'))} days"
            for entry in value
            if isinstance(entry, dict)
        ]
        return ", ".join(parts) or "nothing"
    return show(value)
