"""Small signs that stand beside words on the sheet: line art of our own, black on white, so that a copy and a fax keep it.

Each is drawn on a square of 20 units; `sign` scales it. A sign never stands alone for a fact: its word stands beside it or in
the calendar's legend.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from itertools import pairwise
from math import cos, pi, sin
from typing import Final

from ldn_calc.documents.drawing.shapes import Drawing, Line, Polygon, Rect, Role, Shape

__all__ = ["Sign", "sign"]

_FIELD: Final = 20.0
_STROKE: Final = 1.3
_ROUND: Final = 24
"""Corners of a circle."""


class Sign(StrEnum):
    """What a sign shows; its value is the key of its alternative text in the sheet's wording."""

    MORNING = "sign_morning"
    EVENING = "sign_evening"
    BEDTIME = "sign_bedtime"
    NO_OPIOIDS = "sign_no_opioids"
    SHAKE = "sign_shake"
    REFRIGERATOR = "sign_refrigerator"
    CUPBOARD = "sign_cupboard"
    BIN = "sign_bin"
    PHONE = "sign_phone"


@cache
def sign(which: Sign, size: float, ink: Role = Role.OUTLINE, paper: Role = Role.ROD) -> Drawing:
    """A sign as a square of `size` points.

    Args:
        which: the sign.
        size: width and height.
        ink: the role of its lines; FLAG_TEXT on a black ground.
        paper: the role of what is empty in it.
    """
    share = size / _FIELD
    return Drawing(size, size, tuple(_scaled(shape, share) for shape in _SIGNS[which](ink, paper)))


def _circle(x: float, y: float, radius: float, start: float = 0.0, end: float = 2 * pi) -> tuple[tuple[float, float], ...]:
    steps = max(2, round(_ROUND * (end - start) / (2 * pi)))
    angles = (start + (end - start) * step / steps for step in range(steps + (end - start < 2 * pi)))
    return tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)


def _rays(x: float, y: float, angles: range, ink: Role) -> list[Shape]:
    """Rays of a sun; `angles` in eighths of a turn."""
    turns = [angle * pi / 4 for angle in angles]
    return [
        Line(x + 5.8 * cos(turn), y + 5.8 * sin(turn), x + 8.6 * cos(turn), y + 8.6 * sin(turn), _STROKE, ink) for turn in turns
    ]


def _morning(ink: Role, paper: Role) -> list[Shape]:
    """A whole sun."""
    return [Polygon(_circle(10, 10, 3.8), paper, ink, _STROKE), *_rays(10, 10, range(8), ink)]


def _evening(ink: Role, paper: Role) -> list[Shape]:
    """A sun half under the horizon."""
    half = _circle(10, 13.5, 4.2, pi, 2 * pi)
    return [Polygon(half, ink, ink, _STROKE), *_rays(10, 13.5, range(4, 9), ink), Line(1, 16.5, 19, 16.5, _STROKE, ink)]


def _bedtime(ink: Role, paper: Role) -> list[Shape]:
    """A bed from its side, somebody's head on the pillow."""
    return [
        Rect(1.2, 4.5, 1.6, 12.5, ink),
        Polygon(_circle(6.2, 8.6, 1.9), ink),
        Polygon(((9, 11.2), (9, 7.6), (16.4, 8.2), (18.4, 11.2)), ink),
        Rect(1.2, 11.6, 17.6, 2.6, ink),
        Rect(17.2, 11.6, 1.6, 5.4, ink),
    ]


def _no_opioids(ink: Role, paper: Role) -> list[Shape]:
    """A round tablet and a capsule, struck out."""
    side = 8.2 * cos(pi / 4)
    capsule = (*_circle(12.6, 7.4, 2.2, -3 * pi / 4, pi / 4), *_circle(9.6, 10.4, 2.2, pi / 4, 5 * pi / 4))
    return [
        Polygon(_circle(10, 10, 8.2), paper, ink, 1.8),
        Polygon(capsule, None, ink, 1.1),
        Polygon(_circle(7.2, 13.4, 1.9), None, ink, 1.1),
        Line(10 - side, 10 - side, 10 + side, 10 + side, 1.8, ink),
    ]


