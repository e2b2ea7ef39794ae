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
from ldn_calc.planning.syringes import Drawing, Fit, draw_all
from ldn_calc.planning.weighing import on_balance
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.rounding import is_on_step, up_to_step
from ldn_calc.quantities.text import read_share, significant_text, write
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


def draw_doses(
    runs: Sequence[DoseRun], concentration: Strength, formulary: Formulary, asked: str | None = None, regimen: Sequence[Mass] = ()
) -> dict[Mass, Drawing | None]:
    """How each different dose of a fill is drawn up at one strength, with any syringe or with the one asked for.

    `regimen` are the doses of all fills: what is drawn with one syringe in this fill stays with it in the next.
    """
    doses = list(dict.fromkeys([*regimen, *(run.take.dose for run in runs)]))
    found = dict(zip(doses, draw_doses_of(doses, concentration, formulary, asked), strict=True))
    return {run.take.dose: found[run.take.dose] for run in runs}


def draw_doses_of(
    doses: Sequence[Mass], concentration: Strength, formulary: Formulary, asked: str | None = None
) -> list[Drawing | None]:
    """How each of these doses is drawn up, all with one syringe where that serves."""
    syringes = [syringe for syringe in formulary.syringes if asked in (None, syringe.name)]
    volumes, figures = [dose / concentration for dose in doses], formulary.syringe_tolerance
    return draw_all(volumes, syringes, figures, _growth(formulary), _smallest_draw(formulary))


def rank_concentrations(doses: Sequence[Mass], formulary: Formulary, asked: str | None = None) -> list[Strength]:
    """The formulary's strengths, best first, for all doses of a regimen.

    In this order: every dose can be measured; none is over 5 mL, and a weak strength is for small doses only; fewest reviews; a
    worst error of drawing that is at most a third over the least of any such strength; fewest doses in two draws; one syringe for
    all; the list's order.
    """
    smallest, growth = _smallest_draw(formulary), 1 + _growth(formulary).fraction
    drawn = {each: draw_doses_of(doses, each, formulary, asked) for each in formulary.concentrations}
    kept = {each: [drawing for drawing in drawings if drawing is not None] for each, drawings in drawn.items()}
    reviews = {
        each: sum((drawing.fit is Fit.MIDPOINT) + (drawing.smallest < smallest) for drawing in found)
        for each, found in kept.items()
    }
    usual = {each: _is_usual(each, doses, formulary) for each in drawn}
    figures = formulary.syringe_tolerance
    widest = {each: max((drawing.error(figures) for drawing in found), default=Fraction(0)) for each, found in kept.items()}
    plain = [widest[each] for each in drawn if len(kept[each]) == len(doses) and usual[each] and not reviews[each]]
    least = min(plain, default=Fraction(1))

    def rank(item: tuple[int, Strength]) -> tuple[int, bool, int, bool, int, int, int]:
        order, each = item
        return (
            len(doses) - len(kept[each]),
            not usual[each],
            reviews[each],
            widest[each] > least * growth,
            sum(drawing.fit is Fit.TWO_DRAWS for drawing in kept[each]),
            len({drawing.syringe.name for drawing in kept[each]}),
            order,
        )

    return [each for _, each in sorted(enumerate(formulary.concentrations), key=rank)]


def _is_usual(concentration: Strength, doses: Sequence[Mass], formulary: Formulary) -> bool:
    """Whether a strength is one to choose unasked: no dose over 5 mL, and a weak one for small doses only."""
    if any(dose / concentration > formulary.policy_volume("liquid", "largest_dose") for dose in doses):
        return False
    is_weak = concentration <= formulary.policy_strength("liquid", "weak_strength")
    return not is_weak or all(dose < formulary.policy_mass("liquid", "weak_for_doses_under") for dose in doses)


def _growth(formulary: Formulary) -> Share:
    return formulary.policy_share("liquid", "one_syringe_growth")


def check_draws(
    drawings: Mapping[Mass, Drawing | None],
    concentration: Strength,
    formulary: Formulary,
    asked: str | None = None,
    *,
    regimen: Sequence[Mass] = (),
    is_asked: bool = True,
) -> Iterator[Finding]:
    """What to know of how the doses of this fill are drawn up; a strength is suggested only where it mends what is said.

    Args:
        drawings: by dose.
        concentration: what they are drawn at.
        formulary: what is owned.
        asked: the syringe that was asked for.
        regimen: the doses of all fills, for which another strength would have to serve too.
        is_asked: whether the strength was asked for; a large dose that nobody asked for is looked at.
    """
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
        if volume > formulary.policy_volume("liquid", "largest_dose"):
            yield (note if is_asked else review)("dose-volume-large", field, **said)
    found = [each for each in drawings.values() if each is not None]
    if any(drawing.fit is Fit.TWO_DRAWS for drawing in found):
        better = _all_in_one_draw(regimen or doses, concentration, formulary, asked)
        if better is not None:
            facts = {"suggestion": write(better), "concentration": write(concentration)}
            yield note("one-draw-at-another-strength", field, **facts)
    names = [syringe.name for syringe in formulary.syringes if any(drawing.syringe == syringe for drawing in found)]
    if len(names) > 1:
        yield note("several-syringes", "preparation.syringe", syringes=", ".join(names))


def _all_in_one_draw(doses: Sequence[Mass], present: Strength, formulary: Formulary, asked: str | None) -> Strength | None:
    """The best strength ranked before the present one at which every dose of the regimen is one draw; None: there is none."""
    smallest = _smallest_draw(formulary)
    for other in rank_concentrations(doses, formulary, asked):
        if other == present:
            return None
        found = draw_doses_of(doses, other, formulary, asked)
        if all(each is not None and each.fit is Fit.MARK and each.smallest >= smallest for each in found):
            return other
    return None


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
    concentration: Strength,
    fraction: Fraction,
    target: Target,
    balance: BalanceInstrument,
    formulary: Formulary,
    allowed: Share | None = None,
) -> LiquidBatch | None:
    """The batch whose powder the balance weighs within 0.5 % of the strength: one that people recognise, near the target.

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
    share = allowed or formulary.policy_share("defaults", "weighing_error")
    near, most = (1 + formulary.policy_share("liquid", key).fraction for key in ("known_volumes_over", "known_volumes_most"))
    found: list[tuple[tuple[bool, bool, bool, Fraction], LiquidBatch]] = []
    end, first = _search_end(target, formulary), None
    for volume, cylinder in graduations(target.total, end, formulary.cylinders):
        if first is not None and volume > first * most:
            break
        exact = (concentration * volume) / fraction
        weighed = on_balance(exact, balance)
        if weighed < balance.minimum or not _close(weighed / exact, formulary) or not leaves_a_rinse(volume, formulary.cylinders):
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
