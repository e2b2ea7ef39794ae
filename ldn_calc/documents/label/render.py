"""The container label as PDF: on a roll a page a label, on sheets of labels pages of Letter or A4."""

from __future__ import annotations

from io import BytesIO

from ldn_calc.documents.drawing.banner import BANNER_HEIGHT, draw_banner
from ldn_calc.documents.drawing.fonts import open_canvas
from ldn_calc.documents.drawing.label_page import LabelPage, draw_page
from ldn_calc.documents.label.content import banner_of, label_contents
from ldn_calc.documents.label.layout import lay_out_label
from ldn_calc.documents.label.sheet import draw_sheets
from ldn_calc.documents.label.stickers import sticker_pages
from ldn_calc.documents.linter import check_paper
from ldn_calc.documents.readback import check_label
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.stock import LabelStock, stock_of

__all__ = ["label_pages", "render_label"]


def label_pages(dispensing: Dispensing, product: str = "", stock: LabelStock | None = None) -> list[LabelPage]:
    """Every label of this fill: the set of the first container, then the next; no stickers.

    Args:
        dispensing: whose labels they are.
        product: the only one whose labels are made; all where it is empty.
        stock: what they are set on; the chosen one where None.

    Raises:
        StockError: no such stock, or no such first label.
        PaperError: a text fits no labels of the stock, or a character cannot be printed; the message names it.
    """
    stock = stock or _stock(dispensing)
    return [page for content in label_contents(dispensing, product) for page in lay_out_label(content, stock)]


def render_label(dispensing: Dispensing) -> bytes:
    """The labels as PDF, with the stickers after them where they are chosen.

    While no pharmacy is set up or findings are open, a banner says so and no layout moves: on a roll the page is 18 pt
    higher, with the banner above the label; on a sheet it stands in the page's margins and behind each label.

    Raises:
        StockError: no such stock, or no such first label.
        PaperError: a text fits no labels of the stock, or a character cannot be printed; the message names it.
    """
    stock, banner, language = _stock(dispensing), banner_of(dispensing), dispensing.language.value
    pages = label_pages(dispensing)
    if dispensing.choices.stickers:
        pages += sticker_pages(dispensing, stock)
    buffer = BytesIO()
    if stock.grid is not None:
        canvas = open_canvas(buffer, (stock.grid.page_width, stock.grid.page_height), "Label", language, dispensing.dots_per_inch)
        draw_sheets(canvas, pages, stock.grid, dispensing.choices.start, banner)
    else:
        height = stock.height + (BANNER_HEIGHT if banner else 0)
        canvas = open_canvas(buffer, (stock.width, height), "Label", language, dispensing.dots_per_inch)
        for page in pages:
            if banner:
                draw_banner(canvas, banner, 0, height, stock.width)
            draw_page(canvas, page, stock.height)
            canvas.showPage()
    check_paper("label", canvas.drawn, dispensing)
    check_label(canvas.drawn, dispensing)
    canvas.save()
    return buffer.getvalue()


def _stock(dispensing: Dispensing) -> LabelStock:
    return stock_of(dispensing.choices.stock, dispensing.choices.start)
