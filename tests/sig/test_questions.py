"""What a line leaves open is asked with every reading; a reading put in the place of the words it is about is read as it says."""

from __future__ import annotations

import pytest

from ldn_calc.application.plan.sig import read_sig, sig_document


def regimen(text):
    found = sig_document(read_sig(text))
    assert found["status"] == "read", (text, found["questions"], found["unread"])
    return [
        (phase["days"], [(take["dose"], take["when"]) for take in phase["take"]], phase.get("every", 1))
        for phase in found["regimen"]
    ]


def question(text):
    found = read_sig(text)
    assert found.status == "question", (text, found)
    return found.questions


@pytest.mark.parametrize(
    ("text", "about", "answers"),
    [
        ("4.5 at bedtime for 30 days", "unit", {"4.5 mg": [(30, [("4.5 mg", "bedtime")], 1)]}),
        (
            "4.5 mg daily #30 caps",
            "time",
            {
                "in the morning": [(30, [("4.5 mg", "morning")], 1)],
                "in the evening": [(30, [("4.5 mg", "evening")], 1)],
                "at bedtime": [(30, [("4.5 mg", "bedtime")], 1)],
            },
        ),
        ("0.5 mL at bedtime for 30 days", "strength", {"0.5 mL of 1 mg/mL": [(30, [("0.5 mg", "bedtime")], 1)]}),
        (
            "1 capsule at bedtime for 30 days",
            "strength",
            {
                "1 capsule of 1.5 mg": [(30, [("1.5 mg", "bedtime")], 1)],
                "1 capsule of 4.5 mg": [(30, [("4.5 mg", "bedtime")], 1)],
            },
        ),
        (
            ".5 mg at bedtime for 30 days",
            "number",
            {"0.5": [(30, [("0.5 mg", "bedtime")], 1)], "5": [(30, [("5 mg", "bedtime")], 1)]},
        ),
        ("4,5 mg at bedtime for 30 days", "number", {"4.5": [(30, [("4.5 mg", "bedtime")], 1)]}),
        ("500 µg at bedtime for 30 days", "unit", {"500 mcg": [(30, [("0.5 mg", "bedtime")], 1)]}),
        ("500 ug at bedtime for 30 days", "unit", {"500 mcg": [(30, [("0.5 mg", "bedtime")], 1)]}),
        ("3 mg at bedtime #30", "quantity", {"#30 capsules": [(30, [("3 mg", "bedtime")], 1)]}),
        (
            "3 mg at bedtime for 2 months",
            "days",
            {
                "56 days": [(56, [("3 mg", "bedtime")], 1)],
                "60 days": [(60, [("3 mg", "bedtime")], 1)],
                "62 days": [(62, [("3 mg", "bedtime")], 1)],
            },
        ),
        (
            "3 mg QOD at bedtime for 30 days",
            "how often",
            {"every day": [(30, [("3 mg", "bedtime")], 1)], "every other day": [(30, [("3 mg", "bedtime")], 2)]},
        ),
        (
            "3 mg cada tercer día al acostarse por 30 días",
            "how often",
            {"every 2 days": [(30, [("3 mg", "bedtime")], 2)], "every 3 days": [(30, [("3 mg", "bedtime")], 3)]},
        ),
        (
            "1 mg at bedtime, increase by 1 mg biweekly to 2 mg",
            "interval",
            {"every 14 days": [(14, [("1 mg", "bedtime")], 1), (14, [("2 mg", "bedtime")], 1)]},
        ),
        (
            "aumentar 1 mg cada 8 días desde 1 mg hasta 2 mg al acostarse",
            "interval",
            {
                "every 7 days": [(7, [("1 mg", "bedtime")], 1), (7, [("2 mg", "bedtime")], 1)],
                "every 8 days": [(8, [("1 mg", "bedtime")], 1), (8, [("2 mg", "bedtime")], 1)],
            },
        ),
        (
            "2 mg BID for 14 days",
            "time",
            {
                "in the morning and at bedtime": [(14, [("2 mg", "morning"), ("2 mg", "bedtime")], 1)],
                "in the morning and in the evening": [(14, [("2 mg", "morning"), ("2 mg", "evening")], 1)],
            },
        ),
        ("3 mg with dinner for 14 days", "time", {"in the evening": [(14, [("3 mg", "evening")], 1)]}),
        (
            "3 mg at 9 pm for 14 days",
            "time",
            {"in the evening": [(14, [("3 mg", "evening")], 1)], "at bedtime": [(14, [("3 mg", "bedtime")], 1)]},
        ),
    ],
)  # fmt: skip
def test_an_answer_put_in_its_place_is_read(text, about, answers):
    asked = [each for each in question(text) if each.about == about]
    assert len(asked) == 1
    assert set(answers) <= set(asked[0].readings)
    for answer, due in answers.items():
        assert regimen(text.replace(asked[0].found, answer)) == due


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0.5 mL nightly x 30 d", "No strength: 0.5 mL of what? Write the strength, as in 1 mg/mL."),
        ("4.5 qhs x 30 d", "4.5 has no unit: 4.5 mg, 4.5 mL, or capsules?"),
        ("4.5 mg daily #30 caps", "Daily at what time: morning, evening or bedtime?"),
        ("4.5 mg QD hs x 30 d", '"QD" is read as every day, every other day and four times a day. Which?'),
        ("3 mL (2 mg) hs x 14 d, 1 mg/mL", "3 mL of 1 mg/mL is 3 mg, but 2 mg is written."),
        ("2 capsules (1.5 mg) hs x 14 d", "2 capsules with 1.5 mg: 1.5 mg in all, or each?"),
        ("1 mg/mL, 4.5 mL hs, disp 150 mL", "150 mL is 33 days of 4.5 mL and 1.5 mL over. How many days?"),
        ("4.5 mg hs #30", "30 of what: capsules or mL?"),
        ("increase by 1 mg weekly from 1 mg to 4.5 mg hs", "Steps of 1 mg from 1 mg reach 4 or 5 mg, not 4.5 mg."),
        ("wk 1 1 mg hs, wk 3 2 mg hs", "Week 2 is not said."),
        ("days 1-7 1 mg hs, days 7-14 2 mg hs", "Day 7 is in two steps."),
        ("3 mg hs x 1 month", "A month is 28, 30 or 31 days. How many?"),
        ("4,5 mg hs x 30 d", '"4,5": write 4.5; it is read as 45 too.'),
        (".5 mg hs x 30 d", '".5": write 0.5; it is read as 5 too.'),
        ("500 µg hs x 30 d", "µg is read as mg, a thousand times more. Write mcg."),
        ("3 mg hs at bedtime x 30 d", "HS is read as bedtime and as half-strength. Which?"),
        ("3 mg hs then 1.5 mg hs x 14 d", "3 mg for how many days?"),
        ("3 mg caps, take 4 mg hs x 14 d", "4 mg is no whole number of capsules of 3 mg."),
        ("1 5 mg caps hs x 14 d", '"1 5 mg": a number of capsules, or a point that is lost?'),
        ("3 mg every night every other day x 14 d", '"every other day" beside other words for how often. Which?'),
        ("1.5 mg caps, 3 mg hs x 14 d", "1.5 mg, 3 mg: capsules of 1.5 mg, or two doses? Write take before the dose."),
        ("3 mg hs x 14 d, then 3 mg hs x 14 d", "3 mg is said twice in a row: 14 days or 28 days?"),
    ],
)
def test_a_question_says_what_is_open(text, sentence):
    assert sentence in [each.sentence for each in question(text)]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("45 mg hs x 30 d caps", "45 mg is above 5 mg, the most this program plans. A lost point?"),
        ("0.25 mg hs x 14 d", "0.25 mg is below 0.5 mg, the least this program plans."),
        ("3 mg qam and 3 mg qhs x 14 d", "6 mg a day is above 5 mg, the most this program plans."),
        ("05 mg hs x 14 d", "'05' is no number that is read one way"),
        ("3 mg hs prn x 14 d", "'prn': as needed"),
        ("1.5 or 3 mg hs x 14 d", "'or': a choice between two"),
        ("do not take 3 mg hs x 14 d", "'do not': a negation"),
        ("naloxone 4 mg hs x 14 d", "'naloxone': another drug"),
        ("1.5-3 mg hs x 14 d", "'-': no way to read the line goes on from here"),
    ],
)
def test_what_is_not_read_is_named(text, because):
    found = read_sig(text)
    assert found.status == "unread"
    assert because in [each.because for each in found.unread]
    for each in found.unread:
        assert text[each.start : each.end] == each.text


