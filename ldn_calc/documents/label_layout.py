"""The ladder: of all ways to set a label's words on one to four labels, the first that fits.

Sizes go down before a further label is taken only as far as people can still read them; a text that fits nowhere is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Final

from ldn_calc.documents.errors import DoesNotFit, PaperError
from ldn_calc.documents.label_blocks import CODE_FAR, CODE_NEAR, Room, SmallStyle
from ldn_calc.documents.label_content import LabelContent
from ldn_calc.documents.label_page import LEADING, LabelPage
from ldn_calc.documents.runs import Runs

__all__ = ["lay_out_label"]

_ALONE: Final[tuple[SmallStyle, ...]] = tuple((size, runs_on) for size in (8.0, 7.5, 7.0) for runs_on in (False, True))
_SMALL: Final[tuple[SmallStyle, ...]] = ((10.0, False), (9.0, False), *((8.0, on) for on in (False, True)), *_ALONE[2:])
_SMALLEST: Final[tuple[SmallStyle, ...]] = ((6.5, False), (6.5, True), (6.0, False), (6.0, True))
_WHOLE: Final = ((12.0, True, 24), (12.0, True, 15), (12.0, False, 24), (12.0, False, 15), (11.5, False, 15), (11.0, False, 15))
_SPLIT: Final = (12.0, 11.5, 11.0)
_MOST: Final = 4


def lay_out_label(content: LabelContent) -> tuple[LabelPage, ...]:
    """Set the words of one container.

    Raises:
        PaperError: the directions fit no four labels.
        DoesNotFit: all that must stand there fits no four labels; names the longest text that a person entered.
        MissingGlyph: a character cannot be printed.
    """
    shorter = [replace(content, directions=content.shorter)] if content.shorter else []
    for lay_out in chain.from_iterable(_ladder(words) for words in (content, *shorter)):
        try:
            return lay_out()
        except DoesNotFit:
            continue
    try:
        _directions_over([content, *shorter][-1], _MOST, _SPLIT[-1], others_small=True)
    except DoesNotFit:
        phases = len(content.directions.phases)
        raise PaperError(
            f"the directions of {phases} phases do not fit {_MOST} labels of 4 x 2 inch; "
            "prescribe fewer phases at a time, or the same times of day in all of them"
        ) from None
    longest = max(content.entered_texts, key=len).replace("\u00a0", " ")
    raise DoesNotFit(longest, f"{_MOST} labels of 4 x 2 inch with everything else that must stand there")


def _ladder(content: LabelContent) -> Iterator[Callable[[], tuple[LabelPage, ...]]]:
    yield partial(_alone, content)
    for count in (2, 3):
        for size, full, bar in _WHOLE:
            yield partial(_whole, content, count, size, full=full, bar=bar)
    for others_small in (False, True) if content.others else (False,):
        for count in range(2, _MOST + 1):
            for size in _SPLIT:
                yield partial(_split, content, count, size, others_small=others_small)


def _alone(content: LabelContent) -> tuple[LabelPage, ...]:
    """Everything on one label."""
    room = Room(content, 1, 1)
    room.header_full()
    room.patient_and_drug(12)
    _directions_whole(room, 12)
    for style in _ALONE:
        for bar in (24, 15):
            tried = room.copy()
            try:
                tried.bar(bar, at_bottom=False)
                tried.code(CODE_NEAR)
                _all_small(tried, content.small[1:], style)
            except DoesNotFit:
                continue
            return (tried.page,)
    raise DoesNotFit(content.patient, "one label")


def _whole(content: LabelContent, count: int, size: float, *, full: bool, bar: float) -> tuple[LabelPage, ...]:
    """Directions whole on the first label, the small text on the others."""
    room = Room(content, 1, count)
    if full:
        room.header_full()
    else:
        room.header_short()
    room.bar(bar, at_bottom=True)
    room.patient_and_drug(size)
    _directions_whole(room, size)
    rooms = [_next_room(content, number, count, size) for number in range(2, count + 1)]
    return (room.page, *_flow(rooms, content.small[1:] if full else content.small, _SMALL))


def _split(content: LabelContent, count: int, size: float, *, others_small: bool) -> tuple[LabelPage, ...]:
    """Directions that go on, between phases, on the next label; the small text after them."""
    rooms = _directions_over(content, count, size, others_small=others_small)
    first_small = [rooms.pop()] if len(rooms) > 1 else []
    for room in first_small:
        room.rule()
    start = len(rooms) + len(first_small) + 1
    small_rooms = [*first_small, *(_next_room(content, number, count, size) for number in range(start, count + 1))]
    small = (*content.others, *content.small) if others_small else content.small
    styles = _SMALL if count < _MOST else (*_SMALL, *_SMALLEST)
    return (*(room.page for room in rooms), *_flow(small_rooms, small, styles))


def _directions_over(content: LabelContent, count: int, size: float, *, others_small: bool) -> list[Room]:
    """The directions alone, on at most so many labels."""
    rooms: list[Room] = []
    done, ended = 0, False
    while not ended:
        if len(rooms) == count:
            raise DoesNotFit(content.patient, "the labels")
        room = Room(content, len(rooms) + 1, count)
        if rooms:
            room.header_next()
        else:
            room.header_short()
            room.bar(15, at_bottom=True)
        room.patient_and_drug(size)
        if not rooms:
            room.before_directions(size, others=not others_small)
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


def _syringe(room: Room, size: float) -> None:
    if room.content.directions.syringe:
        room.paragraph(room.content.directions.syringe, size)


def _next_room(content: LabelContent, number: int, count: int, size: float) -> Room:
    room = Room(content, number, count)
    room.header_next()
    room.patient_and_drug(size)
    room.rule()
    return room


def _flow(rooms: Sequence[Room], items: Sequence[Runs], styles: Sequence[SmallStyle]) -> tuple[LabelPage, ...]:
    """The small text over the rooms in the first style that fits, whole items only; the code on the last."""
    for style in styles:
        tried = [room.copy() for room in rooms]
        try:
            tried[-1].code(CODE_FAR)
            rest = list(items)
            for room in tried[:-1]:
                rest = rest[room.small(rest, style) :]
            _all_small(tried[-1], rest, style)
        except DoesNotFit:
            continue
        return tuple(room.page for room in tried)
    raise DoesNotFit(rooms[0].content.patient, "the labels' small text")


def _all_small(room: Room, items: Sequence[Runs], style: SmallStyle) -> None:
    if room.small(items, style) < len(items):
        raise DoesNotFit(room.content.number, "the label's small text")
