"""How a volume is drawn up: on a mark of a real syringe, in two draws, or at a midpoint; else not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from ldn_calc.formulary.records import Syringe
from ldn_calc.quantities.rounding import is_on_step
from ldn_calc.quantities.values import Volume

__all__ = ["Drawing", "Fit", "draw_up"]


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
