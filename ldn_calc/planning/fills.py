"""What fills one capsule: filler beside the drug, by fill weights or by density.

Filler = filler fill x (1 - drug / drug fill) (Formulating Capsules Guide, percent fill); or (capsule volume - drug / drug
density) x filler density.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ldn_calc.quantities.values import Mass, Strength, Volume

__all__ = ["DensityFill", "fill_by_density", "filler_beside"]


def filler_beside(drug: Mass, drug_fill: Mass, filler_fill: Mass) -> Mass:
    """The filler that fills a capsule beside the drug: 100 mg where 200 mg would fill it, and 400 mg of lactose.

    >>> filler_beside(Mass.of(100), Mass.of(200), Mass.of(400))
    Mass(milligrams=Fraction(200, 1))

    Raises:
        ValueError: the drug alone takes more than the capsule.
    """
    return filler_fill * (1 - drug / drug_fill)


@dataclass(frozen=True, slots=True)
class DensityFill:
    """One capsule by densities; `filler` is None where the drug alone does not fit."""

    drug_volume: Volume
    share: Fraction
    filler: Mass | None

    @property
    def fits(self) -> bool:
        """Whether the drug takes no more than the capsule."""
        return self.filler is not None


def fill_by_density(drug: Mass, drug_density: Strength, filler_density: Strength, capsule: Volume) -> DensityFill:
    """The drug's volume and the filler in what is left; a drug that fills the capsule exactly fits.

    280 mg at 0.7 g/mL in 0.48 mL, filler 0.85 g/mL: 0.4 mL of drug and 68 mg of filler.

    >>> fill_by_density(Mass.of(280), Strength.of(700), Strength.of(850), Volume(Fraction("0.48"))).filler
    Mass(milligrams=Fraction(68, 1))
    """
    drug_volume = drug / drug_density
    filler = filler_density * (capsule - drug_volume) if drug_volume <= capsule else None
    return DensityFill(drug_volume, drug_volume / capsule, filler)
