"""How a volume is drawn up: on a mark of a real syringe, in two draws, or at a midpoint; else not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from ldn_calc.formulary.records import Syringe, SyringeTolerance
from ldn_calc.quantities.rounding import down_to_step, is_on_step, up_to_step
from ldn_calc.quantities.values import Volume

__all__ = ["Drawing", "Fit", "draw_up", "iso_tolerance", "marks_beside"]


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
