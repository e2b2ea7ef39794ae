"""Weighing: the least a balance may weigh, the error of a weighing, aliquots."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from ldn_calc.calculators.answers import CalculatorAnswer, number, percent, plain_number, shown
from ldn_calc.calculators.reading import CalculationError, CalculatorInputs, Fault
from ldn_calc.calculators.words import words
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.planning import aliquot as aliquots
from ldn_calc.planning.aliquot import AliquotError, SolidAliquot
from ldn_calc.planning.weighing import LEAST_REPEATABILITY, error_of, least_by_repeatability, least_by_sensitivity
from ldn_calc.quantities.values import Mass, Share

__all__ = ["liquid_aliquot", "minimum_weighable", "solid_aliquot", "weighing_error"]

_USP_41_ERROR: Final = Share.percent(Fraction("0.1"))


def minimum_weighable(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Sensitivity / error, or 2 x max(s, 0.41 x readability) / error; not rounded to a reading."""
    _check_figures(inputs)
    if inputs.has("sensitivity"):
        sensitivity, error = inputs.mass("sensitivity"), inputs.share("error")
        least = least_by_sensitivity(sensitivity, error)
        line = words("minimum-weighable.by-sensitivity", sensitivity=shown(sensitivity), error=shown(error), minimum=shown(least))
        return CalculatorAnswer({"minimum": shown(least)}, [line])
    readability, spread = inputs.mass("readability"), inputs.mass_or_none("repeatability")
    error = inputs.share_or_none("error") or _USP_41_ERROR
    least = least_by_repeatability(readability, spread, error)
    floor = readability * LEAST_REPEATABILITY
    used = max(spread or floor, floor)
    factor = number(LEAST_REPEATABILITY)
    working = [
        words("minimum-weighable.floor", factor=factor, readability=shown(readability), floor=shown(floor))
        if spread is None
        else words(
            "minimum-weighable.floor-and-repeatability",
            factor=factor,
            readability=shown(readability),
            floor=shown(floor),
            repeatability=shown(spread),
        )
    ]
    if not inputs.has("error"):
        working.append(words("minimum-weighable.error-assumed", error=shown(error)))
    working.append(words("minimum-weighable.by-repeatability", repeatability=shown(used), error=shown(error), minimum=shown(least)))
    return CalculatorAnswer({"minimum": shown(least)}, working)


def _check_figures(inputs: CalculatorInputs) -> None:
    """Sensitivity with an error, or readability; not both, not neither."""
    faults = []
    if not inputs.has("sensitivity") and not inputs.has("readability"):
        faults.append(Fault("sensitivity", "nothing", words("minimum-weighable.expected.sensitivity")))
    if inputs.has("sensitivity"):
        faults += [
            Fault(key, inputs.texts[key], words("minimum-weighable.expected.one-or-other"))
            for key in ("readability", "repeatability")
            if inputs.has(key)
        ]
        if not inputs.has("error"):
            faults.append(Fault("error", "nothing", words("minimum-weighable.expected.error")))
    if faults:
        raise CalculationError(tuple(faults))


