"""Checks on dates of the prescription and on which fill this is."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.conditions import conditions
from ldn_calc.order.doses import day_total
from ldn_calc.order.prescription import Form, Phase, Request
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass
from ldn_calc.reading.dates import age_on, years_before

__all__ = [
    "check_age",
    "check_calculation",
    "check_days_left_out",
    "check_evidence",
    "check_fill_strength",
    "check_first_day",
    "check_indication",
    "check_prescription_age",
    "check_refills",
    "phase_on",
]

_ADULT: Final = 18
_FIRST_WEEK: Final = 7
_LEAVES_OUT: Final = "fill-leaves-out-days"


def check_prescription_age(request: Request) -> list[Finding]:
    """A prescription written more than a year before it is made."""
    written_on = request.rx.written_on
    if written_on is None or written_on >= years_before(request.compounded_on, 1):
        return []
    return [Finding("prescription-old", Severity.REVIEW, "rx.written_on", {"written_on": str(written_on)})]


def check_calculation(request: Request) -> list[Finding]:
    """Numbers for nobody: said, so that whoever reads the answer alone knows what it is."""
    return [Finding("calculation-only", Severity.NOTE, "rx", {})] if request.rx.is_calculation else []


def check_age(request: Request) -> list[Finding]:
    """Under 18 on the day it is made."""
    born = request.rx.patient.birth_date
    if born is None or (age := age_on(born, request.compounded_on)) >= _ADULT:
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
    """A rising schedule refilled from its start or from its first days, and more fills than were prescribed."""
    rx, fill = request.rx, request.fill
    findings = []
    totals = _totals(request)
    rises = any(later > earlier for earlier, later in pairwise(totals))
    if rises and fill.from_day <= min(_FIRST_WEEK, rx.regimen[0].days) and fill.number > 1:
        facts = {"number": str(fill.number), "first": write(totals[0]), "last": write(totals[-1])}
        findings.append(Finding("titration-restarted", Severity.REVIEW, "fill.from_day", facts))
    if rises and fill.number == 1 and rx.refills > 0:
        facts = {"first": write(totals[0]), "last": write(totals[-1]), "next_day": str(rx.days + 1)}
        findings.append(Finding("refill-of-titration", Severity.NOTE, "rx.refills", facts))
    if fill.number > rx.refills + 1 and (fill.from_day == 1 or fill.from_day > rx.days):
        facts = {"number": str(fill.number), "allowed": str(rx.refills + 1)}
        findings.append(Finding("refills-used-up", Severity.REVIEW, "fill.number", facts))
    return findings


def check_days_left_out(request: Request, formulary: Formulary) -> list[Finding]:
    """A fill that begins later than the fills before it can have reached: days of the prescription that nobody makes.

    A fill before this one reached at most to the end of the regimen, or over one more stretch as long as this one, and never
    further than a preparation of this form keeps.
    """
    rx, fill = request.rx, request.fill
    reached = 0
    keeps = _most_days_kept(request, formulary)
    for number in range(1, fill.number):
        reached += min(keeps, rx.days if number == 1 else max(rx.days, fill.days or 0))
    if fill.from_day <= reached + 1:
        return []
    totals = _totals(request)
    facts = {
        "number": str(fill.number),
        "from_day": str(fill.from_day),
        "reached": str(reached + 1),
        "before": str(fill.from_day - 1),
        "first": write(totals[0]),
        "dose": write(day_total(phase_on(request))),
    }
    return [Finding(_LEAVES_OUT, Severity.REVIEW, "fill.from_day", facts)]


def check_first_day(request: Request) -> list[Finding]:
    """A later part whose first day is not given: it would begin today, beside the bottle that is not finished yet."""
    if request.fill.from_day == 1 or "first_dose_on" in request.document.get("rx", {}):
        return []
    facts = {"from_day": str(request.fill.from_day), "first_dose_on": request.rx.first_dose_on.isoformat()}
    return [Finding("fill-first-day-not-given", Severity.REVIEW, "rx.first_dose_on", facts)]


def check_fill_strength(request: Request, form: Form, strengths: str) -> list[Finding]:
    """A later fill whose form or strength the program chose: another one than before is read by the old habit.

    Capsules of a regimen with one dose are of that dose, so that there is nothing to choose; of several doses, "three capsules"
    may have been of a third of it.

    Args:
        request: the request.
        form: the form it would have.
        strengths: what it would be, as the label says.
    """
    key = "concentration" if form is Form.LIQUID else "capsule_strengths"
    one_dose = len({take.dose for phase in request.rx.regimen for take in phase.take}) == 1
    said = getattr(request.preparation, key) is not None or (form is Form.CAPSULE and one_dose)
    if request.fill.number == 1 or (said and request.rx.form is not Form.ANY):
        return []
    field = "rx.form" if request.rx.form is Form.ANY else f"preparation.{key}"
    facts = {"number": str(request.fill.number), "form": form.value, "strength": strengths}
    return [Finding("fill-strength-not-given", Severity.REVIEW, field, facts)]


def _totals(request: Request) -> list[Mass]:
    """The most of a day in each stretch of the regimen: doses that alternate are one, and no step."""
    return [max(day_total(phase) for _, phase in stretch.phases) for stretch in request.rx.stretches]


def _most_days_kept(request: Request, formulary: Formulary) -> int:
    """How many days one fill of this form lasts at most; a day more than the rule where days count after the day made."""
    kinds = ("aqueous-preserved",) if request.rx.form is Form.LIQUID else ("aqueous-preserved", "solid")
    return max(formulary.beyond_use_rule(kind).days for kind in kinds) + 1


def phase_on(request: Request) -> Phase:
    """The phase that this fill begins in, of several that alternate the largest; past the end the last goes on."""
    stretches = request.rx.stretches
    begun = next((each for each in stretches if request.fill.from_day < each.first + each.days), stretches[-1])
    return max((phase for _, phase in begun.phases), key=day_total)
