"""The printer's inverse: a printed plan read back into values, once, by the one door that papers, window, ranking and records use.

What was proved is the text; what prints is what is read of it here. `print_plan(read_plan(text)) == text`, or it is not read: so no
word of a plan can be lost or changed on the way. An amount that was printed with so many digits comes back as printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from ldn_calc.order.prescription import AssayBasis, Form, StrengthAs, Weekday, When
from ldn_calc.procedure.plan import (
    BalanceInstrument,
    BeyondUse,
    CapsuleDose,
    CapsuleProduct,
    CapsulesTaken,
    CoveredPhase,
    CylinderInstrument,
    Dose,
    Draw,
    FillerMaterial,
    Instrument,
    LiquidDose,
    LiquidProduct,
    Material,
    Plan,
    PowderMaterial,
    Product,
    ShellInstrument,
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
from ldn_calc.procedure.printer import print_plan
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
from ldn_calc.quantities.text import read_mass, read_share, read_strength, read_volume
from ldn_calc.quantities.values import Share

__all__ = ["UnreadablePlanError", "read_beyond_use", "read_instrument", "read_plan", "read_step"]


class UnreadablePlanError(ValueError):
    """A plan that no printer of ours wrote: something is missing, or cannot be read."""


def read_plan(printed: PrintedPlan) -> Plan:
    """Read a proved plan's text back into values.

    Raises:
        UnreadablePlanError: it does not print as the same text again: a key is missing, strange or of another kind, or an amount
            is not written as we write it.
    """
    try:
        plan = _plan(printed)
        again = print_plan(plan)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise UnreadablePlanError(f"{type(error).__name__}: {error}") from error
    if again != printed:
        raise UnreadablePlanError("the plan is not written as this program writes it")
    return plan


def _plan(printed: PrintedPlan) -> Plan:
    return Plan(
        form=Form(printed["form"]),
        lot=printed["lot"],
        strength_as=StrengthAs(printed["strength_as"]),
        materials={name: _material(each) for name, each in printed["materials"].items()},
        instruments={name: read_instrument(each) for name, each in printed["instruments"].items()},
        steps=tuple(map(read_step, printed["steps"])),
        products={name: _product(each) for name, each in printed["products"].items()},
        doses=tuple(map(_dose, printed["doses"])),
        beyond_use=read_beyond_use(printed["beyond_use"]),
        supply=_supply(printed["supply"]),
    )


def _material(printed: PrintedMaterial) -> Material:
    match printed["kind"]:
        case "powder":
            return PowderMaterial(
                printed["substance"],
                read_share(printed["assay"]),
                AssayBasis(printed["assay_basis"]),
                _share(printed.get("water")),
                _share(printed.get("solvents")),
                _share(printed.get("lod")),
                printed.get("lot"),
                _day(printed.get("expires_on")),
                Fraction(printed["drug_fraction"]),
            )
        case "tablet":
            each = printed.get("mass_per_unit")
            return TabletMaterial(
                read_mass(printed["strength"]),
                read_mass(printed["drug_per_unit"]),
                None if each is None else read_mass(each),
                printed.get("lot"),
                _day(printed.get("expires_on")),
            )
        case "filler":
            return FillerMaterial()
        case "vehicle":
            return VehicleMaterial(printed["formula"])
    raise ValueError(printed["kind"])


def read_instrument(printed: PrintedInstrument) -> Instrument:
    """Read an instrument back."""
    match printed["kind"]:
        case "balance":
            return BalanceInstrument(read_mass(printed["readability"]), read_mass(printed["minimum"]))
        case "cylinder":
            capacity, step, smallest = (read_volume(printed[key]) for key in ("capacity", "step", "smallest"))
            return CylinderInstrument(capacity, step, smallest, read_share(printed["tolerance"]))
        case "syringe":
            return SyringeInstrument(read_volume(printed["capacity"]), read_volume(printed["step"]))
        case "shell":
            return ShellInstrument(read_mass(printed["filler_fill"]), printed.get("material"))
    raise ValueError(printed["kind"])


def _take(step: PrintedStep) -> Step:
    if "mass" in step:
        return TakeMass(step["from"], step["into"], read_mass(step["mass"]), step["instrument"])
    return TakeVolume(step["from"], step["into"], read_volume(step["volume"]), step["instrument"])


def _discard(step: PrintedStep) -> Step:
    if "vessel" in step:
        return DiscardVessel(step["vessel"])
    return DiscardCapsules(step["product"], step["capsules"])


_STEPS: Final[Mapping[str, Callable[[PrintedStep], Step]]] = {
    "weigh": lambda step: Weigh(step["material"], step["into"], read_mass(step["mass"]), step["instrument"]),
    "weigh_to": lambda step: WeighTo(step["material"], step["into"], read_mass(step["mass"]), step["instrument"]),
    "count": lambda step: Count(step["material"], step["into"], step["units"]),
    "measure": lambda step: Measure(step["material"], step["into"], read_volume(step["volume"]), step["instrument"]),
    "mix": lambda step: Mix(step["vessel"], step["how"]),
    "transfer": lambda step: Transfer(step["from"], step["into"], read_volume(step["rinse"]), step["material"]),
    "fill_to": lambda step: FillTo(step["material"], step["vessel"], read_volume(step["volume"]), step["instrument"]),
    "take": _take,
    "encapsulate": lambda step: Encapsulate(
        step["from"], step["into"], step["capsules"], step["size"], read_mass(step["mass_each"]), step["instrument"]
    ),
    "bottle": lambda step: Bottle(step["from"], step["into"], read_volume(step["volume"]), step["instrument"]),
    "discard": _discard,
}


def read_step(printed: PrintedStep) -> Step:
    """Read a bench step back."""
    return _STEPS[printed["op"]](printed)


def _product(printed: PrintedProduct) -> Product:
    if printed["kind"] == "liquid":
        return LiquidProduct(read_strength(printed["strength"]), read_volume(printed["amount"]))
    return CapsuleProduct(read_mass(printed["strength"]), int(printed["amount"].removesuffix(" capsules")))


def _dose(printed: PrintedDose) -> Dose:
    taken: LiquidDose | CapsuleDose
    if "draws" in printed:
        draws = (Draw(read_volume(each["volume"]), each["instrument"]) for each in printed["draws"])
        taken = LiquidDose(printed["from"], tuple(draws))
    else:
        taken = CapsuleDose(tuple(CapsulesTaken(each["from"], each["count"]) for each in printed["capsules"]))
    return Dose(
        printed["phase"],
        When(printed["when"]),
        read_mass(printed["prescribed"]),
        read_mass(printed["delivered"]),
        taken,
        printed["count"],
        date.fromisoformat(printed["from_date"]),
        date.fromisoformat(printed["to_date"]),
        int(printed.get("every", 1)),
        tuple(Weekday(day) for day in printed.get("weekdays", [])),
    )


def read_beyond_use(printed: PrintedBeyondUse) -> BeyondUse:
    """Read the last day of use back."""
    last = date.fromisoformat(printed["date"])
    because = tuple(printed["because"])
    return BeyondUse(last, printed["days"], printed["storage_key"], printed["storage"], because, printed.get("hour"))


def _supply(printed: PrintedSupply) -> Supply:
    return Supply(
        printed["fill"],
        printed["from_day"],
        printed["days_prescribed"],
        printed["days_covered"],
        printed["next_from_day"],
        _day(printed["next_fill_by"]),
        tuple(CoveredPhase(each["phase"], each["days"], each["of"]) for each in printed["phases_covered"]),
    )


def _share(text: str | None) -> Share | None:
    return None if text is None else read_share(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
