"""Capsule weights as dots: each capsule by its number, with the target, the limits and the mean.

What lies outside is told by its shape and a word, never by colour alone: a triangle that points the way it is off, and
"7 above" beside it. The same shapes are painted on the screen and on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin
from typing import Final

from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Line, Polygon, Rect, Role, Run, Shape, Words
from ldn_calc.quantities.text import decimal_text, significant_text
from ldn_calc.quantities.values import Mass

__all__ = ["WeightsPlot", "weights_plot"]

_DASH: Final = 4.0
_RADIUS: Final = 3.0
_OUTSIDE: Final = 4.5
_CORNERS: Final = 16
_WAYS: Final = ("below", "above")


@dataclass(frozen=True, slots=True)
class WeightsPlot:
    """What is drawn.

    Attributes:
        weights: of the capsules in their order, the first is number 1.
        target: what each should weigh; None where the mean is what they are held against.
        mean: of the weights.
        low: the least that is inside the limits.
        high: the most that is inside the limits.
        limits: the words of the two limits, the lower first, as in "−10 %" and "+10 %".
    """

    weights: tuple[Mass, ...]
    target: Mass | None
    mean: Mass
    low: Mass
    high: Mass
    limits: tuple[str, str] = ("−10 %", "+10 %")

    def outside(self) -> dict[int, str]:
        """The numbers of the capsules outside the limits, each with `below` or `above`."""
        return {
            number: "below" if weight < self.low else "above"
            for number, weight in enumerate(self.weights, start=1)
            if not self.low <= weight <= self.high
        }

    def words(self) -> str:
        """What the drawing shows, for those who do not see it."""
        held = f"target {_text(self.target)}, " if self.target is not None else ""
        limits = f"limits {_text(self.low)} to {_text(self.high)}"
        return f"{len(self.weights)} weights, {held}mean {_text(self.mean)}, {limits}. {self.outside_words()}"

    def outside_words(self) -> str:
        """One sentence that names every capsule outside the limits, and on which side."""
        said = [f"{number} {where}" for number, where in self.outside().items()]
        return f"Outside the limits: number {', '.join(said)}." if said else f"All {len(self.weights)} inside the limits."


def weights_plot(plot: WeightsPlot, width: float, size: float) -> Drawing:
    """Draw the weights `width` points wide with words of `size` points.

    Raises:
        ValueError: there are no weights.
    """
    if not plot.weights:
        raise ValueError("there are no weights to draw")
    frame = _Frame.around(plot, width, size)
    shapes: list[Shape] = [
        Rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, Role.BODY, Role.OUTLINE, 0.8),
        *_levels(plot, frame),
        *_numbers(plot, frame),
        *_dots(plot, frame),
    ]
    return Drawing(width, frame.bottom + 2.6 * size, tuple(shapes), plot.words())


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where weights and numbers lie, in points; `least` and `most` are the milligrams at bottom and top."""

    left: float
    right: float
    top: float
    bottom: float
    least: float
    most: float
    count: int
    size: float

    @classmethod
    def around(cls, plot: WeightsPlot, width: float, size: float) -> _Frame:
        """Room for all weights and both limits, and for a word above the highest and under the lowest."""
        found = [float(each.milligrams) for each in (*plot.weights, plot.low, plot.high)]
        words = max(_wide(words, size) for words, _ in _level_words(plot))
        height = max(140.0, min(200.0, width * 0.42))
        margin = size + 2 * _OUTSIDE + 4
        air = (max(found) - min(found) or 1.0) * margin / (height - 2 * margin)
        return cls(1.0, width - words - 8.0, 1.0, height, min(found) - air, max(found) + air, len(plot.weights), size)

    def y(self, weight: Mass) -> float:
        """How far down a weight lies."""
        share = (float(weight.milligrams) - self.least) / (self.most - self.least)
        return self.bottom - share * (self.bottom - self.top)

    def x(self, number: int) -> float:
        """How far right a capsule lies."""
        return self.left + _OUTSIDE + (self.right - self.left - 2 * _OUTSIDE) * (number - 0.5) / self.count

    def start(self, words: str, number: int) -> float:
        """Where words about a capsule begin: in the middle over it, moved to stay in the frame."""
        wide = _wide(words, self.size)
        return min(max(self.x(number) - wide / 2, self.left + 3), self.right - wide - 3)


def _level_words(plot: WeightsPlot) -> list[tuple[str, Mass]]:
    """The levels, each with the words at its right, the highest first."""
    found = [(f"{plot.limits[1]}  {_text(plot.high)}", plot.high), (f"{plot.limits[0]}  {_text(plot.low)}", plot.low)]
    if plot.target is not None:
        found.append((f"target  {_text(plot.target)}", plot.target))
    found.append((f"mean  {_text(plot.mean)}", plot.mean))
    return sorted(found, key=lambda each: each[1].milligrams, reverse=True)


