"""The bench steps of a liquid: from the vessel with the drug to the patient's bottle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.formulary.records import Cylinder
from ldn_calc.planning.liquid import LiquidBatch, LiquidStock
from ldn_calc.planning.portions import first_portion, rinse_of
from ldn_calc.procedure.steps import Bottle, DiscardVessel, FillTo, Measure, Mix, Step, TakeVolume, Transfer
from ldn_calc.quantities.values import Volume

__all__ = ["BOTTLE", "make_up", "make_up_from_stock"]

BOTTLE: Final = "bottle 1"
SECOND: Final = " B"
"""What a second cylinder of one size adds to its name."""

Cylinders = Sequence[Cylinder]

_INVERT: Final = "cover and invert 10 times"


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
    first, measure = first_portion(volume, cylinders)
    return [
        Measure(vehicle, vessel, first, measure.name),
        Mix(vessel, how),
        Transfer(vessel, cylinder, rinse_of(volume, first), vehicle),
        FillTo(vehicle, cylinder, volume, cylinder),
        Mix(cylinder, _INVERT),
    ]


def _bottle(batch: LiquidBatch, cylinder: str) -> Bottle:
    return Bottle(cylinder, BOTTLE, batch.bottled, batch.bottling.name)
