"""The calculation of a liquid as lines of working, from the figures that planning kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ldn_calc.planning.drafting import WorkingLine
from ldn_calc.planning.liquid import LiquidBatch, LiquidStock, Target
from ldn_calc.planning.supply import DoseRun
from ldn_calc.planning.syringes import Drawing
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.text import counted, decimal_text, significant_text, write, write_signed_percent
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = ["aliquot_line", "count_line", "need_line", "strength_line", "weigh_line"]


def need_line(
    runs: Sequence[DoseRun], drawings: Mapping[Mass, Drawing], target: Target, asked: Share | Volume | None, batch: LiquidBatch
) -> WorkingLine:
    """What the doses take, the overfill, and what is made."""
    terms = []
    for run in runs:
        volume = sum(drawings[run.take.dose].draws, Volume.of(0))
        terms.append(f"{run.count} × {decimal_text(volume.millilitres)} mL")
    overfill = asked if isinstance(asked, Share) else target.overfill
    facts = {"sum": " + ".join(terms), "need": write(target.need), "overfill": write(overfill), "target": write(target.total)}
    return WorkingLine("need-liquid", facts | {"made": write(batch.volume)})


def weigh_line(batch: LiquidBatch, concentration: Strength, fraction: Fraction) -> WorkingLine:
    """From the strength to the balance."""
    return WorkingLine(
        "weigh-liquid",
        {
            "volume": write(batch.volume),
            "strength": write(concentration),
            "drug": write(concentration * batch.volume, 9),
            "fraction": significant_text(fraction, 6),
            "exact": write(batch.exact, 6),
            "weighed": write(batch.weighed),
        },
    )


def aliquot_line(
    batch: LiquidBatch, stock: LiquidStock, concentration: Strength, fraction: Fraction, balance: BalanceInstrument
) -> WorkingLine:
    """From the strength to a part of a stronger solution."""
    return WorkingLine(
        "aliquot-liquid",
        {
            "volume": write(batch.volume),
            "strength": write(concentration),
            "drug": write(concentration * batch.volume, 9),
            "fraction": significant_text(fraction, 6),
            "exact": write(batch.exact, 6),
            "minimum": write(balance.minimum),
            "stock_powder": write(stock.powder),
            "to_volume": write(stock.to_volume),
            "take": write(stock.take),
        },
    )


def count_line(batch: LiquidBatch, concentration: Strength, content: Mass) -> WorkingLine:
    """From the strength to whole tablets."""
    return WorkingLine(
        "count-tablets",
        {
            "volume": write(batch.volume),
            "strength": write(concentration),
            "drug": write(batch.exact, 9),
            "each": write(content, 9),
            "tablets": counted(batch.tablets, "tablet"),
        },
    )


def strength_line(product: str, drug: Mass, batch: LiquidBatch, concentration: Strength) -> WorkingLine:
    """The strength that the rounded steps make."""
    made = drug / batch.volume
    difference = write_signed_percent(made / concentration - 1)
    facts = {"product": product, "volume": write(batch.volume), "strength": write(made, 6), "difference": difference}
    return WorkingLine("strength-made", facts)
