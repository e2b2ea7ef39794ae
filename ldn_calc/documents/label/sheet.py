"""Labels on sheets: the grid of a stock, filled along the rows from the first free label and on over the next sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.banner import BANNER_HEIGHT, draw_banner
from ldn_calc.documents.drawing.fonts import BOLD, PaperCanvas, text_width
from ldn_calc.documents.drawing.label_page import LabelPage, draw_page
from ldn_calc.documents.values.stock import LabelGrid

__all__ = ["draw_sheets"]

_CLEAR: Final = 3.0
"""Between a banner and the labels."""
_GREY: Final = 0.87
_SHARE: Final = 0.9
_CAPITALS: Final = 0.72
_QUIET: Final = 4.0


def draw_sheets(canvas: PaperCanvas, pages: Sequence[LabelPage], grid: LabelGrid, start: int, banner: str) -> None:
    """Draw the labels, a sheet a page.

    A draft has the banner in the margin above and below the labels; and because a label is peeled off and then has no margin,
    its words stand in light grey behind each label's text, where they hide no digit.

    Args:
        canvas: its pages as large as the sheet.
        pages: the labels.
        grid: where they lie.
        start: the first free label of the first sheet, from 1.
        banner: what a draft says; empty for papers that may leave the pharmacy.
    """
    per_sheet = grid.columns * grid.rows
    for index, page in enumerate(pages):
        place = (start - 1 + index) % per_sheet
        if index == 0 or place == 0:
            if index:
                canvas.showPage()
            _draw_banners(canvas, grid, banner)
        left, top = grid.corner(place + 1)
        canvas.saveState()
        canvas.translate(left, grid.page_height - top)
        if banner:
            _draw_behind(canvas, page, banner)
        draw_page(canvas, page, 0)
        canvas.restoreState()
    canvas.showPage()


def _draw_banners(canvas: PaperCanvas, grid: LabelGrid, banner: str) -> None:
    if not banner:
        return
    width = grid.page_width - 2 * grid.left
    first = grid.page_height - grid.top
    draw_banner(canvas, banner, grid.left, first + _CLEAR + BANNER_HEIGHT, width)
    draw_banner(canvas, banner, grid.left, first - grid.rows * grid.pitch_down - _CLEAR, width)


def _draw_behind(canvas: PaperCanvas, page: LabelPage, banner: str) -> None:
    """The banner's words in two lines of light grey over the label's width; white under its code."""
    lines = banner.partition(" \u2022 ")[0].split(" - ")
    canvas.setFillGray(_GREY)
    for index, words in enumerate(lines):
        size = min(_SHARE * page.width / text_width(words, 1, bold=True), page.height / len(lines))
        middle = page.height * (index + 0.5) / len(lines)
        canvas.setFont(BOLD, size)
        canvas.drawCentredString(page.width / 2, -middle - _CAPITALS * size / 2, words)
    canvas.setFillGray(1)
    for code in page.codes:
        clear = max(_QUIET, code.quiet)
        side = code.side + 2 * clear
        canvas.rect(code.x - clear, -code.top - code.side - clear, side, side, stroke=0, fill=1)
    canvas.setFillGray(0)
