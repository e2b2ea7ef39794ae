"""The reader of finished sheets: every number of the plan on a sheet is read back, and a sheet with another one is not printed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from documents_support import (
    capsules,
    capsules_twice_daily,
    every_dispensing,
    liquid,
    liquid_three_phases,
    nightly,
    spanish,
    twice_daily_liquid,
    two_strengths,
    weekly_steps,
    with_plan,
)

from ldn_calc.documents import readback_sheet
from ldn_calc.documents.readback import ReadbackError
from ldn_calc.documents.readback_sheet import check_sheet, sheet_differences
from ldn_calc.documents.sheet import render
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.quantities.values import Volume

SHEETS = {
    "nightly": (nightly(), SheetForm.FULL),
    "weekly steps in Spanish": (spanish(weekly_steps()), SheetForm.SHORT),
    "twice daily": (twice_daily_liquid(), SheetForm.LARGE),
    "capsules in Spanish": (spanish(capsules_twice_daily()), SheetForm.FULL),
    "two strengths": (two_strengths(), SheetForm.FULL),
}


@cache
def drawn_on(name: str):
    """What is drawn on a sheet, with its dispensing."""
    made, form = SHEETS[name]
    made = replace(made, choices=PaperChoices(sheet=form))
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "check_sheet", lambda drawn, _: found.extend(drawn))
        render.render_sheet(made)
    return found, made


def changed(drawn, place, old, new):
    """The same with one run of text changed."""
    return [each._replace(text=each.text.replace(old, new, 1)) if at == place else each for at, each in enumerate(drawn)]


DUE = re.compile(r"\d+(?:\.\d+)?(?=\s(?:m[gL]|capsules?|cápsulas?|Nov|Dec|Jan|nov|dic|ene)\b)")
NOT_THE_PLANS = re.compile(r"50\smg|(?:used|usó)\s6\smg|Printed|Impresa|born|Card made|[0-9]{4}\.$")
"""What no plan says: other tablets, the day of printing, a birthday, the day of the card, studies."""


@pytest.mark.parametrize("name", SHEETS)
def test_no_number_of_a_dose_or_a_date_can_change_unseen(name):
    drawn, made = drawn_on(name)
    assert list(sheet_differences(drawn, made)) == []
    due = [place for place, each in enumerate(drawn) if DUE.search(each.text) and not NOT_THE_PLANS.search(each.text)]
    places = [place for at, place in enumerate(due) if drawn[place].size > 11 or at % 4 == 0]
    assert len(places) > 20
    for place in places:
        number = DUE.search(drawn[place].text)[0]
        assert list(sheet_differences(changed(drawn, place, number, f"{float(number) + 1:g}"), made)), drawn[place].text


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("nightly", "Monday\u00a014\u00a0Dec", "Tuesday\u00a015\u00a0Dec", "a call by 2026-12-15, not 2026-12-14"),
        ("nightly", "A little will be left", "Nothing will be left", "what is done with what is left over"),
        ("nightly", "22\u00a0Dec", "23\u00a0Dec", "the next bottle on 2026-12-23"),
        ("nightly", "at\u00a0bedtime", "in\u00a0the\u00a0morning", "a dose on 2026-11-22 morning"),
        ("capsules in Spanish", "90\u00a0cápsulas", "80\u00a0cápsulas", "not 90 capsules"),
        ("capsules in Spanish", "20\u00a0mayo\u00a02027", "21\u00a0mayo\u00a02027", "the last day of use"),
    ],
)
def test_the_difference_is_named(name, old, new, found):
    drawn, made = drawn_on(name)
    places = [place for place, each in enumerate(drawn) if old in each.text]
    assert places
    said = [line for place in places for line in sheet_differences(changed(drawn, place, old, new), made)]
    assert any(found in line for line in said), said


def test_a_sheet_that_says_another_thing_than_the_plan_is_not_printed():
    drawn, made = drawn_on("nightly")
    (place,) = [place for place, each in enumerate(drawn) if "Monday\u00a014\u00a0Dec" in each.text]
    with pytest.raises(ReadbackError, match="a call by 2026-12-13"):
        check_sheet(changed(drawn, place, "14", "13"), made)
    ((name, bottle),) = made.plan.products.items()
    other = with_plan(made, products={name: replace(bottle, amount=Volume.of(135))})
    with pytest.raises(ReadbackError, match="what is left over"):
        check_sheet(drawn, other)


@pytest.mark.parametrize("form", SheetForm)
def test_every_kind_of_plan_is_read_back(form, monkeypatch):
    read = []
    real = readback_sheet.sheet_differences
    monkeypatch.setattr(readback_sheet, "sheet_differences", lambda *given: read.append(given) or real(*given))
    short = liquid([(5, [("1.5 mg", "bedtime")])], 5)
    long = capsules([(90, [("4.5 mg", "bedtime")])], {"4.5 mg": {"4.5 mg": 1}})
    for made in (*list(every_dispensing().values())[::4], short, spanish(long), spanish(liquid_three_phases())):
        render.render_sheet(replace(made, choices=PaperChoices(sheet=form)))
    assert len(read) > 5
