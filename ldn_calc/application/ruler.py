"""The page to hold a ruler against, in the size of a paper."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.choices import PaperChoices
from ldn_calc.documents.stock import stock_of

__all__ = ["ruler_pdf", "ruler_size"]

_LETTER: Final = (612.0, 792.0)


def ruler_size(paper: str, choices: PaperChoices) -> tuple[float, float]:
    """Width and height in points of what a paper prints on: one label of a roll, a sheet of labels, or a Letter sheet.

    Raises:
        StockError: there is no such label stock.
    """
    if paper != "label":
        return _LETTER
    stock = stock_of(choices.stock)
    return (stock.width, stock.height) if stock.grid is None else (stock.grid.page_width, stock.grid.page_height)


def ruler_pdf(paper: str, choices: PaperChoices) -> bytes:
    """The ruler page of a paper.

    Raises:
        StockError: there is no such label stock.
    """
    from ldn_calc.documents.ruler_page import render_ruler  # noqa: PLC0415  (ReportLab, on first use)

    return render_ruler(*ruler_size(paper, choices))
