"""How the doses of a regimen are drawn up at one strength, which strength serves them best, and what to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ldn_calc.findings import Finding
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.planning.drafting import note, review, stop
from ldn_calc.planning.supply import DoseRun
from ldn_calc.planning.syringes import Drawing, Fit, draw_all
from ldn_calc.quantities.text import significant_text, write
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

__all__ = ["check_draws", "draw_doses", "draw_doses_of", "rank_concentrations"]


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
