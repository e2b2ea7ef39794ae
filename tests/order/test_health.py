from datetime import date

import pytest
from answers import QUESTIONS
from order_support import ABSENT, codes, document, findings, read

from ldn_calc.findings import Severity
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.health import check_surgery

S, R, N = Severity.STOP, Severity.REVIEW, Severity.NOTE


@pytest.mark.parametrize(
    ("question", "answer", "code", "severity"),
    [
        ("liver_disease", "mild", None, None),
        ("liver_disease", "cirrhosis", "liver-cirrhosis", R),
        ("liver_disease", "acute hepatitis or liver failure", "liver-failure", S),
        ("kidney_disease", "moderate", None, None),
        ("kidney_disease", "severe", "kidney-severe", R),
        ("pregnancy", "not applicable", None, None),
        ("pregnancy", "pregnant", "pregnant", R),
        ("pregnancy", "breastfeeding", "breastfeeding", N),
        ("mood", "history", "mood-history", N),
        ("mood", "current suicidal thoughts", "suicidal-thoughts", R),
    ],
)
def test_each_answer_weighs_what_the_contract_says(question, answer, code, severity):
    found = findings(**{f"screening__{question}": answer})
    assert [(each.code, each.severity, each.field) for each in found] == (
        [(code, severity, f"screening.{question}")] if code else []
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_not_asked_is_reviewed(question):
    [found] = findings(**{f"screening__{question}": ABSENT})
    assert (found.code, found.severity, found.facts["missing"]) == ("screening-incomplete", R, question.replace("_", " "))


def test_all_open_questions_are_one_finding_and_the_opioid_question_its_own_stop():
    stop, review = findings(screening={})
    assert (stop.code, review.code) == ("opioid-use-not-answered", "screening-incomplete")
    assert review.facts["missing"] == "medicines, liver disease, kidney disease, pregnancy, mood, allergies"


@pytest.mark.parametrize(
    ("surgery", "within"),
    [
        (None, False),
        ("2026-11-22", True),
        ("2026-12-10", True),
        ("2026-12-24", True),
        ("2026-12-25", False),
    ],
)
def test_surgery_within_the_fill_or_three_days_after_is_reviewed(surgery, within):
    request = read(document(screening__surgery_planned_on=surgery))
    found = check_surgery(request, date(2026, 12, 21), shipped_formulary())
    assert [each.code for each in found] == (["surgery-within-fill"] if within else [])


@pytest.mark.parametrize(
    ("surgery", "first_dose_on", "code"),
    [
        ("2026-11-07", "2026-11-22", None),
        ("2026-11-08", "2026-11-22", "surgery-just-past"),
        ("2026-11-21", "2026-11-22", "surgery-just-past"),
        ("2026-11-22", "2026-11-22", "surgery-within-fill"),
        ("2026-11-21", "2026-12-01", "surgery-just-past"),
        ("2026-11-25", "2026-12-01", "surgery-just-past"),
        ("2026-11-30", "2026-12-01", "surgery-just-past"),
        ("2026-12-01", "2026-12-01", "surgery-within-fill"),
    ],
)
def test_surgery_not_long_before_asks_for_opioids_given(surgery, first_dose_on, code):
    request = read(document(screening__surgery_planned_on=surgery, rx__first_dose_on=first_dose_on))
    found = check_surgery(request, date(2026, 12, 30), shipped_formulary())
    assert [(each.code, each.severity) for each in found] == ([(code, R)] if code else [])


def test_no_surgery_planned_is_an_answer_by_itself():
    assert codes(screening__surgery_planned_on=None) == []
