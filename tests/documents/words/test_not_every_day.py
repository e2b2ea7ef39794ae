"""Doses that are not of every day on label and sheet, in both languages: the words, the days marked, a label that lacks them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from order_support import ABSENT, changed
from pdf_pages import flat, read_pages

from ldn_calc.application.papers.printed import render_paper
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.documents.readback import ReadbackError
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.documents.words.days_taken import days_taken
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language

CLOCK = datetime(2026, 11, 22, 9, 30)  # a Sunday
DOVER = Settings(Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142"))
EN, ES = Language.ENGLISH, Language.SPANISH
OTHER = {"every": 2}
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def night(dose: str) -> list[dict]:
    return [{"dose": dose, "when": "bedtime"}]


def liquid(*regimen: dict, language: str = "en") -> Planned:
    paths = {"rx.regimen": list(regimen), "rx.patient.language": language}
    return plan_request(json.dumps(changed(paths)), CLOCK, shipped_formulary())


def capsules(*regimen: dict, **preparation: object) -> Planned:
    paths = {"rx.form": "capsule", "preparation.concentration": ABSENT, "rx.regimen": list(regimen)}
    return plan_request(
        json.dumps(changed(paths | {f"preparation.{key}": value for key, value in preparation.items()})), CLOCK, shipped_formulary()
    )


def said(paper: str, planned: Planned, language: Language = EN, choices: PaperChoices | None = None) -> str:
    return flat(
        " ".join(
            page.drawn if paper == "sheet" else page.text
            for page in read_pages(render_paper(paper, planned, DOVER, CLOCK, language, choices))
        )
    )


@pytest.mark.parametrize(
    ("rhythm", "english", "spanish"),
    [
        (OTHER, "22 Nov to 18 Dec, every other day", "22 nov al 18 dic, cada 2 días"),
        ({"every": 3}, "22 Nov to 19 Dec, every 3 days", "22 nov al 19 dic, cada 3 días"),
        ({"every": 7}, "22 Nov to 13 Dec, every 7 days", "22 nov al 13 dic, cada 7 días"),
        (
            {"weekdays": ["mon", "wed", "fri"]},
            "23 Nov to 18 Dec, only Monday, Wednesday and Friday",
            "23 nov al 18 dic, solo lunes, miércoles y viernes",
        ),
        ({"weekdays": WEEK[:5]}, "23 Nov to 18 Dec, only Monday to Friday", "23 nov al 18 dic, solo de lunes a viernes"),
        ({"weekdays": ["sat", "sun"]}, "22 Nov to 19 Dec, only Saturday and Sunday", "22 nov al 19 dic, solo sábado y domingo"),
        ({"weekdays": ["tue"]}, "24 Nov to 15 Dec, only Tuesday", "24 nov al 15 dic, solo martes"),
    ],
)
def test_the_label_says_on_which_days_in_both_languages(rhythm, english, spanish):
    planned = liquid({"days": 28, "take": night("3 mg")} | rhythm)
    assert english in said("label", planned)
    assert spanish in said("label", planned, ES)
    assert english in said("label", planned, ES)  # and again in English for carers


def test_doses_in_turn_are_two_lines_with_their_days():
    planned = liquid({"days": 28, "take": night("1.5 mg")} | OTHER, {"days": 28, "alternates": True, "take": night("3 mg")} | OTHER)
    label = said("label", planned)
    due = ["22 Nov to 18 Dec, every other day:", "1.5 mL (1.5 mg)", "23 Nov to 19 Dec, every other day:", "3 mL (3 mg)"]
    places = [label.index(words) for words in due]
    assert places == sorted(places)


def test_a_label_of_doses_in_turn_sends_to_the_next_label_for_the_days_between():
    """ "Then see the next label" would be read as the end of this one's dose."""
    pair = {"days": 28, "take": night("1.5 mg")} | OTHER, {"days": 28, "alternates": True, "take": night("4.5 mg")} | OTHER
    planned = liquid(*pair)
    for language, words, then in ((EN, "On the days between", "Then see"), (ES, "Los días intermedios", "Luego vea")):
        label = said("label", planned, language, PaperChoices(stock="roll-3x2"))
        assert words in label
        assert then not in label


@pytest.mark.parametrize("language", [EN, ES])
@pytest.mark.parametrize("form", list(SheetForm))
@pytest.mark.parametrize("rhythm", [OTHER, {"every": 5}, {"weekdays": ["mon", "tue", "thu"]}, {"weekdays": WEEK[:5]}])
def test_the_sheet_has_a_box_for_each_day_of_a_dose_and_none_for_another(rhythm, form, language):
    planned = capsules({"days": 28, "take": night("3 mg")} | rhythm)
    pages = read_pages(render_paper("sheet", planned, DOVER, CLOCK, language, PaperChoices(sheet=form)))
    boxes = {SheetForm.FULL: 11.0, SheetForm.SHORT: 10.0, SheetForm.LARGE: 17.0}[form]
    drawn = [each for page in pages for each in page.rects]
    squares = [each for each in drawn if abs(each["width"] - boxes) < 0.3 and abs(each["height"] - boxes) < 0.3]
    assert len(squares) == planned.plan["doses"][0]["count"]


