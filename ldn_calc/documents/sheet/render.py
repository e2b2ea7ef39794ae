"""The patient sheet as a PDF: US Letter, in the patient's language, only black, white and grey."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from ldn_calc.documents.drawing.heard import heard_text
from ldn_calc.documents.drawing.page_pen import Pen
from ldn_calc.documents.drawing.tagged import open_tagged
from ldn_calc.documents.drawing.typeset import Alignment, break_lines, line_width
from ldn_calc.documents.linter import check_paper
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.sheet.content import SheetContent, sheet_content
from ldn_calc.documents.sheet.layout import lay_out, take_pages
from ldn_calc.documents.sheet.pages import LEFT
from ldn_calc.documents.sheet.short_layout import lay_out_short
from ldn_calc.documents.sheet.style import FULL, Type, style_of
from ldn_calc.documents.values.choices import SheetForm
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.runs import Run, Runs, run, tie
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language

__all__ = ["render_sheet", "sheet_with_text"]

_PAGE: Final = (612.0, 792.0)
_TOP: Final = 54.0
_HEAD_BASELINE: Final = 38.0
_BANNER_TOP: Final = 8.0
_HEAD_LINES: Final = 2
_FOOT_BASELINES: Final = (764.0, 775.0)
_FOOT: Final = 10.0
_LARGE_FOOT: Final = 11.0


def render_sheet(dispensing: Dispensing) -> bytes:
    """Make the sheet; the same dispensing gives the same bytes.

    Raises:
        PaperError: a character that cannot be printed, or a text too long for its place.
    """
    return sheet_with_text(dispensing)[0]


def sheet_with_text(dispensing: Dispensing) -> tuple[bytes, str]:
    """The sheet, and the same as plain text.

    Raises:
        PaperError: as of `render_sheet`.
    """
    content = sheet_content(dispensing)
    kind, head = _head(content)
    top = _TOP + kind.lead * (len(head) - 1)
    if content.form is SheetForm.SHORT:
        pages = lay_out_short(content, top)
    else:
        if (rows_on := take_pages(content, top)) != (1, 1):
            content = sheet_content(dispensing, rows_on)
        pages = lay_out(content, top)
    buffer = BytesIO()
    language = dispensing.language
    english = () if language is Language.ENGLISH else (Wording(language).pattern("drug", "name"),)
    canvas = open_tagged(buffer, _PAGE, content.document_title, language.value, dispensing.printed_at, english=english)
    for number, page in enumerate(pages, 1):
        pen = Pen(canvas, _PAGE[1])
        if content.banner:
            pen.banner(content.banner, LEFT, _BANNER_TOP, TEXT_WIDTH, heard=number == 1)
        with pen.repeated("Header", heard=number == 1):
            _draw_head(pen, head, content.page_number(number, len(pages)), kind)
        for placed in page:
            if placed.block.bookmark:
                pen.bookmark(placed.block.bookmark, placed.y)
            placed.block.draw(pen, placed.x, placed.y)
        with pen.repeated("Footer", heard=number == len(pages)):
            _draw_foot(pen, content.foot, _LARGE_FOOT if content.form is SheetForm.LARGE else _FOOT)
        canvas.showPage()
    check_paper("sheet", canvas.drawn, dispensing)
    canvas.save()
    return buffer.getvalue(), heard_text(canvas.root, language)


def _head(content: SheetContent) -> tuple[Type, list[Runs]]:
    """The running head on two lines at most: at the form's size, or at the full form's for long names."""
    kinds = (style_of(content.form).head, FULL.head)
    return next(
        ((kind, lines) for kind in kinds if len(lines := _head_lines(content, kind.size)) <= _HEAD_LINES),
        (FULL.head, _head_lines(content, FULL.head.size)),
    )


def _head_lines(content: SheetContent, size: float) -> list[Runs]:
    """Pharmacy, patient and number on one line where they fit beside the page's number; else a line each."""
    number = line_width(run(content.page_number(88, 88), bold=True), size)
    whole: Runs = (Run(f"{content.pharmacy}   •   {content.prescription}"),)
    if line_width(whole, size) + number + 20 <= TEXT_WIDTH:
        return [whole]
    room = TEXT_WIDTH - number - 20
    return [
        line
        for words in (content.pharmacy, content.prescription)
        for line in break_lines(run(words), size, room, "the sheet's head")
    ]


def _draw_head(pen: Pen, head: list[Runs], number: str, kind: Type) -> None:
    down = _HEAD_BASELINE
    for line in head:
        pen.words(line, LEFT, down, kind.size)
        down += kind.lead
    with pen.unread("Header"):
        pen.words(run(number, bold=True), LEFT + TEXT_WIDTH, _HEAD_BASELINE, kind.size, Alignment.RIGHT)
    under = down - kind.lead + 5.5
    pen.line((LEFT, under), (LEFT + TEXT_WIDTH, under), 0.8)


def _draw_foot(pen: Pen, foot: tuple[str, str], size: float) -> None:
    """Fill, lot and day of printing under every page's text; what to do with older sheets at the right, or under them."""
    said, older = (run(tie(words)) for words in foot)
    together = line_width(said, size) + 20 + line_width(older, size) <= TEXT_WIDTH
    lines = break_lines(said, size, TEXT_WIDTH, "the sheet's foot")
    for words, down in zip(lines, _FOOT_BASELINES, strict=False):
        pen.words(words, LEFT, down, size)
    if together or len(lines) < len(_FOOT_BASELINES):
        across, alignment = (LEFT + TEXT_WIDTH, Alignment.RIGHT) if together else (LEFT, Alignment.LEFT)
        pen.words(older, across, _FOOT_BASELINES[0 if together else 1], size, alignment)
