"""Which part of the sheet stands on which page, and where: the full and the large-print form.

Of the full form pages 1 and 2 hold box, doses, the steps of the syringe, the days and the panels, with whole sections in the room
that is left; the pages after them the rest in two columns, the last of them balanced over the wallet card. The type of the columns
is the largest with which the sheet has the fewest pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.sheet.blocks import (
    TEXT_WIDTH,
    after_block,
    answered_block,
    box_block,
    directions_block,
    panel_parts,
    panels_block,
    row_block,
    title_block,
)
from ldn_calc.documents.sheet.calendar_block import LARGE_CELLS, calendar_head_block, same_block, week_blocks
from ldn_calc.documents.sheet.calendar_list import day_blocks, list_head_block
from ldn_calc.documents.sheet.content import SheetContent
from ldn_calc.documents.sheet.pages import BOTTOM, LEFT, Page, Pages, column_width
from ldn_calc.documents.sheet.parts import (
    Part,
    balanced,
    filled,
    group_head,
    heading,
    height_of,
    paragraphs,
    section_parts,
    section_words,
)
from ldn_calc.documents.sheet.style import FULL, LARGE, SheetStyle
from ldn_calc.documents.sheet.wallet_block import wallet_block
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.sheet_text import Section

__all__ = ["Laid", "lay_out_full", "lay_out_large"]

_FEWEST_HEIGHT: Final = 130.0
"""Of weeks or days under a calendar's head, where it goes on over the page."""
_GAP: Final = 7.0
_FRONT: Final = ("missed", "toomuch", "change", "ask", "tests")
"""Sections that fill page 1 where they fit it whole."""
_FEWEST_ROOM: Final = 60.0
"""Under the panels, in which the columns begin."""
_MOST_PAGES: Final = 16
_FEW_PHASES: Final = 3
_MOST_LARGE: Final = 10
_MOST_LARGE_STEPS: Final = 12
"""Pages of large print, of a plan of up to three phases and of more."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet laid out; `take_pages` are the first and the last page on which rows of doses stand."""

    pages: list[Page]
    take_pages: tuple[int, int]


def lay_out_full(content: SheetContent, top: float) -> Laid:
    """Lay the full form out, in the largest type of the columns that takes the fewest pages.

    Args:
        content: the words.
        top: where text begins on every page, in points from the upper edge.

    Raises:
        DoesNotFit: a text is too long for its place on any page.
    """
    fixed = _Fixed(content)
    low, high = 0, len(FULL) - 1  # `high` always has the fewest pages
    best = _full(content, FULL[high], fixed, top)
    while low < high:
        middle = (low + high) // 2
        draft = _full(content, FULL[middle], fixed, top)
        if draft.number == best.number:
            best, high = draft, middle
        else:
            low = middle + 1
    return best.laid()


class _Fixed:
    """What is the same whatever the type of the columns: made once."""

    def __init__(self, content: SheetContent) -> None:
        style = FULL[-1]
        self.card = wallet_block(content.wallet)
        whole = Element("Table", by_cell=True)
        self.calendar = calendar_head_block(content.calendar, whole), week_blocks(content.calendar, whole)
        self.rows = [row_block(row, style) for row in content.take.rows]


class _Draft:
    """A full sheet up to its columns, whose number of pages is known before they are balanced."""

    def __init__(self, pages: Pages, parts: Sequence[Part], card: Block, take_pages: tuple[int, int]) -> None:
        """Find how many pages the columns take, the last of them over the card.

        Raises:
            DoesNotFit: no number of pages holds them.
        """
        self._pages, self._parts, self._card, self._take_pages = pages, parts, card, take_pages
        whole = BOTTOM - pages.top
        over_card = whole - card.height - _GAP
        self._here = [pages.room] * 2 if pages.room >= _FEWEST_ROOM else []
        for more in range(_MOST_PAGES):
            self._rooms = [*self._here, *([whole] * (2 * more)), *([over_card] * 2)]
            if height_of(parts) <= sum(self._rooms) + _FEWEST_ROOM and filled(parts, self._rooms) is not None:
                break
        else:
            raise DoesNotFit("a section of the patient sheet", "a page")
        self.number = len(pages.pages) + more + 1

    def laid(self) -> Laid:
        """The sheet, its last columns as low as they can be."""
        columns = balanced(self._parts, self._rooms, 2)
        if not self._here:
            self._pages.turn()
        self._pages.put_pieces(columns or [], 2)
        self._pages.place(self._card, LEFT, BOTTOM - self._card.height)
        return Laid(self._pages.pages, self._take_pages)


