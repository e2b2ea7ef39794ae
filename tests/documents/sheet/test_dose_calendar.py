from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from documents_support import (
    between_marks,
    capsules,
    capsules_twice_daily,
    liquid,
    liquid_three_phases,
    nightly,
    spanish,
    twice_daily_liquid,
    two_strengths,
    weekly_steps,
    with_plan,
)

from ldn_calc.application.pharmacy.own_formulary import merge_own_rows
from ldn_calc.documents.sheet.content import sheet_content
from ldn_calc.documents.sheet.dose_calendar import CalendarDay, DoseCalendar
from ldn_calc.documents.words.bottle_end import call_by
from ldn_calc.documents.words.runs import plain
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.quantities.values import Volume
from ldn_calc.reading.objects import Problems


def calendar_of(made) -> DoseCalendar:
    return sheet_content(made).calendar


def days(calendar: DoseCalendar) -> list[CalendarDay]:
    return [day for week in calendar.weeks for day in week]


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def ends(calendar: DoseCalendar) -> list[str]:
    return [spaced(plain(runs)) for runs in calendar.end.words]


def test_every_day_of_the_fill_has_its_dose_and_each_new_dose_its_band():
    calendar = calendar_of(liquid_three_phases())
    cells = days(calendar)
    assert spaced(calendar.heading) == "Your dose each day, 22 Nov to 26 Dec 2026"
    assert calendar.weekdays == ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    assert [spaced(cell.date) for cell in cells][:9:8] == ["22 Nov", "30 Nov"]
    assert [spaced(cell.doses[0].number) for cell in cells] == ["1.5 mL"] * 14 + ["3 mL"] * 14 + ["4.5 mL"] * 7
    assert {spaced(cell.date): cell.band for cell in cells if cell.band} == {
        "22 Nov": "START",
        "6 Dec": "NEW DOSE",
        "20 Dec": "NEW DOSE",
    }
    assert [spaced(line) for line in cells[-1].doses[0].lines] == ["= 4.5 mg", "3 mL, then", "1.5 mL"]


def test_weeks_begin_on_sunday_and_days_outside_the_fill_are_empty():
    cells = days(calendar_of(between_marks()))
    assert [bool(cell.doses) for cell in cells[:7]] == [False] * 6 + [True]
    assert spaced(cells[6].date) == "28 Nov"
    assert len(cells) % 7 == 0
    assert sum(bool(cell.doses) for cell in cells) == 28


def test_spanish_days_and_bands():
    calendar = calendar_of(spanish(liquid_three_phases()))
    assert calendar.weekdays == ("domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado")
    assert [cell.band for cell in days(calendar) if cell.band] == ["EMPIEZA", "DOSIS NUEVA", "DOSIS NUEVA"]
    assert spaced(calendar.heading) == "Su dosis cada día, del 22 nov al 26 dic 2026"


def test_two_doses_a_day_are_two_lines_in_words():
    doses = days(calendar_of(capsules_twice_daily()))[0].doses
    assert [(dose.when, dose.number) for dose in doses] == [("morning", "1"), ("bedtime", "2")]
    doses = days(calendar_of(spanish(twice_daily_liquid())))[0].doses
    assert [(dose.when, spaced(dose.number)) for dose in doses] == [("en la mañana", "1 mL"), ("al acostarse", "1.5 mL")]


def test_two_strengths_are_told_apart_each_day():
    cells = days(calendar_of(two_strengths()))
    assert (cells[-1].doses[0].number, cells[-1].doses[0].unit) == ("", "")
    assert [spaced(words) for words in cells[-1].doses[0].strengths] == ["1 of 3 mg", "1 of 0.5 mg"]
    assert [spaced(line) for line in cells[-1].doses[0].lines] == ["= 3.5 mg"]


def test_a_day_with_several_syringes_names_the_one_it_takes():
    cells = days(calendar_of(weekly_steps()))
    assert [spaced(cell.doses[0].syringe) for cell in cells][::14] == ["1 mL syringe", "3 mL syringe", "3 mL syringe"]
    assert {cell.doses[0].syringe for cell in days(calendar_of(nightly())) if cell.doses} == {""}
    assert spaced(days(calendar_of(spanish(weekly_steps())))[0].doses[0].syringe) == "jeringa 1 mL"


