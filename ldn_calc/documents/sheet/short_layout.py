"""The two-page form: both sides of one leaf, with what matters most in the given wording.

On the front the warning and each dose with its days to mark, on the back whom to call and the wallet card; sections fill
both. What stands there is chosen by what can hurt: CORE is on every one, EXTRA as far as there is room, most important first.
Where that is more than both sides hold, how long the bottle lasts goes from the front's width into the sections' columns;
then type gives way, but never under 11 pt; then the words over the syringes go beside the dose, and capsules under its days;
then what holds for every dose goes to the top of the back; at last the days to mark give way, because the doses have their
dates. Syringes stay life size. Doses that the front cannot hold even so go on to further pages, each with its number: nothing
that must be said is left out for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block, Pen, draw_lines
from ldn_calc.documents.drawing.typeset import break_lines
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH, after_block, section_block
from ldn_calc.documents.sheet.content import SheetContent
from ldn_calc.documents.sheet.layout import put_doses
from ldn_calc.documents.sheet.pages import BOTTOM, LEFT, Columns, Page, Pages
from ldn_calc.documents.sheet.short_rows import plan_blocks
from ldn_calc.documents.sheet.style import SHORT, SheetStyle
from ldn_calc.documents.sheet.wallet_block import wallet_block
from ldn_calc.documents.words.runs import joined

__all__ = ["CORE", "EXTRA", "lay_out_short"]

CORE: Final[tuple[str, ...]] = ("not_approved", "dont", "mix", "call", "911", "988", "store", "ask")
EXTRA: Final = ("missed", "toomuch", "overdose", "surgery", "syringe", "side", "why", "tell", "change", "what_do", "drive", "toss")
_ABOVE_END: Final = 3.0


def lay_out_short(content: SheetContent, top: float) -> list[Page]:
    """Lay the two-page form out; the words are those of `content` for the short form.

    Raises:
        DoesNotFit: a text is too long for its place on any page.
    """
    broken: dict[SheetStyle, dict[str, Block]] = {}
    planned: dict[tuple[SheetStyle, bool, bool], tuple[Block, list[Block]]] = {}
    for days, behind, compact, style, aside in product((True, False), (False, True), (False, True), SHORT, (False, True)):
        if style not in broken:
            broken[style] = _section_blocks(content, style)
        if (style, compact, days) not in planned:
            planned[style, compact, days] = plan_blocks(content, style, compact=compact, days=days)
        front = Pages(top)
        put_doses(front, content, style, *planned[style, compact, days])
        if pages := _both_sides(_Leaf(content, front, style, broken[style], aside=aside, behind=behind)):
            return pages
    return _further_pages(content, top, SHORT[0])


def _section_blocks(content: SheetContent, style: SheetStyle) -> dict[str, Block]:
    """Every section that may stand on the leaf, by its key, in the sheet's order."""
    width = Columns(style.columns, style.section_gap).width
    return {section.key: section_block(section, width, style) for section in content.sections if section.key in {*CORE, *EXTRA}}


def _put_after(pages: Pages, content: SheetContent, style: SheetStyle, *, end: bool) -> None:
    """What holds for every dose, and how long the bottle lasts where `end`."""
    pages.put(after_block(content.take, style))
    if end:
        pages.y += _ABOVE_END
        pages.put(_end_block(content, style, TEXT_WIDTH))
    pages.y += style.section_gap


def _end_block(content: SheetContent, style: SheetStyle, width: float) -> Block:
    """How long the bottle lasts and what comes after, as one paragraph."""
    calendar, body = content.calendar, style.body
    lines = break_lines(joined([words for words in (calendar.same, *calendar.end) if words], " "), body.size, width)

    def draw(pen: Pen, x: float, y: float) -> None:
        draw_lines(pen, lines, x, y, body.size, body.lead)

    return Block(body.lead * len(lines), draw)


def _both_sides(leaf: _Leaf) -> list[Page] | None:
    """Two pages with as many sections as fit them; None where CORE does not fit."""
    pages, chosen = leaf.with_sections(CORE), CORE
    for key in EXTRA if pages else ():
        if more := leaf.with_sections((*chosen, key)):
            pages, chosen = more, (*chosen, key)
    return pages


class _Leaf:
    """Front and back with everything but the sections on them."""

    def __init__(
        self, content: SheetContent, front: Pages, style: SheetStyle, sections: Mapping[str, Block], *, aside: bool, behind: bool
    ) -> None:
        """Fill the front, and what stands above the sections on the back.

        Args:
            content: the words.
            front: the page with the doses.
            style: the sizes.
            sections: every one that may stand there.
            aside: whether the bottle's end is told in the columns, before the first section.
            behind: whether what holds for every dose is told on the back, above its sections, rather than under the doses.
        """
        self._columns = Columns(style.columns, style.section_gap)
        self._front, self._back = front, Pages(front.top)
        _put_after(self._back if behind else front, content, style, end=not aside)
        self._opening = [_end_block(content, style, self._columns.width)] if aside else []
        self._card = wallet_block(content.wallet)
        self._sections = sections

    def with_sections(self, keys: Sequence[str]) -> list[Page] | None:
        """Both pages with these sections in the sheet's order; None where they do not fit."""
        if len(self._front.pages) > 1:
            return None
        blocks = [*self._opening, *(block for key, block in self._sections.items() if key in keys)]
        front_room, back_room = self._front.room, self._back.room - self._card.height - self._columns.gap
        fullest: dict[int, float] = {}
        for count in range(len(blocks) + 1):
            parts = (blocks[:count], front_room), (blocks[count:], back_room)
            if all(not part or self._columns.balanced(part, room) is not None for part, room in parts):
                fullest[count] = max(self._columns.height(part) / room for part, room in parts if part)
        if not fullest:
            return None
        count = min(fullest, key=lambda each: (fullest[each], -each))
        pages = Pages(self._front.top)
        for side, part, room in ((self._front, blocks[:count], front_room), (self._back, blocks[count:], back_room)):
            if side is self._back:
                pages.turn()
            pages.pages[-1], pages.y = [*side.pages[0]], side.y
            if part:
                self._columns.place_balanced(pages, part, room)
        pages.place(self._card, LEFT, BOTTOM - self._card.height)
        return pages.pages


def _further_pages(content: SheetContent, top: float, style: SheetStyle) -> list[Page]:
    """As many pages as the doses and CORE need; what room is left on them is EXTRA's."""
    columns, sections = Columns(style.columns, style.section_gap), _section_blocks(content, style)
    heading, rows = plan_blocks(content, style)
    card = wallet_block(content.wallet)

    def with_sections(keys: Sequence[str]) -> list[Page]:
        pages = Pages(top)
        put_doses(pages, content, style, heading, rows)
        _put_after(pages, content, style, end=True)
        columns.flow(pages, [block for key, block in sections.items() if key in keys], card)
        return pages.pages

    pages, chosen = with_sections(CORE), CORE
    for key in EXTRA:
        if len(more := with_sections((*chosen, key))) <= len(pages):
            pages, chosen = more, (*chosen, key)
    return pages
