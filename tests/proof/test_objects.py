"""The proof's reader of JSON says where it stands, what it found and what is due, in a pharmacist's words."""

from __future__ import annotations

import pytest

from ldn_calc.proof.objects import count, day, document, entries, last_day, listed, moment, name, one_of, shape, show
from ldn_calc.proof.problems import ProblemError, Problems

UNREADABLE = "value-unreadable"


READ = [
    (lambda: shape([], "rx", (), (), Problems()), UNREADABLE, "rx: a list", "an object"),
    (lambda: shape({}, "rx", ("drug",), (), Problems()), "key-missing", "rx without drug", "drug in rx"),
    (lambda: entries("5", "plan.materials"), UNREADABLE, "plan.materials: 5", "an object of named entries"),
    (lambda: listed({}, "plan.steps"), UNREADABLE, "plan.steps: an object", "a list"),
    (lambda: name(" ", "rx.number"), UNREADABLE, 'rx.number: " "', "a name"),
    (lambda: one_of("noon", "when", ("morning", "bedtime")), UNREADABLE, "when: noon", "one of morning, bedtime"),
    (lambda: count(0, "days"), UNREADABLE, "days: 0", "a whole number from 1 to 100000"),
    (lambda: count(100_001, "days"), UNREADABLE, "days: 100001", "a whole number from 1 to 100000"),
    (lambda: day("2026-11-31", "on"), UNREADABLE, "on: 2026-11-31", "a date such as 2026-11-22"),
    (lambda: day("1849-12-31", "on"), UNREADABLE, "on: 1849-12-31", "a date such as 2026-11-22"),
    (lambda: day("2201-01-01", "on"), UNREADABLE, "on: 2201-01-01", "a date such as 2026-11-22"),
    (lambda: document("[]", "the result"), "text-unreadable", "the result: a list", "one JSON object"),
    (lambda: document("{", "the result"), "text-unreadable", "the result: text that is not JSON", "one JSON object"),
    (lambda: document('{"a": 1, "a": 2}', "it"), "text-unreadable", "it: the key a written twice", "each key once"),
]
"""What is read, and the code and the words that refuse it."""


@pytest.mark.parametrize(("read", "code", "found", "expected"), READ)
def test_what_cannot_be_read_is_said_in_words(read, code, found, expected):
    with pytest.raises(ProblemError) as refusal:
        read()
    assert (refusal.value.code, refusal.value.found, refusal.value.expected) == (code, found, expected)


def test_an_unknown_key_is_recorded_with_its_place():
    problems = Problems()
    assert shape({"drug": "naltrexone", "colour": "blue"}, "rx", ("drug",), (), problems) == {
        "drug": "naltrexone",
        "colour": "blue",
    }
    assert [(each.code, each.found, each.expected) for each in problems.found] == [
        ("key-unknown", "rx.colour", "only keys of the contract")
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "yes"),
        (False, "no"),
        ("", '""'),
        (12, "12"),
        (10**60, "a whole number of many digits"),
        (10**60 - 1, "9" * 60),
        ({}, "an object"),
        ([], "a list"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60 + "…"),
        (document('{"mass": 101.5}', "it")["mass"], "the number 101.5"),
    ],
)
def test_a_value_is_shown_in_words_on_one_line(value, words):
    assert show(value) == words


@pytest.mark.parametrize("text", ["1850-01-01", "2200-12-31"])
def test_the_first_and_last_day_that_may_be(text):
    assert day(text, "on").isoformat() == text


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2028-03-31", "2028-03-31"),
        ("2028-03", "2028-03-31"),
        ("2028/2", "2028-02-29"),
        ("2028.12", "2028-12-31"),
        ("03/2028", "2028-03-31"),
        ("4-28", "2028-04-30"),
        ("12.99", "2099-12-31"),
        ("11 2027", "2027-11-30"),
        (" MAR 2028 ", "2028-03-31"),
        ("feb2027", "2027-02-28"),
        ("Sept. 2027", "2027-09-30"),
        ("December-2027", "2027-12-31"),
        ("01/1850", "1850-01-31"),
        ("12/2200", "2200-12-31"),
    ],
)
def test_the_last_day_that_a_pack_names(text, last):
    assert last_day(text, "on").isoformat() == last


@pytest.mark.parametrize("text", ["2028-13", "00/2028", "Ma 2028", "Ju 2028", "Jux 2028", "12/1849", "1/2201", "March", 2028, None])
def test_what_is_no_last_day_is_refused_as_it_was_written(text):
    with pytest.raises(ProblemError) as refusal:
        last_day(text, "source.expires_on")
    assert (refusal.value.found, refusal.value.expected) == (f"source.expires_on: {show(text)}", "a date such as 2026-11-22")


@pytest.mark.parametrize(
    "text", ["2026-11-22T24:30", "2026-11-31T09:30", "2026-11-22 09:30", "1849-12-31T23:59", "2201-01-01T00:00", 7]
)
def test_what_is_no_time_of_the_clock_is_refused(text):
    with pytest.raises(ProblemError) as refusal:
        moment(text, "planned_at")
    assert (refusal.value.found, refusal.value.expected) == (f"planned_at: {show(text)}", "a time such as 2026-11-22T09:30")


def test_a_time_of_the_clock():
    assert moment("1850-01-01T00:00", "planned_at").isoformat() == "1850-01-01T00:00:00"
    assert moment("2200-12-31T23:59", "planned_at").isoformat() == "2200-12-31T23:59:00"
