"""The codes of label and worksheet are read back from the dots of every kind of printer, and stand on whole dots."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from documents_support import every_dispensing
from pypdfium2 import raw

from ldn_calc.application.papers.printed import PaperError, render_paper
from ldn_calc.application.papers.printers import PrinterError, send_paper
from ldn_calc.application.pharmacy.settings import PaperPrinter, PrinterKind, Settings
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.drawing import label_page
from ldn_calc.documents.drawing.fonts import open_canvas
from ldn_calc.documents.drawing.label_page import draw_page
from ldn_calc.documents.label.render import label_pages, render_label
from ldn_calc.documents.record.worksheet import render_worksheet
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.stock import label_stocks
from ldn_calc.documents.words.code_text import code_texts
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.printing import transports
from ldn_calc.printing.pages import open_pages
from ldn_calc.printing.resolutions import DOTS_PER_INCH
from ldn_calc.printing.verify import black_and_white, pages_not_read, read_codes

DISPENSINGS = every_dispensing()
SAMPLES = Path(__file__).parents[1] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
KINDS = {"QRCode", "DataMatrix"}
EVERYWHERE = ["nightly", "weekly steps", "long names", "two strengths in Spanish"]


@cache
def label(name, resolution=None, stock="roll-4x2"):
    made = replace(DISPENSINGS[name], choices=PaperChoices(stock=stock))
    return render_label(replace(made, dots_per_inch=DOTS_PER_INCH[resolution] if resolution else None))


def check(pdf, name, resolution, stock="roll-4x2"):
    """Each code that the layout placed is read once, one for each product, and nothing else is; the texts that were read."""
    found = sorted(code for page in read_codes(pdf, resolution) for code in page)
    pages = label_pages(replace(DISPENSINGS[name], choices=PaperChoices(stock=stock)))
    assert found == sorted(("DataMatrix", code.text) for page in pages for code in page.codes)
    assert [text for _, text in found] == sorted(code_texts(DISPENSINGS[name]).values())
    assert len(found) == len(DISPENSINGS[name].result["plan"]["products"])
    return [text for _, text in found]


@pytest.mark.parametrize("name", [name for name in DISPENSINGS if name != "twelve phases"])  # which 4 x 2 inch does not hold
def test_every_labels_codes_are_read_at_203_dpi(name):
    check(label(name), name, 203)


@pytest.mark.parametrize("resolution", [300, 600])
@pytest.mark.parametrize("name", EVERYWHERE)
def test_codes_are_read_at_finer_resolutions(name, resolution):
    check(label(name), name, resolution)


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
@pytest.mark.parametrize("name", EVERYWHERE)
def test_codes_drawn_for_a_printer_are_read_on_it(name, resolution):
    check(label(name, resolution), name, resolution)


@pytest.mark.parametrize("stock", ["brother-dk-11208", "brother-dk-11202", "zebra-4x6", "avery-5163", "avery-l7163"])
def test_codes_are_read_on_other_stock(stock):
    check(label("nightly", 203, stock), "nightly", 203, stock)


def test_a_set_has_one_code_which_names_no_patient_and_of_two_strengths_its_own():
    (text,) = check(label("tablets"), "tablets", 300)
    request = DISPENSINGS["tablets"].request
    first, second = (each.split("|") for each in check(label("two strengths"), "two strengths", 300))
    assert (first[1][-2:], second[1][-2:]) == ("-A", "-B")
    strengths = [each["strength"] for each in DISPENSINGS["two strengths"].result["plan"]["products"].values()]
    assert [first[3], second[3]] == strengths
    assert text.split("|")[0] == request.rx.number
    assert not any(word in text for word in request.rx.patient.name.split())


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
def test_a_worksheet_has_both_codes_on_every_page(resolution):
    for page in read_codes(render_worksheet(DISPENSINGS["nightly"]), resolution):
        assert {kind for kind, _ in page} >= KINDS
        assert {text for _, text in page} == set(code_texts(DISPENSINGS["nightly"]).values())


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
def test_modules_are_whole_dots_of_the_printer(resolution):
    made = replace(DISPENSINGS["nightly"], dots_per_inch=DOTS_PER_INCH[resolution])
    page = label_pages(made)[-1]
    with open_pages(label("nightly", resolution)) as pages:
        width, height = pages.size_points(pages.count - 1)
        dots = pages.render(pages.count - 1, DOTS_PER_INCH[resolution] / 72)
        grey = np.asarray(black_and_white(dots))
        raw = np.frombuffer(dots.buffer, np.uint8).reshape(dots.height, dots.stride)[:, : 4 * dots.width : 4]
    for code in page.codes:
        left, top = int(code.x / width * dots.width), int(code.top / height * dots.height)
        side = int(code.side / width * dots.width) + 2
        place = np.s_[top : top + side, left : left + side]
        assert not ((raw[place] > 8) & (raw[place] < 247)).any(), "a dot between black and white"
        black = grey[place] == 0
        rows, columns = np.flatnonzero(black.any(axis=1)), np.flatnonzero(black.any(axis=0))
        inside = black[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        modules = round(code.side / code.module)
        assert inside.shape[0] % modules == inside.shape[1] % modules == 0
        each = inside.shape[0] // modules
        assert each / DOTS_PER_INCH[resolution] * 25.4 >= 0.33
        blocks = inside.reshape(modules, each, modules, each)
        assert (blocks == blocks[:, :1, :, :1]).all(), "a module that is not one block of dots"


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
@pytest.mark.parametrize("stock", [stock.key for stock in label_stocks() if stock.grid is None and stock.height > 104])
def test_on_whole_dots_a_code_stays_in_its_place(stock, resolution):
    made = replace(DISPENSINGS["capsules twice daily"], choices=PaperChoices(stock=stock))
    page = label_pages(made)[-1]
    size, per_inch = (page.width, page.height + 18), DOTS_PER_INCH[resolution]
    canvas = open_canvas(BytesIO(), size, "Label", "en", per_inch)
    across, down = (side / ceil(side * per_inch / 72 - 1e-6) for side in size)
    drawn = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canvas, "transform", lambda a, b, c, d, e, f: drawn.append((a, d, e, size[1] - f)))
        draw_page(canvas, page, size[1])
    for code, (width, height, left, top) in zip(page.codes, drawn, strict=True):
        for found, dot in ((width, across), (height, down), (left, across), (top, down)):
            assert found / dot == pytest.approx(round(found / dot), abs=1e-4)
        assert 0.33 <= width / 72 * 25.4 <= code.module / 72 * 25.4 + 1e-6
        modules = round(code.side / code.module)
        right, bottom = left + modules * width, top + modules * height
        assert code.x - across < left
        assert code.top - down < top
        assert right <= code.x + code.side + 1e-4
        assert bottom <= code.top + code.side + 1e-4


def test_a_page_whose_code_is_spoilt_is_found():
    pdf = label("tablets")
    assert pages_not_read(pdf, 203) == []
    assert pages_not_read(spoilt(pdf), 203) == [2]


def spoilt(pdf):
    """The same label with a white bar over the middle of its code."""
    page = label_pages(DISPENSINGS["tablets"])[-1]
    (code,) = page.codes
    document = pypdfium2.PdfDocument(pdf)
    over = raw.FPDFPageObj_CreateNewRect(code.x - 1, page.height - code.top - 0.7 * code.side, code.side + 2, 0.4 * code.side)
    raw.FPDFPageObj_SetFillColor(over, 255, 255, 255, 255)
    raw.FPDFPath_SetDrawMode(over, raw.FPDF_FILLMODE_ALTERNATE, False)
    last = document[len(document) - 1]
    raw.FPDFPage_InsertObject(last, over)
    last.gen_content()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_label_drawn_for_a_printer_is_refused_when_its_code_is_spoilt(monkeypatch):
    planned = plan_request((SAMPLES / "01-liquid-4.5-nightly.json").read_text(encoding="utf-8"), CLOCK, shipped_formulary())
    real = label_page.draw_code
    render_paper("label", planned, Settings(), CLOCK, resolution=203)

    def spoils(canvas, code, left, top, module):
        real(canvas, code, left, top, module)
        canvas.setFillGray(1)
        canvas.rect(left, top - 0.7 * code.modules * module, code.modules * module, 0.4 * code.modules * module, 0, 1)

    monkeypatch.setattr(label_page, "draw_code", spoils)
    with pytest.raises(PaperError, match="a code on the label cannot be read back at 203 dpi"):
        render_paper("label", planned, Settings(), CLOCK, resolution=203)


def test_a_label_printer_gets_nothing_when_a_code_cannot_be_read(monkeypatch):
    sent = []
    monkeypatch.setattr(transports, "send_to_network", lambda job, *where, **more: sent.append(job))
    zebra = PaperPrinter(PrinterKind.NETWORK, "zebra.local")
    with pytest.raises(PrinterError, match=r"A code on page 2 cannot be read back at 203 dpi\..*Nothing was sent\.") as refused:
        send_paper(spoilt(label("tablets")), zebra)
    assert not refused.value.in_doubt
    assert sent == []
    send_paper(label("tablets"), zebra)
    assert len(sent) == 1


def test_a_code_keeps_its_place_when_it_is_drawn_for_a_printer():
    for resolution in DOTS_PER_INCH:
        with open_pages(label("nightly", resolution)) as ours, open_pages(label("nightly")) as plain:
            number = plain.count - 1
            pictures = [np.asarray(black_and_white(pages.render(number, 3))) == 0 for pages in (ours, plain)]
        moved, still = (np.flatnonzero(picture.any(axis=0))[-1] for picture in pictures)
        assert moved <= still
        assert moved > still - 12