def _full(content: SheetContent, style: SheetStyle, fixed: _Fixed, top: float) -> _Draft:
    pages, width = Pages(top), column_width(2)
    used: set[str] = {"syringe"}
    pages.put(title_block(content.title, style))
    pages.put(box_block(content.box, style), 5.0)
    if answers := answered_block(content, style):
        pages.put(answers, 5.0)
    head = directions_block(content.take, style)
    if head.height + fixed.rows[0].height > pages.room:
        pages.turn()
    pages.put(head, 1.0)
    first = len(pages.pages)
    for row in fixed.rows:
        pages.put(row)
    take_pages = first, len(pages.pages)
    if not _put_steps_and_after(pages, content, style, used):
        _put_whole(pages, content, style, used)
        pages.turn()
    _put_calendar(pages, *fixed.calendar, same_block(content.calendar, style))
    pages.y += _GAP
    pages.put(panels_block(content.panels, style), _GAP)
    rest = _rest(content, style, width, used)
    return _Draft(pages, rest, fixed.card, take_pages)


def _put_steps_and_after(pages: Pages, content: SheetContent, style: SheetStyle, used: set[str]) -> bool:
    """The steps of the syringe under the last row, then what holds for every dose; on the next page where they do not fit.

    Returns:
        Whether a page is begun already, on which the days stand too.
    """
    after = after_block(content.take, style)
    steps = content.section("syringe")
    if steps is None:
        pages.put(after, _GAP)
        return False
    columns = _two_columns(steps, style, column_width(2))
    height = max(map(height_of, columns)) + 6
    if height + after.height <= pages.room:
        pages.y += 3
        pages.put_beside(columns, 3.0)
        pages.put(after, _GAP)
        return False
    page = content.take_pages(len(pages.pages) + 1, len(pages.pages) + 1)
    told = after_block(content.take, style, content.short_words("steps", page=page))
    if told.height <= pages.room:
        pages.put(told, _GAP)
        _put_whole(pages, content, style, used)
        pages.turn()
        pages.put_beside(columns, 5.0)
    else:
        pages.turn()
        pages.put_beside(columns, 3.0)
        pages.put(after, _GAP)
    return True


def _two_columns(steps: Section, style: SheetStyle, width: float) -> list[list[Part]]:
    """The steps under their head in two columns, no step broken, as equal as can be."""
    parts = [heading(steps.heading, style, width), *section_words(steps, style, width, style.steps)]
    places = range(2, len(parts))
    best = min(places, key=lambda place: max(height_of(parts[:place]), height_of(parts[place:])))
    return [parts[:best], parts[best:]]


def _put_whole(pages: Pages, content: SheetContent, style: SheetStyle, used: set[str]) -> None:
    """Sections that stand whole in the room left, in two columns: each in the one that has more room."""
    width = column_width(2)
    columns: list[list[Part]] = [[], []]
    for key in _FRONT:
        section = content.section(key)
        if section is None or key in used:
            continue
        parts = section_parts(section, style, width)
        for place in sorted((0, 1), key=lambda each: height_of(columns[each])):
            if height_of([*columns[place], *parts]) <= pages.room:
                columns[place] += parts
                used.add(key)
                break
    if any(columns):
        pages.put_beside(columns, _GAP)


def _rest(content: SheetContent, style: SheetStyle, width: float, used: set[str]) -> list[Part]:
    """Every section that does not stand elsewhere yet, under its group's head; that of the directions stands over the doses."""
    found: list[Part] = []
    for place, group in enumerate(content.groups):
        sections = [section for section in group.sections if section.key not in used]
        if sections and place:
            found.append(group_head(group.heading, style, width))
        for section in sections:
            found += section_parts(section, style, width)
    return found


def _put_calendar(pages: Pages, head: Block, lines: Sequence[Block], end: Block, *, by_day: bool = False) -> None:
    whole = head.height + sum(line.height for line in lines) + end.height
    if whole > pages.room and not pages.fresh and not _begins_here(whole, pages, head, lines, by_day=by_day):
        pages.turn()
    pages.put(head)
    for line in lines:
        if line.height > pages.room:
            pages.turn()
            pages.put(Block(head.height, head.draw))
        pages.put(line)
    pages.put(end)


