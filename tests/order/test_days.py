"""What day it is: no date of a request may lie on the wrong side of the clock, nor be old without a word."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from answers import QUESTIONS
from hypothesis import given, settings
from hypothesis import strategies as st
from order_support import ABSENT, TODAY, codes, document, errors, findings, read

from ldn_calc.findings import Severity
from ldn_calc.proof.objects import day as proof_day
from ldn_calc.proof.objects import last_day as proof_last_day
from ldn_calc.proof.problems import ProblemError
from ldn_calc.reading.dates import is_month, read_date, read_expiry
from ldn_calc.reading.faults import FieldFaultError

_DIGITS = st.from_regex(r"[0-9]{1,5}", fullmatch=True)
_SEPARATORS = st.sampled_from(["-", "/", ".", " ", ""])
_MONTH_WORDS = st.sampled_from(["Jan", "february", "MAR", "ma", "Sept", "agosto", "x"])
MALFORMED = st.one_of(
    st.builds(lambda a, s, b, t, c: f"{a}{s}{b}{t}{c}", _DIGITS, _SEPARATORS, _DIGITS, _SEPARATORS, _DIGITS),
    st.builds(lambda y, m, d: f"{y:04}-{m:02}-{d:02}", st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99)),
    st.builds(lambda a, s, b: f"{a}{s}{b}", _DIGITS, _SEPARATORS, _DIGITS),
    st.builds(lambda d, m, y: f"{d} {m} {y}", _DIGITS, _MONTH_WORDS, _DIGITS),
    st.builds(lambda m, s, y: f"{m}{s}{y}", _MONTH_WORDS, _SEPARATORS, _DIGITS),
    st.text(max_size=14),
    st.none(),
    st.integers(),
    st.lists(st.text(max_size=3), max_size=2),
)
NEVER = ["1979-04-00", "1979-00-12", "0000-00-00", "0000-01-01", "2026-02-29", "2026-13-01", "2026-11-22T00:00", "00/00/0000"]


@settings(deadline=None)
@given(MALFORMED)
def test_a_date_is_read_or_refused_in_words_whatever_it_is(value):
    for reader in (read_date, read_expiry):
        with contextlib.suppress(FieldFaultError):
            assert type(reader(value)) is date


@pytest.mark.parametrize("value", NEVER)
@pytest.mark.parametrize(
    "path",
    [
        "rx.written_on",
        "rx.first_dose_on",
        "rx.patient.birth_date",
        "screening.asked_on",
        "screening.opioid_stopped_on",
        "screening.surgery_planned_on",
        "preparation.source.expires_on",
        "compounded_on",
    ],
)
def test_a_day_that_is_none_is_one_error_at_its_place(path, value):
    assert path in errors(document(**{path.replace(".", "__"): value}))


@pytest.mark.parametrize("value", NEVER)
def test_such_a_day_in_a_list_is_named_at_its_place(value):
    in_lists = document(
        screening__medicines=[{"name": "ibuprofen", "stopped_on": value}],
        preparation__components=[{"name": "vehicle", "expires_on": value}],
        settled=[{"code": "a", "field": "b", "seen": "c", "reason": "d e", "by": "f g", "on": value}],
    )
    paths = errors(in_lists)
    assert {"screening.medicines[0].stopped_on", "preparation.components[0].expires_on", "settled[0].on"} <= set(paths)


@settings(deadline=None)
@given(st.integers(1901, 2198), st.integers(1, 12), st.sampled_from(["{y:04}-{m:02}", "{m:02}/{y:04}", "{m}/{y:04}", "{m:02}-{y}"]))
def test_a_month_is_its_last_day_for_reader_and_proof_alike(year, month, written):
    text = written.format(y=year, m=month)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    assert is_month(text)
    assert read_expiry(text) == last == proof_last_day(text, "x")


@settings(deadline=None)
@given(MALFORMED)
def test_reader_and_proof_read_the_same_last_day(value):
    try:
        found = read_expiry(value)
    except FieldFaultError:
        return
    assert proof_last_day(value, "x") == found


@settings(deadline=None)
@given(MALFORMED)
def test_the_proof_reads_no_day_that_the_reader_refuses(value):
    for mine, proofs in ((read_date, proof_day), (read_expiry, proof_last_day)):
        try:
            found = proofs(value, "x")
        except ProblemError:
            continue
        if 1900 <= found.year <= 2199:
            assert mine(value) == found


def test_a_month_without_a_day_says_which_day_it_is():
    request = read(
        document(preparation__source__expires_on="02/28", preparation__components=[{"name": "vehicle", "expires_on": "2027-03"}])
    )
    assert request.preparation.source.expires_on == date(2028, 2, 29)
    assert request.preparation.components[0].expires_on == date(2027, 3, 31)
    found = findings(preparation__source__expires_on="02/28")
    assert [(each.code, each.severity, each.field, dict(each.facts)) for each in found] == [
        ("expiry-month-only", Severity.NOTE, "preparation.source.expires_on", {"month": "02/28", "expires_on": "2028-02-29"})
    ]
    assert codes(preparation__source__expires_on="2028-02-29") == []


@settings(deadline=None)
@given(st.integers(1, 400_000))
def test_made_after_the_clock_is_an_error(days):
    ahead = TODAY + timedelta(min(days, (date(2199, 12, 31) - TODAY).days))
    assert "compounded_on" in errors(document(compounded_on=ahead.isoformat()), TODAY)


@settings(deadline=None)
@given(st.integers(0, 365))
def test_made_more_than_a_day_back_is_said_with_the_days(days):
    made = TODAY - timedelta(days)
    rx = {"rx__written_on": made.isoformat(), "screening__asked_on": made.isoformat()}
    found = [each for each in findings(TODAY, compounded_on=made.isoformat(), **rx) if each.code == "made-in-the-past"]
    assert [each.facts["days"] for each in found] == ([f"{days} days"] if days > 1 else [])
    assert all(each.severity is Severity.REVIEW for each in found)


@pytest.mark.parametrize("path", ["rx.written_on", "rx.patient.birth_date", "screening.asked_on", "screening.opioid_stopped_on"])
@pytest.mark.parametrize("days", [1, 30, 366])
def test_what_has_happened_is_never_after_the_clock(path, days):
    ahead = (TODAY + timedelta(days)).isoformat()
    assert path in errors(document(**{path.replace(".", "__"): ahead}), TODAY)
    assert path in errors(document(**{path.replace(".", "__"): ahead, "compounded_on": ahead}), TODAY)


def test_a_medicine_that_stops_after_the_clock_is_taken_now():
    ahead = (TODAY + timedelta(1)).isoformat()
    assert codes(TODAY, screening__medicines=[{"name": "tramadol", "stopped_on": ahead}]) == ["opioid-in-medicines"]


@pytest.mark.parametrize("path", ["screening.opioid_stopped_on", "screening.asked_on"])
def test_nothing_is_asked_or_stopped_before_the_patient_is_born(path):
    assert path in errors(document(**{path.replace(".", "__"): "1926-11-01"}))
    in_list = document(screening__medicines=[{"name": "tramadol", "stopped_on": "1926-11-01"}])
    assert "screening.medicines[0].stopped_on" in errors(in_list)


@settings(deadline=None)
@given(st.integers(0, 80), st.integers(1, 3))
def test_answers_are_good_for_thirty_days_and_on_a_later_fill_for_fourteen(days, number):
    asked = (TODAY - timedelta(days)).isoformat()
    found = codes(screening__asked_on=asked, fill={"number": number}, rx__refills=3)
    assert ("answers-to-confirm" in found) is (days > (30 if number == 1 else 14))


@pytest.mark.parametrize(("number", "expected"), [(1, []), (2, ["answers-to-confirm"]), (9, ["answers-to-confirm"])])
def test_answers_without_a_day_are_of_today_on_the_first_fill_only(number, expected):
    found = findings(screening__asked_on=ABSENT, fill={"number": number}, rx__refills=9)
    assert [each.code for each in found] == expected
    assert all(each.facts["asked_on"] == "no day entered" for each in found)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_that_could_not_be_asked_is_a_review_of_its_own(question):
    found = findings(**{f"screening__{question}": "could not be asked"})
    assert [(each.code, each.severity) for each in found] == [("patient-not-asked", Severity.REVIEW)]
    assert found[0].facts["questions"] == question.replace("_", " ")


def test_not_asked_and_not_answered_are_two_things():
    answers = {"medicines": ABSENT, "mood": "could not be asked", "allergies": "could not be asked", "pregnancy": ABSENT}
    found = {each.code: dict(each.facts) for each in findings(**{f"screening__{key}": each for key, each in answers.items()})}
    assert found == {
        "screening-incomplete": {"missing": "medicines, pregnancy"},
        "patient-not-asked": {"questions": "mood, allergies"},
    }


def test_the_opioid_question_is_always_asked():
    assert "screening.opioid_use" in errors(document(screening__opioid_use="could not be asked"))


@pytest.mark.parametrize("lot", ["", "  ", " A-1", "A-1 ", "A\n1", "x" * 41, 7, None, ["A"], "A\u202e1"])
def test_a_lot_that_no_label_could_show_is_refused(lot):
    assert "preparation.lot" in errors(document(preparation__lot=lot))


@pytest.mark.parametrize("lot", ["A", "x" * 40, "240101-1-261122-0930", "Ä|7 %"])
def test_a_lot_is_kept_as_it_is(lot):
    assert read(document(preparation__lot=lot)).preparation.lot == lot


def test_a_provisional_lot_of_a_long_number_can_be_kept():
    number = "6f1c1c7e-2f2b-4f0e-9f55-0a9c3c1f7d21"
    assert read(document(rx__number=number, preparation__lot=f"{number}-1-261122-0930")).preparation.lot
    assert "preparation.lot" in errors(document(preparation__lot=f"{number}-1-261122-0930"))


def test_components_are_read_and_faults_are_named_at_their_place():
    entries = [{"name": "vehicle", "lot": "V-7", "expires_on": "2027-01-05", "maker": "House"}, {"name": "shells"}]
    read_back = read(document(preparation__components=entries)).preparation.components
    assert [(each.name, each.lot, each.expires_on, each.maker) for each in read_back] == [
        ("vehicle", "V-7", date(2027, 1, 5), "House"),
        ("shells", None, None, None),
    ]
    wrong = errors(document(preparation__components=[{}, {"name": ""}, {"name": "filler", "color": "x"}, 3]))
    assert set(wrong) == {
        "preparation.components[0].name",
        "preparation.components[1].name",
        "preparation.components[2].color",
        "preparation.components[3]",
    }


@settings(deadline=None)
@given(st.integers(-60, 60))
def test_a_component_past_its_date_on_the_day_made_is_a_stop(days):
    last = (TODAY + timedelta(days)).isoformat()
    found = findings(preparation__components=[{"name": "vehicle", "expires_on": last}])
    assert [(each.code, each.severity) for each in found] == ([("component-expired", Severity.STOP)] if days < 0 else [])
