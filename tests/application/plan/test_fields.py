"""A field of the window: the same reader as a request's JSON, with words for a person who is still typing."""

from __future__ import annotations

from datetime import date

import pytest

from ldn_calc.application.plan.fields import read_field

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("dose", "4.5 mg", "4.5 mg"),
        ("dose", " 500 mcg ", "500 mcg"),
        ("strength", "1 mg/mL", "1 mg/mL"),
        ("volume", "100 mL", "100 mL"),
        ("overfill", "5 %", "5 %"),
        ("overfill", "4 mL", "4 mL"),
        ("percent", "99.4 %", "99.4 %"),
        ("days", "14", 14),
        ("refills", "0", 0),
        ("date", "2026-11-20", "2026-11-20"),
        ("date", "20 Nov 2026", "2026-11-20"),
        ("date", "20 November 2026", "2026-11-20"),
        ("date", "Nov 20, 2026", "2026-11-20"),
        ("date", "20 nov. 2026", "2026-11-20"),
        ("date", "12 abr 1979", "1979-04-12"),
        ("medicine", "levothyroxine", "levothyroxine"),
        ("medicine", "tramadol, stopped 1 Sep 2026", {"name": "tramadol", "stopped_on": "2026-09-01"}),
        ("medicine", "tramadol stopped on 2026-09-01", {"name": "tramadol", "stopped_on": "2026-09-01"}),
        ("medicine", "Probuphine, removed 1 Sep 2026", {"name": "Probuphine", "removed_on": "2026-09-01"}),
        ("medicine", "fentanyl patch taken off 1 Sep 2026", {"name": "fentanyl patch", "removed_on": "2026-09-01"}),
        ("text", "Ana Núñez", "Ana Núñez"),
    ],
)
def test_what_can_be_read_is_what_goes_into_the_request(kind, text, value):
    reading = read_field(kind, text, TODAY)
    assert (reading.value, reading.error) == (value, None)


@pytest.mark.parametrize("kind", ["dose", "date", "days", "medicine", "text", "overfill"])
def test_an_empty_field_is_neither_value_nor_error(kind):
    assert read_field(kind, "  ", TODAY).value is read_field(kind, "", TODAY).error is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [("dose", "4"), ("dose", "4.5"), ("dose", "4.5 m"), ("strength", "1 mg"), ("date", "20 N"), ("date", "2026-1")],
)
def test_a_text_that_can_still_become_right_waits(kind, text):
    reading = read_field(kind, text, TODAY)
    assert reading.value is None
    assert reading.unfinished


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("dose", "4.5 cc", "cc is misread"),
        ("dose", "4.5 Mg", "mega or milli"),
        ("dose", "4,5 mg", "4.5 mg"),
        ("dose", "4.5 mL", "this is a volume"),
        ("days", "0", "from 1 to 366"),
        ("date", "9/11/2026", "9 Nov or 11 Sep 2026?"),
        ("date", "31 Feb 2026", "There is no 31 Feb 2026"),
        ("date", "20 Nov", "Write the year too"),
        ("medicine", "prednisone, stopped 9/11", "9 Nov or 11 Sep?"),
        ("medicine", "tramadol, stopped 1 Sep 2027", "still to come"),
        ("medicine", "Probuphine, removed 1 Sep 2027", "still to come"),
        ("medicine", "Probuphine removed", "Removed when?"),
        ("percent", "200 %", "percentage"),
    ],
)
def test_what_can_never_become_right_is_said_at_once(kind, text, said):
    reading = read_field(kind, text, TODAY)
    assert reading.value is None
    assert said in (reading.error or "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5 mg", ["1.5 mg"]),
        ("0.5 mg and 1.5 mg", ["0.5 mg", "1.5 mg"]),
        ("0.5 mg, 1.5 mg", ["0.5 mg", "1.5 mg"]),
        ("0.5mg + 1.5mg", ["0.5mg", "1.5mg"]),
    ],
)
def test_one_or_two_capsule_strengths(text, value):
    assert read_field("strengths", text, TODAY).value == value


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [("1.5", True), ("0.5 mg and", True), ("0.5 mg and 1.5", True), ("0.5 mg,", True), ("0.5, 1.5 mg", False)],
)
def test_capsule_strengths_that_cannot_be_read_yet(text, unfinished):
    reading = read_field("strengths", text, TODAY)
    assert reading.value is None
    assert reading.error
    assert reading.unfinished == unfinished


def test_three_capsule_strengths_are_refused():
    assert read_field("strengths", "0.5 mg, 1 mg and 1.5 mg", TODAY).error.startswith("Write one or two strengths")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("03/2028", "2028-03"),
        ("3/28", "2028-03"),
        ("2028-03", "2028-03"),
        ("Mar 2028", "2028-03"),
        ("31 Mar 2028", "2028-03-31"),
        ("2028-03-31", "2028-03-31"),
        ("", None),
    ],
)
def test_an_expiry_is_a_day_or_a_month_as_the_pack_says(typed, value):
    found = read_field("expiry", typed, date(2026, 11, 22))
    assert (found.value, found.error) == (value, None)


@pytest.mark.parametrize("typed", ["13/2028", "00/2028", "2028-00", "March", "3/4/2028", "0/28"])
def test_an_expiry_that_is_no_month_says_what_to_write(typed):
    found = read_field("expiry", typed, date(2026, 11, 22))
    assert found.value is None
    assert found.error.startswith("Write") or "?" in found.error