def weighing_error(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Sensitivity / mass."""
    sensitivity, mass = inputs.mass("sensitivity"), inputs.mass("mass")
    error = shown(error_of(sensitivity, mass))
    line = words("weighing-error.error", sensitivity=shown(sensitivity), mass=shown(mass), error=error)
    return CalculatorAnswer({"error": error}, [line])


def solid_aliquot(inputs: CalculatorInputs) -> CalculatorAnswer:
    """A multiple of the drug in a diluent powder; with a sensitivity also how far off the aliquot can be."""
    needed, minimum = inputs.mass("needed"), inputs.mass("minimum")
    if inputs.has("sensitivity") and inputs.mass("sensitivity") >= minimum:
        raise inputs.fault("sensitivity", words("solid-aliquot.expected.sensitivity", minimum=shown(minimum)))
    if needed >= minimum and not inputs.has("aliquot") and not inputs.has("multiple"):
        return _weigh_directly(inputs, needed, minimum)
    try:
        found = aliquots.solid_aliquot(needed, minimum, inputs.mass_or_none("aliquot"), inputs.number_or_none("multiple"))
    except AliquotError as error:
        raise inputs.fault(error.key, error.expected) from None
    working = _multiple_lines(inputs, needed, minimum, found.multiple, found.drug)
    drug, mixture, aliquot = shown(found.drug), shown(found.mixture), shown(found.aliquot)
    if not inputs.has("aliquot"):
        working.append(words("solid-aliquot.least-aliquot", aliquot=aliquot))
    working += [
        words("solid-aliquot.mixture", multiple=number(found.multiple), aliquot=aliquot, mixture=mixture),
        words("solid-aliquot.diluent", mixture=mixture, drug=drug, diluent=shown(found.diluent)),
        words("solid-aliquot.holds", aliquot=aliquot, drug=drug, mixture=mixture, needed=shown(needed)),
    ]
    result = _solid_result(found)
    if inputs.has("sensitivity"):
        _add_worst(inputs.mass("sensitivity"), found, result, working)
    return CalculatorAnswer(result, working)


def _weigh_directly(inputs: CalculatorInputs, needed: Mass, minimum: Mass) -> CalculatorAnswer:
    """What can be weighed needs no aliquot."""
    found = SolidAliquot(needed, Fraction(1), needed, Mass.of(0), needed)
    result = _solid_result(found)
    working = [words("solid-aliquot.directly", needed=shown(needed), minimum=shown(minimum))]
    if inputs.has("sensitivity"):
        sensitivity = inputs.mass("sensitivity")
        error = error_of(sensitivity, needed).fraction
        result |= {"worst_high": percent(error), "worst_low": percent(-error)}
        working.append(
            words("solid-aliquot.directly-error", sensitivity=shown(sensitivity), needed=shown(needed), error=percent(error))
        )
    return CalculatorAnswer(result, working)


def _add_worst(sensitivity: Mass, found: SolidAliquot, result: dict[str, Any], working: list[str]) -> None:
    high, low = aliquots.worst_of_two(sensitivity, found.drug, found.aliquot)
    one, other = error_of(sensitivity, found.drug), error_of(sensitivity, found.aliquot)
    result |= {"worst_high": percent(high), "worst_low": percent(low)}
    working.append(
        words("solid-aliquot.worst", drug_error=shown(one), aliquot_error=shown(other), high=percent(high), low=percent(low))
    )


def _solid_result(found: SolidAliquot) -> dict[str, Any]:
    return {
        "multiple": plain_number(found.multiple),
        "drug": shown(found.drug),
        "diluent": shown(found.diluent),
        "mixture": shown(found.mixture),
        "aliquot": shown(found.aliquot),
        "drug_wasted": shown(found.drug_wasted),
    }


def liquid_aliquot(inputs: CalculatorInputs) -> CalculatorAnswer:
    """A multiple of the drug made up to the same multiple of the volume that is taken."""
    needed, minimum, take = inputs.mass("needed"), inputs.mass("minimum"), inputs.volume("aliquot_volume")
    try:
        found = aliquots.liquid_aliquot(needed, minimum, take, inputs.number_or_none("multiple"))
    except AliquotError as error:
        raise inputs.fault(error.key, error.expected) from None
    working = _multiple_lines(inputs, needed, minimum, found.multiple, found.drug)
    to_volume = shown(found.to_volume)
    if found.multiple == 1:
        working.append(words("liquid-aliquot.directly", needed=shown(needed)))
    working += [
        words("liquid-aliquot.make-up", multiple=number(found.multiple), take=shown(take), to_volume=to_volume),
        words(
            "liquid-aliquot.holds",
            drug=shown(found.drug),
            to_volume=to_volume,
            strength=shown(found.strength),
            take=shown(take),
            needed=shown(needed),
        ),
    ]
    most_dissolved = shipped_formulary().policy_strength("liquid", "most_dissolved")
    if found.strength > most_dissolved:
        working.append(words("liquid-aliquot.may-not-dissolve", dissolves=shown(most_dissolved)))
    result = {
        "multiple": plain_number(found.multiple),
        "drug": shown(found.drug),
        "to_volume": shown(found.to_volume),
        "take": shown(found.take),
        "strength": shown(found.strength),
    }
    return CalculatorAnswer(result, working)


def _multiple_lines(inputs: CalculatorInputs, needed: Mass, minimum: Mass, multiple: Fraction, drug: Mass) -> list[str]:
    lines = []
    if not inputs.has("multiple"):
        exact = number(minimum / needed)
        lines.append(
            words("aliquot.multiple", minimum=shown(minimum), needed=shown(needed), exact=exact, multiple=number(multiple))
        )
    return [*lines, words("aliquot.drug", multiple=number(multiple), needed=shown(needed), drug=shown(drug))]