def test_two_readings_are_both_said():
    found = question("30 caps of naltrexone 4.5 mg at bedtime")
    assert found[0].about in ("days", "regimen")


def test_days_that_the_quantity_tells_are_said_to_be_reckoned():
    found = read_sig("1.5 mg caps: 1 hs x 14 d, 2 hs x 14 d, then 3 hs #84")
    assert [phase.days for phase in found.regimen] == [14, 14, 14]
    assert "Days reckoned from 42 of 84 capsules, 3 a day." in found.notes


def test_one_capsule_a_dose_is_said_and_only_taken_for_one_step():
    assert "One capsule a dose." in read_sig("4.5 mg qhs #30 caps").notes
    assert question("1.5 mg hs x 14 d, then 3 mg hs #44 caps")[0].about == "strength"


@pytest.mark.parametrize("text", ["3 mg hs 3x/week x 4 weeks", "3 mg hs 5 nights a week x 28 d", "3 mg weekly hs x 28 d"])
def test_so_many_times_a_week_is_a_question_until_the_days_are_named(text):
    assert [each.about for each in question(text)] == ["how often"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("3 mg hs 5 nights a week x 28 d", '"5 nights a week" does not say on which days. Name them, as in Mon, Wed and Fri.'),
        ("start Monday: 3 mg hs x 28 d", '"Monday": on Mondays alone, or the day of the first dose?'),
        ("3 mg hs Mon-Thu x 28 d", '"Mon-Thu": Monday to Thursday, or only Monday and Thursday?'),
        ("4.5 mg hs Mon/Wed/Fri #13 caps", "13 capsules leave 13 doses; 3 a week are no whole weeks. How many days?"),
        ("1.5 mg hs Mon-Fri x 14 d then 3 mg hs x 14 d", "3 mg: on the days of the week of the step before, or every day?"),
        ("1.5 mg caps: 2 hs Mon/Wed/Fri x 10 d, then 1 hs Mon, Wed, Fri #20",
         "10 days on days of the week are no whole weeks: the doses cannot be counted."),
    ],
)  # fmt: skip
def test_what_days_of_the_week_leave_open_is_said(text, sentence):
    assert sentence in [each.sentence for each in question(text)]


def test_days_reckoned_from_doses_of_named_days_are_whole_weeks():
    found = read_sig("4.5 mg hs Mon/Wed/Fri #12 caps")
    assert [(phase.days, phase.weekdays) for phase in found.regimen] == [(28, ("mon", "wed", "fri"))]
    assert "Days reckoned from 12 capsules, 1 a dose, 3 doses a week." in found.notes