def _levels(plot: WeightsPlot, frame: _Frame) -> list[Shape]:
    """Limits dashed, the target whole, the mean thick; their words at the right, moved apart where they would touch."""
    shapes: list[Shape] = []
    baselines = _apart([frame.y(weight) + 0.35 * frame.size for _, weight in _level_words(plot)], 1.2 * frame.size, frame)
    for (words, weight), baseline in zip(_level_words(plot), baselines, strict=True):
        y = frame.y(weight)
        if words.startswith("mean"):
            shapes.append(Line(frame.left, y, frame.right, y, 2.0, Role.DOSE))
        elif words.startswith("target"):
            shapes.append(Line(frame.left, y, frame.right, y, 1.0, Role.OUTLINE))
        else:
            shapes += _dashed(frame, y)
        shapes.append(Line(frame.right, y, frame.right + 5, baseline - 0.35 * frame.size, 0.8, Role.MUTED))
        run = Run(words, bold=words.startswith("mean"))
        shapes.append(Words(frame.right + 8, baseline, (run,), frame.size, Role.TEXT))
    return shapes


def _apart(baselines: list[float], lead: float, frame: _Frame) -> list[float]:
    """The same lines of words from the top down, none nearer to the one before than `lead`, none under the frame."""
    moved: list[float] = []
    for baseline in baselines:
        moved.append(max(baseline, moved[-1] + lead) if moved else max(baseline, frame.top + frame.size * 0.8))
    floor = frame.bottom
    for place in reversed(range(len(moved))):
        moved[place] = min(moved[place], floor)
        floor = moved[place] - lead
    return moved


def _dashed(frame: _Frame, y: float) -> list[Shape]:
    dashes: list[Shape] = []
    x = frame.left
    while x < frame.right:
        dashes.append(Line(x, y, min(x + _DASH, frame.right), y, 1.25, Role.OUTLINE))
        x += 2 * _DASH
    return dashes


def _numbers(plot: WeightsPlot, frame: _Frame) -> list[Shape]:
    """Numbers of capsules under the frame: the first, the last and round ones that have room; then what they are."""
    step = next(step for step in (1, 5, 10, 20, 50, 100) if (frame.right - frame.left) * step / frame.count >= 2.2 * frame.size)
    shown = [number for number in range(1, frame.count + 1) if number % step == 0 or number == 1]
    baseline = frame.bottom + 1.1 * frame.size
    shapes: list[Shape] = [
        Words(frame.x(number), baseline, (Run(str(number)),), frame.size, Role.MUTED, Anchor.MIDDLE) for number in shown
    ]
    middle = (frame.left + frame.right) / 2
    shapes.append(Words(middle, baseline + 1.2 * frame.size, (Run("capsule number"),), frame.size, Role.MUTED, Anchor.MIDDLE))
    return shapes


def _dots(plot: WeightsPlot, frame: _Frame) -> list[Shape]:
    outside = plot.outside()
    words = {way: _words_beside([number for number, where in outside.items() if where == way], way, frame) for way in _WAYS}
    shapes: list[Shape] = []
    for number, weight in enumerate(plot.weights, start=1):
        x, y = frame.x(number), frame.y(weight)
        where = outside.get(number)
        if where is None:
            shapes.append(Polygon(_circle(x, y), Role.MARK, Role.BODY, 0.8))
            continue
        up = -1 if where == "above" else 1
        corners = ((x - _OUTSIDE, y - up * _OUTSIDE), (x + _OUTSIDE, y - up * _OUTSIDE), (x, y + up * _OUTSIDE))
        shapes.append(Polygon(corners, Role.FLAG, Role.OUTLINE, 1.0))
        if said := words[where].get(number):
            baseline = y - _OUTSIDE - 3 if where == "above" else y + _OUTSIDE + frame.size
            shapes.append(Words(frame.start(said, number), baseline, (Run(said, bold=True),), frame.size))
    return shapes


def _words_beside(numbers: list[int], where: str, frame: _Frame) -> dict[int, str]:
    """Number and word for each of these capsules where all have room; else the numbers alone, as many as have."""
    written: dict[int, str] = {}
    for suffix in (f" {where}", ""):
        written, end = {}, 0.0
        for number in numbers:
            said = f"{number}{suffix}"
            if frame.start(said, number) >= end:
                written[number] = said
                end = frame.start(said, number) + _wide(said, frame.size) + 3
        if len(written) == len(numbers):
            break
    return written


def _circle(x: float, y: float) -> tuple[tuple[float, float], ...]:
    return tuple(
        (x + _RADIUS * cos(2 * pi * corner / _CORNERS), y + _RADIUS * sin(2 * pi * corner / _CORNERS)) for corner in range(_CORNERS)
    )


def _wide(words: str, size: float) -> float:
    """About how wide a line is: no letter of the two typefaces is wider than this on the average."""
    return 0.62 * size * len(words)


def _text(weight: Mass) -> str:
    """A weight with its unit, four digits where it does not end."""
    number = Fraction(weight.milligrams)
    whole = number.denominator == 1 or (number * 100).denominator == 1
    return f"{decimal_text(number) if whole else significant_text(number, 4)} mg"
