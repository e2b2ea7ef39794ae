"""Label stock: what a label is printed on, as `resources/data/label_stocks.toml` lists it. Lengths in points, 1/72 inch.

>>> stock_of("avery-5160").size_words, stock_of("avery-5160").labels
('2.625 × 1 in', 30)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import Any, Final

from ldn_calc.documents.values.errors import StockError
from ldn_calc.resources import read_toml

__all__ = ["DEFAULT_STOCK", "LabelGrid", "LabelStock", "label_stocks", "stock_of"]

DEFAULT_STOCK: Final = "roll-4x2"

_POINTS: Final = {"in": Fraction(72), "mm": Fraction(720, 254)}
_PAGES: Final = {"Letter": ("8.5 in", "11 in"), "A4": ("210 mm", "297 mm")}


@dataclass(frozen=True, slots=True)
class LabelGrid:
    """Where the labels of a sheet lie; `top` and `left` of the first, the pitch from one to the next."""

    page: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    top: float
    left: float
    pitch_right: float
    pitch_down: float

    def corner(self, number: int) -> tuple[float, float]:
        """Left and top of a label, counted from 1 along the rows, from the page's upper left corner."""
        row, column = divmod(number - 1, self.columns)
        return self.left + column * self.pitch_right, self.top + row * self.pitch_down


@dataclass(frozen=True, slots=True)
class LabelStock:
    """One kind of label.

    Attributes:
        key: names the row; what settings and `--stock` hold.
        width, height: of one label as it is read.
        edge_x, edge_y: what is not printed on at left and right, and at top and bottom.
        size_words: `4 × 2 in`.
        grid: of a sheet of labels; None for a roll.
        source, tag: where the row is from.
    """

    key: str
    name: str
    width: float
    height: float
    edge_x: float
    edge_y: float
    size_words: str
    grid: LabelGrid | None
    source: str
    tag: str

    @property
    def labels(self) -> int:
        """How many labels a sheet has; 1 for a roll."""
        return self.grid.columns * self.grid.rows if self.grid else 1


@cache
def label_stocks() -> tuple[LabelStock, ...]:
    """Every stock, in the file's order."""
    return tuple(_stock(key, row) for key, row in read_toml("data/label_stocks.toml").items())


def stock_of(key: str, start: int = 1) -> LabelStock:
    """The stock of a key, on which label `start` is to be the first.

    Raises:
        StockError: no row has this key, or the stock has no such label; says which there are.
    """
    stock = next((stock for stock in label_stocks() if stock.key == key), None)
    if stock is None:
        known = [stock.key for stock in label_stocks()]
        near = get_close_matches(key.lower(), known, n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise StockError(f'"{key}" is no label stock. Choose one of {", ".join(known)}{hint}')
    if not 1 <= start <= stock.labels:
        if stock.grid is None:
            raise StockError(f"The first label cannot be number {start}: {stock.key} is a roll, which always begins at label 1.")
        raise StockError(f"The first label cannot be number {start}: a sheet of {stock.name} has labels 1 to {stock.labels}.")
    return stock


def _stock(key: str, row: Mapping[str, Any]) -> LabelStock:
    width, _, unit = row["width"].partition(" ")
    height = row["height"].partition(" ")[0]
    return LabelStock(
        key=key,
        name=" ".join(word for word in (row["maker"], row["name"]) if word),
        width=_points(row["width"]),
        height=_points(row["height"]),
        edge_x=_points(row["unprintable"]["along"]),
        edge_y=_points(row["unprintable"]["across"]),
        size_words=f"{width} × {height} {unit}",
        grid=_grid(row) if row["kind"] == "sheet" else None,
        source=row["source"],
        tag=row["tag"],
    )


def _grid(row: Mapping[str, Any]) -> LabelGrid:
    width, height = _PAGES[row["page"]]
    return LabelGrid(
        page=row["page"],
        page_width=_points(width),
        page_height=_points(height),
        columns=row["columns"],
        rows=row["rows"],
        top=_points(row["top"]),
        left=_points(row["left"]),
        pitch_right=_points(row["pitch"]["right"]),
        pitch_down=_points(row["pitch"]["down"]),
    )


def _points(length: str) -> float:
    number, _, unit = length.partition(" ")
    return float(Fraction(number) * _POINTS[unit])
