"""The compounding record as PDF: US Letter, in English, filled in by hand at the bench and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from math import ceil
from typing import Final

from ldn_calc.documents.drawing.codes import CodeKind, code_of, quiet_zone
from ldn_calc.documents.drawing.flow import BOTTOM, LEFT, PAGE, RIGHT, SPLIT, Flowed, Part, Placed, RecordPen, Row, flow
from ldn_calc.documents.drawing.heard import heard_text, record_words
from ldn_calc.documents.drawing.label_page import LabelPage
from ldn_calc.documents.drawing.page_pen import draw_lines
from ldn_calc.documents.drawing.tables import Box, Cell, framed, gap, heading, paragraph, strip, strips, table, table_rows
from ldn_calc.documents.drawing.tagged import TaggedCanvas, open_tagged
from ldn_calc.documents.drawing.typeset import break_anywhere, line_width
from ldn_calc.documents.label.content import banner_of, label_contents
from ldn_calc.documents.label.layout import first_fit
from ldn_calc.documents.label.render import label_pages
from ldn_calc.documents.linter import check_paper
from ldn_calc.documents.record.budget import budget_parts
from ldn_calc.documents.record.components import WorksheetComponents
from ldn_calc.documents.record.content import WorksheetContent
from ldn_calc.documents.record.frame import BAR, TOP, draw_bar, draw_foot, draw_pages, foot_text
from ldn_calc.documents.record.leaving import leaving_parts
from ldn_calc.documents.record.policies import policy_lines
from ldn_calc.documents.record.step_table import flow_parts, step_table
from ldn_calc.documents.record.steps import step_rows
from ldn_calc.documents.record.strength_boxes import strength_part
from ldn_calc.documents.record.strength_made import strength_as_made
from ldn_calc.documents.record.yield_rows import yield_rows
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.stock import LabelStock, label_stocks, stock_of
from ldn_calc.documents.words.code_text import code_text
from ldn_calc.documents.words.runs import plain, run, tied
from ldn_calc.order.prescription import Language

__all__ = ["render_worksheet", "worksheet_with_text"]

_CODE: Final = 0.375 * 72 / 25.4
_LOT: Final = (15.0, 13.0, 11.0, 9.0)
_LOT_SMALL: Final = 8.0
_LOT_ROOM: Final = 300.0
_COPY: Final = 0.92
_CERTIFICATE: Final = (104.0, 226.0, 80.0, 65.0, 65.0)

_MATERIALS: Final = (144.0, 64.0, 54.0, 58.0, 56.0, 56.0, 56.0, 26.0, 26.0)
_CHECKS: Final = (122.0, 218.0, 120.0, 40.0, 40.0)
_FINDINGS: Final = (134.0, 222.0, 40.0, 144.0)


@dataclass(frozen=True, slots=True)
class _Room:
    """How high rows are: of steps, of a table that is written in, and of checks."""

    step: float
    row: float
    check: float


@dataclass(frozen=True, slots=True)
class _Written:
    """A row whose height follows the room."""

    row: Row
    least: Callable[[_Room], float]


_Piece = Part | _Written

_ROOMS: Final = (_Room(54.0, 21.0, 26.0), _Room(50.0, 19.0, 22.0), _Room(46.0, 19.0, 18.0), _Room(46.0, 17.0, 18.0))
_LINE: Final = 24.0
_LEAST_LINES: Final = 3


def render_worksheet(dispensing: Dispensing) -> bytes:
    """Make the record; the same dispensing gives the same bytes.

    Raises:
        PaperError: a text that does not fit its place, or a character that cannot be printed; the message names it.
    """
    return worksheet_with_text(dispensing)[0]


def worksheet_with_text(dispensing: Dispensing) -> tuple[bytes, str]:
    """The record, and the same as plain text.

    Raises:
        PaperError: as of `render_worksheet`.
    """
    buffer = BytesIO()
    canvas = open_tagged(
        buffer, PAGE, "Compounding record", Language.ENGLISH.value, dispensing.printed_at, dispensing.dots_per_inch
    )
    for product in dispensing.plan.products:
        _draw_product(canvas, dispensing, product)
    check_paper("worksheet", canvas.drawn, dispensing)
    canvas.save()
    return buffer.getvalue(), heard_text(canvas.root, Language.ENGLISH)


def _draw_product(canvas: TaggedCanvas, dispensing: Dispensing, product: str) -> None:
    banner = banner_of(replace(dispensing, language=Language.ENGLISH))
    content = WorksheetContent(dispensing, product)
    head = _head(content)
    copies, stock = _copies_of(dispensing, product)
    pages = _laid_out(content, copies, stock, TOP + head.height)
    draw_pages(canvas, pages, head, banner, partial(_draw_foot, content))


def _copies_of(dispensing: Dispensing, product: str) -> tuple[list[LabelPage], LabelStock]:
    """The product's labels; where they do not fit the chosen stock, on the smallest other that takes them: the record prints.

    A calculation has none.
    """
    chosen = stock_of(dispensing.choices.stock)
    if dispensing.request.rx.is_calculation:
        return [], chosen
    size = chosen.width * chosen.height
    others = sorted(label_stocks(), key=lambda stock: (stock.width * stock.height < size, stock.width * stock.height))
    contents = label_contents(dispensing, product)
    for stock in (chosen, *(each for each in others if each.key != chosen.key)):
        fitted = [first_fit(content, stock) for content in contents]
        if all(fitted):
            return [page for pages in fitted for page in pages or ()], stock
    return label_pages(dispensing, product, chosen), chosen  # which says why none of them takes it


def _laid_out(content: WorksheetContent, labels: Sequence[LabelPage], stock: LabelStock, top: float) -> list[list[Placed]]:
    """The fewest pages, filled best: with rows as high as they may be, or lower ones where that saves a page or a lonely row."""
    pieces = _pieces(content, labels, stock)

    def placed(room: _Room) -> Flowed:
        return flow([each if isinstance(each, Part) else each.row.part(each.least(room)) for each in pieces], top)

    best = placed(_ROOMS[0])
    lowest = sum(each.height if isinstance(each, Part) else max(each.row.needed, each.least(_ROOMS[-1])) for each in pieces)
    if best.cost < SPLIT and len(best.pages) <= ceil(lowest / (BOTTOM - top)):
        return best.pages
    return min((best, *(placed(room) for room in _ROOMS[1:])), key=lambda way: (len(way.pages), way.cost)).pages


def _draw_foot(content: WorksheetContent, pen: RecordPen, number: int, count: int) -> None:
    words, made = content.words["head"], content.dispensing
    text = foot_text(words, content.wording, content.formulary_number, made.printed_at, made.pharmacy)
    draw_foot(pen, words, text, number, count, content.formula_line)


def _head(content: WorksheetContent) -> Part:
    """On every page: what it is, its lot, the product, the prescription, and the code."""
    words = content.words["head"]
    if content.dispensing.request.rx.is_calculation:
        return _head_of_calculation(content)
    code, told = code_text(content.dispensing, content.product), record_words()
    side, qr_side = (code_of(code, kind).modules * _CODE for kind in (CodeKind.DATA_MATRIX, CodeKind.QR))
    quiet = quiet_zone(CodeKind.QR, _CODE)
    qr_right = RIGHT - side - quiet
    width = qr_right - qr_side - quiet - LEFT
    product = break_anywhere(content.product_line(), 15, width)
    line = break_anywhere(content.rx_line(), 10, width)
    lot = run(words["lot"].format(lot=content.lot), bold=True)
    size = next((size for size in _LOT if line_width(lot, size) <= _LOT_ROOM), _LOT[-1])
    lots = break_anywhere(lot, size, _LOT_ROOM)
    if len(lots) > 1:
        lots = break_anywhere(lot, size := _LOT_SMALL, _LOT_ROOM)
    height = BAR + 4 + 18 * len(product) + 12.5 * len(line) + 4

    def draw(pen: RecordPen, y: float) -> None:
        draw_bar(pen, y, words["title"], lots, size)
        at = draw_lines(pen, product, LEFT, y + BAR + 4, 15, 18)
        draw_lines(pen, line, LEFT, at, 10, 12.5)
        pen.code(code, CodeKind.DATA_MATRIX, RIGHT, y + BAR + quiet, _CODE, told["data_matrix"])
        pen.code(code, CodeKind.QR, qr_right, y + BAR + quiet, _CODE, told["qr"])

    return Part(max(height, BAR + qr_side + 2 * quiet), draw)


def _head_of_calculation(content: WorksheetContent) -> Part:
    """On every page: that it is for nobody, and the product; no lot, and no code that a scanner could take for a preparation's."""
    words = content.words["head"]
    product = break_anywhere(content.product_line(), 15, RIGHT - LEFT)
    line = break_anywhere(content.rx_line(), 10, RIGHT - LEFT)

    def draw(pen: RecordPen, y: float) -> None:
        draw_bar(pen, y, words["calculation_title"], [run(words["calculation_lot"], bold=True)])
        at = draw_lines(pen, product, LEFT, y + BAR + 4, 15, 18)
        draw_lines(pen, line, LEFT, at, 10, 12.5)

    return Part(BAR + 4 + 18 * len(product) + 12.5 * len(line) + 4, draw)


