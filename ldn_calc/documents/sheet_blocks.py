"""The sheet's blocks: title, opioid box, rows of doses, sections. Measures: docs of the papers, "Patient sheet"."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.dose_rows import DoseRow
from ldn_calc.documents.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.runs import Runs, run
from ldn_calc.documents.sheet_content import OpioidBox, Take, Title
from ldn_calc.documents.sheet_text import Paragraph, Section
from ldn_calc.documents.typeset import Alignment, break_lines, break_name, line_width

__all__ = ["BODY", "LEAD", "TEXT_WIDTH", "after_block", "box_block", "heading_block", "row_block", "section_block", "title_block"]

TEXT_WIDTH: Final = 504.0
BODY: Final = 12.0
LEAD: Final = 15.2
_HEADING: Final = 14.0
_HEADING_LEAD: Final = 17.0
_PARAGRAPH_GAP: Final = 1.5
_LEFT_COLUMN: Final = 170.0
_DOSE: Final = 26.0
_CAPTION: Final = 10.0


def title_block(title: Title) -> Block:
    """Patient with the last day of use on the right, drug, form and strength."""
    date_width = line_width(title.do_not_use_after, BODY)
    name = break_name(title.patient, 17, lambda line: TEXT_WIDTH - (date_width + 16 if line == 0 else 0))
    drug = break_lines(run(title.drug, bold=True), 17, TEXT_WIDTH)
    detail = break_lines(title.detail, 14, TEXT_WIDTH)
    height = 21.0 * len(name) + 22.0 * len(drug) + 18.0 * len(detail) + 3

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.words(title.do_not_use_after, x + TEXT_WIDTH, y + baseline(21, 17), BODY, Alignment.RIGHT)
        end = draw_lines(pen, name, x, y, 17, 21)
        end = draw_lines(pen, drug, x, end, 17, 22)
        draw_lines(pen, detail, x, end, 14, 18)

    return Block(height, draw)


def box_block(box: OpioidBox) -> Block:
    """A thick frame with a black head; the first sentence largest."""
    head, padding, size, lead = 24.0, 9.0, 12.5, 16.0
    inside = TEXT_WIDTH - 2 * padding
    first = break_lines(box.first, 19, inside)
    points = [_broken(Paragraph(point, "point"), size, inside, 12.0) for point in box.points]
    texts = 22.5 * len(first) + sum(lead * len(lines) + _PARAGRAPH_GAP for lines in points)
    height = head + 7 + texts + 2 + 7

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.frame(x, y + 1.5, TEXT_WIDTH, height - 3, 3)
        pen.area(x, y + 1.5, TEXT_WIDTH, head)
        pen.words(run(box.heading, bold=True), x + padding, y + 1.5 + baseline(head, 17), 17, grey=1.0)
        end = draw_lines(pen, first, x + padding, y + head + 7, 19, 22.5) + 2
        for lines in points:
            _draw_mark(pen, "point", x + padding, end, size, lead)
            end = draw_lines(pen, lines, x + padding + 12, end, size, lead) + _PARAGRAPH_GAP

    return Block(height, draw)


def heading_block(heading: str, right: Runs = ()) -> Block:
    """A heading over the whole width with a rule under it, and words at its right end."""

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.words(run(heading, bold=True), x, y + baseline(_HEADING_LEAD, _HEADING), _HEADING)
        if right:
            pen.words(right, x + TEXT_WIDTH, y + baseline(_HEADING_LEAD, _HEADING), _HEADING, Alignment.RIGHT)
        pen.line((x, y + _HEADING_LEAD + 2), (x + TEXT_WIDTH, y + _HEADING_LEAD + 2), 0.8)

    return Block(_HEADING_LEAD + 2, draw)


def row_block(row: DoseRow) -> Block:
    """One dose: dates, the amount largest, what it holds, when; at the right the syringe or the capsules."""
    room = _LEFT_COLUMN - 8
    dates = break_lines(row.dates, BODY, room)
    amount = run(row.amount, bold=True)
    amount_width = line_width(amount, _DOSE)
    holds_beside = not row.beside and amount_width + 6 + line_width(run(row.holds), BODY) <= room
    under = () if holds_beside else (run(row.holds),)
    said = (*under, run(row.when, bold=row.when_matters), *(run(note) for note in row.notes))
    notes = [line for words in said for line in break_lines(words, BODY, room)]
    left = 3 + LEAD * len(dates) + 28 + LEAD * len(notes)
    right = _beside_bottom(row) if row.beside else 2.5 + sum(drawing.height for drawing in row.drawings)
    height = max(left, right) + 6

    def draw(pen: Pen, x: float, y: float) -> None:
        end = draw_lines(pen, dates, x, y + 3, BODY, LEAD)
        pen.words(amount, x, end + 23, _DOSE)
        if holds_beside:
            pen.words(run(row.holds), x + amount_width + 6, end + 23, BODY)
        draw_lines(pen, notes, x, end + 28, BODY, LEAD)
        across, down = x + _LEFT_COLUMN, y + 2.5
        for drawing in row.drawings:
            if row.beside:
                pen.drawing(drawing, across, y + _beside_bottom(row) - drawing.height)
                across += drawing.width + 18
            else:
                pen.drawing(drawing, across, down)
                down += drawing.height
        pen.line((x, y + height), (x + TEXT_WIDTH, y + height), 0.8)

    return Block(height, draw)


def after_block(take: Take) -> Block:
    """What holds for every dose, and the caption of the drawings."""
    paragraphs = [break_lines(paragraph.runs, BODY, TEXT_WIDTH) for paragraph in take.after]
    caption = break_lines(take.caption, _CAPTION, TEXT_WIDTH)
    height = 3 + sum(LEAD * len(lines) for lines in paragraphs) + 2 + 12.5 * len(caption)

    def draw(pen: Pen, x: float, y: float) -> None:
        end = y + 3
        for lines in paragraphs:
            end = draw_lines(pen, lines, x, end, BODY, LEAD)
        draw_lines(pen, caption, x, end + 2, _CAPTION, 12.5)

    return Block(height, draw)


def section_block(section: Section, width: float) -> Block:
    """A section in a column of that width."""
    heading = break_lines(run(section.heading, bold=True), _HEADING, width)
    hanging = {"": 0.0, "point": 11.5}
    paragraphs = [
        (paragraph.mark, indent, _broken(paragraph, BODY, width, indent))
        for paragraph in section.paragraphs
        for indent in (hanging.get(paragraph.mark, 16.0),)
    ]
    gaps = _PARAGRAPH_GAP * (len(paragraphs) - 1)
    height = _HEADING_LEAD * len(heading) + 1 + sum(LEAD * len(lines) for _, _, lines in paragraphs) + gaps

    def draw(pen: Pen, x: float, y: float) -> None:
        end = draw_lines(pen, heading, x, y, _HEADING, _HEADING_LEAD) + 1
        for mark, indent, lines in paragraphs:
            _draw_mark(pen, mark, x, end, BODY, LEAD)
            end = draw_lines(pen, lines, x + indent, end, BODY, LEAD) + _PARAGRAPH_GAP

    return Block(height, draw)


def _beside_bottom(row: DoseRow) -> float:
    """Where capsules end: beside the middle of the amount where they have the room."""
    return max(40.5, 4 + max(drawing.height for drawing in row.drawings))


def _broken(paragraph: Paragraph, size: float, width: float, indent: float) -> list[Runs]:
    return break_lines(paragraph.runs, size, width - indent, "the patient sheet's column")


def _draw_mark(pen: Pen, mark: str, x: float, y: float, size: float, lead: float) -> None:
    """A drawn square, because the typeface has no ballot boxes; or the number of a step."""
    if mark == "point":
        side = 0.32 * size
        pen.area(x + 1, y + baseline(lead, size) - 0.36 * size - side / 2, side, side)
    elif mark:
        pen.words(run(mark), x, y + baseline(lead, size), size)
