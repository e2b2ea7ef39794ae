"""Section C as it is drawn: the planned amount large enough to be read at the balance, and boxes for what was done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from ldn_calc.documents.drawing.flow import LEFT, RIGHT, Part, RecordPen, Row
from ldn_calc.documents.drawing.fonts import text_width
from ldn_calc.documents.drawing.heard import record_words
from ldn_calc.documents.drawing.page_pen import draw_lines
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.drawing.tables import GREY, table_head
from ldn_calc.documents.drawing.typeset import Alignment, break_anywhere, break_lines
from ldn_calc.documents.record.aliquot_flow import aliquot_drawing, aliquot_flows
from ldn_calc.documents.record.steps import StepRow
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import plain, run
from ldn_calc.procedure.contents import Contents
from ldn_calc.resources import read_toml

__all__ = ["flow_parts", "step_table"]

_WIDTHS: Final = (26.0, 108.0, 196.0, 96.0, 50.0, 32.0, 32.0)
_LARGE: Final = (20.0, 19.0, 18.0)
"""A planned amount is never printed smaller than 18 pt."""
_SMALL: Final = 9.0
_FLOW: Final = 8.5
_WHAT: Final = 12.0
_WHAT_LEAD: Final = 14.5
_TICK: Final = 14.0
_TICKS: Final = 8
"""Boxes to tick side by side: of portions, and at their end of the paper."""
_TICK_ROW: Final = 36.0


def flow_parts(contents: Contents, product: str) -> list[Part]:
    """The aliquot as a small flow above the steps; nothing for a plan without one."""
    words = read_toml("text/worksheet.toml")["flow"]
    parts: list[Part] = []
    for flow in aliquot_flows(contents, product):
        drawing = aliquot_drawing(flow, RIGHT - LEFT, _FLOW, lambda text: text_width(text, _FLOW))
        parts.append(Part(drawing.height + 6, partial(_draw_flow, drawing), what=words["title"]))
    return parts


def _draw_flow(drawing: Drawing, pen: RecordPen, y: float) -> None:
    pen.drawing(drawing, LEFT, y + 2)


def step_table(columns: Sequence[str], rows: Sequence[StepRow], done: str) -> tuple[Part, list[Row]]:
    """The head, and each row with its words set.

    Args:
        columns: heads of the seven columns.
        rows: the steps.
        done: the words beside the box of a step that is ticked.
    """
    whole = Element("Table")
    head = table_head(tuple(zip(columns, _WIDTHS, strict=True)), whole, record_words()["step"])
    return head, [_row(row, head, done, whole) for row in rows]


def _row(row: StepRow, head: Part, done: str, whole: Element) -> Row:
    large = _large(row.planned)
    wide = sum(_WIDTHS[2:5]) if row.portions else _WIDTHS[2]
    what = break_anywhere(row.what, _WHAT, wide - 8)
    note = break_anywhere(run(row.note), _SMALL, wide - 8) if row.note else []
    above = break_lines(run(row.above), 10.5, _WIDTHS[1] - 8, "the step's column") if row.above else []
    below = break_lines(run(row.below), 10.5, _WIDTHS[1] - 8, "the step's column") if row.below else []
    planned_height = 12.5 * (len(above) + len(below)) + 1.15 * large * len(row.planned)
    ticks = _TICK_ROW * -(-(len(row.portions) + 1) // _TICKS) if row.portions else 0.0
    what_height = _WHAT_LEAD * len(what) + 11 * len(note) + ticks

    def draw(pen: RecordPen, y: float, height: float) -> None:
        edges = [LEFT + sum(_WIDTHS[:index]) for index in range(len(_WIDTHS) + 1)]
        if row.drug:
            pen.area(edges[0], y, _WIDTHS[0], height)
        for column, used in ((4, row.lot or row.portions), (6, row.check)):
            if not used:
                pen.area(edges[column], y, _WIDTHS[column], height, GREY)
        for column, width in enumerate(_WIDTHS):
            if not row.portions or column not in {3, 4}:
                pen.frame(edges[column], y, wide if column == 2 else width, height, 0.6)
        with pen.row(whole):
            with pen.part("TD"):
                middle, grey = edges[0] + _WIDTHS[0] / 2, 1.0 if row.drug else 0.0
                pen.words(run(str(row.number), bold=True), middle, y + height / 2 + 5.8, 16, Alignment.CENTRE, grey)
            with pen.part("TD"):
                at = draw_lines(pen, above, edges[1] + 4, y + (height - planned_height) / 2, 10.5, 12.5)
                amounts = [run(amount, bold=True) for amount in row.planned]
                at = draw_lines(pen, amounts, edges[1] + 4, at, large, 1.15 * large)
                draw_lines(pen, below, edges[1] + 4, at, 10.5, 12.5)
            with pen.cell(across=3 if row.portions else 1):
                at = draw_lines(pen, what, edges[2] + 4, y + (height - what_height) / 2, _WHAT, _WHAT_LEAD)
                at = draw_lines(pen, note, edges[2] + 4, at, _SMALL, 11)
                if row.portions:
                    _ticks(pen, row.portions, edges[2] + 4, at + 2, wide - 8)
            if not row.portions:
                with pen.part("TD", fill=True):
                    _actual(pen, row, edges[3], y, height, done)
                pen.empty_cell(fill=row.lot)
            pen.empty_cell(fill=True)
            pen.empty_cell(fill=row.check)
        for x in (LEFT, RIGHT):
            pen.line((x, y), (x, y + height), 1.2)

    return Row(max(planned_height, what_height) + 6, draw, head, plain(row.what))


def _ticks(pen: RecordPen, portions: Sequence[str], left: float, top: float, width: float) -> None:
    """A box to tick for each portion, the last for what is left on the paper; then whether the paper is empty."""
    words: dict[str, str] = read_toml("text/worksheet.toml")["steps"]
    labels = [(portion, words["portion"]) for portion in portions[:-1]]
    labels += [(words["rest"], f"{words['portion']} {portions[-1]}")] if len(portions) > 1 else [(portions[0], "")]
    labels.append(("", words["paper"]))
    across = width / min(_TICKS, len(labels))
    for index, (bold, small) in enumerate(labels):
        row, column = divmod(index, _TICKS)
        middle, y = left + across * (column + 0.5), top + _TICK_ROW * row
        pen.frame(middle - _TICK / 2, y, _TICK, _TICK, 1)
        with pen.paragraph():
            if bold:
                pen.words(run(bold, bold=True), middle, y + _TICK + 10, 9, Alignment.CENTRE)
            for line, piece in enumerate(break_lines(run(small), 7, across - 2, "the portions")):
                pen.words(piece, middle, y + _TICK + (18 if bold else 9) + 8 * line, 7, Alignment.CENTRE)


def _actual(pen: RecordPen, row: StepRow, x: float, y: float, height: float, done: str) -> None:
    pen.frame(x, y, _WIDTHS[3], height, 1.6)
    if row.unit:
        pen.words(run(row.unit, bold=True), x + _WIDTHS[3] - 5, y + height - 6, 11.5, Alignment.RIGHT)
        return
    pen.frame(x + 8, y + height / 2 - 8, 16, 16, 1)
    pen.words(run(done), x + 30, y + height / 2 + 3.2, 9)


def _large(planned: Sequence[str]) -> float:
    """The largest size at which each planned amount stands on one line."""
    for size in _LARGE:
        if all(text_width(amount, size, bold=True) <= _WIDTHS[1] - 6 for amount in planned):
            return size
    raise DoesNotFit(max(planned, key=len), "the worksheet's column of planned amounts at 18 pt")
