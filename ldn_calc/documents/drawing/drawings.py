"""The very syringe and the very capsule that the patient is handed, drawn to scale.

On paper as long as the row of the formulary says, which is life size where this pharmacy has measured its syringe; on the screen
as wide as there is room, and it says that this is not to scale. The dose is where the front edge of the plunger's seal stands.
Measures: docs of the sheet ("Patient sheet"); rows give the length of the scale and the size of the shell.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import cos, pi, sin, sqrt
from typing import Final

from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Line, Polygon, Rect, Role, Run, Shape, Words
from ldn_calc.quantities.text import decimal_text
from ldn_calc.quantities.values import Volume

__all__ = ["MILLIMETRE", "OnPaper", "OnScreen", "capsule_drawing", "is_life_size", "syringe_drawing"]

MILLIMETRE: Final = 72 / 25.4
"""Points in a millimetre."""

_LONGEST_SCALE: Final = 75.0
_NOT_TO_SCALE: Final = "not to scale"
_WALLS: Final = 2.4
_SEAL: Final = 3.2
_ROD: Final = 3.0
_KEPT: Final = 128
"""Drawings that are kept: the syringes and capsules of one pharmacy, each filled as papers say, again and again."""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """As long as the scale is said to be, but for scales over 75 mm, which are drawn 75 mm long; the handle cut short."""

    numbers: float = 10.0
    words: float = 13.0


@dataclass(frozen=True, slots=True)
class OnScreen:
    """So many points wide at any syringe, the whole plunger to be seen, the words on a flag."""

    width: float
    numbers: float = 12.0
    words: float = 12.0


@dataclass(frozen=True, slots=True)
class _Barrel:
    """Where the parts of one drawn syringe lie, in points; `top` and `bottom` are the barrel's edges."""

    start: float
    zero: float
    full: float
    end: float
    top: float
    bottom: float
    small: float
    numbered: float
    seal: float
    rod: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def is_life_size(scale_millimetres: float) -> bool:
    """Whether a syringe with a scale of that length is drawn at its own size on paper."""
    return scale_millimetres <= _LONGEST_SCALE


@lru_cache(maxsize=_KEPT)
def syringe_drawing(
    capacity: Volume,
    step: Volume,
    numbered: Volume,
    scale_millimetres: float,
    mark: Volume | None,
    caption: tuple[Run, ...],
    style: OnPaper | OnScreen,
) -> Drawing:
    """Draw an oral syringe lying on its side, filled to `mark`.

    Args:
        capacity: the volume at its last mark.
        step: from mark to mark.
        numbered: from number to number.
        scale_millimetres: the length from 0 to `capacity` on the syringe itself.
        mark: the draw; None leaves the syringe empty and unmarked.
        caption: words over the mark, as in "Fill to **1.5 mL**"; empty for the mark alone, none without a mark.
        style: on paper or on the screen.

    Raises:
        ValueError: `mark` is more than the syringe holds.
    """
    if mark is not None and mark > capacity:
        raise ValueError(f"{mark} does not go into a syringe of {capacity}")
    if isinstance(style, OnPaper):
        return _paper_syringe(capacity, step, numbered, scale_millimetres, mark, caption, style)
    return _screen_syringe(capacity, step, numbered, mark, caption, style)


@lru_cache(maxsize=_KEPT)
def capsule_drawing(
    length_millimetres: float,
    width_millimetres: float,
    count: int,
    caption: tuple[Run, ...] = (),
    scale: float = MILLIMETRE,
    style: OnPaper | None = None,
) -> Drawing:
    """Draw so many closed capsules one after the other, body and cap told apart.

    Args:
        length_millimetres: of the closed capsule.
        width_millimetres: of its cap.
        count: how many.
        caption: words over the first.
        scale: points for each millimetre; life size unless told.
        style: for the size of the words.
    """
    length, width, gap, edge = length_millimetres * scale, width_millimetres * scale, 3 * scale, 0.5
    size = (style or OnPaper()).words
    top = edge + (size * 1.6 if caption else 0.0)
    shapes: list[Shape] = [Words(edge, size, caption, size)] if caption else []
    for place in range(count):
        left = edge + place * (length + gap)
        joint, inset = left + length * 0.48, width * 0.04
        body = _half_capsule(joint, left + length, top + inset, top + width - inset)
        cap = _half_capsule(joint + length * 0.04, left, top, top + width)
        shapes.append(Polygon(body, Role.BODY, Role.OUTLINE, 1.0))
        shapes.append(Polygon(cap, Role.CAP, Role.OUTLINE, 1.0))
    return Drawing(count * length + (count - 1) * gap + 2 * edge, top + width + edge, tuple(shapes))


