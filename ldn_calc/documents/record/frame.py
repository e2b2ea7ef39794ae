"""What stands around every page of a record: its banner and head above, its foot below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ldn_calc import __version__
from ldn_calc.documents.drawing.flow import LEFT, PAGE, RIGHT, Part, Placed, RecordPen
from ldn_calc.documents.drawing.page_pen import draw_lines
from ldn_calc.documents.drawing.tagged import TaggedCanvas
from ldn_calc.documents.drawing.typeset import Alignment, break_anywhere, line_width
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.documents.words.runs import Runs, run, tied
from ldn_calc.documents.words.wording import Wording

__all__ = ["BAR", "TOP", "draw_bar", "draw_foot", "draw_pages", "foot_text"]

TOP: Final = 36.0
BAR: Final = 30.0
_BANNER_TOP: Final = 12.0
_FOOT: Final = 763.0


def draw_pages(
    canvas: TaggedCanvas,
    pages: Sequence[Sequence[Placed]],
    head: Part,
    banner: str | None,
    foot: Callable[[RecordPen, int, int], None],
) -> None:
    """Draw pages with the banner, if there is one, and the head over each; both are read on the first alone.

    Args:
        canvas: the record's.
        pages: parts with the distance of each from the page's upper edge, in points.
        head: drawn TOP points below the upper edge.
        banner: PRACTICE or DRAFT.
        foot: draws what stands below, of the page's number and the count of pages.
    """
    for number, page in enumerate(pages, 1):
        pen = RecordPen(canvas, PAGE[1])
        if banner:
            pen.banner(banner, LEFT, _BANNER_TOP, RIGHT - LEFT, heard=number == 1)
        with pen.repeated("Header", heard=number == 1):
            head.draw(pen, TOP)
        for part, y in page:
            part.draw(pen, y)
        foot(pen, number, len(pages))
        canvas.showPage()


def draw_bar(pen: RecordPen, y: float, title: str, lots: Sequence[Runs] = (), size: float = 15.0) -> None:
    """The black bar: what the record is, and its lot, where it has one, in as many lines as it takes."""
    pen.area(LEFT, y, RIGHT - LEFT, BAR)
    with pen.heading(1):
        pen.words(run(title, bold=True), LEFT + 8, y + 20.5, 15, grey=1.0)
    if not lots:
        return
    with pen.paragraph():
        for index, line in enumerate(lots):
            at = y + 20.5 - (len(lots) - 1) * size / 2 + index * size
            pen.words(line, RIGHT - 8, at, size, Alignment.RIGHT, 1.0)


def foot_text(words: Mapping[str, Any], wording: Wording, formulary: str, at: datetime, pharmacy: Pharmacy | None = None) -> str:
    """Formulary, program, time of printing and, where it is given, pharmacy."""
    text = words["foot"].format(formulary=formulary, version=__version__, printed=f"{wording.day(at.date())} {at:%H:%M}")
    return text if pharmacy is None else f"{text} • {tied(pharmacy.name)}"


def draw_foot(pen: RecordPen, words: Mapping[str, Any], text: str, number: int, count: int, formula: str = "") -> None:
    """The text, under the formula where there is one, read at the record's end; and the page's number."""
    with pen.repeated("Footer", heard=number == count):
        if formula:
            line = run(formula)
            pen.words(line, LEFT, _FOOT - 2, min(8.0, 8.0 * (RIGHT - LEFT) / line_width(line, 8)))
        draw_lines(pen, break_anywhere(run(text), 8, RIGHT - LEFT - 80), LEFT, _FOOT, 8, 10)
    with pen.unread("Footer"):
        page_number = words["page"].format(number=f"{number}", count=f"{count}")
        pen.words(run(page_number, bold=True), RIGHT, _FOOT + 9, 11, Alignment.RIGHT)
