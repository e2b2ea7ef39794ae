"""The parts of running text, each of one kind, and how they fill columns.

A column ends between two parts, or inside a paragraph with two lines at least on either side; never after a head, and never inside
the first paragraph after a group's head. Kinds are kept to the page, so that what is read aloud can tell a head from a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.drawing.structure import Element
from ldn_calc.documents.drawing.typeset import break_lines
from ldn_calc.documents.sheet.style import SheetStyle, Type
from ldn_calc.documents.words.runs import Run, Runs, run
from ldn_calc.documents.words.sheet_text import Section

__all__ = [
    "Kind",
    "Part",
    "Piece",
    "balanced",
    "block_of",
    "filled",
    "group_head",
    "heading",
    "height_of",
    "paragraphs",
    "section_parts",
    "section_words",
]

_RULE: Final = 2.2
_UNDER_RULE: Final = 3.0
_FEWEST: Final = 2
"""Lines of a paragraph on either side of a column's end."""
_PRECISE: Final = 3.0
_SPLIT: Final = 12.0
"""White that parts lose where a column begins with them."""


class Kind(StrEnum):
    """What a part is to one who hears it."""

    GROUP = "group"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Part:
    """A head, a paragraph, a point or a step, broken into lines.

    Attributes:
        before: the white above it, but at the top of a column.
        mark: a step's number.
        indent: how far its lines stand in.
        bookmark: its name in the document's outline; empty for none.
        whole: it is never broken.
        at: the number of its first line, of one that goes on from the column before.
        width: of a group's head, whose rule is as wide as its column.
        element: what it is to one who hears it, of one that goes on in the next column; else each is its own.
        height: without the white above it.
    """

    kind: Kind
    lines: tuple[Runs, ...]
    type: Type
    before: float
    mark: str = ""
    indent: float = 0.0
    bookmark: str = ""
    whole: bool = False
    at: int = 0
    width: float = 0.0
    element: Element | None = None
    height: float = field(init=False)

    def __post_init__(self) -> None:
        """Reckon the height, which columns ask for again and again."""
        object.__setattr__(self, "height", self.over + self.type.lead * len(self.lines))

    @property
    def is_head(self) -> bool:
        """Whether it may not end a column."""
        return self.kind in {Kind.GROUP, Kind.HEADING}

    @property
    def over(self) -> float:
        """What a group's head has over its words: a rule."""
        return _RULE + _UNDER_RULE if self.kind is Kind.GROUP else 0.0


class Piece(NamedTuple):
    """A part, or some of its lines, with its top in its column."""

    part: Part
    top: float


def group_head(words: str, style: SheetStyle, width: float) -> Part:
    """The head of a group, a thick rule over it."""
    lines = _broken(run(words, bold=True), style.group.size, width)
    return Part(Kind.GROUP, lines, style.group, style.before[0], bookmark=words, width=width)


def heading(words: str, style: SheetStyle, width: float) -> Part:
    """A section's own head."""
    lines = _broken(run(words, bold=True), style.heading.size, width)
    return Part(Kind.HEADING, lines, style.heading, style.before[1], bookmark=words)


def section_words(section: Section, style: SheetStyle, width: float, kind: Type | None = None) -> list[Part]:
    """A section's paragraphs, points and steps."""
    return paragraphs(((each.runs, each.mark) for each in section.paragraphs), style, width, kind or style.body)


def paragraphs(words: Iterable[tuple[Runs, str]], style: SheetStyle, width: float, size: Type) -> list[Part]:
    """Paragraphs with what hangs before each: nothing, `point`, or the number of a step."""
    _, _, between, points = style.before
    found = []
    for runs, mark in words:
        kind = Kind.POINT if mark == "point" else Kind.STEP if mark else Kind.PARAGRAPH
        indent = {Kind.POINT: 0.9, Kind.STEP: 1.3}.get(kind, 0.0) * size.size
        lines = _broken(runs, size.size, width - indent)
        found.append(Part(kind, lines, size, points if mark else between, "" if mark == "point" else mark, indent))
    return found


def section_parts(section: Section, style: SheetStyle, width: float) -> list[Part]:
    """A section under its head."""
    return [heading(section.heading, style, width), *section_words(section, style, width)]


