"""The sheet's blocks over its whole width: title, opioid box, answers, rows of doses, panels. Measures: docs, "Patient sheet"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.drawing.shapes import Role
from ldn_calc.documents.drawing.signs import Sign, sign
from ldn_calc.documents.drawing.typeset import Alignment, break_lines, break_name, line_width
from ldn_calc.documents.sheet.content import OpioidBox, Panel, SheetContent, Take, Title
from ldn_calc.documents.sheet.dose_rows import DoseRow
from ldn_calc.documents.sheet.parts import Part, block_of, group_head, height_of, paragraphs
from ldn_calc.documents.sheet.style import SheetStyle, Type
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Run, Runs, run

__all__ = [
    "BETWEEN_STRENGTHS",
    "TEXT_WIDTH",
    "after_block",
    "answered_block",
    "box_block",
    "directions_block",
    "panel_parts",
    "panels_block",
    "row_block",
    "stacked",
    "title_block",
]

TEXT_WIDTH: Final = 504.0
BETWEEN_STRENGTHS: Final = 18.0
_PADDING: Final = 10.0
_NOTE: Final = 11.0
_BESIDE: Final = 12.0
_PANEL_GAP: Final = 14.0
_PANELS: Final = {3: (196.0, 136.0, 144.0), 2: (262.0, 228.0), 1: (TEXT_WIDTH,)}
"""Widths of the panels, by how many there are."""


def title_block(title: Title, style: SheetStyle, note: Runs = ()) -> Block:
    """Patient with the last day of use on the right, drug, form and strength; in large print a long name has its line alone.

    Args:
        title: the words.
        style: the sizes.
        note: at the right of the drug's line: that this is the short form.
    """
    detail_type = style.detail
    date, date_width = title.do_not_use_after, line_width(title.do_not_use_after, detail_type.size)
    whole = line_width(run(title.patient, bold=True), style.name.size)
    under = style.columns == 1 and whole + 16 + date_width > TEXT_WIDTH
    name = break_name(title.patient, style.name.size, lambda line: TEXT_WIDTH - (date_width + 16 if line == 0 and not under else 0))
    drug = break_lines(run(title.drug, bold=True), style.drug.size, TEXT_WIDTH)
    drug_width = line_width(drug[-1], style.drug.size) + 8
    noted = line_width(note, _NOTE) + 8 if note else 0.0
    beside = drug_width + line_width(title.detail, detail_type.size) + noted <= TEXT_WIDTH
    detail = [] if beside else break_lines(title.detail, detail_type.size, TEXT_WIDTH)
    height = style.name.lead * len(name) + style.drug.lead * len(drug) + detail_type.lead * len(detail) + 5
    height += detail_type.lead if under else 0.0

    def draw(pen: Pen, x: float, y: float) -> None:
        end = draw_lines(pen, name, x, y, style.name.size, style.name.lead)
        if not under:
            date_at = y + baseline(style.name.lead, style.name.size)
            pen.words(date, x + TEXT_WIDTH, date_at, detail_type.size, Alignment.RIGHT)
        end = draw_lines(pen, drug, x, end, style.drug.size, style.drug.lead)
        level = end - style.drug.lead + baseline(style.drug.lead, style.drug.size)
        if note:
            pen.words(note, x + TEXT_WIDTH, level, _NOTE, Alignment.RIGHT)
        if beside:
            pen.words(title.detail, x + drug_width, level, detail_type.size)
        elif detail:
            end = draw_lines(pen, detail, x, end, detail_type.size, detail_type.lead)
        if under:
            draw_lines(pen, [date], x, end, detail_type.size, detail_type.lead)

    return Block(height, draw, title.drug)


def box_block(box: OpioidBox, style: SheetStyle, told: Sequence[Runs] | None = None, *, goes_on: bool = False) -> Block:
    """A thick frame with a black head; the first sentence largest.

    Args:
        box: the words.
        style: the sizes.
        told: those of its points that stand here; all unless told.
        goes_on: whether it goes on from the page before, where its first sentence stands.
    """
    head, inside = style.box_head.lead, TEXT_WIDTH - 2 * _PADDING
    first = [] if goes_on else break_lines(box.first, style.box_first.size, inside)
    points = paragraphs(((point, "point") for point in (box.points if told is None else told)), style, inside, style.box_body)
    texts = style.box_first.lead * len(first) + height_of(points)
    height = head + 5 + texts + 2 + 6

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.frame(x + 1.3, y + 1.3, TEXT_WIDTH - 2.6, height - 2.6, 2.6)
        pen.area(x, y, TEXT_WIDTH, head)
        size = 0.8 * head
        pen.sign(sign(Sign.NO_OPIOIDS, size, Role.FLAG_TEXT, Role.FLAG), x + _PADDING - 2, y + 0.1 * head)
        level = y + baseline(head, style.box_head.size)
        pen.words(run(box.heading, bold=True), x + _PADDING + size + 4, level, style.box_head.size, grey=1.0)
        end = draw_lines(pen, first, x + _PADDING, y + head + 5, style.box_first.size, style.box_first.lead) + 2
        _draw_parts(pen, points, x + _PADDING, end)

    return Block(height, draw, "" if goes_on else box.heading)


def answered_block(content: SheetContent, style: SheetStyle) -> Block | None:
    """What the patient answered, in a frame under the box; None where nothing of it changes the sheet."""
    if not content.answered:
        return None
    inside = TEXT_WIDTH - 2 * _PADDING
    several = len(content.answered) > 1
    opening = (Run(f"{content.answered_heading}: ", bold=True),)
    words = [((*opening, *runs) if place == 0 else runs, "point" if several else "") for place, runs in enumerate(content.answered)]
    parts = paragraphs(words, style, inside, style.box_body)
    height = height_of(parts) + 8

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.frame(x + 0.7, y + 0.7, TEXT_WIDTH - 1.4, height - 1.4, 1.4)
        _draw_parts(pen, parts, x + _PADDING, y + 4)

    return Block(height, draw)


def directions_block(take: Take, style: SheetStyle) -> Block:
    """The head over the rows of doses, at its right or under it when to start, then a rule."""
    head = group_head(take.heading, style, TEXT_WIDTH)
    used = line_width(run(take.heading, bold=True), style.group.size) + 20 + line_width(take.start, style.after.size)
    beside = used <= TEXT_WIDTH
    under = [] if beside else break_lines(take.start, style.after.size, TEXT_WIDTH)
    height = head.height + style.after.lead * len(under) + 1

    def draw(pen: Pen, x: float, y: float) -> None:
        block_of(head).draw(pen, x, y)
        if beside and take.start:
            level = y + head.over + baseline(style.group.lead, style.group.size)
            pen.words(take.start, x + TEXT_WIDTH, level, style.after.size, Alignment.RIGHT)
        draw_lines(pen, under, x, y + head.height, style.after.size, style.after.lead)
        pen.line((x, y + height), (x + TEXT_WIDTH, y + height), 0.7)

    return Block(height, draw, head.bookmark)


def row_block(row: DoseRow, style: SheetStyle, extra: Block | None = None) -> Block:
    """A dose in words on the left, what it is taken with on the right; `extra` under the words."""
    body = style.row
    drawings = row.drawings if style.words_over or row.fills else row.bare
    left = min(style.left, TEXT_WIDTH - max(each.width for each in drawings)) if not row.beside else style.left
    if row.beside and sum(each.width for each in drawings) + BETWEEN_STRENGTHS * (len(drawings) - 1) > TEXT_WIDTH - left:
        left = TEXT_WIDTH - sum(each.width for each in drawings) - BETWEEN_STRENGTHS * (len(drawings) - 1)
    room = left - 8
    dates = break_lines(row.dates if style.weekdays else row.short_dates, body.size, TEXT_WIDTH if style.columns == 1 else room)
    dose = _dose_type(row, style, room)
    amount = break_lines(run(row.amount, bold=True), dose.size, room)
    holds = run(row.holds)
    beside = line_width(amount[-1], dose.size) + 6 + line_width(holds, body.size) <= room
    timed = _timed(row, style, room)
    over = style.columns == 1
    aside = row.beside and not over  # the time of day stands over the capsules
    said = [run(note) for note in row.notes]
    notes = [line for note in said for line in break_lines(note, body.size, room)]
    top = 1 + body.lead * len(dates)
    words = dose.lead * len(amount) + (0 if beside else body.lead) + (0 if aside else timed.height) + body.lead * len(notes)
    words += extra.height if extra else 0.0
    drawings_top = top if over else 1.0 + timed.height if aside else 1.0
    drawn = max(each.height for each in drawings) if row.beside else sum(each.height for each in drawings)
    middle = max(0.0, (dose.lead - drawn) / 2) if aside else 0.0
    height = max(top + words, drawings_top + middle + drawn) + 2 + style.row_gap

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.heading(3):
            draw_lines(pen, dates, x, y + 1, body.size, body.lead)
        end = y + top
        with pen.paragraph():
            for line in amount:
                pen.words(line, x, end + 0.84 * dose.size, dose.size)
                end += dose.lead
            if beside:
                across = x + line_width(amount[-1], dose.size) + 6
                pen.words(holds, across, end - dose.lead + 0.84 * dose.size, body.size)
            else:
                end = draw_lines(pen, [holds], x, end, body.size, body.lead)
        if aside:
            timed.draw(pen, x + left, y + 1)
        else:
            timed.draw(pen, x, end)
            end += timed.height
        end = draw_lines(pen, notes, x, end, body.size, body.lead)
        if extra:
            extra.draw(pen, x, end)
        across, down = x + left, y + drawings_top + middle
        for drawing in drawings:
            pen.drawing(drawing, across, down + (drawn - drawing.height if row.beside else 0.0))
            if row.beside:
                across += drawing.width + BETWEEN_STRENGTHS
            else:
                down += drawing.height
        pen.line((x, y + height), (x + TEXT_WIDTH, y + height), 0.7)

    return Block(height, draw)


def _timed(row: DoseRow, style: SheetStyle, room: float) -> Block:
    """The time of day after its sign, and which syringe in a frame: on one line where they fit it."""
    body = style.row
    when, syringe = run(row.when, bold=row.when_matters), run(row.syringe, bold=True)
    small = style.caption.size + 0.5 if style.columns > 1 else body.size
    image = sign(row.sign, 0.95 * body.size)
    time_width = image.width + 4 + line_width(when, body.size)
    framed = line_width(syringe, small) + 10 if row.syringe else 0.0
    together = time_width + 9 + framed <= room
    lead = body.lead + 1.5
    height = lead * (1 if together or not row.syringe else 2)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.sign(image, x, y + (lead - image.height) / 2)
        pen.words(when, x + image.width + 4, y + baseline(lead, body.size), body.size)
        if row.syringe:
            across, down = (x + time_width + 9, y) if together else (x, y + lead)
            pen.frame(across, down + 0.8, framed, lead - 1.6, 1.0)
            pen.words(syringe, across + 5, down + baseline(lead, small), small)

    return Block(height, draw)


def _dose_type(row: DoseRow, style: SheetStyle, room: float) -> Type:
    """The size of the amount; smaller where so many of a strength would not fit a line: `2 of 0.25 mg` is never parted."""
    widest = max(line_width(run(part, bold=True), style.dose.size) for part in row.amount.split(" "))
    return Type(style.dose.size * min(1.0, room / widest), style.dose.lead)


def after_block(take: Take, style: SheetStyle, more: Runs = ()) -> Block:
    """What holds for every dose, as one paragraph, and the caption of the drawings; `more` at the end: where the steps stand.

    Before a suspension's shaking stands its sign.
    """
    words: list[Run] = []
    for runs in (*(paragraph.runs for paragraph in take.after), more):
        words += [Run(" ")] if words and runs else []
        words += runs
    image = sign(Sign.SHAKE, 1.25 * style.after.size) if take.shake else None
    indent = image.width + 4 if image else 0.0
    lines = break_lines(tuple(words), style.after.size, lambda line: TEXT_WIDTH - (0.0 if line else indent))
    caption = break_lines(take.caption, style.caption.size, TEXT_WIDTH)
    height = 2 + style.after.lead * len(lines) + 1 + style.caption.lead * len(caption)

    def draw(pen: Pen, x: float, y: float) -> None:
        if image:
            pen.sign(image, x, y + 2 + (style.after.lead - image.height) / 2)
        with pen.paragraph():
            end = draw_lines(pen, lines[:1], x + indent, y + 2, style.after.size, style.after.lead)
            end = draw_lines(pen, lines[1:], x, end, style.after.size, style.after.lead)
        draw_lines(pen, caption, x, end + 1, style.caption.size, style.caption.lead)

    return Block(height, draw)


def panel_parts(panel: Panel, style: SheetStyle, width: float) -> list[Part]:
    """The words of a panel, without its head."""
    return paragraphs(((runs, "") for runs in panel.words), style, width, style.body)


def panels_block(panels: Sequence[Panel], style: SheetStyle) -> Block:
    """Panels beside each other, each with a rule over it, its sign and its head."""
    widths = _PANELS[len(panels)]
    size, head = 18.0, Type(12.5, 14.0)
    try:
        heads = [
            break_lines(run(panel.heading, bold=True), head.size, width - size - 6)
            for panel, width in zip(panels, widths, strict=True)
        ]
    except DoesNotFit:
        head = Type(11.0, 13.0)
        heads = [
            break_lines(run(panel.heading, bold=True), head.size, width - size - 6)
            for panel, width in zip(panels, widths, strict=True)
        ]
    high = max(size + 2, head.lead * max(map(len, heads))) + 4
    words = [panel_parts(panel, style, width) for panel, width in zip(panels, widths, strict=True)]
    height = high + max(map(height_of, words))

    def draw(pen: Pen, x: float, y: float) -> None:
        for panel, width, lines, parts in zip(panels, widths, heads, words, strict=True):
            pen.line((x, y), (x + width, y), 1.4)
            pen.bookmark(panel.heading, y)
            pen.sign(sign(panel.sign, size), x, y + 3)
            middle = y + 3 + (size - head.lead * len(lines)) / 2 if head.lead * len(lines) < size else y + 3
            draw_lines(pen, lines, x + size + 6, middle, head.size, head.lead)
            _draw_parts(pen, parts, x, y + high)
            x += width + _PANEL_GAP

    return Block(height, draw)


def stacked(parts: Sequence[Part]) -> Block:
    """Parts under each other as one block."""

    def draw(pen: Pen, x: float, y: float) -> None:
        _draw_parts(pen, parts, x, y)

    return Block(height_of(parts), draw, next((part.bookmark for part in parts if part.bookmark), ""))


def _draw_parts(pen: Pen, parts: Sequence[Part], x: float, y: float) -> None:
    for place, part in enumerate(parts):
        y += part.before if place else 0.0
        block_of(part).draw(pen, x, y)
        y += part.height
