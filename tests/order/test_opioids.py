from datetime import date, timedelta

import pytest
from order_support import ABSENT, TODAY, codes, findings

from ldn_calc.finding_text import finding_sentence
from ldn_calc.findings import Severity
from ldn_calc.names.opioid_kinds import kinds_by_name

TOO_SHORT, RECENT, DEPOT = "opioid-interval-too-short", "opioid-stopped-recently", "depot-buprenorphine"
DIFFERS, REMOVAL, HANDED = "opioid-kind-differs", "opioid-removal-not-given", "opioid-interval-after-handover"


def ago(days):
    return (TODAY - timedelta(days)).isoformat()


def test_only_an_answer_clears_the_opioid_question():
    assert codes(screening__opioid_use=ABSENT) == ["opioid-use-not-answered"]
    assert codes(screening__opioid_use="stopped") == ["opioid-use-not-answered"]
    assert codes(screening__opioid_use="current") == ["opioid-current"]
    assert codes(screening__opioid_use="none") == []


FOURTEEN_DAYS = ("long-acting", "patch", "methadone", "buprenorphine", "unknown", None)
INTERVALS = [
    ("short-acting", 0, TOO_SHORT),
    ("short-acting", 6, TOO_SHORT),
    ("short-acting", 7, RECENT),
    ("short-acting", 9, RECENT),
    ("short-acting", 10, None),
    *[(kind, 13, TOO_SHORT) for kind in FOURTEEN_DAYS],
    *[(kind, 14, None) for kind in FOURTEEN_DAYS],
    ("buprenorphine-weekly", 34, TOO_SHORT),
    ("buprenorphine-weekly", 35, RECENT),
    ("buprenorphine-weekly", 55, RECENT),
    ("buprenorphine-weekly", 56, None),
    ("buprenorphine-monthly", 149, TOO_SHORT),
    ("buprenorphine-monthly", 150, DEPOT),
    ("buprenorphine-monthly", 365, DEPOT),
    ("buprenorphine-monthly", 366, None),
    ("buprenorphine-depot", 179, TOO_SHORT),
    ("buprenorphine-depot", 183, DEPOT),
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


BY_NAME = {
    "MS Contin": 14,
    "OxyContin 20 mg": 14,
    "Hysingla": 14,
    "tramadol ER": 14,
    "codeine SR": 14,
    "morfina de liberación prolongada": 14,
    "tramadol retard": 14,
    "methadone": 14,
    "metadona": 14,
    "fentanyl patch": 14,
    "parche de fentanilo": 14,
    "Duragesic": 14,
    "Butrans": 14,
    "Butrans patch, weekly": 14,
    "buprenorphine": 14,
    "Suboxone film": 14,
    "Brixadi weekly": 35,
    "buprenorphine weekly": 35,
    "buprenorfina semanal": 35,
    "Brixadi": 150,
    "Brixadi monthly": 150,
    "buprenorphine (Brixadi), weekly or monthly": 150,
    "Sublocade": 183,
    "Sublocade 100 mg monthly": 183,
    "buprenorphine monthly": 183,
    "buprenorphine shot": 183,
    "buprenorphine weekly or monthly": 183,
    "buprenorphine ER injection": 183,
    "buprenorfina inyectable": 183,
    "Suboxone, then Sublocade": 183,
}
"""Days under which each is a stop, whatever kind was entered beside it."""


@pytest.mark.parametrize("said", BY_NAME)
def test_the_name_says_the_kind_a_day_short_and_on_the_day(said):
    days = BY_NAME[said]
    assert codes(screening__medicines=[{"name": said, "stopped_on": ago(days - 1)}]) == [TOO_SHORT]
    assert TOO_SHORT not in codes(screening__medicines=[{"name": said, "stopped_on": ago(days)}])


@pytest.mark.parametrize("said", ["codeineER 50 mg", "tramadolSR", "hydrocodoneXR 20 mg"])
def test_letters_of_slow_release_glued_to_the_name_are_read(said):
    ingredient = next(name for name in ("codeine", "tramadol", "hydrocodone") if said.startswith(name))
    assert kinds_by_name(said, ingredient).says == ("long-acting",)
    assert kinds_by_name(ingredient, ingredient).says == ()


@pytest.mark.parametrize(
    ("said", "says", "taken"),
    [
        ("subs", "buprenorphine", "buprenorphine"),
        ("orange strips", "buprenorphine", "buprenorphine"),
        ("bup shot", "buprenorphine-weekly", "buprenorphine-depot"),
        ("monthly opioid injection", "buprenorphine-monthly", "buprenorphine-depot"),
        ("opioid implant", "buprenorphine-implant", "buprenorphine-implant"),
        ("dones", "methadone", "methadone"),
        ("OCs", "long-acting", "long-acting"),
        ("pain patch", "patch", "patch"),
        ("pain pills", None, "unknown"),
        ("opioid injection in the ER room", "long-acting", "long-acting"),
    ],
)
def test_words_that_are_no_name_say_a_kind_too(said, says, taken):
    named = kinds_by_name(said, "")
    assert named.taken == taken
    assert (says in named.says) if says else named.says == ()


SURE = {
    name: days for name, days in BY_NAME.items() if name not in {"Brixadi", "buprenorphine shot", "buprenorphine weekly or monthly"}
}


@pytest.mark.parametrize("said", [name for name in SURE if not name.startswith("buprenorphine ") and "inyectable" not in name])
@pytest.mark.parametrize("kind", ["short-acting", "unknown", "buprenorphine"])
def test_a_kind_entered_never_shortens_what_the_name_says(said, kind):
    days = SURE[said]
    assert codes(screening__medicines=[{"name": said, "stopped_on": ago(days - 1), "kind": kind}]) == [TOO_SHORT]
    found = codes(screening__medicines=[{"name": said, "stopped_on": ago(days), "kind": kind}])
    assert TOO_SHORT not in found
    shorter = kind == "short-acting" or (kind == "buprenorphine" and days > 14)
    assert (DIFFERS in found) is shorter


@pytest.mark.parametrize(("said", "kind", "days"), [("tramadol", "long-acting", 14), ("tramadol", "buprenorphine-depot", 183)])
def test_a_kind_entered_lengthens_what_the_name_says_without_a_word(said, kind, days):
    assert codes(screening__medicines=[{"name": said, "stopped_on": ago(days - 1), "kind": kind}]) == [TOO_SHORT]
    assert DIFFERS not in codes(screening__medicines=[{"name": said, "stopped_on": ago(days), "kind": kind}])


def test_a_kind_entered_closes_what_the_name_leaves_open():
    assert codes(screening__medicines=[{"name": "oxycodone", "stopped_on": ago(10), "kind": "short-acting"}]) == []
    assert codes(screening__medicines=[{"name": "Brixadi", "stopped_on": ago(35), "kind": "buprenorphine-weekly"}]) == [RECENT]
    shot = {"name": "buprenorphine shot", "stopped_on": ago(150), "kind": "buprenorphine-monthly"}
    assert codes(screening__medicines=[shot]) == [DEPOT]


def test_a_kind_entered_against_the_name_closes_nothing():
    assert codes(screening__medicines=[{"name": "Brixadi", "stopped_on": ago(149), "kind": "short-acting"}]) == [TOO_SHORT]
    assert codes(screening__medicines=[{"name": "buprenorphine shot", "stopped_on": ago(179), "kind": "buprenorphine"}]) == [
        TOO_SHORT
    ]


def answered(days, kind, *medicines):
    return codes(
        screening__opioid_use="stopped",
        screening__opioid_stopped_on=ago(days),
        screening__opioid_kind=kind,
        screening__medicines=list(medicines),
    )


def test_the_answer_s_kind_never_shortens_what_the_listed_opioid_says():
    assert answered(13, "short-acting", {"name": "methadone", "stopped_on": ago(13)}) == [TOO_SHORT, TOO_SHORT]
    assert answered(20, "short-acting", {"name": "methadone", "stopped_on": ago(20)}) == [DIFFERS]
    assert answered(12, "short-acting", {"name": "methadone", "stopped_on": ago(40)}) == [TOO_SHORT]
    tramadol = {"name": "tramadol", "kind": "short-acting"}
    assert answered(12, "short-acting", {"name": "methadone", "stopped_on": ago(40)}, tramadol | {"stopped_on": ago(12)}) == []
    assert answered(12, "short-acting", {"name": "methadone", "stopped_on": ago(40)}, tramadol | {"stopped_on": ago(13)}) == [
        TOO_SHORT
    ]
    assert answered(10, "short-acting", {"name": "tramadol", "stopped_on": ago(10), "kind": "short-acting"}) == []
    assert answered(20, "short-acting", {"name": "tramadol", "stopped_on": ago(20), "kind": "long-acting"}) == [DIFFERS]


@pytest.mark.parametrize("said", ["Probuphine", "buprenorphine implant", "implante de buprenorfina"])
@pytest.mark.parametrize("kind", [None, "short-acting", "buprenorphine-implant"])
def test_an_implant_counts_from_its_removal_and_asks_for_that_day(said, kind):
    def listed(**days):
        return codes(screening__medicines=[{"name": said} | ({"kind": kind} if kind else {}) | days])

    assert listed() == ["opioid-in-medicines"]
    assert listed(stopped_on=ago(300)) == [REMOVAL]
    assert listed(stopped_on=ago(300), removed_on=ago(13)) == [TOO_SHORT]
    assert listed(removed_on=ago(13)) == [TOO_SHORT]
    assert set(listed(removed_on=ago(14))) <= {DIFFERS}
    assert listed(removed_on=(TODAY + timedelta(1)).isoformat()) == ["opioid-in-medicines"]


def test_an_implant_answered_without_being_listed_asks_for_its_removal():
    assert answered(300, "buprenorphine-implant") == [REMOVAL]
    assert answered(20, "buprenorphine-implant", {"name": "Probuphine", "removed_on": ago(20)}) == []
    assert answered(20, "buprenorphine-implant", {"name": "fentanyl patch", "removed_on": ago(20)}) == [REMOVAL]


def test_a_patch_counts_from_its_removal_where_that_is_the_later_day():
    patch = {"name": "fentanyl patch", "stopped_on": ago(20)}
    assert codes(screening__medicines=[patch]) == []
    assert codes(screening__medicines=[patch | {"removed_on": ago(13)}]) == [TOO_SHORT]
    assert codes(screening__medicines=[{"name": "Butrans", "removed_on": ago(14)}]) == []


@pytest.mark.parametrize("use", ["none", "stopped"])
@pytest.mark.parametrize("kind", ["methadone", "short-acting", "buprenorphine-depot"])
def test_a_kind_of_opioid_without_its_day_is_no_answer(use, kind):
    answers = {"screening__opioid_use": use, "screening__opioid_kind": kind}
    assert codes(**answers) == ["opioid-use-not-answered"]


def test_an_opioid_stopped_after_the_day_it_is_made_counts_as_taken_now():
    later = (TODAY + timedelta(2)).isoformat()
    start = (TODAY + timedelta(60)).isoformat()
    assert codes(screening__medicines=[{"name": "tramadol", "stopped_on": later}], rx__first_dose_on=start) == [
        "opioid-in-medicines"
    ]


@pytest.mark.parametrize(
    ("kind", "days", "earliest"),
    [
        ("short-acting", 3, date(2026, 11, 29)),
        ("short-acting", 8, date(2026, 11, 24)),
        ("methadone", 3, date(2026, 12, 3)),
        ("buprenorphine-weekly", 20, date(2026, 12, 28)),
        ("buprenorphine-monthly", 20, date(2027, 4, 1)),
        ("buprenorphine-depot", 20, date(2027, 5, 4)),
        ("buprenorphine-depot", 200, date(2027, 5, 7)),
    ],
)
def test_each_says_the_earliest_date(kind, days, earliest):
    answers = {"screening__opioid_stopped_on": ago(days), "screening__opioid_kind": kind}
    [found] = findings(screening__opioid_use="stopped", **answers)
    assert found.facts["earliest"] == earliest.isoformat()
    assert str(earliest.year) in finding_sentence(found.code, found.facts, "en")[1]


def test_a_bottle_handed_out_before_the_interval_is_over_is_asked_about():
    def start(stopped_days, kind, first):
        return codes(
            screening__opioid_use="stopped",
            screening__opioid_stopped_on=ago(stopped_days),
            screening__opioid_kind=kind,
            rx__first_dose_on=(TODAY + timedelta(first)).isoformat(),
        )

    assert start(3, "short-acting", 3) == [TOO_SHORT]
    assert start(3, "short-acting", 4) == [RECENT, HANDED]
    assert start(3, "short-acting", 6) == [RECENT, HANDED]
    assert start(3, "short-acting", 7) == [HANDED]
    assert start(8, "short-acting", 1) == [RECENT]
    assert start(8, "short-acting", 2) == [HANDED]
    assert start(10, "short-acting", 20) == []
    assert start(1, "methadone", 18) == [HANDED]
    assert start(13, "methadone", 1) == [HANDED]
    assert start(14, "methadone", 1) == []
    assert start(300, "buprenorphine-depot", 10) == [DEPOT]
    assert start(300, "buprenorphine-depot", 80) == [HANDED]


def test_the_hand_over_says_the_day_from_which_it_is_safe():
    stopped = {"name": "methadone", "stopped_on": ago(1)}
    [found] = findings(screening__medicines=[stopped], rx__first_dose_on="2026-12-20")
    assert (found.severity, found.facts["earliest"], found.facts["days"]) == (Severity.REVIEW, "2026-12-05", "1")
    assert "5\u00a0Dec\u00a02026" in finding_sentence(found.code, found.facts, "en")[1]


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
