"""A plan: bench steps over named vessels, what they use, what they make and how it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from string import ascii_uppercase

from ldn_calc.order.prescription import AssayBasis, Form, StrengthAs, Weekday, When
from ldn_calc.procedure.steps import Step
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = [
    "BalanceInstrument",
    "BeyondUse",
    "CapsuleDose",
    "CapsuleProduct",
    "CapsulesTaken",
    "CoveredPhase",
    "CylinderInstrument",
    "Dose",
    "Draw",
    "FillerMaterial",
    "Instrument",
    "LiquidDose",
    "LiquidProduct",
    "Material",
    "Plan",
    "PowderMaterial",
    "Product",
    "ShellInstrument",
    "Supply",
    "SyringeInstrument",
    "TabletMaterial",
    "VehicleMaterial",
]


@dataclass(frozen=True, slots=True)
class PowderMaterial:
    """Naltrexone powder; certificate as it was used, `drug_fraction` in mg of drug as `strength_as` per mg weighed."""

    substance: str
    assay: Share
    assay_basis: AssayBasis
    water: Share | None
    solvents: Share | None
    lod: Share | None
    lot: str | None
    expires_on: date | None
    drug_fraction: Fraction


@dataclass(frozen=True, slots=True)
class TabletMaterial:
    """Naltrexone tablets; `drug_per_unit` as `strength_as`."""

    strength: Mass
    drug_per_unit: Mass
    mass_per_unit: Mass | None
    lot: str | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class FillerMaterial:
    """A capsule filler."""


@dataclass(frozen=True, slots=True)
class VehicleMaterial:
    """A liquid made by a formula of the formulary."""

    formula: str


Material = PowderMaterial | TabletMaterial | FillerMaterial | VehicleMaterial


@dataclass(frozen=True, slots=True)
class BalanceInstrument:
    """A balance: it shows whole steps of `readability`, and nothing below `minimum` is weighed on it."""

    readability: Mass
    minimum: Mass


@dataclass(frozen=True, slots=True)
class CylinderInstrument:
    """A graduated cylinder."""

    capacity: Volume
    step: Volume
    smallest: Volume
    tolerance: Share


@dataclass(frozen=True, slots=True)
class SyringeInstrument:
    """An oral syringe."""

    capacity: Volume
    step: Volume


@dataclass(frozen=True, slots=True)
class ShellInstrument:
    """A capsule shell and the net weight of filler that fills it.

    Attributes:
        material: `gelatin` or `hpmc`, where it was asked for; None are the usual shells.
    """

    filler_fill: Mass
    material: str | None = None


Instrument = BalanceInstrument | CylinderInstrument | SyringeInstrument | ShellInstrument


@dataclass(frozen=True, slots=True)
class LiquidProduct:
    """A bottle with its label strength."""

    strength: Strength
    amount: Volume


@dataclass(frozen=True, slots=True)
class CapsuleProduct:
    """Capsules of one label strength, after discards."""

    strength: Mass
    amount: int


Product = LiquidProduct | CapsuleProduct


@dataclass(frozen=True, slots=True)
class Draw:
    """One filling of an oral syringe."""

    volume: Volume
    instrument: str


@dataclass(frozen=True, slots=True)
class CapsulesTaken:
    """So many capsules of one product."""

    product: str
    count: int


@dataclass(frozen=True, slots=True)
class LiquidDose:
    """How a dose is taken from a bottle; the volume is the sum of the draws."""

    product: str
    draws: tuple[Draw, ...]

    @property
    def volume(self) -> Volume:
        """All draws together."""
        return sum((draw.volume for draw in self.draws), Volume.of(0))


@dataclass(frozen=True, slots=True)
class CapsuleDose:
    """How a dose is taken as capsules."""

    capsules: tuple[CapsulesTaken, ...]


@dataclass(frozen=True, slots=True)
class Dose:
    """One dose of one phase of this fill at one time of day; `delivered` is what the rounded steps hold.

    It is taken on `count` days from `from_date` to `to_date`: on each, or `every` so many days, or on `weekdays`.
    """

    phase: int
    when: When
    prescribed: Mass
    delivered: Mass
    taken: LiquidDose | CapsuleDose
    count: int
    from_date: date
    to_date: date
    every: int = 1
    weekdays: tuple[Weekday, ...] = ()

    @property
    def draws(self) -> tuple[Draw, ...]:
        """The fillings of an oral syringe, in their order; none for capsules."""
        return self.taken.draws if isinstance(self.taken, LiquidDose) else ()

    @property
    def capsules(self) -> tuple[CapsulesTaken, ...]:
        """The capsules of each strength; none for a liquid."""
        return self.taken.capsules if isinstance(self.taken, CapsuleDose) else ()


@dataclass(frozen=True, slots=True)
class BeyondUse:
    """The last day of use.

    Attributes:
        days: days of use, the day made included when days are counted from it.
        storage: a key of the formulary's storages.
        storage_words: the same in English, as printed.
        because: one sentence a limit, the binding one first.
        hour: the hour on the last day, only where days are counted after the day made.
    """

    date: date
    days: int
    storage: str
    storage_words: str
    because: tuple[str, ...]
    hour: str | None = None


@dataclass(frozen=True, slots=True)
class CoveredPhase:
    """How many days of a phase this fill covers."""

    phase: int
    days: int
    of: int


@dataclass(frozen=True, slots=True)
class Supply:
    """Which days of the regimen this fill covers; `next_*` None when nothing is left."""

    fill: int
    from_day: int
    days_prescribed: int
    days_covered: int
    next_from_day: int | None
    next_fill_by: date | None
    phases_covered: tuple[CoveredPhase, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole bench plan; `form` is liquid or capsule, materials, instruments and products by the names steps use."""

    form: Form
    lot: str
    strength_as: StrengthAs
    materials: Mapping[str, Material]
    instruments: Mapping[str, Instrument]
    steps: tuple[Step, ...]
    products: Mapping[str, Product]
    doses: tuple[Dose, ...]
    beyond_use: BeyondUse
    supply: Supply

    def lot_of(self, product: str) -> str:
        """The lot that a product bears: its own where there are several, `240107-1-261122-0930-B`."""
        if len(self.products) == 1:
            return self.lot
        return f"{self.lot}-{ascii_uppercase[list(self.products).index(product)]}"
