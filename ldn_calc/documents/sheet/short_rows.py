"""How to take it in the two-page form: each dose in words and drawn, with its days to mark.

Beside a syringe stand the words and under them the days. Capsules are low: they stand under the words, and the days beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.drawing.typeset import break_lines, line_width
from ldn_calc.documents.sheet.blocks import BETWEEN_STRENGTHS, TEXT_WIDTH, heading_block
from ldn_calc.documents.sheet.calendar_strip import Strip, days_block, strips
from ldn_calc.documents.sheet.content import SheetContent
from ldn_calc.documents.sheet.dose_rows import DoseRow
from ldn_calc.documents.sheet.style import SheetStyle
from ldn_calc.documents.words.runs import Run, Runs, run

__all__ = ["plan_blocks"]

_GAP: Final = 8.0
_TOP: Final = 2.0
_UNDER: Final = 3.0
_BESIDE: Final = 7.0
_LINES_BESIDE: Final = 2
_DESCENT: Final = 5.0
_TAG: Final = 8.5
_BETWEEN_BARE: Final = 4.0
"""So that the mark of the second syringe is not taken for one of the first syringe's numbers."""


def plan_blocks(content: SheetContent, style: SheetStyle, *, compact: bool = False, days: bool = True) -> tuple[Block, list[Block]]:
    """The heading with what the boxes are for, and a block for each dose.

    Args:
        content: the words.
        style: the sizes; its `left` is the most that words and days may take.
        compact: whether two draws are told among the words, and one not again, rather than "Fill to 1.5 mL" over the syringe; and
            whether capsules stand under the days rather than under the words.
        days: whether each dose has its days to mark.
    """
    rows = content.take.rows
    room = _room(rows, style)
    shown = strips(content.calendar, rows)
    blocks = [_row_block(row, strip, style, room, compact=compact, marked=days) for row, strip in zip(rows, shown, strict=True)]
    return _heading_block(content, style, days=days), blocks


def _room(rows: Sequence[DoseRow], style: SheetStyle) -> float:
    """The width of the words and of the days: what the widest syringe leaves; beside capsules half a row each."""
    if rows[0].beside:
        return (TEXT_WIDTH - _GAP) / 2
    return min(style.left, TEXT_WIDTH - max(drawing.width for row in rows for drawing in row.drawings)) - _GAP


def _heading_block(content: SheetContent, style: SheetStyle, *, days: bool) -> Block:
    """The heading, at its right when to start or else what the boxes are for; that stands under it where both are said."""
    body, start, mark = style.body, content.take.start, run(content.calendar.mark) if days else ()
    heading = heading_block(content.take.heading, style, start or mark)
    under = [mark] if start and mark else []

    def draw(pen: Pen, x: float, y: float) -> None:
        heading.draw(pen, x, y)
        draw_lines(pen, under, x, y + heading.height + 2, body.size, body.lead)

    return Block(heading.height + (body.lead + 2) * len(under), draw, heading.bookmark)


def _row_block(row: DoseRow, strip: Strip, style: SheetStyle, room: float, *, compact: bool, marked: bool) -> Block:
    words = _words_block(row, strip.band_of(row), style, room, compact=compact, marked=marked)
    days = days_block(strip if marked else Strip((), headed=False), room)
    drawn = _capsules_block(row) if row.beside else _syringes_block(row, compact=compact)
    right = room + _GAP
    if not row.beside:
        places = (days, 0.0, words.height), (drawn, right, 0.0)
    elif sum(drawing.width for drawing in row.drawings) + BETWEEN_STRENGTHS * (len(row.drawings) - 1) > room:
        places = (days, right, _TOP), (drawn, 0.0, max(words.height, _TOP + days.height))
    elif compact:
        places = (days, right, _TOP), (drawn, right, days.height + 2 * _TOP)
    else:
        places = (days, right, _TOP), (drawn, 0.0, words.height)
    height = max(words.height, *(down + block.height for block, _, down in places)) + _UNDER

    def draw(pen: Pen, x: float, y: float) -> None:
        words.draw(pen, x, y)
        for block, across, down in places:
            block.draw(pen, x + across, y + down)
        pen.line((x, y + height), (x + TEXT_WIDTH, y + height), 0.8)

    return Block(height, draw)


