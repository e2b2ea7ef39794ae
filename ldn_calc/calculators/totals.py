"""Sums over a regimen: the drug it takes, the doses, the days, and how long an amount lasts.

Total = sum of dose x times a day x days; days of supply = amount / daily use, rounded down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from ldn_calc.quantities.values import Mass

__all__ = ["Stretch", "fills_needed", "total_days", "total_doses", "total_drug", "whole_days"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many days in a row on the same doses: each of `doses` is taken `times` a day."""

    doses: tuple[Mass, ...]
    times: int
    days: int

    @property
    def daily(self) -> Mass:
        """The drug of one day."""
        return sum(self.doses, Mass.of(0)) * self.times

    @property
    def count(self) -> int:
        """How many doses are taken."""
        return len(self.doses) * self.times * self.days


def total_drug(regimen: Sequence[Stretch]) -> Mass:
    """The drug that all doses hold.

    >>> total_drug([Stretch((Mass(Fraction("1.5")),), 1, 14), Stretch((Mass.of(3),), 1, 14)])
    Mass(milligrams=Fraction(63, 1))
    """
    return sum((each.daily * each.days for each in regimen), Mass.of(0))


def total_days(regimen: Sequence[Stretch]) -> int:
    """The days one after another."""
    return sum(each.days for each in regimen)


def total_doses(regimen: Sequence[Stretch]) -> int:
    """How many doses are taken."""
    return sum(each.count for each in regimen)


def whole_days(amount: Fraction, per_day: Fraction) -> int:
    """Days of supply: 100 mL at 4.5 mL a day last 22 days, not 22.2.

    >>> whole_days(Fraction(100), Fraction("4.5"))
    22
    """
    return floor(amount / per_day)


def fills_needed(days: int, beyond_use_days: int) -> int:
    """The fewest fills of which none is used past its beyond-use date: 126 days at 35 days are 4.

    >>> fills_needed(126, 35)
    4
    """
    return ceil(Fraction(days, beyond_use_days))
