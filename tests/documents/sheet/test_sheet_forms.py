"""The sheet's three forms: what each says, and in which order it is read."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest
from documents_support import (
    between_marks,
    capsule_titration,
    capsules,
    capsules_twice_daily,
    every_dispensing,
    liquid,
    liquid_three_phases,
    nightly,
    practice,
    spanish,
    two_strengths,
)
from pdf_pages import information
from sheet_support import flat, in_form, plumbed, texts

from ldn_calc.documents.drawing.shapes import Rect, Role
from ldn_calc.documents.sheet.content import sheet_content
from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.sheet.short_layout import ORDER
from ldn_calc.documents.values.choices import SheetForm
from ldn_calc.documents.words.runs import plain

TOO = ("capsule titration", "twice daily liquid")
SHORT_FILL = liquid([(7, [("1.5 mg", "bedtime")]), (7, [("4.5 mg", "bedtime")])], 14)
OF_ONE = {"1.5 mg": {"1.5 mg": 1, "3 mg": 2, "4.5 mg": 3}}
CONSTANT = capsules([(90, [("4.5 mg", "bedtime")])], {"4.5 mg": {"4.5 mg": 1}}, indication="ms")
ENOUGH = {name: made for name, made in every_dispensing().items() if name not in {"nine phases", "tablets", "base in Spanish"}}
EVERY = {**ENOUGH, "constant": CONSTANT, "practice": practice(nightly(), draft=True)}
EVERY |= {f"{name} in Spanish": spanish(made) for name, made in EVERY.items() if made.language == "en" and name in TOO}
MANY_STEPS = "twelve phases"
THREE_PAGES = {"three phases in Spanish", "twice daily liquid in Spanish"}
"""What one leaf does not hold: its title says how many pages it is."""
LED = {"side", "surgery", "preg", "overdose", "not_approved"}
"""Sections of the short form without a head of their own."""
OTHER_FORMS = (SheetForm.SHORT, SheetForm.LARGE)


@cache
def pages_of(name: str, form: SheetForm) -> list[str]:
    return texts(in_form(EVERY[name], form))


# -- What every form says ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", OTHER_FORMS)
@pytest.mark.parametrize("name", EVERY)
def test_title_box_every_dose_sections_and_card_are_read_in_their_order(name, form):
    made = in_form(EVERY[name], form)
    content = sheet_content(made)
    first, *others = pages_of(name, form)
    text = flat(" ".join([first, *(page.split(flat(content.printed[1]), 1)[1] for page in others)]))
    at = 0
    wanted = [content.title.patient, content.title.drug, plain(content.title.detail), content.box.heading]
    wanted += [plain(content.box.first), *(plain(words) for words in content.box.points[:3])]
    wanted += [f" {content.take.heading} "]
    for row in content.take.rows:
        dates = plain(row.dates) if flat(plain(row.dates)) in text else plain(row.short_dates)
        wanted += [dates, row.amount, row.holds, row.when, row.syringe, *row.notes]
    for words in wanted:
        at = text.index(flat(words), at)
    for words in content.box.points:
        assert flat(plain(words)) in text
    short = [section for key in ORDER if (section := content.section(key))]
    for section in short if form is SheetForm.SHORT else content.sections:
        if form is SheetForm.LARGE or section.key not in LED:
            at = text.index(f" {section.heading} ", at)
        for paragraph in section.paragraphs:
            words = flat(plain(paragraph.runs))
            assert "(p" in words or words in text, words
    assert (content.wallet.head in text) is (form is SheetForm.LARGE)


@pytest.mark.parametrize("form", OTHER_FORMS)
@pytest.mark.parametrize("name", EVERY)
def test_every_page_of_a_form_names_patient_number_and_its_place(name, form):
    content = sheet_content(in_form(EVERY[name], form))
    pages = pages_of(name, form)
    for place, page in enumerate(pages, 1):
        assert flat(content.page_number(place, len(pages))) in page
        for words in (*content.bottle, *content.printed):
            assert flat(words) in page


@pytest.mark.parametrize("name", EVERY)
def test_two_pages_hold_all_that_matters_but_for_a_titration_in_many_steps(name):
    pages = pages_of(name, SheetForm.SHORT)
    if name.startswith(MANY_STEPS):
        assert 3 <= len(pages) <= 5
    elif name in THREE_PAGES:
        assert len(pages) == 3
        assert "3 p" in pages[0]
    else:
        assert len(pages) == 2


@pytest.mark.parametrize("form", SheetForm)
@pytest.mark.parametrize("made", [nightly(indication="ms"), capsule_titration(indication="crohn")], ids=["liquid", "capsules"])
def test_condition_and_evidence_left_off_stand_nowhere(made, form):
    for each in (made, spanish(made)):
        everything = " ".join(texts(in_form(each, form, condition=False))).lower()
        for word in (
            "sclerosis",
            "esclerosis",
            "crohn",
            "studies show",
            "muestran los estudios",
            "last checked",
            "última revisión",
        ):
            assert word not in everything
        if form is not SheetForm.SHORT:
            assert "does not say what it is for" in everything or "no dice para qué es" in everything


@pytest.mark.parametrize("form", SheetForm)
def test_a_later_first_dose_is_said_on_page_1_or_with_the_first_dose(form):
    pages = texts(in_form(between_marks(), form))
    page = next(page for page in pages if "Directions for use" in page)
    assert page.index("Directions for use") < page.index("Do not start before 28 Nov 2026") < page.index("Sat 28 Nov to Fri 25 Dec")
    assert form is SheetForm.SHORT or "START" in " ".join(pages)
    assert "27 Nov 2.25 mL" not in " ".join(pages)


# -- The days ----------------------------------------------------------------------------------------------------------


def test_the_calendar_is_read_row_by_row_each_day_with_its_dose():
    text = " ".join(texts(liquid_three_phases()))
    start = text.index("Sun Mon Tue Wed Thu Fri Sat")
    days = re.findall(r"([0-9]{1,2} (?:Nov|Dec)) ([0-9.]+ mL) = ([0-9.]+ mg)", text[start:])
    assert len(days) == 35
    assert [day for day, _, _ in days[:10]] == [*(f"{day} Nov" for day in range(22, 31)), "1 Dec"]
    assert [(mL, mg) for _, mL, mg in days] == [("1.5 mL", "1.5 mg")] * 14 + [("3 mL", "3 mg")] * 14 + [("4.5 mL", "4.5 mg")] * 7
    assert "20 Dec 4.5 mL = 4.5 mg 3 mL, then 1.5 mL" in text


def test_columns_are_read_one_after_the_other():
    page = " ".join(texts(nightly())).split("Important safety information", 1)[1]
    headings = ["Do not take this medicine if", "Tell us before you start if", "Danger of overdose", "Side effects", "What it does"]
    places = [page.index(f" {heading} ") for heading in headings]
    assert places == sorted(places)
    assert "we think that a low dose blocks these spots for only part of the day. your body" in page.lower()


def test_large_print_has_a_line_for_each_day_with_box_dose_and_mg():
    text = " ".join(texts(in_form(SHORT_FILL, SheetForm.LARGE))).split("Your dose each day", 1)[1]
    days = re.findall(r"(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) ([0-9]{1,2} (?:Nov|Dec)) ([0-9.]+ mL) = ([0-9.]+ mg)", text)
    assert len(days) == 14
    assert days[7:8] == [("29 Nov", "4.5 mL", "4.5 mg")]
    assert "29 Nov 4.5 mL = 4.5 mg 3 mL, then 1.5 mL" in text
    assert text.count("NEW DOSE") == 1


def test_where_a_line_a_day_takes_too_many_pages_the_large_calendar_has_weeks():
    pages = texts(in_form(liquid_three_phases(), SheetForm.LARGE))
    text = " ".join(pages).split("Your dose each day", 1)[1]
    days = re.findall(r"([0-9]{1,2} (?:Nov|Dec)) ([0-9.]+ mL) = ([0-9.]+ mg)", text)
    assert len(days) == 35
    assert "Sun Mon Tue Wed Thu Fri Sat" in text
    assert len(pages) <= 10


def test_two_times_a_day_are_two_columns_of_the_large_calendar():
    made = liquid([(9, [("1 mg", "morning"), ("1.5 mg", "bedtime")])], 9)
    pages = plumbed(in_form(made, SheetForm.LARGE))
    (page,) = (page for page in pages if page.search("Sat 28 Nov"))
    row = page.search("Sat 28 Nov")[0]["top"]
    morning, bedtime = (
        next(each for each in page.search(words) if each["top"] < row) for words in ("in the morning", "at bedtime")
    )
    doses = [char["x0"] for char in page.chars if abs(char["top"] - row) < 6 and char["x0"] > 170 and char["text"] == "1"]
    assert morning["x0"] < doses[0] < bedtime["x0"]
    assert max(doses) > bedtime["x0"]


def test_three_times_of_day_are_columns_in_the_order_of_the_day():
    made = capsules(
        [(7, [("1.5 mg", "morning"), ("3 mg", "bedtime")]), (7, [("3 mg", "evening")])], {"1.5 mg": {"1.5 mg": 1, "3 mg": 2}}
    )
    text = " ".join(texts(in_form(made, SheetForm.LARGE)))
    assert re.search("in the morning ?in the evening ?at bedtime", text)
    assert re.search("22 Nov 1 capsule = 1.5 mg 2 capsules = 3 mg", text)


def test_two_strengths_are_told_apart_on_every_line_of_the_large_calendar():
    text = " ".join(texts(in_form(two_strengths(), SheetForm.LARGE)))
    assert len(re.findall(r"1 of 3 mg 1 of 0.5 mg = 3.5 mg", text)) == 28


def test_two_doses_a_day_stand_under_their_signs_where_words_have_no_room_and_a_legend_says_what_they_are():
    pages = texts(spanish(capsules_twice_daily()))
    (page,) = (page for page in pages if "Su dosis cada día" in page)
    assert re.search("al acostarse ?en la mañana|en la mañana ?al acostarse", page)
    assert len(re.findall(r"[0-9]+ (?:nov|dic) 1 cápsula 1\.5 mg 2 cápsulas 3 mg", page)) == 30


def numbers(first, last):
    return " ".join(str(number) for number in range(first, last + 1))


def test_the_two_page_form_has_the_days_of_each_dose_with_it():
    text = " ".join(texts(in_form(liquid([(10, [("1.5 mg", "bedtime")]), (18, [("3 mg", "bedtime")])], 28), SheetForm.SHORT)))
    first = f"1.5 mL = 1.5 mg at bedtime 3 mL syringe Sun Mon Tue Wed Thu Fri Sat {numbers(22, 30)} 1"
    first += " mL 0.5 1 1.5 2 2.5 3 Fill to 1.5 mL"
    second = f"Wed 2 Dec to Sat 19 Dec 3 mL = 3 mg at bedtime 3 mL syringe Wed Thu Fri Sat Sun Mon Tue {numbers(2, 19)} mL"
    assert f"Sun 22 Nov to Tue 1 Dec {first} {second}" in text


def test_days_that_begin_on_another_weekday_have_their_weekdays_over_them():
    steps = [(10, [("1.5 mg", "bedtime")]), (5, [("3 mg", "bedtime")]), (13, [("4.5 mg", "bedtime")])]
    text = " ".join(texts(in_form(capsules(steps, OF_ONE), SheetForm.SHORT)))
    assert f"Wed Thu Fri Sat Sun {numbers(2, 6)} " in text


def test_days_that_begin_on_the_first_weekday_again_have_their_weekdays_over_them_under_days_that_do_not():
    steps = [(4, [("1.5 mg", "bedtime")]), (3, [("3 mg", "bedtime")]), (7, [("4.5 mg", "bedtime")])]
    text = " ".join(texts(in_form(capsules(steps, OF_ONE), SheetForm.SHORT)))
    assert f"Thu Fri Sat {numbers(26, 28)} " in text
    assert "Sun Mon Tue Wed Thu Fri Sat 29 30 1 " in text


def boxes(page):
    """The boxes to mark: drawn squares of 10 pt."""
    return [rect for rect in page.rects if abs(rect["width"] - 10) < 0.01 and abs(rect["height"] - 10) < 0.01]


def test_each_time_of_day_has_its_own_boxes_in_the_two_page_form():
    twice = [(14, [("1.5 mg", "morning"), ("1.5 mg", "bedtime")]), (14, [("1.5 mg", "morning"), ("3 mg", "bedtime")])]
    page = plumbed(in_form(capsules(twice, OF_ONE), SheetForm.SHORT))[0]
    rows = sorted(found["top"] for dates in ("Sun 22 Nov to Sat 5 Dec", "Sun 6 Dec to Sat 19 Dec") for found in page.search(dates))
    found = [box["top"] for box in boxes(page)]
    assert len(rows) == 4
    assert [sum(top < each < end for each in found) for top, end in pairwise([*rows, 792])] == [14] * 4


def test_three_times_of_day_and_two_strengths_have_room_in_large_print():
    steps = [(7, [("1.75 mg", "morning"), ("1.5 mg", "evening")]), (7, [("1.75 mg", "bedtime")])]
    made = capsules(steps, {"1.5 mg": {"1.75 mg": 1, "1.5 mg": 1}, "0.25 mg": {"1.75 mg": 1}})
    for each in (made, spanish(made)):
        text = " ".join(texts(in_form(each, SheetForm.LARGE)))
        assert len(re.findall(r"1 (?:of|de) 1.5 mg 1 (?:of|de) 0.25 mg (?:= )?1.75 mg", text)) == 14


@pytest.mark.parametrize("form", SheetForm)
def test_every_page_has_fill_lot_and_day_of_printing_and_sends_older_sheets_away(form):
    for made in (nightly(), spanish(nightly()), two_strengths()):
        words = ("fill 1, lot", "Printed 22 Nov 2026.", "Throw away older sheets for this medicine.")
        if made.language == "es":
            words = ("surtido 1, lote", "Impresa el 22 nov 2026.", "Tire las hojas anteriores de este medicamento.")
        for page in texts(in_form(made, form)):
            for each in (*words, made.plan.lot):
                assert each in page


def test_two_bottles_with_a_lot_each_have_both_on_every_page():
    made = two_strengths()
    lot = made.plan.lot
    for page in texts(made):
        assert f"{lot}-A and {lot}-B" in page


def mark_of(drawing):
    """Where the dose stands on a drawn syringe."""
    (mark,) = [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.fill is Role.DOSE]
    return mark.x


def test_a_syringe_without_words_over_it_shows_the_same_mark_as_with_them():
    made = liquid([(7, [(dose, "bedtime")]) for dose in ("3 mg", "3.5 mg", "4 mg", "4.5 mg")], 28)
    rows = sheet_content(made).take.rows
    assert [[mark_of(each) for each in row.bare] for row in rows] == [[mark_of(each) for each in row.drawings] for row in rows]
    assert [len({mark_of(each) for each in row.bare}) for row in rows] == [1, 2, 1, 2]


def test_the_days_to_mark_give_way_before_a_third_page_does():
    doses = ("0.5 mg", "1 mg", "1.5 mg", "2 mg", "2.5 mg")
    made = in_form(liquid([(7, [(dose, "bedtime")]) for dose in doses], 35, "160 mL"), SheetForm.SHORT)
    pages = plumbed(made)
    assert len(pages) == 2
    assert not boxes(pages[0])
    assert "Mark the box" not in texts(made)[0]
    assert "20 to 26 Dec" in texts(made)[0]


@pytest.mark.parametrize("language", ["en", "es"])
def test_six_weeks_of_capsule_steps_are_two_pages_whose_days_give_way(language):
    steps = [(7, [(dose, "bedtime")]) for dose in ("1.5 mg", "3 mg", "4.5 mg") * 2]
    made = capsules(steps, {"1.5 mg": {"1.5 mg": 1, "3 mg": 2, "4.5 mg": 3}})
    pages = plumbed(in_form(made if language == "en" else spanish(made), SheetForm.SHORT))
    assert len(pages) == 2
    assert len(boxes(pages[0])) == (42 if language == "en" else 0)


@pytest.mark.parametrize(
    ("first", "month", "days"),
    [("2027-02-01", "Feb", 28), ("2028-02-01", "Feb", 29), ("2027-04-01", "Apr", 30), ("2026-12-01", "Dec", 31)],
)
@pytest.mark.parametrize("form", SheetForm)
def test_a_month_has_as_many_days_as_it_has(first, month, days, form):
    made = liquid([(days, [("1.5 mg", "bedtime")])], days, first_dose_on=first)
    text = " ".join(texts(in_form(made, form)))
    if form is SheetForm.SHORT:
        assert re.search(rf"(?:[A-Z][a-z]{{2}} ){{7}}{numbers(1, days)} mL", text)
        return
    found = re.findall(rf"\b([0-9]{{1,2}}) {month}(?= 1\.5 mL)", text.split("Your dose each day", 1)[1])
    assert {int(day) for day in found} >= set(range(2, days))
    assert max(map(int, found)) <= days


# -- The document ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", SheetForm)
@pytest.mark.parametrize("language", ["en", "es"])
def test_bookmarks_lead_to_every_section_and_name_no_patient(form, language):
    made = in_form(nightly() if language == "en" else spanish(nightly()), form)
    content = sheet_content(made)
    document = pypdfium2.PdfDocument(render_sheet(made))
    entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    titles = [title for title, _ in entries]
    wanted = [content.title.drug, content.box.heading, content.take.heading]
    assert titles[:3] == wanted
    assert (titles[-1] == content.wallet.name) is (form is not SheetForm.SHORT)
    short = [section for key in ORDER if key not in LED and (section := content.section(key))]
    wanted = {section.heading for section in (short if form is SheetForm.SHORT else content.sections)}
    assert wanted < set(titles)
    pages = texts(made)
    for title, index in entries[:-1]:
        assert flat(title) in pages[index]
    assert [index for _, index in entries] == sorted(index for _, index in entries)
    assert not any("Okafor" in title for title in titles)


def test_the_document_tells_its_language_and_its_kind():
    for made, language, title in (
        (nightly(), b"/Lang (en)", "Patient sheet"),
        (spanish(nightly()), b"/Lang (es)", "Hoja del paciente"),
    ):
        document = render_sheet(made)
        assert language in document
        assert information(document)["Title"] == title


def test_each_form_gives_the_same_bytes_again():
    for form in SheetForm:
        assert render_sheet(in_form(nightly(), form)) == render_sheet(in_form(nightly(), form))
