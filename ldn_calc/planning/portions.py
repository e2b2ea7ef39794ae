"""The first portion of a liquid's vehicle, and the rinse that brings what is left of it into the graduated vessel."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from ldn_calc.formulary.records import Cylinder
from ldn_calc.quantities.rounding import down_to_step
from ldn_calc.quantities.values import Volume

__all__ = ["FIRST_PORTION", "first_portion", "leaves_a_rinse", "rinse_of", "rinse_within"]

FIRST_PORTION: Final = Fraction(6, 10)
"""How much of the final volume the drug is first dissolved in, about."""

_RINSE: Final = Fraction(1, 10)
_EASY_STEPS: Final = (Fraction(10), Fraction(5), Fraction(1), Fraction(1, 2), Fraction(1, 5))


def first_portion(volume: Volume, cylinders: Sequence[Cylinder]) -> tuple[Volume, Cylinder]:
    """A round figure of about 60 % that some cylinder shows; cylinders smallest first.

    Raises:
        ValueError: none shows it.
    """
    wanted = _easy_part(volume, FIRST_PORTION)
    for cylinder in cylinders:
        shown = max(Volume(down_to_step(wanted, cylinder.step.millilitres)), cylinder.smallest)
        if shown <= cylinder.capacity and shown.millilitres >= wanted - cylinder.step.millilitres:
            return shown, cylinder
    raise ValueError(f"no cylinder measures {wanted} mL")


def rinse_of(volume: Volume, first: Volume) -> Volume:
    """About a tenth of the final volume, and no more than is left beside the first portion."""
    return Volume(min(volume.millilitres - first.millilitres, _easy_part(volume, _RINSE)))


def rinse_within(volume: Volume, left: Fraction) -> Volume:
    """The same where so many millilitres are left up to the mark: at most half of them, so that the rinse never passes it.

    >>> rinse_within(Volume.of(500), Fraction(21)).millilitres, rinse_within(Volume.of(500), Fraction(200)).millilitres
    (Fraction(10, 1), Fraction(50, 1))
    """
    half = _easy_part(Volume(max(left, Fraction(0))), Fraction(1, 2))
    return Volume(min(half, _easy_part(volume, _RINSE)))


def leaves_a_rinse(volume: Volume, cylinders: Sequence[Cylinder]) -> bool:
    """Whether a batch of this volume has room for a first portion that some cylinder measures, and for a rinse after it.

    >>> from ldn_calc.formulary.formulary import shipped_formulary
    >>> [leaves_a_rinse(Volume(Fraction(each)), shipped_formulary().cylinders) for each in ("2", "2.2")]
    [False, True]
    """
    try:
        first, _ = first_portion(volume, cylinders)
    except ValueError:
        return False
    return rinse_of(volume, first).millilitres > 0


def _easy_part(volume: Volume, part: Fraction) -> Fraction:
    """A part of a volume in millilitres, rounded down to a figure that is easy to read."""
    wanted = volume.millilitres * part
    step = next((each for each in _EASY_STEPS if wanted >= each * 2), _EASY_STEPS[-1])
    return down_to_step(wanted, step)
