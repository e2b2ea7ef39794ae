"""The two-page form: both sides of one leaf, with what matters most in the given wording.

On the front warning and doses, on the back the days, whom to call, and the wallet card; sections fill both. What stands
there is chosen by what can hurt: CORE is on every one, EXTRA as far as there is room, most important first. Type gives way
before words do, but never under 11 pt; then the days to mark, because the doses on the front have their dates too. A fill
that two pages cannot hold, as of a titration in many steps, goes on to further pages, each with its number: nothing that
must be said is left out for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from itertools import product
from typing import Final

from ldn_calc.documents.calendar_block import calendar_end_block
from ldn_calc.documents.calendar_strip import dose_blocks, strip_head_block
from ldn_calc.documents.page_pen import Block
from ldn_calc.documents.sheet_blocks import after_block, section_block
from ldn_calc.documents.sheet_content import SheetContent
from ldn_calc.documents.sheet_layout import lay_out_pages, put_rows
from ldn_calc.documents.sheet_pages import BOTTOM, LEFT, Columns, Page, Pages
from ldn_calc.documents.sheet_style import SHORT, SheetStyle
from ldn_calc.documents.wallet_block import wallet_block

__all__ = ["CORE", "EXTRA", "lay_out_short"]

CORE: Final[tuple[str, ...]] = ("not_approved", "dont", "mix", "call", "911", "store", "ask")
EXTRA: Final = ("missed", "toomuch", "overdose", "surgery", "syringe", "side", "why", "tell", "change", "what_do", "drive", "toss")


def lay_out_short(content: SheetContent, top: float) -> list[Page]:
    """Lay the two-page form out; the words are those of `content` for the short form.

    Raises:
        DoesNotFit: a text is too long for its place on any page.
    """
    broken: dict[SheetStyle, dict[str, Block]] = {}
    for sides in ((_Days.FRONT, _Days.BACK), (_Days.NOWHERE,)):
        for style, days in product(SHORT, sides):
            if style not in broken:
                broken[style] = _section_blocks(content, style)
            if pages := _both_sides(_Leaf(content, top, style, days, broken[style])):
                return pages
    style = SHORT[0]
    calendar = strip_head_block(content.calendar, style), dose_blocks(content.calendar, style)
    sections = [section for section in content.sections if section.key in CORE]
    return lay_out_pages(content, top, style, calendar, sections)


def _section_blocks(content: SheetContent, style: SheetStyle) -> dict[str, Block]:
    """Every section that may stand on the leaf, by its key, in the sheet's order."""
    width = Columns(style.columns, style.section_gap).width
    return {section.key: section_block(section, width, style) for section in content.sections if section.key in {*CORE, *EXTRA}}


class _Days(Enum):
    """Where the days to mark stand."""

    FRONT = auto()
    BACK = auto()
    NOWHERE = auto()


def _both_sides(leaf: _Leaf) -> list[Page] | None:
    """Two pages with as many sections as fit them; None where CORE does not fit."""
    pages, chosen = leaf.with_sections(CORE), CORE
    for key in EXTRA if pages else ():
        if more := leaf.with_sections((*chosen, key)):
            pages, chosen = more, (*chosen, key)
    return pages


class _Leaf:
    """Front and back with everything but the sections on them."""

    def __init__(self, content: SheetContent, top: float, style: SheetStyle, days: _Days, blocks: Mapping[str, Block]) -> None:
        self._top = top
        self._columns = Columns(style.columns, style.section_gap)
        self._front, self._back = Pages(top), Pages(top)
        put_rows(self._front, content, style)
        self._front.put(after_block(content.take, style))
        days_on = self._back if days is _Days.BACK else self._front
        if days is not _Days.NOWHERE:
            days_on.y += 0.0 if days_on.fresh else style.section_gap
            for block in (strip_head_block(content.calendar, style), *dose_blocks(content.calendar, style)):
                days_on.put(block)
        days_on.put(calendar_end_block(content.calendar, style))
        for side in (self._front, self._back):
            side.y += 0.0 if side.fresh else style.section_gap
        self._card = wallet_block(content.wallet)
        self._blocks = blocks

    def with_sections(self, keys: Sequence[str]) -> list[Page] | None:
        """Both pages with these sections in the sheet's order; None where they do not fit."""
        if len(self._front.pages) > 1 or len(self._back.pages) > 1:
            return None
        blocks = [block for key, block in self._blocks.items() if key in keys]
        front_room, back_room = self._front.room, self._back.room - self._card.height - self._columns.gap
        fullest: dict[int, float] = {}
        for count in range(len(blocks) + 1):
            parts = (blocks[:count], front_room), (blocks[count:], back_room)
            if all(not part or self._columns.balanced(part, room) is not None for part, room in parts):
                fullest[count] = max(self._columns.height(part) / room for part, room in parts if part)
        if not fullest:
            return None
        count = min(fullest, key=lambda each: (fullest[each], -each))
        pages = Pages(self._top)
        for side, part, room in ((self._front, blocks[:count], front_room), (self._back, blocks[count:], back_room)):
            if side is self._back:
                pages.turn()
            pages.pages[-1], pages.y = [*side.pages[0]], side.y
            self._columns.place_balanced(pages, part, room)
        pages.place(self._card, LEFT, BOTTOM - self._card.height)
        return pages.pages
