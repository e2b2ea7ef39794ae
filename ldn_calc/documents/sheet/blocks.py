"""The sheet's blocks: title, opioid box, rows of doses, sections. Measures: docs of the papers, "Patient sheet"."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.drawing.fonts import text_width
from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.drawing.typeset import Alignment, break_lines, break_name, line_width
from ldn_calc.documents.sheet.content import OpioidBox, Take, Title
from ldn_calc.documents.sheet.dose_rows import DoseRow
from ldn_calc.documents.sheet.style import SheetStyle, Type
from ldn_calc.documents.words.runs import Run, Runs, run
from ldn_calc.documents.words.sheet_text import Paragraph, Section

__all__ = [
    "BETWEEN_STRENGTHS",
    "TEXT_WIDTH",
    "after_block",
    "box_block",
    "heading_block",
    "row_block",
    "section_block",
    "title_block",
]

TEXT_WIDTH: Final = 504.0
BETWEEN_STRENGTHS: Final = 18.0
_BESIDE: Final = 12.0


def title_block(title: Title, style: SheetStyle) -> Block:
    """Patient with the last day of use on the right, drug, form and strength; in large print a long name has its line alone."""
    date, date_width = title.do_not_use_after, line_width(title.do_not_use_after, style.body.size)
    whole = line_width(run(title.patient, bold=True), style.name.size)
    under = style.dates_above and whole + 16 + date_width > TEXT_WIDTH
    name = break_name(title.patient, style.name.size, lambda line: TEXT_WIDTH - (date_width + 16 if line == 0 and not under else 0))
    drug = break_lines(run(title.drug, bold=True), style.drug.size, TEXT_WIDTH)
    detail = break_lines(title.detail, style.detail.size, TEXT_WIDTH)
    height = style.name.lead * len(name) + style.drug.lead * len(drug) + style.detail.lead * len(detail) + 3
    height += style.body.lead if under else 0.0

    def draw(pen: Pen, x: float, y: float) -> None:
        end = _draw(pen, name, x, y, style.name)
        if not under:
            date_at = y + baseline(style.name.lead, style.name.size)
            pen.words(date, x + TEXT_WIDTH, date_at, style.body.size, Alignment.RIGHT)
        end = _draw(pen, drug, x, end, style.drug)
        end = _draw(pen, detail, x, end, style.detail)
        if under:
            _draw(pen, [date], x, end, style.body)

    return Block(height, draw, title.drug)


def box_block(box: OpioidBox, style: SheetStyle) -> Block:
    """A thick frame with a black head; the first sentence largest."""
    head, padding, indent = style.box_head.lead, 9.0, 0.96 * style.box_body.size
    inside = TEXT_WIDTH - 2 * padding
    first = break_lines(box.first, style.box_first.size, inside)
    points = [_broken(Paragraph(point, "point"), style.box_body.size, inside, indent) for point in box.points]
    texts = style.box_first.lead * len(first) + sum(style.box_body.lead * len(lines) + style.paragraph_gap for lines in points)
    height = head + 7 + texts + 2 + 7

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.frame(x, y + 1.5, TEXT_WIDTH, height - 3, 3)
        pen.area(x, y + 1.5, TEXT_WIDTH, head)
        pen.words(
            run(box.heading, bold=True), x + padding, y + 1.5 + baseline(head, style.box_head.size), style.box_head.size, grey=1.0
        )
        end = _draw(pen, first, x + padding, y + head + 7, style.box_first) + 2
        for lines in points:
            with pen.hanging("point"):
                _draw_mark(pen, "point", x + padding, end, style.box_body)
                end = _draw(pen, lines, x + padding + indent, end, style.box_body) + style.paragraph_gap

    return Block(height, draw, box.heading)


def heading_block(heading: str, style: SheetStyle, right: Runs = ()) -> Block:
    """A heading over the whole width with a rule under it, and words at its right end, or under it where they need room."""
    size, lead = style.heading.size, style.heading.lead
    beside = line_width(run(heading, bold=True), size) + _BESIDE + line_width(right, size) <= TEXT_WIDTH
    lines = 1 if beside else 2

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.words(run(heading, bold=True), x, y + baseline(lead, size), size)
        if right:
            across, alignment = (TEXT_WIDTH, Alignment.RIGHT) if beside else (0.0, Alignment.LEFT)
            pen.words(right, x + across, y + (lines - 1) * lead + baseline(lead, size), size, alignment)
        pen.line((x, y + lines * lead + 2), (x + TEXT_WIDTH, y + lines * lead + 2), 0.8)

    return Block(lines * lead + 2, draw, heading)


def row_block(row: DoseRow, style: SheetStyle) -> Block:
    """One dose: dates, the amount largest, what it holds, when; at the right the syringe or the capsules."""
    room, body = style.left - 8, style.body
    dose = _dose_type(row, style, room)
    dates = break_lines(row.dates, body.size, TEXT_WIDTH if style.dates_above else room)
    amount = break_lines(run(row.amount, bold=True), dose.size, room)
    above = 3 + body.lead * len(dates)
    beside, said = _said(row, style)
    notes = [line for words in said for line in break_lines(words, body.size, room)]
    left = above + dose.lead * len(amount) + body.lead * len(notes)
    drawings_top = above if style.dates_above else 2.5
    right = _capsules_bottom(row, style) if row.beside else drawings_top + sum(drawing.height for drawing in row.drawings)
    height = max(left, right) + 6

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.heading(3):
            end = _draw(pen, dates, x, y + 3, body)
        with pen.paragraph():
            for line in amount:
                pen.words(line, x, end + 0.885 * dose.size, dose.size)
                if beside:
                    pen.words(beside, x + line_width(line, dose.size) + 6, end + 0.885 * dose.size, body.size)
                end += dose.lead
        _draw(pen, notes, x, end, body)
        across, down = x + style.left, y + drawings_top
        for drawing in row.drawings:
            if row.beside:
                pen.drawing(drawing, across, y + _capsules_bottom(row, style) - drawing.height)
                across += drawing.width + BETWEEN_STRENGTHS
            else:
                pen.drawing(drawing, across, down)
                down += drawing.height
        pen.line((x, y + height), (x + TEXT_WIDTH, y + height), 0.8)

    return Block(height, draw)


def _dose_type(row: DoseRow, style: SheetStyle, room: float) -> Type:
    """The size of the amount; smaller where so many of a strength would not fit a line: `2 of 0.25 mg` is never parted."""
    widest = max(text_width(part, style.dose.size, bold=True) for part in row.amount.split(" "))
    return Type(style.dose.size * min(1.0, room / widest), style.dose.lead)


def _said(row: DoseRow, style: SheetStyle) -> tuple[Runs, tuple[Runs, ...]]:
    """What stands beside the amount, and the lines under it: mass and time of day share a line where they fit it."""
    room, size = style.left - 8, style.body.size
    holds, when = run(row.holds), run(row.when, bold=row.when_matters)
    notes = tuple(run(note) for note in row.notes)
    if style.dates_above:
        return (), (holds, when, *notes)
    if not row.beside and line_width(run(row.amount, bold=True), style.dose.size) + 6 + line_width(holds, size) <= room:
        return holds, (when, *notes)
    line = (*holds, Run("   "), *when)
    together = row.beside and line_width(line, size) <= room
    return (), (line, *notes) if together else (holds, when, *notes)


def after_block(take: Take, style: SheetStyle) -> Block:
    """What holds for every dose, and the caption of the drawings."""
    paragraphs = [break_lines(paragraph.runs, style.body.size, TEXT_WIDTH) for paragraph in take.after]
    caption = break_lines(take.caption, style.caption.size, TEXT_WIDTH)
    height = 3 + sum(style.body.lead * len(lines) for lines in paragraphs) + 2 + style.caption.lead * len(caption)

    def draw(pen: Pen, x: float, y: float) -> None:
        end = y + 3
        for lines in paragraphs:
            end = _draw(pen, lines, x, end, style.body)
        _draw(pen, caption, x, end + 2, style.caption)

    return Block(height, draw)


def section_block(section: Section, width: float, style: SheetStyle) -> Block:
    """A section in a column of that width."""
    body = style.body
    heading = break_lines(run(section.heading, bold=True), style.heading.size, width)
    hanging = {"": 0.0, "point": 0.96 * body.size}
    paragraphs = [
        (paragraph.mark, indent, _broken(paragraph, body.size, width, indent))
        for paragraph in section.paragraphs
        for indent in (hanging.get(paragraph.mark, 1.34 * body.size),)
    ]
    gaps = style.paragraph_gap * (len(paragraphs) - 1)
    height = style.heading.lead * len(heading) + 1 + sum(body.lead * len(lines) for _, _, lines in paragraphs) + gaps

    def draw(pen: Pen, x: float, y: float) -> None:
        end = _draw(pen, heading, x, y, style.heading) + 1
        for mark, indent, lines in paragraphs:
            with pen.hanging(mark):
                _draw_mark(pen, mark, x, end, body)
                end = _draw(pen, lines, x + indent, end, body) + style.paragraph_gap

    return Block(height, draw, section.heading)


def _capsules_bottom(row: DoseRow, style: SheetStyle) -> float:
    """Where capsules end: beside the middle of the amount where they have the room."""
    dates = 3 + style.body.lead
    top = dates if style.dates_above else 4.0
    return max(dates + 0.86 * style.dose.size, top + max(drawing.height for drawing in row.drawings))


def _broken(paragraph: Paragraph, size: float, width: float, indent: float) -> list[Runs]:
    return break_lines(paragraph.runs, size, width - indent, "the patient sheet's column")


def _draw(pen: Pen, lines: list[Runs], x: float, y: float, kind: Type) -> float:
    return draw_lines(pen, lines, x, y, kind.size, kind.lead)


def _draw_mark(pen: Pen, mark: str, x: float, y: float, kind: Type) -> None:
    """A drawn square, because the typeface has no ballot boxes; or the number of a step."""
    if mark == "point":
        side = 0.32 * kind.size
        pen.area(x + 1, y + baseline(kind.lead, kind.size) - 0.36 * kind.size - side / 2, side, side)
    elif mark:
        pen.words(run(mark), x, y + baseline(kind.lead, kind.size), kind.size)
