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

__all__ = ["down_to_step", "is_on_step", "significant", "significant_beside", "significant_up", "to_step", "up_to_step"]


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
    over, under, places = _scaled(number, digits)
    return _at_places(number, (2 * over + under) // (2 * under), places)


def significant_up(number: Fraction, digits: int) -> Fraction:
    """Round up to so many significant digits, away from nought: 8.51 with 2 digits is 8.6, never less."""
    over, under, places = _scaled(number, digits)
    return _at_places(number, -(-over // under), places)


def significant_beside(number: Fraction, limit: Fraction, digits: int) -> Fraction:
    """Round to so many significant digits, and away from a limit where that would put the number on it or across it.

    What is over a limit never reads as the limit: 10.0004 beside 10, with 2 digits, is 10.1; 49.9996 with 4 digits is 49.999.

    >>> [str(significant_beside(Fraction(text), Fraction(10), 2)) for text in ("10.0004", "9.9996", "12.34", "10")]
    ['101/10', '999/100', '12', '10']
    """
    if number == limit:
        return number
    rounded = significant(number, digits)
    if (rounded > limit) is (number > limit) and rounded != limit:
        return rounded
    _, _, places = _scaled(number, digits + 1)
    step = Fraction(1, 10**places) if places >= 0 else Fraction(10**-places)
    return (ceil(number / step) if number > limit else floor(number / step)) * step


def _scaled(number: Fraction, digits: int) -> tuple[int, int, int]:
    """The size of a number as `over / under`, so many places to the left: its whole part has just so many digits.

    Whole numbers throughout: a program that writes some hundred numbers a plan feels the cost of Fractions.
    """
    over, under = abs(number.numerator), number.denominator
    places = digits - len(str(over)) + len(str(under))
    if places >= 0:
        over *= 10**places
    else:
        under *= 10**-places
    if over >= 10**digits * under:
        places, under = places - 1, under * 10
    return over, under, places


def _at_places(number: Fraction, size: int, places: int) -> Fraction:
    """So many of the last digit, with the number's own sign."""
    signed = size if number.numerator > 0 else -size
    return Fraction(signed, 10**places) if places >= 0 else Fraction(signed * 10**-places)
