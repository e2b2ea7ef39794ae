"""The two-page form of every sample prescription that is planned, in both languages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from documents_support import DOVER

from ldn_calc.application.planning import plan_request
from ldn_calc.documents.choices import PaperChoices, SheetForm
from ldn_calc.documents.dispensing import Dispensing
from ldn_calc.documents.sheet_content import sheet_content
from ldn_calc.documents.short_layout import CORE, lay_out_short
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language

SAMPLES = sorted((Path(__file__).parents[1] / "prescriptions").glob("*.json"))
CLOCK = datetime(2026, 11, 22, 9, 30)
IN_MANY_STEPS = {"03", "18"}
"""Weekly steps: five rows with syringes, or four of which two take two draws, are more than the front holds."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_fits_both_sides_of_one_leaf_with_every_section_that_matters(path):
    planned = plan_request(path.read_text("utf-8"), CLOCK)
    if planned.plan is None:
        assert planned.result["status"] in {"refused", "invalid"}
        return
    for language in Language:
        made = Dispensing(
            request=planned.request,
            result=planned.result,
            plan=planned.plan,
            formulary=shipped_formulary(),
            language=language,
            pharmacy=DOVER,
            draft=False,
            printed_at=CLOCK,
            choices=PaperChoices(sheet=SheetForm.SHORT),
        )
        content = sheet_content(made)
        pages = lay_out_short(content, 54.0)
        assert len(pages) == (3 if path.name[:2] in IN_MANY_STEPS else 2)
        headings = [placed.block.bookmark for page in pages for placed in page]
        assert [heading for heading in headings if heading in {content.box.heading, content.take.heading, content.wallet.name}] == [
            content.box.heading,
            content.take.heading,
            content.wallet.name,
        ]
        assert {section.heading for section in content.sections if section.key in CORE} <= set(headings)
