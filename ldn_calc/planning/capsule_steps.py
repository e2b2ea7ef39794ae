"""The bench steps of capsules: the drug into a mortar, filler mixed in by portions, filled into shells, the rest discarded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ldn_calc.planning.capsule import CapsuleBatch, Fills, Stock, portion_words
from ldn_calc.planning.common import CRUSH
from ldn_calc.procedure.geometric_dilution import bench_portions
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.procedure.steps import Count, DiscardCapsules, DiscardVessel, Encapsulate, Mix, Step, TakeMass, Weigh, WeighTo
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass

__all__ = ["bench_steps"]

_AS_MUCH = "geometric dilution: add about as much filler from its paper as is in the mortar, mixing each portion until even"
_MORTARS = ("mortar", "mortar B", "mortar C", "mortar D")


def bench_steps(
    batches: Sequence[CapsuleBatch], fills: Fills, drug: str, balance: BalanceInstrument, *, is_unweighed: bool = False
) -> tuple[Step, ...]:
    """Make every stock before the first batch that takes from it; discards come last, so that nothing is thrown away too soon.

    With `is_unweighed`, of tablets whose weight nobody entered, filler makes up what they leave of the whole.
    """
    steps: list[Step] = []
    discards: list[Step] = []
    mortars = iter(_MORTARS)
    stocks: dict[int, tuple[str, Mass]] = {}
    for batch in batches:
        stock = batch.charge.stock
        if stock is not None and id(stock) not in stocks:
            vessel = next(mortars)
            stocks[id(stock)] = vessel, stock.mass
            steps += _stock_steps(stock, vessel, fills, drug, balance)
        mortar = next(mortars)
        product = f"capsules {write(batch.strength)}"
        if stock is None:
            steps += _drug_steps(batch, mortar, drug)
        else:
            source, left = stocks[id(stock)]
            steps.append(TakeMass(source, mortar, batch.charge.mass, "balance"))
            stocks[id(stock)] = source, left - batch.charge.mass
        if is_unweighed:
            steps += [WeighTo(fills.filler, mortar, batch.blend, "balance"), Mix(mortar, _AS_MUCH)]
        elif batch.filler > Mass.of(0):
            steps.append(Weigh(fills.filler, mortar, batch.filler, "balance"))
            steps.append(Mix(mortar, _how(batch.charge.mass, batch.blend, balance)))
        else:
            steps.append(Mix(mortar, "stir through once more, until even"))
        steps.append(Encapsulate(mortar, product, batch.made, fills.shell.size, batch.mass_each, fills.shell.name))
        if batch.mass_each * batch.made != batch.blend:
            discards.append(DiscardVessel(mortar))
        if batch.extra:
            discards.append(DiscardCapsules(product, batch.extra))
    discards += [DiscardVessel(vessel) for vessel, left in stocks.values() if left > Mass.of(0)]
    return tuple(steps + discards)


def _stock_steps(stock: Stock, vessel: str, fills: Fills, drug: str, balance: BalanceInstrument) -> Iterator[Step]:
    if stock.tablets:
        yield Count(drug, vessel, stock.tablets)
        yield Mix(vessel, CRUSH)
        return
    yield Weigh(drug, vessel, stock.powder, "balance")
    yield Weigh(fills.filler, vessel, stock.diluent, "balance")
    yield Mix(vessel, _how(stock.powder, stock.mass, balance))


def _drug_steps(batch: CapsuleBatch, mortar: str, drug: str) -> Iterator[Step]:
    if batch.charge.tablets:
        yield Count(drug, mortar, batch.charge.tablets)
        yield Mix(mortar, CRUSH)
        return
    yield Weigh(drug, mortar, batch.charge.mass, "balance")


def _how(inside: Mass, total: Mass, balance: BalanceInstrument) -> str:
    portions = portion_words(bench_portions(inside, total), balance)
    return f"geometric dilution: add the filler from its paper in portions of about {portions}, mixing each until even"
