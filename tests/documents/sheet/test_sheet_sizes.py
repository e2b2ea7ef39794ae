"""How large the sheet's forms are: type, syringes, wallet card, margins, measured on the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from documents_support import liquid, liquid_three_phases, long_names, nightly, spanish, two_strengths
from pdf_pages import Page
from sheet_support import in_form, plumbed

from ldn_calc.documents.values.choices import SheetForm

MILLIMETRE = 72 / 25.4
OTHER_FORMS = (SheetForm.SHORT, SheetForm.LARGE)
TWO_DRAWS = liquid([(7, [(dose, "bedtime")]) for dose in ("3 mg", "3.5 mg", "4 mg", "4.5 mg")], 28)
LOOKED_AT = {
    "nightly": nightly(),
    "long names": spanish(long_names()),
    "two strengths": spanish(two_strengths()),
    "weekly steps": TWO_DRAWS,
}


@cache
def looked_at(name: str, form: SheetForm) -> tuple[Page, ...]:
    return plumbed(in_form(LOOKED_AT[name], form))


@pytest.mark.parametrize("name", LOOKED_AT)
def test_two_pages_keep_to_11_point(name):
    for page in looked_at(name, SheetForm.SHORT):
        card = max((rect["top"] for rect in page.rects if abs(rect["height"] - 54 * MILLIMETRE) < 0.1), default=800)
        for char in page.chars:
            if char["top"] < 50 or char["top"] > card - 16:
                continue
            assert char["size"] >= 8.49
            if char["size"] < 9.99:
                assert "Bold" in char["fontname"]
        sizes = [char["size"] for char in page.chars if 50 < char["top"] < card - 16]
        assert sum(size >= 10.99 for size in sizes) / len(sizes) > 0.85


@pytest.mark.parametrize("name", LOOKED_AT)
def test_large_print_is_18_point_but_for_head_scales_bands_and_card(name):
    doses = set()
    for page in looked_at(name, SheetForm.LARGE):
        card = max((rect["top"] for rect in page.rects if abs(rect["height"] - 54 * MILLIMETRE) < 0.1), default=800)
        rule = min(line["top"] for line in page.lines)
        cells = [rect for rect in page.rects if abs(rect["width"] - 72) < 0.1 and rect["height"] > 40]
        days = (min(cell["top"] for cell in cells) - 16, max(cell["bottom"] for cell in cells)) if cells else (0.0, 0.0)
        for char in page.chars:
            if char["bottom"] <= rule or char["top"] > card - 16:
                continue
            if (
                days[0] <= char["top"] <= days[1]
            ):  # a seventh of the page cannot hold more: the doses are 18, the rest is said on page 1
                assert char["size"] >= 8.99
                continue
            assert char["size"] >= 14.99
            if char["size"] < 17.9:
                assert char["text"] in "0123456789.mL" or "Bold" in char["fontname"]
            if char["size"] > 28:
                doses.add(char["text"])
    assert doses


def test_in_large_print_dose_mass_and_phone_are_large_on_page_1():
    page = plumbed(in_form(liquid_three_phases(), SheetForm.LARGE))[0]
    (mass,) = page.search("= 1.5 mg")[:1]
    assert any(char["size"] > 33 for char in page.chars)
    assert mass["chars"][0]["size"] == pytest.approx(18)
    (phone,) = page.search("302-555-0142")
    assert phone["chars"][0]["size"] == pytest.approx(18)


def scales(pages: Sequence[Page]) -> list[float]:
    """The length in millimetres from the first to the last numbered mark of every syringe drawn."""
    found = []
    for page in pages:
        marks: dict[float, list[float]] = {}
        for line in page.lines:
            if line["width"] < 0.1 and line["height"] > 4:
                marks.setdefault(round(line["bottom"], 1), []).append(line["x0"])
        found += [(max(each) - min(each)) / MILLIMETRE for _, each in sorted(marks.items()) if len(each) > 10]
    return found


@pytest.mark.parametrize("form", SheetForm)
def test_every_size_of_syringe_is_drawn_as_long_as_its_row_says(form):
    doses = ("0.5 mg", "1.5 mg", "2 mg", "4.5 mg")
    made = in_form(liquid([(7, [(dose, "bedtime")]) for dose in doses], 28, "160 mL", strength="0.5 mg/mL"), form)
    names = [draw.instrument for dose in made.plan.doses for draw in dose.draws]
    rows = {syringe.name: syringe.scale_millimetres for syringe in made.formulary.syringes}
    assert len(set(names)) == 4
    assert scales(plumbed(made)[:3]) == pytest.approx([rows[name] for name in names], abs=0.1)


def test_syringes_without_words_over_them_are_as_long_too():
    rows = {syringe.name: syringe.scale_millimetres for syringe in TWO_DRAWS.formulary.syringes}
    drawn = [rows[draw.instrument] for dose in TWO_DRAWS.plan.doses for draw in dose.draws]
    assert scales(looked_at("weekly steps", SheetForm.SHORT)[:2]) == pytest.approx(drawn, abs=0.1)


@pytest.mark.parametrize("form", SheetForm)
def test_a_dose_of_two_draws_has_two_syringes_and_the_card_its_size(form):
    pages = looked_at("nightly", form)
    assert scales(pages[:2]) == pytest.approx([50.9, 50.9], abs=0.1)
    cards = [rect["width"] / MILLIMETRE for rect in pages[-1].rects if abs(rect["height"] - 54 * MILLIMETRE) < 0.1]
    assert cards == ([] if form is SheetForm.SHORT else pytest.approx([2 * 85.6], abs=0.1))


@pytest.mark.parametrize("form", OTHER_FORMS)
@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_of_any_form_stands_outside_the_margins(name, form):
    for page in looked_at(name, form):
        for each in [*page.chars, *page.lines, *page.rects]:
            assert each["x0"] >= 53.0
            assert each["x1"] <= 559.0
            assert each["bottom"] <= 770.0
