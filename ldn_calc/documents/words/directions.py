"""Directions: every phase of this fill with its dates, doses in mL or capsules and mg, draws and syringes, as words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from ldn_calc.documents.words.days_taken import days_taken, rhythm_words
from ldn_calc.documents.words.doses import draw_words, taken_words
from ldn_calc.documents.words.runs import TIE, Run, Runs, marked, run, tie, tied
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Request, When
from ldn_calc.procedure.plan import Dose, Draw, LiquidDose, Plan, SyringeInstrument
from ldn_calc.quantities.values import Volume

__all__ = [
    "TIMES_OF_DAY",
    "Directions",
    "DoseWords",
    "PhaseWords",
    "marks_beside",
    "plan_directions",
    "syringes_needed",
    "syringes_tell_by_dose",
]

TIMES_OF_DAY: Final = (When.MORNING, When.EVENING, When.BEDTIME)
_TO_VOLUME: Final = re.compile(r" (?=\{)")


@dataclass(frozen=True, slots=True)
class DoseWords:
    """One dose at one time of day.

    Attributes:
        amount: what is taken: `4.5 mL`, `2 capsules`, `1 capsule of 3 mg and 1 capsule of 0.5 mg`.
        mass: what it holds, as prescribed: `4.5 mg`, `4.5 mg base`.
        when: `at bedtime`.
        draws: `3 mL, then 1.5 mL`, or how to read a draw between marks; empty for one draw on a mark.
        syringe: `1 mL syringe` where the fill needs several sizes; else empty.
        dose: the plan's own.
        beside: what is taken with it from the bottle of another strength: ` and 1 from the 0.5 mg bottle`; else empty.
    """

    amount: str
    mass: str
    when: str
    draws: str
    syringe: str
    dose: Dose
    beside: str = ""

    def runs(self, *, timed: bool) -> Runs:
        """`**0.5 mL** (0.5 mg) at bedtime, 1 mL syringe`; the time of day only where `timed`."""
        tail = f"{self.beside} ({self.mass})" if self.mass else ""
        if timed:
            tail += f" {self.when}"
        if self.syringe:
            tail += f", {self.syringe}"
        if self.draws:
            tail += f": {self.draws}"
        return Run(self.amount, bold=True), Run(tail)


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """One phase of this fill; `dates` as in `6 to 19 Dec`, `intro` as in `Take by mouth at bedtime, 6 to 19 Dec:`.

    Attributes:
        said: the dates inside a sentence, in Spanish `del 6 al 19 dic`.
        rhythm: `every other day`, where it is not taken every day; it stands in `dates` too.
        taken: the days on which it is taken.
    """

    phase: int
    first: date
    last: date
    dates: str
    intro: Runs
    doses: tuple[DoseWords, ...]
    rhythm: str = ""
    taken: frozenset[date] = frozenset()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Directions:
    """What the patient is told to do.

    Attributes:
        intro: `Take by mouth at bedtime:`; without a time of day where the times differ; with the dates of a single phase.
        same_time: whether the intro names the one time of day of every dose.
        phases: in order of their dates.
        start: `Do not start before 28 Nov 2026`, only where the first dose is later than the day it is made.
        syringe: which oral syringe, by its size; empty for capsules.
        bottle: the product whose bottle alone these are for; empty where there is but one.
    """

    intro: Runs
    same_time: bool
    phases: tuple[PhaseWords, ...]
    start: Runs
    syringe: Runs
    bottle: str = ""

    @property
    def is_sentence(self) -> bool:
        """Whether a sentence says it all: one phase, and nothing to fill in more than one draw or by a choice of syringe."""
        if self.bottle:
            return False
        return len(self.phases) == 1 and not any(dose.draws or dose.syringe for dose in self.phases[0].doses)

    def sentence(self, wording: Wording) -> Runs:
        """A fill of one phase as one sentence, `Take 4.5 mL (4.5 mg) by mouth at bedtime, 22 Nov to 21 Dec` and a stop."""
        phase = self.phases[0]
        key = "one" if len(phase.doses) == 1 else "two"
        out: list[Run] = []
        for piece in _split(wording.pattern("directions", "dated"), "{sentence}"):
            if piece != "{sentence}":
                out += marked(piece, dates=phase.said)
                continue
            for part in _split(wording.pattern("directions", key), "{dose}", "{dose_2}"):
                if part in {"{dose}", "{dose_2}"}:
                    out += phase.doses[part == "{dose_2}"].runs(timed=False)
                else:
                    out += marked(part, when=phase.doses[0].when, when_2=phase.doses[-1].when)
        return tuple(out)


def plan_directions(plan: Plan, request: Request, wording: Wording, *, by_dose: bool = False, bottle: str = "") -> Directions:
    """Put the plan's doses into words.

    Args:
        plan: the proved plan.
        request: whose first dose may be later than the day it is made.
        wording: of the language.
        by_dose: where several syringes are needed, say in the syringes' line for which doses each is, and not beside each
            dose; only where `syringes_tell_by_dose`.
        bottle: where capsules of two strengths are two bottles, the product whose bottle these are the directions of: they say
            what is taken from it, and name the other only where a dose needs both.
    """
    syringes = syringes_needed(plan)
    beside = _Syringes({} if by_dose else {name: _syringe_name(each, wording) for name, each in syringes.items()}, syringes)
    times = {dose.when for dose in plan.doses}
    same_time = len(times) == 1
    of_bottle = "bottle_" if bottle else ""
    if same_time:
        intro = wording.runs("directions", f"{of_bottle}intro_when", when=wording.when(times.pop()))
    else:
        intro = wording.runs("directions", f"{of_bottle}intro")
    phases: list[PhaseWords] = []
    for (first, number, last), doses in groupby(sorted(plan.doses, key=_span), key=_span):
        dates, said = wording.dates(first, last), wording.dates_in_sentence(first, last)
        in_day = sorted(doses, key=lambda dose: TIMES_OF_DAY.index(dose.when))
        if rhythm := rhythm_words(in_day[0], wording):
            dates, said = f"{dates}, {rhythm}", f"{said}, {rhythm}"
        phases.append(
            PhaseWords(
                phase=number,
                first=first,
                last=last,
                dates=dates,
                intro=_dated(intro, said, wording),
                doses=_bottle_doses(in_day, plan, bottle, wording)
                if bottle
                else tuple(_dose_words(dose, plan, beside, wording) for dose in in_day),
                rhythm=rhythm,
                taken=frozenset(days_taken(in_day[0])),
                said=said,
            )
        )
    if bottle:
        phases = _joined(phases, intro, wording)
    whole_intro = phases[0].intro if len(phases) == 1 else (*intro, Run(":"))
    syringe = _syringe_line(plan, syringes, wording, by_dose=by_dose)
    return Directions(whole_intro, same_time, tuple(phases), _start(request, wording), syringe, bottle)


def syringes_needed(plan: Plan) -> dict[str, SyringeInstrument]:
    """The oral syringes that this fill needs by their names, smallest first."""
    used = {draw.instrument for dose in plan.doses for draw in dose.draws}
    found = ((name, each) for name, each in plan.instruments.items() if name in used and isinstance(each, SyringeInstrument))
    return dict(sorted(found, key=lambda named: named[1].capacity))


def syringes_tell_by_dose(plan: Plan) -> bool:
    """Whether there are several syringes, and every dose with a smaller one is smaller than every dose with a larger one."""
    volumes = [[volume for volume, _ in doses] for doses in _doses_by_syringe(plan)]
    return len(volumes) > 1 and all(max(small) < min(large) for small, large in pairwise(volumes))


def marks_beside(draw: Draw, syringe: SyringeInstrument) -> tuple[Volume, Volume] | None:
    """The marks on both sides of a draw that falls on none; None for a draw on a mark."""
    steps = draw.volume / syringe.step
    if steps.denominator == 1:
        return None
    below = syringe.step * (steps.numerator // steps.denominator)
    return below, below + syringe.step


def _start(request: Request, wording: Wording) -> Runs:
    """From when: on a later fill after the bottle before it; else only where the first dose is later than the day it is made."""
    first, fill = request.rx.first_dose_on, request.fill
    if fill.number > 1 and fill.from_day > 1:
        return wording.runs("directions", "start_after_fill", fill=str(fill.number - 1), date=wording.day(first))
    if first > request.compounded_on:
        return wording.runs("directions", "do_not_start_before", date=wording.day(first))
    return ()


def _dated(intro: Runs, dates: str, wording: Wording) -> Runs:
    """`Take by mouth at bedtime, 6 to 19 Dec:`."""
    before, _, after = wording.pattern("directions", "intro_dated").partition("{intro}")
    return (*run(before), *intro, Run(after.format(dates=dates) + ":"))


def _bottle_doses(doses: list[Dose], plan: Plan, bottle: str, wording: Wording) -> tuple[DoseWords, ...]:
    """What is taken out of one bottle of several, dose by dose; one word where it is nothing all day."""
    found = []
    for dose in doses:
        counts = {part.product: part.count for part in dose.capsules}
        others = [
            wording.text("dose", "from_other", count=str(count), strength=wording.quantity(plan.products[name].strength))
            for name, count in counts.items()
            if name != bottle
        ]
        if bottle not in counts:
            found.append(DoseWords(wording.pattern("dose", "none"), "", wording.when(dose.when), "", "", dose))
            continue
        mass = wording.dose_mass(dose.prescribed, plan.strength_as)
        found.append(
            DoseWords(
                amount=wording.count(counts[bottle], "capsule"),
                mass=tied(wording.text("dose", "in_all", mass=mass)) if others else mass,
                when=wording.when(dose.when),
                draws="",
                syringe="",
                dose=dose,
                beside="".join(others),
            )
        )
    return tuple(found)


def _joined(phases: list[PhaseWords], intro: Runs, wording: Wording) -> list[PhaseWords]:
    """Phases that follow one another without a capsule from this bottle, as one."""
    found: list[PhaseWords] = []
    for phase in phases:
        last = found[-1] if found else None
        if (
            last is not None
            and (phase.first - last.last).days == 1
            and not (phase.rhythm or last.rhythm)
            and not any(dose.mass for each in (last, phase) for dose in each.doses)
        ):
            dates = wording.dates(last.first, phase.last)
            taken = last.taken | phase.taken
            said = wording.dates_in_sentence(last.first, phase.last)
            found[-1] = replace(last, last=phase.last, dates=dates, intro=_dated(intro, said, wording), taken=taken, said=said)
        else:
            found.append(phase)
    return [replace(each, doses=each.doses[:1]) if not any(dose.mass for dose in each.doses) else each for each in found]


def _span(dose: Dose) -> tuple[date, int, date]:
    return dose.from_date, dose.phase, dose.to_date


@dataclass(frozen=True, slots=True)
class _Syringes:
    """The fill's syringes, and the words that name each beside a dose where there are several."""

    names: Mapping[str, str]
    needed: Mapping[str, SyringeInstrument]


