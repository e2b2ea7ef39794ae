"""A pen for Letter pages, y downwards from the top edge, and blocks: drawn things that know their height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.fonts import PaperCanvas
from ldn_calc.documents.drawing.paint_reportlab import hatch, paint_on_paper
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.documents.drawing.typeset import Alignment, draw_line
from ldn_calc.documents.words.runs import Runs

__all__ = ["Block", "Pen", "baseline", "draw_lines"]

_THIN: Final = 0.3
_WIDE: Final = 8.0


class Pen:
    """Draws on one page of a canvas; every measure in points, greys from 0 (black) to 1 (white)."""

    def __init__(self, canvas: PaperCanvas, page_height: float) -> None:
        self._canvas = canvas
        self._height = page_height

    def words(self, runs: Runs, x: float, y: float, size: float, alignment: float = Alignment.LEFT, grey: float = 0.0) -> None:
        """One line of text with its baseline at `y`."""
        self._canvas.setFillGray(grey)
        draw_line(self._canvas, runs, x, self._height - y, size, alignment)

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float, dash: tuple[float, ...] = ()) -> None:
        """A black line, dashed where told."""
        self._canvas.setStrokeGray(0.0)
        self._canvas.setLineWidth(width)
        self._canvas.setDash(list(dash))
        self._canvas.line(start[0], self._height - start[1], end[0], self._height - end[1])
        self._canvas.setDash([])

    def area(self, x: float, y: float, across: float, down: float, grey: float = 0.0) -> None:
        """A filled rectangle."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, self._height - y - down, across, down, stroke=0, fill=1)

    def frame(self, x: float, y: float, across: float, down: float, width: float, dash: tuple[float, ...] = ()) -> None:
        """A black rectangle, not filled, its border centred on the edge."""
        self._canvas.setStrokeGray(0.0)
        self._canvas.setLineWidth(width)
        self._canvas.setDash(list(dash))
        self._canvas.rect(x, self._height - y - down, across, down, stroke=1, fill=0)
        self._canvas.setDash([])

    def hatch(self, x: float, y: float, across: float, down: float) -> None:
        """A rectangle hatched thinly, where nothing stands: it stays apart from what is white on a copy."""
        hatch(self._canvas, x, self._height - y, across, down, _THIN, _WIDE)

    def bookmark(self, title: str, y: float) -> None:
        """An entry of the document's outline that leads to this height of this page."""
        key = f"{self._canvas.getPageNumber()}-{y:.0f}-{title}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=self._height - y, zoom=0)
        self._canvas.addOutlineEntry(title, key, 0)

    def drawing(self, drawing: Drawing, x: float, y: float) -> None:
        """A drawing with its top left corner at `x`, `y`."""
        paint_on_paper(self._canvas, drawing, x, self._height - y)


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a fixed height that is never broken: `draw` puts it with its top left corner at x, y.

    Attributes:
        bookmark: its name in the document's outline; empty for none.
    """

    height: float
    draw: Callable[[Pen, float, float], None]
    bookmark: str = ""


def baseline(lead: float, size: float) -> float:
    """How far under its top the baseline of a line lies: capitals stand in the middle of the lead."""
    return lead - (lead - 0.72 * size) / 2


def draw_lines(pen: Pen, lines: Sequence[Runs], x: float, y: float, size: float, lead: float) -> float:
    """Draw lines under each other from the top `y`; returns where they end."""
    for line in lines:
        pen.words(line, x, y + baseline(lead, size), size)
        y += lead
    return y
