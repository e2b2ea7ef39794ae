"""A bench calculation on one Letter page: what was asked, the working, the result, the sources, and the day.

Smaller type before a second page: 11 pt down to 8 pt; a calculation that fits none is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from ldn_calc import __version__
from ldn_calc.documents.drawing.flow import LEFT, PAGE, RIGHT
from ldn_calc.documents.drawing.fonts import open_canvas
from ldn_calc.documents.drawing.page_pen import Pen, draw_lines
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.documents.drawing.typeset import break_lines
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Runs, run, tie
from ldn_calc.quantities.dates import day_text

__all__ = ["CalculationPage", "render_calculation"]

_TOP: Final = 40.0
_FOOT: Final = 763.0
_SIZES: Final = (11.0, 10.0, 9.0, 8.0)
_INDENT: Final = 8.0
_ABOVE_DRAWING: Final = 16.0


@dataclass(frozen=True, slots=True)
class CalculationPage:
    """One calculation in words: inputs and results as pairs of a name and its text; a drawing stands under the sources."""

    title: str
    inputs: tuple[tuple[str, str], ...]
    working: tuple[str, ...]
    result: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    printed_on: date
    drawing: Drawing | None = None


def render_calculation(page: CalculationPage) -> bytes:
    """Draw the page; the same calculation and day give the same bytes.

    Raises:
        PaperError: it does not fit a page at 8 pt, or holds a character that cannot be printed.
    """
    room = page.drawing.height + _ABOVE_DRAWING if page.drawing is not None else 0.0
    for size in _SIZES:
        lines = _lines(page, size)
        if _TOP + 30 + sum(lead for _, _, lead in lines) + room <= _FOOT - 10:
            break
    else:
        raise DoesNotFit(page.title, "one page")
    buffer = BytesIO()
    canvas = open_canvas(buffer, PAGE, "Calculation", "en")
    pen = Pen(canvas, PAGE[1])
    pen.words(run(page.title, bold=True), LEFT, _TOP + 12, 16)
    y = _TOP + 30
    for runs, indent, lead in lines:
        y = draw_lines(pen, [runs], LEFT + indent, y, size, lead)
    if page.drawing is not None:
        pen.drawing(page.drawing, LEFT + _INDENT, y + _ABOVE_DRAWING)
    foot = f"LDN Calc {__version__} • {day_text(page.printed_on)} • A pharmacist checks every calculation before it is used."
    pen.line((LEFT, _FOOT - 4), (RIGHT, _FOOT - 4), 0.6)
    pen.words(run(foot), LEFT, _FOOT + 8, 8)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _lines(page: CalculationPage, size: float) -> list[tuple[Runs, float, float]]:
    """Every line with its indent and lead; a section's title has room above it."""
    sections: tuple[tuple[str, Sequence[Runs]], ...] = (
        ("Given", [_pair(*each) for each in page.inputs]),
        ("Working", [run(tie(line)) for line in page.working]),
        ("Result", [_pair(*each) for each in page.result]),
        ("Sources", [run(tie(line)) for line in page.sources]),
    )
    found: list[tuple[Runs, float, float]] = []
    for title, texts in sections:
        found.append((run(title, bold=True), 0.0, size * 2.2))
        for text in texts:
            found += [(line, _INDENT, size * 1.3) for line in break_lines(text, size, RIGHT - LEFT - _INDENT, "the calculation")]
    return found


def _pair(name: str, text: str) -> Runs:
    return (*run(f"{name}: "), *run(tie(text), bold=True))
