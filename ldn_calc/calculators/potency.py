"""Potency and salt: the powder that holds a labeled amount, and one form of naltrexone as another."""

from __future__ import annotations

from typing import Any, Final

from ldn_calc.calculators.reading import CalculationError, Fault, Given
from ldn_calc.calculators.reckoned import Reckoned, number, shown
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import AssayBasis, PowderSource, StrengthAs
from ldn_calc.planning.common import potency_working
from ldn_calc.planning.potency import Potency, anhydrous_assay, convert_salt, powder_potency
from ldn_calc.quantities.values import Share

__all__ = ["potency", "salt"]

_FRACTION_DIGITS: Final = 9
_NEEDS: Final = {
    AssayBasis.AS_IS: (),
    AssayBasis.ANHYDROUS: ("water",),
    AssayBasis.ANHYDROUS_SOLVENT_FREE: ("water", "solvents"),
    AssayBasis.DRIED: ("lod",),
}
"""The figures that each basis takes off, by key."""
_MOST_ASSAY: Final = 110
_WORDS: Final = {"water": "Water", "solvents": "Residual solvents", "lod": "Loss on drying"}


def potency(given: Given) -> Reckoned:
    """Drug fraction by planning's own function; weigh = labeled amount / fraction.

    The dihydrate without a water figure takes its theoretical water; a measured water is never combined with it.
    """
    basis, form = AssayBasis(given.choice("basis")), given.choice("form")
    theoretical = form == "dihydrate" and basis is not AssayBasis.AS_IS and not (given.has("water") or given.has("lod"))
    _check_figures(given, basis, theoretical=theoretical)
    if given.share("assay").in_percent > _MOST_ASSAY:
        raise given.fault("assay", f"at most {_MOST_ASSAY} %: no certificate of naltrexone says more")
    source = PowderSource(
        f"naltrexone hydrochloride {form}",
        given.share("assay"),
        basis,
        given.share_or_none("water"),
        given.share_or_none("solvents"),
        given.share_or_none("lod"),
    )
    found = powder_potency(source, StrengthAs(given.choice("strength_as")), shipped_formulary())
    if found.fraction <= 0:
        taken = [key for key in _NEEDS[basis] if given.has(key)]
        raise given.fault(taken[-1], "less than 100 % of water and solvents together")
    powder = shipped_formulary().powders[source.substance]
    as_hydrochloride = Share(found.fraction / found.salt)
    if not powder.least_fraction <= as_hydrochloride <= powder.most_fraction:
        taken = [key for key in _NEEDS[basis] if given.has(key)]
        bounds = f"{shown(powder.least_fraction)} to {shown(powder.most_fraction)}"
        raise given.fault(
            [*taken, "assay"][0], f"figures that go with {form} powder: it holds {bounds} of drug, not {shown(as_hydrochloride)}"
        )
    label = given.mass("label_mass")
    weigh, factor = label / found.fraction, 1 / found.fraction
    product = potency_working(found, None, shipped_formulary()).facts["product"]
    result: dict[str, Any] = {
        "drug_fraction": number(found.fraction, _FRACTION_DIGITS),
        "factor": number(factor),
        "weigh": shown(weigh),
    }
    working = [
        *_assumed_lines(given, found, basis, theoretical=theoretical),
        f"{product} = {number(found.fraction, _FRACTION_DIGITS)} mg of drug in 1 mg of powder ({basis.value} basis).",
        f"Weigh {shown(label)} ÷ {number(found.fraction, _FRACTION_DIGITS)} = {shown(weigh)} ({number(factor)} times the label).",
    ]
    if basis is AssayBasis.AS_IS and given.has("water"):
        assay, water = given.share("assay"), given.share("water")
        dry = anhydrous_assay(assay, water)
        result["assay_anhydrous"] = shown(dry)
        working.append(f"On the anhydrous basis {shown(assay)} ÷ (1 − {shown(water)}) = {shown(dry)}; not used here.")
    return Reckoned(result, working)


def _check_figures(given: Given, basis: AssayBasis, *, theoretical: bool) -> None:
    """What the basis needs is there, and is less than the whole."""
    needs = _NEEDS[basis]
    takes = f"the {basis.value} basis needs {' and '.join(needs)}"
    faults = [
        Fault(key, "nothing", f"{_WORDS[key].lower()} of the certificate, as in 0.5 %; {takes}")
        for key in needs
        if not given.has(key) and not theoretical
    ]
    if basis is AssayBasis.AS_IS and given.has("water") and given.share("water").fraction >= 1:
        faults.append(Fault("water", given.texts["water"], "less than 100 %"))
    if faults:
        raise CalculationError(tuple(faults))


def _assumed_lines(given: Given, found: Potency, basis: AssayBasis, *, theoretical: bool) -> list[str]:
    lines = []
    if theoretical:
        used = found.lod if basis is AssayBasis.DRIED else found.water
        figure = shown(used) if used is not None else ""
        lines.append(f"No water on the certificate: the dihydrate's theoretical {figure}; use the lot's own figure when known.")
        if basis is AssayBasis.ANHYDROUS_SOLVENT_FREE and not given.has("solvents"):
            lines.append("No solvents on the certificate: 0 % taken.")
    unused = [key for key in _WORDS if given.has(key) and key not in _NEEDS[basis]]
    lines += [f"{_WORDS[key]} {shown(given.share(key))} is not taken off on the {basis.value} basis." for key in unused]
    return lines


def salt(given: Given) -> Reckoned:
    """Mass x molar mass wanted / molar mass given."""
    mass, have, want = given.mass("mass"), given.choice("from"), given.choice("to")
    formulary = shipped_formulary()
    factor = convert_salt(have, want, formulary)
    found = mass * factor
    masses = formulary.molar_masses
    working = [
        f"Molar masses: {have} {number(masses[have])}, {want} {number(masses[want])}; factor {number(factor)}.",
        f"{shown(mass)} × {number(masses[want])} ÷ {number(masses[have])} = {shown(found)} as {want}.",
    ]
    return Reckoned({"mass": shown(found), "factor": number(factor)}, working)