def _pieces(content: WorksheetContent, labels: Sequence[LabelPage], stock: LabelStock) -> list[_Piece]:
    """All that stands under the head, its words set; how high the rows are is still open."""
    words, contents = content.words, content.contents
    components = WorksheetComponents(content.dispensing, content.product)
    title, more, figures = components.certificate()
    rows = step_rows(contents, content.dispensing.formulary, content.product)
    steps_head, steps = step_table(words["steps"]["columns"], rows, words["steps"]["done"])
    pieces: list[_Piece] = [
        strip(content.strip(), 27),
        heading(title, more),
        *_table(words["certificate"]["columns"], _CERTIFICATE, figures, _row_height),
        heading(words["materials"]["title"], words["materials"]["more"]),
        *_table(words["materials"]["columns"], _MATERIALS, components.materials(), _row_height),
        *(paragraph(line, 8, 10) for line in components.expiries()),
        gap(3, keep=True),
        *strips(content.setup(), 25),
        heading(words["steps"]["title"], words["steps"]["more"]),
        *flow_parts(contents, content.product),
        steps_head,
        *(_Written(row, lambda room: room.step) for row in steps),
        heading(words["calculation"]["title"]),
        *(paragraph(line, 10, 13, keep=True) for line in content.calculation()),
        gap(3, keep=True),
        framed([(line, 10 if index == 0 else 9) for index, line in enumerate(content.proof())], 1.6),
        *budget_parts(content.dispensing),
        *(paragraph(line, 9, 11.5) for line in policy_lines(content.dispensing, content.plan)),
    ]
    pieces.append(heading(words["yield"]["title"]))
    *others, last = [strip(boxes, 26) for boxes in yield_rows(contents, content.product)]
    pieces += [*(replace(row, keep=True) for row in others), last]
    pieces += [
        heading(words["checks"]["title"]),
        *_table(words["checks"]["columns"], _CHECKS, content.checks(), lambda room: room.check),
    ]
    for name, limits, boxes in content.weights():
        pieces += [gap(2), heading(name, limits, listed=False), strip(boxes, 30)]
    made = strength_as_made(content.plan, content.product, content.dispensing.formulary)
    pieces += [
        heading(words["strength"]["title"], words["strength"]["more"]),
        strength_part(made),
        gap(4),
        framed([(line, 10 if index == 0 else 9) for index, line in enumerate(content.beyond_use())], 1),
    ]
    if labels:
        pieces += [heading(words["leaving"]["title"], words["leaving"]["more"]), *leaving_parts(content.plan, len(labels))]
    return pieces + _last_pieces(content, labels, stock)