def _paper_syringe(
    capacity: Volume,
    step: Volume,
    numbered: Volume,
    scale_millimetres: float,
    mark: Volume | None,
    caption: tuple[Run, ...],
    style: OnPaper,
) -> Drawing:
    unit = MILLIMETRE * min(1.0, _LONGEST_SCALE / scale_millimetres)
    height = _barrel_millimetres(capacity, scale_millimetres) * unit
    top = (style.words * 1.2 if caption else 0.0) + 8.5 if mark is not None else 6.0
    full = (11 + scale_millimetres) * unit
    barrel = _Barrel(
        9 * unit, 11 * unit, full, full + 8 * unit, top, top + height, 2.8 * unit, 5.2 * unit, _SEAL * unit, _ROD * unit
    )
    cut = barrel.end + 11.2 * unit
    shapes: list[Shape] = [_tip(barrel, 0.0, 2.5 * unit, 1.6 * unit, mark is not None)]
    if mark is not None:
        shapes += [*_filling(barrel, _at(barrel, mark, capacity), cut), *_cut(cut, barrel.middle, _ROD * unit)]
    shapes += [
        *_shell(barrel, 1.5, 2.2 * unit, 1.55 * unit),
        *_marks(barrel, capacity, step, numbered, (0.6, 1.0)),
        *_numbers(barrel, capacity, numbered, mark, style.numbers, zero="mL"),
    ]
    if mark is not None:
        x = _at(barrel, mark, capacity)
        shapes.append(Polygon(((x - 4, top - 7.5), (x + 4, top - 7.5), (x, top - 1.0)), Role.DOSE))
        shapes.append(Rect(x, top - 1, 2.4, height + 2, Role.DOSE))
        if caption:
            shapes.append(Words(x, style.words, caption, style.words, anchor=Anchor.MIDDLE))
    right = cut + 7.0 if mark is not None else barrel.end + 3 * unit
    return Drawing(right, barrel.bottom + max(1.55 * unit, 1.2 * style.numbers) + 1, tuple(shapes))


def _screen_syringe(
    capacity: Volume, step: Volume, numbered: Volume, mark: Volume | None, caption: tuple[Run, ...], style: OnScreen
) -> Drawing:
    width, top = style.width, style.words * 2 + 6.0
    full = width * 0.795
    barrel = _Barrel(24.0, 26.0, full, full + 12.0, top, top + 32.0, 8.0, 14.0, 9.0, 8.0)
    shapes: list[Shape] = [_tip(barrel, 1.0, 5.0, 5.0, mark is not None)]
    if mark is not None:
        x = _at(barrel, mark, capacity)
        first, last = barrel.end + 18.0, width - 3.5
        rest = first + (last - first) * (x - barrel.zero) / (barrel.full - barrel.zero)
        shapes += _filling(barrel, x, rest)
        shapes.append(Rect(rest - 2.5, barrel.middle - 18, 5.0, 36.0, Role.ROD, Role.OUTLINE, 1.0))
    shapes += [
        *_shell(barrel, 1.5, 6.0, 8.0),
        *_marks(barrel, capacity, step, numbered, (1.0, 1.25)),
        *_numbers(barrel, capacity, numbered, mark, style.numbers, zero="0"),
        Words(barrel.end + 12, barrel.bottom + style.numbers + 1, (Run("mL"),), style.numbers, Role.MUTED),
    ]
    if mark is not None:
        shapes.append(Rect(x, top - 2, 2.0, 36.0, Role.DOSE))
        shapes.append(Polygon(((x - 5, top - 8), (x + 5, top - 8), (x, top - 1.5)), Role.FLAG))
        baseline = style.words * 1.25
        shapes.append(Words(x, baseline, caption, style.words, Role.FLAG_TEXT, Anchor.MIDDLE, Role.FLAG, 8.0))
    below = barrel.bottom + style.numbers * 2.4
    shapes.append(Words(width, below, (Run(_NOT_TO_SCALE),), style.numbers, Role.MUTED, Anchor.END))
    return Drawing(width, below + style.numbers * 0.4, tuple(shapes))


def _barrel_millimetres(capacity: Volume, scale_millimetres: float) -> float:
    """How thick a barrel is that holds `capacity` on that length: its bore, and the walls round it."""
    square_millimetres = float(capacity.millilitres * 1000) / scale_millimetres
    return 2 * sqrt(square_millimetres / pi) + _WALLS


def _at(barrel: _Barrel, volume: Volume, capacity: Volume) -> float:
    return barrel.zero + (barrel.full - barrel.zero) * float(volume / capacity)


def _tip(barrel: _Barrel, end: float, wide: float, narrow: float, filled: bool) -> Polygon:
    middle = barrel.middle
    points = ((end, middle - narrow), (barrel.start, middle - wide), (barrel.start, middle + wide), (end, middle + narrow))
    return Polygon(points, Role.LIQUID if filled else None, Role.OUTLINE, 1.0)


