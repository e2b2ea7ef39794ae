"""The days in large print: a line each, because seven columns cannot hold 18 pt."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.drawing.typeset import break_lines, line_width
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.sheet.dose_calendar import CalendarDay, CalendarDose, DoseCalendar
from ldn_calc.documents.sheet.style import SheetStyle, Type
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import TIE, Run, Runs, run

__all__ = ["day_blocks", "list_head_block"]

_DATES: Final = 114.0
_BESIDE_DATES: Final = 8.0
_DOSE: Final = Type(20, 25)
_TICK: Final = 17.0
_BOX: Final = _TICK + 9.0
_LINE: Final = 26.0
_BAND: Final = 22.0


def list_head_block(calendar: DoseCalendar, style: SheetStyle) -> Block:
    """Heading, what the boxes are for, and over each column its time of day."""
    heading = break_lines(run(calendar.heading, bold=True), style.heading.size, TEXT_WIDTH)
    mark = break_lines(run(calendar.mark), style.body.size, TEXT_WIDTH)
    dates, times = _dates_width(calendar, style), _times(calendar, style)
    width = _column(times, dates)
    above = style.heading.lead * len(heading) + style.body.lead * len(mark)

    def draw(pen: Pen, x: float, y: float) -> None:
        end = draw_lines(pen, heading, x, y, style.heading.size, style.heading.lead)
        draw_lines(pen, mark, x, end, style.body.size, style.body.lead)
        for place, time in enumerate(times):
            words = run(time, bold=True)
            pen.words(words, x + dates + place * width, y + above + baseline(28, style.body.size), style.body.size)
        pen.line((x, y + above + 28), (x + TEXT_WIDTH, y + above + 28), 1.6)

    return Block(above + 28, draw, calendar.heading)


def day_blocks(calendar: DoseCalendar, style: SheetStyle) -> list[Block]:
    """A line a day with a box for each dose; a black band above the first day of a dose, a thick rule after each Saturday.

    Each time of day has a column; where its words have no room, the doses stand under each other, each after its time. Where only
    one of the day's doses is new, the band stands above that one's column.
    """
    dates, times = _dates_width(calendar, style), _times(calendar, style)
    return [
        _day(day, times, dates, style, ends_week=place == len(week) - 1)
        for week in calendar.weeks
        for place, day in enumerate(week)
        if day.doses
    ]


def _day(day: CalendarDay, times: tuple[str, ...], dates: float, style: SheetStyle, *, ends_week: bool) -> Block:
    body, width, band = style.body, _column(times, dates), _BAND if day.band else 0.0
    banded = [times.index(dose.time) for dose in day.doses if dose.band and times]
    across = dates + banded[0] * width if banded and len(banded) < len(day.doses) else 0.0
    band_width = width if across else TEXT_WIDTH
    cells, height = _cells(day, times, width, style)
    date = _date(day)

    def draw(pen: Pen, x: float, y: float) -> None:
        if day.band:
            pen.area(x + across, y, band_width, band)
            pen.words(run(day.band, bold=True), x + across + 6, y + baseline(band, 15), 15, grey=1.0)
        top = y + band
        pen.words(date, x, top + baseline(_LINE, body.size), body.size)
        for place, under, lines in cells:
            left, down = x + dates + place * width, top + under + (_LINE - _DOSE.lead) / 2
            pen.frame(left, top + under + (_LINE - _TICK) / 2, _TICK, _TICK, 1.2)
            for words, kind in lines:
                pen.words(words, left + _BOX, down + baseline(kind.lead, kind.size), kind.size)
                down += kind.lead
        pen.line((x, top + height), (x + TEXT_WIDTH, top + height), 1.6 if ends_week else 0.6)

    return Block(band + height, draw)


def _times(calendar: DoseCalendar, style: SheetStyle) -> tuple[str, ...]:
    """The times of day that have a column each; none where a column is too narrow for what is taken."""
    room = _column(calendar.times, _dates_width(calendar, style)) - _BOX
    try:
        for dose in {dose for week in calendar.weeks for day in week for dose in day.doses}:
            _cell(dose, room, style)
            break_lines(run(dose.time, bold=True), style.body.size, room + _BOX)
    except DoesNotFit:
        return ()
    return calendar.times


def _cells(
    day: CalendarDay, times: tuple[str, ...], width: float, style: SheetStyle
) -> tuple[list[tuple[int, float, list[tuple[Runs, Type]]]], float]:
    """Of each dose its column, how far it stands under the day's line, and its words; and how high the day is."""
    cells: list[tuple[int, float, list[tuple[Runs, Type]]]] = []
    height = 0.0
    for dose in day.doses:
        if times:
            lines = _cell(dose, width - _BOX, style)
            cells.append((times.index(dose.time), 0.0, lines))
            height = max(height, _LINE, sum(kind.lead for _, kind in lines) + 5)
        else:
            lines = [(run(dose.time, bold=True), style.body), *_cell(dose, width - _BOX, style)]
            cells.append((0, height, lines))
            height += sum(kind.lead for _, kind in lines) + 5
    return cells, height


def _cell(dose: CalendarDose, room: float, style: SheetStyle) -> list[tuple[Runs, Type]]:
    """What is taken, on as few lines as fit: the amount large or so many of each strength, then what it holds and the draws."""
    body = style.body
    amounts = dose.strengths or ((f"{dose.number}{TIE}{dose.unit}" if dose.unit else dose.number),)
    large = _DOSE if all(line_width(run(amount, bold=True), _DOSE.size) <= room for amount in amounts) else body
    lines = [(line, large) for amount in amounts for line in break_lines(run(amount, bold=True), large.size, room)]
    told = [run(dose.mass)]
    told += [run(" ".join(dose.draws))] if dose.draws else []
    told += [run(dose.syringe)] if dose.syringe else []
    for words in told:
        last, kind = lines[-1]
        joined = (*last, Run("   "), *words)
        if kind is large and line_width(joined, kind.size) <= room:
            lines[-1] = (joined, kind)
        else:
            lines += [(line, body) for line in break_lines(words, body.size, room)]
    return lines


def _date(day: CalendarDay) -> Runs:
    return run(f"{day.weekday}{TIE}{day.date}", bold=bool(day.band) or day.first_of_month)


def _dates_width(calendar: DoseCalendar, style: SheetStyle) -> float:
    """The width of the days' column: weekdays in full need more than short ones."""
    widths = [line_width(_date(day), style.body.size) for week in calendar.weeks for day in week if day.doses]
    return max(_DATES, max(widths) + _BESIDE_DATES)


def _column(times: tuple[str, ...], dates: float) -> float:
    return (TEXT_WIDTH - dates) / max(1, len(times))
