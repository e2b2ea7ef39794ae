from __future__ import annotations

import re
from functools import cache

import pytest
from documents_support import (
    base_capsules,
    capsules,
    capsules_twice_daily,
    every_dispensing,
    liquid,
    liquid_three_phases,
    long_names,
    many_phases,
    nightly,
    practice,
    spanish,
)
from pdf_pages import Page, flat, information, read_pages
from sheet_support import texts

from ldn_calc.documents.sheet.content import sheet_content
from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.values.errors import MissingGlyph
from ldn_calc.documents.words.runs import plain

MILLIMETRE = 72 / 25.4
EVERY = {
    **every_dispensing(),
    "constant": capsules([(90, [("4.5 mg", "bedtime")])], {"4.5 mg": {"4.5 mg": 1}}, indication="ms"),
    "practice": practice(capsules_twice_daily(), draft=True),
    "Spanish capsules twice daily": spanish(capsules_twice_daily()),
}
LOOKED_AT = {
    "three phases": liquid_three_phases(),
    "long names": long_names(),
    "Spanish capsules twice daily": spanish(capsules_twice_daily()),
    "draft": practice(base_capsules(), draft=True),
}


@cache
def page_texts(name: str) -> list[str]:
    """The text of each page on one line, plain spaces, without the head of the pages after the first."""
    content = sheet_content(EVERY[name])
    first, *others = texts(EVERY[name])
    return [first, *(page.split(flat(content.printed[1]), 1)[1] for page in others)]


@cache
def plumbed(name: str) -> tuple[Page, ...]:
    pages = read_pages(render_sheet(LOOKED_AT[name]))
    assert all(page.chars for page in pages)
    return pages


@pytest.mark.parametrize("name", EVERY)
def test_every_text_is_on_the_sheet_whole_and_in_order(name):
    content = sheet_content(EVERY[name])
    text = flat(" ".join(page_texts(name)))
    box = text.index(plain(content.box.first))
    take = text.index(f" {content.take.heading} ", box)
    calendar = text.index(flat(content.calendar.heading), take)
    for panel in content.panels:
        calendar = text.index(f" {panel.heading} ", calendar)
        for words in panel.words:
            assert flat(plain(words)) in text
    at = take
    for section in content.sections:
        at = text.index(f" {section.heading} ", at if section.key not in EARLY else take)
        for paragraph in section.paragraphs:
            words = flat(plain(paragraph.runs))
            if "(page" not in words and "(página" not in words:
                at = text.index(words, at)
    assert text.index(content.wallet.head, at)
    for row in content.take.rows:
        assert flat(plain(row.dates)) in text
        assert flat(row.amount) in text


@pytest.mark.parametrize("name", EVERY)
def test_box_title_and_first_dose_are_on_page_1(name):
    content = sheet_content(EVERY[name])
    first = page_texts(name)[0]
    for words in (content.title.drug, plain(content.title.detail), plain(content.title.do_not_use_after), plain(content.box.first)):
        assert flat(words) in first
    assert flat(plain(content.take.rows[0].dates)) in first


EARLY = {"missed", "toomuch", "change", "ask", "tests", "dont", "not_approved", "side"}
"""Sections that may stand whole on page 1, and those after which the order is taken up again."""


@pytest.mark.parametrize("name", EVERY)
def test_every_page_names_patient_number_and_its_place(name):
    pages = texts(EVERY[name])
    content = sheet_content(EVERY[name])
    for place, page in enumerate(pages, 1):
        assert flat(content.page_number(place, len(pages))) in page
        for words in (*content.bottle, *content.printed):
            assert flat(words) in page
    assert len(pages) <= 8


@pytest.mark.parametrize("name", EVERY)
def test_no_placeholder_is_left_and_spanish_has_no_once(name):
    text = " ".join(page_texts(name))
    assert not re.search(r"[\[\]{}*]", text)
    if EVERY[name].language == "es":
        assert not re.search(r"\bonce\b", text, re.IGNORECASE)


@pytest.mark.parametrize("name", EVERY)
def test_the_wallet_card_is_last(name):
    content = sheet_content(EVERY[name])
    *others, last = page_texts(name)
    assert content.wallet.head in last
    assert not any(content.wallet.head in page for page in others)


@pytest.mark.parametrize("name", EVERY)
def test_a_row_of_doses_is_never_broken_over_pages(name):
    pages = page_texts(name)
    for row in sheet_content(EVERY[name]).take.rows:
        dates = flat(plain(row.dates))
        assert any(dates in page and flat(row.when) in page.split(dates, 1)[1] for page in pages)


def test_more_phases_than_page_1_holds_go_on_and_the_steps_say_so():
    made = many_phases(12)
    pages = texts(made)
    assert "the line for your dose (pages 1 to " in " ".join(pages)


@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_stands_outside_the_margins(name):
    for page in plumbed(name):
        for each in [*page.chars, *page.lines, *page.rects]:
            assert each["x0"] >= 53.0
            assert each["x1"] <= 559.0
            assert each["bottom"] <= 770.0


