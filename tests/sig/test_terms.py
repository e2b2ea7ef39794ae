"""The table of terms: each row has a source, and each means in a line what its row says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from gathered import each_of

from ldn_calc.sig.reading import read_sig
from ldn_calc.sig.terms import SOURCES, STOP, near_words, terms
from ldn_calc.sig.tokens import tokens_of

NIGHTS = ((14, (("3", "bedtime"),), 1),)
TWO_STEPS = ((14, (("1.5", "bedtime"),), 1), (14, (("3", "bedtime"),), 1))
WEEKS = ((7, (("1", "bedtime"),), 1), (7, (("2", "bedtime"),), 1), (7, (("3", "bedtime"),), 1))
DOWN = tuple(reversed(WEEKS))

LINES = {
    "verb": ("{} 3 mg at bedtime for 14 days", NIGHTS),
    "route": ("3 mg {} at bedtime for 14 days", NIGHTS),
    "drug": ("{} 3 mg at bedtime for 14 days", NIGHTS),
    "caps": ("3 mg at bedtime for 14 days, {}", NIGHTS),
    "liquid": ("3 mg at bedtime for 14 days, {}", NIGHTS),
    "susp": ("1 mg/mL {} 3 mL at bedtime for 14 days", NIGHTS),
    "label": ("{}: 3 mg at bedtime for 14 days", NIGHTS),
    "advice": ("3 mg at bedtime for 14 days, {}", NIGHTS),
    "indication": ("3 mg at bedtime for 14 days {}", NIGHTS),
    "no-refills": ("3 mg at bedtime for 14 days, {}", NIGHTS),
    "refills": ("3 mg at bedtime for 14 days, {} 2", NIGHTS),
    "quantity": ("3 mg at bedtime, {} 14 caps", NIGHTS),
    "supply": ("3 mg at bedtime, 14 days {}", NIGHTS),
    "supply-head": ("3 mg at bedtime, {} 14 days", NIGHTS),
    "then": ("1.5 mg at bedtime for 14 days {} 3 mg for 14 days", TWO_STEPS),
    "double": ("1.5 mg at bedtime for 14 days, {} for 14 days", TWO_STEPS),
    "each": ("1, 2, 3 mg at bedtime, 7 days {}", WEEKS),
    "all": ("1 mg x 7 d, 2 mg x 7 d, 3 mg x 7 d, {} at bedtime", WEEKS),
    "start": ("{} 1 mg at bedtime, increase by 1 mg weekly to 3 mg", WEEKS),
    "from": ("increase by 1 mg weekly {} 1 mg to 3 mg at bedtime", WEEKS),
    "target": ("1 mg at bedtime, increase by 1 mg weekly {} 3 mg", WEEKS),
    "by": ("1 mg at bedtime, increase weekly {} 1 mg to 3 mg", WEEKS),
    "with": ("3 mg at bedtime for 14 days {} 2 refills", NIGHTS),
    "times-word": ("3 mg at bedtime for 14 days, refill 2 {}", NIGHTS),
    "and": ("1 mg in the morning {} 2 mg at bedtime for 7 days", ((7, (("1", "morning"), ("2", "bedtime")), 1),)),
    "of": ("2 capsules {} 1.5 mg at bedtime for 14 days", NIGHTS),
    "per": ("3 mL at bedtime for 14 days, 1 mg {} mL", NIGHTS),
    "through": ("days 1 {} 14: 3 mg at bedtime", NIGHTS),
    "each-capsule": ("2 capsules (1.5 mg {}) at bedtime for 14 days", NIGHTS),
    "total": ("2 capsules (3 mg {}) at bedtime for 14 days", NIGHTS),
    "every-head": ("3 mg at bedtime {} 2 days for 14 days", ((14, (("3", "bedtime"),), 2),)),
    "step-word": ("{} 1: 1.5 mg at bedtime x 14 d, {} 2: 3 mg x 14 d", TWO_STEPS),
    "roman": ("{} capsules of 1 mg at bedtime x 14 d", None),
    "article": ("{} capsule of 3 mg at bedtime x 14 d", NIGHTS),
}
"""A line for each class whose terms all mean the same, and what it comes to; None where the row's own value counts."""

QUESTIONS = {
    "weekday": "3 mg at bedtime {} for 14 days",
    "ask-every": "3 mg {} at bedtime for 14 days",
    "ask-time": "3 mg {} for 14 days",
    "ask-case": "3 mg {} for 14 days",
    "ask-days": "3 mg at bedtime {}",
    "ask-interval": "1 mg at bedtime, increase by 1 mg {} to 3 mg",
    "ask-number": "{} capsules of 0.5 mg at bedtime for 14 days",
    "ask-strength": "3 mg at bedtime for 14 days, {}",
    "ask-unit": "3 {} at bedtime for 14 days",
    "twice": "1.5 mg {} for 14 days",
}
"""A line for each class that leaves a question."""

