"""The weights of capsules in a calculation, as a drawing for the screen and for its printed page."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from ldn_calc.calculators.reading import read_inputs
from ldn_calc.documents.weights_plot import WeightsPlot, weights_plot
from ldn_calc.quantities.values import Mass

if TYPE_CHECKING:
    from ldn_calc.application.calculating import Calculated

__all__ = ["WeightsPlot", "plot_of", "weights_plot"]

_LOW: Final = Fraction(9, 10)
_HIGH: Final = Fraction(11, 10)
"""Each unit within 90 to 110 %: the sources stand with both calculators in `resources/text/calculators.toml`."""


def plot_of(calculated: Calculated) -> WeightsPlot | None:
    """What is drawn beside an answer; None where it has no weights.

    `capsule-weights` holds each capsule against shell and fill, `capsule-quality` against the mean of those weighed (of the
    net contents, where these are what decides).
    """
    if calculated.calculator not in {"capsule-weights", "capsule-quality"}:
        return None
    given = read_inputs(calculated.calculator, calculated.inputs)
    weights = (given.masses("net") if given.has("net") else ()) or given.masses("weights")
    if not weights:
        return None
    mean = Mass(sum((each.milligrams for each in weights), Fraction(0)) / len(weights))
    target = given.mass("shell") + given.mass("fill") if given.has("shell") and given.has("fill") else None
    centre = target or mean
    return WeightsPlot(weights, target, mean, centre * _LOW, centre * _HIGH)
