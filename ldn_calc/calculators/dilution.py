"""Dilution of a liquid, and whole tablets for a volume: strength x volume stays the same."""

from __future__ import annotations

from math import ceil

from ldn_calc.quantities.values import Mass, Strength, Volume

__all__ = ["tablets_to_cover", "volume_of_tablets", "volume_to_take"]


def volume_to_take(have: Strength, want: Strength, volume: Volume) -> Volume:
    """How much of the stronger liquid holds the drug of the weaker: 5 mg/mL for 100 mL of 1 mg/mL is 20 mL.

    >>> volume_to_take(Strength.of(5), Strength.of(1), Volume.of(100))
    Volume(millilitres=Fraction(20, 1))
    """
    return (want * volume) / have


def tablets_to_cover(concentration: Strength, volume: Volume, tablet: Mass) -> int:
    """The fewest whole tablets that hold at least the drug of the volume.

    >>> tablets_to_cover(Strength.of(1), Volume.of(141), Mass.of(50))
    3
    """
    return ceil(concentration * volume / tablet)


def volume_of_tablets(tablets: int, tablet: Mass, concentration: Strength) -> Volume:
    """What so many whole tablets make up to: 3 of 50 mg are 150 mL of 1 mg/mL.

    >>> volume_of_tablets(3, Mass.of(50), Strength.of(1))
    Volume(millilitres=Fraction(150, 1))
    """
    return tablet * tablets / concentration
