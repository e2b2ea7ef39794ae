"""The page to hold a ruler against, in the size of a paper."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.stock import stock_of

__all__ = ["free_edges", "ruler_pdf", "ruler_size"]

_LETTER: Final = (612.0, 792.0)
_LETTER_FREE: Final = (34.0, 17.0)
"""The worksheet's frame and its foot stand next to the edges."""


def ruler_size(paper: str, choices: PaperChoices) -> tuple[float, float]:
    """Width and height in points of what a paper prints on: one label of a roll, a sheet of labels, or a Letter sheet.

    Raises:
        StockError: there is no such label stock.
    """
    if paper != "label":
        return _LETTER
    stock = stock_of(choices.stock)
    return (stock.width, stock.height) if stock.grid is None else (stock.grid.page_width, stock.grid.page_height)


def free_edges(paper: str, choices: PaperChoices) -> tuple[float, float]:
    """Points at left and right, and at top and bottom, in which a paper has nothing: a printer need not print there.

    Raises:
        StockError: there is no such label stock.
    """
    if paper != "label":
        return _LETTER_FREE
    stock = stock_of(choices.stock)
    across, down = (stock.grid.left, stock.grid.top) if stock.grid else (0, 0)
    return across + stock.edge_x, down + stock.edge_y


def ruler_pdf(paper: str, choices: PaperChoices) -> bytes:
    """The ruler page of a paper.

    Raises:
        StockError: there is no such label stock.
    """
    from ldn_calc.documents.single.ruler_page import render_ruler  # ReportLab, on first use

    return render_ruler(*ruler_size(paper, choices))
