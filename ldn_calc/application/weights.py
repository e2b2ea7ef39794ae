"""What a dot plot of capsule weights needs: each weight as percent of its target, and the limits.

>>> from ldn_calc.application.calculating import calculate
>>> plot = weights_plot(calculate("capsule-weights", {"shell": "48 mg", "fill": "132 mg", "weights": "180, 171, 199"}))
>>> plot.percents, plot.outside
((100.0, 95.0, 110.55555555555556), (3,))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ldn_calc.application.calculating import Calculated
from ldn_calc.calculators.quality import weights_are_not_content
from ldn_calc.calculators.reading import read_inputs
from ldn_calc.planning.quality import mean_mass, outside, ten_percent_limits

__all__ = ["WeightsPlot", "weights_plot"]

_LOW: Final = 90.0
_HIGH: Final = 110.0


@dataclass(frozen=True, slots=True)
class WeightsPlot:
    """Dots of one set of weights.

    Attributes:
        percents: each weight as percent of the target, or of their mean where there is none, in the order given.
        outside: the numbers, counted from 1, of those outside the limits, by exact comparison.
        of: what 100 is: `target` or `mean`.
        low: the lower limit in percent.
        high: the upper limit in percent.
        statement: that weights do not prove content, to stand beside the plot.
    """

    percents: tuple[float, ...]
    outside: tuple[int, ...]
    of: str
    statement: str
    low: float = _LOW
    high: float = _HIGH


def weights_plot(calculated: Calculated) -> WeightsPlot | None:
    """The dots of `capsule-weights` or `capsule-quality`; None where no weights were given, or for another calculator."""
    if calculated.calculator not in ("capsule-weights", "capsule-quality"):
        return None
    given = read_inputs(calculated.calculator, calculated.inputs)
    weights = given.masses("weights")
    if not weights:
        return None
    by_target = given.has("shell")
    target = given.mass("shell") + given.mass("fill") if by_target else mean_mass(weights)
    percents = tuple(float(weight / target * 100) for weight in weights)
    far = outside(weights, *ten_percent_limits(target))
    return WeightsPlot(percents, far, "target" if by_target else "mean", weights_are_not_content())
