"""The label stocks' rows: geometry that a sheet can have, and errors that say which stocks there are."""

import pytest

from ldn_calc.application.papers.printed import StockChoice, stock_choices
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.errors import StockError
from ldn_calc.documents.values.stock import DEFAULT_STOCK, label_stocks, stock_of

SHEETS = [stock for stock in label_stocks() if stock.grid is not None]
MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize("stock", SHEETS, ids=lambda stock: stock.key)
def test_a_sheets_labels_lie_inside_their_page_and_never_on_one_another(stock):
    grid = stock.grid
    corners = [grid.corner(number) for number in range(1, stock.labels + 1)]
    assert len(set(corners)) == stock.labels
    assert all(left > 0 and top > 0 for left, top in corners)
    assert all(left + stock.width < grid.page_width and top + stock.height < grid.page_height for left, top in corners)
    assert grid.pitch_right >= stock.width - 0.001
    assert grid.pitch_down >= stock.height - 0.001


@pytest.mark.parametrize("stock", SHEETS, ids=lambda stock: stock.key)
def test_a_sheets_margins_are_the_same_on_both_sides(stock):
    """A wrong pitch or margin shows here: die-cut sheets are symmetrical to half a millimetre, at top and bottom to one."""
    grid = stock.grid
    left, top = grid.corner(stock.labels)
    assert grid.page_width - left - stock.width == pytest.approx(grid.left, abs=0.5 * MILLIMETRE)
    assert grid.page_height - top - stock.height == pytest.approx(grid.top, abs=1.0 * MILLIMETRE)


@pytest.mark.parametrize("stock", label_stocks(), ids=lambda stock: stock.key)
def test_every_row_says_where_it_is_from_and_leaves_room_to_print(stock):
    assert stock.source
    assert any(word in stock.tag for word in ("VERIFIED", "KNOWLEDGE", "policy"))
    assert 0 < 2 * stock.edge_x < stock.width / 4
    assert 0 < 2 * stock.edge_y < stock.height / 4


def test_sizes_are_those_on_the_box():
    sizes = {stock.key: (round(stock.width / 72, 3), round(stock.height / 72, 3)) for stock in label_stocks()}
    assert sizes["roll-4x2"] == (4, 2)
    assert sizes["dymo-30252"] == (3.5, 1.125)
    assert sizes["brother-dk-11202"] == (round(100 / 25.4, 3), round(62 / 25.4, 3))
    assert sizes["avery-5160"] == (2.625, 1)
    assert {stock.key: stock.labels for stock in SHEETS} == {"avery-5160": 30, "avery-5163": 10, "avery-l7163": 14}


def test_labels_are_counted_along_the_rows():
    grid = stock_of("avery-5160").grid
    assert grid.corner(1) == (13.5, 36)
    assert grid.corner(3) == (13.5 + 2 * 198, 36)
    assert grid.corner(4) == (13.5, 108)


def test_the_default_stock_is_the_choices_own():
    assert PaperChoices().stock == DEFAULT_STOCK == label_stocks()[0].key


def test_an_unknown_stock_names_those_there_are_and_the_nearest():
    with pytest.raises(StockError, match=r'"Zebra-4x5" is no label stock\..*roll-4x2, .*did you mean zebra-4x6\?'):
        stock_of("Zebra-4x5")


@pytest.mark.parametrize(("key", "start"), [("avery-5160", 31), ("avery-5160", 0), ("avery-l7163", -1), ("roll-4x2", 2)])
def test_a_first_label_that_the_stock_does_not_have_is_refused(key, start):
    with pytest.raises(StockError, match=rf"cannot be number {start}: "):
        stock_of(key, start)


def test_the_choices_for_a_person_are_rolls_and_sheets():
    choices = stock_choices()
    assert choices[0] == StockChoice("roll-4x2", "Roll", "4 × 2 in", 1)
    assert StockChoice("avery-l7163", "Avery L7163", "99.1 × 38.1 mm", 14) in choices
    assert len({choice.key for choice in choices}) == len(label_stocks()) == 12
