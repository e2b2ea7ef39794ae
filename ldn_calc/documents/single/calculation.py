"""A bench calculation on one Letter page: what was asked, the working, the result, the sources, and the day.

Smaller type before a second page: 11 pt down to 8 pt; a calculation that fits none is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Final

from ldn_calc import __version__
from ldn_calc.documents.drawing.flow import LEFT, PAGE, RIGHT
from ldn_calc.documents.drawing.page_pen import Pen, draw_lines
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.documents.drawing.tagged import open_tagged
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
        texts = _texts(page, size)
        if _TOP + 30 + sum(text.lead * len(text.lines) for text in texts) + room <= _FOOT - 10:
            break
    else:
        raise DoesNotFit(page.title, "one page")
    buffer = BytesIO()
    canvas = open_tagged(buffer, PAGE, "Calculation", "en", datetime.combine(page.printed_on, time()))
    pen = Pen(canvas, PAGE[1])
    with pen.heading(1):
        pen.words(run(page.title, bold=True), LEFT, _TOP + 12, 16)
    y = _TOP + 30
    for text in texts:
        with pen.heading(2) if text.is_title else pen.paragraph():
            y = draw_lines(pen, text.lines, LEFT + text.indent, y, size, text.lead)
    if page.drawing is not None:
        pen.drawing(page.drawing, LEFT + _INDENT, y + _ABOVE_DRAWING)
    foot = f"LDN Calc {__version__} • {day_text(page.printed_on)} • A pharmacist checks every calculation before it is used."
    pen.line((LEFT, _FOOT - 4), (RIGHT, _FOOT - 4), 0.6)
    pen.words(run(foot), LEFT, _FOOT + 8, 8)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Text:
    """A section's title, which has room above it, or a text of it, in lines of that height."""

    lines: list[Runs]
    indent: float
    lead: float
    is_title: bool = False


def _texts(page: CalculationPage, size: float) -> list[_Text]:
    sections: tuple[tuple[str, Sequence[Runs]], ...] = (
        ("Given", [_pair(*each) for each in page.inputs]),
        ("Working", [run(tie(line)) for line in page.working]),
        ("Result", [_pair(*each) for each in page.result]),
        ("Sources", [run(tie(line)) for line in page.sources]),
    )
    found: list[_Text] = []
    for title, texts in sections:
        found.append(_Text([run(title, bold=True)], 0.0, size * 2.2, is_title=True))
        for text in texts:
            lines = break_lines(text, size, RIGHT - LEFT - _INDENT, "the calculation")
            found.append(_Text(lines, _INDENT, size * 1.3))
    return found


def _pair(name: str, text: str) -> Runs:
    return (*run(f"{name}: "), *run(tie(text), bold=True))
