"""The days of the two-page form: each dose with its own days, a week a line, with a box to mark for each.

The first day of a dose stands first, so that a dose of whole weeks has whole lines. The weekdays stand over the first dose's
days, and over those that have more than a line or begin on another weekday than the first dose or the one before; a single line
under another has the same columns.
The month is not in the cells: the dose's dates stand over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.drawing.typeset import Alignment
from ldn_calc.documents.sheet.dose_calendar import CalendarDay, DoseCalendar
from ldn_calc.documents.sheet.dose_rows import DoseRow
from ldn_calc.documents.words.runs import run

__all__ = ["Strip", "days_block", "strips"]

_WEEK: Final = 7
_EDGE: Final = 4.0
_TICK: Final = 10.0
_ROW: Final = 16.0
_WEEKDAYS: Final = 13.0
_DATE: Final = 11.0


@dataclass(frozen=True, slots=True)
class Strip:
    """The days from the first to the last of one dose; `headed` where their weekdays stand over them.

    Attributes:
        taken: the days on which it is taken: those with a box.
    """

    days: Sequence[CalendarDay]
    headed: bool
    taken: frozenset[date] = frozenset()

    def band_of(self, row: DoseRow) -> str:
        """What is new about that row's dose on its first day; empty where it goes on as before."""
        return next((dose.band for dose in self.days[0].doses if dose.time == row.when), "")

    @property
    def lines(self) -> int:
        """How many weeks, the last perhaps not whole."""
        return -(-len(self.days) // _WEEK)


def strips(calendar: DoseCalendar, rows: Sequence[DoseRow]) -> list[Strip]:
    """The days of each row, as far as the calendar shows them."""
    days = [day for week in calendar.weeks for day in week]
    of_rows = [[day for day in days if row.first <= day.on <= row.last] for row in rows]
    first = of_rows[0]
    return [
        Strip(
            each,
            headed=place == 0 or len(each) > _WEEK or {each[0].weekday} != {first[0].weekday, of_rows[place - 1][0].weekday},
            taken=row.taken,
        )
        for place, (each, row) in enumerate(zip(of_rows, rows, strict=True))
    ]


def days_block(strip: Strip, width: float) -> Block:
    """The days in seven columns of that whole width; the first day of a dose and of a month bold."""
    column = width / _WEEK
    above = _WEEKDAYS if strip.headed else 0.0

    def draw(pen: Pen, x: float, y: float) -> None:
        whole = Element("Table")
        if strip.headed:
            with pen.row(whole):
                for place, day in enumerate(strip.days[:_WEEK]):
                    across = x + (place + 0.5) * column
                    with pen.part("TH"):
                        pen.words(run(day.column, bold=True), across, y + baseline(_WEEKDAYS, _DATE), _DATE, Alignment.CENTRE)
        for first in range(0, len(strip.days), _WEEK):
            with pen.row(whole):
                for number, day in enumerate(strip.days[first : first + _WEEK]):
                    draw_day(pen, day, x + number * column, y + above + first // _WEEK * _ROW)
                for _ in range(first + _WEEK - len(strip.days) if first else 0):
                    pen.empty_cell()

    def draw_day(pen: Pen, day: CalendarDay, left: float, top: float) -> None:
        right = left + column - _EDGE
        if day.on not in strip.taken:
            pen.area(left, top, column, _ROW, 0.92)
        pen.frame(left, top, column, _ROW, 0.7)
        date = run(str(day.on.day), bold=bool(day.band) or day.first_of_month)
        with pen.part("TD"):
            pen.words(date, right - _TICK - 3, top + baseline(_ROW, _DATE), _DATE, Alignment.RIGHT)
        if day.on in strip.taken:
            pen.frame(right - _TICK + 1, top + (_ROW - _TICK) / 2, _TICK, _TICK, 0.8)

    return Block(above + _ROW * strip.lines, draw)
