"""What a printer need not print: no paper has anything there."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from documents_support import every_dispensing

from ldn_calc.application.papers.ruler import free_edges
from ldn_calc.documents.record.master import render_master
from ldn_calc.documents.record.worksheet import render_worksheet
from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.stock import label_stocks
from ldn_calc.printing.pages import open_pages

DRAWN = {"sheet": render_sheet, "worksheet": render_worksheet, "master": render_master}


@cache
def nearest(paper):
    """The least distance in points of anything printed from the left or right edge, and from the upper or lower."""
    sides, ends = [], []
    for dispensing in list(every_dispensing().values())[:3]:
        with open_pages(DRAWN[paper](dispensing)) as pages:
            for number in range(pages.count):
                dots = pages.render(number, 1)
                dark = np.frombuffer(dots.buffer, np.uint8).reshape(dots.height, dots.stride)[:, : 4 * dots.width : 4] < 200
                across, down = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
                sides += [across[0], dots.width - 1 - across[-1]]
                ends += [down[0], dots.height - 1 - down[-1]]
    return min(sides), min(ends)


@pytest.mark.parametrize("paper", DRAWN)
def test_papers_of_whole_sheets_have_nothing_in_their_free_edges(paper):
    assert all(free <= found for free, found in zip(free_edges(paper, PaperChoices()), nearest(paper), strict=True))


@pytest.mark.parametrize("stock", label_stocks(), ids=lambda stock: stock.key)
def test_a_labels_free_edges_are_its_stocks(stock):
    sides, ends = free_edges("label", PaperChoices(stock=stock.key))
    if stock.grid is None:
        assert (sides, ends) == (stock.edge_x, stock.edge_y)
    else:
        left, top = stock.grid.corner(1)
        assert (sides, ends) == (left + stock.edge_x, top + stock.edge_y)
        right = stock.grid.page_width - stock.grid.corner(stock.grid.columns)[0] - stock.width
        assert right == pytest.approx(left, abs=1)
