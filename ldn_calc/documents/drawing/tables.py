"""Headings, strips of boxes and tables of the compounding record, as parts that flow over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Final

from ldn_calc.documents.drawing.flow import LEFT, RIGHT, Part, RecordPen, Row
from ldn_calc.documents.drawing.fonts import text_width
from ldn_calc.documents.drawing.heard import heard_words
from ldn_calc.documents.drawing.page_pen import baseline, draw_lines
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.drawing.typeset import break_anywhere, line_width
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Runs, plain, run
from ldn_calc.order.prescription import Language

__all__ = ["GREY", "Box", "Cell", "framed", "gap", "heading", "paragraph", "strip", "strips", "table", "table_head", "table_rows"]

GREY: Final = 0.88
_PADDING: Final = 4.0
_HEAD: Final = 12.0
_LABEL: Final = 7.5
_POINT: Final = re.compile(r"(?<=[^0-9]\.)(?=\S)|(?<=\.)(?=[^\s0-9])")
_VALUES: Final = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
_THIN: Final = 0.6
_THICK: Final = 1.2


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: printed words, or nothing for a person to fill."""

    runs: Runs = ()
    size: float = 9.5


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a strip: a small label and, printed, a value; empty for a person to fill."""

    label: str
    value: str = ""
    width: float = 1.0
    """Its share of the strip."""


def gap(height: float, *, keep: bool = False) -> Part:
    """Space between sections."""
    return Part(height, lambda _pen, _y: None, keep=keep)


def heading(title: str, more: str = "", *, listed: bool = True) -> Part:
    """A section's title, with a few words beside it; stays with what follows. `listed` in the document's outline."""
    words, beside = run(title, bold=True), run(more)
    if LEFT + line_width(words, 11.5) + 10 + line_width(beside, 9) > RIGHT:
        raise DoesNotFit(more, "a heading's line")

    def draw(pen: RecordPen, y: float) -> None:
        if listed:
            pen.bookmark(title, y)
        with pen.heading(2):
            pen.words(words, LEFT, y + 13, 11.5)
        if more:
            pen.words(beside, LEFT + line_width(words, 11.5) + 10, y + 13, 9)

    return Part(17, draw, keep=True, what=title, begins=True)


def paragraph(runs: Runs, size: float, lead: float, *, keep: bool = False, whole: Element | None = None) -> Part:
    """A text over the whole width; an item of the list `whole` where there is one."""
    lines = break_anywhere(runs, size, RIGHT - LEFT)

    def draw(pen: RecordPen, y: float) -> None:
        with pen.paragraph() if whole is None else pen.item(whole):
            draw_lines(pen, lines, LEFT, y, size, lead)

    return Part(lead * len(lines), draw, keep=keep, what=plain(runs))


def framed(texts: Sequence[tuple[Runs, float]], border: float) -> Part:
    """Texts of their sizes in one frame."""
    broken = [(break_anywhere(runs, size, RIGHT - LEFT - 16), size) for runs, size in texts]
    height = 8 + sum(len(lines) * size * 1.3 for lines, size in broken)

    def draw(pen: RecordPen, y: float) -> None:
        pen.frame(LEFT + border / 2, y + border / 2, RIGHT - LEFT - border, height - border, border)
        at = y + 4
        for lines, size in broken:
            at = draw_lines(pen, lines, LEFT + 8, at, size, size * 1.3)

    return Part(height, draw, what=plain(texts[0][0]))


def strip(boxes: Sequence[Box], height: float) -> Part:
    """Boxes side by side over the whole width; higher where a value takes more than one line."""
    shares = sum(box.width for box in boxes)
    widths = [(RIGHT - LEFT) * box.width / shares for box in boxes]
    words = heard_words(Language.ENGLISH)
    values = [_fitting(box.value, width) for box, width in zip(boxes, widths, strict=True)]
    for box, width in zip(boxes, widths, strict=True):
        if text_width(box.label, _LABEL) > width - 6:
            raise DoesNotFit(box.label, "its box on the worksheet")
    higher = max(height, *(_HEAD + 4 + size * 1.15 * (len(lines) - 1) + size for lines, size in values if len(lines) > 1), 0.0)

    def draw(pen: RecordPen, y: float) -> None:
        x = LEFT
        for box, width, (lines, size) in zip(boxes, widths, values, strict=True):
            pen.frame(x, y, width, higher, _THICK)
            said = words["named"].format(name=box.label, text=box.value) if box.value else words["blank"].format(name=box.label)
            with pen.paragraph(said=said, fill=not box.value):
                pen.words(run(box.label), x + _PADDING, y + 9, _LABEL)
                for up, line in zip(reversed(range(len(lines))), lines, strict=True):
                    pen.words(line, x + _PADDING, y + higher - 5 - 1.15 * size * up, size)
            x += width

    return Part(higher, draw, what=boxes[0].label)


def strips(boxes: Sequence[Box], height: float) -> list[Part]:
    """Boxes that are only as wide as what they say, `width` being the room to write in points; on as many strips as they need."""
    wide = [replace(box, width=max(text_width(box.label, _LABEL) + 2 * _PADDING, box.width)) for box in boxes]
    rows: list[list[Box]] = [[]]
    for box in wide:
        if rows[-1] and sum(each.width for each in rows[-1]) + box.width > RIGHT - LEFT:
            rows.append([])
        rows[-1].append(box)
    return [replace(strip(row, height), keep=row is not rows[-1]) for row in rows]


def table(columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Cell]], least: float = 19.0) -> list[Part]:
    """A table with a grey head that is repeated on every page it goes on to.

    Args:
        columns: head and width of each; the widths fill the page.
        rows: their cells; a row is as high as its longest cell needs.
        least: the lowest a row may be.
    """
    head, set_rows = table_rows(columns, rows)
    return [head, *(row.part(least) for row in set_rows)]


def table_rows(columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Cell]]) -> tuple[Part, list[Row]]:
    """The same table with its lines broken, for a page that has yet to say how high its rows are."""
    whole = Element("Table")
    head = table_head(columns, whole)
    return head, [_row(columns, cells, head, whole) for cells in rows]


def _row(columns: Sequence[tuple[str, float]], cells: Sequence[Cell], head: Part, whole: Element) -> Row:
    lines = [break_anywhere(cell.runs, cell.size, width - 2 * _PADDING) for cell, (_, width) in zip(cells, columns, strict=True)]
    needed = max(len(broken) * cell.size * 1.2 for broken, cell in zip(lines, cells, strict=True)) + 6

    def draw(pen: RecordPen, y: float, height: float) -> None:
        x = LEFT
        with pen.row(whole):
            for cell, broken, (_, width) in zip(cells, lines, columns, strict=True):
                pen.frame(x, y, width, height, _THIN)
                lead = cell.size * 1.2
                if broken:
                    with pen.part("TD"):
                        draw_lines(pen, broken, x + _PADDING, y + (height - lead * len(broken)) / 2, cell.size, lead)
                else:
                    pen.empty_cell(fill=True)
                x += width
        _sides(pen, y, height)

    return Row(needed, draw, head, " ".join(plain(cell.runs) for cell in cells))


def table_head(columns: Sequence[tuple[str, float]], whole: Element, unnamed: str = "") -> Part:
    """A table's grey head: title and width of each column. It is read where the table `whole` begins, not where it is repeated.

    Args:
        columns: title and width of each.
        whole: the table.
        unnamed: what is read for a column without a title.
    """
    for title, width in columns:
        if text_width(title, 8, bold=True) > width - 2:
            raise DoesNotFit(title, "its column on the worksheet")

    def draw(pen: RecordPen, y: float) -> None:
        pen.area(LEFT, y, RIGHT - LEFT, _HEAD, GREY)
        with pen.unread("Header") if whole.kids else nullcontext(), pen.row(whole):
            x = LEFT
            for title, width in columns:
                pen.frame(x, y, width, _HEAD, _THIN)
                left = x + min(_PADDING, (width - text_width(title, 8, bold=True)) / 2)
                with pen.part("TH", said="" if title else unnamed):
                    pen.words(run(title, bold=True), left, y + baseline(_HEAD, 8), 8)
                x += width
        _sides(pen, y, _HEAD)

    return Part(_HEAD, draw, keep=True)


def _sides(pen: RecordPen, y: float, height: float) -> None:
    for x in (LEFT, RIGHT):
        pen.line((x, y), (x, y + height), _THICK)


def _fitting(value: str, width: float) -> tuple[list[Runs], float]:
    """The largest size up to 12 pt at which a value stands on one line of its box, else its lines in the smallest.

    An id breaks after a point, never in a number.
    """
    words, room = run(value, bold=True), width - 2 * _PADDING
    for size in _VALUES:
        if text_width(value, size, bold=True) <= room:
            return ([words] if value else []), size
    lines = [""]
    for piece in _POINT.split(value):
        fits = text_width(lines[-1] + piece, _VALUES[-1], bold=True) <= room
        lines = [*lines[:-1], lines[-1] + piece] if fits or not lines[-1] else [*lines, piece]
    return [broken for line in lines for broken in break_anywhere(run(line, bold=True), _VALUES[-1], room)], _VALUES[-1]