def test_only_the_dose_that_changes_is_new():
    steps = [(7, [("1 mg", "morning"), ("1.5 mg", "bedtime")]), (7, [("1 mg", "morning"), ("3 mg", "bedtime")])]
    made = liquid([*steps, (7, [("3 mg", "bedtime")]), (7, [("1 mg", "morning"), ("3 mg", "bedtime")])], 28)
    cells = [cell for cell in days(calendar_of(made)) if cell.band]
    assert [[dose.band for dose in cell.doses] for cell in cells] == [
        ["START", "START"],
        ["", "NEW DOSE"],
        ["NEW DOSE"],
        ["NEW DOSE", ""],
    ]


def test_a_year_that_changes_is_named_twice():
    assert spaced(calendar_of(two_strengths()).heading) == "Your dose each day, 22 Nov 2026 to 2 Jan 2027"


def test_a_constant_dose_of_over_eight_weeks_is_shown_for_five():
    made = capsules([(90, [("4.5 mg", "bedtime")])], {"4.5 mg": {"4.5 mg": 1}})
    calendar = calendar_of(made)
    assert len(calendar.weeks) == 5
    assert spaced(plain(calendar.same)) == "Take the same dose each day to Friday 19 Feb."
    made = capsules([(56, [("4.5 mg", "bedtime")])], {"4.5 mg": {"4.5 mg": 1}})
    assert len(calendar_of(made).weeks) == 8
    assert calendar_of(made).same == ()


def test_the_bottles_end_and_the_next_part():
    assert ends(calendar_of(liquid_three_phases())) == [
        "A little will be left after your last dose on Saturday 26 Dec. Do not take it. Throw it away.",
        "This bottle is for 35 days of your 56-day plan. Your last dose from it is on Saturday 26 Dec. "
        "Call us by Saturday 19 Dec for the next bottle. You start it on Sunday 27 Dec. "
        "The next label tells you how much to take.",
    ]
    lasts = "This bottle is for 30 days. Your last dose from it is on Monday 21 Dec."
    assert ends(calendar_of(nightly())) == [
        "A little will be left after your last dose on Monday 21 Dec. Do not take it. Throw it away.",
        f"{lasts} Call us by Monday 14 Dec if you need more. You start the next bottle on Tuesday 22 Dec.",
    ]
    assert ends(calendar_of(nightly(refills=0)))[1] == lasts
    assert calendar_of(nightly(refills=0)).end.following_head == "How long it lasts"
    assert ends(calendar_of(two_strengths()))[1].startswith("These bottles are for 42 days. Your last dose from them is on ")


def test_steps_are_not_started_over_at_their_end():
    (_, more) = ends(calendar_of(liquid([(14, [("1.5 mg", "bedtime")]), (14, [("3 mg", "bedtime")])], 28)))
    assert more.endswith("Do not start the steps over. We will ask your prescriber which dose comes next.")
    assert "next bottle" not in more


def test_what_is_left_is_told_only_where_something_is():
    exact = nightly()
    ((name, bottle),) = exact.plan.products.items()
    for amount, is_left in ((135, False), (200, True)):
        made = with_plan(exact, products={name: replace(bottle, amount=Volume.of(amount))})
        assert ("Some will be left after your last dose on" in ends(calendar_of(made))[0]) is is_left
        assert ("left" in ends(calendar_of(made))[0]) is is_left
    assert (
        "Just what you need: 90 capsules. If some are left after Monday 21 Dec, do not take more to catch up. Call us."
        in (ends(calendar_of(capsules_twice_daily()))[0])
    )
    assert "Justo lo que necesita: 90 cápsulas." in ends(calendar_of(spanish(capsules_twice_daily())))[0]


@pytest.mark.parametrize("days_back", range(40))
def test_the_day_to_call_by_leaves_a_week_is_no_sunday_and_is_still_to_come(days_back):
    first, last = date(2026, 11, 1), date(2026, 12, 31)
    today = last - timedelta(days_back)
    found = call_by(first, last, today, 7)
    assert (found is None) == (days_back <= 7)
    for ending in (last + timedelta(number) for number in range(14)):
        for days in (3, 7, 10):
            by = call_by(first, ending, date(2026, 1, 1), days)
            assert by is not None
            assert by.weekday() != 6
            assert days <= (ending - by).days <= days + 1


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("length", range(1, 12))
def test_a_call_is_never_before_the_first_dose_nor_in_the_past(length, weekday):
    first = date(2026, 11, 23) + timedelta(weekday)
    last = first + timedelta(length - 1)
    for today in (first - timedelta(9), first, first + timedelta(2)):
        found = call_by(first, last, today, 7)
        if found is not None:
            assert first <= found <= last - timedelta(7)
            assert found > today
            assert found.weekday() != 6
        else:
            assert length <= 8 or today >= first + timedelta(length - 9)


