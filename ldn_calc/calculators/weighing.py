"""Weighing: the least a balance may weigh, the error of a weighing, aliquots."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from ldn_calc.calculators.reading import CalculationError, Fault, Given
from ldn_calc.calculators.reckoned import Reckoned, number, percent, plain_number, shown
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.planning import aliquot as aliquots
from ldn_calc.planning.aliquot import AliquotError, SolidAliquot
from ldn_calc.planning.weighing import LEAST_REPEATABILITY, error_of, least_by_repeatability, least_by_sensitivity
from ldn_calc.quantities.values import Mass, Share

__all__ = ["liquid_aliquot", "minimum_weighable", "solid_aliquot", "weighing_error"]

_USP_41_ERROR: Final = Share.percent(Fraction("0.1"))


def minimum_weighable(given: Given) -> Reckoned:
    """Sensitivity / error, or 2 x max(s, 0.41 x readability) / error; not rounded to a reading."""
    _check_figures(given)
    if given.has("sensitivity"):
        sensitivity, error = given.mass("sensitivity"), given.share("error")
        least = least_by_sensitivity(sensitivity, error)
        return Reckoned({"minimum": shown(least)}, [f"{shown(sensitivity)} ÷ {shown(error)} = {shown(least)}."])
    readability, spread = given.mass("readability"), given.mass_or_none("repeatability")
    error = given.share_or_none("error") or _USP_41_ERROR
    least = least_by_repeatability(readability, spread, error)
    floor = readability * LEAST_REPEATABILITY
    used = max(spread or floor, floor)
    working = [f"0.41 × {shown(readability)} = {shown(floor)}" + (f"; repeatability {shown(spread)}." if spread else ".")]
    if not given.has("error"):
        working.append("Error 0.1 %, as USP <41> has it.")
    working.append(f"2 × {shown(used)} ÷ {shown(error)} = {shown(least)}.")
    return Reckoned({"minimum": shown(least)}, working)


def _check_figures(given: Given) -> None:
    """Sensitivity with an error, or readability; not both, not neither."""
    faults = []
    if not given.has("sensitivity") and not given.has("readability"):
        takes = "minimum-weighable takes sensitivity and error, or readability, repeatability and error"
        faults.append(Fault("sensitivity", "nothing", f"the sensitivity or the readability of the balance; {takes}"))
    if given.has("sensitivity"):
        faults += [
            Fault(key, given.texts[key], "nothing beside a sensitivity: give one or the other")
            for key in ("readability", "repeatability")
            if given.has(key)
        ]
        if not given.has("error"):
            takes = "minimum-weighable takes sensitivity and error, or readability, repeatability and error"
            faults.append(Fault("error", "nothing", f"the error allowed, as in 5 %; {takes}"))
    if faults:
        raise CalculationError(tuple(faults))


def weighing_error(given: Given) -> Reckoned:
    """Sensitivity / mass."""
    sensitivity, mass = given.mass("sensitivity"), given.mass("mass")
    error = shown(error_of(sensitivity, mass))
    return Reckoned({"error": error}, [f"{shown(sensitivity)} ÷ {shown(mass)} = {error}."])


def solid_aliquot(given: Given) -> Reckoned:
    """A multiple of the drug in a diluent powder; with a sensitivity also how far off the aliquot can be."""
    needed, minimum = given.mass("needed"), given.mass("minimum")
    if given.has("sensitivity") and given.mass("sensitivity") >= minimum:
        raise given.fault("sensitivity", f"less than the minimum of {shown(minimum)}: a balance weighs nothing it cannot feel")
    if needed >= minimum and not given.has("aliquot") and not given.has("multiple"):
        return _weigh_directly(given, needed, minimum)
    try:
        found = aliquots.solid_aliquot(needed, minimum, given.mass_or_none("aliquot"), given.number_or_none("multiple"))
    except AliquotError as error:
        raise given.fault(error.key, error.expected) from None
    working = _multiple_lines(given, needed, minimum, found.multiple, found.drug)
    if not given.has("aliquot"):
        working.append(f"Aliquot {shown(found.aliquot)}: the least with which aliquot and diluent can both be weighed.")
    working += [
        f"Mixture {number(found.multiple)} × {shown(found.aliquot)} = {shown(found.mixture)}.",
        f"Diluent {shown(found.mixture)} − {shown(found.drug)} = {shown(found.diluent)}.",
        f"{shown(found.aliquot)} × {shown(found.drug)} ÷ {shown(found.mixture)} = {shown(needed)} of drug.",
    ]
    result = _solid_result(found)
    if given.has("sensitivity"):
        _add_worst(given.mass("sensitivity"), found, result, working)
    return Reckoned(result, working)


def _weigh_directly(given: Given, needed: Mass, minimum: Mass) -> Reckoned:
    """What can be weighed needs no aliquot."""
    found = SolidAliquot(needed, Fraction(1), needed, Mass.of(0), needed)
    result = _solid_result(found)
    working = [f"{shown(needed)} is not below the minimum of {shown(minimum)}: weigh it directly, no aliquot is needed."]
    if given.has("sensitivity"):
        error = error_of(given.mass("sensitivity"), needed).fraction
        result |= {"worst_high": percent(error), "worst_low": percent(-error)}
        working.append(f"{shown(given.mass('sensitivity'))} ÷ {shown(needed)} = ± {percent(error)}.")
    return Reckoned(result, working)


def _add_worst(sensitivity: Mass, found: SolidAliquot, result: dict[str, Any], working: list[str]) -> None:
    high, low = aliquots.worst_of_two(sensitivity, found.drug, found.aliquot)
    one, other = error_of(sensitivity, found.drug), error_of(sensitivity, found.aliquot)
    result |= {"worst_high": percent(high), "worst_low": percent(low)}
    working.append(f"Drug ± {shown(one)}, aliquot ± {shown(other)}: together at worst {percent(high)} and {percent(low)}.")


def _solid_result(found: SolidAliquot) -> dict[str, Any]:
    return {
        "multiple": plain_number(found.multiple),
        "drug": shown(found.drug),
        "diluent": shown(found.diluent),
        "mixture": shown(found.mixture),
        "aliquot": shown(found.aliquot),
        "drug_wasted": shown(found.drug_wasted),
    }


def liquid_aliquot(given: Given) -> Reckoned:
    """A multiple of the drug made up to the same multiple of the volume that is taken."""
    needed, minimum, take = given.mass("needed"), given.mass("minimum"), given.volume("aliquot_volume")
    try:
        found = aliquots.liquid_aliquot(needed, minimum, take, given.number_or_none("multiple"))
    except AliquotError as error:
        raise given.fault(error.key, error.expected) from None
    working = _multiple_lines(given, needed, minimum, found.multiple, found.drug)
    if found.multiple == 1:
        working.append(f"{shown(needed)} is not below the minimum: it can be weighed directly, all of the solution is taken.")
    working += [
        f"Make up to {number(found.multiple)} × {shown(take)} = {shown(found.to_volume)}.",
        f"{shown(found.drug)} ÷ {shown(found.to_volume)} = {shown(found.strength)}; {shown(take)} holds {shown(needed)}.",
    ]
    most_dissolved = shipped_formulary().policy_strength("liquid", "most_dissolved")
    if found.strength > most_dissolved:
        why = "naltrexone hydrochloride may not dissolve (about 100 mg/mL); take a larger volume."
        working.append(f"Above {shown(most_dissolved)}: {why}")
    result = {
        "multiple": plain_number(found.multiple),
        "drug": shown(found.drug),
        "to_volume": shown(found.to_volume),
        "take": shown(found.take),
        "strength": shown(found.strength),
    }
    return Reckoned(result, working)


def _multiple_lines(given: Given, needed: Mass, minimum: Mass, multiple: Fraction, drug: Mass) -> list[str]:
    lines = []
    if not given.has("multiple"):
        lines.append(f"{shown(minimum)} ÷ {shown(needed)} = {number(minimum / needed)}: multiple {number(multiple)}.")
    return [*lines, f"Drug {number(multiple)} × {shown(needed)} = {shown(drug)}."]
