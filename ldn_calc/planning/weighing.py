"""Weighing: what a balance shows, and the least it may weigh.

Minimum = max(sensitivity, readability / 2) / error, or 2 x max(s, 0.41 x readability) / error (USP <41>), or as entered and never
below that floor of the readability: no weighing is better than half a reading.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Preparation
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.rounding import to_step, up_to_step
from ldn_calc.quantities.values import Mass, Share

__all__ = [
    "LEAST_REPEATABILITY",
    "balance_of",
    "error_of",
    "filler_on_balance",
    "floor_of",
    "least_by_repeatability",
    "least_by_sensitivity",
    "least_for_aliquot",
    "on_balance",
    "weighing_error",
]

_MOST_READINGS: Final = 1_000_000
"""Filler of more readings has seven digits: they are read wrong, and change nothing."""

LEAST_REPEATABILITY: Final = Fraction(41, 100)
"""Of the readability: no repeatability is taken to be better (USP <41>)."""


def weighing_error(preparation: Preparation, formulary: Formulary) -> Share:
    """The error a weighing may have, as asked for or by the formulary's policy."""
    return preparation.weighing_error or formulary.policy_share("defaults", "weighing_error")


def balance_of(preparation: Preparation, formulary: Formulary) -> BalanceInstrument:
    """The balance as an instrument; a minimum that follows from its figures is rounded up to its readability.

    A sensitivity of 6 mg at 5 % error gives 120 mg.
    """
    entered = preparation.balance
    if entered is None:
        return BalanceInstrument(*formulary.balance)
    error = weighing_error(preparation, formulary)
    if entered.minimum is not None:
        return BalanceInstrument(entered.readability, max(entered.minimum, floor_of(entered.readability, error)))
    if entered.sensitivity is not None:
        least = least_by_sensitivity(max(entered.sensitivity, entered.readability / Fraction(2)), error)
    else:
        least = least_by_repeatability(entered.readability, entered.repeatability, error)
    return BalanceInstrument(entered.readability, Mass(up_to_step(least.milligrams, entered.readability.milligrams)))


def floor_of(readability: Mass, error: Share) -> Mass:
    """The least minimum that a balance of this readability may have, in whole readings: 41 mg for 1 mg at 2 %."""
    return Mass(up_to_step(least_by_repeatability(readability, None, error).milligrams, readability.milligrams))


def least_by_sensitivity(sensitivity: Mass, error: Share) -> Mass:
    """The least mass that a balance of this sensitivity weighs within the error: 6 mg at 5 % is 120 mg."""
    return sensitivity / error.fraction


def least_by_repeatability(readability: Mass, repeatability: Mass | None, error: Share) -> Mass:
    """The least mass by USP <41>: 2 x max(s, 0.41 x readability) / error; 0.1 mg at 0.1 % is 82 mg."""
    return max(repeatability or Mass.of(0), readability * LEAST_REPEATABILITY) * 2 / error.fraction


def error_of(sensitivity: Mass, mass: Mass) -> Share:
    """How far off a weighing can be: 50 mg on a balance of 6 mg sensitivity, 12 %."""
    return Share(sensitivity / mass)


def on_balance(mass: Mass, balance: BalanceInstrument) -> Mass:
    """What to weigh: the nearest reading, ties up."""
    return Mass(to_step(mass.milligrams, balance.readability.milligrams))


def filler_on_balance(mass: Mass, balance: BalanceInstrument) -> Mass:
    """What to weigh of filler: the nearest reading; of over a million readings the milligram is near enough for any capsule.

    >>> fine = BalanceInstrument(Mass(Fraction(1, 100)), Mass.of(20))
    >>> filler_on_balance(Mass(Fraction("10535.51")), fine).milligrams, filler_on_balance(Mass(Fraction("20.481")), fine).milligrams
    (Fraction(10536, 1), Fraction(512, 25))
    """
    readability = balance.readability.milligrams
    step = up_to_step(Fraction(1), readability) if mass.milligrams >= readability * _MOST_READINGS else readability
    return Mass(to_step(mass.milligrams, step))


@lru_cache(maxsize=8)
def least_for_aliquot(balance: BalanceInstrument, allowed: Share) -> Mass:
    """The least that is weighed of drug, or of a mixture that bears drug, where only a part of it is used.

    At least twice the minimum, and so much that two weighings in a row stay within the error that one may have: 6 mg on
    243 mg, twice, is within 5 %.

    >>> float(least_for_aliquot(BalanceInstrument(Mass.of(1), Mass.of(120)), Share.percent(5)).milligrams)
    243.0
    """
    step, minimum = balance.readability.milligrams, balance.minimum.milligrams
    least = up_to_step(2 * minimum, step)
    while (1 + minimum * allowed.fraction / least) ** 2 > 1 + allowed.fraction:
        least += step
    return Mass(least)
