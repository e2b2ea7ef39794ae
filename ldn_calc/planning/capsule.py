"""Capsules by fill weights.

Drug each = strength / drug fraction; filler each = filler fill x (1 - drug each / drug fill); both for every capsule made,
extras included, so that the strength of the blend does not change; mass each = blend / capsules made, rounded down to 0.1 mg.
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
from ldn_calc.planning.weighing import on_balance
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.rounding import down_to_step
from ldn_calc.quantities.text import read_mass, read_share, write
from ldn_calc.quantities.values import Mass

__all__ = ["CapsuleBatch", "Fills", "extra_capsules", "geometric_portions", "plan_batch", "portion_words"]


@dataclass(frozen=True, slots=True)
class Fills:
    """What fills one shell: of filler, and of drug."""

    shell: Shell
    filler: str
    filler_fill: Mass
    drug_fill: Mass
    assumed: bool


@dataclass(frozen=True, slots=True)
class CapsuleBatch:
    """One batch of one strength.

    Attributes:
        capsules: those that leave; `extra` more are made and discarded.
        drug_exact: powder for all capsules made before the balance's rounding; `drug` is what is weighed.
        filler_each: filler in one capsule before rounding.
    """

    strength: Mass
    capsules: int
    extra: int
    drug_exact: Mass
    drug: Mass
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
        return self.drug + self.filler


def extra_capsules(capsules: int, preparation: Preparation, formulary: Formulary) -> int:
    """How many more to make: as asked, else 5 %, at least 2, rounded up to whole capsules."""
    if preparation.extra_capsules is not None:
        return preparation.extra_capsules
    if preparation.overage is not None:
        return ceil(capsules * preparation.overage.fraction)
    share = read_share(formulary.policy("defaults", "overage"))
    least: int = formulary.policy("defaults", "least_extra_capsules")
    return max(least, ceil(capsules * share.fraction))


def plan_batch(
    strength: Mass, capsules: int, extra: int, fraction: Fraction, fills: Fills, balance: BalanceInstrument, formulary: Formulary
) -> CapsuleBatch:
    """Reckon one batch; the caller judges whether it can be weighed and whether it fits the shell.

    Raises:
        ValueError: the drug alone takes more than the whole shell.
    """
    made = capsules + extra
    drug_each = strength / fraction
    filler_each = filler_beside(drug_each, fills.drug_fill, fills.filler_fill)
    drug_exact = drug_each * made
    drug = on_balance(drug_exact, balance)
    filler = on_balance(filler_each * made, balance)
    step = read_mass(formulary.policy("capsules", "fill_step")).milligrams
    mass_each = Mass(down_to_step((drug + filler).milligrams / made, step))
    return CapsuleBatch(strength, capsules, extra, drug_exact, drug, filler_each, filler, mass_each)


def geometric_portions(drug: Mass, total: Mass) -> tuple[Mass, ...]:
    """Portions of filler for geometric dilution: each about as much as is already in the mortar.

    >>> [float(each.milligrams) for each in geometric_portions(Mass.of(270), Mass(Fraction("7894.5")))]
    [270.0, 540.0, 1080.0, 2160.0, 3574.5]
    """
    portions: list[Mass] = []
    inside = drug
    while inside < total:
        portion = min(inside, total - inside)
        portions.append(portion)
        inside += portion
    return tuple(portions)


def portion_words(portions: Sequence[Mass], balance: BalanceInstrument) -> str:
    """The portions as read off the balance: `135, 270, 540 and 1080 mg`."""
    shown = [write(on_balance(each, balance)).removesuffix(" mg") for each in portions]
    return (", ".join(shown[:-1]) + " and " if shown[:-1] else "") + shown[-1] + " mg" if shown else ""
