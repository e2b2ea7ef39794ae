"""Liquids: a volume on a syringe, dilution, whole tablets."""

from __future__ import annotations

from ldn_calc.calculators.dilution import tablets_to_cover, volume_of_tablets, volume_to_take
from ldn_calc.calculators.reading import CalculationError, Fault, Given
from ldn_calc.calculators.reckoned import Reckoned, number, percent, shown
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.planning.syringes import iso_tolerance, marks_beside
from ldn_calc.quantities.rounding import is_on_step

__all__ = ["dilution", "syringe", "tablets"]


def syringe(given: Given) -> Reckoned:
    """Whether a volume is a mark, the marks below and above it, and the tolerance at that volume."""
    volume, capacity, step = given.volume("volume"), given.volume("capacity"), given.volume("step")
    faults = []
    if volume > capacity:
        faults.append(Fault("volume", given.texts["volume"], f"at most {shown(capacity)}, what the syringe holds"))
    if not is_on_step(capacity.millilitres, step.millilitres):
        expected = f"a step that goes a whole number of times into {shown(capacity)}"
        faults.append(Fault("step", given.texts["step"], expected))
    if faults:
        raise CalculationError(tuple(faults))
    below, above = marks_beside(volume, step)
    tolerance = iso_tolerance(volume, capacity, shipped_formulary().syringe_tolerance)
    marks = volume / step
    on_mark = below == above
    errors = percent(below / volume - 1), percent(above / volume - 1)
    working = [f"{shown(volume)} ÷ {shown(step)} = {number(marks)} marks: {'a mark' if on_mark else 'between two marks'}."]
    if not on_mark:
        working.append(f"Mark below {shown(below)} ({errors[0]}), mark above {shown(above)} ({errors[1]}).")
    working.append(f"{_tolerance_words(given)} = ± {shown(tolerance)}, {percent(tolerance / volume)} of the volume.")
    result = {
        "on_mark": on_mark,
        "below": shown(below),
        "above": shown(above),
        "below_error": errors[0],
        "above_error": errors[1],
        "tolerance": shown(tolerance),
        "tolerance_percent": percent(tolerance / volume),
    }
    return Reckoned(result, working)


def _tolerance_words(given: Given) -> str:
    volume, capacity = given.volume("volume"), given.volume("capacity")
    of_capacity, of_volume = shipped_formulary().syringe_tolerance.shares(volume, capacity)
    drawn = f"{shown(of_volume)} × {shown(volume)}"
    if of_capacity is not None:
        return f"Below half of the syringe: {shown(of_capacity)} × {shown(capacity)} + {drawn}"
    return f"From half of the syringe on: {drawn}"


def dilution(given: Given) -> Reckoned:
    """How much of the stronger liquid to take, and how much to add to it."""
    have, want, volume = given.strength("have"), given.strength("want"), given.volume("volume")
    if want > have:
        raise given.fault("want", f"at most {shown(have)}, the strength at hand: adding liquid makes nothing stronger")
    take = volume_to_take(have, want, volume)
    working = [
        f"{shown(want)} × {shown(volume)} ÷ {shown(have)} = {shown(take)} to take.",
        f"{shown(volume)} − {shown(take)} = {shown(volume - take)} to add: make up to {shown(volume)}.",
    ]
    return Reckoned({"take": shown(take), "add": shown(volume - take)}, working)


def tablets(given: Given) -> Reckoned:
    """The fewest whole tablets that cover a volume, and the volume that they make."""
    concentration, volume, tablet = given.strength("concentration"), given.volume("volume"), given.mass("tablet")
    count = tablets_to_cover(concentration, volume, tablet)
    made = volume_of_tablets(count, tablet, concentration)
    drug = concentration * volume
    working = [
        f"{shown(volume)} × {shown(concentration)} = {shown(drug)}.",
        f"{shown(drug)} ÷ {shown(tablet)} = {number(drug / tablet)}: {count} whole {'tablet' if count == 1 else 'tablets'}.",
        f"{count} × {shown(tablet)} ÷ {shown(concentration)} = {shown(made)}: make up to that volume.",
    ]
    return Reckoned({"tablets": count, "volume_made": shown(made)}, working)
