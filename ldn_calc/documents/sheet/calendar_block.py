"""The days as weeks: seven columns, a cell for each day, the first day of a dose framed."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.drawing.signs import sign
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.drawing.typeset import Alignment, break_lines, line_width
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.sheet.dose_calendar import CalendarDay, CalendarDose, DoseCalendar
from ldn_calc.documents.sheet.style import SheetStyle, Type
from ldn_calc.documents.words.runs import TIE, Runs, run, tie

__all__ = ["CELLS", "LARGE_CELLS", "CellStyle", "calendar_head_block", "same_block", "week_blocks"]

_COLUMN: Final = TEXT_WIDTH / 7
_EDGE: Final = 4.0
_TICK: Final = 11.0
_BAND: Final = 11.0
_BAND_WORDS: Final = 9.0
_IN_LINE: Final = 16.5
_SIGNED_TICK: Final = 10.0
_SIGNED_NOTE: Final = 10.0


@dataclass(frozen=True, slots=True)
class CellStyle:
    """Sizes in a day's cell, which is as wide as a seventh of the sheet in every form.

    Attributes:
        date: of the date.
        number: of what is taken.
        strength: of what is taken of each strength, and of what is taken after a time's sign.
        note: of the lines under it.
        lead: of such a line.
    """

    date: float
    number: float
    strength: float
    note: float
    lead: float

    @property
    def date_line(self) -> float:
        """Height of the date's line."""
        return self.date + 3.0

    @property
    def amount(self) -> float:
        """Height of the line with what is taken."""
        return self.number + 2.0


CELLS: Final = CellStyle(date=11.0, number=18.0, strength=11.0, note=10.0, lead=10.0)
LARGE_CELLS: Final = CellStyle(date=13.0, number=18.0, strength=12.0, note=11.5, lead=12.0)


def calendar_head_block(calendar: DoseCalendar, whole: Element, cells: CellStyle = CELLS) -> Block:
    """A rule, the heading, what the boxes are for, the legend of the signs in the cells, and the days of the week.

    It is read where the table `whole` begins.
    """
    twice = [dose for week in calendar.weeks for day in week for dose in day.doses if dose.when]
    legend = dict.fromkeys((dose.sign, dose.when) for dose in twice) if twice and not _in_line(calendar, cells) else {}
    size, lead = (18.0, 22.0) if cells is LARGE_CELLS else (12.0, 14.0)
    head = Type(20.0, 24.0) if cells is LARGE_CELLS else Type(14.0, 17.0)
    titles = break_lines(run(calendar.heading, bold=True), head.size, TEXT_WIDTH)
    marks = break_lines(run(calendar.mark), size, TEXT_WIDTH)
    legend_width = sum(line_width(run(words), size) + size + 5 + 15 for _, words in legend)
    beside = line_width(marks[-1], size) + legend_width <= TEXT_WIDTH
    above = 5 + head.lead * len(titles) + lead * (len(marks) + (0 if beside else 1))

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.unread("Header") if whole.kids else nullcontext():
            draw_all(pen, x, y)

    def draw_all(pen: Pen, x: float, y: float) -> None:
        pen.area(x, y, TEXT_WIDTH, 2.2)
        end = draw_lines(pen, titles, x, y + 5, head.size, head.lead)
        draw_lines(pen, marks, x, end, size, lead)
        right = x + TEXT_WIDTH
        for which, words in reversed(legend):
            width = line_width(run(words), size)
            pen.words(run(words), right - width, y + above - lead + baseline(lead, size), size)
            pen.sign(sign(which, size), right - width - size - 5, y + above - lead + 1)
            right -= width + size + 20
        with pen.row(whole):
            for place, weekday in enumerate(calendar.weekdays):
                middle = x + (place + 0.5) * _COLUMN
                with pen.part("TH"):
                    pen.words(run(weekday, bold=True), middle, y + above + 1 + baseline(14, 11), 11, Alignment.CENTRE)

    return Block(above + 15, draw, calendar.heading)


