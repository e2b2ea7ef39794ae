"""The installation check: every case passes, a broken formula makes its cases fail, none is skipped."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from pdf_pages import read_pages

from ldn_calc.application.installation.checking import Checked, check_installation, check_pdf, reference_cases, run_case
from ldn_calc.calculators import weighing
from ldn_calc.order import screening
from ldn_calc.planning import potency

CASES = reference_cases()
CLOCK = datetime(2026, 11, 22, 9, 30)
COMPUTED = (
    {*range(1, 6), 7, 8, 10, 12, 14, 15, 16, 18, 19, 21, 22, *range(25, 29), 30, 32, 33, 34, 36, 37, 38, 39, 40}
    | {42, 43, 45, 47, 48, 49, 50, 51, 52, 53, 55, 58, 59, 60, 62, 63, 65, 67, 68, 69}
)  # fmt: skip
"""Vectors of domain.md, section 9; V6, a balance's sensitivity read off its needle, has no calculation."""


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["id"])
def test_every_reference_case_is_recomputed(row):
    case = run_case(row)
    assert case.passed, (case.found, case.expected)
    assert case.source


def test_the_cases_cover_every_vector_claimed():
    numbers = {int(match[1]) for row in CASES if (match := re.match(r"V([0-9]+)", row["id"]))}
    assert numbers == COMPUTED
    ids = [row["id"] for row in CASES]
    assert len(set(ids)) == len(ids)
    assert sum(each.startswith("T2.4-") for each in ids) == 48
    assert sum(each.startswith("P") for each in ids) == 4


def test_a_published_number_that_is_wrong_is_said():
    wrong = next(row for row in CASES if row["id"] == "V30")
    assert "0.466" in wrong["published"]
    assert "wrong" in wrong["note"]


def test_a_tolerance_stands_only_where_the_source_rounds():
    assert {row["id"].split("-")[0] for row in CASES if "within" in row} == {"T2.4"}


def test_a_broken_formula_makes_its_cases_fail(monkeypatch):
    monkeypatch.setattr(weighing, "least_by_sensitivity", lambda sensitivity, error: sensitivity)
    failed = [case.id for case in check_installation(CLOCK).cases if not case.passed]
    assert failed == ["V1", "V2", "V3", "V4"]


def test_a_broken_planning_function_makes_whole_plans_fail(monkeypatch):
    monkeypatch.setattr(potency, "salt_factor", lambda strength_as, formulary: potency.Fraction(2))
    failed = {case.id for case in check_installation(CLOCK).cases if not case.passed}
    assert {"P1", "P2", "P3", "P4", "V52", "V53", "V55"} <= failed


def test_a_case_that_cannot_run_has_failed(monkeypatch):
    def broken(sensitivity, mass):
        raise ZeroDivisionError("broken")

    monkeypatch.setattr(weighing, "error_of", broken)
    case = run_case(next(row for row in CASES if row["id"] == "V5"))
    assert not case.passed
    assert case.found == {"error": "ZeroDivisionError: broken"}
    assert not run_case(
        {"id": "X", "title": "", "source": "", "calculator": "none such", "inputs": {}, "expected": {"a": 1}}
    ).passed
    assert not run_case({**CASES[0], "expected": {}}).passed


@pytest.mark.parametrize("expected", [{"minimum": "121 mg"}, {"minimum": "120 mL"}, {"minimum": 120}, {"maximum": "120 mg"}])
def test_another_number_unit_type_or_key_fails(expected):
    assert not run_case({**CASES[0], "expected": expected}).passed
    assert not run_case({**CASES[0], "expected": expected, "within": "0.5"}).passed


def test_the_evidence_names_program_formulary_date_and_every_case():
    checked = check_installation(CLOCK)
    pdf = check_pdf(checked)
    text = "\n".join(page.text for page in read_pages(pdf)).replace("\u00a0", " ")
    for words in (f"{len(CASES)} passed, 0 failed", f"LDN Calc {checked.version}", checked.formulary, "22 Nov 2026 09:30"):
        assert words in text
    assert all(re.search(rf"(?<![0-9.-]){re.escape(row['id'])}\b", text) for row in CASES)


def test_the_evidence_of_a_failure_says_fail():
    failed = run_case({**CASES[0], "expected": {"minimum": "121 mg"}})
    text = read_pages(check_pdf(Checked("0", "sha256:0", CLOCK, (run_case(CASES[1]), failed))))[0].text
    assert "1 passed, 1 failed" in text
    assert "FAIL" in text


def test_the_screening_is_checked_by_at_least_thirty_cases_each_kind_of_opioid_on_both_sides_of_its_day():
    rows = [row for row in CASES if "screening" in row]
    assert len(rows) >= 30
    severities = {found.split()[0] for row in rows for found in row["expected"]["findings"].split(", ")}
    assert severities == {"stop", "review", "none"}
    kinds: dict[str, set[str]] = {}
    for row in rows:
        kind = row["screening"].get("screening.opioid_kind")
        if kind:
            kinds.setdefault(kind, set()).add(row["expected"]["findings"].split()[0])
    assert all({"stop", "none"} <= kinds[kind] for kind in ("short-acting", "long-acting", "methadone", "buprenorphine", "unknown"))


@pytest.mark.parametrize(
    ("name", "wrong", "fails"),
    [
        ("check_opioid_use", lambda request: [], 10),
        ("check_medicines", lambda request: [], 8),
        ("check_doses", lambda request, formulary: [], 4),
        ("check_age", lambda request: [], 1),
        ("check_health", lambda request: [], 5),
    ],
)
def test_a_check_of_the_screening_that_is_left_out_makes_its_cases_fail(monkeypatch, name, wrong, fails):
    monkeypatch.setattr(screening, name, wrong)
    failed = [row["id"] for row in CASES if "screening" in row and not run_case(row).passed]
    assert len(failed) >= fails
