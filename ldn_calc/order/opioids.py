"""Opioids: what was answered, and how long ago the last one was.

Naltrexone given too soon after an opioid brings on sudden, severe withdrawal. The days each kind needs are rows of
`resources/data/opioid_intervals.toml`. A kind that was entered may lengthen what the opioid's name says, never shorten it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.names.medicine_list import listed_in
from ldn_calc.names.opioid_kinds import NamedKinds, kinds_by_name
from ldn_calc.order.prescription import Medicine, Request
from ldn_calc.reading.dates import years_after
from ldn_calc.resources import read_toml

__all__ = ["LastOpioid", "check_interval", "check_opioid_use", "last_day"]

_IMPLANT: Final = "buprenorphine-implant"


@dataclass(frozen=True, slots=True)
class LastOpioid:
    """An opioid that was stopped.

    Attributes:
        name: as a finding names it.
        stopped_on: the last day, for an implant or a patch the day it was taken off or out where that is known.
        removed: whether that day is the one on which it was taken off or out.
        entered: the kind that was entered; None where none was.
        named: what the name says of its kind.
        field: where it stands in the request.
    """

    name: str
    stopped_on: date
    removed: bool
    entered: str | None
    named: NamedKinds
    field: str


def last_day(medicine: Medicine) -> date | None:
    """The last day an opioid was in or on the body, the later of both days that may be entered; None: it is taken now."""
    days = [day for day in (medicine.stopped_on, medicine.removed_on) if day is not None]
    return max(days, default=None)


def check_opioid_use(request: Request) -> list[Finding]:
    """The opioid question: not answered, taken now, or stopped and how long ago.

    A stop date or a kind of opioid beside the answer `none` is judged like one beside `stopped`. The opioid that the answer
    speaks of may be named among the medicines: its name counts here too. A calculation is for nobody whom one could ask; an
    answer that stands there all the same is judged.
    """
    screening = request.screening
    if request.rx.is_calculation and not (screening.opioid_use or screening.opioid_stopped_on or screening.opioid_kind):
        return []
    if screening.opioid_use is None:
        return [Finding("opioid-use-not-answered", Severity.STOP, "screening.opioid_use")]
    if screening.opioid_use == "current":
        return [Finding("opioid-current", Severity.STOP, "screening.opioid_use")]
    if screening.opioid_stopped_on:
        named, removed = _named_beside(request, screening.opioid_stopped_on)
        entered, field = screening.opioid_kind, "screening.opioid_stopped_on"
        last = LastOpioid("the last opioid", screening.opioid_stopped_on, removed, entered, named, field)
        return check_interval(last, request)
    if screening.opioid_use == "stopped" or screening.opioid_kind not in {None, "unknown"}:
        return [Finding("opioid-use-not-answered", Severity.STOP, "screening.opioid_stopped_on")]
    return []


def check_interval(last: LastOpioid, request: Request) -> list[Finding]:
    """Whether the first dose comes long enough after an opioid, and the hand-over too; with the earliest date.

    A stop is the only finding. Else: the interval to the first dose, a bottle handed out before it is over, and an entered
    kind that its name contradicts.
    """
    kind = _longest(last)
    row = _rows()[kind]
    if row.get("counts_from") == "removed" and not last.removed:
        return [Finding("opioid-removal-not-given", Severity.STOP, last.field, {"opioid": last.name})]
    first = _judged(last, kind, request.rx.first_dose_on)
    if any(found.severity is Severity.STOP for found in first):
        return first
    return [*first, *_after_hand_over(last, kind, request, first), *_contradicted(last, kind)]


def _judged(last: LastOpioid, kind: str, day: date) -> list[Finding]:
    """The interval to a day on which the first dose may be taken; at most one finding."""
    row = _rows()[kind]
    stop_until, clear_on = _stop_until(row, last.stopped_on), _clear_on(row, last.stopped_on)
    by_months = "clear_months" in row
    facts = {
        "opioid": last.name,
        "stopped_on": last.stopped_on.isoformat(),
        "first_dose_on": day.isoformat(),
        "days": str((day - last.stopped_on).days),
    }
    if day < stop_until:
        earliest = stop_until if by_months else clear_on
        facts |= {"kind": kind, "least_days": str((earliest - last.stopped_on).days), "earliest": earliest.isoformat()}
        return [Finding("opioid-interval-too-short", Severity.STOP, last.field, facts)]
    if day >= clear_on:
        return []
    facts["earliest"] = clear_on.isoformat()
    if by_months:
        return [Finding("depot-buprenorphine", Severity.REVIEW, last.field, facts)]
    facts |= {"kind": kind, "least_days": str((clear_on - last.stopped_on).days)}
    return [Finding("opioid-stopped-recently", Severity.REVIEW, last.field, facts)]


def _after_hand_over(last: LastOpioid, kind: str, request: Request, first: list[Finding]) -> list[Finding]:
    """The bottle may be in the patient's hand on the day it is made: a promise to wait is no interval."""
    handed = _judged(last, kind, request.compounded_on)
    if not handed or (first and handed[0].severity is not Severity.STOP):
        return []
    facts = {key: handed[0].facts[key] for key in ("opioid", "stopped_on", "days", "earliest")}
    facts |= {"made_on": request.compounded_on.isoformat(), "first_dose_on": request.rx.first_dose_on.isoformat()}
    return [Finding("opioid-interval-after-handover", Severity.REVIEW, last.field, facts)]


