"""What a calculator answers, and how its numbers are written.

A result that terminates is written whole, any other with 6 significant digits; nothing is rounded before that.

>>> shown(Mass.of(250) / 3), percent(Fraction(-1, 45)), plain_number(Fraction(5, 2))
('83.3333 mg', '-2.22222 %', 2.5)
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from ldn_calc.quantities.text import decimal_text, significant_text, write
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = ["DIGITS", "CalculatorAnswer", "number", "percent", "plain_number", "shown"]

DIGITS: Final = 6
"""Significant digits of a result that does not terminate."""

_LONGEST: Final = 24
"""Letters of a result that is written whole; a square root, kept to 30 places, is longer and does not terminate."""


@dataclass(frozen=True, slots=True)
class CalculatorAnswer:
    """A result by key, with the working: lines as a pharmacist would write them."""

    result: dict[str, Any]
    working: list[str]


def shown(amount: Mass | Volume | Strength | Share) -> str:
    """An amount with its unit: `83.3333 mg`."""
    try:
        whole = write(amount)
    except ValueError:
        return write(amount, DIGITS)
    return whole if len(whole) <= _LONGEST else write(amount, DIGITS)


def number(found: Fraction, digits: int = DIGITS) -> str:
    """A number without a unit, as text: `1.0162`."""
    try:
        whole = decimal_text(found)
    except ValueError:
        return significant_text(found, digits)
    return whole if len(whole) <= _LONGEST else significant_text(found, digits)


def percent(fraction: Fraction) -> str:
    """A part of a whole that may be negative, as a percentage: `-9.75 %`."""
    return f"{number(fraction * 100)} %"


def plain_number(found: Fraction) -> int | float:
    """A number as JSON has it."""
    return int(found) if found.denominator == 1 else float(number(found))
