from datetime import date, timedelta

import pytest
from order_support import ABSENT, TODAY, codes, findings

from ldn_calc.finding_text import finding_sentence

TOO_SHORT, RECENT, DEPOT = "opioid-interval-too-short", "opioid-stopped-recently", "depot-buprenorphine"


def ago(days):
    return (TODAY - timedelta(days)).isoformat()


def test_only_an_answer_clears_the_opioid_question():
    assert codes(screening__opioid_use=ABSENT) == ["opioid-use-not-answered"]
    assert codes(screening__opioid_use="stopped") == ["opioid-use-not-answered"]
    assert codes(screening__opioid_use="current") == ["opioid-current"]
    assert codes(screening__opioid_use="none") == []


INTERVALS = [
    ("short-acting", 0, TOO_SHORT),
    ("short-acting", 6, TOO_SHORT),
    ("short-acting", 7, RECENT),
    ("short-acting", 9, RECENT),
    ("short-acting", 10, None),
    *[(kind, 13, TOO_SHORT) for kind in ("long-acting", "methadone", "buprenorphine", "unknown", None)],
    *[(kind, 14, None) for kind in ("long-acting", "methadone", "buprenorphine", "unknown", None)],
    ("buprenorphine-depot", 55, TOO_SHORT),
    ("buprenorphine-depot", 56, DEPOT),
    ("buprenorphine-depot", 365, DEPOT),
    ("buprenorphine-depot", 366, None),
]


@pytest.mark.parametrize(("kind", "days", "code"), INTERVALS)
def test_the_interval_to_the_first_dose_decides_by_kind(kind, days, code):
    answers = {"screening__opioid_use": "stopped", "screening__opioid_stopped_on": ago(days)}
    if kind:
        answers["screening__opioid_kind"] = kind
    assert codes(**answers) == ([code] if code else [])


@pytest.mark.parametrize(("kind", "days", "code"), INTERVALS)
def test_a_stopped_opioid_among_the_medicines_follows_the_same_rule(kind, days, code):
    medicine = {"name": "oxycodone", "stopped_on": ago(days)} | ({"kind": kind} if kind else {})
    assert codes(screening__medicines=[medicine]) == ([code] if code else [])


@pytest.mark.parametrize(
    ("kind", "days", "earliest"),
    [
        ("short-acting", 3, date(2026, 11, 29)),
        ("short-acting", 8, date(2026, 11, 24)),
        ("methadone", 3, date(2026, 12, 3)),
        ("buprenorphine-depot", 20, date(2026, 12, 28)),
        ("buprenorphine-depot", 100, date(2027, 8, 15)),
    ],
)
def test_each_says_the_earliest_date(kind, days, earliest):
    answers = {"screening__opioid_stopped_on": ago(days), "screening__opioid_kind": kind}
    [found] = findings(screening__opioid_use="stopped", **answers)
    assert found.facts["earliest"] == earliest.isoformat()
    assert str(earliest.year) in finding_sentence(found.code, found.facts, "en")[1]


def test_the_interval_runs_to_the_first_dose_not_to_the_day_it_is_made():
    stopped = {
        "screening__opioid_use": "stopped",
        "screening__opioid_stopped_on": ago(3),
        "screening__opioid_kind": "short-acting",
    }
    assert codes(**stopped, rx__first_dose_on="2026-11-28") == [RECENT]
    assert codes(**stopped, rx__first_dose_on="2026-11-29") == []


def test_moving_the_first_dose_to_the_earliest_date_clears_the_finding():
    for kind, days, _ in INTERVALS:
        answers = {"screening__opioid_use": "stopped", "screening__opioid_stopped_on": ago(days)}
        if kind:
            answers["screening__opioid_kind"] = kind
        for found in findings(**answers):
            later = codes(**answers, rx__first_dose_on=found.facts["earliest"])
            assert TOO_SHORT not in later
            assert RECENT not in later


def test_a_stop_date_beside_the_answer_none_is_judged_too():
    assert codes(screening__opioid_use="none", screening__opioid_stopped_on=ago(2)) == [TOO_SHORT]
