"""What a photocopy or a fax leaves of a sheet: black and white at 203 dots an inch."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest
from documents_support import capsules, capsules_twice_daily, liquid, spanish, weekly_steps
from pdf_pages import read_pages
from PIL import Image, ImageFilter
from sheet_support import in_form

from ldn_calc.documents.drawing.drawings import MILLIMETRE
from ldn_calc.documents.drawing.signs import Sign, sign
from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.values.choices import SheetForm
from ldn_calc.resources import read_toml

DOTS = 203 / 72
MADE = {"weekly steps": weekly_steps(), "two syringes": liquid([(7, [("0.5 mg", "bedtime")]), (7, [("4.5 mg", "bedtime")])], 14)}


@cache
def copied(name: str, form: SheetForm, *, faxed: bool) -> Image.Image:
    """Page 1 in two colours; faxed it is turned a little and loses every second line first."""
    page = pypdfium2.PdfDocument(render_sheet(in_form(MADE[name], form)))[0]
    image = page.render(scale=DOTS, grayscale=True).to_pil().convert("L")
    if faxed:
        coarse = image.resize((image.width, image.height * 98 // 203), Image.Resampling.BILINEAR)
        image = coarse.resize(image.size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(0.5))
    return image.point(lambda shade: 255 if shade > 127 else 0)


def dark(image: Image.Image, left: float, top: float, right: float, bottom: float) -> float:
    """The share of black in a rectangle of the page, in points."""
    part = image.crop(tuple(round(each * DOTS) for each in (left, top, right, bottom)))
    return part.histogram()[0] / (part.width * part.height)


@pytest.mark.parametrize("faxed", [False, True], ids=["copied", "faxed"])
@pytest.mark.parametrize("form", SheetForm)
@pytest.mark.parametrize("name", MADE)
def test_filled_and_empty_differ_on_either_side_of_the_seal(name, form, faxed):
    page = read_pages(render_sheet(in_form(MADE[name], form)))[0]
    seals = [rect for rect in page.rects if rect["fill"] and abs(rect["width"] - 3.2 * MILLIMETRE) < 0.05 and rect["height"] > 18]
    assert seals
    image = copied(name, form, faxed=faxed)
    for seal in seals:
        top, bottom = seal["top"] + 2, seal["top"] + 0.24 * seal["height"]
        filled = dark(image, seal["x0"] - 14, top, seal["x0"] - 1, bottom)
        empty = dark(image, seal["x1"] + 1, top, seal["x1"] + 9, bottom)
        assert filled >= empty + 0.15
        marks = dark(image, seal["x0"] - 14, seal["bottom"] - 4, seal["x0"] - 1, seal["bottom"] - 2)
        assert marks < 0.5  # the scale stays apart from the liquid


@pytest.mark.parametrize(
    "made",
    [spanish(capsules_twice_daily()), MADE["two syringes"], capsules([(40, [("1.5 mg", "bedtime")])], {"1.5 mg": {"1.5 mg": 1}})],
)
@pytest.mark.parametrize("form", SheetForm)
def test_nothing_on_a_sheet_is_grey(made, form):
    for page in read_pages(render_sheet(in_form(made, form))):
        for each in [*page.chars, *page.lines, *page.rects, *page.curves]:
            for colour in each.get("colours", ()) or (each["colour"],):
                assert set(colour) <= {0} or set(colour) <= {255}


def test_every_sign_has_a_name_in_both_languages_and_is_drawn_inside_its_square():
    for language in ("en", "es"):
        assert set(read_toml(f"text/sheet.{language}.toml")["signs"]) == {each.value for each in Sign}
    for each in Sign:
        drawing = sign(each, 20.0)
        assert drawing.shapes
        for shape in drawing.shapes:
            points = getattr(shape, "points", None) or [(getattr(shape, "x", None) or getattr(shape, "x1", 0.0), 10.0)]
            assert all(-0.01 <= x <= 20.01 and -0.01 <= y <= 20.01 for x, y in points)
