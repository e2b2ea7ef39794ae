"""Which block of the sheet stands on which page, and where: the full and the large-print form.

Rows of doses and sections are never broken. The calendar breaks between weeks (or days) only where it is longer than a page.
The last page's columns are balanced above the wallet card, which is never alone on a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.sheet.blocks import after_block, box_block, heading_block, row_block, section_block, title_block
from ldn_calc.documents.sheet.calendar_block import calendar_end_block, calendar_head_block, week_blocks
from ldn_calc.documents.sheet.calendar_list import day_blocks, list_head_block
from ldn_calc.documents.sheet.content import SheetContent
from ldn_calc.documents.sheet.pages import BOTTOM, Columns, Page, Pages
from ldn_calc.documents.sheet.style import SheetStyle, style_of
from ldn_calc.documents.sheet.wallet_block import wallet_block
from ldn_calc.documents.values.choices import SheetForm

__all__ = ["lay_out", "put_doses", "take_pages"]

_FEWEST_HEIGHT: Final = 130.0
"""Of weeks or days under a calendar's head, where it goes on over the page."""


def take_pages(content: SheetContent, top: float) -> tuple[int, int]:
    """The first and the last page on which rows of doses stand, counted from 1."""
    pages = Pages(top)
    first = _put_rows(pages, content, style_of(content.form))
    return first, len(pages.pages)


def lay_out(content: SheetContent, top: float) -> list[Page]:
    """Lay the whole sheet out.

    Args:
        content: the words.
        top: where text begins on every page, in points from the upper edge.

    Raises:
        DoesNotFit: a text is too long for its place on any page.
    """
    style = style_of(content.form)
    large = content.form is SheetForm.LARGE
    if large:
        calendar = list_head_block(content.calendar, style), day_blocks(content.calendar, style)
    else:
        whole = Element("Table", by_cell=True)
        calendar = calendar_head_block(content.calendar, style, whole), week_blocks(content.calendar, whole)
    pages, columns = Pages(top), Columns(style.columns, style.section_gap)
    _put_rows(pages, content, style)
    pages.put(after_block(content.take, style), style.section_gap)
    _put_calendar(pages, *calendar, calendar_end_block(content.calendar, style), 1.5 * style.section_gap, by_day=large)
    blocks = [section_block(section, columns.width, style) for section in content.sections]
    columns.flow(pages, blocks, wallet_block(content.wallet))
    return pages.pages


def _put_rows(pages: Pages, content: SheetContent, style: SheetStyle) -> int:
    heading = heading_block(content.take.heading, style, content.take.start)
    return put_doses(pages, content, style, heading, [row_block(row, style) for row in content.take.rows])


def put_doses(pages: Pages, content: SheetContent, style: SheetStyle, heading: Block, rows: Sequence[Block]) -> int:
    """Title, box, and the rows of doses; the first row stands under its heading, on the page whose number is returned."""
    pages.put(title_block(content.title, style))
    pages.put(box_block(content.box, style), 4.0)
    if heading.height + rows[0].height > pages.room:
        pages.turn()
    pages.put(heading)
    first = len(pages.pages)
    for row in rows:
        pages.put(row)
    return first


def _put_calendar(pages: Pages, head: Block, lines: list[Block], end: Block, gap: float, *, by_day: bool) -> None:
    whole = head.height + sum(line.height for line in lines) + end.height
    if whole > pages.room and not pages.fresh and not _begins_here(whole, pages, head, lines, by_day=by_day):
        pages.turn()
    pages.put(head)
    for line in lines:
        if line.height > pages.room:
            pages.turn()
            pages.put(Block(head.height, head.draw))
        pages.put(line)
    pages.put(end, gap)


def _begins_here(whole: float, pages: Pages, head: Block, lines: Sequence[Block], *, by_day: bool) -> bool:
    """Whether a calendar longer than a page begins on the page in hand: of weeks where that saves a page, of days always."""
    page_room = BOTTOM - pages.top
    if whole <= page_room or pages.room - head.height < _FEWEST_HEIGHT:
        return False
    if by_day:
        return True
    line = sum(line.height for line in lines) / len(lines)
    here, a_page = (int((room - head.height) // line) for room in (pages.room, page_room))
    return ceil((len(lines) - here) / a_page) < ceil(len(lines) / a_page)
