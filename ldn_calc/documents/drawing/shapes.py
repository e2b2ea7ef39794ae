"""Drawings as lists of shapes: what a syringe, a capsule or a chart looks like, told to no painter in particular.

Coordinates are points (1/72 inch) from the drawing's top left corner, y downwards. Shapes name roles instead of colours;
each painter has a palette: black and grey on paper, the theme's colours on the screen. Shapes are painted in their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ldn_calc.documents.words.runs import Run

__all__ = ["Anchor", "Drawing", "Line", "Polygon", "Rect", "Role", "Run", "Shape", "Words"]


class Role(StrEnum):
    """What a shape stands for; a palette has a colour for each."""

    OUTLINE = "outline"
    MARK = "mark"
    LIQUID = "liquid"
    SEAL = "seal"
    ROD = "rod"
    DOSE = "dose"
    CAP = "cap"
    BODY = "body"
    FLAG = "flag"
    FLAG_TEXT = "flag text"
    TEXT = "text"
    MUTED = "muted"


class Anchor(StrEnum):
    """Which point of a line of words stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, `width` points wide, centred on its two ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    stroke: Role


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; the border of `width` points is centred on its edge. None is not painted."""

    x: float
    y: float
    across: float
    down: float
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed outline through its points."""

    points: tuple[tuple[float, float], ...]
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words, `size` points high, its baseline at `y`.

    A painter moves the line sideways as little as it must to keep it, box and all, inside the drawing's width.

    Attributes:
        box: the role of a box fitted round the words; None for none.
        padding: between the words and the box's edge, left and right; above and below it is half of that.
    """

    x: float
    y: float
    runs: tuple[Run, ...]
    size: float
    role: Role = Role.TEXT
    anchor: Anchor = Anchor.START
    box: Role | None = None
    padding: float = 0.0


Shape = Line | Rect | Polygon | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a field of `width` by `height` points.

    Attributes:
        told: what it shows, in words, for who cannot see it; a paper takes no drawing without.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    told: str = ""
