"""Which block of the sheet stands on which page, and where.

Rows of doses and sections are never broken. The calendar breaks between weeks only where it is longer than a page. The
last page's columns are balanced above the wallet card, which is never alone on a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from ldn_calc.documents.calendar_block import calendar_end_block, calendar_head_block, week_blocks
from ldn_calc.documents.errors import DoesNotFit
from ldn_calc.documents.page_pen import Block
from ldn_calc.documents.sheet_blocks import TEXT_WIDTH, after_block, box_block, heading_block, row_block, section_block, title_block
from ldn_calc.documents.sheet_content import SheetContent
from ldn_calc.documents.wallet_block import wallet_block

__all__ = ["BOTTOM", "LEFT", "Placed", "lay_out", "take_pages"]

LEFT: Final = 54.0
BOTTOM: Final = 752.0
_GUTTER: Final = 22.0
_COLUMN: Final = (TEXT_WIDTH - _GUTTER) / 2
_GAP: Final = 6.6
_LAST_WITH_CARD: Final = 3
_FEWEST_WEEKS: Final = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its top left corner on a page."""

    block: Block
    x: float
    y: float


Page = list[Placed]


class _Pages:
    """Pages being filled from the top."""

    def __init__(self, top: float) -> None:
        self.top = top
        self.pages: list[Page] = [[]]
        self.y = top

    @property
    def room(self) -> float:
        return BOTTOM - self.y

    @property
    def fresh(self) -> bool:
        return self.y == self.top

    def turn(self) -> None:
        self.pages.append([])
        self.y = self.top

    def put(self, block: Block, gap: float = 0.0) -> None:
        """Put a block under what is there, on the next page where it does not fit."""
        if self.y + block.height > BOTTOM and not self.fresh:
            self.turn()
        self.pages[-1].append(Placed(block, LEFT, self.y))
        self.y += block.height + gap

    def place(self, block: Block, x: float, y: float) -> None:
        self.pages[-1].append(Placed(block, x, y))


def take_pages(content: SheetContent, top: float) -> int:
    """On how many pages the rows of doses stand."""
    pages = _Pages(top)
    _put_rows(pages, content)
    return len(pages.pages)


def lay_out(content: SheetContent, top: float) -> list[Page]:
    """Lay the whole sheet out.

    Args:
        content: the words.
        top: where text begins on every page, in points from the upper edge.

    Raises:
        DoesNotFit: a text is too long for its place on any page.
    """
    pages = _Pages(top)
    _put_rows(pages, content)
    pages.put(after_block(content.take), _GAP)
    _put_calendar(pages, content)
    sections = (content.why, content.not_approved.section, *content.rest)
    _put_sections(pages, [section_block(section, _COLUMN) for section in sections], wallet_block(content.wallet))
    return pages.pages


def _put_rows(pages: _Pages, content: SheetContent) -> None:
    pages.put(title_block(content.title))
    pages.put(box_block(content.box), 4.0)
    heading = heading_block(content.take.heading, content.take.start)
    rows = [row_block(row) for row in content.take.rows]
    if heading.height + rows[0].height > pages.room:
        pages.turn()
    pages.put(heading)
    for row in rows:
        pages.put(row)


def _put_calendar(pages: _Pages, content: SheetContent) -> None:
    head, end = calendar_head_block(content.calendar), calendar_end_block(content.calendar)
    weeks = week_blocks(content.calendar)
    whole = head.height + sum(week.height for week in weeks) + end.height
    if whole > pages.room and not pages.fresh and not _saves_a_page(whole, pages, head, weeks):
        pages.turn()
    pages.put(head)
    for week in weeks:
        if week.height > pages.room:
            pages.turn()
            pages.put(head)
        pages.put(week)
    pages.put(end, 1.5 * _GAP)


def _saves_a_page(whole: float, pages: _Pages, head: Block, weeks: Sequence[Block]) -> bool:
    """Whether a calendar longer than a page takes fewer of them when it begins on the page in hand."""
    page_room = BOTTOM - pages.top
    if whole <= page_room:
        return False
    here, a_page = (int((room - head.height) // weeks[0].height) for room in (pages.room, page_room))
    return here >= _FEWEST_WEEKS and ceil((len(weeks) - here) / a_page) < ceil(len(weeks) / a_page)


def _put_sections(pages: _Pages, blocks: list[Block], card: Block) -> None:
    """Flow the sections through two columns a page, the last of them above the card."""
    while True:
        room, page_room = pages.room - card.height - _GAP, BOTTOM - pages.top
        left = _balanced(blocks, room)
        if left is not None:
            _place(pages, blocks[:left], blocks[left:])
            pages.place(card, LEFT, BOTTOM - card.height)
            return
        keep = next(
            (
                kept
                for kept in range(_LAST_WITH_CARD, 0, -1)
                if _balanced(blocks[-kept:], page_room - card.height - _GAP) is not None
            ),
            0,
        )
        left, right = _filled(blocks[: len(blocks) - keep], pages.room)
        if pages.fresh and left + right == 0:
            raise DoesNotFit("a section of the patient sheet", "a page")
        _place(pages, blocks[:left], blocks[left : left + right])
        blocks = blocks[left + right :]
        pages.turn()


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks) + _GAP * max(0, len(blocks) - 1)


def _balanced(blocks: Sequence[Block], room: float) -> int | None:
    """How many of the blocks to put left, so that the longer column is shortest; None where they do not fit."""
    heights = {left: max(_height(blocks[:left]), _height(blocks[left:])) for left in range(len(blocks) + 1)}
    best = min(heights, key=lambda left: (heights[left], -left))
    return best if heights[best] <= room else None


def _filled(blocks: Sequence[Block], room: float) -> tuple[int, int]:
    """How many blocks fit the left column, then the right, in order."""
    left = 0
    while left < len(blocks) and _height(blocks[: left + 1]) <= room:
        left += 1
    right = 0
    while left + right < len(blocks) and _height(blocks[left : left + right + 1]) <= room:
        right += 1
    return left, right


def _place(pages: _Pages, left: Sequence[Block], right: Sequence[Block]) -> None:
    for x, column in ((LEFT, left), (LEFT + _COLUMN + _GUTTER, right)):
        y = pages.y
        for block in column:
            pages.place(block, x, y)
            y += block.height + _GAP
