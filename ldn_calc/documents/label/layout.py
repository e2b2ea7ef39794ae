"""The ladder: of all ways to set a label's words on labels of a stock, the first that fits.

Sizes go down before a further label is taken only as far as people can still read them; a text that fits nowhere is named, with
a larger stock that takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, product
from typing import Final

from ldn_calc.documents.drawing.label_page import LEADING, LabelPage
from ldn_calc.documents.drawing.typeset import keep_brackets
from ldn_calc.documents.label.blocks import CODE_LARGE, CODE_NEAR, Room, SmallStyle, least_width
from ldn_calc.documents.label.compact import compact_ladder
from ldn_calc.documents.label.content import LabelContent
from ldn_calc.documents.label.flow import ALONE, SMALL, SMALLEST, all_small, flow_small
from ldn_calc.documents.label.frame import MOST_LABELS, Frame, frames_of
from ldn_calc.documents.label.refusal import refusal
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.values.stock import LabelStock

__all__ = ["first_fit", "lay_out_label"]

_WHOLE: Final = ((12.0, True), (12.0, False), (11.5, False), (11.0, False))
"""Sizes of the directions with the whole header or the short one."""
_SPLIT: Final = (12.0, 11.5, 11.0)
_BARS: Final = (24, 15)
"""Heights of the bar: the higher one says what opioids are, which only small stock may leave out."""
_LARGE: Final = 12.0
_ROOMY: Final = 150.0
"""A label from this height has room for larger small text."""

_Pages = tuple[LabelPage, ...]


def lay_out_label(content: LabelContent, stock: LabelStock) -> _Pages:
    """Set the words of one container.

    Raises:
        PaperError: the directions fit no labels of this stock, or the first has no room for what must stand on it.
        DoesNotFit: all that must stand there fits no labels of this stock; names the field that keeps it out.
        MissingGlyph: a character cannot be printed.
    """
    if (pages := first_fit(content, stock)) is not None:
        return pages
    raise refusal(content, stock, first_fit)


def first_fit(content: LabelContent, stock: LabelStock) -> _Pages | None:
    """The first way that fits; None where none does.

    What fits no label as large as this one is set as on a smaller one, so that a larger label takes all that a smaller one takes.
    What the medicine is for is the first to leave the first label, before there is a label more for it.
    """
    if content.purpose:
        on_first, in_small = _first_fit(content, stock), _first_fit(content.with_purpose_small(), stock)
        return in_small if on_first is None or (in_small is not None and _better(in_small, on_first)) else on_first
    return _first_fit(content, stock)


def _better(pages: _Pages, than: _Pages) -> bool:
    """Whether there are fewer labels, or the first has larger type."""
    large, larger = (max(line.size for line in each[0].lines) for each in (than, pages))
    return len(pages) < len(than) or larger > large


def _first_fit(content: LabelContent, stock: LabelStock) -> _Pages | None:
    every = [content, *([replace(content, directions=content.shorter)] if content.shorter else [])]
    for frame, small in frames_of(stock):
        ways = chain.from_iterable(_ladder(words, frame) for words in every)
        if small and not content.purpose:
            ways = chain(ways, chain.from_iterable(compact_ladder(words, frame) for words in every))
        for lay_out in ways:
            try:
                return lay_out()
            except DoesNotFit:
                continue
    return None


def _ladder(content: LabelContent, frame: Frame) -> Iterator[Callable[[], _Pages]]:
    for size, styles in _alone_styles(frame):
        yield partial(_alone, content, frame, size, styles)
    for bar in _bars(frame):  # what opioids are is said before the type is larger, and before there are fewer labels
        for count, (size, full) in product((2, 3), _WHOLE):
            yield partial(_whole, content, frame, count, size, full=full, bar=bar)
        for count, size in product(range(2, MOST_LABELS + 1), () if content.purpose else _SPLIT):
            yield partial(_split, content, frame, count, size, bar)


def _bars(frame: Frame) -> tuple[int, ...]:
    return _BARS[:1] if frame.explains else _BARS


def _alone_styles(frame: Frame) -> Iterator[tuple[float, tuple[SmallStyle, ...]]]:
    """Sizes of directions and small text on a single label: larger ones where the stock has the room."""
    if frame.scale > 1:
        for size in (18.0, 16.0, 15.0, 14.0, 13.0, _LARGE):
            yield size, tuple((small, False) for small in (12.0, 11.0, 10.0))
    if frame.height >= _ROOMY:
        yield 14.0, ((10.0, False), (9.0, False))
        yield 13.0, ((10.0, False), (9.0, False))
        yield 12.0, ((10.0, False), (9.0, False), *ALONE)
    else:
        yield 12.0, ALONE
    yield 11.5, ALONE
    yield 11.0, ALONE


def _alone(content: LabelContent, frame: Frame, size: float, styles: tuple[SmallStyle, ...]) -> _Pages:
    """Everything on one label."""
    room = Room(content, 1, 1, frame)
    room.header_full()
    room.patient_and_drug(size)
    if size > _LARGE and room.doses_break(size):
        raise DoesNotFit(content.patient, "one label in this size")
    _directions_whole(room, size)
    items, begun = content.small_alone(), [_with_bar_and_code(room, bar) for bar in _bars(frame)]
    for style in styles:
        if least_width(items, style[0]) > room.small_room(style[0]):
            continue
        for each in begun:
            if each is not None:
                tried = each.copy()
                try:
                    all_small(tried, items, style)
                except DoesNotFit:
                    continue
                return (tried.page,)
    raise DoesNotFit(content.patient, "one label")


def _with_bar_and_code(room: Room, bar: float) -> Room | None:
    """The label with what stands under its directions, where that has room."""
    tried = room.copy()
    try:
        tried.bar(bar, at_bottom=False)
        tried.code(CODE_LARGE if room.scale > 1 else CODE_NEAR)
    except DoesNotFit:
        return None
    return tried


def _whole(content: LabelContent, frame: Frame, count: int, size: float, *, full: bool, bar: float) -> _Pages:
    """Directions whole on the first label, the small text on the others."""
    room = Room(content, 1, count, frame)
    if full:
        room.header_full()
    else:
        room.header_short()
    room.bar(bar, at_bottom=True)
    room.patient_and_drug(size)
    _directions_whole(room, size)
    rooms = [_next_room(content, frame, number, count, size) for number in range(2, count + 1)]
    return (room.page, *flow_small(rooms, content.small[1:] if full else content.small, SMALL))


def _split(content: LabelContent, frame: Frame, count: int, size: float, bar: float) -> _Pages:
    """Directions that go on, between phases, on the next label; the small text after them."""
    rooms = _directions_over(content, frame, count, size, bar)
    first_small = [rooms.pop()] if len(rooms) > 1 else []
    for room in first_small:
        room.rule()
    start = len(rooms) + len(first_small) + 1
    small_rooms = [*first_small, *(_next_room(content, frame, number, count, size) for number in range(start, count + 1))]
    styles = SMALL if count < MOST_LABELS else (*SMALL, *SMALLEST)
    return (*(room.page for room in rooms), *flow_small(small_rooms, content.small, styles))


def _directions_over(content: LabelContent, frame: Frame, count: int, size: float, bar: float) -> list[Room]:
    """The directions alone, on at most so many labels."""
    rooms: list[Room] = []
    done, ended = 0, False
    while not ended:
        if len(rooms) == count:
            raise DoesNotFit(content.patient, "the labels")
        room = Room(content, len(rooms) + 1, count, frame)
        if rooms:
            room.header_next()
        else:
            room.header_short()
            room.bar(bar, at_bottom=True)
        room.patient_and_drug(size)
        if not rooms:
            room.before_directions(size)
        here, ended = _rows_and_what_follows(room, size, done)
        done += here
        rooms.append(room)
    return rooms


def _rows_and_what_follows(room: Room, size: float, done: int) -> tuple[int, bool]:
    """All rows left and the syringe's line, or as many rows as have room and where it goes on.

    Returns:
        How many rows were set, and whether the directions end here.
    """
    content = room.content
    left = len(content.directions.phases) - done
    if not left:
        _syringe(room, size)
        return 0, True
    y, lines = room.y, len(room.lines)
    try:
        if room.rows(size, done, left) == left:
            _syringe(room, size)
            return left, True
    except DoesNotFit:
        pass
    room.y, room.lines = y, room.lines[:lines]
    bottom = room.bottom
    room.bottom -= LEADING * size
    try:
        here = room.rows(size, done, left if content.directions.syringe else left - 1)
    except DoesNotFit:
        room.bottom = bottom
        if not content.directions.syringe or room.rows(size, done, left) < left:
            raise
        return left, False
    room.bottom = bottom
    room.paragraph(content.see_syringe if here == left else content.see_next[done + here], size)
    return here, False


def _directions_whole(room: Room, size: float) -> None:
    content = room.content
    room.before_directions(size)
    if content.sentence:
        room.sentence(size)
    else:
        phases = content.directions.phases
        if (here := room.rows(size, 0, len(phases))) < len(phases):
            raise DoesNotFit(phases[here].dates, "the label")
    _syringe(room, size)
    room.purpose()


def _syringe(room: Room, size: float) -> None:
    if room.content.directions.syringe:
        room.paragraph(keep_brackets(room.content.directions.syringe, size, room.frame.room), size)


def _next_room(content: LabelContent, frame: Frame, number: int, count: int, size: float) -> Room:
    room = Room(content, number, count, frame)
    room.header_next()
    room.patient_and_drug(size)
    room.rule()
    return room
