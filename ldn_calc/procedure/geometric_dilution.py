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
    """The portions as they are weighed: the last two are equal, and none is more than what is in the mortar when it is added.

    A tail smaller than the portion before it is shared with that one; a larger one is halved. A single portion stays one.

    >>> [float(each.milligrams) for each in bench_portions(Mass.of(243), Mass.of(4160))]
    [243.0, 486.0, 972.0, 1108.0, 1108.0]
    >>> [float(each.milligrams) for each in bench_portions(Mass.of(243), Mass.of(3646))]
    [243.0, 486.0, 972.0, 851.0, 851.0]
    """
    *rest, last = geometric_portions(drug, total) or (Mass.of(0),)
    if not rest or last == rest[-1]:
        return (*rest, last) if last > Mass.of(0) else ()
    shared = last + rest.pop() if last < rest[-1] else last
    return (*rest, shared / 2, shared / 2)