def height_of(parts: Sequence[Part]) -> float:
    """Of parts under each other."""
    return sum(part.height + part.before for part in parts) - (parts[0].before if parts else 0.0)


def filled(parts: Sequence[Part], rooms: Sequence[float]) -> list[list[Piece]] | None:
    """Fill columns of those heights one after another; None where they do not hold all."""
    columns: list[list[Piece]] = [[] for _ in rooms]
    at, rest = 0, list(reversed(parts))
    y = 0.0
    while rest:
        bundle = _bundle(rest)
        room = rooms[at] - y
        taken = _fitting(bundle, room, at_top=not columns[at])
        if taken is None:
            if at + 1 == len(rooms):
                return None
            at, y = at + 1, 0.0
            continue
        now, later = taken
        for part in now:
            y += part.before if columns[at] else 0.0
            columns[at].append(Piece(part, y))
            y += part.height
        del rest[-len(bundle) :]
        if later is not None:
            rest.append(later)
            if at + 1 == len(rooms):
                return None
            at, y = at + 1, 0.0
    return columns


def balanced(parts: Sequence[Part], rooms: Sequence[float], free: int) -> list[list[Piece]] | None:
    """The same, the last `free` columns as low as they can be and still hold what comes to them."""
    best = filled(parts, rooms)
    if best is None:
        return None
    fixed, high = list(rooms[:-free]), max(rooms[-free:])
    low = max(0.0, (height_of(parts) - sum(fixed)) / free - _SPLIT)
    while high - low > _PRECISE:
        middle = (low + high) / 2
        found = filled(parts, [*fixed, *(min(middle, room) for room in rooms[-free:])])
        if found is None:
            low = middle
        else:
            best, high = found, middle
    return best


def block_of(part: Part) -> Block:
    """The part as it is drawn."""

    def draw(pen: Pen, x: float, y: float) -> None:
        kind = part.type
        if part.width:
            pen.area(x, y, part.width, _RULE)
        mark = "" if part.at else "point" if part.kind is Kind.POINT else part.mark
        with pen.hanging(mark):
            if mark == "point":
                side = 0.32 * kind.size
                pen.area(x + 0.6, y + baseline(kind.lead, kind.size) - 0.36 * kind.size - side / 2, side, side)
            elif mark:
                pen.words(run(mark, bold=True), x, y + baseline(kind.lead, kind.size), kind.size)
            with pen.goes_on(part.element) if part.element else nullcontext():
                draw_lines(pen, part.lines, x + part.indent, y + part.over, kind.size, kind.lead)

    return Block(part.height, draw, part.bookmark)


def _bundle(rest: Sequence[Part]) -> list[Part]:
    """The next heads with the first part under them; `rest` is in reverse."""
    found = []
    for part in reversed(rest):
        found.append(part)
        if not part.is_head:
            break
    return found


def _fitting(bundle: Sequence[Part], room: float, *, at_top: bool) -> tuple[list[Part], Part | None] | None:
    """What of a bundle stands in the room, and what of its last part does not; None where it all goes on."""
    *heads, last = bundle
    used = sum(part.before + part.height for part in heads) + last.before - (bundle[0].before if at_top else 0.0)
    if used + last.height <= room:
        return list(bundle), None
    if last.is_head or last.whole or any(part.kind is Kind.GROUP for part in heads):
        return None
    fits = min(int((room - used) / last.type.lead), len(last.lines) - _FEWEST)
    if fits < _FEWEST:
        return None
    element = last.element or Element("P" if last.kind is Kind.PARAGRAPH else "LBody")
    before = (*last.lines[: fits - 1], (*last.lines[fits - 1], Run(" ")))  # or the words on either side would be heard as one
    now = replace(last, lines=before, element=element)
    later = replace(last, lines=last.lines[fits:], at=last.at + fits, element=element)
    return [*heads, now], later


@lru_cache(maxsize=8192)
def _broken(runs: Runs, size: float, width: float) -> tuple[Runs, ...]:
    return tuple(break_lines(runs, size, width, "the patient sheet's column"))
