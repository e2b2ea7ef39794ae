"""Capsules by fill weights.

Drug powder each = strength / drug fraction; filler each = filler fill x (1 - powder each / drug fill); both for every capsule
made, extras included, so that the strength of the blend does not change; mass each = blend / capsules made, rounded down to 0.1 mg.
Formulating Capsules Guide (percent fill); with no drug fill measured, drug takes the place of filler mass for mass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Shell
from ldn_calc.order.prescription import Preparation
from ldn_calc.planning.fills import filler_beside
from ldn_calc.planning.weighing import filler_on_balance, on_balance
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.rounding import down_to_step
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass

__all__ = [
    "CapsuleBatch",
    "Charge",
    "Fills",
    "Stock",
    "extra_capsules",
    "fill_each",
    "plan_batch",
    "portion_words",
]


@dataclass(frozen=True, slots=True)
class Fills:
    """What fills one shell: of filler, and of drug."""

    shell: Shell
    filler: str
    filler_fill: Mass
    drug_fill: Mass
    assumed: bool


@dataclass(frozen=True, slots=True)
class Stock:
    """A powder that batches are taken from: drug weighed or tablets crushed, with a diluent or without.

    Attributes:
        powder: what bears drug, weighed or as so many tablets.
        tablets: 0 where powder is weighed.
        diluent: of the filler; 0 mg where tablets are only crushed.
        fraction: mg of drug in 1 mg of `powder`.
    """

    powder: Mass
    tablets: int
    diluent: Mass
    fraction: Fraction

    @property
    def mass(self) -> Mass:
        """All of it."""
        return self.powder + self.diluent

    def take(self, mass: Mass) -> Charge:
        """So much of the stock as what brings the drug into a batch."""
        powder = mass * (self.powder / self.mass)
        return Charge(mass, powder, powder * self.fraction, 0, self)


@dataclass(frozen=True, slots=True)
class Charge:
    """What brings the drug into a batch: powder weighed, whole tablets crushed, or a part of a stock.

    Attributes:
        mass: all of it; `powder` is the part that bears drug, the rest is filler.
        drug: mg of drug, as the prescription states strength.
        tablets: how many were counted, 0 for anything weighed.
        stock: what it was taken from, None where it was weighed or counted directly.
    """

    mass: Mass
    powder: Mass
    drug: Mass
    tablets: int = 0
    stock: Stock | None = None

    @property
    def diluent(self) -> Mass:
        """Filler that comes with the drug."""
        return self.mass - self.powder


@dataclass(frozen=True, slots=True)
class CapsuleBatch:
    """One batch of one strength.

    Attributes:
        capsules: those that leave; `extra` more are made and discarded.
        powder_exact: powder for all capsules made before any rounding.
        charge: what really brings the drug in; `filler` is weighed in beside it.
        filler_each: filler in one capsule before rounding.
    """

    strength: Mass
    capsules: int
    extra: int
    powder_exact: Mass
    charge: Charge
    filler_each: Mass
    filler: Mass
    mass_each: Mass

    @property
    def made(self) -> int:
        """All capsules filled."""
        return self.capsules + self.extra

    @property
    def blend(self) -> Mass:
        """Drug and filler together, as weighed."""
        return self.charge.mass + self.filler

    @property
    def drug_each(self) -> Mass:
        """The drug in one capsule as the rounded steps make it."""
        return self.charge.drug * (self.mass_each / self.blend)

    @property
    def difference(self) -> Fraction:
        """How far one capsule is from its strength, as a fraction of it."""
        return self.drug_each / self.strength - 1


def extra_capsules(capsules: int, preparation: Preparation, formulary: Formulary) -> int:
    """How many more to make: as asked, else 5 %, at least 2, rounded up to whole capsules."""
    if preparation.extra_capsules is not None:
        return preparation.extra_capsules
    if preparation.overage is not None:
        return ceil(capsules * preparation.overage.fraction)
    share = formulary.policy_share("defaults", "overage")
    least = formulary.policy_count("defaults", "least_extra_capsules")
    return max(least, ceil(capsules * share.fraction))


def plan_batch(
    strength: Mass, capsules: int, extra: int, fraction: Fraction, fills: Fills, balance: BalanceInstrument, formulary: Formulary
) -> CapsuleBatch:
    """Reckon one batch from powder weighed directly; the caller judges whether it can be weighed and whether it fits the shell.

    Raises:
        ValueError: the drug alone takes more than the whole shell.
    """
    made = capsules + extra
    exact = strength / fraction * made
    weighed = on_balance(exact, balance)
    filler_each = filler_beside(strength / fraction, fills.drug_fill, fills.filler_fill)
    filler = filler_on_balance(filler_each * made, balance)
    charge = Charge(weighed, weighed, weighed * fraction)
    return CapsuleBatch(strength, capsules, extra, exact, charge, filler_each, filler, fill_each(weighed + filler, made, formulary))


def fill_each(blend: Mass, made: int, formulary: Formulary) -> Mass:
    """What goes into each capsule: its share of the blend, rounded down so that the last one is full."""
    step = formulary.policy_mass("capsules", "fill_step").milligrams
    return Mass(down_to_step(blend.milligrams / made, step))


def portion_words(portions: Sequence[Mass], balance: BalanceInstrument) -> str:
    """The portions as read off the balance: `135 mg, 270 mg, 540 mg and 1.08 g`."""
    words = [shown(write(on_balance(each, balance))) for each in portions]
    return (", ".join(words[:-1]) + " and " if words[:-1] else "") + words[-1] if words else ""
