"""The step language: what one person does at the bench, with the numbers they read off the instrument.

Every amount is already rounded to what its instrument shows. Vessels are named; the table of effects stands in
`docs/interface.md`, section "The step language".
"""

from __future__ import annotations

from dataclasses import dataclass

from ldn_calc.quantities.values import Mass, Volume

__all__ = [
    "Bottle",
    "Count",
    "DiscardCapsules",
    "DiscardVessel",
    "Encapsulate",
    "FillTo",
    "Measure",
    "Mix",
    "Step",
    "TakeMass",
    "TakeVolume",
    "Transfer",
    "Weigh",
    "WeighTo",
]


@dataclass(frozen=True, slots=True)
class Weigh:
    """Weigh a material into a vessel on a balance."""

    material: str
    into: str
    mass: Mass
    instrument: str


@dataclass(frozen=True, slots=True)
class Count:
    """Count whole tablets into a vessel."""

    material: str
    into: str
    units: int


@dataclass(frozen=True, slots=True)
class Measure:
    """Measure a volume of vehicle into a vessel."""

    material: str
    into: str
    volume: Volume
    instrument: str


@dataclass(frozen=True, slots=True)
class Mix:
    """Make a vessel's content uniform: stir, invert, crush, triturate."""

    vessel: str
    how: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Move everything, then rinse with about so much of a vehicle into the same vessel."""

    source: str
    into: str
    rinse: Volume
    material: str


@dataclass(frozen=True, slots=True)
class FillTo:
    """Fill a graduated vessel up to a volume; the vessel is the instrument."""

    material: str
    vessel: str
    volume: Volume
    instrument: str


@dataclass(frozen=True, slots=True)
class WeighTo:
    """Weigh a filler until it and all that a vessel holds weigh so much together; what is in the vessel need not be weighed."""

    material: str
    into: str
    mass: Mass
    instrument: str


@dataclass(frozen=True, slots=True)
class TakeMass:
    """Weigh so much of a uniform powder out of one vessel into another."""

    source: str
    into: str
    mass: Mass
    instrument: str


@dataclass(frozen=True, slots=True)
class TakeVolume:
    """Measure so much of a uniform liquid out of one vessel into another."""

    source: str
    into: str
    volume: Volume
    instrument: str


@dataclass(frozen=True, slots=True)
class Encapsulate:
    """Fill so many capsules of one size with so much of a uniform powder each."""

    source: str
    into: str
    capsules: int
    size: str
    mass_each: Mass
    instrument: str


@dataclass(frozen=True, slots=True)
class Bottle:
    """Pour a volume of a uniform liquid into the patient's bottle."""

    source: str
    into: str
    volume: Volume
    instrument: str


@dataclass(frozen=True, slots=True)
class DiscardVessel:
    """Discard what is left in a vessel, with a witness."""

    vessel: str


@dataclass(frozen=True, slots=True)
class DiscardCapsules:
    """Discard extra capsules of a product, with a witness."""

    product: str
    capsules: int


Step = (
    Weigh
    | WeighTo
    | Count
    | Measure
    | Mix
    | Transfer
    | FillTo
    | TakeMass
    | TakeVolume
    | Encapsulate
    | Bottle
    | DiscardVessel
    | DiscardCapsules
)
