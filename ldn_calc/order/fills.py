"""Checks on dates of the prescription and on which fill this is."""

from __future__ import annotations

from itertools import pairwise

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.conditions import conditions
from ldn_calc.order.dates import age_on, years_before
from ldn_calc.order.doses import day_total
from ldn_calc.order.prescription import Request
from ldn_calc.quantities.text import write

__all__ = ["check_age", "check_evidence", "check_indication", "check_prescription_age", "check_refills"]

_ADULT = 18


def check_prescription_age(request: Request) -> list[Finding]:
    """A prescription written more than a year before it is made."""
    written_on = request.rx.written_on
    if written_on >= years_before(request.compounded_on, 1):
        return []
    return [Finding("prescription-old", Severity.REVIEW, "rx.written_on", {"written_on": str(written_on)})]


def check_age(request: Request) -> list[Finding]:
    """Under 18 on the day it is made."""
    age = age_on(request.rx.patient.birth_date, request.compounded_on)
    if age >= _ADULT:
        return []
    return [Finding("age-under-18", Severity.REVIEW, "rx.patient.birth_date", {"age": str(age)})]


def check_indication(request: Request) -> list[Finding]:
    """A condition the list has no evidence line for."""
    indication = request.rx.indication
    if indication is None or indication in conditions():
        return []
    return [Finding("indication-not-listed", Severity.NOTE, "rx.indication", {"indication": indication})]


def check_evidence(request: Request) -> list[Finding]:
    """An evidence line that nobody has checked for over a year.

    A note: the dose is no less right, and the sheet prints the date. A review would hold up every prescription for the
    condition on the day the year is over.
    """
    condition = conditions().get(request.rx.indication or "")
    if condition is None or condition.reviewed_on >= years_before(request.compounded_on, 1):
        return []
    facts = {"condition": condition.key, "reviewed_on": str(condition.reviewed_on)}
    return [Finding("evidence-old", Severity.NOTE, "rx.indication", facts)]


def check_refills(request: Request) -> list[Finding]:
    """A rising schedule refilled from its start, and more fills than were prescribed."""
    rx, fill = request.rx, request.fill
    findings = []
    totals = [day_total(phase) for phase in rx.regimen]
    rises = any(later > earlier for earlier, later in pairwise(totals))
    if rises and fill.from_day == 1 and fill.number > 1:
        facts = {"number": str(fill.number), "first": write(totals[0]), "last": write(totals[-1])}
        findings.append(Finding("titration-restarted", Severity.REVIEW, "fill.from_day", facts))
    if rises and fill.number == 1 and rx.refills > 0:
        facts = {"first": write(totals[0]), "last": write(totals[-1]), "next_day": str(rx.days + 1)}
        findings.append(Finding("refill-of-titration", Severity.NOTE, "rx.refills", facts))
    if fill.number > rx.refills + 1 and (fill.from_day == 1 or fill.from_day > rx.days):
        facts = {"number": str(fill.number), "allowed": str(rx.refills + 1)}
        findings.append(Finding("refills-used-up", Severity.REVIEW, "fill.number", facts))
    return findings
