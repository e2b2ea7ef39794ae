"""A vehicle as a preparation of its own: bench steps over named vessels, as a plan's, but nothing of them is for a patient.

What was proved is the text; what prints is what is read of it here: `print_vehicle(read_vehicle(text)) == text`, or it is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ldn_calc.procedure.plan import BeyondUse, Instrument
from ldn_calc.procedure.printer import print_beyond_use, print_instrument, print_step
from ldn_calc.procedure.reader import UnreadablePlanError, read_beyond_use, read_instrument, read_step
from ldn_calc.procedure.steps import Step
from ldn_calc.quantities.text import read_mass, read_volume, write
from ldn_calc.quantities.values import Mass, Volume

__all__ = ["STOCK_BOTTLE", "IngredientMaterial", "PlannedIngredient", "VehiclePlan", "print_vehicle", "read_vehicle"]

STOCK_BOTTLE: Final = "stock bottle"
"""What the steps fill: the pharmacy's own bottle, which no patient is given."""


@dataclass(frozen=True, slots=True)
class IngredientMaterial:
    """One thing from the shelf, with the last day it may be used where that was entered."""

    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedIngredient:
    """How much of an ingredient is due and how much is taken: a mass is weighed, a volume measured.

    Attributes:
        of_hundred: of 100 mL, as the vehicle's row has it.
        due: for the volume made, exactly.
        amount: what the instruments show of it.
    """

    name: str
    of_hundred: Mass | Volume
    due: Mass | Volume
    amount: Mass | Volume


@dataclass(frozen=True, slots=True)
class VehiclePlan:
    """How so much of a vehicle is made, its lot, and how long it keeps; materials and instruments by the names steps use."""

    vehicle: str
    name: str
    version: str
    lot: str
    made_on: date
    volume: Volume
    materials: Mapping[str, IngredientMaterial]
    instruments: Mapping[str, Instrument]
    steps: tuple[Step, ...]
    ingredients: tuple[PlannedIngredient, ...]
    beyond_use: BeyondUse


def print_vehicle(plan: VehiclePlan) -> dict[str, Any]:
    """Write a vehicle's plan as the contract's JSON values."""
    return {
        "vehicle": plan.vehicle,
        "name": plan.name,
        "version": plan.version,
        "lot": plan.lot,
        "made_on": plan.made_on.isoformat(),
        "volume": write(plan.volume),
        "materials": {name: _material(material) for name, material in plan.materials.items()},
        "instruments": {name: print_instrument(instrument) for name, instrument in plan.instruments.items()},
        "steps": [print_step(step) for step in plan.steps],
        "products": {STOCK_BOTTLE: {"kind": "vehicle", "amount": write(plan.volume)}},
        "ingredients": [
            {"name": each.name, "of_100_mL": write(each.of_hundred), "due": write(each.due), "amount": write(each.amount)}
            for each in plan.ingredients
        ],
        "beyond_use": print_beyond_use(plan.beyond_use),
    }


def read_vehicle(printed: Mapping[str, Any]) -> VehiclePlan:
    """Read a proved vehicle's text back into values.

    Raises:
        UnreadablePlanError: it does not print as the same text again.
    """
    try:
        plan = VehiclePlan(
            printed["vehicle"],
            printed["name"],
            printed["version"],
            printed["lot"],
            date.fromisoformat(printed["made_on"]),
            read_volume(printed["volume"]),
            {name: IngredientMaterial(_day(each.get("expires_on"))) for name, each in printed["materials"].items()},
            {name: read_instrument(each) for name, each in printed["instruments"].items()},
            tuple(map(read_step, printed["steps"])),
            tuple(
                PlannedIngredient(each["name"], _amount(each["of_100_mL"]), _amount(each["due"]), _amount(each["amount"]))
                for each in printed["ingredients"]
            ),
            read_beyond_use(printed["beyond_use"]),
        )
        again = print_vehicle(plan)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise UnreadablePlanError(f"{type(error).__name__}: {error}") from error
    if again != printed:
        raise UnreadablePlanError("the vehicle is not written as this program writes it")
    return plan


def _material(material: IngredientMaterial) -> dict[str, str]:
    kind = {"kind": "ingredient"}
    return kind if material.expires_on is None else {**kind, "expires_on": material.expires_on.isoformat()}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _amount(text: str) -> Mass | Volume:
    return read_volume(text) if text.endswith("mL") else read_mass(text)
