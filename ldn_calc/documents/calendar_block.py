"""The calendar drawn: seven columns, a cell for each day, the first day of a dose framed."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.dose_calendar import CalendarDay, CalendarDose, DoseCalendar
from ldn_calc.documents.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.runs import Run, run
from ldn_calc.documents.sheet_blocks import TEXT_WIDTH
from ldn_calc.documents.sheet_style import SheetStyle
from ldn_calc.documents.typeset import Alignment, break_lines, line_width

__all__ = ["calendar_end_block", "calendar_head_block", "week_blocks"]

_COLUMN: Final = TEXT_WIDTH / 7
_EDGE: Final = 4.0
_TICK: Final = 11.0
_NOTE: Final = 10.0
_NOTE_LEAD: Final = 10.0
_BAND: Final = 11.0
_DATE_LINE: Final = 14.5
_IN_LINE: Final = 17.0


def calendar_head_block(calendar: DoseCalendar, style: SheetStyle) -> Block:
    """Heading, what the boxes are for, and the days of the week."""
    heading, body = style.heading, style.body

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.words(run(calendar.heading, bold=True), x, y + baseline(heading.lead, heading.size), heading.size)
        pen.words(run(calendar.mark), x, y + heading.lead + baseline(body.lead, body.size), body.size)
        for place, weekday in enumerate(calendar.weekdays):
            middle = x + (place + 0.5) * _COLUMN
            pen.words(run(weekday, bold=True), middle, y + 35 + baseline(15, 11), 11, Alignment.CENTRE)

    return Block(52, draw, calendar.heading)


def week_blocks(calendar: DoseCalendar) -> list[Block]:
    """A block a week, all of one height."""
    days = [day for week in calendar.weeks for day in week]
    in_line = all(_fits_a_line(dose) for day in days for dose in day.doses if dose.when)
    height = max(56.0, *(_DATE_LINE + sum(_height(dose, in_line) for dose in day.doses) + _BAND + 1 for day in days))
    return [_week(week, height, in_line) for week in calendar.weeks]


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
    under = _NOTE_LEAD * len(dose.lines)
    if not dose.when:
        return 20 + under
    return (_IN_LINE if in_line else 32) + under


def _week(week: tuple[CalendarDay, ...], height: float, in_line: bool) -> Block:
    def draw(pen: Pen, x: float, y: float) -> None:
        for place, day in enumerate(week):
            left = x + place * _COLUMN
            if not day.doses:
                pen.area(left, y, _COLUMN, height, 0.92)
            pen.frame(left, y, _COLUMN, height, 0.7)
        for place, day in enumerate(week):
            if day.doses:
                _draw_day(pen, day, (x + place * _COLUMN, y), height, in_line)

    return Block(height, draw)


def _draw_day(pen: Pen, day: CalendarDay, corner: tuple[float, float], height: float, in_line: bool) -> None:
    x, y = corner
    pen.words(run(day.date, bold=bool(day.band) or day.first_of_month), x + _EDGE, y + 13.5, 11)
    alone = len(day.doses) == 1
    if alone:
        pen.frame(x + _COLUMN - _EDGE - _TICK, y + _EDGE, _TICK, _TICK, 0.8)
    down = y + _DATE_LINE
    for dose in day.doses:
        _draw_dose(pen, dose, (x, down), in_line, alone=alone)
        down += _height(dose, in_line)
    if day.band:
        pen.frame(x + 1.2, y + 1.2, _COLUMN - 2.4, height - 2.4, 2.4)
        pen.area(x + 1.2, y + height - _BAND - 1, _COLUMN - 2.4, _BAND)
        pen.words(run(day.band, bold=True), x + _COLUMN / 2, y + height - 3.5, 8.5, Alignment.CENTRE, 1.0)


def _draw_dose(pen: Pen, dose: CalendarDose, corner: tuple[float, float], in_line: bool, *, alone: bool) -> None:
    x, y = corner
    middle = x + _COLUMN / 2
    if not alone:
        pen.words(run(dose.when), x + _EDGE, y + 12, _NOTE)
        pen.frame(x + _COLUMN - _EDGE - _TICK, y + 3.5, _TICK, _TICK, 0.8)
    if in_line and not alone:
        down = y + 12.5
        pen.words(run(dose.number, bold=True), x + _EDGE + line_width(run(dose.when), _NOTE) + 3, down, 14)
    else:
        down = y + (17.0 if alone else 28)
        size = 18.0 if alone else 15.0
        number = run(dose.number, bold=True)
        behind = run(f" {dose.unit}") if dose.unit else ()
        width = line_width(number, size) + line_width(behind, 11)
        pen.words(number, middle - width / 2, down, size)
        if behind:
            pen.words(behind, middle + width / 2, down, 11, Alignment.RIGHT)
    for line in dose.lines:
        down += _NOTE_LEAD
        pen.words((Run(line),), middle, down, _NOTE, Alignment.CENTRE)


def _fits_a_line(dose: CalendarDose) -> bool:
    """Whether time of day, number and box stand on one line of a cell."""
    used = line_width(run(dose.when), _NOTE) + 3 + line_width(run(dose.number, bold=True), 14) + 3 + _TICK
    return not dose.notes and used <= _COLUMN - 2 * _EDGE
