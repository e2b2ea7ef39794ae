"""Liquids: a strength that real syringes measure, a batch that a real balance weighs.

Need = sum of dose volumes; target = need + overfill; mass = strength x volume / drug fraction, rounded to the balance, with
mass and volume chosen together so that the strength is within 0.5 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ldn_calc.findings import Finding
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Cylinder
from ldn_calc.planning.drafting import note, review, stop
from ldn_calc.planning.portions import leaves_a_rinse
from ldn_calc.planning.supply import DoseRun
from ldn_calc.planning.syringes import Drawing, Fit, draw_up
from ldn_calc.planning.weighing import on_balance
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.rounding import up_to_step
from ldn_calc.quantities.text import significant_text, write
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = [
    "LiquidBatch",
    "LiquidStock",
    "Target",
    "bottled_volume",
    "check_draws",
    "draw_doses",
    "draw_doses_of",
    "graduations",
    "plan_target",
    "powder_batch",
    "rank_concentrations",
    "tablet_batch",
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


def draw_doses(
    runs: Sequence[DoseRun], concentration: Strength, formulary: Formulary, asked: str | None = None
) -> dict[Mass, Drawing | None]:
    """How each different dose is drawn up at one strength, with any syringe or with the one asked for."""
    doses = [run.take.dose for run in runs]
    return dict(zip(doses, draw_doses_of(doses, concentration, formulary, asked), strict=True))


def draw_doses_of(
    doses: Sequence[Mass], concentration: Strength, formulary: Formulary, asked: str | None = None
) -> list[Drawing | None]:
    """How each of these doses is drawn up."""
    syringes = [syringe for syringe in formulary.syringes if asked in (None, syringe.name)]
    return [draw_up(dose / concentration, syringes) for dose in doses]


def rank_concentrations(doses: Sequence[Mass], formulary: Formulary, asked: str | None = None) -> list[Strength]:
    """The formulary's strengths, best first, for all doses of a regimen.

    First the one at which every dose is one draw on a mark of at least 0.2 mL, in the order of the list; after those, fewest
    reviews, then fewest doses in two draws, then the list's order. A strength that cannot be measured comes last.
    """
    smallest = _smallest_draw(formulary)
    syringes = [syringe for syringe in formulary.syringes if asked in (None, syringe.name)]

    def rank(item: tuple[int, Strength]) -> tuple[int, int, int, int]:
        order, concentration = item
        drawings = [draw_up(dose / concentration, syringes) for dose in doses]
        found = [drawing for drawing in drawings if drawing is not None]
        reviews = sum((drawing.fit is Fit.MIDPOINT) + (drawing.smallest < smallest) for drawing in found)
        return (
            len(drawings) - len(found),
            reviews,
            sum(drawing.fit is Fit.TWO_DRAWS for drawing in found),
            order,
        )

    return [concentration for _, concentration in sorted(enumerate(formulary.concentrations), key=rank)]


def check_draws(
    drawings: Mapping[Mass, Drawing | None], concentration: Strength, formulary: Formulary, asked: str | None = None
) -> Iterator[Finding]:
    """What to know of how the doses of this fill are drawn up; a strength is suggested only where it mends what is said."""
    field = "preparation.concentration"
    smallest = _smallest_draw(formulary)
    doses = list(drawings)
    for dose, drawing in drawings.items():
        volume = dose / concentration
        if drawing is None:
            facts = {"dose": write(dose), "volume": _volume_words(volume), "concentration": write(concentration)}
            better = _better(doses, concentration, formulary, asked)
            if better is None:
                yield stop("dose-never-measurable", field, **facts)
            else:
                yield stop("dose-not-measurable", field, suggestion=write(better), **facts)
            continue
        said = {"dose": write(dose), "volume": write(volume)}
        if drawing.fit is Fit.TWO_DRAWS:
            first, second = (write(draw) for draw in drawing.draws)
            yield note("dose-needs-two-draws", field, **said, first=first, second=second)
        if drawing.fit is Fit.MIDPOINT:
            yield review("dose-between-marks", field, **said, instrument=drawing.syringe.name)
        if drawing.smallest < smallest:
            yield _small(dose, drawing, _better(doses, concentration, formulary, asked, smallest))


def _small(dose: Mass, drawing: Drawing, better: Strength | None) -> Finding:
    """A draw that is small: the dose's only one, or the second of two, named as such."""
    field = "preparation.concentration"
    volume = sum(drawing.draws, Volume.of(0))
    facts = {"dose": write(dose), "volume": write(volume)}
    if better is None:
        return review("small-at-every-strength", field, draw=write(drawing.smallest), **facts)
    if len(drawing.draws) == 1:
        return review("dose-volume-small", field, suggestion=write(better), **facts)
    return review("second-draw-small", field, draw=write(drawing.smallest), suggestion=write(better), **facts)


def _better(
    doses: Sequence[Mass], present: Strength, formulary: Formulary, asked: str | None, smallest: Volume | None = None
) -> Strength | None:
    """The best-ranked other strength at which every dose can be drawn up, with no draw under `smallest`; None: there is none."""
    for concentration in rank_concentrations(doses, formulary, asked):
        drawings = draw_doses_of(doses, concentration, formulary, asked)
        if concentration != present and all(each is not None and (not smallest or each.smallest >= smallest) for each in drawings):
            return concentration
    return None


def _smallest_draw(formulary: Formulary) -> Volume:
    return formulary.policy_volume("liquid", "smallest_draw")


def _volume_words(volume: Volume) -> str:
    return f"{significant_text(volume.millilitres, 4)} mL"


def plan_target(
    runs: Sequence[DoseRun], drawings: Mapping[Mass, Drawing], overfill: Share | Volume | None, formulary: Formulary
) -> Target:
    """The volume needed and the overfill: as asked, else the larger of 5 % and 2 mL, plus 0.05 mL a draw."""
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
            share = formulary.policy_share("defaults", "overfill_share").of_(need)
            least = formulary.policy_volume("defaults", "overfill_least")
            extra = max(share, least) + formulary.policy_volume("defaults", "overfill_a_draw") * draws
    return Target(need, extra, draws)


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


def _close(found_to_wanted: Fraction, formulary: Formulary) -> bool:
    """Whether what is found is within 0.5 % of what is wanted; `found_to_wanted` is one divided by the other."""
    return abs(found_to_wanted - 1) <= formulary.policy_share("liquid", "strength_tolerance").fraction


def bottled_volume(made: Volume, cylinder: Cylinder, target: Target, formulary: Formulary) -> tuple[Volume, Cylinder]:
    """What goes into the bottle: all of it up to 1.2 times the target, else the target rounded up to a graduation."""
    if made <= target.total * Fraction(formulary.policy_text("liquid", "bottled_whole")):
        return made, cylinder
    for volume, measure in graduations(target.total, made, formulary.cylinders):
        return volume, measure
    return made, cylinder


def powder_batch(
    concentration: Strength, fraction: Fraction, target: Target, balance: BalanceInstrument, formulary: Formulary
) -> LiquidBatch | None:
    """The smallest batch from the target up whose powder the balance weighs within 0.5 % of the strength."""
    for volume, cylinder in graduations(target.total, _search_end(target, formulary), formulary.cylinders):
        exact = (concentration * volume) / fraction
        weighed = on_balance(exact, balance)
        weighable = weighed >= balance.minimum and _close(weighed / exact, formulary)
        if weighable and leaves_a_rinse(volume, formulary.cylinders):
            return LiquidBatch(exact, weighed, 0, volume, cylinder, *bottled_volume(volume, cylinder, target, formulary))
    return None


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
