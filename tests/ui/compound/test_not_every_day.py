"""On which days a phase is taken: chosen in the form, said under the rows, planned, shown in the plan, and undone."""

import json

import pytest
from PySide6.QtWidgets import QLabel
from window_drivers.planned import NOW
from window_drivers.presented import Page

from ldn_calc.application.plan.as_made import as_made
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.drawing.shapes import Words
from ldn_calc.formulary.formulary import shipped_formulary
from ui.compound.form.regimen_section import RegimenSection
from ui.compound.made.rows import made_lines
from ui.compound.plan.rows import dose_rows, drawing_captions
from ui.compound.plan.view import PlanView

MONDAYS = {"weekdays": ["mon", "wed", "fri"]}


def phases(page):
    return json.loads(page.presenter.document_text())["rx"]["regimen"]


def plain(words):
    return words.replace("\u00a0", " ")


def test_a_phase_is_taken_every_other_day_and_every_day_again():
    page = Page()
    page.load("01")
    before = page.plan.planned.plan["doses"][0]["count"]
    page.presenter.set_rhythm(0, {"every": 2})
    assert phases(page)[0]["every"] == 2
    assert page.plan.planned.plan["doses"][0]["count"] == -(-before // 2)
    page.presenter.set_rhythm(0, {})
    assert "every" not in phases(page)[0]
    assert page.plan.planned.plan["doses"][0]["count"] == before


def test_it_is_undone_like_any_change_of_the_rows():
    page = Page()
    page.load("01")
    before = phases(page)
    page.presenter.set_rhythm(0, MONDAYS)
    assert page.form.undo == "Days of phase 1 changed."
    page.presenter.undo_regimen()
    assert phases(page) == before


def test_in_turn_with_the_phase_before_shares_its_days():
    page = Page()
    page.load("02")
    page.presenter.set_rhythm(1, {"every": 2, "alternates": True})
    first, second = phases(page)[:2]
    assert first["every"] == second["every"] == 2
    assert second["alternates"] is True
    assert second["days"] == first["days"]
    assert page.plan.stale is None
    page.presenter.set_rhythm(0, {})
    assert "alternates" not in phases(page)[1]


def test_the_total_counts_the_days_on_which_it_is_taken():
    page = Page()
    page.load("02")
    page.presenter.set_rhythm(2, {"every": 2})
    assert page.form.words == "94.5 mg naltrexone hydrochloride in 42 days"


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        ({"every": 2}, "Phase 1: every other day."),
        ({"every": 5}, "Phase 1: every 5 days."),
        (MONDAYS, "Phase 1: only Monday, Wednesday and Friday."),
        ({}, ""),
    ],
)
def test_the_form_says_it_under_the_rows(qtbot, phase, words):
    section = RegimenSection()
    qtbot.addWidget(section)
    section.show()
    section.show_phases([{"days": 28, "take": [{"dose": "3 mg", "when": "bedtime"}]} | phase])
    shown = section.findChild(QLabel, "regimen.rhythms")
    assert shown.text() == words
    assert shown.isVisible() is bool(words)


def test_the_plan_numbers_the_days_from_the_fill_s_first_and_says_which():
    page = Page()
    document = page.planned_of("01").request.document
    request = json.loads(json.dumps(document))
    request["rx"]["regimen"] = [{"days": 28, "take": [{"dose": "3 mg", "when": "bedtime"}]} | MONDAYS]
    planned = plan_request(json.dumps(request), NOW, shipped_formulary())
    [row] = dose_rows(planned.proved, planned.request.rx.first_dose_on)
    assert plain(row.dates) == "23 Nov to 18 Dec 2026, only Monday, Wednesday and Friday"
    assert row.days == "2 to 27"


@pytest.mark.parametrize("form", ["liquid", "capsule"])
def test_what_stands_over_the_drawings_and_what_was_really_made_name_the_days_too(form):
    request = json.loads(json.dumps(Page().planned_of("01" if form == "liquid" else "02").request.document))
    takes = [{"dose": "1.5 mg", "when": "morning"}, {"dose": "3 mg", "when": "bedtime"}]
    request["rx"]["regimen"] = [{"days": 14, "take": takes, "every": 2}, {"days": 14, "take": takes[1:]} | MONDAYS]
    planned = plan_request(json.dumps(request), NOW, shipped_formulary())
    captions = [plain(drawing_captions(planned.proved, row)[0]) for row in dose_rows(planned.proved)]
    taken = {"liquid": ("fill to 1.5 mL", "fill to 3 mL", "fill to 3 mL"), "capsule": ("1 capsule", "2 capsules", "2 capsules")}
    assert [each.partition(": ")[2] for each in captions] == list(taken[form])
    assert [each.partition(": ")[0] for each in captions] == [
        "Days 1 to 13, every other day in the morning",
        "Days 1 to 13, every other day at bedtime",
        "Days 16 to 27, only Monday, Wednesday and Friday at bedtime",
    ]
    answer = as_made(planned.text, json.dumps(planned.result), {"steps": []}, planned.formulary)
    assert [plain(line).partition(":")[0] for line in made_lines(answer, planned.plan["doses"]) if line.startswith("Dose")] == [
        "Dose of 1.5 mg in the morning, every other day",
        "Dose of 3 mg at bedtime, every other day",
        "Dose of 3 mg at bedtime, only Monday, Wednesday and Friday",
    ]


def test_an_error_of_the_days_is_said_at_the_phase():
    page = Page()
    request = json.loads(json.dumps(page.planned_of("01").request.document))
    request["rx"]["regimen"][0]["every"] = 9
    page.presenter.load(request)
    assert "2 to 7" in page.form.errors["rx.regimen[0].days"]


@pytest.mark.parametrize("form", ["liquid", "capsule"])
def test_a_caption_that_is_wider_than_its_drawing_takes_more_lines_and_loses_no_word(qtbot, form):
    request = json.loads(json.dumps(Page().planned_of("01" if form == "liquid" else "02").request.document))
    request["rx"]["regimen"] = [
        {"days": 28, "take": [{"dose": "1.5 mg", "when": "bedtime"}], "weekdays": ["mon", "tue", "thu", "sat"]}
    ]
    planned = plan_request(json.dumps(request), NOW, shipped_formulary())
    view = PlanView(clock=lambda: NOW)
    qtbot.addWidget(view)
    view.show_planned(planned)
    [said] = drawing_captions(planned.proved, dose_rows(planned.proved, planned.request.rx.first_dose_on)[0])
    for width, lines in ((330, 3), (1500, 1)):
        words = [
            "".join(piece.text for piece in shape.runs)
            for drawing in view.body.drawing._made_for(width)
            for shape in drawing.shapes
            if isinstance(shape, Words) and any(piece.bold for piece in shape.runs) and any(map(str.isalpha, shape.runs[0].text))
        ]
        assert len([each for each in words if "mL" not in each or "fill" in each]) == lines
        assert " ".join(words).startswith(said if lines == 1 else said.replace(":", ""))
