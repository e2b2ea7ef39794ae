"""The container label as PDF: 4 x 2 inch stock, a page a label."""

from __future__ import annotations

from io import BytesIO

from ldn_calc.documents.banner import BANNER_HEIGHT, draw_banner
from ldn_calc.documents.dispensing import Dispensing
from ldn_calc.documents.fonts import open_canvas
from ldn_calc.documents.label_content import banner_of, label_contents
from ldn_calc.documents.label_layout import lay_out_label
from ldn_calc.documents.label_page import HEIGHT, WIDTH, LabelPage, draw_page

__all__ = ["label_pages", "render_label"]


def label_pages(dispensing: Dispensing) -> list[LabelPage]:
    """Every label of this fill: the set of the first container, then the next.

    Raises:
        PaperError: a text fits no four labels, or a character cannot be printed; the message names it.
    """
    return [page for content in label_contents(dispensing) for page in lay_out_label(content)]


def render_label(dispensing: Dispensing) -> bytes:
    """The labels as PDF, a page of 288 x 144 pt each.

    While no pharmacy is set up or findings are open a page is 18 pt higher, with a banner above the label, so that the
    label is the same and the paper cannot be mistaken for one that may leave the pharmacy.

    Raises:
        PaperError: a text fits no four labels, or a character cannot be printed; the message names it.
    """
    pages = label_pages(dispensing)
    banner = banner_of(dispensing)
    buffer = BytesIO()
    height = HEIGHT + (BANNER_HEIGHT if banner else 0)
    canvas = open_canvas(buffer, (WIDTH, height), "Label", dispensing.language.value)
    for page in pages:
        if banner:
            draw_banner(canvas, banner, 0, height, WIDTH)
        draw_page(canvas, page, HEIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
