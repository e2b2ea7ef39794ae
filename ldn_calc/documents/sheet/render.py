"""The patient sheet as a PDF: US Letter, in the patient's language, only black and white."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from ldn_calc.documents.drawing.banner import draw_banner
from ldn_calc.documents.drawing.fonts import open_canvas
from ldn_calc.documents.drawing.page_pen import Pen
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

__all__ = ["render_sheet"]

_PAGE: Final = (612.0, 792.0)
_BANNER_TOP: Final = 8.0
_LAY_OUT: Final = {SheetForm.FULL: lay_out_full, SheetForm.SHORT: lay_out_short, SheetForm.LARGE: lay_out_large}


def render_sheet(dispensing: Dispensing) -> bytes:
    """Make the sheet; the same dispensing gives the same bytes.

    Raises:
        PaperError: a character that cannot be printed, or a text too long for its place.
    """
    content = sheet_content(dispensing)
    head = running_head(content)
    lay_out = _LAY_OUT[content.form]
    laid = lay_out(content, head.bottom)
    if laid.take_pages != (1, 1):
        content = sheet_content(dispensing, laid.take_pages)
        laid = lay_out(content, head.bottom)
    buffer = BytesIO()
    canvas = open_canvas(buffer, _PAGE, content.document_title, dispensing.language.value)
    for number, page in enumerate(laid.pages, 1):
        pen = Pen(canvas, _PAGE[1])
        if content.banner:
            draw_banner(canvas, content.banner, LEFT, _PAGE[1] - _BANNER_TOP, TEXT_WIDTH)
        head.draw(pen, content.page_number(number, len(laid.pages)))
        for placed in page:
            if placed.block.bookmark:
                pen.bookmark(placed.block.bookmark, placed.y)
            placed.block.draw(pen, placed.x, placed.y)
        canvas.showPage()
    check_paper("sheet", canvas.drawn, dispensing)
    check_sheet(canvas.drawn, dispensing)
    canvas.save()
    return buffer.getvalue()