def _contradicted(last: LastOpioid, kind: str) -> list[Finding]:
    """An entered kind shorter than the one the name says: somebody is wrong, and the longer wait was held to."""
    if last.entered is None or last.entered == "unknown" or _wait(last.entered, last) >= _wait(kind, last):
        return []
    facts = {"opioid": last.name, "entered": last.entered, "kind": kind}
    return [Finding("opioid-kind-differs", Severity.REVIEW, last.field, facts)]


def _longest(last: LastOpioid) -> str:
    """The kind with the longest wait of those that the name says and the one entered.

    An entered kind closes what the name leaves open only where it fits what the name says.
    """
    says = last.named.says
    fits = last.entered not in {None, "unknown"} and all(_wait(str(last.entered), last) >= _wait(kind, last) for kind in says)
    kinds = (last.entered if fits and last.entered else last.named.taken, *says)
    return max(kinds, key=lambda kind: _wait(kind, last))


def _wait(kind: str, last: LastOpioid) -> tuple[bool, date, date]:
    """What orders kinds: one whose day of removal is not known has no end at all."""
    row = _rows()[kind]
    open_end = row.get("counts_from") == "removed" and not last.removed
    return open_end, _stop_until(row, last.stopped_on), _clear_on(row, last.stopped_on)


def _stop_until(row: Mapping[str, Any], stopped_on: date) -> date:
    """The first day that is no longer a stop."""
    return stopped_on + timedelta(row["stop_days"])


def _clear_on(row: Mapping[str, Any], stopped_on: date) -> date:
    """The first day on which nothing is said; a year's months run to the same date, and that day still counts."""
    if "clear_months" in row:
        return years_after(stopped_on, row["clear_months"] // 12) + timedelta(1)
    return stopped_on + timedelta(row["clear_days"])


def _named_beside(request: Request, stopped_on: date) -> tuple[NamedKinds, bool]:
    """What the medicines listed say of the opioid that the answer speaks of, and whether its day is that of a removal.

    Those taken to that day or longer are meant, else every opioid on the list: one of them is the last.
    """
    found = []
    for medicine in request.screening.medicines or ():
        day = last_day(medicine)
        kinds = _kinds_said(medicine)
        if day is not None and kinds is not None:
            found.append((day, [kind for kind in kinds if kind != "unknown"], medicine.removed_on is not None))
    meant = [each for each in found if each[0] >= stopped_on] or found
    says = tuple(dict.fromkeys(kind for _, kinds, _ in meant for kind in kinds))
    removed = any(removed and _IMPLANT in kinds for _, kinds, removed in meant)
    return NamedKinds(says, "unknown"), removed


def _kinds_said(medicine: Medicine) -> list[str] | None:
    """What name and entry say of a medicine's kind; None where it is no listed opioid."""
    named = [kinds_by_name(medicine.name, match.row.ingredient) for match in listed_in(medicine.name) if match.row.is_opioid]
    if not named:
        return None
    entered = [medicine.kind] if medicine.kind else []
    return [*entered, *(kind for each in named for kind in each.says)]


def _rows() -> Mapping[str, Mapping[str, Any]]:
    return read_toml("data/opioid_intervals.toml")
