"""Capsules: fill by weights or by density, geometric dilution."""

from __future__ import annotations

from fractions import Fraction

from ldn_calc.calculators.reading import CalculationError, Fault, Given
from ldn_calc.calculators.reckoned import Reckoned, number, percent, shown
from ldn_calc.planning.capsule import geometric_portions
from ldn_calc.planning.fills import fill_by_density, filler_beside

__all__ = ["capsule_density", "capsule_fill", "geometric_dilution"]


def capsule_fill(given: Given) -> Reckoned:
    """Filler each = filler fill x (1 - dose / drug fill); totals for capsules x (1 + overage), or capsules + extra."""
    dose, drug_fill, filler_fill = given.mass("dose"), given.mass("drug_fill"), given.mass("filler_fill")
    if given.has("overage") and given.has("extra"):
        raise CalculationError((Fault("extra", given.texts["extra"], "nothing beside an overage: give one or the other"),))
    if dose > drug_fill:
        raise given.fault("dose", f"at most {shown(drug_fill)}, the drug alone that fills the capsule; take a larger capsule")
    filler_each = filler_beside(dose, drug_fill, filler_fill)
    share = dose / drug_fill
    made, made_line = _made(given)
    fill = dose + filler_each
    drug_total, filler_total = dose * made, filler_each * made
    times = number(made)
    working = [
        f"{shown(dose)} ÷ {shown(drug_fill)} = {percent(share)} of the capsule.",
        f"Filler {shown(filler_fill)} × (1 − {shown(dose)} ÷ {shown(drug_fill)}) = {shown(filler_each)} in a capsule.",
        f"Fill {shown(dose)} + {shown(filler_each)} = {shown(fill)}.",
        made_line,
        f"Drug {times} × {shown(dose)} = {shown(drug_total)}.",
        f"Filler {times} × {shown(filler_each)} = {shown(filler_total)}.",
        f"Blend {shown(drug_total)} + {shown(filler_total)} = {shown(drug_total + filler_total)}.",
    ]
    result = {
        "share": percent(share),
        "filler_each": shown(filler_each),
        "fill_each": shown(fill),
        "drug_total": shown(drug_total),
        "filler_total": shown(filler_total),
        "blend_total": shown(drug_total + filler_total),
    }
    return Reckoned(result, working)


def _made(given: Given) -> tuple[Fraction, str]:
    """How many capsules are made, and the line that says so; an overage is not rounded to whole capsules."""
    capsules = given.count("capsules")
    if given.has("overage"):
        overage = given.share("overage")
        made = capsules * (1 + overage.fraction)
        return made, f"{capsules} capsules × (1 + {shown(overage)}) = {number(made)}."
    extra = given.count("extra") if given.has("extra") else 0
    return Fraction(capsules + extra), f"{capsules} capsules and {extra} extra: {capsules + extra}."


def capsule_density(given: Given) -> Reckoned:
    """Drug volume = dose / density; filler in what is left of the capsule. A drug that does not fit has no filler."""
    dose, volume, capsules = given.mass("dose"), given.volume("volume"), given.count("capsules")
    found = fill_by_density(dose, given.strength("drug_density"), given.strength("filler_density"), volume)
    working = [f"{shown(dose)} ÷ {given.texts['drug_density']} = {shown(found.drug_volume)}."]
    if found.filler is None:
        working.append(f"That is more than the capsule's {shown(volume)}: it does not fit; take a larger capsule.")
    else:
        working.append(
            f"Filler ({shown(volume)} − {shown(found.drug_volume)}) × {given.texts['filler_density']} = {shown(found.filler)}."
        )
    working.append(f"Drug {capsules} × {shown(dose)} = {shown(dose * capsules)}.")
    if found.filler is not None:
        working.append(f"Filler {capsules} × {shown(found.filler)} = {shown(found.filler * capsules)}.")
    result = {
        "drug_volume": shown(found.drug_volume),
        "filler_each": None if found.filler is None else shown(found.filler),
        "fits": found.fits,
        "share": percent(found.share),
        "drug_total": shown(dose * capsules),
        "filler_total": None if found.filler is None else shown(found.filler * capsules),
    }
    return Reckoned(result, working)


def geometric_dilution(given: Given) -> Reckoned:
    """Portions of filler, each as much as is already in the mortar."""
    drug, total = given.mass("drug"), given.mass("total")
    if drug > total:
        raise given.fault("total", f"at least {shown(drug)}, the drug that is part of it")
    portions = geometric_portions(drug, total)
    working, inside = [f"{shown(drug)} of drug in the mortar."], drug
    for number_of, portion in enumerate(portions, 1):
        working.append(
            f"{number_of}. Add {shown(portion)} and mix: {shown(inside)} + {shown(portion)} = {shown(inside + portion)}."
        )
        inside += portion
    return Reckoned({"additions": [shown(portion) for portion in portions]}, working)