def week_blocks(calendar: DoseCalendar, whole: Element, cells: CellStyle = CELLS) -> list[Block]:
    """A block a week, rows of the table `whole`; a week in which a dose is new is higher by its band."""
    days = [day for week in calendar.weeks for day in week]
    in_line = _in_line(calendar, cells)
    height = max(40.0, *(cells.date_line + sum(_height(dose, in_line, cells) for dose in day.doses) + 1 for day in days))
    banded = [height + (_BAND + 1 if any(day.band for day in week) else 0) for week in calendar.weeks]
    return [_week(week, each, in_line, cells, whole) for week, each in zip(calendar.weeks, banded, strict=True)]


def same_block(calendar: DoseCalendar, style: SheetStyle) -> Block:
    """Until when a long dose goes on that is not shown to its end; nothing of others."""
    lines = break_lines(calendar.same, style.after.size, TEXT_WIDTH) if calendar.same else []

    def draw(pen: Pen, x: float, y: float) -> None:
        draw_lines(pen, lines, x, y + 2, style.after.size, style.after.lead)

    return Block((2 + style.after.lead * len(lines)) if lines else 0.0, draw)


def _in_line(calendar: DoseCalendar, cells: CellStyle) -> bool:
    """Whether each of two doses a day has a line with time, amount and box."""
    return all(_fits_a_line(dose, cells) for week in calendar.weeks for day in week for dose in day.doses if dose.when)


def _height(dose: CalendarDose, in_line: bool, cells: CellStyle) -> float:
    """How much of a cell one dose takes; `in_line` where two a day have a line each with time, amount and box."""
    if dose.when and not in_line:
        return cells.strength + 2.0 + (cells.strength + 1.0) * (len(_signed(dose)) + max(0, len(dose.strengths) - 1))
    under = cells.lead * len(_told(dose, cells)) + (cells.strength + 2.0) * max(0, len(dose.strengths) - 1)
    return (_IN_LINE if dose.when else cells.amount) + under


def _week(week: tuple[CalendarDay, ...], height: float, in_line: bool, cells: CellStyle, whole: Element) -> Block:
    def draw(pen: Pen, x: float, y: float) -> None:
        for place, day in enumerate(week):
            left = x + place * _COLUMN
            if not day.doses:
                pen.hatch(left, y, _COLUMN, height)
            pen.frame(left, y, _COLUMN, height, 0.7)
        with pen.row(whole):
            for place, day in enumerate(week):
                with pen.cell():
                    if not day.doses and day.inside:
                        pen.area(x + place * _COLUMN + 1, y + 1, line_width(run(day.date), cells.date) + 6, cells.date + 4, 1.0)
                        pen.words(run(day.date), x + place * _COLUMN + _EDGE, y + cells.date + 2, cells.date)
                    if day.doses:
                        _draw_day(pen, day, (x + place * _COLUMN, y), height, in_line, cells)

    return Block(height, draw)


def _draw_day(pen: Pen, day: CalendarDay, corner: tuple[float, float], height: float, in_line: bool, cells: CellStyle) -> None:
    x, y = corner
    pen.words(run(day.date, bold=bool(day.band) or day.first_of_month), x + _EDGE, y + cells.date + 2, cells.date)
    alone, all_new = len(day.doses) == 1, all(dose.band for dose in day.doses)
    if alone:
        pen.frame(x + _COLUMN - 3 - _TICK, y + 3, _TICK, _TICK, 0.8)
    down = y + cells.date_line
    for dose in day.doses:
        if not alone and not in_line:
            if down > y + cells.date_line:
                pen.line((x, down), (x + _COLUMN, down), 0.3)
            _draw_signed(pen, dose, (x, down), cells)
        else:
            with pen.paragraph():
                _draw_dose(pen, dose, (x, down), cells, alone=alone)
        if dose.band and not all_new:
            pen.frame(x + 1.2, down + 0.6, _COLUMN - 2.4, _height(dose, in_line, cells) - 0.6, 2.2)
        down += _height(dose, in_line, cells)
    if day.band:
        if all_new:
            pen.frame(x + 1.1, y + 1.1, _COLUMN - 2.2, height - 2.2, 2.2)
        pen.area(x + 1.1, y + height - _BAND - 1, _COLUMN - 2.2, _BAND)
        band = run(day.band, bold=True)
        size = min(_BAND_WORDS, _BAND_WORDS * (_COLUMN - 6) / line_width(band, _BAND_WORDS))
        pen.words(band, x + _COLUMN / 2, y + height - 3.4, size, Alignment.CENTRE, 1.0)


