"""The one maker of printed quantities: a plan's values become the text that is proved and printed."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from ldn_calc.order.prescription import Form
from ldn_calc.procedure.plan import (
    BalanceInstrument,
    BeyondUse,
    CylinderInstrument,
    Dose,
    FillerMaterial,
    Instrument,
    LiquidDose,
    LiquidProduct,
    Material,
    Plan,
    PowderMaterial,
    Product,
    Supply,
    SyringeInstrument,
    TabletMaterial,
    VehicleMaterial,
)
from ldn_calc.procedure.printed import (
    PrintedBeyondUse,
    PrintedDose,
    PrintedInstrument,
    PrintedMaterial,
    PrintedPlan,
    PrintedProduct,
    PrintedStep,
    PrintedSupply,
)
from ldn_calc.procedure.steps import (
    Bottle,
    Count,
    DiscardCapsules,
    DiscardVessel,
    Encapsulate,
    FillTo,
    Measure,
    Mix,
    Step,
    TakeMass,
    TakeVolume,
    Transfer,
    Weigh,
    WeighTo,
)
from ldn_calc.quantities.text import significant_text, write

__all__ = ["RESULT_DIGITS", "print_beyond_use", "print_instrument", "print_plan", "print_step", "product_amount"]

RESULT_DIGITS: Final = 6
"""Significant digits of results that do not terminate."""

_FRACTION_DIGITS: Final = 12
_TABLET_DIGITS: Final = 9


def print_plan(plan: Plan) -> PrintedPlan:
    """Write a plan as the contract's JSON values."""
    return {
        "form": "liquid" if plan.form is Form.LIQUID else "capsule",
        "lot": plan.lot,
        "strength_as": plan.strength_as.value,
        "materials": {name: _material(material) for name, material in plan.materials.items()},
        "instruments": {name: print_instrument(instrument) for name, instrument in plan.instruments.items()},
        "steps": [print_step(step) for step in plan.steps],
        "products": _products(plan),
        "doses": [_dose(dose) for dose in plan.doses],
        "beyond_use": print_beyond_use(plan.beyond_use),
        "supply": _supply(plan.supply),
    }


def product_amount(product: Product) -> str:
    """How much of a product there is, as the plan prints it: `60 mL`, `89 capsules`."""
    return write(product.amount) if isinstance(product, LiquidProduct) else f"{product.amount} capsules"


def _products(plan: Plan) -> dict[str, PrintedProduct]:
    """The products; more than one have a lot each, so that no record, label or code stands for both."""
    printed = {name: _product(product) for name, product in plan.products.items()}
    if len(printed) > 1:
        for name, product in printed.items():
            product["lot"] = plan.lot_of(name)
    return printed


def _material(material: Material) -> PrintedMaterial:
    match material:
        case PowderMaterial():
            printed: PrintedMaterial = {"kind": "powder", "substance": material.substance, "assay": write(material.assay)}
            printed["assay_basis"] = material.assay_basis.value
            if material.water is not None:
                printed["water"] = write(material.water)
            if material.solvents is not None:
                printed["solvents"] = write(material.solvents)
            if material.lod is not None:
                printed["lod"] = write(material.lod)
            _lot(printed, material.lot, material.expires_on)
            printed["drug_fraction"] = significant_text(material.drug_fraction, _FRACTION_DIGITS)
        case TabletMaterial():
            printed = {"kind": "tablet", "strength": write(material.strength)}
            _lot(printed, material.lot, material.expires_on)
            printed["drug_per_unit"] = write(material.drug_per_unit, _TABLET_DIGITS)
            if material.mass_per_unit is not None:
                printed["mass_per_unit"] = write(material.mass_per_unit)
        case FillerMaterial():
            printed = {"kind": "filler"}
        case VehicleMaterial():
            printed = {"kind": "vehicle", "formula": material.formula}
    return printed


def _lot(printed: PrintedMaterial, lot: str | None, expires_on: date | None) -> None:
    if lot is not None:
        printed["lot"] = lot
    if expires_on is not None:
        printed["expires_on"] = expires_on.isoformat()


def print_instrument(instrument: Instrument) -> PrintedInstrument:
    """Write an instrument with the figures that its readings are checked by."""
    match instrument:
        case BalanceInstrument():
            return {"kind": "balance", "readability": write(instrument.readability), "minimum": write(instrument.minimum)}
        case CylinderInstrument():
            return {
                "kind": "cylinder",
                "capacity": write(instrument.capacity),
                "step": write(instrument.step),
                "smallest": write(instrument.smallest),
                "tolerance": write(instrument.tolerance),
            }
        case SyringeInstrument():
            return {"kind": "syringe", "capacity": write(instrument.capacity), "step": write(instrument.step)}
        case _:
            shell: PrintedInstrument = {"kind": "shell", "filler_fill": write(instrument.filler_fill)}
            return shell if instrument.material is None else {**shell, "material": instrument.material}