def _words_block(row: DoseRow, band: str, style: SheetStyle, room: float, *, compact: bool, marked: bool) -> Block:
    """Dates with what is new on the first day, the amount largest, what it holds, when, and how.

    Dates that leave no room for what is new are told without their weekdays where the days to mark have these over them.
    """
    body, dose = style.body, style.dose
    tag = run(band, bold=True)
    tag_width = line_width(tag, _TAG) + 8
    whole = line_width(row.dates, body.size) + (6 + tag_width if band else 0.0) <= room
    dates = break_lines(row.dates if whole or not marked else row.short_dates, body.size, room)
    tag_at = line_width(dates[-1], body.size) + 6
    tag_line = len(dates) - 1 if tag_at + tag_width <= room else len(dates)
    above = _TOP + body.lead * max(len(dates), tag_line + 1 if band else 0)
    amount = break_lines(run(row.amount, bold=True), dose.size, room)
    beside, under = _said(row, style, room, compact=compact)
    lead = max(dose.lead, body.lead * len(beside) + 1.5)
    level = above + lead - _DESCENT
    notes = [line for words in under for line in break_lines(words, body.size, room)]
    notes_top = above + lead + dose.lead * (len(amount) - 1)

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.heading(3):
            draw_lines(pen, dates, x, y + _TOP, body.size, body.lead)
        if band:
            across, down = x + (tag_at if tag_line < len(dates) else 0.0), y + _TOP + tag_line * body.lead
            pen.area(across, down + 1.5, tag_width, body.lead - 3)
            pen.words(tag, across + 4, down + baseline(body.lead, _TAG), _TAG, grey=1.0)
        with pen.paragraph():
            for place, line in enumerate(amount):
                pen.words(line, x, y + level + place * dose.lead, dose.size)
            for place, line in enumerate(beside, 1 - len(beside)):
                pen.words(line, x + line_width(amount[0], dose.size) + _BESIDE, y + level + place * body.lead, body.size)
        draw_lines(pen, notes, x, y + notes_top, body.size, body.lead)

    return Block(notes_top + body.lead * len(notes) + 2, draw)


def _syringes_block(row: DoseRow, *, compact: bool) -> Block:
    """The syringes one under the other."""
    drawings, gap = (row.bare, _BETWEEN_BARE) if compact else (row.drawings, 0.0)

    def draw(pen: Pen, x: float, y: float) -> None:
        down = y + _TOP
        for drawing in drawings:
            pen.drawing(drawing, x, down)
            down += drawing.height + gap

    return Block(_TOP + sum(drawing.height for drawing in drawings) + gap * (len(drawings) - 1), draw)


def _capsules_block(row: DoseRow) -> Block:
    """The capsules of each strength beside each other, on one line."""
    height = max(drawing.height for drawing in row.drawings)

    def draw(pen: Pen, x: float, y: float) -> None:
        across = x
        for drawing in row.drawings:
            pen.drawing(drawing, across, y + height - drawing.height)
            across += drawing.width + BETWEEN_STRENGTHS

    return Block(height + 2, draw)


def _said(row: DoseRow, style: SheetStyle, room: float, *, compact: bool) -> tuple[list[Runs], list[Runs]]:
    """What stands beside the amount, in two lines where they fit, and what under it."""
    size = style.body.size
    width = room - line_width(run(row.amount, bold=True), style.dose.size) - _BESIDE
    holds, when = run(row.holds), run(row.when, bold=row.when_matters)
    together = (*holds, Run("   "), *when)
    said = [run(note) for note in row.notes]
    if compact and row.fills:
        said[-1:-1] = row.fills  # before "Fill the same syringe 2 times."
    apart = line_width(together, size) > width and max(line_width(words, size) for words in (holds, when)) <= width
    said[:0] = [holds, when] if apart else [together]
    beside: list[Runs] = []
    while said and len(beside) < _LINES_BESIDE and line_width(said[0], size) <= width:
        beside.append(said.pop(0))
    return beside, said
