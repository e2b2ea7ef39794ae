"""How small text flows over labels: whole items, in the first style that fits, and the code on the last label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.label_page import LabelPage
from ldn_calc.documents.label.blocks import CODE_FAR, CODE_LARGE, CODE_NEAR, Room, SmallStyle, least_width
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Runs

__all__ = ["ALONE", "SMALL", "SMALLEST", "all_small", "flow_small"]

_UNDER_RULE: Final = 2.5
"""A rule no further above has nothing under it."""

ALONE: Final[tuple[SmallStyle, ...]] = tuple((size, runs_on) for size in (8.0, 7.5, 7.0) for runs_on in (False, True))
SMALL: Final[tuple[SmallStyle, ...]] = ((10.0, False), (9.0, False), *((8.0, on) for on in (False, True)), *ALONE[2:])
SMALLEST: Final[tuple[SmallStyle, ...]] = ((6.5, False), (6.5, True), (6.0, False), (6.0, True))


def flow_small(
    rooms: Sequence[Room], items: Sequence[Runs], styles: Sequence[SmallStyle], module: float | None = None
) -> tuple[LabelPage, ...]:
    """The small text over the rooms in the first style that fits; the code on the last, with modules of so many points or as fit.

    Raises:
        DoesNotFit: no style fits.
    """
    modules = (CODE_LARGE if rooms[-1].scale > 1 else CODE_FAR, CODE_NEAR) if module is None else (module,)
    for style in styles:
        if least_width(items, style[0]) > sum(room.small_room(style[0]) for room in rooms):
            continue
        for each in modules:
            try:
                return _flowed([room.copy() for room in rooms], items, style, each)
            except DoesNotFit:
                continue
    raise DoesNotFit(rooms[0].content.patient, "the labels' small text")


def _flowed(rooms: list[Room], items: Sequence[Runs], style: SmallStyle, module: float) -> tuple[LabelPage, ...]:
    rooms[-1].code(module)
    rest = list(items)
    for room in rooms[:-1]:
        if done := room.small(rest, style):
            rest = rest[done:]
        elif room.rules and room.y - room.rules[-1].top < _UNDER_RULE:
            room.rules.pop()
    all_small(rooms[-1], rest, style)
    return tuple(room.page for room in rooms)


def all_small(room: Room, items: Sequence[Runs], style: SmallStyle) -> None:
    """Every item on this label.

    Raises:
        DoesNotFit: one has no room.
    """
    if room.small(items, style) < len(items):
        raise DoesNotFit(room.content.number, "the label's small text")
