"""The weights of capsules in a calculation, as a drawing for the screen and for its printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_calc.calculators.finished_quality import mean_mass, ten_percent_limits
from ldn_calc.calculators.reading import read_inputs
from ldn_calc.documents.drawing.weights_plot import WeightsPlot, weights_plot

if TYPE_CHECKING:
    from ldn_calc.application.calculate.answer import Calculated

__all__ = ["WeightsPlot", "plot_of", "weights_plot"]


def plot_of(calculated: Calculated) -> WeightsPlot | None:
    """What is drawn beside an answer; None where it has no weights.

    `capsule-weights` holds each capsule against shell and fill, `capsule-quality` against the mean of those weighed, or of
    the net contents where these decide. The limits are those of the calculators.
    """
    if calculated.calculator not in {"capsule-weights", "capsule-quality"}:
        return None
    given = read_inputs(calculated.calculator, calculated.inputs)
    weights = given.masses("net" if calculated.result.get("stage", 1) > 1 else "weights")
    if not weights:
        return None
    mean = mean_mass(weights)
    target = given.mass("shell") + given.mass("fill") if calculated.calculator == "capsule-weights" else None
    low, high = ten_percent_limits(target or mean)
    return WeightsPlot(weights, target, mean, low, high)
