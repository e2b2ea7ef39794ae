"""What this fill is due by the calendar: its doses with their dates, the last day of use, the days covered and the next fill.

Every day of the fill is walked one by one from the request's own regimen; there is no formula to get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ldn_calc.proof.asked import Asked, AskedPhase
from ldn_calc.proof.bounds import STORAGES, longest_use
from ldn_calc.proof.objects import count, day, entries, listed, name, one_of, same, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows
from ldn_calc.quantities.units import Quantity

__all__ = ["DueDose", "DueFill", "Lot", "check_supply", "due_fill", "read_lot"]

_LOT: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})-([01][0-9]|2[0-3])([0-5][0-9])", re.ASCII)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lot:
    """When the lot says it was begun; `hour` as 09:30."""

    on: date
    hour: str


@dataclass(frozen=True, slots=True)
class DueDose:
    """One dose of this fill: in `phase`, at `when`, on `count` days in a row."""

    phase: int
    when: str
    prescribed: Quantity
    count: int
    from_date: date
    to_date: date


@dataclass(frozen=True, slots=True)
class DueFill:
    """What this fill is due; `supply` and `beyond_use` as the result must print them."""

    doses: tuple[DueDose, ...]
    beyond_use: Mapping[str, Any]
    supply: Mapping[str, Any]


def read_lot(value: object, asked: Asked, problems: Problems) -> Lot | None:
    """Read the lot: prescription number, fill, date and time; what differs is recorded."""
    text = name(value, "plan.lot")
    start = f"{asked.number}-{asked.fill_number}-"
    match = _LOT.fullmatch(text.removeprefix(start)) if text.startswith(start) else None
    if match is not None:
        try:
            on = date(2000 + int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
        else:
            return Lot(on, f"{match[4]}:{match[5]}")
    problems.add("lot-differs", show(text), f"{start} and date and time, as in {start}261122-0930")
    return None


def due_fill(asked: Asked, form: str, printed_use: object, lot: Lot | None, rows: Rows, problems: Problems) -> DueFill:
    """Work out what the fill is due; `printed_use` is the plan's `beyond_use`, believed only where its rows are unknown.

    Raises:
        ProblemError: the day it is made cannot be known, or nothing can be used at all.
    """
    made_on = _made_on(asked, lot, rows, problems)
    first = asked.first_dose_on or made_on
    if first < made_on:
        raise ProblemError("value-unreadable", f"first dose on {first}", f"not before it is made on {made_on}")
    beyond_use = _beyond_use(asked, form, made_on, printed_use, lot, rows)
    until = date.fromisoformat(beyond_use["date"])
    days = _days(asked)
    covered = days[: max(0, (until - first).days + 1)]
    if not covered:
        raise ProblemError(
            "beyond-use-differs", f"first dose on {first}, last day of use {until}", "a dose before the last day of use"
        )
    return DueFill(_doses(covered, first), beyond_use, _supply(asked, days, covered, first))


def _made_on(asked: Asked, lot: Lot | None, rows: Rows, problems: Problems) -> date:
    """The day it is made: the request's, else the clock's, which the lot and the default must both name."""
    if asked.compounded_on is not None:
        return asked.compounded_on
    said = rows.used.get("compounded_on")
    if lot is None:
        raise ProblemError("lot-differs", "no date in the lot", "the date it is made")
    if said is not None and day(said, "defaults_used.compounded_on") != lot.on:
        problems.add("default-differs", f"compounded_on {show(said)}", f"{lot.on}, as the lot says")
    return lot.on


def _days(asked: Asked) -> list[tuple[int, AskedPhase]]:
    """Each day of this fill that is left of the regimen, with the number of its phase."""
    if asked.fill_days is not None:
        return [(len(asked.regimen), asked.regimen[-1])] * asked.fill_days
    every = [(number, phase) for number, phase in enumerate(asked.regimen, start=1) for _ in range(phase.days)]
    return every[asked.from_day - 1 :]


def _doses(covered: list[tuple[int, AskedPhase]], first: date) -> tuple[DueDose, ...]:
    found: dict[tuple[int, str], DueDose] = {}
    today = first
    for number, phase in covered:
        for when, dose in phase.doses.items():
            earlier = found.get((number, when))
            begun = today if earlier is None else earlier.from_date
            days = 1 if earlier is None else earlier.count + 1
            found[number, when] = DueDose(number, when, dose, days, begun, today)
        today += _ONE_DAY
    return tuple(found.values())


def _supply(asked: Asked, days: list[tuple[int, AskedPhase]], covered: list[tuple[int, AskedPhase]], first: date) -> dict[str, Any]:
    phases: dict[int, dict[str, int]] = {}
    for number, phase in covered:
        of = phase.days if asked.fill_days is None else asked.fill_days
        phases.setdefault(number, {"phase": number, "days": 0, "of": of})["days"] += 1
    more = len(covered) < len(days)
    return {
        "fill": asked.fill_number,
        "from_day": asked.from_day,
        "days_prescribed": asked.from_day - 1 + len(days),
        "days_covered": len(covered),
        "next_from_day": asked.from_day + len(covered) if more else None,
        "next_fill_by": (first + timedelta(days=len(covered))).isoformat() if more else None,
        "phases_covered": list(phases.values()),
    }


def _beyond_use(asked: Asked, form: str, made_on: date, printed_use: object, lot: Lot | None, rows: Rows) -> dict[str, Any]:
    """The earliest of the default limit, the study of the vehicle where it is kept, and the lot's expiry."""
    counting = asked.beyond_use_counting or rows.default("beyond_use_counting")
    limit, storage = _limit(asked, form, printed_use, rows)
    end = made_on + timedelta(days=limit - 1 if counting == "day-one" else limit)
    expiry = asked.source.expires_on if asked.source else None
    last = end if expiry is None or end <= expiry else expiry
    days = (last - made_on).days + (1 if counting == "day-one" else 0)
    found: dict[str, Any] = {"date": last.isoformat(), "days": days, "storage": storage}
    if counting == "days-after" and last == end:
        found["hour"] = lot.hour if lot else None
    return found


