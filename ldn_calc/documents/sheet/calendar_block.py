"""The calendar drawn: seven columns, a cell for each day, the first day of a dose framed."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.drawing.typeset import Alignment, break_lines, line_width
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.sheet.dose_calendar import CalendarDay, CalendarDose, DoseCalendar
from ldn_calc.documents.sheet.style import SheetStyle
from ldn_calc.documents.words.runs import TIE, Runs, run, tie

__all__ = ["calendar_end_block", "calendar_head_block", "week_blocks"]

_COLUMN: Final = TEXT_WIDTH / 7
_EDGE: Final = 4.0
_TICK: Final = 11.0
_NOTE: Final = 10.0
_NOTE_LEAD: Final = 10.0
_BAND: Final = 11.0
_DATE_LINE: Final = 14.5
_IN_LINE: Final = 17.0
_UNDER_TIME: Final = 32.0
_STRENGTH: Final = 11.0
_STRENGTH_LEAD: Final = 13.0


def calendar_head_block(calendar: DoseCalendar, style: SheetStyle, whole: Element) -> Block:
    """Heading, what the boxes are for, and the days of the week; read where the table `whole` begins."""
    heading, body = style.heading, style.body

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.unread("Header") if whole.kids else nullcontext():
            draw_all(pen, x, y)

    def draw_all(pen: Pen, x: float, y: float) -> None:
        pen.words(run(calendar.heading, bold=True), x, y + baseline(heading.lead, heading.size), heading.size)
        pen.words(run(calendar.mark), x, y + heading.lead + baseline(body.lead, body.size), body.size)
        with pen.row(whole):
            for place, weekday in enumerate(calendar.weekdays):
                middle = x + (place + 0.5) * _COLUMN
                with pen.part("TH"):
                    pen.words(run(weekday, bold=True), middle, y + 35 + baseline(15, 11), 11, Alignment.CENTRE)

    return Block(52, draw, calendar.heading)


def week_blocks(calendar: DoseCalendar, whole: Element) -> list[Block]:
    """A block a week, all of one height, rows of the table `whole`."""
    days = [day for week in calendar.weeks for day in week]
    in_line = all(_fits_a_line(dose) for day in days for dose in day.doses if dose.when)
    height = max(56.0, *(_DATE_LINE + sum(_height(dose, in_line) for dose in day.doses) + _BAND + 1 for day in days))
    return [_week(week, height, in_line, whole) for week in calendar.weeks]


def calendar_end_block(calendar: DoseCalendar, style: SheetStyle) -> Block:
    """How long the bottle lasts and what comes after."""
    body = style.body
    paragraphs = [break_lines(runs, body.size, TEXT_WIDTH) for runs in (calendar.same, *calendar.end) if runs]

    def draw(pen: Pen, x: float, y: float) -> None:
        end = y + 3
        for lines in paragraphs:
            end = draw_lines(pen, lines, x, end, body.size, body.lead)

    return Block(3 + body.lead * sum(map(len, paragraphs)), draw)


def _height(dose: CalendarDose, in_line: bool) -> float:
    """How much of a cell one dose takes; `in_line` where two a day have a line each with time, amount and box."""
    under = _NOTE_LEAD * len(_told(dose)) + _STRENGTH_LEAD * max(0, len(dose.strengths) - 1)
    if not dose.when:
        return 20 + under
    return (_IN_LINE if in_line else _UNDER_TIME) + under


def _week(week: tuple[CalendarDay, ...], height: float, in_line: bool, whole: Element) -> Block:
    def draw(pen: Pen, x: float, y: float) -> None:
        for place, day in enumerate(week):
            left = x + place * _COLUMN
            if not day.doses:
                pen.area(left, y, _COLUMN, height, 0.92)
            pen.frame(left, y, _COLUMN, height, 0.7)
        with pen.row(whole):
            for place, day in enumerate(week):
                with pen.cell():
                    if not day.doses and day.inside:
                        pen.words(run(day.date), x + place * _COLUMN + _EDGE, y + 13.5, 11)
                    if day.doses:
                        _draw_day(pen, day, (x + place * _COLUMN, y), height, in_line)

    return Block(height, draw)


def _draw_day(pen: Pen, day: CalendarDay, corner: tuple[float, float], height: float, in_line: bool) -> None:
    x, y = corner
    pen.words(run(day.date, bold=bool(day.band) or day.first_of_month), x + _EDGE, y + 13.5, 11)
    alone, all_new = len(day.doses) == 1, all(dose.band for dose in day.doses)
    if alone:
        pen.frame(x + _COLUMN - _EDGE - _TICK, y + _EDGE, _TICK, _TICK, 0.8)
    down = y + _DATE_LINE
    for dose in day.doses:
        with pen.paragraph():
            _draw_dose(pen, dose, (x, down), in_line, alone=alone)
        if dose.band and not all_new:
            pen.frame(x + 1.2, down + 1.2, _COLUMN - 2.4, _height(dose, in_line) + 1.2, 2.4)
        down += _height(dose, in_line)
    if day.band:
        if all_new:
            pen.frame(x + 1.2, y + 1.2, _COLUMN - 2.4, height - 2.4, 2.4)
        pen.area(x + 1.2, y + height - _BAND - 1, _COLUMN - 2.4, _BAND)
        pen.words(run(day.band, bold=True), x + _COLUMN / 2, y + height - 3.5, 8.5, Alignment.CENTRE, 1.0)


def _draw_dose(pen: Pen, dose: CalendarDose, corner: tuple[float, float], in_line: bool, *, alone: bool) -> None:
    """One dose of a cell; of two a day each has its box: beside time and amount on one line, else beside the amount."""
    x, y = corner
    middle = x + _COLUMN / 2
    down = y + (17.0 if alone else 12.5 if in_line else 28.0)
    if not alone:
        pen.words(run(dose.when), x + _EDGE, y + 12, _NOTE)
        pen.frame(x + _COLUMN - _EDGE - _TICK, down - 9.0, _TICK, _TICK, 0.8)
    if dose.strengths:
        for place, words in enumerate(dose.strengths):
            down += _STRENGTH_LEAD * bool(place)
            across, alignment = (middle, Alignment.CENTRE) if alone else (x + _EDGE - 1, Alignment.LEFT)
            pen.words(run(words, bold=True), across, down, _STRENGTH if alone else _NOTE, alignment)
    elif in_line and not alone:
        pen.words(run(dose.number, bold=True), x + _EDGE + line_width(run(dose.when), _NOTE) + 3, down, 14)
    else:
        size, unit = (18.0, 11.0) if alone else (14.0, _NOTE)
        number, behind = run(dose.number, bold=True), run(f" {dose.unit}") if dose.unit else ()
        room = _COLUMN - 6 - (0.0 if alone else _TICK + 3)
        if (whole := line_width(number, size) + line_width(behind, unit)) > room:  # 0.375 mL
            size, unit = size * room / whole, unit * room / whole
        width = line_width(number, size)
        left = middle - (width + line_width(behind, unit)) / 2 if alone else x + _EDGE - 1
        pen.words(number, left, down, size)
        pen.words(behind, left + width, down, unit)
    for line in _told(dose):
        down += _NOTE_LEAD
        pen.words(line, middle, down, _NOTE, Alignment.CENTRE)


def _told(dose: CalendarDose) -> list[Runs]:
    """What stands under the number, broken between words where a line is wider than the cell: `= 4.5 mg` and `de base`."""
    return [each for words in dose.lines for each in break_lines(run(tie(words.replace(TIE, " "))), _NOTE, _COLUMN - 5)]


def _fits_a_line(dose: CalendarDose) -> bool:
    """Whether time of day, number and box stand on one line of a cell."""
    used = line_width(run(dose.when), _NOTE) + 3 + line_width(run(dose.number, bold=True), 14) + 3 + _TICK
    return not dose.strengths and used <= _COLUMN - 2 * _EDGE
