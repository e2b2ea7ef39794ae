"""The error budget as bars: what each source of error does at worst, largest first, for screen and paper alike.

A filled bar is an error of the strength, which every dose shares and which adds up; an outlined bar is an error of single doses,
as they are drawn or filled. So the two are told apart without colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Rect, Role, Shape, Words
from ldn_calc.documents.words.runs import TIE, run, tie
from ldn_calc.procedure.printed import PrintedBudget, PrintedContribution
from ldn_calc.quantities.shown import error_shown, shown_in
from ldn_calc.quantities.text import read_share, significant_text
from ldn_calc.resources import read_toml

__all__ = ["MOST_BARS", "BudgetBar", "Kind", "budget_bars", "budget_chart", "budget_rows", "error_words"]

MOST_BARS: Final = 6
"""Bars of single contributions; what is left over is summed in one more."""

_LEAST_SHOWN: Final = Fraction(1, 1000)
_WORDS: Final = 0.56
"""Share of a row that its words may take."""

_BAR: Final = 0.6
"""Height of a bar, in sizes of its words."""


class Kind(Enum):
    """What a contribution is an error of; its words stand in the chart's key."""

    STRENGTH = "of the strength, shared by every dose"
    DOSE = "of single doses, as they are drawn or filled"
    REST = "several together"


@dataclass(frozen=True, slots=True)
class BudgetBar:
    """One bar: a contribution, or several small ones.

    Attributes:
        words: what it comes from, with its step.
        percent: its worst case as it is printed.
        share: the same as a share, for its length.
    """

    words: str
    percent: str
    share: Fraction
    kind: Kind


def budget_bars(budget: PrintedBudget) -> tuple[BudgetBar, ...]:
    """The contributions as the budget ranks them: at most six, and one bar for two or more that are left over.

    Doses that are off by the same are one bar, because each is off by itself: nine equal bars would hide the weighing. The bar for
    the rest is their plain sum: the most that they can do together.
    """
    bars: list[BudgetBar] = []
    alike = Counter(each["worst_case"] for each in budget["contributions"] if each["of"] == "dose")
    for each in budget["contributions"]:
        others = alike[each["worst_case"]] - 1 if each["of"] == "dose" else 0
        if others >= 0:
            bars.append(_bar(each, others))
        if each["of"] == "dose":
            alike[each["worst_case"]] = 0
    if len(bars) <= MOST_BARS + 1:
        return tuple(bars)
    rest = bars[MOST_BARS:]
    together = sum((bar.share for bar in rest), Fraction(0))
    percent = f"{significant_text(together * 100, 3)} %"
    return (*bars[:MOST_BARS], BudgetBar(f"{len(rest)} smaller ones together, at most", percent, together, Kind.REST))


def budget_chart(bars: Sequence[BudgetBar], width: float, size: float, measure: Callable[[str], float]) -> Drawing:
    """Draw the bars one under the other, on one scale from 0 to the longest.

    Args:
        bars: at least one.
        width: of the whole drawing, in points.
        size: of the words.
        measure: how wide a text is in that size, in the painter's own typeface.
    """
    longest, figures = _scale(bars, size, measure)
    shapes: list[Shape] = []
    y = 0.0
    for bar in bars:
        shapes.append(Words(width, y + size, run(error_words(bar.percent), bold=True), size, anchor=Anchor.END))
        for line in _wrapped(tie(bar.words), width - figures, measure):
            y += size * 1.3
            shapes.append(Words(0, y - 0.3 * size, run(line), size))
        y += 0.15 * size
        shapes.append(_rect(0, y, _length(bar, longest, width), _BAR * size, bar.kind))
        y += (_BAR + 0.75) * size
    for kind in dict.fromkeys(bar.kind for bar in bars):
        lines = _wrapped(kind.value, width - 2 * size, measure)
        shapes.append(_rect(0, y + 0.45 * size, 1.2 * size, _BAR * size, kind))
        for line in lines:
            y += size * 1.3
            shapes.append(Words(2 * size, y - 0.3 * size, run(line), size, Role.MUTED))
    return Drawing(width, y + 0.3 * size, tuple(shapes), _told(bars))