OWN_TESTS = {
    "time", "time-hs", "time-word", "daily", "every", "day-unit", "for", "number", "fraction", "and-fraction", "unit", "rise",
    "fall", "interval", "ordinal", "ordinal-end", "onward", "clock", STOP,
}  # fmt: skip


def of_kind(*kinds):
    return [term for term in terms() if term.kind in kinds]


def phases(text):
    reading = read_sig(text)
    assert reading.status == "read", (text, reading.questions, reading.unread)
    return tuple(
        (each.days, tuple((str(float(take.dose.milligrams)).removesuffix(".0"), take.when.value) for take in each.take), each.every)
        for each in reading.regimen
    )


def test_every_row_has_a_source_a_value_and_a_class_that_a_test_here_knows():
    for term in terms():
        assert term.source, term
        assert all(each.split()[0] in SOURCES for each in term.source.split(";")), term
        assert term.value, term
        assert term.language in ("en", "es", "la"), term
    assert {term.kind for term in terms()} == set(LINES) | set(QUESTIONS) | OWN_TESTS
    assert len(terms()) > 1200


def test_no_row_stands_twice():
    rows = [(tuple(token.key for token in tokens_of(term.text)), term.kind, term.value) for term in terms()]
    languages = {}
    for row, term in zip(rows, terms(), strict=True):
        assert term.language not in languages.setdefault(row, set()), term
        languages[row].add(term.language)


@each_of("term", of_kind(*LINES))
def test_a_term_means_what_its_class_says(term):
    line, due = LINES[term.kind]
    text = line.replace("{}", term.text).replace("::", ":")
    if due is None:
        due = ((14, ((term.value, "bedtime"),), 1),)
    assert phases(text) == due, text


@each_of("term", of_kind(*QUESTIONS))
def test_a_term_that_is_read_in_more_ways_than_one_is_a_question(term):
    text = QUESTIONS[term.kind].replace("{}", term.text)
    reading = read_sig(text)
    assert reading.status == "question", (text, reading)
    assert any(term.text.strip(".").lower() in question.found.lower() for question in reading.questions), reading.questions


@each_of("term", of_kind("time", "time-hs"))
def test_a_time_of_day_is_its_own(term):
    time = term.value.split()[0]
    assert phases(f"3 mg {term.text} for 14 days") == ((14, (("3", time),), 1),)
    beside = read_sig(f"3 mg {term.text} every other day for 14 days")
    assert beside.status == ("question" if term.value.endswith("daily") else "read"), "every night and every other day contradict"


@each_of("term", of_kind("daily"))
def test_a_daily_word_changes_nothing_beside_a_time_and_is_a_question_alone(term):
    assert phases(f"3 mg {term.text} at bedtime for 14 days") == NIGHTS
    alone = read_sig(f"3 mg {term.text} for 14 days")
    assert [question.about for question in alone.questions] == ["time"]


@each_of("term", of_kind("every"))
def test_every_so_many_days_is_its_own(term):
    days, _, time = term.value.partition(" ")
    text = f"3 mg {term.text}{'' if time else ' at bedtime'} for 20 days"
    if int(days) > 6:
        assert read_sig(text).status == "question"
    else:
        assert phases(text) == ((20, (("3", time or "bedtime"),), int(days)),)


@each_of("term", of_kind("day-unit"))
def test_a_unit_of_days_is_its_own(term):
    text = f"3 mg at bedtime for 2 {term.text}"
    if term.value[0].isdigit():
        assert phases(text) == ((2 * int(term.value.split()[0]), (("3", "bedtime"),), 1),)
    else:
        assert [question.about for question in read_sig(text).questions] == ["days"]


@each_of("term", of_kind("for"))
def test_what_leads_a_span_is_read_in_its_place_in_the_order(term):
    first, later = f"3 mg at bedtime {term.text} 14 days", f"1.5 mg at bedtime for 14 days, 3 mg {term.text} 14 days"
    if term.value == "for":
        assert phases(first) == NIGHTS
    else:
        assert read_sig(first).status != "read", "the first, and then?"
    if term.value == "first":
        assert read_sig(later).status != "read"
        assert phases(f"1.5 mg at bedtime {term.text} 14 days, 3 mg for 14 days") == TWO_STEPS
    else:
        assert phases(later) == TWO_STEPS


@each_of("term", of_kind("number"))
def test_a_number_in_words_is_its_own(term):
    assert phases(f"3 mg at bedtime for {term.text} days") == ((int(term.value), (("3", "bedtime"),), 1),)


@pytest.mark.parametrize(
    ("words", "number"),
    [("twenty-one", 21), ("forty five", 45), ("ninety-nine", 99), ("cuarenta y cinco", 45), ("treinta y uno", 31)],
)
def test_numbers_in_words_are_put_together(words, number):
    assert phases(f"3 mg at bedtime for {words} days")[0][0] == number


