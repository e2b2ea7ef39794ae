"""Every rounding the program makes, by name.

Ties go half up: a mass of 100.5 mg on a 1 mg balance is 101 mg (Python's own round() would give 100).

>>> to_step(Fraction("100.5"), Fraction(1)), up_to_step(Fraction("99.225"), Fraction(1))
(Fraction(101, 1), Fraction(100, 1))
>>> down_to_step(Fraction("130.19"), Fraction("0.1"))
Fraction(1301, 10)
>>> significant(Fraction(449062, 100000) + Fraction(1, 10**9), 6)
Fraction(224531, 50000)
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

__all__ = ["down_to_step", "is_on_step", "significant", "significant_up", "to_step", "up_to_step"]


def to_step(amount: Fraction, step: Fraction) -> Fraction:
    """The nearest whole number of steps, ties up (a balance's reading, a rounded percentage)."""
    return floor(amount / step + Fraction(1, 2)) * step


def up_to_step(amount: Fraction, step: Fraction) -> Fraction:
    """The next whole number of steps at or above (a volume that must not be short)."""
    return ceil(amount / step) * step


def down_to_step(amount: Fraction, step: Fraction) -> Fraction:
    """The next whole number of steps at or below (a fill that must not run out)."""
    return floor(amount / step) * step


def is_on_step(amount: Fraction, step: Fraction) -> bool:
    """Whether the amount is a mark of an instrument with that step."""
    return (amount / step).denominator == 1


def significant(number: Fraction, digits: int) -> Fraction:
    """Round to so many significant digits, half up by size: -0.2084 with 3 digits is -0.208."""
    if number == 0:
        return Fraction(0)
    step = _step_of(abs(number), digits)
    rounded = floor(abs(number) / step + Fraction(1, 2)) * step
    return rounded if number > 0 else -rounded


def significant_up(number: Fraction, digits: int) -> Fraction:
    """Round up to so many significant digits, away from zero: 8.51 with 2 digits is 8.6, never less."""
    if number == 0:
        return Fraction(0)
    step = _step_of(abs(number), digits)
    rounded = ceil(abs(number) / step) * step
    return rounded if number > 0 else -rounded


def _step_of(size: Fraction, digits: int) -> Fraction:
    """One in the last of so many significant digits."""
    exponent = len(str(size.numerator)) - len(str(size.denominator))
    if size < Fraction(10) ** exponent:
        exponent -= 1
    return Fraction(10) ** (exponent - digits + 1)