@pytest.mark.parametrize("name", LOOKED_AT)
def test_type_is_as_large_as_an_old_eye_needs(name):
    for number, page in enumerate(plumbed(name), 1):
        for char in page.chars:
            size = char["size"]
            assert size >= 8.99
            if size < 9.99:
                assert "Bold" in char["fontname"]
                assert char["text"] in "STARTNEWDOSEMPIZAUVFRCHBL "
            if number > 2 and 75 < char["top"] < 560:
                assert size >= 10.99


@pytest.mark.parametrize("name", LOOKED_AT)
def test_everything_is_black_white_or_grey(name):
    for page in plumbed(name):
        for each in [*page.chars, *page.lines, *page.rects, *page.curves]:
            for colour in each.get("colours", ()) or (each["colour"],):
                assert len(set(colour)) == 1


def test_the_syringe_is_as_long_on_the_page_as_its_row_says():
    page = plumbed("three phases")[0]
    long_marks = [line for line in page.lines if abs(line["height"] - 5.2 * MILLIMETRE) < 0.05]
    tops = sorted({round(line["top"], 1) for line in long_marks})
    assert len(tops) == 4
    for top in tops:
        marks = [line["x0"] for line in long_marks if round(line["top"], 1) == top]
        assert len(marks) == 7
        assert (max(marks) - min(marks)) / MILLIMETRE == pytest.approx(50.9, abs=0.01)


def test_the_seal_stands_on_the_dose_on_the_page():
    page = plumbed("three phases")[0]
    long_marks = [line for line in page.lines if abs(line["height"] - 5.2 * MILLIMETRE) < 0.05]
    seals = [rect for rect in page.rects if rect["fill"] and abs(rect["width"] - 3.2 * MILLIMETRE) < 0.05]
    doses = {round(seal["top"]): (seal["x0"] - min(line["x0"] for line in long_marks)) / MILLIMETRE / 50.9 * 3 for seal in seals}
    assert [round(doses[top], 3) for top in sorted(doses)] == [1.5, 3, 3, 1.5]


def test_a_capsule_is_as_long_as_its_shell_on_the_page():
    page = plumbed("Spanish capsules twice daily")[0]
    widths = {round(curve["height"] / MILLIMETRE, 1) for curve in page.curves}
    assert 5.8 in widths


def test_the_card_is_of_a_bank_cards_size():
    page = plumbed("three phases")[-1]
    (card,) = (rect for rect in page.rects if rect["height"] == pytest.approx(54 * MILLIMETRE, abs=0.1))
    assert card["width"] / MILLIMETRE == pytest.approx(2 * 85.6, abs=0.1)


def test_a_practice_banner_stands_in_the_margin_of_every_page_and_moves_nothing():
    drawn = texts(practice(spanish(nightly())))
    assert all("PRÁCTICA - NO ENTREGAR" in page and "PRACTICE - NOT FOR DISPENSING" in page for page in drawn)
    for page in plumbed("draft"):
        (banner,) = (rect for rect in page.rects if rect["top"] < 10 and rect["fill"])
        assert banner["height"] == pytest.approx(18)
        assert banner["bottom"] < 28
    without = read_pages(render_sheet(base_capsules()))[0]
    assert plumbed("draft")[0].search("Read this first")[0]["top"] == without.search("Read this first")[0]["top"]


def test_the_same_dispensing_gives_the_same_bytes():
    assert render_sheet(liquid_three_phases()) == render_sheet(liquid_three_phases())


def test_it_prints_at_true_size_and_tells_its_language_but_not_its_patient():
    document = render_sheet(spanish(nightly()))
    assert re.search(rb"/PrintScaling ?/None", document)
    assert b"/Lang (es)" in document
    assert not any("Okafor" in value for value in information(document).values())


def test_a_letter_that_no_typeface_has_is_named():
    with pytest.raises(MissingGlyph, match="Zoë 田"):
        render_sheet(nightly(prescriber={"name": "Zoë 田"}))


def test_a_name_of_two_hundred_letters_is_printed_whole():
    name = " ".join(["Anneliese-Marie"] * 12)
    made = liquid_three_phases(patient={"name": name, "birth_date": "1979-04-12", "language": "es"})
    pages = texts(made)
    assert all(name in page for page in pages)
    assert pages[0].count("Anneliese-Marie") == 2 * 12


def test_a_calendar_longer_than_a_page_breaks_between_weeks_under_a_new_head():
    made = capsules([(56, [("3 mg", "bedtime")]), (56, [("4.5 mg", "bedtime")])], {"1.5 mg": {"3 mg": 2, "4.5 mg": 3}})
    pages = texts(made)
    headed = [page for page in pages if "Your dose each day" in page]
    assert len(headed) == 2
    assert all("Sun Mon Tue Wed Thu Fri Sat" in page for page in headed)
    days = re.findall(r"\b[0-9]{1,2} (?:Nov|Dec|Jan|Feb|Mar)\b [0-9] capsules", " ".join(headed))
    assert len(days) == 112


def test_words_over_a_small_draw_stay_beside_the_dose():
    made = spanish(liquid([(28, [("3.1 mg", "bedtime")])], 28))
    (found,) = read_pages(render_sheet(made))[0].search("Luego llene hasta")
    assert found["x0"] >= 54 + 170 - 0.1
