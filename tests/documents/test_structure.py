"""What a paper says to who cannot see it: its tags, read back by pdfminer and PDFium, and the plain text beside it."""

from __future__ import annotations

import ctypes
import re
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO

import pdfplumber
import pypdfium2
import pytest
from planned_papers import CASES, case
from pypdfium2 import raw
from tagged_pdf import Tagged, faults_of

from ldn_calc.documents.drawing.flow import PAGE
from ldn_calc.documents.drawing.page_pen import Pen
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.documents.drawing.structure import Element, StructureError
from ldn_calc.documents.drawing.tagged import open_tagged
from ldn_calc.documents.label.render import render_label
from ldn_calc.documents.record.master import master_with_text
from ldn_calc.documents.record.worksheet import worksheet_with_text
from ldn_calc.documents.sheet.render import sheet_with_text
from ldn_calc.documents.single.calculation import CalculationPage, render_calculation
from ldn_calc.documents.single.evidence import EvidenceCase, render_evidence
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.words.runs import run
from ldn_calc.order.prescription import Language

SHEETS = [("weekly steps", language, form) for language in Language for form in SheetForm]
SHEETS += [("two strengths of one aliquot", Language.SPANISH, SheetForm.FULL), ("long names", Language.ENGLISH, SheetForm.FULL)]
RECORDS = ("weekly steps", "capsule aliquot", "long names", "two strengths of one aliquot")
CLOCK = datetime(2026, 11, 22, 9, 30)


@cache
def sheet(name, language, form):
    return sheet_with_text(replace(case(name), language=language, choices=PaperChoices(sheet=form)))


@cache
def record(kind, name):
    return {"worksheet": worksheet_with_text, "master": master_with_text}[kind](case(name))


@pytest.mark.parametrize(("name", "language", "form"), SHEETS)
def test_a_sheet_keeps_the_rules_of_pdf_ua(name, language, form):
    pdf, _ = sheet(name, language, form)
    assert faults_of(pdf) == []
    assert Tagged(pdf).catalog["Lang"].decode() == language.value


@pytest.mark.parametrize("kind", ["worksheet", "master"])
@pytest.mark.parametrize("name", RECORDS)
def test_a_record_keeps_the_rules_of_pdf_ua(kind, name):
    pdf, _ = record(kind, name)
    assert faults_of(pdf) == []


def test_a_draft_is_heard_to_be_one_and_keeps_the_rules():
    pdf, text = worksheet_with_text(replace(case("liquid"), draft=True))
    assert faults_of(pdf) == []
    assert text.startswith("DRAFT - NOT FOR DISPENSING\n")
    assert text.count("DRAFT") == 1


def test_a_calculation_and_an_installation_check_keep_the_rules():
    page = CalculationPage("Assay", (("Given", "1 mg"),), ("1 + 1 = 2",), (("Result", "2 mg"),), ("a book",), CLOCK.date())
    cases = [EvidenceCase(f"V{number}", "a case", "1 mg", "1 mg", number != 3, "a book") for number in range(80)]
    for pdf in (render_calculation(page), render_evidence(cases, "79 of 80 passed", "1.0", "sha256:1", CLOCK)):
        assert faults_of(pdf) == []


