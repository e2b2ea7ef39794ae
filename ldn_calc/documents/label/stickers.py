"""Auxiliary warnings as separate stickers: bands on one further label, each to be cut off along the white between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.label_page import LabelPage, PlacedBox, PlacedLine
from ldn_calc.documents.drawing.typeset import Alignment, break_lines
from ldn_calc.documents.label.auxiliary import Auxiliary, auxiliaries
from ldn_calc.documents.label.frame import Frame, frame_of
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.values.stock import LabelStock
from ldn_calc.documents.words.runs import Runs, run

__all__ = ["sticker_pages"]

_LEAST_WIDTH: Final = 108.0
"""1.5 inch."""
_HEIGHT: Final = 28.8
"""0.4 inch, and half as much again where the label has the room."""
_MOST_HEIGHT: Final = 43.2
_GAP: Final = 4.0
_INSET: Final = 4.0
_SIZES: Final = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_MOST_LINES: Final = 2
_ENGLISH: Final = 6.0
_LEADING: Final = 1.15
_CAPITALS: Final = 0.72


def sticker_pages(dispensing: Dispensing, stock: LabelStock) -> list[LabelPage]:
    """The warnings this fill needs, in as many columns as the stock has room for; on a small label over several.

    Raises:
        DoesNotFit: a warning fits no band.
    """
    frame = frame_of(stock)
    warnings = auxiliaries(dispensing.plan, dispensing.language)
    columns = max(1, int((frame.room + _GAP) // (_LEAST_WIDTH + _GAP)))
    rows = max(1, int((frame.bottom - frame.top + _GAP) // (_HEIGHT + _GAP)))
    width = (frame.room - _GAP * (columns - 1)) / columns
    for size in _SIZES:  # one size for all: none shouts down the warning of opioids
        try:
            return [_page(here, frame, columns, width, size) for here in _pages(warnings, columns * rows)]
        except DoesNotFit:
            if size == _SIZES[-1]:
                raise
    return []


def _pages(warnings: Sequence[Auxiliary], most: int) -> list[Sequence[Auxiliary]]:
    """The warnings over as few labels as hold them, as many on each as can be: none has one alone beside a full one."""
    most = -(-len(warnings) // -(-len(warnings) // most))
    return [warnings[first : first + most] for first in range(0, len(warnings), most)]


def _page(warnings: Sequence[Auxiliary], frame: Frame, columns: int, width: float, size: float) -> LabelPage:
    """One label of bands."""
    height = min(_MOST_HEIGHT, (frame.bottom - frame.top + _GAP) / -(-len(warnings) // columns) - _GAP)
    boxes: list[PlacedBox] = []
    lines: list[PlacedLine] = []
    for index, warning in enumerate(warnings):
        row, column = divmod(index, columns)
        left = frame.left + column * (width + _GAP)
        top = frame.top + row * (height + _GAP)
        boxes.append(PlacedBox(left, top, width, height, border=0 if warning.about_taking else 1.4))
        lines += _words(warning, left, top, width, height, size)
    return LabelPage(tuple(lines), tuple(boxes), (), (), frame.width, frame.height)


def _words(warning: Auxiliary, left: float, top: float, width: float, room: float, size: float) -> list[PlacedLine]:
    """The warning bold in the middle of its band, on up to two lines; its English small beneath."""
    words = break_lines(run(warning.words, bold=True), size, width - 2 * _INSET, "its sticker")
    below = break_lines(run(warning.english), _ENGLISH, width - 2 * _INSET, "its sticker")
    sized: list[tuple[Runs, float]] = [*((line, size) for line in words), *((line, _ENGLISH) for line in below)]
    height = sum(_LEADING * each for _, each in sized)
    if height > room - 2 or len(words) > _MOST_LINES:
        raise DoesNotFit(warning.words, "its sticker")
    placed: list[PlacedLine] = []
    y = top + (room - height) / 2
    for line, each in sized:
        base = y + _LEADING * each / 2 + _CAPITALS * each / 2
        placed.append(PlacedLine(line, left + width / 2, base, each, Alignment.CENTRE, warning.about_taking))
        y += _LEADING * each
    return placed
