"""Checks on the screening questions about health, and on questions left open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.prescription import Request

__all__ = ["check_answers_missing", "check_health", "check_surgery"]

_QUESTIONS: Final = ("medicines", "liver_disease", "kidney_disease", "pregnancy", "mood", "allergies")
_DAYS_AFTER: Final = 3
_DAYS_BEFORE: Final = 14
"""The longer interval after an opioid: what was given at surgery may still be on board."""

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
    asked = () if request.rx.is_calculation else _QUESTIONS
    missing = [key for key in asked if getattr(request.screening, key) is None and key not in not_asked]
    findings = []
    if missing:
        findings.append(Finding("screening-incomplete", Severity.REVIEW, "screening", {"missing": _named(missing)}))
    if not_asked:
        questions = _named([key for key in _QUESTIONS if key in not_asked])
        findings.append(Finding("patient-not-asked", Severity.REVIEW, "screening", {"questions": questions}))
    return findings


def _named(questions: list[str]) -> str:
    return ", ".join(question.replace("_", " ") for question in questions)


def check_health(request: Request) -> list[Finding]:
    """Liver, kidney, pregnancy and mood, answer by answer."""
    return [
        Finding(code, severity, f"screening.{question}")
        for (question, answer), (code, severity) in _ANSWERS.items()
        if getattr(request.screening, question) == answer
    ]


def check_surgery(request: Request, last_dose_on: date) -> list[Finding]:
    """Surgery within the fill or the three days after it, or not long before: opioids may have been given, or may be needed.

    Args:
        request: the request.
        last_dose_on: the last day this fill covers, known once it is planned.
    """
    surgery, first = request.screening.surgery_planned_on, request.rx.first_dose_on
    field = "screening.surgery_planned_on"
    if surgery is None or not request.compounded_on - timedelta(_DAYS_BEFORE) <= surgery <= last_dose_on + timedelta(_DAYS_AFTER):
        return []
    if surgery >= first:
        facts = {"surgery_on": surgery.isoformat(), "last_dose_on": last_dose_on.isoformat()}
        return [Finding("surgery-within-fill", Severity.REVIEW, field, facts)]
    facts = {"surgery_on": surgery.isoformat(), "first_dose_on": first.isoformat(), "days": str((first - surgery).days)}
    return [Finding("surgery-just-past", Severity.REVIEW, field, facts)]