DEFECTS = {
    "not tagged": (b"/Marked true", b"/Marked null", "06-001"),
    "no language": (b"/Lang (en)", b"/Long (en)", "11-006"),
    "title not shown": (b"/DisplayDocTitle true", b"/DisplayDocTotle true", "07-002"),
    "no sign": (b"<pdfuaid:part>1<", b"<pdfuaid:part>2<", "06-002"),
    "another title": (b">Compounding record</rdf", b">Compounding recird</rdf", "06-003"),
    "tabs": (b"/Tabs /S", b"/Tabs /R", "28-004"),
    "no place in the parent tree": (b"/StructParents 1", b"/StructParents 7", "01-005"),
    "a role of its own": (b"/S/H1", b"/S/HX", "02-001"),
    "no first heading": (b"/S/H1", b"/S/P ", "14-002"),
    "a level skipped": (b"/S/H2", b"/S/H5", "14-003"),
    "no words for a figure": (b"/Alt(", b"/Alz(", "13-004"),
    "no box of a figure": (b"/BBox[", b"/BBax[", "13 "),
    "no scope": (b"/Scope/Column", b"/Scope/Colimn", "15-003"),
    "rows of two lengths": (b"/ColSpan 3", b"/ColSpan 2", "15 "),
    "a cell outside of a row": (b"/S/TR", b"/S/L ", "09-004"),
    "two elements of one mark": (b"/K 3>>", b"/K 2>>", "01-005"),
    "an element of another page": (b"/K 3>>", b"/K 9999>>", "01 "),
    "font not embedded": (b"/FontFile2", b"/FontFile9", "31-009"),
    "no meaning of letters": (b"/ToUnicode", b"/ToUnicade", "31-027"),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_the_rules_find_a_paper_that_breaks_them(name):
    pdf, _ = record("worksheet", "capsule aliquot")
    good, bad, rule = DEFECTS[name]
    assert good in pdf
    assert any(re.search(rf"\b{rule}", fault) for fault in faults_of(pdf.replace(good, bad)))


def test_pdfium_reads_the_same_tree():
    pdf, _ = sheet("weekly steps", Language.ENGLISH, SheetForm.FULL)
    tagged, document = Tagged(pdf), pypdfium2.PdfDocument(pdf)
    pages = list(document)
    for number, page in enumerate(pages):
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        found = list(heard_by_pdfium(raw.FPDF_StructTree_GetChildAtIndex(tree, 0)))
        expected = [node.role for node in tagged.nodes() if any(mark[0] == number for each in node.walk() for mark in each.marks)]
        assert found == expected
        raw.FPDF_StructTree_Close(tree)


def heard_by_pdfium(element):
    """The roles of an element and of all in it that have content on the page."""
    room = ctypes.create_string_buffer(64)
    size = raw.FPDF_StructElement_GetType(element, room, 64)
    within = []
    has_marks = raw.FPDF_StructElement_GetMarkedContentIdCount(element) > 0
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        kid = raw.FPDF_StructElement_GetChildAtIndex(element, at)
        if kid:
            within += heard_by_pdfium(kid)
        has_marks |= raw.FPDF_StructElement_GetChildMarkedContentID(element, at) >= 0
    if has_marks or within:
        yield room.raw[: size - 2].decode("utf-16-le")
    yield from within


def words_of(text):
    return re.findall(r"\w+", text.replace("\u00a0", " "))


@pytest.mark.parametrize(("name", "language", "form"), SHEETS[:6])
def test_the_plain_text_has_the_doses_and_a_heading_for_each_in_the_tree_and_draws_nothing(name, language, form):
    pdf, text = sheet(name, language, form)
    assert not re.search("[\u00a0\u2500-\u25ff]", text)
    for dose in case(name).plan.doses:
        for draw in dose.draws:
            volume = f"{float(draw.volume.millilitres):g} mL"
            syringe = "oral syringe filled to" if language is Language.ENGLISH else "llena hasta"
            assert f"{syringe} {volume}." in text
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert len(headings) == sum(node.role == "H2" for node in Tagged(pdf).nodes()) >= 10


@pytest.mark.parametrize("made", ["sheet", "master"])
def test_every_word_of_an_element_is_heard_in_the_order_of_the_tree(made):
    pdf, text = sheet("long names", Language.SPANISH, SheetForm.SHORT) if made == "sheet" else record("master", "weekly steps")
    drawn = {}
    with pdfplumber.open(BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            for char in page.chars:
                drawn.setdefault((number, char["mcid"]), []).append(char["text"])
    heard = iter(words_of(text))
    seen = 0
    for node in Tagged(pdf).nodes():
        marks = [*node.marks, *(mark for kid in node.kids if kid.role == "Span" for mark in kid.marks)]
        if node.role in {"Figure", "Span", "TH"} or node.text("ActualText"):  # a column's name is heard in every row
            continue
        for word in words_of("".join("".join(drawn.get(mark, [])) for mark in sorted(marks))):
            assert any(word == each for each in heard), word
            seen += 1
    assert seen > 400


def test_headings_are_the_entries_of_the_outline():
    pdf, text = sheet("weekly steps", Language.SPANISH, SheetForm.FULL)
    outline = [entry.get_title().replace("\u00a0", " ") for entry in pypdfium2.PdfDocument(pdf).get_toc()]
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith(("# ", "## "))]
    assert outline[:-1] == headings  # the wallet card has a name in the outline and its own words on it


def test_a_language_is_named_where_it_is_another():
    pdf, _ = sheet("weekly steps", Language.SPANISH, SheetForm.FULL)
    spoken = {node.text("Lang") for node in Tagged(pdf).nodes()}
    assert spoken == {"", "en", "es"}  # the wallet card is English, with one line of Spanish
    copy, _ = record("worksheet", "capsule aliquot")
    assert [node.role for node in Tagged(copy).nodes() if node.text("Lang") == "es"] == ["Div", "Div"]  # two labels in Spanish


def test_english_words_within_a_spanish_text_are_said_to_be_english():
    drawn = BytesIO()
    canvas = open_tagged(drawn, PAGE, "Test", "es", CLOCK, english=["naltrexone hydrochloride"])
    canvas.setFont("LiberationSans", 10)
    with canvas.content(Element("H1")):
        canvas.drawString(50, 700, "Tome naltrexone\u00a0hydrochloride en la mañana")
    canvas.showPage()
    canvas.save()
    title, span = Tagged(drawn.getvalue()).nodes()[1:]
    assert (title.role, title.marks, span.role, span.marks, span.text("Lang")) == ("H1", [(0, 0), (0, 2)], "Span", [(0, 1)], "en")
    assert canvas.root.elements[0].text == "Tome naltrexone hydrochloride en la mañana"
    assert faults_of(drawn.getvalue()) == []
    (page,) = pypdfium2.PdfDocument(drawn.getvalue())
    assert page.get_textpage().get_text_range() == "Tome naltrexone hydrochloride en la mañana"


def test_a_table_is_told_in_sentences_with_what_is_filled_in():
    _, text = record("worksheet", "weekly steps")
    assert (
        "Step: 1. Planned: 61 mg. What: Weigh naltrexone hydrochloride into the beaker. "
        "go on at 60 to 62 mg, else stop and ask. To fill in: Actual (mg); Lot; Done; Check."
    ) in text.splitlines()
    assert "Time begun: to fill in" in text.splitlines()
    assert "Picture: Errors, largest first. Drawing 0.5 mL with the 1 mL oral syringe; 4 other doses the same, ± 5 %," in text


def test_every_step_of_every_record_is_heard_with_its_amount():
    for name in CASES:
        _, text = record("worksheet", name)
        steps = [line for line in text.splitlines() if line.startswith("Step: ")]
        assert len(steps) >= len(case(name).plan.steps), name
        assert all(re.match(r"Step: \d+\. Planned: .+?\. What: .+", line) for line in steps)


def test_the_clock_is_the_date_of_the_paper_and_the_bytes_are_the_same_again():
    made = case("liquid")
    pdf, text = sheet_with_text(made)
    assert (pdf, text) == sheet_with_text(made)
    found = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    assert found["CreationDate"] == found["ModDate"] == "D:20261122093000"
    assert b"<xmp:CreateDate>2026-11-22T09:30:00</xmp:CreateDate>" in pdf
    assert sheet_with_text(replace(made, printed_at=datetime(2027, 1, 2, 3, 4)))[0] != pdf


def test_metadata_hold_nothing_of_the_patient():
    made = case("liquid")
    pdf, _ = sheet_with_text(made)
    packet = pdf[pdf.index(b"<?xpacket begin") : pdf.index(b"<?xpacket end")].decode("utf-8")
    told = " ".join(node.text("Alt") + node.text("ActualText") for node in Tagged(pdf).nodes())
    for word in (*made.request.rx.patient.name.split(), made.request.rx.number):
        assert word not in packet
        assert word not in told


def test_a_label_has_no_tags_and_no_cost_of_them():
    assert b"StructTreeRoot" not in render_label(case("liquid"))


def opened():
    canvas = open_tagged(BytesIO(), PAGE, "Test", "en", CLOCK)
    canvas.setFont("LiberationSans", 10)
    return canvas


def test_words_that_nobody_would_hear_are_an_error():
    with pytest.raises(StructureError, match='"Take it" belongs to no element'):
        opened().drawString(50, 700, "Take it")


def test_a_picture_without_words_is_an_error():
    with pytest.raises(StructureError, match="no words"):
        Pen(opened(), PAGE[1]).drawing(Drawing(10, 10, ()), 50, 50)


@pytest.mark.parametrize(("kid", "parent"), [("TD", "Table"), ("TR", "Document"), ("LBody", "L"), ("P", "TR"), ("P", "L")])
def test_an_element_stands_where_it_may(kid, parent):
    whole = Element(parent)
    with pytest.raises(StructureError, match=f"a {kid} does not stand in a {parent}"):
        whole.add(Element(kid))


def test_words_on_two_lines_are_parted_and_pieces_of_a_word_are_not():
    canvas = opened()
    pen = Pen(canvas, PAGE[1])
    with pen.heading(1) as heading:
        pen.words(run("ten", bold=True), 50, 50, 10)
        pen.words(run("days"), 50, 62, 10)
        end = canvas.drawn[-1].end
        pen.words(run("."), end, 62, 10)
    assert heading.text == "ten days."
