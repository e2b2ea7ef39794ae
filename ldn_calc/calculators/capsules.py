"""Capsules: fill by weights or by density, geometric dilution."""

from __future__ import annotations

from fractions import Fraction

from ldn_calc.calculators.answers import CalculatorAnswer, number, percent, shown
from ldn_calc.calculators.reading import CalculationError, CalculatorInputs, Fault
from ldn_calc.calculators.words import words
from ldn_calc.planning.fills import fill_by_density, filler_beside
from ldn_calc.procedure.geometric_dilution import geometric_portions

__all__ = ["capsule_density", "capsule_fill", "geometric_dilution"]


def capsule_fill(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Filler each = filler fill x (1 - dose / drug fill); totals for capsules x (1 + overage), or capsules + extra."""
    dose, drug_fill, filler_fill = inputs.mass("dose"), inputs.mass("drug_fill"), inputs.mass("filler_fill")
    if inputs.has("overage") and inputs.has("extra"):
        raise CalculationError((Fault("extra", inputs.texts["extra"], words("capsule-fill.expected.extra")),))
    if dose > drug_fill:
        raise inputs.fault("dose", words("capsule-fill.expected.dose", drug_fill=shown(drug_fill)))
    filler_each = filler_beside(dose, drug_fill, filler_fill)
    made, made_line = _made(inputs)
    drug_total, filler_total = dose * made, filler_each * made
    result = {
        "share": percent(dose / drug_fill),
        "filler_each": shown(filler_each),
        "fill_each": shown(dose + filler_each),
        "drug_total": shown(drug_total),
        "filler_total": shown(filler_total),
        "blend_total": shown(drug_total + filler_total),
    }
    each, drug_alone = result["filler_each"], shown(drug_fill)
    working = [
        words("capsule-fill.share", dose=shown(dose), drug_fill=drug_alone, share=result["share"]),
        words("capsule-fill.filler-each", filler_fill=shown(filler_fill), dose=shown(dose), drug_fill=drug_alone, filler_each=each),
        words("capsule-fill.fill-each", dose=shown(dose), filler_each=each, fill_each=result["fill_each"]),
        made_line,
        words("capsule-fill.drug-total", made=number(made), dose=shown(dose), drug_total=result["drug_total"]),
        words("capsule-fill.filler-total", made=number(made), filler_each=each, filler_total=result["filler_total"]),
        words(
            "capsule-fill.blend-total",
            drug_total=result["drug_total"],
            filler_total=result["filler_total"],
            blend_total=result["blend_total"],
        ),
    ]
    return CalculatorAnswer(result, working)


def _made(inputs: CalculatorInputs) -> tuple[Fraction, str]:
    """How many capsules are made, and the line that says so; an overage is not rounded to whole capsules."""
    capsules = inputs.count("capsules")
    if inputs.has("overage"):
        overage = inputs.share("overage")
        made = capsules * (1 + overage.fraction)
        return made, words("capsule-fill.made-with-overage", capsules=capsules, overage=shown(overage), made=number(made))
    extra = inputs.count("extra") if inputs.has("extra") else 0
    line = words("capsule-fill.made-with-extra", capsules=capsules, extra=extra, made=capsules + extra)
    return Fraction(capsules + extra), line


def capsule_density(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Drug volume = dose / density; filler in what is left of the capsule. A drug that does not fit has no filler."""
    dose, volume, capsules = inputs.mass("dose"), inputs.volume("volume"), inputs.count("capsules")
    found = fill_by_density(dose, inputs.strength("drug_density"), inputs.strength("filler_density"), volume)
    drug_volume, drug_total = shown(found.drug_volume), shown(dose * capsules)
    filler_each = None if found.filler is None else shown(found.filler)
    filler_total = None if found.filler is None else shown(found.filler * capsules)
    working = [
        words("capsule-density.drug-volume", dose=shown(dose), drug_density=inputs.texts["drug_density"], drug_volume=drug_volume)
    ]
    if filler_each is None:
        working.append(words("capsule-density.does-not-fit", volume=shown(volume)))
    else:
        density = inputs.texts["filler_density"]
        working.append(
            words(
                "capsule-density.filler-each",
                volume=shown(volume),
                drug_volume=drug_volume,
                filler_density=density,
                filler_each=filler_each,
            )
        )
    working.append(words("capsule-density.drug-total", capsules=capsules, dose=shown(dose), drug_total=drug_total))
    if filler_each is not None and filler_total is not None:
        working.append(words("capsule-density.filler-total", capsules=capsules, filler_each=filler_each, filler_total=filler_total))
    result = {
        "drug_volume": drug_volume,
        "filler_each": filler_each,
        "fits": found.fits,
        "share": percent(found.share),
        "drug_total": drug_total,
        "filler_total": filler_total,
    }
    return CalculatorAnswer(result, working)


def geometric_dilution(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Portions of filler, each as much as is already in the mortar."""
    drug, total = inputs.mass("drug"), inputs.mass("total")
    if drug > total:
        raise inputs.fault("total", words("geometric-dilution.expected.total", drug=shown(drug)))
    portions = geometric_portions(drug, total)
    working, inside = [words("geometric-dilution.start", drug=shown(drug))], drug
    for place, portion in enumerate(portions, 1):
        together = inside + portion
        working.append(
            words(
                "geometric-dilution.portion",
                number=place,
                portion=shown(portion),
                inside=shown(inside),
                together=shown(together),
            )
        )
        inside = together
    return CalculatorAnswer({"additions": [shown(portion) for portion in portions]}, working)
