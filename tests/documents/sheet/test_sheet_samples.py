"""Every sample prescription that is planned: how many pages each form takes, and what stands on them, in both languages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from documents_support import DOVER
from order_support import clock_of
from pdf_pages import flat, read_pages

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.sheet.content import SheetContent, sheet_content
from ldn_calc.documents.sheet.layout import Laid, lay_out_full, lay_out_large
from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.sheet.running_head import running_head
from ldn_calc.documents.sheet.short_layout import ORDER, lay_out_short
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.documents.words.runs import plain
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language

SAMPLES = sorted((Path(__file__).parents[2] / "prescriptions").glob("*.json"))
FIVE_PAGES = {("01", "es"), ("03", "en"), ("03", "es"), ("12", "es"), ("18", "en"), ("18", "es"), ("20", "es"), ("27", "es")}
"""Full sheets of five pages: two fills, several steps or long answers, most of them in the language that is not the patient's."""
THREE_PAGES = {("03", "es"), ("18", "en"), ("18", "es")}
"""Short forms that one leaf does not hold: they say so."""
LAY_OUT = {SheetForm.FULL: lay_out_full, SheetForm.SHORT: lay_out_short, SheetForm.LARGE: lay_out_large}


@cache
def made(path: Path) -> Dispensing | None:
    planned = plan_request(path.read_text("utf-8"), clock_of(path), shipped_formulary())
    if planned.plan is None:
        assert planned.result["status"] in {"refused", "invalid"}
        return None
    return Dispensing(
        request=planned.request,
        result=planned.result,
        formulary=shipped_formulary(),
        language=planned.request.rx.patient.language,
        pharmacy=DOVER,
        draft=False,
        printed_at=clock_of(path),
    )


def sheet_of(path: Path, form: SheetForm, language: Language | None = None) -> Dispensing:
    found = made(path)
    assert found is not None, f"{path.stem} is refused"
    return replace(found, choices=PaperChoices(sheet=form), language=language or found.language)


PLANNED = [path for path in SAMPLES if made(path) is not None]


def laid(sheet: Dispensing) -> tuple[SheetContent, Laid]:
    content = sheet_content(sheet)
    return content, LAY_OUT[content.form](content, running_head(content).bottom)


def bookmarks(sheet: Laid) -> list[str]:
    return [placed.block.bookmark for page in sheet.pages for placed in page if placed.block.bookmark]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", PLANNED, ids=lambda path: path.stem)
def test_a_full_sheet_is_two_leaves_and_says_everything(path, language):
    sheet = sheet_of(path, SheetForm.FULL, language)
    pages = [flat(page.drawn) for page in read_pages(render_sheet(sheet))]
    assert len(pages) == (5 if (path.stem[:2], language.value) in FIVE_PAGES else 4)
    content = sheet_content(sheet)
    first, said = pages[0], " ".join(page.split(flat(content.printed[1]), 1)[1].strip() for page in pages)
    for words in (content.box.first, *content.box.points, *content.answered, content.take.rows[0].dates):
        assert flat(plain(words)) in first
    for section in content.sections:
        assert f" {section.heading} " in said
        for paragraph in section.paragraphs:
            words = flat(plain(paragraph.runs))
            assert "(p" in words or words in said


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", PLANNED, ids=lambda path: path.stem)
def test_a_short_form_is_one_leaf_with_the_same_sections_in_both_languages(path, language):
    content, sheet = laid(sheet_of(path, SheetForm.SHORT, language))
    three = (path.stem[:2], language.value) in THREE_PAGES
    assert len(sheet.pages) == (3 if three else 2)
    marks = bookmarks(sheet)
    own = [
        content.section(key).heading
        for key in ORDER
        if key not in {"side", "store", "surgery", "preg", "overdose", "not_approved"}
        if content.section(key)
    ]
    assert [mark for mark in marks if mark in own] == own
    effects, safety = content.groups[2].heading, content.groups[1].heading
    assert marks.index(own[1]) < marks.index(effects) < marks.index(content.panels[0].heading) < marks.index(safety)


@pytest.mark.parametrize("path", PLANNED, ids=lambda path: path.stem)
def test_large_print_has_ten_pages_or_twelve_and_the_first_dose_on_page_1(path):
    content, sheet = laid(sheet_of(path, SheetForm.LARGE))
    phases = len({row.first for row in content.take.rows})
    assert len(sheet.pages) <= (10 if phases <= 3 else 12)
    assert sheet.take_pages[0] == 1


def test_a_short_form_says_how_many_pages_it_is_where_they_are_not_two():
    for number, said in (
        ("03", "Short form. Ask us for the full sheet."),
        ("18", "Short form, 3 pages. Ask us for the full sheet."),
    ):
        path = next(path for path in SAMPLES if path.stem.startswith(number))
        assert said in flat(read_pages(render_sheet(sheet_of(path, SheetForm.SHORT)))[0].drawn)


def test_a_long_pharmacy_takes_a_sheet_of_two_leaves_to_no_third():
    path = next(path for path in SAMPLES if path.stem.startswith("04"))
    long = Pharmacy("Farmacia Central de Preparaciones de la Montaña, Inc.", "1 Main Street", "787-555-0142")
    _, sheet = laid(replace(sheet_of(path, SheetForm.FULL), pharmacy=long))
    assert len(sheet.pages) == 4


@pytest.mark.parametrize("number", ["01", "04", "12", "20"])
def test_no_head_ends_a_column(number):
    path = next(path for path in SAMPLES if path.stem.startswith(number))
    for form in (SheetForm.FULL, SheetForm.SHORT):
        content, sheet = laid(sheet_of(path, form))
        heads = {section.heading for section in content.sections} | {group.heading for group in content.groups}
        for page in sheet.pages:
            for x in {placed.x for placed in page}:
                column = [placed for placed in page if placed.x == x]
                last = max(column, key=lambda placed: placed.y)
                assert last.block.bookmark not in heads
