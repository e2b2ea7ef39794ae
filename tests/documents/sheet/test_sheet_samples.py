"""The two-page form of every sample prescription that is planned, in both languages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from documents_support import DOVER
from order_support import clock_of
from pdf_pages import read_pages

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.sheet.content import sheet_content
from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.sheet.short_layout import CORE, lay_out_short
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language

SAMPLES = sorted((Path(__file__).parents[2] / "prescriptions").glob("*.json"))
CLOCK = datetime(2026, 11, 22, 9, 30)
"""Of a sample that is made on another day."""
WITHOUT_DAYS = {("03-liquid-weekly-steps", "es")}
"""The days to mark have given way there; the doses have their dates, with their weekdays."""
THREE_PAGES = {("18-second-fill", "es")}
"""Four doses, two of them of two fills: no word is cut for a second page."""


def check_type_and_days(document, content, *, marked):
    """Words of the front at 11 pt or more but for marks and captions, each dose at 26, a box for each day that is shown."""
    front = read_pages(document)[0]
    chars = [char for char in front.chars if 50 < char["top"] < 754]
    large = "".join(char["text"] for char in chars if char["size"] > 25.9).replace("\u00a0", " ").replace(" ", "")
    assert large == "".join(row.amount for row in content.take.rows).replace("\u00a0", " ").replace(" ", "")
    assert sum(char["size"] >= 10.99 for char in chars) / len(chars) > 0.8
    assert min(char["size"] for char in chars) >= 8.49
    assert all("Bold" in char["fontname"] for char in chars if char["size"] < 9.99)
    shown = [day.on for week in content.calendar.weeks for day in week if day.doses]
    boxes = [rect for rect in front.rects if abs(rect["width"] - 10) < 0.01 and abs(rect["height"] - 10) < 0.01]
    days = sum(row.first <= day <= row.last for row in content.take.rows for day in shown)
    assert len(boxes) == (days if marked else 0)
    assert days > 0


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_fits_both_sides_of_one_leaf_with_every_section_that_matters(path):
    planned = plan_request(path.read_text("utf-8"), clock_of(path), shipped_formulary())
    if planned.plan is None:
        assert planned.result["status"] in {"refused", "invalid"}
        return
    for language in Language:
        made = Dispensing(
            request=planned.request,
            result=planned.result,
            formulary=shipped_formulary(),
            language=language,
            pharmacy=DOVER,
            draft=False,
            printed_at=clock_of(path),
            choices=PaperChoices(sheet=SheetForm.SHORT),
        )
        content = sheet_content(made)
        pages = lay_out_short(content, 54.0)
        which = path.stem, language.value
        assert len(pages) == (3 if which in THREE_PAGES else 2)
        if which not in THREE_PAGES:
            check_type_and_days(render_sheet(made), content, marked=which not in WITHOUT_DAYS)
        headings = [placed.block.bookmark for page in pages for placed in page]
        assert [heading for heading in headings if heading in {content.box.heading, content.take.heading, content.wallet.name}] == [
            content.box.heading,
            content.take.heading,
            content.wallet.name,
        ]
        assert {section.heading for section in content.sections if section.key in CORE} <= set(headings)
