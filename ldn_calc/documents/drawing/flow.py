"""Parts of the compounding record and how they flow over Letter pages: no part is ever broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.codes import CodeKind, code_of, draw_code
from ldn_calc.documents.drawing.label_page import LabelPage, draw_boxes, draw_codes, draw_placed_line, draw_placed_name
from ldn_calc.documents.drawing.page_pen import Pen
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.values.errors import DoesNotFit

__all__ = ["BOTTOM", "LEFT", "PAGE", "RIGHT", "SPLIT", "Flowed", "Part", "Placed", "RecordPen", "Row", "flow"]

PAGE: Final = (612.0, 792.0)
LEFT: Final = 36.0
RIGHT: Final = 576.0
BOTTOM: Final = 752.0

_FIRST_PAGE: Final = 4.0
_MOST_EMPTY: Final = 1 / 3
_NEARLY_EMPTY: Final = 5.0
SPLIT: Final = 0.3
"""What it costs that a page ends in a table; pages that cost less have no fault."""
_IN_SECTION: Final = 0.05
_LONELY: Final = 20.0


class RecordPen(Pen):
    """A pen that also draws codes and copies of labels."""

    def code(self, text: str, kind: CodeKind, right: float, top: float, module: float, told: str) -> None:
        """A code with its upper right corner at `right`, `top`; outside of what is not read a picture that these words tell."""
        code, upper = code_of(text, kind), self._height - top
        side = code.modules * module
        picture = Element("Figure", told=told)
        picture.box = (right - side, upper - side, right, upper)
        with self._canvas.content(picture):
            draw_code(self._canvas, code, right - side, upper, module)

    def label(self, page: LabelPage, x: float, top: float, scale: float, told: str, language: str = "") -> None:
        """A copy of a label with its upper left corner at `x`, `top`, in a thin frame.

        Args:
            page: the label.
            x: of its left edge, in points.
            top: of its upper edge, below that of the page.
            scale: how large the copy is.
            told: the words for its codes, in the paper's language.
            language: the label's, where it is another.
        """
        self.frame(x, top, page.width * scale, page.height * scale, 0.6)
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self._height - top)
        canvas.scale(scale, scale)
        canvas.begin_part()
        with canvas.group(Element("Div", language=language)):
            draw_boxes(canvas, page, 0)
            for line in page.lines:
                with canvas.content(Element("P")):
                    draw_placed_line(canvas, line, 0)
            for name in page.names:
                with canvas.content(Element("P")) as paragraph:
                    draw_placed_name(canvas, name, 0)
                    paragraph.words.append(name.text)
        if page.codes:
            with canvas.content(Element("Figure", told=told)) as picture:
                draw_codes(canvas, page, 0)
            upper = self._height - top
            picture.box = (x, upper - page.height * scale, x + page.width * scale, upper)
        canvas.end_part()
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Part:
    """Something of a fixed height that stays in one piece.

    Attributes:
        height: in points.
        draw: puts it on the page, its top at the height given.
        keep: it never ends a page: what follows goes with it.
        head: stands above it when it begins a page: a table's head.
        what: its text, for the error when a whole page is too short for it.
        begins: it begins a section: a page may well end before it.
        grow: makes it as high as told: lines to write on, which take the room that is left on their page.
    """

    height: float
    draw: Callable[[RecordPen, float], None]
    keep: bool = False
    head: Part | None = None
    what: str = ""
    begins: bool = False
    grow: Callable[[float], Part] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Something whose words are set, and whose height may still be chosen: a row that a person writes in.

    Attributes:
        needed: the height that its words need, in points.
        draw: puts it on the page, its top and its height as given.
        head, what: as of a `Part`.
    """

    needed: float
    draw: Callable[[RecordPen, float, float], None]
    head: Part | None = None
    what: str = ""

    def part(self, least: float) -> Part:
        """The row at least so high."""
        height = max(least, self.needed)
        return Part(height, lambda pen, y: self.draw(pen, y, height), head=self.head, what=self.what)


