"""Liquids: a volume on a syringe, dilution, whole tablets."""

from __future__ import annotations

from ldn_calc.calculators.answers import CalculatorAnswer, number, percent, shown
from ldn_calc.calculators.dilution import tablets_to_cover, volume_of_tablets, volume_to_take
from ldn_calc.calculators.reading import CalculationError, CalculatorInputs, Fault
from ldn_calc.calculators.words import words
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.planning.syringes import iso_tolerance, marks_beside
from ldn_calc.quantities.rounding import is_on_step
from ldn_calc.quantities.values import Volume

__all__ = ["dilution", "syringe", "tablets"]


def syringe(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Whether a volume is a mark, the marks below and above it, and the tolerance at that volume."""
    volume, capacity, step = inputs.volume("volume"), inputs.volume("capacity"), inputs.volume("step")
    faults = []
    if volume > capacity:
        faults.append(Fault("volume", inputs.texts["volume"], words("syringe.expected.volume", capacity=shown(capacity))))
    if not is_on_step(capacity.millilitres, step.millilitres):
        faults.append(Fault("step", inputs.texts["step"], words("syringe.expected.step", capacity=shown(capacity))))
    if faults:
        raise CalculationError(tuple(faults))
    below, above = marks_beside(volume, step)
    tolerance = iso_tolerance(volume, capacity, shipped_formulary().syringe_tolerance)
    on_mark = below == above
    result = {
        "on_mark": on_mark,
        "below": shown(below),
        "above": shown(above),
        "below_error": percent(below / volume - 1),
        "above_error": percent(above / volume - 1),
        "tolerance": shown(tolerance),
        "tolerance_percent": percent(tolerance / volume),
    }
    working = [
        words(
            "syringe.a-mark" if on_mark else "syringe.between-marks",
            volume=shown(volume),
            step=shown(step),
            marks=number(volume / step),
        )
    ]
    if not on_mark:
        working.append(
            words(
                "syringe.marks-beside",
                below=shown(below),
                below_error=percent(below / volume - 1),
                above=shown(above),
                above_error=percent(above / volume - 1),
            )
        )
    working.append(_tolerance_line(volume, capacity, tolerance))
    return CalculatorAnswer(result, working)


def _tolerance_line(volume: Volume, capacity: Volume, tolerance: Volume) -> str:
    """How ISO 7886-1 comes to the tolerance: other shares below half of the syringe, and below 5 mL of capacity."""
    of_capacity, of_volume = shipped_formulary().syringe_tolerance.shares(volume, capacity)
    if of_capacity is None:
        return words(
            "syringe.tolerance-from-half",
            share=shown(of_volume),
            volume=shown(volume),
            tolerance=shown(tolerance),
            tolerance_percent=percent(tolerance / volume),
        )
    return words(
        "syringe.tolerance-below-half",
        capacity=shown(capacity),
        share_of_capacity=shown(of_capacity),
        share=shown(of_volume),
        volume=shown(volume),
        tolerance=shown(tolerance),
        tolerance_percent=percent(tolerance / volume),
    )


def dilution(inputs: CalculatorInputs) -> CalculatorAnswer:
    """How much of the stronger liquid to take, and how much to add to it."""
    have, want, volume = inputs.strength("have"), inputs.strength("want"), inputs.volume("volume")
    if want > have:
        raise inputs.fault("want", words("dilution.expected.want", have=shown(have)))
    take = volume_to_take(have, want, volume)
    add = volume - take
    working = [
        words("dilution.take", want=shown(want), volume=shown(volume), have=shown(have), take=shown(take)),
        words("dilution.add", volume=shown(volume), take=shown(take), add=shown(add)),
    ]
    return CalculatorAnswer({"take": shown(take), "add": shown(add)}, working)


def tablets(inputs: CalculatorInputs) -> CalculatorAnswer:
    """The fewest whole tablets that cover a volume, and the volume that they make."""
    concentration, volume, tablet = inputs.strength("concentration"), inputs.volume("volume"), inputs.mass("tablet")
    count = tablets_to_cover(concentration, volume, tablet)
    made = shown(volume_of_tablets(count, tablet, concentration))
    drug = concentration * volume
    exact = number(drug / tablet)
    working = [
        words("tablets.drug", volume=shown(volume), concentration=shown(concentration), drug=shown(drug)),
        words("tablets.one-tablet", drug=shown(drug), tablet=shown(tablet), exact=exact)
        if count == 1
        else words("tablets.tablets", drug=shown(drug), tablet=shown(tablet), exact=exact, count=count),
        words("tablets.make-up", count=count, tablet=shown(tablet), concentration=shown(concentration), volume_made=made),
    ]
    return CalculatorAnswer({"tablets": count, "volume_made": made}, working)
