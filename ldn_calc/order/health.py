"""Checks on the screening questions about health, and on questions left open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Request
from ldn_calc.order.request_fields import questions

__all__ = ["check_answers_missing", "check_health", "check_surgery"]

_ANSWERS: Final = {
    ("liver_disease", "cirrhosis"): ("liver-cirrhosis", Severity.REVIEW),
    ("liver_disease", "acute hepatitis or liver failure"): ("liver-failure", Severity.STOP),
    ("kidney_disease", "severe"): ("kidney-severe", Severity.REVIEW),
    ("pregnancy", "pregnant"): ("pregnant", Severity.REVIEW),
    ("pregnancy", "breastfeeding"): ("breastfeeding", Severity.NOTE),
    ("mood", "history"): ("mood-history", Severity.NOTE),
    ("mood", "current suicidal thoughts"): ("suicidal-thoughts", Severity.REVIEW),
}


def check_answers_missing(request: Request) -> list[Finding]:
    """One finding for every question but the opioid question that has no answer; an empty list is an answer.

    One more for those of which somebody said that the patient could not be asked: that is said, and it is no answer. In a
    calculation there is nobody to ask.
    """
    not_asked = request.screening.could_not_ask
    asked = [] if request.rx.is_calculation else [field.key for field in questions()]
    missing = [key for key in asked if not request.screening.is_answered(key) and key not in not_asked]
    findings = []
    if missing:
        findings.append(Finding("screening-incomplete", Severity.REVIEW, "screening", {"missing": _named(missing)}))
    if not_asked:
        named = _named([key for key in asked if key in not_asked])
        findings.append(Finding("patient-not-asked", Severity.REVIEW, "screening", {"questions": named}))
    return findings


def _named(questions: list[str]) -> str:
    return ", ".join(question.replace("_", " ") for question in questions)


def check_health(request: Request) -> list[Finding]:
    """The questions about health, answer by answer."""
    return [
        Finding(code, severity, f"screening.{question}")
        for (question, answer), (code, severity) in _ANSWERS.items()
        if request.screening.answers.get(question) == answer
    ]


def check_surgery(request: Request, last_dose_on: date, formulary: Formulary) -> list[Finding]:
    """Surgery within the fill or the few days after it, or not long before: opioids may have been given, or may be needed.

    Args:
        request: the request.
        last_dose_on: the last day this fill covers, known once it is planned.
        formulary: whose policies say how many days before and after count.
    """
    surgery, first = request.screening.surgery_planned_on, request.rx.first_dose_on
    field = "screening.surgery_planned_on"
    before, after = (timedelta(formulary.policy_count("screening", f"surgery_days_{end}")) for end in ("before", "after"))
    if surgery is None or not request.compounded_on - before <= surgery <= last_dose_on + after:
        return []
    if surgery >= first:
        facts = {"surgery_on": surgery.isoformat(), "last_dose_on": last_dose_on.isoformat()}
        return [Finding("surgery-within-fill", Severity.REVIEW, field, facts)]
    facts = {"surgery_on": surgery.isoformat(), "first_dose_on": first.isoformat(), "days": str((first - surgery).days)}
    return [Finding("surgery-just-past", Severity.REVIEW, field, facts)]