@pytest.mark.parametrize("language", [EN, ES])
def test_the_sheet_names_the_days_beside_the_dose_and_promises_no_dose_each_day(language):
    sheet = said("sheet", liquid({"days": 28, "take": night("3 mg")} | OTHER), language)
    assert {EN: "every other day", ES: "cada 2 días"}[language] in sheet
    assert {EN: "Your dose each day", ES: "Su dosis cada día"}[language] not in sheet


@pytest.mark.parametrize("stock", ["roll-4x2", "zebra-4x6", "roll-2.25x1.25", "dymo-30252", "avery-5160", "avery-5163"])
@pytest.mark.parametrize("language", [EN, ES])
def test_every_stock_takes_it_or_refuses_it_in_words(stock, language):
    planned = liquid({"days": 14, "weekdays": ["mon", "wed", "sat"], "take": night("1.5 mg")}, {"days": 14, "take": night("3 mg")})
    try:
        label = said("label", planned, language, PaperChoices(stock=stock))
    except PaperError as error:
        assert "use a larger stock" in str(error)  # noqa: PT017
        assert stock not in ("roll-4x2", "zebra-4x6")
        return
    for day in {EN: ("Monday", "Wednesday", "Saturday"), ES: ("lunes", "miércoles", "sábado")}[language]:
        assert day in label


@pytest.mark.parametrize("language", [EN, ES])
@pytest.mark.parametrize("rhythm", [OTHER, {"every": 4}, {"weekdays": ["mon", "fri"]}, {"weekdays": WEEK[1:5]}])
def test_a_label_without_its_days_is_not_printed(rhythm, language, monkeypatch):
    """The words of the days lost on the way: read back, the label says a dose for every day."""
    planned = liquid({"days": 28, "take": night("3 mg")} | rhythm)
    said("label", planned, language)
    monkeypatch.setattr("ldn_calc.documents.words.directions.rhythm_words", lambda _dose, _wording: "")
    with pytest.raises(ReadbackError, match="not planned: 3 "):
        said("label", planned, language)


def test_a_label_of_other_days_is_not_printed(monkeypatch):
    planned = liquid({"days": 28, "take": night("3 mg")} | OTHER)
    monkeypatch.setattr("ldn_calc.documents.words.directions.rhythm_words", lambda _dose, _wording: "every 3 days")
    with pytest.raises(ReadbackError, match="left out: 3 "):
        said("label", planned)


def test_two_bottles_each_say_on_which_days():
    planned = capsules(
        {"days": 14, "take": night("1.5 mg")} | OTHER,
        {"days": 14, "alternates": True, "take": night("4 mg")} | OTHER,
        capsule_strengths=["4 mg", "1.5 mg"],
    )
    label = said("label", planned)
    assert label.count("every other day") >= 2
    assert "none" in label


def test_a_part_that_goes_on_is_marked_from_its_own_first_dose():
    request = changed({"rx.regimen": [{"days": 84, "take": night("3 mg")} | OTHER], "fill": {"number": 2, "from_day": 36}})
    request["rx"] |= {"first_dose_on": "2026-11-22", "refills": 3}
    planned = plan_request(json.dumps(request), CLOCK, shipped_formulary())
    assert planned.plan["doses"][0]["from_date"] == "2026-11-23"
    assert "23 Nov to 25 Dec, every other day" in said("label", replace(planned, result=planned.result | {"status": "ready"}))


def test_doses_in_turn_are_no_steps_that_must_not_be_begun_again():
    pair = {"days": 28, "take": night("1.5 mg")} | OTHER, {"days": 28, "alternates": True, "take": night("3 mg")} | OTHER
    request = changed({"rx.regimen": list(pair), "rx.refills": 2})
    steps = changed({"rx.regimen": [{"days": 14, "take": night("1.5 mg")}, {"days": 14, "take": night("3 mg")}], "rx.refills": 2})
    in_turn, one_by_one = (said("sheet", plan_request(json.dumps(each), CLOCK, shipped_formulary())) for each in (request, steps))
    words = "Do not start the steps over"
    assert (words in in_turn, words in one_by_one) == (False, True)


def test_the_days_of_a_dose_are_those_of_the_plan():
    planned = liquid({"days": 28, "weekdays": ["mon", "thu"], "take": night("3 mg")})
    days = days_taken(planned.proved.doses[0])
    assert len(days) == planned.plan["doses"][0]["count"] == 8
    assert {day.weekday() for day in days} == {0, 3}
    assert days[0] == date(2026, 11, 23)