def _last_pieces(content: WorksheetContent, labels: Sequence[LabelPage], stock: LabelStock) -> list[_Piece]:
    words = content.words
    open_findings, rows = content.findings()
    pieces: list[_Piece] = [heading(words["findings"]["title"], open_findings)]
    if rows:
        pieces += table(_columns(words["findings"]["columns"], _FINDINGS), rows, least=17)
    else:
        pieces.append(paragraph(run(words["findings"]["nothing"]), 10, 13))
    pieces.append(heading(words["deviations"]["title"], words["deviations"]["more"]))
    pieces.append(_deviations(_LEAST_LINES * _LINE))
    if not labels:  # a calculation: nothing is labelled, and nobody signs or releases it
        return pieces
    chosen = stock_of(content.dispensing.choices.stock)
    copied = words["label"]["more"]
    if stock.key != chosen.key:
        copied = words["label"]["other_stock"].format(stock=tied(stock.size_words), chosen=tied(chosen.size_words))
    pieces.append(heading(words["label"]["title"], copied))
    language = content.dispensing.language
    pieces += [_copies(labels[at : at + 2], language, last=at + 2 >= len(labels)) for at in range(0, len(labels), 2)]
    sign = words["sign"]
    return [*pieces, gap(2, keep=True), strip([Box(sign["made"]), Box(sign["checked"]), Box(sign["released"])], 44)]


def _table(
    titles: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Cell]], least: Callable[[_Room], float]
) -> list[_Piece]:
    head, set_rows = table_rows(_columns(titles, widths), rows)
    return [head, *(_Written(row, least) for row in set_rows)]


def _row_height(room: _Room) -> float:
    return room.row


def _deviations(height: float) -> Part:
    """Lines to write on, as many as the height has room for."""

    def draw(pen: RecordPen, y: float) -> None:
        with pen.paragraph(said=record_words()["lines"], fill=True):
            pass
        for line in range(1, int(height // _LINE) + 1):
            pen.line((LEFT, y + _LINE * line - 4), (RIGHT, y + _LINE * line - 4), 0.6, (1, 2))

    return Part(height, draw, grow=_deviations)


def _copies(pages: Sequence[LabelPage], language: Language, *, last: bool) -> Part:
    """Two labels side by side; the last are on the page that is signed."""
    told = record_words()["label_codes"]
    other = "" if language is Language.ENGLISH else language.value

    def draw(pen: RecordPen, y: float) -> None:
        for index, page in enumerate(pages):
            pen.label(page, LEFT if index == 0 else RIGHT - page.width * _COPY, y, _COPY, told, other)

    return Part(max(page.height for page in pages) * _COPY + 5, draw, keep=last, what=plain(pages[0].lines[0].runs))


def _columns(titles: Sequence[str], widths: Sequence[float]) -> list[tuple[str, float]]:
    return list(zip(titles, widths, strict=True))