def print_step(step: Step) -> PrintedStep:
    """Write a bench step."""
    match step:
        case Weigh(material, into, mass, instrument):
            return {"op": "weigh", "material": material, "into": into, "mass": write(mass), "instrument": instrument}
        case WeighTo(material, into, mass, instrument):
            return {"op": "weigh_to", "material": material, "into": into, "mass": write(mass), "instrument": instrument}
        case Count(material, into, units):
            return {"op": "count", "material": material, "into": into, "units": units}
        case Measure(material, into, volume, instrument):
            return {"op": "measure", "material": material, "into": into, "volume": write(volume), "instrument": instrument}
        case Mix(vessel, how):
            return {"op": "mix", "vessel": vessel, "how": how}
        case Transfer(source, into, rinse, material):
            return {"op": "transfer", "from": source, "into": into, "rinse": write(rinse), "material": material}
        case FillTo(material, vessel, volume, instrument):
            return {"op": "fill_to", "material": material, "vessel": vessel, "volume": write(volume), "instrument": instrument}
        case TakeMass(source, into, mass, instrument):
            return {"op": "take", "from": source, "into": into, "mass": write(mass), "instrument": instrument}
        case TakeVolume(source, into, volume, instrument):
            return {"op": "take", "from": source, "into": into, "volume": write(volume), "instrument": instrument}
        case Encapsulate(source, into, capsules, size, mass_each, instrument):
            return {
                "op": "encapsulate",
                "from": source,
                "into": into,
                "capsules": capsules,
                "size": size,
                "mass_each": write(mass_each),
                "instrument": instrument,
            }
        case Bottle(source, into, volume, instrument):
            return {"op": "bottle", "from": source, "into": into, "volume": write(volume), "instrument": instrument}
        case DiscardVessel(vessel):
            return {"op": "discard", "vessel": vessel}
        case DiscardCapsules(product, capsules):
            return {"op": "discard", "product": product, "capsules": capsules}


def _product(product: Product) -> PrintedProduct:
    kind: Literal["liquid", "capsule"] = "liquid" if isinstance(product, LiquidProduct) else "capsule"
    return {"kind": kind, "strength": write(product.strength), "amount": product_amount(product)}


def _dose(dose: Dose) -> PrintedDose:
    start: PrintedDose = {
        "phase": dose.phase,
        "when": dose.when.value,
        "prescribed": write(dose.prescribed),
        "delivered": write(dose.delivered, RESULT_DIGITS),
        "count": dose.count,
        "from_date": dose.from_date.isoformat(),
        "to_date": dose.to_date.isoformat(),
    }
    if dose.weekdays:
        start |= {"weekdays": [day.value for day in dose.weekdays]}
    elif dose.every != 1:
        start |= {"every": dose.every}
    if isinstance(dose.taken, LiquidDose):
        draws = dose.taken.draws
        return start | {
            "from": dose.taken.product,
            "volume": write(dose.taken.volume),
            "draws": [{"volume": write(draw.volume), "instrument": draw.instrument} for draw in draws],
        }
    return start | {"capsules": [{"from": taken.product, "count": taken.count} for taken in dose.taken.capsules]}


def print_beyond_use(beyond_use: BeyondUse) -> PrintedBeyondUse:
    """Write the last day of use, and why."""
    printed: PrintedBeyondUse = {
        "date": beyond_use.date.isoformat(),
        "days": beyond_use.days,
        "storage": beyond_use.storage_words,
        "storage_key": beyond_use.storage,
        "because": list(beyond_use.because),
    }
    if beyond_use.hour is not None:
        printed["hour"] = beyond_use.hour
    return printed


def _supply(supply: Supply) -> PrintedSupply:
    return {
        "fill": supply.fill,
        "from_day": supply.from_day,
        "days_prescribed": supply.days_prescribed,
        "days_covered": supply.days_covered,
        "next_from_day": supply.next_from_day,
        "next_fill_by": supply.next_fill_by.isoformat() if supply.next_fill_by else None,
        "phases_covered": [{"phase": each.phase, "days": each.days, "of": each.of} for each in supply.phases_covered],
    }