def budget_rows(bars: Sequence[BudgetBar], width: float, size: float, measure: Callable[[str], float]) -> Drawing:
    """The same bars in rows: words at the left, bar beside them, figure at the right; low, for a page with much else on it.

    Args:
        bars: at least one.
        width: of the whole drawing, in points.
        size: of the words.
        measure: how wide a text is in that size, in the painter's own typeface.
    """
    longest, figures = _scale(bars, size, measure)
    start = width * _WORDS
    room = width - start - figures
    shapes: list[Shape] = []
    y = 0.0
    for bar in bars:
        lines = _wrapped(tie(bar.words), start - size, measure)
        for line in lines:
            y += size * 1.3
            shapes.append(Words(0, y - 0.3 * size, run(line), size))
        shapes.append(_rect(start, y - 0.9 * size, _length(bar, longest, room), _BAR * size, bar.kind))
        shapes.append(Words(width, y - 0.3 * size, run(error_words(bar.percent), bold=True), size, anchor=Anchor.END))
    x = 0.0
    y += 1.45 * size
    for kind in dict.fromkeys(bar.kind for bar in bars):
        shapes.append(_rect(x, y - 0.9 * size, 1.2 * size, _BAR * size, kind))
        shapes.append(Words(x + 1.7 * size, y - 0.3 * size, run(kind.value), size, Role.MUTED))
        x += measure(kind.value) + 3.5 * size
    return Drawing(width, y + 0.1 * size, tuple(shapes), _told(bars))


def _told(bars: Sequence[BudgetBar]) -> str:
    """The bars in words."""
    words: dict[str, str] = read_toml("text/heard.toml")["en"]["record"]
    told = (words["bar"].format(source=bar.words, error=error_words(bar.percent), kind=bar.kind.value) for bar in bars)
    return words["bars"].format(bars=" ".join(told))


def error_words(percent: str) -> str:
    """An error for people: `± 1.4 %`, two digits, rounded up; what is under 0.1 % is no more than that.

    >>> error_words("1.37 %").replace(TIE, " "), error_words("0.00769 %").replace(TIE, " ")
    ('± 1.4 %', 'under 0.1 %')
    """
    if read_share(percent).fraction < _LEAST_SHOWN:
        return tie("under 0.1 %")
    return f"±{TIE}{tie(error_shown(percent))}"


def _bar(found: PrintedContribution, others: int) -> BudgetBar:
    words = shown_in(found["from"])
    if others:
        words += f"; {others} other {'dose' if others == 1 else 'doses'} the same"
    said = f"{words[:1].upper()}{words[1:]}" if found["step"] is None else f"Step {found['step']}: {words}"
    kind = Kind.STRENGTH if found["of"] == "strength" else Kind.DOSE
    return BudgetBar(said, found["worst_case"], read_share(found["worst_case"]).fraction, kind)


def _scale(bars: Sequence[BudgetBar], size: float, measure: Callable[[str], float]) -> tuple[Fraction, float]:
    """The share that the full length stands for, and the room that the widest figure takes."""
    longest = max((bar.share for bar in bars), default=Fraction(0)) or Fraction(1)
    return longest, max(measure(error_words(bar.percent)) for bar in bars) * 1.08 + size


def _length(bar: BudgetBar, longest: Fraction, room: float) -> float:
    """How long a bar is where the longest fills `room`; never so short that it is not seen."""
    return max(1.0, room * int(bar.share / longest * 1_000_000) / 1_000_000)


def _rect(x: float, y: float, across: float, down: float, kind: Kind) -> Rect:
    fill = {Kind.STRENGTH: Role.SEAL, Kind.DOSE: Role.BODY, Kind.REST: Role.ROD}[kind]
    return Rect(x + 0.5, y, across - 1, down, fill, Role.OUTLINE, 1.0)


def _wrapped(words: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """Lines no wider than `room`, broken at spaces; a single word wider than that stands alone."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