def _begins_here(whole: float, pages: Pages, head: Block, lines: Sequence[Block], *, by_day: bool) -> bool:
    """Whether a calendar longer than a page begins on the page in hand: of weeks where that saves a page, of days always."""
    page_room = BOTTOM - pages.top
    if by_day:
        return pages.room - head.height >= _FEWEST_HEIGHT
    if whole <= page_room or pages.room - head.height < _FEWEST_HEIGHT:
        return False
    line = sum(line.height for line in lines) / len(lines)
    here, a_page = (int((room - head.height) // line) for room in (pages.room, page_room))
    return ceil((len(lines) - here) / a_page) < ceil(len(lines) / a_page)


def lay_out_large(content: SheetContent, top: float) -> Laid:
    """Lay the large print out: one column, box and first dose on page 1.

    Each day has a line; where that takes more pages than large print may have, the days stand in weeks as on the full form.

    Raises:
        DoesNotFit: a text is too long for its place on any page.
    """
    most = _MOST_LARGE if len({row.first for row in content.take.rows}) <= _FEW_PHASES else _MOST_LARGE_STEPS
    laid = _large(content, top, by_week=False)
    return laid if len(laid.pages) <= most else _large(content, top, by_week=True)


def _large(content: SheetContent, top: float, *, by_week: bool) -> Laid:
    style, pages = LARGE, Pages(top)
    rows = [row_block(row, style) for row in content.take.rows]
    head = directions_block(content.take, style)
    pages.put(title_block(content.title, style))
    _put_box(pages, content, style, head.height + 1.0 + rows[0].height)
    if head.height + rows[0].height > pages.room:
        pages.turn()
    pages.put(head, 1.0)
    first = len(pages.pages)
    for row in rows:
        pages.put(row)
    take_pages = first, len(pages.pages)
    opening = [section for key in ("syringe", "missed", "toomuch") if (section := content.section(key))]
    used = {section.key for section in opening}
    after = paragraphs(((paragraph.runs, "") for paragraph in content.take.after), style, TEXT_WIDTH, style.after)
    after += paragraphs([(content.take.caption, "")], style, TEXT_WIDTH, style.caption)
    pages.y += style.before[2]
    _put_flow(pages, [*after, *(part for section in opening for part in section_parts(section, style, TEXT_WIDTH))])
    pages.y += _GAP
    if by_week:
        whole = Element("Table", by_cell=True)
        head, weeks = calendar_head_block(content.calendar, whole, LARGE_CELLS), week_blocks(content.calendar, whole, LARGE_CELLS)
        days = head, weeks
    else:
        days = list_head_block(content.calendar, style), day_blocks(content.calendar, style)
    _put_calendar(pages, *days, same_block(content.calendar, style), by_day=not by_week)
    pages.y += _GAP
    ending = [
        part
        for panel in content.panels
        for part in (heading(panel.heading, style, TEXT_WIDTH), *panel_parts(panel, style, TEXT_WIDTH))
    ]
    _put_flow(pages, [*ending, *_rest(content, style, TEXT_WIDTH, used)], wallet_block(content.wallet))
    return Laid(pages.pages, take_pages)


def _put_box(pages: Pages, content: SheetContent, style: SheetStyle, dose: float) -> None:
    """The box, and what the patient answered; the box's last points go to a box on page 2 before the first dose does."""
    answers = answered_block(content, style)
    needed = (answers.height + 5.0 if answers else 0.0) + dose + 5.0
    points = content.box.points
    for kept in range(len(points), 1, -1):
        box = box_block(content.box, style, points[:kept])
        if box.height + needed <= pages.room or kept == 2:
            break
    pages.put(box, 5.0)
    if answers:
        pages.put(answers, 5.0)
    if kept < len(points):
        pages.later = box_block(content.box, style, points[kept:], goes_on=True)


def _put_flow(pages: Pages, parts: Sequence[Part], card: Block | None = None) -> None:
    """Parts in one column from where the page in hand is free; over the card, which ends the last page.

    Raises:
        DoesNotFit: no number of pages holds them.
    """
    whole = BOTTOM - pages.top
    below = card.height + _GAP if card else 0.0
    for number in range(_MOST_PAGES):
        rooms = [pages.room, *([whole] * number)]
        rooms[-1] -= below
        columns = filled(parts, rooms)
        if columns is not None:
            break
    else:
        raise DoesNotFit("a section of the patient sheet", "a page")
    pages.put_pieces(columns, 1)
    if columns[-1]:
        last = columns[-1][-1]
        pages.y = (pages.top if number else pages.y) + last.top + last.part.height
    if card:
        pages.place(card, LEFT, BOTTOM - card.height)
