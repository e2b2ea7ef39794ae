"""Sheets of every form, drawn and read again."""

from __future__ import annotations

from dataclasses import replace

from pdf_pages import Page, flat, read_pages

from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.dispensing import Dispensing

__all__ = ["flat", "in_form", "plumbed", "texts"]


def in_form(made: Dispensing, form: SheetForm, *, condition: bool = True) -> Dispensing:
    return replace(made, choices=PaperChoices(sheet=form, condition=condition))


def texts(made: Dispensing) -> list[str]:
    """Each page's text on one line, in the order of the document's own text."""
    return [flat(page.drawn) for page in plumbed(made)]


def plumbed(made: Dispensing) -> tuple[Page, ...]:
    """Each page with what stands where on it."""
    return read_pages(render_sheet(made))
