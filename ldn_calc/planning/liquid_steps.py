"""The bench steps of a liquid: from the vessel with the drug to the patient's bottle."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from ldn_calc.formulary.records import Cylinder
from ldn_calc.planning.liquid import LiquidBatch
from ldn_calc.procedure.steps import Bottle, DiscardVessel, FillTo, Measure, Mix, Step, Transfer
from ldn_calc.quantities.rounding import down_to_step
from ldn_calc.quantities.values import Volume

__all__ = ["BOTTLE", "FIRST_PORTION", "make_up"]

BOTTLE: Final = "bottle 1"
FIRST_PORTION: Final = Fraction(6, 10)
"""How much of the final volume the drug is first dissolved in, about."""

_RINSE: Final = Fraction(1, 10)
_EASY_STEPS: Final = (Fraction(10), Fraction(5), Fraction(1), Fraction(1, 2), Fraction(1, 5))


def make_up(batch: LiquidBatch, vessel: str, how: str, vehicle: str, cylinders: Sequence[Cylinder]) -> list[Step]:
    """Dissolve or suspend in part of the vehicle, transfer with a rinse, make up to volume, mix, bottle.

    Args:
        batch: what is made and bottled.
        vessel: where the drug is.
        how: how the first portion is mixed in.
        vehicle: the vehicle's name.
        cylinders: smallest first.
    """
    cylinder = batch.cylinder.name
    first, measure = _first_portion(batch.volume, cylinders)
    rinse = Volume(min(batch.volume.millilitres - first.millilitres, _easy_part(batch.volume, _RINSE)))
    steps: list[Step] = [
        Measure(vehicle, vessel, first, measure.name),
        Mix(vessel, how),
        Transfer(vessel, cylinder, rinse, vehicle),
        FillTo(vehicle, cylinder, batch.volume, cylinder),
        Mix(cylinder, "cover and invert 10 times"),
        Bottle(cylinder, BOTTLE, batch.bottled, batch.bottling.name),
    ]
    if batch.bottled != batch.volume:
        steps.append(DiscardVessel(cylinder))
    return steps


def _first_portion(volume: Volume, cylinders: Sequence[Cylinder]) -> tuple[Volume, Cylinder]:
    """A round figure of about 60 % that some cylinder shows."""
    wanted = _easy_part(volume, FIRST_PORTION)
    for cylinder in cylinders:
        shown = max(Volume(down_to_step(wanted, cylinder.step.millilitres)), cylinder.smallest)
        if shown <= cylinder.capacity and shown.millilitres >= wanted - cylinder.step.millilitres:
            return shown, cylinder
    raise ValueError(f"no cylinder measures {wanted} mL")


def _easy_part(volume: Volume, part: Fraction) -> Fraction:
    """A part of a volume in millilitres, rounded down to a figure that is easy to read."""
    wanted = volume.millilitres * part
    step = next((each for each in _EASY_STEPS if wanted >= each * 2), _EASY_STEPS[-1])
    return down_to_step(wanted, step)