def test_the_days_in_hand_are_the_pharmacys():
    made = nightly()
    rows = copy.deepcopy(dict(made.formulary.rows))
    rows["policies"]["defaults"]["call_days_before_last_dose"] = 12
    assert "Call us by Wednesday 9 Dec if" in ends(calendar_of(replace(made, formulary=Formulary(rows))))[1]
    assert "Call us by Monday 14 Dec if" in ends(calendar_of(made))[1]


@pytest.mark.parametrize(("days", "is_taken"), [(1, True), (60, True), (0, False), (61, False), ("7 days", False)])
def test_the_pharmacys_own_days_in_hand_are_between_1_and_60(days, is_taken):
    problems = Problems()
    own = {"policies": {"defaults": {"call_days_before_last_dose": days}}}
    formulary = merge_own_rows(shipped_formulary().rows, own, problems)
    if is_taken:
        assert formulary.policy_count("defaults", "call_days_before_last_dose") == days
    else:
        (error,) = problems.errors
        assert error.path == "policies.defaults.call_days_before_last_dose"


def test_a_bottle_of_a_few_days_says_to_call_now():
    made = liquid([(5, [("1.5 mg", "bedtime")])], 5)
    assert "Call us now if you need more." in ends(calendar_of(made))[1]
    made = liquid([(40, [("1.5 mg", "bedtime")])], 5)
    assert "Call us now for the next bottle. You start it on Friday 27 Nov." in ends(calendar_of(made))[1]
    late = replace(nightly(), printed_at=datetime(2026, 12, 15, 9, 30))
    assert "Call us now" in ends(calendar_of(late))[1]


def later_fill(from_day: int):
    """The last part of 14 days of 3 mg in a plan whose second dose begins on day 15."""
    made = liquid([(14, [("1.5 mg", "bedtime")]), (28, [("3 mg", "bedtime")])], 42)
    doses = (replace(made.plan.doses[1], from_date=date(2026, 12, 20), to_date=date(2027, 1, 2), count=14),)
    supply = replace(made.plan.supply, from_day=from_day, days_covered=14, fill=2)
    request = replace(made.request, fill=replace(made.request.fill, number=2, from_day=from_day))
    return with_plan(replace(made, request=request), doses=doses, supply=supply)


def test_a_later_fill_begins_with_a_new_bottle_or_a_new_dose():
    assert [cell.band for cell in days(calendar_of(later_fill(29))) if cell.band] == ["NEW BOTTLE"]
    assert [cell.band for cell in days(calendar_of(later_fill(15))) if cell.band] == ["NEW DOSE"]
    left, following = ends(calendar_of(later_fill(29)))
    assert left == "Some will be left after your last dose on Saturday 2 Jan. Do not take it. Throw it away."
    assert following.startswith(
        "This bottle is for the last 14 days of your 42-day plan. Your last dose from it is on Saturday 2 Jan. "
    )


def test_another_time_of_day_is_said_each_day_and_framed():
    made = liquid([(7, [("1.5 mg", "bedtime")]), (7, [("1.5 mg", "morning")]), (7, [("3 mg", "morning")])], 21)
    cells = days(calendar_of(made))
    assert [cell.band for cell in cells if cell.band] == ["START", "NEW TIME", "NEW DOSE"]
    assert [spaced(cell.doses[0].lines[1]) for cell in cells][::7] == ["at bedtime", "in the morning", "in the morning"]


def test_a_phase_that_only_goes_on_has_no_band():
    made = liquid([(7, [("1.5 mg", "bedtime")]), (7, [("1.5 mg", "bedtime")])], 14)
    assert [cell.band for cell in days(calendar_of(made)) if cell.band] == ["START"]


def test_a_later_fill_that_begins_a_phase_marks_only_the_dose_that_changes():
    steps = [(14, [("1 mg", "morning"), ("1.5 mg", "bedtime")]), (28, [("1 mg", "morning"), ("3 mg", "bedtime")])]
    made = liquid(steps, 42)
    second = [dose for dose in made.plan.doses if dose.phase == 2]
    doses = tuple(replace(dose, from_date=date(2026, 12, 20), to_date=date(2027, 1, 16)) for dose in second)
    supply = replace(made.plan.supply, from_day=15, days_covered=28, fill=2)
    request = replace(made.request, fill=replace(made.request.fill, number=2, from_day=15))
    made = with_plan(replace(made, request=request), doses=doses, supply=supply)
    (cell,) = [cell for cell in days(calendar_of(made)) if cell.band]
    assert [dose.band for dose in cell.doses] == ["NEW BOTTLE", "NEW DOSE"]
