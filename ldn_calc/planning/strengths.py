"""Capsule strengths: one that serves every dose with 1 to 3 capsules, else two made as two batches, else either with 4.

Two strengths a, b serve all doses only if two of the doses, one of them the smallest, fix them: i a + j b = dose for two
pairs of whole numbers. So every pair worth trying is the solution of two equations, in whole thousandths of a milligram.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from ldn_calc.planning.supply import DoseRun
from ldn_calc.quantities.values import Mass

__all__ = ["StrengthChoice", "choice_of", "fewest_capsules", "strength_choices"]

_FINEST_A_MILLIGRAM = 1000
_MOST_AMOUNTS = 100_000
"""Amounts that `fewest_capsules` goes through before it gives up."""

_Way = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StrengthChoice:
    """Strengths, largest first, and how many capsules of each make up every dose."""

    strengths: tuple[Mass, ...]
    counts: dict[Mass, _Way]

    def capsules(self, runs: Sequence[DoseRun]) -> tuple[int, ...]:
        """How many capsules of each strength the doses take."""
        return tuple(sum(self.counts[run.take.dose][index] * run.count for run in runs) for index in range(len(self.strengths)))


def strength_choices(
    runs: Sequence[DoseRun], most_a_dose: int, easy_a_dose: int | None = None, usual: Sequence[Mass] = ()
) -> list[StrengthChoice]:
    """Every way to serve the doses, best first: one strength before two, then fewest capsules, usual strengths, the larger ones.

    Args:
        runs: the doses with their days.
        most_a_dose: no dose takes more capsules.
        easy_a_dose: more are tried only where these serve with no strengths; None is `most_a_dose`.
        usual: strengths that go first where others take as few capsules.

    >>> from ldn_calc.order.prescription import Take, When
    >>> from datetime import date
    >>> def run(dose): return DoseRun(1, Take(Mass(Fraction(dose)), When.BEDTIME), 14, date(2026, 11, 22), date(2026, 12, 5))
    >>> best = strength_choices([run("1.5"), run("3"), run("4.5")], 3)[0]
    >>> [float(each.milligrams) for each in best.strengths], best.capsules([run("1.5"), run("3"), run("4.5")])
    ([1.5], (84,))
    """
    units = _Units.of(runs)
    for most in sorted({easy_a_dose or most_a_dose, most_a_dose}):
        singles = [(units.doses[0] // parts,) for parts in range(1, most + 1) if units.doses[0] % parts == 0]
        served = _serving(singles, units.doses, most) or _serving(_pairs(units.doses, most), units.doses, most)
        if served:
            return units.ranked(served, runs, usual)
    return []


def choice_of(runs: Sequence[DoseRun], strengths: Sequence[Mass], most_a_dose: int) -> list[StrengthChoice]:
    """Just these strengths, where they make up every dose and each is used; else nothing."""
    units = _Units.of(runs, strengths)
    asked = tuple(sorted((int(each.milligrams * units.scale) for each in strengths), reverse=True))
    return units.ranked(_serving([asked], units.doses, most_a_dose), runs, ())


@dataclass(frozen=True, slots=True)
class _Units:
    """The doses in whole units, so many to the milligram."""

    scale: int
    wanted: dict[int, Mass]

    @classmethod
    def of(cls, runs: Sequence[DoseRun], strengths: Sequence[Mass] = ()) -> _Units:
        masses = [*(run.take.dose for run in runs), *strengths]
        scale = reduce(lcm, (mass.milligrams.denominator for mass in masses), _FINEST_A_MILLIGRAM)
        return cls(scale, {int(run.take.dose.milligrams * scale): run.take.dose for run in runs})

    @property
    def doses(self) -> list[int]:
        return sorted(self.wanted)

    def ranked(self, served: dict[_Way, dict[int, _Way]], runs: Sequence[DoseRun], usual: Sequence[Mass]) -> list[StrengthChoice]:
        days = {dose: sum(run.count for run in runs if run.take.dose == mass) for dose, mass in self.wanted.items()}
        known = {int(each.milligrams * self.scale) for each in usual}

        def rank(strengths: _Way) -> tuple[int, bool, list[int]]:
            taken = sum(sum(way) * days[dose] for dose, way in served[strengths].items())
            return taken, not known.issuperset(strengths), [-strength for strength in sorted(strengths)]

        return [
            StrengthChoice(
                tuple(Mass(Fraction(strength, self.scale)) for strength in strengths),
                {self.wanted[dose]: way for dose, way in served[strengths].items()},
            )
            for strengths in sorted(served, key=rank)
        ]


def _pairs(doses: Sequence[int], most: int) -> list[_Way]:
    """Strength pairs, larger first, that the smallest dose and one other dose fix."""
    ways = [(one, other) for one in range(most + 1) for other in range(most + 1 - one) if one + other]
    found: set[_Way] = set()
    smallest = doses[0]
    for dose in doses[1:]:
        for one, other in ways:
            for i, j in ways:
                determinant = one * j - other * i
                if determinant == 0:
                    continue
                first, second = smallest * j - dose * other, dose * one - smallest * i
                if first % determinant == 0 and second % determinant == 0:
                    first, second = first // determinant, second // determinant
                    if first > second > 0:
                        found.add((first, second))
    return sorted(found)


def _serving(candidates: Sequence[_Way], doses: Sequence[int], most: int) -> dict[_Way, dict[int, _Way]]:
    """The strengths that make up every dose, with the way each dose is made up: fewest capsules, the larger ones first."""
    served: dict[_Way, dict[int, _Way]] = {}
    for strengths in candidates:
        if len(strengths) == 1:
            made: dict[int, _Way] = {strengths[0] * count: (count,) for count in range(most, 0, -1)}
        else:
            larger, smaller = strengths
            made = {}
            for count in range(most, 0, -1):
                for one in range(count + 1):
                    made[larger * one + smaller * (count - one)] = (one, count - one)
        counts = {dose: made[dose] for dose in doses if dose in made}
        if len(counts) == len(doses) and all(any(way[index] for way in counts.values()) for index in range(len(strengths))):
            served[strengths] = counts
    return served


def fewest_capsules(dose: Mass, strengths: Sequence[Mass]) -> dict[Mass, int] | None:
    """The fewest capsules of the given strengths that make up a dose exactly; None where none do.

    Of equal numbers one strength alone goes before several, then the larger strengths.

    Dynamic programming over exact amounts: taking the largest first would make 6 mg of 4, 1 and 1 mg.

    >>> found = fewest_capsules(Mass.of(6), [Mass.of(1), Mass.of(3), Mass.of(4)])
    >>> {int(strength.milligrams): count for strength, count in found.items()}
    {3: 2}

    Raises:
        ValueError: strengths so fine that the dose has more than 100,000 amounts below it.
    """
    scale = reduce(lcm, (each.milligrams.denominator for each in (dose, *strengths)))
    parts = sorted({int(each.milligrams * scale) for each in strengths}, reverse=True)
    unit = reduce(gcd, parts)
    wanted = int(dose.milligrams * scale)
    if wanted % unit:
        return None
    if wanted // unit > _MOST_AMOUNTS:
        raise ValueError("too fine")
    sizes = [part // unit for part in parts]
    # by amount that can be made: how many capsules, and the size of the one taken last
    fewest: dict[int, tuple[int, int]] = {0: (0, 0)}
    amounts = wanted // unit
    for amount in range(1, amounts + 1):
        ways = [(fewest[amount - size][0] + 1, -size) for size in sizes if amount - size in fewest]
        if ways:
            count, size = min(ways)
            fewest[amount] = (count, -size)
    if amounts not in fewest:
        return None
    least = fewest[amounts][0]
    for part in parts:
        if part * least == wanted:
            return {Mass(Fraction(part, scale)): least}
    counts: dict[Mass, int] = {}
    while amounts:
        _, size = fewest[amounts]
        strength = Mass(Fraction(size * unit, scale))
        counts[strength] = counts.get(strength, 0) + 1
        amounts -= size
    return counts