@each_of("term", of_kind("fraction"))
def test_a_part_is_one_of_a_milliliter_and_a_question_of_a_capsule(term):
    dose = str(float(4 * Fraction(term.value))).removesuffix(".0")
    assert phases(f"4 mg/mL, {term.text} mL at bedtime for 14 days") == ((14, ((dose, "bedtime"),), 1),)
    assert read_sig(f"{term.text} capsule of 3 mg at bedtime for 14 days").status != "read"


@each_of("term", of_kind("and-fraction"))
def test_a_part_is_added_to_its_number(term):
    assert phases(f"1 mg/mL, one {term.text} mL at bedtime for 14 days") == ((14, (("1.5", "bedtime"),), 1),)


@each_of("term", of_kind("unit"))
def test_a_unit_is_its_own(term):
    amount = {"mg": "3", "mL": "3", "mcg": "3000"}[term.value]
    assert phases(f"1 mg/mL, {amount} {term.text} at bedtime for 14 days") == NIGHTS


@each_of("term", of_kind("rise", "fall"))
def test_by_is_a_step_and_to_is_the_next_dose(term):
    up = term.kind == "rise"
    low, high = ("1", "3") if up else ("3", "1")
    step = f"{low} mg at bedtime, {term.text} 1 mg weekly until {high} mg"
    then = f"{'1.5' if up else '3'} mg at bedtime for 14 days, {term.text} {'3' if up else '1.5'} mg for 14 days"
    if term.value == "to":
        assert phases(then) == (TWO_STEPS if up else tuple(reversed(TWO_STEPS)))
        assert read_sig(step).status != "read"
    else:
        assert phases(step) == (WEEKS if up else DOWN)
        assert read_sig(then).status != "read"


@each_of("term", of_kind("interval"))
def test_an_interval_is_one_of_steps_and_never_of_doses(term):
    days = int(term.value)
    assert [each[0] for each in phases(f"1 mg at bedtime, increase by 1 mg {term.text} to 3 mg")] == [days] * 3
    assert read_sig(f"3 mg at bedtime {term.text} for 28 days").status != "read"


@each_of("term", of_kind("ordinal"))
def test_an_ordinal_is_its_own(term):
    week = int(term.value)
    text = ", ".join(f"week {each}: {each}.5 mg at bedtime" for each in range(1, min(week, 4)))
    if week <= 4:
        last = f"{term.text} week: 5 mg at bedtime"
        assert len(phases(f"{text}, {last}" if text else last)) == week
    else:
        assert [question.about for question in read_sig(f"{term.text} week: 5 mg at bedtime").questions] == ["days"]


@pytest.mark.parametrize("end", ["1st", "2nd", "3rd", "4th"])
def test_an_ordinal_in_digits_is_its_own(end):
    number = int(end[0])
    if number > 1:
        assert phases(f"3 mg at bedtime every {end} day for 12 days") == ((12, (("3", "bedtime"),), number),)
    assert read_sig(f"3 mg at bedtime every {end[0]} {end[1:]} day for 12 days").status == "unread"


@each_of("term", of_kind("time-word"))
def test_a_bare_time_is_read_beside_another_only(term):
    other = "evening" if term.value == "morning" else "morning"
    found = phases(f"1 mg {other} and {term.text} for 14 days")
    assert found[0][1] == (("1", other), ("1", term.value))
    assert read_sig(f"1 mg {term.text} for 14 days").status == "unread"


@each_of("term", of_kind("onward"))
def test_to_the_end_needs_a_quantity(term):
    text = f"1.5 mg caps: week 1: 1 at bedtime; week 2 {term.text}: 2 at bedtime"
    assert [question.about for question in read_sig(text).questions] == ["days"]
    assert phases(f"{text}; #21") == ((7, (("1.5", "bedtime"),), 1), (7, (("3", "bedtime"),), 1))


@each_of("term", of_kind("clock"))
def test_a_time_of_the_clock_is_a_question(term):
    assert [question.about for question in read_sig(f"3 mg {term.text} 9 pm for 14 days").questions] == ["time"]


@each_of("term", of_kind(STOP))
def test_a_word_that_stops_a_reading_stops_it_wherever_it_stands(term):
    for line in (
        "3 mg at bedtime {} for 14 days",
        "3 mg {} at bedtime for 14 days",
        "{} 3 mg at bedtime for 14 days",
        "3 mg at bedtime for 14 days, {}",
    ):
        reading = read_sig(line.replace("{}", term.text))
        assert reading.status != "read", line


def test_an_error_prone_term_is_read_with_a_note_and_never_written_back():
    reading = read_sig("ii caps of 1 mg po qhs x 10 d")
    assert any("qhs" in note for note in reading.notes)
    assert any('"ii" read as 2' in note for note in reading.notes)


def test_a_slip_is_a_hint_and_never_a_reading():
    assert near_words("bedtiem") == ("bedtime",)
    reading = read_sig("3 mg bedtiem for 14 days")
    assert reading.status == "unread"
    assert reading.unread[0].because == "'bedtiem' is not understood. Did you mean bedtime? Nothing of the line was used"
    assert near_words("mg") == ()
