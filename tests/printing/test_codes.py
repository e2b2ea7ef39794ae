"""The codes of label and worksheet are read back from the dots of every kind of printer, and stand on whole dots."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from documents_support import every_dispensing

from ldn_calc.documents.choices import PaperChoices
from ldn_calc.documents.label import label_pages, render_label
from ldn_calc.documents.label_content import code_text
from ldn_calc.documents.worksheet import render_worksheet
from ldn_calc.printing.pages import open_pages
from ldn_calc.printing.resolutions import DOTS_PER_INCH
from ldn_calc.printing.verify import black_and_white, read_codes

DISPENSINGS = every_dispensing()
KINDS = {"QRCode", "DataMatrix"}
EVERYWHERE = ["nightly", "weekly steps", "long names", "two strengths in Spanish"]


@cache
def label(name, resolution=None, stock="roll-4x2"):
    made = replace(DISPENSINGS[name], choices=PaperChoices(stock=stock))
    return render_label(replace(made, dots_per_inch=DOTS_PER_INCH[resolution] if resolution else None))


def check(pdf, name, resolution, sets=1):
    found = [code for page in read_codes(pdf, resolution) for code in page]
    assert {text for _, text in found} == {code_text(DISPENSINGS[name])}
    assert sum(kind == "DataMatrix" for kind, _ in found) == sets
    return [kind for kind, _ in found]


@pytest.mark.parametrize("name", DISPENSINGS)
def test_every_labels_codes_are_read_at_203_dpi(name):
    kinds = check(label(name), name, 203, len(DISPENSINGS[name].plan["products"]))
    assert set(kinds) <= KINDS


@pytest.mark.parametrize("resolution", [300, 600])
@pytest.mark.parametrize("name", EVERYWHERE)
def test_codes_are_read_at_finer_resolutions(name, resolution):
    check(label(name), name, resolution, len(DISPENSINGS[name].plan["products"]))


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
@pytest.mark.parametrize("name", EVERYWHERE)
def test_codes_drawn_for_a_printer_are_read_on_it(name, resolution):
    check(label(name, resolution), name, resolution, len(DISPENSINGS[name].plan["products"]))


@pytest.mark.parametrize("stock", ["dymo-30252", "brother-dk-11202", "zebra-4x6", "avery-5163", "avery-l7163"])
def test_codes_are_read_on_other_stock(stock):
    check(label("nightly", 203, stock), "nightly", 203)


def test_a_label_has_both_codes_and_they_name_no_patient():
    assert set(check(label("nightly"), "nightly", 300)) == KINDS
    request = DISPENSINGS["nightly"].request
    text = code_text(DISPENSINGS["nightly"])
    assert text.split("|")[0] == request.rx.number
    assert not any(word in text for word in request.rx.patient.name.split())


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
def test_a_worksheet_has_both_codes_on_every_page(resolution):
    for page in read_codes(render_worksheet(DISPENSINGS["nightly"]), resolution):
        assert {kind for kind, _ in page} >= KINDS
        assert {text for _, text in page} == {code_text(DISPENSINGS["nightly"])}


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


def test_a_code_keeps_its_place_when_it_is_drawn_for_a_printer():
    for resolution in DOTS_PER_INCH:
        with open_pages(label("nightly", resolution)) as ours, open_pages(label("nightly")) as plain:
            number = plain.count - 1
            pictures = [np.asarray(black_and_white(pages.render(number, 3))) == 0 for pages in (ours, plain)]
        moved, still = (np.flatnonzero(picture.any(axis=0))[-1] for picture in pictures)
        assert moved <= still
        assert moved > still - 12
