"""The patient sheet as a PDF: US Letter, in the patient's language, only black and white."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from ldn_calc.documents.drawing.heard import heard_text
from ldn_calc.documents.drawing.page_pen import Pen
from ldn_calc.documents.drawing.tagged import open_tagged
from ldn_calc.documents.linter import check_paper
from ldn_calc.documents.readback_sheet import check_sheet
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.sheet.content import sheet_content
from ldn_calc.documents.sheet.layout import lay_out_full, lay_out_large
from ldn_calc.documents.sheet.pages import LEFT
from ldn_calc.documents.sheet.running_head import running_head
from ldn_calc.documents.sheet.short_layout import lay_out_short
from ldn_calc.documents.values.choices import SheetForm
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language

__all__ = ["render_sheet", "sheet_with_text"]

_PAGE: Final = (612.0, 792.0)
_BANNER_TOP: Final = 8.0
_LAY_OUT: Final = {SheetForm.FULL: lay_out_full, SheetForm.SHORT: lay_out_short, SheetForm.LARGE: lay_out_large}


def render_sheet(dispensing: Dispensing) -> bytes:
    """Make the sheet; the same dispensing gives the same bytes.

    Raises:
        PaperError: a character that cannot be printed, or a text too long for its place.
    """
    return sheet_with_text(dispensing)[0]


def sheet_with_text(dispensing: Dispensing) -> tuple[bytes, str]:
    """The sheet, and the same as plain text.

    Raises:
        PaperError: as of `render_sheet`.
    """
    content = sheet_content(dispensing)
    head = running_head(content)
    lay_out = _LAY_OUT[content.form]
    laid = lay_out(content, head.bottom)
    if laid.take_pages != (1, 1):
        content = sheet_content(dispensing, laid.take_pages)
        laid = lay_out(content, head.bottom)
    buffer = BytesIO()
    language = dispensing.language
    english = () if language is Language.ENGLISH else (Wording(language).pattern("drug", "name"),)
    canvas = open_tagged(buffer, _PAGE, content.document_title, language.value, dispensing.printed_at, english=english)
    for number, page in enumerate(laid.pages, 1):
        pen = Pen(canvas, _PAGE[1])
        if content.banner:
            pen.banner(content.banner, LEFT, _BANNER_TOP, TEXT_WIDTH, heard=number == 1)
        with pen.repeated("Header", heard=number == 1):
            head.draw(pen, content.page_number(number, len(laid.pages)))
        for placed in page:
            if placed.block.bookmark:
                pen.bookmark(placed.block.bookmark, placed.y)
            placed.block.draw(pen, placed.x, placed.y)
        canvas.showPage()
    check_paper("sheet", canvas.drawn, dispensing)
    check_sheet(canvas.drawn, dispensing)
    canvas.save()
    return buffer.getvalue(), heard_text(canvas.root, language)
