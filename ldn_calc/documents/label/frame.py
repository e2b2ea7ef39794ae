"""Where text may stand on a label of a stock, and how large it is there: no drawing, no words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ldn_calc.documents.drawing.label_page import HEIGHT, WIDTH
from ldn_calc.documents.values.stock import LabelStock, label_stocks

__all__ = ["MOST_LABELS", "Frame", "frame_of", "frames_of", "is_full_size"]

MOST_LABELS: Final = 3
"""No set of one container has more, on any stock: who shall read them all on a small bottle?"""
_SIDE: Final = 5.5
_TOP: Final = 3.4
_LOW: Final = 110.0
"""A label under this height keeps at its foot only what it keeps at its top."""
_TALL: Final = 288.0
_SCALE: Final = 1.4
_SMALL_BELOW: Final = 1.5
_SAME: Final = 0.01


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for text, in points from the label's upper left corner.

    Attributes:
        width, height: of the label.
        left, right, top, bottom: the edges of the text.
        below: how much further down a line of small text may end: its lower leading is white.
        scale: of header, bars and code; 1 on all but large labels.
        explains: whether the first label must say what opioids are: the stock is large enough for it.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    below: float
    scale: float
    explains: bool

    @property
    def room(self) -> float:
        """The width of a line of text."""
        return self.right - self.left


def frame_of(stock: LabelStock) -> Frame:
    """The room of one label: the text keeps clear of the edge that is not printed, and of the label's own edge."""
    scale = _SCALE if stock.height >= _TALL else 1.0
    side = max(_SIDE * scale, stock.edge_x)
    top = max(_TOP * scale, stock.edge_y)
    foot = max((_TOP if stock.height < _LOW else _SIDE) * scale, stock.edge_y)
    return Frame(
        width=stock.width,
        height=stock.height,
        left=side,
        right=stock.width - side,
        top=top,
        bottom=stock.height - foot,
        below=min(_SMALL_BELOW, foot - stock.edge_y),
        scale=scale,
        explains=is_full_size(stock),
    )


def is_full_size(stock: LabelStock) -> bool:
    """Whether it has the room of 4 x 2 inch, for which the label was designed."""
    return stock.width * stock.height >= WIDTH * HEIGHT - 0.01


def frames_of(stock: LabelStock) -> Iterator[tuple[Frame, bool]]:
    """The rooms to try on a stock, and whether a room is that of a small label.

    Its own; the same with header, bars and code no larger than elsewhere, and as a small label's; then the room of every stock that
    lies within it.
    """
    own = frame_of(stock)
    yield own, not is_full_size(stock)
    tried = set()
    if own.scale > 1:
        own = replace(own, scale=1.0)
        yield own, False
    if is_full_size(stock):
        yield own, True
    for other in sorted(label_stocks(), key=lambda other: -other.width * other.height):
        frame = frame_of(other)
        height = frame.bottom - frame.top
        if (round(frame.room), round(height)) in tried or (frame.room >= own.room and height >= own.bottom - own.top):
            continue
        tried.add((round(frame.room), round(height)))
        if frame.room <= own.room + _SAME and height <= own.bottom - own.top + _SAME:
            inner = replace(own, right=own.left + frame.room, bottom=own.top + height, below=min(own.below, frame.below))
            yield inner, not is_full_size(other)