def _dose_words(dose: Dose, plan: Plan, syringes: _Syringes, wording: Wording) -> DoseWords:
    named = len(syringes.names) > 1 and dose.draws
    return DoseWords(
        amount=taken_words(dose, plan.products, wording),
        mass=wording.dose_mass(dose.prescribed, plan.strength_as),
        when=wording.when(dose.when),
        draws=_draws(dose, syringes.needed, wording),
        syringe=syringes.names[dose.draws[0].instrument] if named else "",
        dose=dose,
    )


def _draws(dose: Dose, syringes: Mapping[str, SyringeInstrument], wording: Wording) -> str:
    draws, volumes = dose.draws, draw_words(dose, wording)
    if not draws:
        return ""
    words = volumes[0]
    if len(draws) == 2:
        words = _then(wording.pattern("dose", "draws"), volumes)
    between = marks_beside(draws[-1], syringes[draws[-1].instrument])
    if between is None:
        return words if len(draws) == 2 else ""
    near = wording.text("dose", "between", below=wording.quantity(between[0]), above=wording.quantity(between[1]))
    return f"{words} ({near})" if len(draws) == 2 else near


def _then(pattern: str, volumes: list[str]) -> str:
    """`fill to 3 mL and take it, then fill to 1.5 mL and take it`; a line never parts `to` from its volume."""
    return _TO_VOLUME.sub(TIE, pattern).format(first=volumes[0], second=volumes[1])


