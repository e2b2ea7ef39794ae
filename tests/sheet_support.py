"""Sheets of every form, drawn and read again."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2

from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.dispensing import Dispensing

__all__ = ["flat", "in_form", "plumbed", "texts"]


def in_form(made: Dispensing, form: SheetForm, *, condition: bool = True) -> Dispensing:
    return replace(made, choices=PaperChoices(sheet=form, condition=condition))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\ufffe", "-"))


def texts(made: Dispensing) -> list[str]:
    """Each page's text on one line, in the order of the document's own text."""
    return [flat(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(render_sheet(made))]


def plumbed(made: Dispensing) -> list[Any]:
    return pdfplumber.open(BytesIO(render_sheet(made))).pages
