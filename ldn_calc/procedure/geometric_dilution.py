"""Geometric dilution: filler goes to the drug in portions, each about as much as is in the mortar already."""

from __future__ import annotations

from ldn_calc.quantities.values import Mass

__all__ = ["bench_portions", "geometric_portions"]


def geometric_portions(drug: Mass, total: Mass) -> tuple[Mass, ...]:
    """Portions of filler for geometric dilution: each about as much as is already in the mortar.

    >>> from fractions import Fraction
    >>> [float(each.milligrams) for each in geometric_portions(Mass.of(270), Mass.of(Fraction("7894.5")))]
    [270.0, 540.0, 1080.0, 2160.0, 3574.5]
    """
    portions: list[Mass] = []
    inside = drug
    while inside < total:
        portion = min(inside, total - inside)
        portions.append(portion)
        inside += portion
    return tuple(portions)


def bench_portions(drug: Mass, total: Mass) -> tuple[Mass, ...]:
    """The portions as they are weighed: no odd tail, what is left over is spread over the last two.

    Each is still at most what is in the mortar when it is added.

    >>> [float(each.milligrams) for each in bench_portions(Mass.of(243), Mass.of(4160))]
    [243.0, 486.0, 972.0, 1108.0, 1108.0]
    """
    portions = geometric_portions(drug, total)
    if len(portions) > 1 and portions[-1] < portions[-2]:
        half = (portions[-2] + portions[-1]) / 2
        portions = (*portions[:-2], half, half)
    return portions
