"""The bar of a label: the opioid warning in white on black, and the last day of use in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_calc.documents.drawing.label_page import PlacedBox, PlacedLine, baseline
from ldn_calc.documents.drawing.typeset import Alignment, break_lines, line_width
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Runs, run

if TYPE_CHECKING:
    from ldn_calc.documents.label.room import LabelRoom

__all__ = ["place_bar", "place_date", "place_warning"]

_MOST_DATE_LINES = 2
_LEAST_WARNING = 9.0
_SAYS_MORE = 24.0
_MORE = 7.5
"""The size in which it is said what opioids are: bold, because regular type in white on black breaks up on a copy."""
_GAP = 2.4
_LOW = 13.0
"""The height of a warning that stands alone."""


def place_bar(room: LabelRoom, height: float, *, at_bottom: bool) -> None:
    """Set the bar under what stands on the label, or at its foot.

    Args:
        room: the label.
        height: of the bar in points, before the label's scale; from 24 it also says what opioids are.
        at_bottom: whether it stands at the foot; it must then have room there.

    Raises:
        DoesNotFit: no room, or a text is wider than its box.
    """
    date = run(room.content.use_until, bold=True)
    date_size = 8 * room.scale
    says_more = height >= _SAYS_MORE
    black, lines = _side_by_side(room, date, date_size, says_more=says_more)
    if len(lines) > _MOST_DATE_LINES or not lines:
        _stacked(room, date, date_size, at_bottom=at_bottom, says_more=says_more)
        return
    if len(lines) > 1:
        height = max(height, 4 + 10.0 * len(lines))
    height *= room.scale
    top = _top(room, height, at_bottom=at_bottom)
    _warning(room, top, black, height, says_more=says_more, size=11.5 * room.scale)
    left = room.frame.left + black + _GAP
    room.boxes.append(PlacedBox(left, top, room.frame.right - left, height, border=1))
    _date(room, lines, (left + room.frame.right) / 2, top, height, date_size)


def place_warning(room: LabelRoom) -> None:
    """The warning alone over the whole width at the label's foot.

    Raises:
        DoesNotFit: no room.
    """
    size, height = _one_line_size(room), _LOW * room.scale
    _warning(room, _top(room, height, at_bottom=True), room.frame.room, height, says_more=False, size=size)


def place_date(room: LabelRoom) -> None:
    """The last day of use over the whole width, in a box, under what stands on the label.

    Raises:
        DoesNotFit: no room.
    """
    size, width = 9 * room.scale, room.frame.room
    lines = break_lines(run(room.content.use_until, bold=True), size, width - 6, "the date's box")
    height = 4 + 11 * room.scale * len(lines)
    if room.y + 1 + height > room.bottom + 0.01:
        raise DoesNotFit(room.content.use_until, "the label")
    top = _top(room, height, at_bottom=False)
    room.boxes.append(PlacedBox(room.frame.left, top, width, height, border=1))
    _date(room, lines, room.frame.left + width / 2, top, height, size)


def _one_line_size(room: LabelRoom) -> float:
    """The warning's size on one line of the whole label."""
    words, width = run(room.content.opioids, bold=True), room.frame.room
    size = min(11.5 * room.scale, 11.5 * (width - 6) / line_width(words, 11.5))
    if size < _LEAST_WARNING:
        raise DoesNotFit(room.content.opioids, "the label")
    return size


def _side_by_side(room: LabelRoom, date: Runs, size: float, *, says_more: bool) -> tuple[float, list[Runs]]:
    """The width of the warning's box and the lines of the date beside it; no lines where they have no room."""
    least = line_width(run(room.content.opioids, bold=True), 11.5 * room.scale) + 8
    if says_more:
        least = max(least, line_width(run(room.content.opioids_more, bold=True), _MORE * room.scale) + 6)
    black = room.frame.room - line_width(date, size) - 10 - _GAP
    if black >= least:
        return black, [date]
    try:
        return least, break_lines(date, size, room.frame.room - least - _GAP - 10, "the date's box")
    except DoesNotFit:
        return least, []


def _stacked(room: LabelRoom, date: Runs, size: float, *, at_bottom: bool, says_more: bool) -> None:
    """On narrow stock: the warning over the whole width and the date under it."""
    scale, width = room.scale, room.frame.room
    warning = _one_line_size(room)
    if line_width(run(room.content.opioids_more, bold=True), _MORE * scale) > width - 6:
        if says_more and room.frame.explains:
            raise DoesNotFit(room.content.opioids_more, "the opioid box")
        says_more = False
    lines = break_lines(date, size, width - 6, "the date's box")
    height, below = (24.0 if says_more else 14.0) * scale, 3 + 10 * scale * len(lines)
    top = _top(room, height + 1.5 + below, at_bottom=at_bottom)
    _warning(room, top, width, height, says_more=says_more, size=warning)
    room.boxes.append(PlacedBox(room.frame.left, top + height + 1.5, width, below, border=1))
    _date(room, lines, room.frame.left + width / 2, top + height + 1.5, below, size)


def _top(room: LabelRoom, height: float, *, at_bottom: bool) -> float:
    """Where the bar begins; what is left of the label is between text and bar, or under the bar."""
    if at_bottom:
        top = room.bottom - height
        if room.y > top:
            raise DoesNotFit(room.content.opioids, "the label")
        room.bottom = top - 1
        return top
    top = room.y + 1
    room.y = top + height + 2
    return top


def _warning(room: LabelRoom, top: float, width: float, height: float, *, says_more: bool, size: float) -> None:
    room.boxes.append(PlacedBox(room.frame.left, top, width, height))
    middle, scale = room.frame.left + width / 2, room.scale
    words = run(room.content.opioids, bold=True)
    if not says_more:
        room.lines.append(PlacedLine(words, middle, baseline(top, height, size), size, Alignment.CENTRE, white=True))
        return
    more = run(room.content.opioids_more, bold=True)
    if line_width(more, _MORE * scale) > width - 6:
        raise DoesNotFit(room.content.opioids_more, "the opioid box")
    room.lines.append(PlacedLine(words, middle, baseline(top + 1, 13.5 * scale, size), size, Alignment.CENTRE, white=True))
    second = baseline(top + 13.5 * scale, 9 * scale, _MORE * scale)
    room.lines.append(PlacedLine(more, middle, second, _MORE * scale, Alignment.CENTRE, white=True))


def _date(room: LabelRoom, lines: list[Runs], middle: float, top: float, height: float, size: float) -> None:
    lead = 10 * room.scale
    first = top + (height - lead * len(lines)) / 2
    for index, line in enumerate(lines):
        room.lines.append(PlacedLine(line, middle, baseline(first + lead * index, lead, size), size, Alignment.CENTRE))
