"""How much drug the powder or the tablet holds, calculated from the certificate's own words.

An assay on the substance without water speaks only of the part that is not water: 100 mg with 0.6 mg of water are 99.4 mg of dry
substance, and 99.4 % of that is drug. So 100 mg of powder is taken, what the assay does not speak of is removed, the assay of the
rest is taken, and the drug is stated as the salt that the doses are stated as.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.amounts import significant, written
from ldn_calc.proof.asked import Source
from ldn_calc.proof.objects import show
from ldn_calc.proof.problems import ProblemError
from ldn_calc.proof.rows import Rows
from ldn_calc.quantities.units import UNITS, Quantity, quantity

__all__ = ["Certificate", "read_certificate", "salt_share"]

_LOSSES: Final = {
    "as-is": (),
    "anhydrous": ("water",),
    "anhydrous-solvent-free": ("water", "solvents"),
    "dried": ("lod",),
}
_ASSUMED_FROM: Final = {"water": "assumed_water", "solvents": "assumed_solvents", "lod": "assumed_water"}
_BASE_IN_HYDROCHLORIDE: Final = (Fraction("341.407"), Fraction("377.865"))
_BATCH: Final = quantity(Fraction(100), "mg")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the powder's certificate says, as entered or as taken where it is silent.

    Attributes:
        figures: percentages by key.
        drug_fraction: mg of drug, as the doses state it, in 1 mg of powder.
    """

    substance: str
    basis: str
    figures: Mapping[str, Quantity]
    drug_fraction: Fraction


def read_certificate(source: Source | None, printed_figures: Mapping[str, Quantity], strength_as: str, rows: Rows) -> Certificate:
    """Calculate the drug in the powder that the request names; no source counts as pure anhydrous hydrochloride.

    `printed_figures` are the plan's own, taken for what the certificate is silent on where the rows are not the result's.
    """
    if source is None:
        substance = _pure_substance(rows)
        figures, basis = {"assay": _BATCH.magnitude * quantity(Fraction(1), "%")}, "as-is"
    else:
        substance = source.substance or ""
        basis = source.basis or "anhydrous"
        needed = ("assay", *_LOSSES[basis])
        row = rows.row("substances", substance)
        figures = dict(source.figures)
        for key in needed:
            if key not in figures:
                figures[key] = _assumed(key, row, printed_figures)
    left = _BATCH
    for key in _LOSSES[basis]:
        left = left - _BATCH * figures[key]
    drug = left * figures["assay"] * salt_share(substance, strength_as, rows)
    return Certificate(substance, basis, figures, (drug / _BATCH).m_as(UNITS[""]))


def salt_share(substance: str, strength_as: str, rows: Rows) -> Fraction:
    """Milligrams of drug, as the doses state it, in 1 mg of hydrochloride."""
    if strength_as == "hydrochloride":
        return Fraction(1)
    row = rows.row("substances", substance)
    base, hydrochloride = _BASE_IN_HYDROCHLORIDE if row is None else (_molar(row, "base"), _molar(row, "hydrochloride"))
    if (base, hydrochloride) != _BASE_IN_HYDROCHLORIDE:
        found = f"molar masses {significant(base, 9)} and {significant(hydrochloride, 9)}"
        raise ProblemError("material-differs", found, "341.407 of the base, 377.865 of the salt")
    return base / hydrochloride


def _molar(row: Mapping[str, Any], salt: str) -> Fraction:
    text = row.get(f"{salt}_molar_mass")
    if not isinstance(text, str) or not text.replace(".", "", 1).isdecimal() or not Fraction(text):
        raise ProblemError("value-unreadable", f"{salt}_molar_mass: {show(text)}", "a molar mass such as 377.865")
    return Fraction(text)


def _assumed(key: str, row: Mapping[str, Any] | None, printed_figures: Mapping[str, Quantity]) -> Quantity:
    if key == "assay":
        return quantity(Fraction(100), "%")
    if row is not None:
        return written(row.get(_ASSUMED_FROM[key]), "%", f"{key} where the certificate gives none")
    if key not in printed_figures:
        raise ProblemError("certificate-differs", f"no {key}", f"the {key} that was taken where the certificate gives none")
    return printed_figures[key]


def _pure_substance(rows: Rows) -> str:
    """The powder that counts as pure hydrochloride when no lot is named."""
    for substance, row in rows.named("substances").items():
        if isinstance(row, dict) and row.get("kind") == "powder" and row.get("hydrochloride_share") == "1":
            return substance
    raise ProblemError("material-differs", "no pure powder among the rows", "a powder that is all hydrochloride")