def _draw_signed(pen: Pen, dose: CalendarDose, corner: tuple[float, float], cells: CellStyle) -> None:
    """One of two doses a day whose time has no room in words: the amount, then after the time's sign what it holds, and a box."""
    said = " ".join((f"{dose.when}:", *(dose.strengths or (f"{dose.number} {dose.unit}".strip(),)), *dose.lines))
    with pen.paragraph(said=said.replace(TIE, " ")):
        _draw_under_sign(pen, dose, corner, cells)


def _draw_under_sign(pen: Pen, dose: CalendarDose, corner: tuple[float, float], cells: CellStyle) -> None:
    x, y = corner
    amounts = dose.strengths or (f"{dose.number}{TIE}{dose.unit}" if dose.unit else dose.number,)
    lead = cells.strength + 1.0
    down = y + cells.strength
    for words in amounts:
        amount = run(words, bold=True)
        size = min(cells.strength, cells.strength * (_COLUMN - 2 * _EDGE) / line_width(amount, cells.strength))
        pen.words(amount, x + _EDGE, down, size)
        down += lead
    pen.sign(sign(dose.sign, 11), x + 3, down - 9)
    pen.frame(x + _COLUMN - 3 - _SIGNED_TICK, down - 8.6, _SIGNED_TICK, _SIGNED_TICK, 0.8)
    for place, line in enumerate(_signed(dose)):
        pen.words(line, x + 17, down + place * lead, _SIGNED_NOTE)


@lru_cache(maxsize=256)
def _signed(dose: CalendarDose) -> list[Runs]:
    """What stands behind the sign of a time, broken where it is wider than the room before the box."""
    room = _COLUMN - 17 - _SIGNED_TICK - 4
    lines = [words.replace(TIE, " ").removeprefix("= ") for words in dose.lines]
    return [each for words in lines for each in break_lines(run(tie(words)), _SIGNED_NOTE, room)]


def _draw_dose(pen: Pen, dose: CalendarDose, corner: tuple[float, float], cells: CellStyle, *, alone: bool) -> None:
    """One dose of a cell; each of two a day has time, amount and box on one line."""
    x, y = corner
    middle = x + _COLUMN / 2
    down = y + (17.0 if alone else 12.5)
    if not alone:
        pen.words(run(dose.when), x + _EDGE, y + 12, cells.note)
        pen.frame(x + _COLUMN - _EDGE - _TICK, down - 9.0, _TICK, _TICK, 0.8)
        pen.words(run(dose.number, bold=True), x + _EDGE + line_width(run(dose.when), cells.note) + 3, down, 14)
    elif dose.strengths:
        for place, words in enumerate(dose.strengths):
            down += (cells.strength + 2.0) * bool(place)
            pen.words(run(words, bold=True), middle, down, cells.strength, Alignment.CENTRE)
    else:
        size, unit = cells.number, cells.date
        number, behind = run(dose.number, bold=True), run(f" {dose.unit}") if dose.unit else ()
        if (whole := line_width(number, size) + line_width(behind, unit)) > _COLUMN - 6:  # 0.375 mL
            size, unit = size * (_COLUMN - 6) / whole, unit * (_COLUMN - 6) / whole
        width = line_width(number, size)
        left = middle - (width + line_width(behind, unit)) / 2
        pen.words(number, left, down, size)
        pen.words(behind, left + width, down, unit)
    for line in _told(dose, cells):
        down += cells.lead
        pen.words(line, middle, down, cells.note, Alignment.CENTRE)


@lru_cache(maxsize=256)
def _told(dose: CalendarDose, cells: CellStyle) -> list[Runs]:
    """What stands under the number, broken between words where a line is wider than the cell: `= 4.5 mg` and `de base`."""
    return [each for words in dose.lines for each in break_lines(run(tie(words.replace(TIE, " "))), cells.note, _COLUMN - 5)]


def _fits_a_line(dose: CalendarDose, cells: CellStyle) -> bool:
    """Whether time of day, number and box stand on one line of a cell."""
    used = line_width(run(dose.when), cells.note) + 3 + line_width(run(dose.number, bold=True), 14) + 3 + _TICK
    return not dose.strengths and used <= _COLUMN - 2 * _EDGE
