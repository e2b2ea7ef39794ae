"""Capsule quality: weights against limits, USP <2091> stages, USP <905> acceptance value.

Limits are part of what they limit: a capsule of exactly 90 or 110 % passes. Everything is exact but the standard deviation,
a square root: it is kept to 30 places, and compared with a limit by its exact square.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isqrt
from typing import Final

from ldn_calc.quantities.values import Mass

__all__ = [
    "CAPSULES_AT_STAGE",
    "UNITS_TESTED",
    "NetContents",
    "Spread",
    "Uniformity",
    "Verdict",
    "content_uniformity",
    "intact_verdict",
    "mean_mass",
    "net_contents",
    "outside",
    "ten_percent_limits",
]

_PLACES: Final = 30
_TEN: Final = Fraction(1, 10)
_TWENTY_FIVE: Final = Fraction(1, 4)

CAPSULES_AT_STAGE: Final = (20, 60)
"""Capsules weighed for USP <2091>: 20, and 40 more."""

UNITS_TESTED: Final = {10: Fraction(24, 10), 30: Fraction(2)}
"""Units of USP <905> with their factor k."""

_LEAST_M: Final = Fraction("98.5")
_MOST_M: Final = Fraction("101.5")
_L1: Final = Fraction(15)
_L2: Final = Fraction(25, 100)


class Verdict(StrEnum):
    """What a test says; `stage-2` asks for more to be weighed or assayed."""

    PASS = "pass"  # noqa: S105  (a verdict, not a password)
    FAIL = "fail"
    STAGE_2 = "stage-2"


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and variance (n - 1) of numbers; the variance is None for one number alone."""

    mean: Fraction
    variance: Fraction | None

    @classmethod
    def of(cls, numbers: Sequence[Fraction]) -> Spread:
        """Of at least one number."""
        mean = sum(numbers, Fraction(0)) / len(numbers)
        if len(numbers) == 1:
            return cls(mean, None)
        return cls(mean, sum(((each - mean) ** 2 for each in numbers), Fraction(0)) / (len(numbers) - 1))

    @property
    def deviation(self) -> Fraction | None:
        """The standard deviation, exact where the root is, else to 30 places."""
        return None if self.variance is None else _root(self.variance)

    @property
    def relative(self) -> Fraction | None:
        """The relative standard deviation."""
        return None if self.deviation is None else self.deviation / self.mean


def ten_percent_limits(target: Mass) -> tuple[Mass, Mass]:
    """90 and 110 % of a target: 187.3 mg may be 168.57 to 206.03 mg."""
    return target * (1 - _TEN), target * (1 + _TEN)


def outside(weights: Sequence[Mass], low: Mass, high: Mass) -> tuple[int, ...]:
    """The numbers, counted from 1, of those below or above the limits."""
    return tuple(number for number, weight in enumerate(weights, 1) if not low <= weight <= high)


def mean_mass(weights: Sequence[Mass]) -> Mass:
    """The average of at least one weight."""
    return sum(weights, Mass.of(0)) / len(weights)


def intact_verdict(weights: Sequence[Mass]) -> Verdict:
    """USP <2091> stage 1: 20 intact capsules all within 90 to 110 % of their mean, else their net contents are weighed.

    >>> intact_verdict([Mass.of(180)] * 18 + [Mass.of(165), Mass.of(199)]).value
    'stage-2'
    """
    return Verdict.STAGE_2 if outside(weights, *ten_percent_limits(mean_mass(weights))) else Verdict.PASS


@dataclass(frozen=True, slots=True)
class NetContents:
    """Net contents of 20 or 60 capsules by USP <2091>: how many are off by more than 10 and 25 % of their mean."""

    mean: Mass
    over_ten: tuple[int, ...]
    over_twenty_five: tuple[int, ...]
    verdict: Verdict


def net_contents(contents: Sequence[Mass]) -> NetContents:
    """Of 20: up to 2 off by over 10 % pass, 3 to 6 ask for 40 more; of 60: up to 6; none by over 25 %."""
    mean = mean_mass(contents)
    over_ten = outside(contents, *ten_percent_limits(mean))
    over_more = outside(contents, mean * (1 - _TWENTY_FIVE), mean * (1 + _TWENTY_FIVE))
    first = len(contents) == CAPSULES_AT_STAGE[0]
    if over_more or len(over_ten) > 6:
        verdict = Verdict.FAIL
    elif first and len(over_ten) > 2:
        verdict = Verdict.STAGE_2
    else:
        verdict = Verdict.PASS
    return NetContents(mean, over_ten, over_more, verdict)


@dataclass(frozen=True, slots=True)
class Uniformity:
    """USP <905>, contents in percent of label.

    Attributes:
        reference: M, the mean held within 98.5 to 101.5 %.
        acceptance_value: |M - mean| + k x s.
        outside: numbers, counted from 1, of units outside 75 to 125 % of M.
    """

    spread: Spread
    k: Fraction
    reference: Fraction
    acceptance_value: Fraction
    outside: tuple[int, ...]
    verdict: Verdict


def content_uniformity(contents: Sequence[Fraction]) -> Uniformity:
    """Judge 10 or 30 units by their acceptance value.

    >>> ten = [Fraction(each) for each in "98.2 99.5 101.3 97.8 100.6 102.1 99.0 98.7 100.9 99.9".split()]
    >>> content_uniformity(ten).verdict.value
    'pass'

    Raises:
        KeyError: another number of units.
    """
    k = UNITS_TESTED[len(contents)]
    spread = Spread.of(contents)
    mean, variance = spread.mean, spread.variance or Fraction(0)
    reference = min(max(mean, _LEAST_M), _MOST_M)
    off = abs(reference - mean)
    within = off <= _L1 and k**2 * variance <= (_L1 - off) ** 2
    low, high = reference * (1 - _L2), reference * (1 + _L2)
    far = tuple(number for number, each in enumerate(contents, 1) if not low <= each <= high)
    verdict = _uniformity_verdict(len(contents), far=bool(far), within=within)
    return Uniformity(spread, k, reference, off + k * _root(variance), far, verdict)


def _uniformity_verdict(units: int, *, far: bool, within: bool) -> Verdict:
    if within and not (far and units == 30):
        return Verdict.PASS
    return Verdict.STAGE_2 if units == 10 and not far else Verdict.FAIL


def _root(square: Fraction) -> Fraction:
    """The square root, exact where there is one."""
    above, below = isqrt(square.numerator), isqrt(square.denominator)
    if above**2 == square.numerator and below**2 == square.denominator:
        return Fraction(above, below)
    scale: int = 10**_PLACES
    return Fraction(isqrt(square.numerator * scale**2 // square.denominator), scale)
