"""The bench steps of a liquid: from the vessel with the drug to the patient's bottle."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from ldn_calc.formulary.records import Cylinder
from ldn_calc.planning.liquid import LiquidBatch, LiquidStock
from ldn_calc.procedure.steps import Bottle, DiscardVessel, FillTo, Measure, Mix, Step, TakeVolume, Transfer
from ldn_calc.quantities.rounding import down_to_step
from ldn_calc.quantities.values import Volume

__all__ = ["BOTTLE", "FIRST_PORTION", "make_up", "make_up_from_stock"]

BOTTLE: Final = "bottle 1"
FIRST_PORTION: Final = Fraction(6, 10)
"""How much of the final volume the drug is first dissolved in, about."""

SECOND: Final = " B"
"""What a second cylinder of one size adds to its name."""

Cylinders = Sequence[Cylinder]

_INVERT: Final = "cover and invert 10 times"
_RINSE: Final = Fraction(1, 10)
_EASY_STEPS: Final = (Fraction(10), Fraction(5), Fraction(1), Fraction(1, 2), Fraction(1, 5))


def make_up(batch: LiquidBatch, vessel: str, how: str, vehicle: str, cylinders: Cylinders) -> list[Step]:
    """Dissolve or suspend in part of the vehicle, transfer with a rinse, make up to volume, mix, bottle.

    Args:
        batch: what is made and bottled.
        vessel: where the drug is.
        how: how the first portion is mixed in.
        vehicle: the vehicle's name.
        cylinders: smallest first.
    """
    cylinder = batch.cylinder.name
    steps = [*_dissolve(batch.volume, cylinder, vessel, how, vehicle, cylinders), _bottle(batch, cylinder)]
    if batch.bottled != batch.volume:
        steps.append(DiscardVessel(cylinder))
    return steps


def make_up_from_stock(
    batch: LiquidBatch, stock: LiquidStock, vessel: str, how: str, vehicle: str, cylinders: Cylinders
) -> list[Step]:
    """Dissolve the drug to the stock's volume, take the part, make it up to the batch, mix, bottle, discard the rest."""
    first = stock.cylinder.name
    second = batch.cylinder.name + (SECOND if batch.cylinder.name == first else "")
    steps = [
        *_dissolve(stock.to_volume, first, vessel, how, vehicle, cylinders),
        TakeVolume(first, second, stock.take, stock.measure.name),
        FillTo(vehicle, second, batch.volume, batch.cylinder.name),
        Mix(second, _INVERT),
        _bottle(batch, second),
    ]
    if batch.bottled != batch.volume:
        steps.append(DiscardVessel(second))
    return [*steps, DiscardVessel(first)]


def _dissolve(volume: Volume, cylinder: str, vessel: str, how: str, vehicle: str, cylinders: Cylinders) -> list[Step]:
    first, measure = _first_portion(volume, cylinders)
    rinse = Volume(min(volume.millilitres - first.millilitres, _easy_part(volume, _RINSE) or _EASY_STEPS[-1]))
    return [
        Measure(vehicle, vessel, first, measure.name),
        Mix(vessel, how),
        Transfer(vessel, cylinder, rinse, vehicle),
        FillTo(vehicle, cylinder, volume, cylinder),
        Mix(cylinder, _INVERT),
    ]


def _bottle(batch: LiquidBatch, cylinder: str) -> Bottle:
    return Bottle(cylinder, BOTTLE, batch.bottled, batch.bottling.name)


def _first_portion(volume: Volume, cylinders: Cylinders) -> tuple[Volume, Cylinder]:
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
