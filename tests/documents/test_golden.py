"""Papers against what a person read on them: word for word, line by line; then the picture, within a tolerance."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from ldn_calc import __version__
from ldn_calc.application.papers.printed import render_paper
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.documents.words.formula import formula_of
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.procedure.contents import contents_of

GOLDEN = Path(__file__).parents[1] / "golden"
SAMPLES = Path(__file__).parents[1] / "prescriptions"
TEXTS = sorted(path.name.removesuffix(".txt") for path in GOLDEN.glob("*.txt"))
PHARMACY = Pharmacy("Dover Compounding Pharmacy", "14 Main Street, Suite 214-B, Dover, DE 19901", "302-555-0142")
CLOCK = datetime(2026, 11, 22, 9, 30)
PICTURED_AT = 72
"""Dots per inch of the pictures that are kept."""
MOST_CHANGED = 0.002
"""The share of a picture's dots that may be another, once both are a little blurred: a line that moves by 1 mm is more."""


@cache
def planned(name):
    """The sample and the language that a file's name stands for, planned."""
    number, _, language, *_ = name.split(".")
    document = json.loads(next(SAMPLES.glob(f"{number}-*.json")).read_text(encoding="utf-8"))
    document["rx"]["patient"]["language"] = language
    return plan_request(json.dumps(document), CLOCK, shipped_formulary())


def rows(name):
    """The digits of the rows of the formula that a record is of."""
    plan = planned(name).proved
    return formula_of(contents_of(plan), next(iter(plan.products)), shipped_formulary()).rows


@cache
def paper(name):
    """The PDF that a file's name stands for: sample, paper, language, form of the sheet."""
    _, kind, _, *form = name.split(".")
    choices = PaperChoices(sheet=SheetForm(form[0])) if form else PaperChoices()
    return render_paper(kind, planned(name), replace(Settings(), pharmacy=PHARMACY), CLOCK, choices=choices)


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())


def drawn(name):
    """The text of each page in the order in which it was drawn."""
    document = pypdfium2.PdfDocument(paper(name))
    return [plain(page.get_textpage().get_text_range()) for page in document]


def read(name):
    """The lines of each page as they were typed; version, formulary and the rows of a record's formula are those of now."""
    typed = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    number = shipped_formulary().fingerprint.removeprefix("sha256:")[:8]
    typed = typed.replace("{version}", __version__).replace("{formulary}", number)
    pages = typed.replace("{rows}", rows(name) if "{rows}" in typed else "").split("--- page\n")[1:]
    return [[line for line in page.splitlines() if line.strip()] for page in pages]


@pytest.mark.parametrize("name", TEXTS)
def test_a_paper_says_what_a_person_read_and_nothing_else(name):
    pages = drawn(name)
    assert len(pages) == len(read(name))
    for said, lines in zip(pages, read(name), strict=True):
        words = Counter(word for line in lines for word in line.removeprefix("~ ").split())
        assert words == Counter(said.split())


@pytest.mark.parametrize("name", TEXTS)
def test_every_line_stands_together_and_in_the_order_in_which_it_is_read(name):
    for said, lines in zip(drawn(name), read(name), strict=True):
        padded, at = f" {said} ", 0
        for line in lines:
            wanted = f" {plain(line.removeprefix('~ '))} "
            if line.startswith("~ "):
                assert wanted in padded, line
                continue
            found = padded.find(wanted, at)
            assert found >= 0, line
            at = found + len(wanted) - 1


def picture(name, number):
    page = pypdfium2.PdfDocument(paper(name))[number]
    return page.render(scale=PICTURED_AT / 72, grayscale=True).to_pil().convert("L")


def changed(one, other):
    """The share of dots that differ by more than a quarter, after a blur of a dot or so."""
    if one.size != other.size:
        return 1.0
    blurred = [image.filter(ImageFilter.GaussianBlur(1.2)) for image in (one, other)]
    difference = ImageChops.difference(*blurred).histogram()
    return sum(difference[48:]) / (one.width * one.height)


PICTURES = sorted(path.name for path in GOLDEN.glob("*.png"))


@pytest.mark.parametrize("file", PICTURES)
def test_a_page_looks_as_it_did_when_a_person_looked_at_it(file):
    name, number = file.removesuffix(".png").rsplit("-", 1)
    assert changed(picture(name, int(number) - 1), Image.open(GOLDEN / file).convert("L")) <= MOST_CHANGED


def test_every_text_has_its_pictures():
    expected = {f"{name}-{number}.png" for name in TEXTS for number in range(1, len(read(name)) + 1)}
    assert expected == set(PICTURES)


def test_a_line_that_moves_by_a_millimetre_is_seen():
    page = picture("01.label.en", 0)
    moved = page.copy()
    line = page.crop((0, 83, page.width, 97))  # "4.5 mL (4.5 mg): 3 mL, then 1.5 mL"
    moved.paste(255, (0, 83, page.width, 100))
    moved.paste(line, (0, 86))
    assert changed(page, moved) > MOST_CHANGED
    assert changed(page, page.copy()) == 0
