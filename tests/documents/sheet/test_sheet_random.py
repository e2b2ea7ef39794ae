"""Sheets of random proved plans: every form in both languages passes the last look, with words of ours alone."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from documents_support import DOVER
from pdf_pages import read_pages
from random_requests import random_request

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language

CLOCK = datetime(2026, 11, 22, 9, 30)
SEEDS = [*range(0, 6, 2), 17, 45, 113, 320, 333]
"""The last are those whose large print once had a column too narrow, whose days were read amiss, whose row filled a page."""


@pytest.mark.parametrize("seed", SEEDS)
def test_a_proved_plan_has_a_sheet_in_every_form_and_language(seed):
    planned = plan_request(json.dumps(random_request(seed)), CLOCK, shipped_formulary())
    if planned.plan is None:
        assert planned.result["status"] in {"refused", "invalid"}
        return
    for language in Language:
        for form in SheetForm:
            made = Dispensing(
                request=planned.request,
                result=planned.result,
                formulary=shipped_formulary(),
                language=language,
                pharmacy=DOVER,
                draft=False,
                printed_at=CLOCK,
                choices=PaperChoices(sheet=form),
            )
            document = render_sheet(made)
            assert document.startswith(b"%PDF")
            if form is SheetForm.FULL:
                check_cells(document)


def check_cells(document):
    """No word of the calendar stands over the edge of its cell: a column is 72 pt wide, from the left margin."""
    for page in read_pages(document):
        for cell in (rect for rect in page.rects if abs(rect["width"] - 72) < 0.1 and rect["height"] > 40):
            for char in page.chars:
                middle = (char["top"] + char["bottom"]) / 2
                if cell["top"] < middle < cell["bottom"] and cell["x0"] < (char["x0"] + char["x1"]) / 2 < cell["x1"]:
                    assert char["x0"] > cell["x0"] - 0.1
                    assert char["x1"] < cell["x1"]