def _filling(barrel: _Barrel, x: float, rod_end: float) -> list[Shape]:
    """The liquid up to the seal's front edge, the seal behind it, the rod."""
    height = barrel.bottom - barrel.top
    rod_start = x + barrel.seal
    return [
        Rect(barrel.start, barrel.top, x - barrel.start, height, Role.LIQUID),
        Rect(rod_start, barrel.middle - barrel.rod / 2, rod_end - rod_start, barrel.rod, Role.ROD, Role.OUTLINE, 0.8),
        Rect(x, barrel.top, barrel.seal, height, Role.SEAL),
    ]


def _shell(barrel: _Barrel, width: float, flange: float, overhang: float) -> list[Shape]:
    height = barrel.bottom - barrel.top
    return [
        Rect(barrel.start, barrel.top, barrel.end - barrel.start, height, None, Role.OUTLINE, width),
        Rect(barrel.end, barrel.top - overhang, flange, height + 2 * overhang, Role.ROD, Role.OUTLINE, 1.0),
    ]


def _cut(x: float, y: float, rod: float) -> list[Shape]:
    return [Line(x + shift - 2, y - rod, x + shift + 2, y + rod, 0.8, Role.OUTLINE) for shift in (0.0, 4.0)]


def _marks(barrel: _Barrel, capacity: Volume, step: Volume, numbered: Volume, widths: tuple[float, float]) -> list[Shape]:
    """A line for each step, long at a number, a little longer half way between numbers that are ten steps apart."""
    in_a_number, share = numbered / step, step / capacity
    half = in_a_number / 2 if in_a_number >= 10 and in_a_number % 2 == 0 else None
    span = barrel.full - barrel.zero
    shapes: list[Shape] = []
    for place in range(int(capacity / step) + 1):
        x = barrel.zero + span * (place * share.numerator / share.denominator)
        if place * in_a_number.denominator % in_a_number.numerator == 0:
            length, width = barrel.numbered, widths[1]
        elif half is not None and place * half.denominator % half.numerator == 0:
            length, width = (barrel.small + barrel.numbered) / 2, widths[0]
        else:
            length, width = barrel.small, widths[0]
        shapes.append(Line(x, barrel.bottom, x, barrel.bottom - length, width, Role.MARK))
    return shapes


def _numbers(barrel: _Barrel, capacity: Volume, numbered: Volume, mark: Volume | None, size: float, zero: str) -> list[Shape]:
    """The numbers beneath the long marks, the dose's own in bold; `zero` is what stands under the first mark.

    Where they stand too close to be read apart some are left out: never the dose's, which has the most room; the last is kept
    before others.
    """
    last = int(capacity / numbered)
    x_of = {place: _at(barrel, numbered * place, capacity) for place in range(last + 1)}
    text_of = {place: decimal_text(Fraction((numbered * place).millilitres)) if place else zero for place in x_of}
    dose = next((place for place in x_of if place and numbered * place == mark), None)
    crowded = x_of[1] - x_of[0] < 2 * size
    beside_zero = x_of[0] + 0.6 * size if crowded else x_of[0]
    shown = [] if dose is None else [dose]
    for place in (last, *sorted(range(1, last), key=lambda place: abs(place - (dose or 0)))):
        half = _digits_width(text_of[place], size) / 2
        clear = all(
            abs(x_of[place] - x_of[other])
            >= half + _digits_width(text_of[other], size) / 2 + (0.6 if other == dose else 0.3) * size
            for other in shown
        )
        if place != dose and clear and x_of[place] - half >= beside_zero:
            shown.append(place)
    shapes: list[Shape] = []
    for place in (0, *sorted(shown)):
        x, anchor = x_of[place], Anchor.MIDDLE
        if place == 0 and crowded:
            x, anchor = x + 0.3 * size, Anchor.END
        shapes.append(Words(x, barrel.bottom + size + 1, (Run(text_of[place], bold=place == dose),), size, anchor=anchor))
    return shapes


def _digits_width(text: str, size: float) -> float:
    """The width of figures in Liberation Sans, without asking a painter: 0.556 of the size, a point half of it."""
    return size * sum(0.278 if letter == "." else 0.556 for letter in text)


def _half_capsule(joint: float, end: float, top: float, bottom: float) -> tuple[tuple[float, float], ...]:
    """A tube from the joint to a round end, on either side."""
    radius, middle = (bottom - top) / 2, (top + bottom) / 2
    side = 1 if end > joint else -1
    centre = end - side * radius
    bend = (-pi / 2 + pi * part / 24 for part in range(25))
    return (
        (joint, top),
        *((centre + side * radius * cos(angle), middle + radius * sin(angle)) for angle in bend),
        (joint, bottom),
    )
