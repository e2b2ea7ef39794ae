"""Which function answers which calculator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ldn_calc.calculators import capsules, liquids, potency, quality, supply, weighing
from ldn_calc.calculators.answers import CalculatorAnswer
from ldn_calc.calculators.reading import CalculatorInputs

__all__ = ["answer_to"]

_BY_NAME: Final[Mapping[str, Callable[[CalculatorInputs], CalculatorAnswer]]] = {
    "minimum-weighable": weighing.minimum_weighable,
    "weighing-error": weighing.weighing_error,
    "solid-aliquot": weighing.solid_aliquot,
    "liquid-aliquot": weighing.liquid_aliquot,
    "potency": potency.potency,
    "salt": potency.salt,
    "capsule-fill": capsules.capsule_fill,
    "capsule-density": capsules.capsule_density,
    "geometric-dilution": capsules.geometric_dilution,
    "capsule-weights": quality.capsule_weights,
    "capsule-quality": quality.capsule_quality,
    "content-uniformity": quality.content_uniformity,
    "syringe": liquids.syringe,
    "dilution": liquids.dilution,
    "tablets": liquids.tablets,
    "supply": supply.supply,
    "days-supply": supply.days_supply,
    "beyond-use": supply.beyond_use,
}


def answer_to(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Answer one calculation.

    Raises:
        CalculationError: inputs that can each be read but do not go together.
    """
    return _BY_NAME[inputs.calculator.name](inputs)
