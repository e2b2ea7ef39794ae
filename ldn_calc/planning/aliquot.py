"""Aliquots: weigh more than is needed, dilute it, and take the part that holds what is needed.

Solid (drug in a diluent powder): drug = multiple x needed, at or above the balance's minimum; mixture = multiple x aliquot;
diluent = mixture - drug, which must be weighable too, so the aliquot is at least needed + minimum / multiple. Liquid: drug made
up to multiple x the volume that is taken. Ansel and Stoklosa, pharmaceutical calculations; UNC pharmacy laboratory, aliquots.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Strength, Volume

__all__ = ["AliquotError", "LiquidAliquot", "SolidAliquot", "liquid_aliquot", "solid_aliquot", "worst_of_two"]


class AliquotError(ValueError):
    """An aliquot that cannot be made as asked.

    Attributes:
        key: which of `needed`, `multiple`, `aliquot` is at fault.
        expected: what it should be instead, a phrase that goes on from "expected".
    """

    def __init__(self, key: str, expected: str) -> None:
        super().__init__(f"{key}: expected {expected}")
        self.key = key
        self.expected = expected


@dataclass(frozen=True, slots=True)
class SolidAliquot:
    """Drug in a diluent powder, and the part of the mixture that holds the drug needed."""

    needed: Mass
    multiple: Fraction
    drug: Mass
    diluent: Mass
    aliquot: Mass

    @property
    def mixture(self) -> Mass:
        """Drug and diluent together."""
        return self.drug + self.diluent

    @property
    def drug_wasted(self) -> Mass:
        """Drug in the rest of the mixture."""
        return self.drug - self.needed


@dataclass(frozen=True, slots=True)
class LiquidAliquot:
    """Drug dissolved to a volume, and the part of the solution that holds the drug needed."""

    needed: Mass
    multiple: Fraction
    drug: Mass
    to_volume: Volume
    take: Volume

    @property
    def strength(self) -> Strength:
        """Of the solution that the part is taken from."""
        return self.drug / self.to_volume


def solid_aliquot(needed: Mass, minimum: Mass, aliquot: Mass | None = None, multiple: Fraction | None = None) -> SolidAliquot:
    """Plan a solid aliquot; what is not given is the least that serves.

    2 mg from a balance with a minimum of 120 mg, taking 125 mg: 60 times as much drug in 7500 mg of mixture.

    >>> found = solid_aliquot(Mass.of(2), Mass.of(120), Mass.of(125))
    >>> [int(each.milligrams) for each in (found.drug, found.diluent, found.mixture)], int(found.multiple)
    ([120, 7380, 7500], 60)

    Where the diluent itself would be too little to weigh, more of the mixture is taken: 100 mg, minimum 120 mg.

    >>> more = solid_aliquot(Mass.of(100), Mass.of(120))
    >>> int(more.diluent.milligrams), int(more.aliquot.milligrams)
    (120, 160)

    Raises:
        AliquotError: nothing is needed, or a given multiple or aliquot leaves a weighing below the minimum.
    """
    times = _multiple(needed, minimum, multiple)
    drug = needed * times
    least = max(minimum, needed + minimum / times)
    if aliquot is None:
        aliquot = least
    elif aliquot < least:
        raise AliquotError("aliquot", f"at least {write(least, 6)}, so that aliquot and diluent can both be weighed")
    return SolidAliquot(needed, times, drug, aliquot * times - drug, aliquot)


def liquid_aliquot(needed: Mass, minimum: Mass, take: Volume, multiple: Fraction | None = None) -> LiquidAliquot:
    """Plan a liquid aliquot that takes a volume the cylinder shows well.

    20 mg from a balance with a minimum of 120 mg, taking 5 mL: 120 mg to 30 mL.

    >>> found = liquid_aliquot(Mass.of(20), Mass.of(120), Volume.of(5))
    >>> int(found.drug.milligrams), int(found.to_volume.millilitres), int(found.strength.milligrams_per_millilitre)
    (120, 30, 4)

    Raises:
        AliquotError: nothing is needed or taken, or a given multiple leaves the drug below the minimum.
    """
    if not take.millilitres:
        raise AliquotError("aliquot_volume", "a volume above 0 mL")
    times = _multiple(needed, minimum, multiple)
    return LiquidAliquot(needed, times, needed * times, take * times, take)


def worst_of_two(sensitivity: Mass, drug: Mass, aliquot: Mass) -> tuple[Fraction, Fraction]:
    """How far the drug in an aliquot can be off when drug and aliquot are each off by the sensitivity: high, low.

    120 mg and 120 mg at 6 mg: +10.25 %, -9.75 %. The diluent's own error goes against the drug's and leaves the mixture's mass.

    >>> [float(each * 100) for each in worst_of_two(Mass.of(6), Mass.of(120), Mass.of(120))]
    [10.25, -9.75]
    """
    one, other = sensitivity / drug, sensitivity / aliquot
    return (1 + one) * (1 + other) - 1, (1 - one) * (1 - other) - 1


def _multiple(needed: Mass, minimum: Mass, multiple: Fraction | None) -> Fraction:
    if not needed.milligrams:
        raise AliquotError("needed", "a mass above 0 mg")
    if multiple is None:
        return Fraction(max(1, ceil(minimum / needed)))
    if multiple < 1 or needed * multiple < minimum:
        raise AliquotError("multiple", f"at least {ceil(max(Fraction(1), minimum / needed))}, so that the drug can be weighed")
    return multiple
