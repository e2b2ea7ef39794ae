"""Liquids: a strength that real syringes measure, a batch that a real balance weighs.

Need = sum of dose volumes; target = need + overfill; mass = strength x volume / drug fraction, rounded to the balance, with
mass and volume chosen together so that the strength is within 0.5 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Cylinder
from ldn_calc.planning.portions import leaves_a_rinse
from ldn_calc.planning.supply import DoseRun
from ldn_calc.planning.syringes import Drawing
from ldn_calc.planning.weighing import on_balance
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.rounding import is_on_step, up_to_step
from ldn_calc.quantities.text import read_share
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = [
    "LiquidBatch",
    "LiquidStock",
    "Target",
    "bottled_volume",
    "graduations",
    "plan_target",
    "powder_batch",
    "tablet_batch",
    "tolerance_of",
]


@dataclass(frozen=True, slots=True)
class Target:
    """How much the patient needs and how much is aimed at."""

    need: Volume
    overfill: Volume
    draws: int

    @property
    def total(self) -> Volume:
        """Need plus overfill."""
        return self.need + self.overfill


@dataclass(frozen=True, slots=True)
class LiquidStock:
    """Powder dissolved to a volume in one cylinder, of which a part is taken with another."""

    powder: Mass
    to_volume: Volume
    cylinder: Cylinder
    take: Volume
    measure: Cylinder


@dataclass(frozen=True, slots=True)
class LiquidBatch:
    """One batch: powder weighed or tablets counted, made up to a volume in a cylinder, part or all of it bottled.

    Attributes:
        exact: powder or drug for the volume before any rounding; `weighed` is what really goes into it.
        stock: the solution that a part is taken of, None where the batch holds all that was weighed.
    """

    exact: Mass
    weighed: Mass
    tablets: int
    volume: Volume
    cylinder: Cylinder
    bottled: Volume
    bottling: Cylinder
    stock: LiquidStock | None = None


def plan_target(
    runs: Sequence[DoseRun], drawings: Mapping[Mass, Drawing], overfill: Share | Volume | None, formulary: Formulary
) -> Target:
    """The volume needed and the overfill: as asked, else the larger of 5 % and 2 mL, plus 0.05 mL a draw.

    Of a need under 10 mL it is 1 mL plus 0.05 mL a draw: 2 mL more would nearly double the drug that is left at home.
    """
    need, draws = Volume.of(0), 0
    for run in runs:
        drawing = drawings[run.take.dose]
        need += sum(drawing.draws, Volume.of(0)) * run.count
        draws += len(drawing.draws) * run.count
    match overfill:
        case Volume():
            extra = overfill
        case Share():
            extra = overfill.of_(need)
        case None:
            extra = _least_overfill(need, formulary) + formulary.policy_volume("defaults", "overfill_a_draw") * draws
    return Target(need, extra, draws)


def _least_overfill(need: Volume, formulary: Formulary) -> Volume:
    if formulary.small_need is not None and need < formulary.small_need:
        return formulary.policy_volume("defaults", "overfill_small_least")
    share = formulary.policy_share("defaults", "overfill_share").of_(need)
    return max(share, formulary.policy_volume("defaults", "overfill_least"))


def _search_end(target: Target, formulary: Formulary) -> Volume:
    times = formulary.policy_count("liquid", "search_times")
    return max(target.total * times, formulary.policy_volume("liquid", "search_least"))


def graduations(least: Volume, most: Volume, cylinders: Sequence[Cylinder]) -> Iterator[tuple[Volume, Cylinder]]:
    """Every volume from `least` to `most` that the smallest cylinder holding it shows, upwards."""
    below = Volume.of(0)
    for cylinder in cylinders:
        step = cylinder.step
        start = max(least, cylinder.smallest, below + step)
        volume = Volume(up_to_step(start.millilitres, step.millilitres))
        while volume <= cylinder.capacity and volume <= most:
            yield volume, cylinder
            volume += step
        below = cylinder.capacity


def _close(found_to_wanted: Fraction, formulary: Formulary, times: int = 1) -> bool:
    """Whether what is found is within 0.5 % of what is wanted; `found_to_wanted` is one divided by the other."""
    return abs(found_to_wanted - 1) <= formulary.policy_share("liquid", "strength_tolerance").fraction * times


def bottled_volume(made: Volume, cylinder: Cylinder, target: Target, formulary: Formulary) -> tuple[Volume, Cylinder]:
    """What goes into the bottle: all of it up to 1.2 times the target, else the target rounded up to a graduation."""
    if made <= target.total * Fraction(formulary.policy_text("liquid", "bottled_whole")):
        return made, cylinder
    for volume, measure in graduations(target.total, made, formulary.cylinders):
        return volume, measure
    return made, cylinder


def powder_batch(
    concentration: Strength,
    fraction: Fraction,
    target: Target,
    balance: BalanceInstrument,
    formulary: Formulary,
    allowed: Share | None = None,
) -> LiquidBatch | None:
    """The batch whose powder the balance weighs within 0.5 % of the strength: one that people recognise, near the target.

    Where the cylinders show no such volume, within 1 %: a larger batch in a small cylinder is less far off than an aliquot.

    Of the volumes up to 5 % over the least one that serves, those without a rest to discard go first, then numbered marks and
    bottle sizes, then the least rounding and instruments' error together, then the smaller; where none of them is known to people,
    one that is up to 10 % over. For 58 mL: 60 mL, not 59.

    Args:
        concentration: the strength on the label.
        fraction: mg of drug in 1 mg of powder.
        target: what is aimed at.
        balance: what the powder is weighed on.
        formulary: what is owned.
        allowed: the error that the least weighing may have; None takes the policy.
    """
    found = (_powder_batch(concentration, fraction, target, balance, formulary, allowed, times) for times in (1, 2))
    return next((batch for batch in found if batch is not None), None)


def _powder_batch(
    concentration: Strength,
    fraction: Fraction,
    target: Target,
    balance: BalanceInstrument,
    formulary: Formulary,
    allowed: Share | None,
    times: int,
) -> LiquidBatch | None:
    """The same within so many times 0.5 %."""
    share = allowed or formulary.policy_share("defaults", "weighing_error")
    near, most = (1 + formulary.policy_share("liquid", key).fraction for key in ("known_volumes_over", "known_volumes_most"))
    found: list[tuple[tuple[bool, bool, bool, Fraction], LiquidBatch]] = []
    end, first = _search_end(target, formulary), None
    for volume, cylinder in graduations(target.total, end, formulary.cylinders):
        if first is not None and volume > first * most:
            break
        exact = (concentration * volume) / fraction
        weighed = on_balance(exact, balance)
        serves = weighed >= balance.minimum and _close(weighed / exact, formulary, times)
        if not serves or not leaves_a_rinse(volume, formulary.cylinders):
            continue
        first = first or volume
        is_known, is_near = _is_known(volume, cylinder, formulary), volume <= first * near
        if is_known or is_near:
            batch = LiquidBatch(exact, weighed, 0, volume, cylinder, *bottled_volume(volume, cylinder, target, formulary))
            weighing = (balance.minimum * share.fraction) / weighed
            wrong = abs(weighed / exact - 1) + weighing + tolerance_of(cylinder, formulary) / volume
            found.append(((batch.bottled != volume, not is_known, not is_near, wrong), batch))
    return min(found, key=lambda each: each[0])[1] if found else None


def tolerance_of(cylinder: Cylinder, formulary: Formulary) -> Volume:
    """How far off a cylinder may be: a share of its capacity, whatever is read on it."""
    return cylinder.capacity * read_share(formulary.rows["instruments"][cylinder.name]["tolerance"]).fraction


def _is_known(volume: Volume, cylinder: Cylinder, formulary: Formulary) -> bool:
    """Whether people recognise a volume: a numbered mark of its cylinder, or what a bottle holds."""
    every = cylinder.step * formulary.policy_count("liquid", "numbered_marks")
    return is_on_step(volume.millilitres, every.millilitres) or volume in formulary.bottle_sizes


def tablet_batch(concentration: Strength, tablet: Mass, target: Target, formulary: Formulary) -> LiquidBatch | None:
    """The fewest whole tablets whose drug, made up to a graduation at or above the target, is within 0.5 % of the strength."""
    most = _search_end(target, formulary) + tablet / concentration
    for volume, cylinder in graduations(target.total, most, formulary.cylinders):
        exact = concentration * volume
        tablets = round(exact / tablet)
        close = tablets >= 1 and _close((tablet * tablets) / exact, formulary)
        if close and leaves_a_rinse(volume, formulary.cylinders):
            bottled = bottled_volume(volume, cylinder, target, formulary)
            return LiquidBatch(exact, tablet * tablets, tablets, volume, cylinder, *bottled)
    return None
