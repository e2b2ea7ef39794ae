"""The lines above the patient's name and beside it: pairs of texts, the black tag, the lot, the strength in its black box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_calc.documents.drawing.label_page import LEADING, PlacedBox, PlacedLine, PlacedName, baseline
from ldn_calc.documents.drawing.own_script import face_of, shaped
from ldn_calc.documents.drawing.typeset import Alignment, break_lines, break_name, break_run_on, line_width
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Runs, plain, run

if TYPE_CHECKING:
    from ldn_calc.documents.label.room import LabelRoom

__all__ = [
    "place_bottle",
    "place_lot",
    "place_numbers",
    "place_own_name",
    "place_pair",
    "place_strength",
    "place_tags",
]

_HEADER: Final = 8.0
_GAP: Final = 6.0
_UNDER_BOTTLE: Final = 1.0
_SHORT_TAG: Final = 8
"""Letters of a tag in the header's size; a longer one is smaller, so that the header stays on one line."""
_LOT: Final = 7.0
_OWN_NAME: Final = (10.0, 9.0)
_STRENGTH: Final = 4.0
"""How much larger than the drug's name a strength is that tells two bottles apart."""
_BOX_SIDE: Final = 4.0


def place_tags(room: LabelRoom, number: int, count: int) -> str:
    """`1 of 2`, and which bottle it is, in the black tag.

    Returns:
        The bottle's words where they would make the tag too wide: they belong in the lines below it; else nothing.
    """
    words = room.content.tag(number, count) if count > 1 else ""
    left = room.content.bottle
    if left:
        both = room.content.bottle_tag(number, count)
        if line_width(run(both, bold=True), 8) <= room.frame.room / 2:
            words, left = both, ""
    if words:
        _tag(room, words)
    return left


def _tag(room: LabelRoom, words: str) -> None:
    tag, height, right, top = run(words, bold=True), 11 * room.scale, room.frame.right, room.frame.top
    size, side = (_HEADER, 4.0) if len(words) <= _SHORT_TAG else (_LOT, 2.5)
    size *= room.scale
    width = line_width(tag, size) + 2 * side * room.scale
    room.boxes.append(PlacedBox(right - width, top, width, height))
    room.lines.append(PlacedLine(tag, right - width / 2, baseline(top, height, size), size, Alignment.CENTRE, white=True))
    room.first_line_right = right - width - 5


def place_pair(room: LabelRoom, left: Runs, right: Runs, lead: float, edge: float) -> None:
    """Left and right on one line, or the left over as many as it takes and the right on the last or one more."""
    size, lead, start = _HEADER * room.scale, lead * room.scale, room.frame.left
    if place_bottle(room):
        edge = room.frame.right

    def width(index: int) -> float:
        return (edge if index == 0 else room.frame.right) - start

    lines = break_lines(left, size, width, "the header")
    right_width = line_width(right, size)
    last = line_width(lines[-1], size) if lines else 0.0
    if not lines or last + (_GAP if right_width else 0) + right_width > width(len(lines) - 1):
        lines.append(())
    rights = break_lines(right, size, room.frame.right - start if len(lines) > 1 else width(0), "the header")
    first = len(lines) - 1
    lines += [()] * (len(rights) - 1)
    for index, line in enumerate(lines):
        if line:
            room.lines.append(PlacedLine(line, start, baseline(room.y + index * lead, lead, size), size))
    for index, line in enumerate(rights, first):
        at = start + width(index)
        room.lines.append(PlacedLine(line, at, baseline(room.y + index * lead, lead, size), size, Alignment.RIGHT))
    room.y += lead * len(lines)


def place_bottle(room: LabelRoom) -> bool:
    """Which bottle it is, on a line of its own, where the tag has no room for it; whether it was set."""
    if not room.bottle:
        return False
    size = _HEADER * room.scale
    line = run(room.bottle, bold=True)
    room.lines.append(PlacedLine(line, room.frame.left, baseline(room.y, LEADING * size, size), size))
    room.y += LEADING * size + _UNDER_BOTTLE
    room.first_line_right, room.bottle = room.frame.right, ""
    return True


def place_numbers(room: LabelRoom) -> None:
    """Number, phone and, on a label of a set, the lot, small, under the patient's name."""
    content, size = room.content, _LOT * room.scale
    items = [run(content.number, bold=True), run(content.phone, bold=True), *([content.lot] if room.count > 1 else [])]
    for line in break_run_on([each for each in items if plain(each)], size, room.frame.room, "the line under the name"):
        room.text(line, size)


def place_own_name(room: LabelRoom, name: str, size: float) -> None:
    """The patient's name in its own script, on a line under the one in Latin letters; smaller where it is wide.

    Raises:
        DoesNotFit: it is too wide, or there is no room.
    """
    if not face_of(name):
        for line in break_name(name, size, room.frame.room, bold=False):
            room.text(line, size)
        return
    fits = next((each for each in (size, size - 1, *_OWN_NAME) if shaped(name).width * each <= room.frame.room), None)
    if fits is None:
        raise DoesNotFit(name, "the patient's line")
    lead = LEADING * size
    if room.y + lead > room.bottom + 0.01:
        raise DoesNotFit(name, "the label")
    room.names.append(PlacedName(name, room.frame.left, baseline(room.y, lead, fits), fits))
    room.y += lead


def place_lot(room: LabelRoom) -> None:
    """The lot at the right end of the line just set, or on a line of its own where they would touch."""
    size = _LOT * room.scale
    lot, width = room.content.lot, line_width(room.content.lot, _LOT * room.scale)
    last = room.lines[-1]
    if last.x + line_width(last.runs, last.size) + _GAP + width <= room.frame.right:
        room.lines.append(PlacedLine(lot, room.frame.right, last.baseline, size, Alignment.RIGHT))
        return
    for line in break_lines(lot, size, room.frame.room, "the lot's line"):
        room.text(line, size)


def place_strength(room: LabelRoom, words: str, size: float) -> None:
    """A drug's line with its strength larger, white on black: on one line, or the name above it.

    Raises:
        DoesNotFit: no room, or a word wider than the label.
    """
    large, frame = size + _STRENGTH, room.frame
    name, _, form = words.partition(room.content.strength)
    strength, after = run(room.content.strength, bold=True), run(form.strip(" ,\u00a0"), bold=True)
    before = run(name.strip(" \u00a0"), bold=True)
    box = line_width(strength, large) + 2 * _BOX_SIDE
    tail = box + (_BOX_SIDE + line_width(after, size) if form else 0)
    left = frame.left
    if line_width(before, size) + _BOX_SIDE + tail > frame.room:
        for line in break_lines(before, size, frame.room, "the drug's line"):
            room.text(line, size)
        before = ()
    height = LEADING * large
    if room.y + height > room.bottom + 0.01 or tail > frame.room:
        raise DoesNotFit(words.replace("\u00a0", " "), "the label")
    base = baseline(room.y, height, size)
    if before:
        room.lines.append(PlacedLine(before, left, base, size))
        left += line_width(before, size) + _BOX_SIDE
    room.boxes.append(PlacedBox(left, room.y + 0.6, box, height - 1.2))
    room.lines.append(PlacedLine(strength, left + box / 2, baseline(room.y, height, large), large, Alignment.CENTRE, white=True))
    if form:
        room.lines.append(PlacedLine(after, left + box + _BOX_SIDE, base, size))
    room.y += height
