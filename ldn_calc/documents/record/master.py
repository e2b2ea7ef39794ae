"""The master formulation record as PDF: US Letter, in English, how the preparation is made whoever it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Final

from ldn_calc.documents.drawing.flow import LEFT, PAGE, RIGHT, Part, RecordPen, flow
from ldn_calc.documents.drawing.heard import heard_text
from ldn_calc.documents.drawing.page_pen import draw_lines
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.drawing.tables import Box, framed, gap, heading, paragraph, strip, table, table_head
from ldn_calc.documents.drawing.tagged import TaggedCanvas, open_tagged
from ldn_calc.documents.drawing.typeset import break_anywhere
from ldn_calc.documents.label.content import banner_of
from ldn_calc.documents.linter import check_paper
from ldn_calc.documents.record.frame import BAR, TOP, draw_bar, draw_foot, draw_pages, foot_text
from ldn_calc.documents.record.master_content import MasterContent
from ldn_calc.documents.record.step_table import flow_parts
from ldn_calc.documents.record.steps import StepRow, step_rows
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.runs import Runs, run, tied
from ldn_calc.documents.words.split import steps_making
from ldn_calc.order.prescription import Language

__all__ = ["master_with_text", "render_master"]

_IDENTITY: Final = (120.0, 290.0, 130.0)
_INGREDIENTS: Final = (126.0, 178.0, 86.0, 74.0, 76.0)
_INSTRUCTIONS: Final = (26.0, 150.0, 364.0)
_QUALITY: Final = (170.0, 370.0)
_CHANGES: Final = (60.0, 80.0, 280.0, 120.0)
_CHANGE: Final = 20.0
_LEAST_CHANGES: Final = 2


def render_master(dispensing: Dispensing) -> bytes:
    """Make the record; the same dispensing gives the same bytes.

    Raises:
        PaperError: there is no proof, a text that does not fit its place, or a character that cannot be printed.
    """
    return master_with_text(dispensing)[0]


def master_with_text(dispensing: Dispensing) -> tuple[bytes, str]:
    """The record, and the same as plain text.

    Raises:
        PaperError: as of `render_master`.
    """
    if dispensing.result.get("proof") is None:
        raise PaperError("a plan without a proof has no master formulation record")
    buffer = BytesIO()
    canvas = open_tagged(buffer, PAGE, "Master formulation record", Language.ENGLISH.value, dispensing.printed_at)
    for product in dispensing.plan.products:
        _draw_product(canvas, dispensing, product)
    check_paper("master", canvas.drawn, dispensing)
    canvas.save()
    return buffer.getvalue(), heard_text(canvas.root, Language.ENGLISH)


def _draw_product(canvas: TaggedCanvas, dispensing: Dispensing, product: str) -> None:
    banner = banner_of(replace(dispensing, language=Language.ENGLISH))
    content = MasterContent(dispensing, product)
    head = _head(content)
    pages = flow(_parts(content), TOP + head.height).pages
    draw_pages(canvas, pages, head, banner, partial(_foot, content))


def _foot(content: MasterContent, pen: RecordPen, number: int, count: int) -> None:
    sheet = content.worksheet
    text = foot_text(sheet.words["head"], sheet.wording, sheet.formulary_number, content.dispensing.printed_at)
    draw_foot(pen, sheet.words["head"], text, number, count, sheet.formula_line)


def _head(content: MasterContent) -> Part:
    """On every page: what it is, whose it is, and the preparation."""
    words, pharmacy = content.words["head"], content.dispensing.pharmacy
    product = break_anywhere(content.product_line(), 15, RIGHT - LEFT)
    whose = tied(pharmacy.name) if pharmacy is not None else words["practice"]
    owner = break_anywhere(run(whose), 10, RIGHT - LEFT)

    def draw(pen: RecordPen, y: float) -> None:
        draw_bar(pen, y, words["title"])
        at = draw_lines(pen, product, LEFT, y + BAR + 4, 15, 18)
        draw_lines(pen, owner, LEFT, at, 10, 12.5)

    return Part(BAR + 8 + 18 * len(product) + 12.5 * len(owner), draw)


def _parts(content: MasterContent) -> list[Part]:
    words = content.words
    ingredients = words["ingredients"]
    labels, formula = words["strip"], content.worksheet.formula
    return [
        strip(
            [
                Box(labels["formula_rows"].format(rows=formula.rows), formula.key, 232),
                Box(labels["version"], width=56),
                Box(labels["effective"], width=70),
                Box(labels["replaces"], width=116),
                Box(labels["review"], width=66),
            ],
            27,
        ),
        heading(words["identity"]["title"], words["identity"]["more"]),
        *table(_columns(words["identity"]["columns"], _IDENTITY), content.identity(), 18),
        heading(ingredients["title"], ingredients["more"]),
        *table(
            _columns([name.format(unit=content.unit, units=content.units) for name in ingredients["columns"]], _INGREDIENTS),
            content.ingredients(),
            18,
        ),
        gap(3),
        *(paragraph(line, 9.5, 12) for line in content.notes()),
        *_section(words["calculation"]["title"], content.calculation(), content.example()),
        *_section(words["equipment"]["title"], [content.equipment()]),
        heading(words["instructions"]["title"], words["instructions"]["more"]),
        *flow_parts(content.contents, content.product),
        *table(
            _columns(words["instructions"]["columns"], _INSTRUCTIONS),
            content.instructions(_rows(content)),
            17,
        ),
        *_section(words["container"]["title"], [content.container()]),
        *_section(words["labeling"]["title"], content.labeling()),
        heading(words["beyond_use"]["title"]),
        framed([(line, 10 if index == 0 else 9) for index, line in enumerate(content.beyond_use())], 1),
        heading(words["quality"]["title"]),
        *table(_columns(words["quality"]["columns"], _QUALITY), content.quality(), 16),
        heading(words["references"]["title"]),
        *(paragraph(line, 8.5, 10.5) for line in content.references()),
        *_approval(content),
    ]


def _section(title: str, lines: Sequence[Runs], more: str = "") -> list[Part]:
    """A heading with its lines, in one piece."""
    last = len(lines) - 1
    return [heading(title, more), *(paragraph(line, 9.5, 12, keep=index < last) for index, line in enumerate(lines))]


def _rows(content: MasterContent) -> list[StepRow]:
    """The steps of this product, without what belongs to the lots of one day."""
    numbers = steps_making(content.plan, content.product)
    return [row for row in step_rows(content.contents, content.dispensing.formulary) if row.number in numbers]


def _approval(content: MasterContent) -> list[Part]:
    """What was changed when and why, on as many lines as the page has room for, and the signatures."""
    changes, words = content.words["changes"], content.words["approval"]
    boxes = [Box(words["prepared"]), Box(words["checked"]), Box(words["approved"])]
    whole = Element("Table")
    head = table_head(_columns(changes["columns"], _CHANGES), whole)
    return [
        heading(changes["title"], changes["more"]),
        head,
        _changes(_LEAST_CHANGES * _CHANGE, whole),
        gap(2, keep=True),
        heading(words["title"], words["more"]),
        strip(boxes, 44),
    ]


def _changes(height: float, whole: Element) -> Part:
    """Empty rows of the change log, as many as the height has room for; the signatures stay with them."""

    def draw(pen: RecordPen, y: float) -> None:
        for row in range(int(height // _CHANGE)):
            x = LEFT
            with pen.row(whole):
                for width in _CHANGES:
                    pen.frame(x, y + _CHANGE * row, width, _CHANGE, 0.6)
                    pen.empty_cell(fill=True)
                    x += width

    return Part(height, draw, keep=True, grow=lambda height: _changes(height, whole))


def _columns(titles: Sequence[str], widths: Sequence[float]) -> list[tuple[str, float]]:
    return list(zip(titles, widths, strict=True))
