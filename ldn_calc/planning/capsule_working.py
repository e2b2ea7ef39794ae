"""The calculation of capsules as lines of working, from the figures that planning kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ldn_calc.planning.capsule import CapsuleBatch, Stock
from ldn_calc.planning.capsule_ways import Maker
from ldn_calc.planning.drafting import WorkingLine
from ldn_calc.planning.strengths import StrengthChoice
from ldn_calc.planning.supply import DoseRun
from ldn_calc.quantities.text import counted, significant_text, write, write_signed_percent
from ldn_calc.quantities.values import Mass

__all__ = ["working_lines"]


def working_lines(
    choice: StrengthChoice, runs: Sequence[DoseRun], batches: Sequence[CapsuleBatch], maker: Maker, potency: Sequence[WorkingLine]
) -> Iterator[WorkingLine]:
    """Needed, potency, then for each batch what brings the drug in, the filler, the fill and the strength made."""
    for index, batch in enumerate(batches):
        counts = [(run.count, choice.counts[run.take.dose][index]) for run in runs]
        terms = " + ".join(f"{days} × {count}" for days, count in counts if count)
        facts = {"sum": terms, "capsules": str(batch.capsules), "strength": write(batch.strength), "extra": str(batch.extra)}
        yield WorkingLine("need-capsules", facts | {"made": str(batch.made)})
    yield from potency
    for batch in batches:
        yield from _batch_lines(batch, maker)


def _batch_lines(batch: CapsuleBatch, maker: Maker) -> Iterator[WorkingLine]:
    charge = batch.charge
    shared = {
        "strength": write(batch.strength),
        "made": str(batch.made),
        "drug": write(batch.strength * batch.made, 9),
        "fraction": significant_text(maker.fraction, 6),
        "exact": write(batch.powder_exact, 6),
        "weighed": write(charge.mass, 9),
        "minimum": write(maker.balance.minimum),
    }
    if maker.tablet is not None:
        shared |= {"each": write(maker.tablet.content, 9), "weight": write(maker.tablet.weight)}
    blend = {"blend": write(batch.blend, 9), "mass_each": write(batch.mass_each)}
    if maker.tablet is not None and maker.tablet.heaviest is not None:
        facts = shared | blend | {"tablets": counted(charge.tablets, "tablet"), "fill": write(maker.fills.filler_fill)}
        facts |= {
            "heaviest": write(maker.tablet.heaviest * charge.tablets),
            "total": write(maker.fills.filler_fill * batch.made, 7),
        }
        yield WorkingLine("count-unweighed", facts)
        yield WorkingLine("make-up-weight", facts)
        yield from _made_lines(batch, shared | blend)
        return
    if charge.tablets:
        yield WorkingLine("count-for-capsules", shared | {"tablets": counted(charge.tablets, "tablet")})
    elif charge.stock is None:
        yield WorkingLine("weigh-capsules", shared)
    else:
        yield from _stock_lines(batch, charge.stock, shared)
    powder_each = batch.powder_exact / batch.made
    filler = {
        "fill": write(maker.fills.filler_fill),
        "drug_fill": write(maker.fills.drug_fill),
        "powder_each": write(powder_each, 6),
        "filler_each": write(batch.filler_each, 6),
        "total": write(batch.filler_each * batch.made, 7),
        "with_drug": write(charge.diluent, 7),
        "filler": write(batch.filler),
    }
    if charge.diluent == Mass.of(0):
        yield WorkingLine("filler", shared | filler)
    elif batch.filler > Mass.of(0):
        yield WorkingLine("filler-beside-aliquot", shared | filler)
    yield from _made_lines(batch, shared | blend)


def _made_lines(batch: CapsuleBatch, shared: dict[str, str]) -> Iterator[WorkingLine]:
    """What goes into a capsule, and what that holds of the drug."""
    yield WorkingLine("fill-each", shared)
    made = {"found": write(batch.drug_each, 6), "difference": write_signed_percent(batch.difference)}
    yield WorkingLine("strength-capsules", shared | made | {"holds": write(batch.charge.drug, 6)})


def _stock_lines(batch: CapsuleBatch, stock: Stock, shared: dict[str, str]) -> Iterator[WorkingLine]:
    """How the part of a stock follows: the mixture, and the part that holds the batch's drug."""
    facts = {
        "stock_powder": write(stock.powder, 9),
        "diluent": write(stock.diluent),
        "mixture": write(stock.mass, 9),
        "tablets": counted(stock.tablets, "tablet"),
        "rest": write(stock.mass - batch.charge.mass, 7),
    }
    if stock.tablets:
        yield WorkingLine("weigh-crushed", shared | facts)
    elif batch.filler > Mass.of(0):
        yield WorkingLine("aliquot", shared | facts)
    else:
        yield WorkingLine("larger-blend", shared | facts)