def _limit(asked: Asked, form: str, printed_use: object, rows: Rows) -> tuple[int, str]:
    """Days of use by the rows, and the words for where it is kept; with other rows, what the result prints.

    Neither is longer than USP <795> allows: the kind's days, or with other rows those of the form, stand in the proof itself.
    """
    if not rows.same:
        use = entries(printed_use, "plan.beyond_use")
        days = count(use.get("days"), "plan.beyond_use.days", most=longest_use(None, form))
        return days, one_of(use.get("storage"), "plan.beyond_use.storage", tuple(STORAGES.values()))
    vehicle = rows.row("vehicles", asked.vehicle or rows.default("vehicle")) if form == "liquid" else None
    kind = name(vehicle.get("beyond_use"), "beyond_use") if vehicle else "solid"
    rule = entries(rows.row("beyond_use", kind), "beyond_use")
    limit = count(rule.get("days"), f"days of {kind}", most=longest_use(kind, form))
    storage = name(vehicle.get("storage") if vehicle else rule.get("storage"), "storage")
    if vehicle:
        studied = entries(vehicle.get("studied_days"), "studied_days").get(storage)
        limit = limit if studied is None else min(limit, count(studied, "studied_days"))
    words = entries(entries(rows.row("beyond_use", "storages"), "storages").get(storage), f"storages.{storage}")
    return limit, one_of(words.get("en"), f"storages.{storage}.en", tuple(STORAGES.values()))


def check_supply(plan: Mapping[str, Any], due: DueFill, problems: Problems) -> None:
    """Hold the plan's `beyond_use` and `supply` against what is due."""
    with problems:
        optional = ("hour",) if "hour" in due.beyond_use else ()
        use = shape(plan["beyond_use"], "plan.beyond_use", ("date", "days", "storage", "because", *optional), (), problems)
        for key, value in due.beyond_use.items():
            if not same(use[key], value):
                code = "storage-differs" if key == "storage" else "beyond-use-differs"
                problems.add(code, f"{key}: {show(use[key])}", f"{key}: {show(value)}")
        because = listed(use["because"], "plan.beyond_use.because")
        if not because or not all(isinstance(sentence, str) and sentence.strip() for sentence in because):
            problems.add("value-unreadable", "plan.beyond_use.because", "at least one sentence")
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
