"""Which function answers which calculator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ldn_calc.calculators import weighing
from ldn_calc.calculators.reading import Given
from ldn_calc.calculators.reckoned import Reckoned

__all__ = ["reckon"]

_BY_NAME: Final[Mapping[str, Callable[[Given], Reckoned]]] = {
    "minimum-weighable": weighing.minimum_weighable,
    "weighing-error": weighing.weighing_error,
    "solid-aliquot": weighing.solid_aliquot,
    "liquid-aliquot": weighing.liquid_aliquot,
}


def reckon(given: Given) -> Reckoned:
    """Answer one calculation.

    Raises:
        CalculationError: inputs that can each be read but do not go together.
    """
    return _BY_NAME[given.calculator.name](given)