Placed = tuple[Part, float]


@dataclass(frozen=True, slots=True)
class Flowed:
    """Pages, and how badly they are filled: 0 is best; compare it only between equally many pages."""

    pages: list[list[Placed]]
    cost: float


def flow(parts: Sequence[Part], top: float) -> Flowed:
    """Place parts under each other from `top`: on the fewest pages, and of those ways the one that fills them best.

    A page that ends between two sections is better than one that ends in a table; no page but the last is under two thirds full,
    and no row of a table stands alone on a page, wherever another way is as short. The first page is filled as far as it goes: it
    is the one at the bench. What can grow then takes the room that its page has left.

    Raises:
        DoesNotFit: a part and what it must stay with is higher than a page.
    """
    groups = _groups(parts)
    heights = [sum(part.height for part in group) for group in groups]
    growing = [any(part.grow is not None for part in group) for group in groups]
    tables = [group[-1].head for group in groups]
    last = len(groups)
    room = BOTTOM - top
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] * (last + 1)
    for first in range(last - 1, -1, -1):
        head = groups[first][0].head
        used = head.height if first and head is not None else 0.0
        fitting: tuple[int, float, int] | None = None
        grows = False
        for after in range(first + 1, last + 1):
            used += heights[after - 1]
            if used > room:
                break
            grows = grows or growing[after - 1]
            following = groups[after][0] if after < last else None
            pages, cost, _ = best[after]
            cost += _waste(0.0 if grows else 1 - used / room, following, first=first == 0) + _LONELY * _lonely(tables, first, after)
            if fitting is None or (pages + 1, cost) <= fitting[:2]:
                fitting = pages + 1, cost, after
        if fitting is None:
            raise DoesNotFit(max((part.what for part in groups[first]), key=len), "a page of the worksheet")
        best[first] = fitting
    return Flowed(_pages(groups, best, top), best[0][1])


def _lonely(tables: Sequence[Part | None], first: int, after: int) -> int:
    """How many rows stand alone at the two ends of a page, though their table goes on before or after it."""
    end = after - 1
    alone = 0
    if tables[first] is not None and first and tables[first - 1] is tables[first]:
        alone += after == first + 1 or tables[first + 1] is not tables[first]
    if tables[end] is not None and after < len(tables) and tables[after] is tables[end]:
        alone += end == first or tables[end - 1] is not tables[end]
    return alone


def _pages(groups: Sequence[Sequence[Part]], best: Sequence[tuple[int, float, int]], top: float) -> list[list[Placed]]:
    pages = []
    first = 0
    while first < len(groups):
        head = groups[first][0].head if first else None
        parts = [*([head] if head is not None else []), *(each for group in groups[first : best[first][2]] for each in group)]
        left = BOTTOM - top - sum(part.height for part in parts)
        page = []
        y = top
        for part in parts:
            placed = part
            if part.grow is not None:
                placed, left = part.grow(part.height + left), 0.0
            page.append((placed, y))
            y += placed.height
        pages.append(page)
        first = best[first][2]
    return pages


def _waste(empty: float, following: Part | None, *, first: bool) -> float:
    """What a page costs of which that share is empty; `following` begins the next one."""
    if following is None:
        return empty**2
    cost = empty**2 * (_FIRST_PAGE if first else 1.0) + (_NEARLY_EMPTY if empty > _MOST_EMPTY else 0.0)
    return cost + (SPLIT if following.head is not None else 0.0 if following.begins else _IN_SECTION)


def _groups(parts: Sequence[Part]) -> list[Sequence[Part]]:
    """Each part with all that it must be followed by on its page."""
    groups = []
    first = 0
    while first < len(parts):
        last = first
        while parts[last].keep and last + 1 < len(parts):
            last += 1
        groups.append(parts[first : last + 1])
        first = last + 1
    return groups
