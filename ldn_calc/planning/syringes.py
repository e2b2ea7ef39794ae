"""How a volume is drawn up: on a mark of a real syringe, in two draws, or at a midpoint; else not at all.

A whole regimen is drawn with one syringe where that costs little: a person who has one syringe cannot take up the wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from ldn_calc.formulary.records import Syringe, SyringeTolerance
from ldn_calc.quantities.rounding import down_to_step, is_on_step, up_to_step
from ldn_calc.quantities.values import Share, Volume

__all__ = ["Drawing", "Fit", "draw_all", "draw_up", "iso_tolerance", "marks_beside"]


class Fit(Enum):
    """How well a volume fits the syringes, best first."""

    MARK = 0
    TWO_DRAWS = 1
    MIDPOINT = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """The draws that make up a volume, all with one syringe."""

    syringe: Syringe
    draws: tuple[Volume, ...]
    fit: Fit

    @property
    def smallest(self) -> Volume:
        """The smallest of the draws."""
        return min(self.draws)

    def error(self, figures: SyringeTolerance) -> Fraction:
        """How far off the dose can be by its draws alone, as a share of it (ISO 7886-1): the limits of its draws add."""
        off = sum((iso_tolerance(draw, self.syringe.capacity, figures) for draw in self.draws), Volume.of(0))
        return off / sum(self.draws, Volume.of(0))


def draw_up(volume: Volume, syringes: Sequence[Syringe]) -> Drawing | None:
    """Find the draws for a volume; `syringes` smallest first. None where no syringe measures it.

    The smallest syringe on whose mark it falls; else two draws with one syringe, the first as large as it can be; else the
    midpoint between two marks.

    >>> from ldn_calc.formulary.formulary import shipped_formulary
    >>> found = draw_up(Volume(Fraction("4.5")), shipped_formulary().syringes)
    >>> found.syringe.name, [float(each.millilitres) for each in found.draws]
    ('3 mL oral syringe', [3.0, 1.5])
    """
    for syringe in syringes:
        if volume <= syringe.capacity and is_on_step(volume.millilitres, syringe.step.millilitres):
            return Drawing(syringe, (volume,), Fit.MARK)
    for syringe in syringes:
        if syringe.capacity < volume <= syringe.capacity * 2 and is_on_step(volume.millilitres, syringe.step.millilitres):
            return Drawing(syringe, (syringe.capacity, volume - syringe.capacity), Fit.TWO_DRAWS)
    for syringe in syringes:
        half_step = syringe.step.millilitres / Fraction(2)
        if volume <= syringe.capacity and is_on_step(volume.millilitres, half_step):
            return Drawing(syringe, (volume,), Fit.MIDPOINT)
    return None


def draw_all(
    volumes: Sequence[Volume], syringes: Sequence[Syringe], figures: SyringeTolerance, growth: Share, least: Volume
) -> list[Drawing | None]:
    """The draws for all volumes of a regimen; `syringes` smallest first, `figures` how far off they may be.

    With one syringe where every volume falls as well on its marks as with the smallest syringe each, no draw is under `least`
    because of it, and the widest error of a draw grows by no more than `growth` of itself; else each with its smallest.

    2 and 4 mL are both drawn with the 5 mL syringe; 0.5 and 1.5 mL are not both drawn with the 3 mL one (11 % in place of 5 %).

    >>> from ldn_calc.formulary.formulary import shipped_formulary
    >>> def syringes_for(*volumes):
    ...     wanted = [Volume(Fraction(each)) for each in volumes]
    ...     rows = shipped_formulary()
    ...     found = draw_all(wanted, rows.syringes, rows.syringe_tolerance, Share.percent(33), Volume(Fraction("0.2")))
    ...     return [each.syringe.name for each in found]
    >>> syringes_for("2", "4"), syringes_for("0.5", "1.5")
    (['5 mL oral syringe', '5 mL oral syringe'], ['1 mL oral syringe', '3 mL oral syringe'])
    """
    smallest = [draw_up(volume, syringes) for volume in volumes]
    found = [drawing for drawing in smallest if drawing is not None]
    if len(found) < len(smallest) or len({drawing.syringe.name for drawing in found}) < 2:
        return smallest
    most = max(drawing.error(figures) for drawing in found) * (1 + growth.fraction)
    for syringe in syringes:
        one = [drawing for drawing in (draw_up(volume, [syringe]) for volume in volumes) if drawing is not None]
        if len(one) == len(found) and all(
            new.fit.value <= old.fit.value and new.smallest >= min(old.smallest, least) and new.error(figures) <= most
            for new, old in zip(one, found, strict=True)
        ):
            return list(one)
    return smallest


def marks_beside(volume: Volume, step: Volume) -> tuple[Volume, Volume]:
    """The marks at or below, and at or above, a volume: 4.5 mL lies between 4.4 and 4.6 mL where marks are 0.2 mL apart."""
    size = step.millilitres
    return Volume(down_to_step(volume.millilitres, size)), Volume(up_to_step(volume.millilitres, size))


def iso_tolerance(volume: Volume, capacity: Volume, figures: SyringeTolerance) -> Volume:
    """How far off a syringe's graduation may be, up or down, at a volume (ISO 7886-1, graduated capacity).

    Below half the capacity a share of the capacity and one of the volume, from half on one of the volume alone: the policies'
    row `syringe_tolerance`, with its source.

    4 mL in a 10 mL syringe: 1.5 % of 10 mL and 1 % of 4 mL, 0.15 + 0.04 mL.

    >>> from ldn_calc.formulary.formulary import shipped_formulary
    >>> iso_tolerance(Volume.of(4), Volume.of(10), shipped_formulary().syringe_tolerance)
    Volume(millilitres=Fraction(19, 100))
    """
    of_capacity, of_volume = figures.shares(volume, capacity)
    drawn = of_volume.of_(volume)
    return drawn if of_capacity is None else of_capacity.of_(capacity) + drawn
