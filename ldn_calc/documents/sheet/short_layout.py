"""The short form: both sides of one leaf, the same sections in the same order of need in every language.

Box, answers and doses stand first, then what ORDER names, in two columns. The days to mark give way first, then type, never under
11 pt, then the words over the syringes and the weekdays before the dates. Where that is still more than one leaf holds it is three
pages, or more, and its title says how many. It has no wallet card, and says to ask for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block
from ldn_calc.documents.sheet.blocks import (
    TEXT_WIDTH,
    after_block,
    answered_block,
    box_block,
    directions_block,
    row_block,
    title_block,
)
from ldn_calc.documents.sheet.calendar_strip import days_block, strips
from ldn_calc.documents.sheet.content import SheetContent
from ldn_calc.documents.sheet.layout import Laid
from ldn_calc.documents.sheet.pages import BOTTOM, Pages, column_width
from ldn_calc.documents.sheet.parts import Part, balanced, group_head, heading, paragraphs, section_parts, section_words
from ldn_calc.documents.sheet.style import SHORT, SheetStyle
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Run

__all__ = ["ORDER", "lay_out_short"]

ORDER: Final = (
    *("toomuch", "missed", "side", "syringe", "call", "911", "988", "store"),
    *("surgery", "preg", "overdose", "tell", "dont", "mix", "not_approved"),
)
"""The sections by need: every one of them stands on every short form, `syringe` where there is one."""
_GROUPED: Final = {"side": "effects", "surgery": "safety"}
"""Over these stands the head of their group; the first of them has then none of its own."""
_IN_A_LINE: Final = frozenset({"surgery", "preg", "overdose", "not_approved"})
"""Their head is the beginning of their sentence."""
_LEAF: Final = 2
_MOST_PAGES: Final = 8
_GAP: Final = 3.5


def lay_out_short(content: SheetContent, top: float) -> Laid:
    """Lay the short form out.

    Args:
        content: the words.
        top: where text begins on every page, in points from the upper edge.

    Raises:
        DoesNotFit: a text is too long for its place on any page.
    """
    for days, style in product((True, False), SHORT):
        if (not days or style.weekdays) and (found := _laid(content, style, top, _LEAF, days=days)):
            return found
    for pages, style in product(range(_LEAF + 1, _MOST_PAGES), SHORT):
        if found := _laid(content, style, top, pages, days=False):
            return found
    raise DoesNotFit("a section of the patient sheet", "a page")


def _laid(content: SheetContent, style: SheetStyle, top: float, most: int, *, days: bool) -> Laid | None:
    """The form on so many pages at most; None where they do not hold it."""
    pages = Pages(top)
    note = content.short_words("title") if most == _LEAF else content.short_words("title_pages", pages=str(most))
    pages.put(title_block(content.title, style, note))
    pages.put(box_block(content.box, style), _GAP)
    if answers := answered_block(content, style):
        pages.put(answers, _GAP)
    rows = _rows(content, style, days=days)
    if days and any(row.height > BOTTOM - top for row in rows):
        return None
    head = directions_block(content.take, style)
    if head.height + rows[0].height > pages.room:
        pages.turn()
    pages.put(head, 0.5)
    first = len(pages.pages)
    for row in rows:
        pages.put(row)
    take_pages = first, len(pages.pages)
    pages.put(after_block(content.take, style), _GAP)
    whole = [BOTTOM - pages.top] * (2 * (most - len(pages.pages)))
    columns = balanced(_parts(content, style), [pages.room, pages.room, *whole], 2) if len(pages.pages) <= most else None
    if columns is None:
        return None
    pages.put_pieces(columns, 2)
    return Laid(pages.pages, take_pages)


def _rows(content: SheetContent, style: SheetStyle, *, days: bool) -> list[Block]:
    rows = content.take.rows
    if not days:
        return [row_block(row, style) for row in rows]
    shown = strips(content.calendar, rows)
    width = min(style.left, TEXT_WIDTH - max(each.width for row in rows for each in row.drawings)) - 12
    return [row_block(row, style, days_block(strip, width)) for row, strip in zip(rows, shown, strict=True)]


def _parts(content: SheetContent, style: SheetStyle) -> list[Part]:
    """Every section of ORDER that this sheet has."""
    width, groups = column_width(2), dict(zip(("directions", "safety", "effects", "why", "more"), content.groups, strict=True))
    found: list[Part] = []
    for key in ORDER:
        grouped = _GROUPED.get(key)
        if grouped:
            found.append(group_head(groups[grouped].heading, style, width))
        if key == "store":
            found += _store(content, style, width)
            continue
        section = content.section(key)
        if section is None:
            continue
        if key in _IN_A_LINE:
            lead = Run(f"{section.heading}: ", bold=True)
            words = [run for paragraph in section.paragraphs for run in (Run(" "), *paragraph.runs)][1:]
            found += paragraphs([((lead, *words), "")], style, width, style.body)
        elif grouped:
            found += section_words(section, style, width)
        else:
            found += section_parts(section, style, width)
    return found


def _store(content: SheetContent, style: SheetStyle, width: float) -> list[Part]:
    """How to store it; what is left over and the next bottle as sentences under it, the head of each its beginning."""
    kept, *others = content.panels
    words = [*kept.words, *((Run(f"{panel.heading}: ", bold=True), *_one(panel.words)) for panel in others)]
    return [heading(kept.heading, style, width), *paragraphs(((runs, "") for runs in words), style, width, style.body)]


def _one(words: Sequence[tuple[Run, ...]]) -> tuple[Run, ...]:
    return tuple(run for runs in words for run in runs)
