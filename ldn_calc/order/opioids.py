"""Opioids: what was answered, and how long ago the last one was.

Naltrexone given too soon after an opioid brings on sudden, severe withdrawal. The days each kind needs are rows of
`resources/data/opioid_intervals.toml`.
"""

from __future__ import annotations

from datetime import date, timedelta

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.dates import years_after
from ldn_calc.order.prescription import Request
from ldn_calc.resources import read_toml

__all__ = ["check_interval", "check_opioid_use"]


def check_opioid_use(request: Request) -> list[Finding]:
    """The opioid question: not answered, taken now, or stopped and how long ago.

    A stop date beside the answer `none` is judged like one beside `stopped`.
    """
    screening = request.screening
    if screening.opioid_use is None:
        return [Finding("opioid-use-not-answered", Severity.STOP, "screening.opioid_use")]
    if screening.opioid_use == "current":
        return [Finding("opioid-current", Severity.STOP, "screening.opioid_use")]
    if screening.opioid_stopped_on:
        kind = screening.opioid_kind or "unknown"
        return check_interval(
            "the last opioid", kind, screening.opioid_stopped_on, request.rx.first_dose_on, "screening.opioid_stopped_on"
        )
    if screening.opioid_use == "stopped":
        return [Finding("opioid-use-not-answered", Severity.STOP, "screening.opioid_stopped_on")]
    return []


def check_interval(opioid: str, kind: str, stopped_on: date, first_dose_on: date, field: str) -> list[Finding]:
    """Whether the first dose comes long enough after the last opioid; at most one finding, with the earliest date.

    >>> [found] = check_interval("tramadol", "short-acting", date(2026, 11, 14), date(2026, 11, 22), "screening.medicines[0]")
    >>> found.code, found.facts["days"], found.facts["earliest"]
    ('opioid-stopped-recently', '8', '2026-11-24')
    """
    row = read_toml("data/opioid_intervals.toml")[kind]
    days = (first_dose_on - stopped_on).days
    by_months = "clear_months" in row
    clear_on = years_after(stopped_on, row["clear_months"] // 12) if by_months else stopped_on + timedelta(row["clear_days"])
    stop_until = stopped_on + timedelta(row["stop_days"])
    facts = {
        "opioid": opioid,
        "stopped_on": stopped_on.isoformat(),
        "first_dose_on": first_dose_on.isoformat(),
        "days": str(days),
    }
    if first_dose_on < stop_until:
        earliest = stop_until if by_months else clear_on
        facts |= {"kind": kind, "least_days": str((earliest - stopped_on).days), "earliest": earliest.isoformat()}
        return [Finding("opioid-interval-too-short", Severity.STOP, field, facts)]
    if by_months and first_dose_on <= clear_on:
        facts["earliest"] = (clear_on + timedelta(1)).isoformat()
        return [Finding("depot-buprenorphine", Severity.REVIEW, field, facts)]
    if not by_months and first_dose_on < clear_on:
        facts |= {"kind": kind, "least_days": str(row["clear_days"]), "earliest": clear_on.isoformat()}
        return [Finding("opioid-stopped-recently", Severity.REVIEW, field, facts)]
    return []
