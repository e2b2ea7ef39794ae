"""A liquid from an aliquot: the drug is dissolved to a volume, a part of that is taken and made up to the batch.

UNC pharmacy laboratory, liquid aliquots. The part is a multiple of 5 mL where that is possible, and
at least a fifth of the cylinder it is measured with; of the ways that the cylinders allow, the one that can be least far off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Cylinder
from ldn_calc.planning.aliquot import liquid_aliquot
from ldn_calc.planning.liquid import LiquidBatch, LiquidStock, Target, bottled_volume, graduations, tolerance_of
from ldn_calc.planning.weighing import least_for_aliquot, on_balance
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.rounding import is_on_step
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = ["aliquot_batch"]

_EASY_PARTS: Final = tuple(Volume.of(each) for each in (5, 10, 15, 20, 25, 30, 40, 50, 2, 4))
_EASY_VOLUMES: Final = tuple(
    Volume.of(each) for each in (10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 100, 150, 200, 250, 300, 400, 500)
)
_MOST_OF_BATCH: Final = Fraction(1, 2)


def aliquot_batch(
    concentration: Strength, fraction: Fraction, target: Target, balance: BalanceInstrument, allowed: Share, formulary: Formulary
) -> LiquidBatch | None:
    """The smallest batch from the target up that an aliquot makes within 0.5 % of the strength; None where none does."""
    least = least_for_aliquot(balance, allowed)
    for volume, cylinder in graduations(target.total, target.total * Fraction(3, 2), formulary.cylinders):
        exact = (concentration * volume) / fraction
        stocks = list(_stocks(exact, volume, least, balance, fraction, formulary))
        if stocks:
            off, tolerances = balance.minimum * allowed.fraction, _tolerances(formulary)
            stock = min(stocks, key=lambda stock: (_worst(stock, off, tolerances), stock.powder))
            bottled = bottled_volume(volume, cylinder, target, formulary)
            return LiquidBatch(exact, stock.powder * (stock.take / stock.to_volume), 0, volume, cylinder, *bottled, stock)
    return None


def _stocks(
    exact: Mass, volume: Volume, least: Mass, balance: BalanceInstrument, fraction: Fraction, formulary: Formulary
) -> Iterator[LiquidStock]:
    """Every solution that a part can be taken from; drug up to twice the least that may be weighed, or that is needed."""
    most_dissolved = formulary.policy_strength("liquid", "most_dissolved")
    close = formulary.policy_share("liquid", "strength_tolerance").fraction
    measures = _shown(_EASY_PARTS, formulary.cylinders)
    for to_volume, cylinder in _shown(_EASY_VOLUMES, formulary.cylinders):
        for part, measure in measures:
            times = to_volume / part
            if part > volume * _MOST_OF_BATCH or times <= 1 or not least <= exact * times <= max(least, exact) * 2:
                continue
            weighed = on_balance(liquid_aliquot(exact, least, part, times).drug, balance)
            dissolved = (weighed * fraction * 2) / to_volume
            if weighed >= least and dissolved <= most_dissolved and abs(weighed / (exact * times) - 1) <= close:
                yield LiquidStock(weighed, to_volume, cylinder, part, measure)


def _shown(volumes: Sequence[Volume], cylinders: Sequence[Cylinder]) -> list[tuple[Volume, Cylinder]]:
    """The volumes that some cylinder shows, each with the smallest that does."""
    found = []
    for volume in volumes:
        for cylinder in cylinders:
            if cylinder.smallest <= volume <= cylinder.capacity and is_on_step(volume.millilitres, cylinder.step.millilitres):
                found.append((volume, cylinder))
                break
    return found


def _tolerances(formulary: Formulary) -> dict[str, Volume]:
    """How far off each cylinder may be."""
    return {each.name: tolerance_of(each, formulary) for each in formulary.cylinders}


def _worst(stock: LiquidStock, off: Mass, tolerances: dict[str, Volume]) -> int:
    """How far off the part's drug can be, in halves of a percent: weighing, making up and measuring the part, added up."""
    measured = tolerances[stock.cylinder.name] / stock.to_volume + tolerances[stock.measure.name] / stock.take
    return round((off / stock.powder + measured) * 200)
