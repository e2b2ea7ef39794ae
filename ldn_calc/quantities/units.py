"""The one pint registry: exact, private, a dozen definitions, volume a dimension of its own.

Only this module imports pint. pint never reads human text: it is handed a Fraction and one of the names below.

>>> (quantity(Fraction(3, 2), "mg") / quantity(Fraction(3), "mL")).to("mg/mL").magnitude
Fraction(1, 2)
>>> quantity(Fraction(1), "mg") + quantity(Fraction(1), "mL")
Traceback (most recent call last):
...
pint.errors.DimensionalityError: Cannot convert from 'milligram' ([mass]) to 'millilitre' ([volume])
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, TypeAlias

import pint
from pint.errors import DimensionalityError

__all__ = ["UNITS", "DimensionalityError", "Quantity", "quantity"]

_DEFINITIONS: Final = (
    "milligram = [mass] = mg",
    "gram = 1000 * milligram = g",
    "microgram = milligram / 1000 = mcg",
    "millilitre = [volume] = mL",
    "day = [time] = _ = days",
    "capsule = [capsules] = _ = capsules",
    "tablet = [tablets] = _ = tablets",
    "percent = 0.01 = _",
)

_REGISTRY: Final[pint.UnitRegistry[Any]] = pint.UnitRegistry(None, non_int_type=Fraction)
for _definition in _DEFINITIONS:
    _REGISTRY.define(_definition)

Quantity: TypeAlias = "pint.Quantity[Fraction]"
"""A pint quantity of this registry, for annotations: pint's arithmetic is Any to mypy."""

UNITS: Final = {
    "mg": _REGISTRY.Unit("milligram"),
    "g": _REGISTRY.Unit("gram"),
    "mcg": _REGISTRY.Unit("microgram"),
    "mL": _REGISTRY.Unit("millilitre"),
    "mg/mL": _REGISTRY.Unit("milligram / millilitre"),
    "g/mL": _REGISTRY.Unit("gram / millilitre"),
    "%": _REGISTRY.Unit("percent"),
    "days": _REGISTRY.Unit("day"),
    "capsules": _REGISTRY.Unit("capsule"),
    "tablets": _REGISTRY.Unit("tablet"),
    "": _REGISTRY.Unit("dimensionless"),
}
"""Every unit that a printed quantity may carry, by the word that is printed."""


def quantity(magnitude: Fraction, unit: str) -> Quantity:
    """Make a pint quantity from an exact magnitude and a printed unit.

    Raises:
        KeyError: `unit` is not one of UNITS.
    """
    return _REGISTRY.Quantity(magnitude, UNITS[unit])
