"""Potency: how much drug a milligram of powder, or one tablet, holds.

Fraction = assay x (1 - water - solvents) for an assay on a dry basis, the assay alone where it is stated as is, times
base / hydrochloride where the strength is stated as base. Never the theoretical hydrate factor and a measured water together.
USP: assay calculated on the anhydrous, solvent-free basis; base 341.407, hydrochloride 377.865.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import AssayBasis, PowderSource, StrengthAs, TabletSource
from ldn_calc.quantities.values import Mass, Share

__all__ = ["Potency", "anhydrous_assay", "convert_salt", "powder_potency", "salt_factor", "tablet_content"]

_DEFAULT_SUBSTANCE = "naltrexone hydrochloride anhydrous"


@dataclass(frozen=True, slots=True)
class Potency:
    """A powder's drug fraction with the figures it follows from.

    Attributes:
        fraction: mg of drug, as the prescription states strength, per mg of powder weighed.
        salt: base / hydrochloride where strength is stated as base, else 1.
        assumed: figures the certificate lacks, by their path in the request.
    """

    substance: str
    assay: Share
    basis: AssayBasis
    water: Share | None
    solvents: Share | None
    lod: Share | None
    salt: Fraction
    fraction: Fraction
    assumed: tuple[tuple[str, str], ...]

    @property
    def taken_off(self) -> tuple[tuple[str, Share], ...]:
        """What is taken off a dry-basis assay, by name."""
        named = (("water", self.water), ("solvents", self.solvents), ("loss on drying", self.lod))
        if self.basis is AssayBasis.AS_IS:
            return ()
        wanted = {
            AssayBasis.ANHYDROUS: ("water",),
            AssayBasis.ANHYDROUS_SOLVENT_FREE: ("water", "solvents"),
            AssayBasis.DRIED: ("loss on drying",),
        }[self.basis]
        return tuple((name, share) for name, share in named if name in wanted and share is not None)


def salt_factor(strength_as: StrengthAs, formulary: Formulary) -> Fraction:
    """Milligrams of drug as the strength is stated in one milligram of hydrochloride."""
    return formulary.base_share.fraction if strength_as is StrengthAs.BASE else Fraction(1)


def powder_potency(source: PowderSource | None, strength_as: StrengthAs, formulary: Formulary) -> Potency:
    """Calculate a powder's drug fraction from its certificate; no source counts as pure anhydrous hydrochloride.

    99.4 % on the anhydrous basis with 0.6 % water: 0.994 x 0.994.

    >>> from ldn_calc.formulary.formulary import shipped_formulary
    >>> assay, water = Share.percent(Fraction("99.4")), Share.percent(Fraction("0.6"))
    >>> lot = PowderSource(_DEFAULT_SUBSTANCE, assay, AssayBasis.ANHYDROUS, water)
    >>> float(powder_potency(lot, StrengthAs.HYDROCHLORIDE, shipped_formulary()).fraction)
    0.988036
    """
    salt = salt_factor(strength_as, formulary)
    if source is None:
        whole = Share.percent(100)
        return Potency(_DEFAULT_SUBSTANCE, whole, AssayBasis.AS_IS, None, None, None, salt, salt, ())
    row = formulary.powders[source.substance]
    assumed: list[tuple[str, str]] = []

    def figure(name: str, given: Share | None, instead: Share) -> Share:
        if given is not None:
            return given
        assumed.append((f"preparation.source.{name}", name))
        return instead

    assay = figure("assay", source.assay, Share.percent(100))
    basis = source.assay_basis
    if basis is None:
        assumed.append(("preparation.source.assay_basis", "assay_basis"))
        basis = AssayBasis.ANHYDROUS
    water, solvents, lod = source.water, source.solvents, source.lod
    kept = Fraction(1)
    if basis in (AssayBasis.ANHYDROUS, AssayBasis.ANHYDROUS_SOLVENT_FREE):
        water = figure("water", water, row.assumed_water)
        kept -= water.fraction
    if basis is AssayBasis.ANHYDROUS_SOLVENT_FREE:
        solvents = figure("solvents", solvents, row.assumed_solvents)
        kept -= solvents.fraction
    if basis is AssayBasis.DRIED:
        lod = figure("lod", lod, row.assumed_water)
        kept -= lod.fraction
    fraction = assay.fraction * kept * salt
    return Potency(source.substance, assay, basis, water, solvents, lod, salt, fraction, tuple(assumed))


def tablet_content(source: TabletSource, strength_as: StrengthAs, formulary: Formulary) -> Mass:
    """The drug one tablet holds, as the prescription states strength: its label is a mass of hydrochloride."""
    return source.strength * salt_factor(strength_as, formulary)


def anhydrous_assay(as_is: Share, water: Share) -> Share:
    """What an as-is assay is on the anhydrous basis: 99.5 % with 2 % water is 101.530612 %."""
    return Share(as_is.fraction / water.rest)


def convert_salt(given: str, wanted: str, formulary: Formulary) -> Fraction:
    """Milligrams of `wanted` that hold as much naltrexone as one milligram of `given`, by molar mass.

    >>> from ldn_calc.formulary.formulary import shipped_formulary
    >>> round(float(convert_salt("base", "dihydrate", shipped_formulary())), 6)
    1.212321

    Raises:
        KeyError: neither base, hydrochloride nor dihydrate.
    """
    masses = formulary.molar_masses
    return masses[wanted] / masses[given]
