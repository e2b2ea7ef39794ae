"""Potency and salt: the powder that holds a labeled amount, and one form of naltrexone as another."""

from __future__ import annotations

from typing import Any, Final

from ldn_calc.calculators.answers import CalculatorAnswer, number, shown
from ldn_calc.calculators.reading import CalculationError, CalculatorInputs, Fault
from ldn_calc.calculators.words import words
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
_FIGURES: Final = ("water", "solvents", "lod")
"""The certificate's figures beside the assay, by key."""


def potency(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Drug fraction by planning's own function; weigh = labeled amount / fraction.

    The dihydrate without a water figure takes its theoretical water; a measured water is never combined with it.
    """
    basis, form = AssayBasis(inputs.choice("basis")), inputs.choice("form")
    theoretical = form == "dihydrate" and basis is not AssayBasis.AS_IS and not (inputs.has("water") or inputs.has("lod"))
    _check_figures(inputs, basis, theoretical=theoretical)
    if inputs.share("assay").in_percent > _MOST_ASSAY:
        raise inputs.fault("assay", words("potency.expected.assay", most=_MOST_ASSAY))
    source = PowderSource(
        f"naltrexone hydrochloride {form}",
        inputs.share("assay"),
        basis,
        inputs.share_or_none("water"),
        inputs.share_or_none("solvents"),
        inputs.share_or_none("lod"),
    )
    found = powder_potency(source, StrengthAs(inputs.choice("strength_as")), shipped_formulary())
    if found.fraction <= 0:
        taken = [key for key in _NEEDS[basis] if inputs.has(key)]
        raise inputs.fault(taken[-1], words("potency.expected.water-and-solvents"))
    powder = shipped_formulary().powders[source.substance]
    as_hydrochloride = Share(found.fraction / found.salt)
    if not powder.least_fraction <= as_hydrochloride <= powder.most_fraction:
        taken = [key for key in _NEEDS[basis] if inputs.has(key)]
        least, most, share = shown(powder.least_fraction), shown(powder.most_fraction), shown(as_hydrochloride)
        expected = words("potency.expected.form", form=form, least=least, most=most, found=share)
        raise inputs.fault([*taken, "assay"][0], expected)
    label = inputs.mass("label_mass")
    fraction, factor, weigh = number(found.fraction, _FRACTION_DIGITS), number(1 / found.fraction), shown(label / found.fraction)
    product = potency_working(found, None, shipped_formulary()).facts["product"]
    result: dict[str, Any] = {"drug_fraction": fraction, "factor": factor, "weigh": weigh}
    working = [
        *_assumed_lines(inputs, found, basis, theoretical=theoretical),
        words("potency.drug-fraction", product=product, fraction=fraction, basis=basis.value),
        words("potency.weigh", label_mass=shown(label), fraction=fraction, weigh=weigh, factor=factor),
    ]
    if basis is AssayBasis.AS_IS and inputs.has("water"):
        assay, water = inputs.share("assay"), inputs.share("water")
        dry = anhydrous_assay(assay, water)
        result["assay_anhydrous"] = shown(dry)
        working.append(words("potency.assay-anhydrous", assay=shown(assay), water=shown(water), dry=shown(dry)))
    return CalculatorAnswer(result, working)


def _check_figures(inputs: CalculatorInputs, basis: AssayBasis, *, theoretical: bool) -> None:
    """What the basis needs is there, and is less than the whole."""
    needs = _NEEDS[basis]
    labels = _labels(inputs)
    faults = [
        Fault(
            key,
            "nothing",
            words("potency.expected.figure", what=labels[key].lower(), basis=basis.value, needs=" and ".join(needs)),
        )
        for key in needs
        if not inputs.has(key) and not theoretical
    ]
    if basis is AssayBasis.AS_IS and inputs.has("water") and inputs.share("water").fraction >= 1:
        faults.append(Fault("water", inputs.texts["water"], words("potency.expected.water")))
    if faults:
        raise CalculationError(tuple(faults))


def _labels(inputs: CalculatorInputs) -> dict[str, str]:
    """What each input is called, by key."""
    return {each.key: each.label for each in inputs.calculator.inputs}


def _assumed_lines(inputs: CalculatorInputs, found: Potency, basis: AssayBasis, *, theoretical: bool) -> list[str]:
    lines = []
    if theoretical:
        used = found.lod if basis is AssayBasis.DRIED else found.water
        figure = shown(used) if used is not None else ""
        lines.append(words("potency.no-water", water=figure))
        if basis is AssayBasis.ANHYDROUS_SOLVENT_FREE and not inputs.has("solvents"):
            lines.append(words("potency.no-solvents"))
    labels = _labels(inputs)
    unused = [key for key in _FIGURES if inputs.has(key) and key not in _NEEDS[basis]]
    lines += [
        words("potency.not-taken-off", what=labels[key], figure=shown(inputs.share(key)), basis=basis.value) for key in unused
    ]
    return lines


def salt(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Mass x molar mass wanted / molar mass inputs."""
    mass, have, want = inputs.mass("mass"), inputs.choice("from"), inputs.choice("to")
    formulary = shipped_formulary()
    factor = convert_salt(have, want, formulary)
    found = mass * factor
    mass_have, mass_want = number(formulary.molar_masses[have]), number(formulary.molar_masses[want])
    working = [
        words("salt.factor", have=have, mass_have=mass_have, want=want, mass_want=mass_want, factor=number(factor)),
        words("salt.mass", mass=shown(mass), mass_want=mass_want, mass_have=mass_have, found=shown(found), want=want),
    ]
    return CalculatorAnswer({"mass": shown(found), "factor": number(factor)}, working)