def _shake(ink: Role, paper: Role) -> list[Shape]:
    """A bottle with strokes of movement at both sides."""
    bottle = ((8, 4.2), (12, 4.2), (12, 7), (13.8, 8.8), (13.8, 18.4), (6.2, 18.4), (6.2, 8.8), (8, 7))
    strokes = [((3.8, 8), (2.4, 10.5), (3.8, 13), (2.4, 15.5)), ((16.2, 8), (17.6, 10.5), (16.2, 13), (17.6, 15.5))]
    return [
        Polygon(bottle, paper, ink, _STROKE),
        Rect(7.4, 1.4, 5.2, 2.4, ink),
        Rect(6.2, 13, 7.6, 5.4, ink),
        *(Line(*one, *other, _STROKE, ink) for stroke in strokes for one, other in pairwise(stroke)),
    ]


def _refrigerator(ink: Role, paper: Role) -> list[Shape]:
    """Two doors with handles."""
    return [
        Rect(4.5, 1.2, 11, 16.6, paper, ink, _STROKE),
        Line(4.5, 7, 15.5, 7, _STROKE, ink),
        Line(7, 3.4, 7, 5.4, 1.5, ink),
        Line(7, 9, 7, 12, 1.5, ink),
        Line(6, 18.4, 8, 18.4, 1.5, ink),
        Line(12, 18.4, 14, 18.4, 1.5, ink),
    ]


def _cupboard(ink: Role, paper: Role) -> list[Shape]:
    """A cupboard with two doors."""
    return [
        Rect(2.5, 2, 15, 16, paper, ink, _STROKE),
        Line(10, 2, 10, 18, _STROKE, ink),
        Line(8.2, 9, 8.2, 11.4, 1.5, ink),
        Line(11.8, 9, 11.8, 11.4, 1.5, ink),
    ]


def _bin(ink: Role, paper: Role) -> list[Shape]:
    """A dustbin."""
    return [
        Rect(7.8, 1.6, 4.4, 2, None, ink, _STROKE),
        Rect(3.2, 3.6, 13.6, 2.2, ink),
        Polygon(((4.6, 7), (15.4, 7), (14.4, 18.6), (5.6, 18.6)), paper, ink, _STROKE),
        *(Line(x, 9, x, 16.6, 1.1, ink) for x in (7.8, 10, 12.2)),
    ]


def _phone(ink: Role, paper: Role) -> list[Shape]:
    """A telephone as it is carried today."""
    return [
        Rect(5.5, 1.2, 9, 17.6, paper, ink, _STROKE),
        Line(5.5, 4.2, 14.5, 4.2, 1.0, ink),
        Line(5.5, 15, 14.5, 15, 1.0, ink),
        Polygon(_circle(10, 16.9, 0.8), ink),
    ]


_SIGNS: Final[dict[Sign, Callable[[Role, Role], list[Shape]]]] = {
    Sign.MORNING: _morning,
    Sign.EVENING: _evening,
    Sign.BEDTIME: _bedtime,
    Sign.NO_OPIOIDS: _no_opioids,
    Sign.SHAKE: _shake,
    Sign.REFRIGERATOR: _refrigerator,
    Sign.CUPBOARD: _cupboard,
    Sign.BIN: _bin,
    Sign.PHONE: _phone,
}


def _scaled(shape: Shape, share: float) -> Shape:
    match shape:
        case Line():
            ends = (shape.x1 * share, shape.y1 * share, shape.x2 * share, shape.y2 * share)
            return Line(*ends, shape.width * share, shape.stroke)
        case Rect():
            corner = (shape.x * share, shape.y * share, shape.across * share, shape.down * share)
            return Rect(*corner, shape.fill, shape.stroke, shape.width * share)
        case Polygon():
            points = tuple((x * share, y * share) for x, y in shape.points)
            return Polygon(points, shape.fill, shape.stroke, shape.width * share)
        case _:
            raise TypeError("a sign has no words")
