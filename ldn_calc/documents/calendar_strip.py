"""The days of the two-page form: each dose on a line of its own, under it its days in weeks, with a box to mark for each."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from ldn_calc.documents.dose_calendar import CalendarDay, CalendarDose, DoseCalendar
from ldn_calc.documents.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.runs import Run, Runs, joined, run
from ldn_calc.documents.sheet_blocks import TEXT_WIDTH
from ldn_calc.documents.sheet_style import SheetStyle
from ldn_calc.documents.typeset import Alignment, break_lines, line_width

__all__ = ["dose_blocks", "strip_head_block"]

_COLUMN: Final = TEXT_WIDTH / 7
_EDGE: Final = 4.0
_TICK: Final = 10.0
_ROW: Final = 17.0
_WEEKDAYS: Final = 14.0
_DATE: Final = 11.0
_BAND: Final = 8.5


def strip_head_block(calendar: DoseCalendar, style: SheetStyle) -> Block:
    """Heading, what the boxes are for, and the days of the week."""
    heading, body = style.heading, style.body
    title, mark = run(calendar.heading, bold=True), run(calendar.mark)
    beside = line_width(title, heading.size) + 14 + line_width(mark, body.size) <= TEXT_WIDTH
    above = heading.lead if beside else heading.lead + body.lead

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.words(title, x, y + baseline(heading.lead, heading.size), heading.size)
        if beside:
            pen.words(mark, x + TEXT_WIDTH, y + baseline(heading.lead, heading.size), body.size, Alignment.RIGHT)
        else:
            pen.words(mark, x, y + heading.lead + baseline(body.lead, body.size), body.size)
        for place, weekday in enumerate(calendar.weekdays):
            across = x + (place + 0.5) * _COLUMN
            pen.words(run(weekday, bold=True), across, y + above + baseline(_WEEKDAYS, _DATE), _DATE, Alignment.CENTRE)

    return Block(above + _WEEKDAYS, draw, calendar.heading)


def dose_blocks(calendar: DoseCalendar, style: SheetStyle) -> list[Block]:
    """A block for each run of days with the same dose."""
    days = [(place, day) for week in calendar.weeks for place, day in enumerate(week) if day.doses]
    runs = [[*each] for _, each in groupby(days, key=lambda found: found[1].doses)]
    return [_dose_block(each, style) for each in runs]


def _dose_block(days: list[tuple[int, CalendarDay]], style: SheetStyle) -> Block:
    body, first = style.body, days[0][1]
    tag = run(first.band, bold=True)
    tag_width = line_width(tag, _BAND) + 8 if first.band else 0.0
    indent = tag_width + 6 if first.band else 0.0
    said = break_lines(joined([_words(dose) for dose in first.doses], " • "), body.size, TEXT_WIDTH - indent)
    weeks = _weeks(days)
    above = body.lead * len(said) + 3

    def draw(pen: Pen, x: float, y: float) -> None:
        if first.band:
            pen.area(x, y + 2.5, tag_width, body.lead - 2)
            pen.words(tag, x + 4, y + 2.5 + baseline(body.lead - 2, _BAND), _BAND, grey=1.0)
        draw_lines(pen, said, x + indent, y + 1, body.size, body.lead)
        for row, week in enumerate(weeks):
            for place, day in week:
                _draw_day(pen, day, x + place * _COLUMN, y + above + row * _ROW)

    return Block(above + _ROW * len(weeks), draw)


def _draw_day(pen: Pen, day: CalendarDay, x: float, y: float) -> None:
    pen.frame(x, y, _COLUMN, _ROW, 0.7)
    pen.words(run(day.date, bold=bool(day.band) or day.first_of_month), x + _EDGE, y + baseline(_ROW, _DATE), _DATE)
    for place in range(len(day.doses)):
        right = x + _COLUMN - _EDGE + 1 - place * (_TICK + 3)
        pen.frame(right - _TICK, y + (_ROW - _TICK) / 2, _TICK, _TICK, 0.8)


def _weeks(days: list[tuple[int, CalendarDay]]) -> list[list[tuple[int, CalendarDay]]]:
    """The days in rows, each of which begins on Sunday but the first."""
    weeks: list[list[tuple[int, CalendarDay]]] = []
    for place, day in days:
        if not weeks or place == 0:
            weeks.append([])
        weeks[-1].append((place, day))
    return weeks


def _words(dose: CalendarDose) -> Runs:
    """`**4.5 mL** = 4.5 mg at bedtime: 3 mL, then 1.5 mL`."""
    amount = f"{dose.number} {dose.unit}" if dose.unit else dose.number
    mass = f" {dose.mass}" if dose.mass else ""
    parts = f": {' '.join(dose.draws)}" if dose.draws else f" ({', '.join(dose.notes)})" if dose.notes else ""
    return (Run(amount, bold=True), Run(f"{mass} {dose.time}{parts}"))
