"""The lines above the patient's name: pairs of texts left and right, and the black tag with the label's number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_calc.documents.errors import DoesNotFit
from ldn_calc.documents.label_page import LEADING, PlacedBox, PlacedLine, baseline
from ldn_calc.documents.runs import Runs, plain, run
from ldn_calc.documents.typeset import Alignment, break_lines, line_width

if TYPE_CHECKING:
    from ldn_calc.documents.label_blocks import Room

__all__ = ["place_pair", "place_tags"]

_HEADER: Final = 8.0
_GAP: Final = 6.0
_UNDER_BOTTLE: Final = 1.0


def place_tags(room: Room, number: int, count: int) -> str:
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


def _tag(room: Room, words: str) -> None:
    tag, size, height, right, top = run(words, bold=True), 8 * room.scale, 11 * room.scale, room.frame.right, room.frame.top
    width = line_width(tag, size) + 8 * room.scale
    room.boxes.append(PlacedBox(right - width, top, width, height))
    room.lines.append(PlacedLine(tag, right - width / 2, baseline(top, height, size), size, Alignment.CENTRE, white=True))
    room.first_line_right = right - width - 5


def place_pair(room: Room, left: Runs, right: Runs, lead: float, edge: float) -> None:
    """Left and right on one line, or the left over as many as it takes and the right on the last or one more."""
    size, lead, start = _HEADER * room.scale, lead * room.scale, room.frame.left
    if room.bottle:
        line = run(room.bottle, bold=True)
        room.lines.append(PlacedLine(line, start, baseline(room.y, LEADING * size, size), size))
        room.y += LEADING * size + _UNDER_BOTTLE
        edge, room.bottle = room.frame.right, ""

    def width(index: int) -> float:
        return (edge if index == 0 else room.frame.right) - start

    lines = break_lines(left, size, width, "the header")
    right_width = line_width(right, size)
    last = line_width(lines[-1], size) if lines else 0.0
    if not lines or last + (_GAP if right_width else 0) + right_width > width(len(lines) - 1):
        lines.append(())
    if right_width > width(len(lines) - 1):
        raise DoesNotFit(plain(right), "the header")
    for index, line in enumerate(lines):
        if line:
            room.lines.append(PlacedLine(line, start, baseline(room.y + index * lead, lead, size), size))
    at = start + width(len(lines) - 1)
    if right_width:
        base = baseline(room.y + (len(lines) - 1) * lead, lead, size)
        room.lines.append(PlacedLine(right, at, base, size, Alignment.RIGHT))
    room.y += lead * len(lines)