def _syringe_name(syringe: SyringeInstrument, wording: Wording) -> str:
    """A syringe's name: its size, the same on every fill and every paper."""
    return tied(wording.text("directions", "syringe_name", capacity=wording.quantity(syringe.capacity)))


def _syringe_line(plan: Plan, syringes: Mapping[str, SyringeInstrument], wording: Wording, *, by_dose: bool) -> Runs:
    """Which syringe; where one line says it for all doses, each volume has its mass beside it."""
    if not syringes:
        return ()
    if len(syringes) == 1:
        (only,) = syringes.values()
        return run(wording.text("directions", "syringe", capacity=wording.quantity(only.capacity)))
    names = [_syringe_name(each, wording) for each in syringes.values()]
    if not by_dose:
        return run(wording.text("directions", "syringes", names=wording.both(names)))
    *smaller, largest = names
    parts = []
    for name, doses in zip(smaller, _doses_by_syringe(plan), strict=False):
        most, dose = max(doses, key=lambda each: each[0])
        volume, mass = wording.quantity(most), wording.dose_mass(dose.prescribed, plan.strength_as)
        parts.append(wording.text("directions", "syringe_up_to", name=name, dose=tied(f"{volume} ({mass})")))
    parts.append(wording.text("directions", "syringe_for_more", name=largest))
    return run(tie(wording.text("directions", "syringes_by_dose", syringes=", ".join(parts))))


def _doses_by_syringe(plan: Plan) -> list[list[tuple[Volume, Dose]]]:
    """The doses taken with each syringe with their volumes, smallest syringe first."""
    drawn = [(dose.taken, dose) for dose in plan.doses]
    return [
        [(taken.volume, dose) for taken, dose in drawn if isinstance(taken, LiquidDose) and taken.draws[0].instrument == name]
        for name in syringes_needed(plan)
    ]


def _split(pattern: str, *marks: str) -> list[str]:
    """The pattern cut before and after each mark."""
    pieces = [pattern]
    for mark in marks:
        pieces = [
            part for piece in pieces for index, cut in enumerate(piece.split(mark)) for part in ([mark] if index else []) + [cut]
        ]
    return [piece for piece in pieces if piece]
