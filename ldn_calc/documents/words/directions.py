"""Directions: every phase of this fill with its dates, doses in mL or capsules and mg, draws and syringes, as words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

from ldn_calc.documents.words.days_taken import days_taken, rhythm_words
from ldn_calc.documents.words.runs import TIE, Run, Runs, marked, run, tie, tied
from ldn_calc.documents.words.wording import Wording, day_of
from ldn_calc.order.prescription import Request
from ldn_calc.procedure.printed import PrintedDose, PrintedDraw, PrintedPlan
from ldn_calc.quantities.text import read_volume, write
from ldn_calc.quantities.values import Volume

__all__ = [
    "TIMES_OF_DAY",
    "Directions",
    "DoseWords",
    "PhaseWords",
    "between_marks",
    "directions_of",
    "syringes_of",
    "syringes_tell_by_dose",
]

TIMES_OF_DAY: Final = ("morning", "evening", "bedtime")
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
        dose: the plan's own row.
        beside: what is taken with it from the bottle of another strength: ` and 1 from the 0.5 mg bottle`; else empty.
    """

    amount: str
    mass: str
    when: str
    draws: str
    syringe: str
    dose: PrintedDose
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
                out += marked(piece, dates=phase.dates)
                continue
            for part in _split(wording.pattern("directions", key), "{dose}", "{dose_2}"):
                if part in {"{dose}", "{dose_2}"}:
                    out += phase.doses[part == "{dose_2}"].runs(timed=False)
                else:
                    out += marked(part, when=phase.doses[0].when, when_2=phase.doses[-1].when)
        return tuple(out)


def directions_of(plan: PrintedPlan, request: Request, wording: Wording, *, by_dose: bool = False, bottle: str = "") -> Directions:
    """Put the plan's doses into words.

    Args:
        plan: the printed plan.
        request: whose first dose may be later than the day it is made.
        wording: of the language.
        by_dose: where several syringes are needed, say in the syringes' line for which doses each is, and not beside each
            dose; only where `syringes_tell_by_dose`.
        bottle: where capsules of two strengths are two bottles, the product whose bottle these are the directions of: they say
            what is taken from it, and name the other only where a dose needs both.
    """
    names = _syringe_names(plan, wording)
    times = {dose["when"] for dose in plan["doses"]}
    same_time = len(times) == 1
    of_bottle = "bottle_" if bottle else ""
    if same_time:
        intro = wording.runs("directions", f"{of_bottle}intro_when", when=wording.when(times.pop()))
    else:
        intro = wording.runs("directions", f"{of_bottle}intro")
    phases: list[PhaseWords] = []
    for (first, number, last), doses in groupby(sorted(plan["doses"], key=_span), key=_span):
        dates = wording.dates(first, last)
        in_day = sorted(doses, key=lambda dose: TIMES_OF_DAY.index(dose["when"]))
        if rhythm := rhythm_words(in_day[0], wording):
            dates = f"{dates}, {rhythm}"
        phases.append(
            PhaseWords(
                phase=number,
                first=day_of(first),
                last=day_of(last),
                dates=dates,
                intro=_dated(intro, dates, wording),
                doses=_bottle_doses(in_day, plan, bottle, wording)
                if bottle
                else tuple(_dose_words(dose, plan, {} if by_dose else names, wording) for dose in in_day),
                rhythm=rhythm,
                taken=frozenset(days_taken(in_day[0])),
            )
        )
    if bottle:
        phases = _joined(phases, intro, wording)
    whole_intro = phases[0].intro if len(phases) == 1 else (*intro, Run(":"))
    syringe = _syringe_line(plan, names, wording, by_dose=by_dose)
    return Directions(whole_intro, same_time, tuple(phases), _start(request, wording), syringe, bottle)


def syringes_of(plan: PrintedPlan) -> list[str]:
    """Names of the oral syringes that this fill needs, smallest first."""
    used = {draw["instrument"] for dose in plan["doses"] for draw in dose.get("draws", [])}
    return sorted(used, key=lambda name: read_volume(plan["instruments"][name]["capacity"]))


def syringes_tell_by_dose(plan: PrintedPlan) -> bool:
    """Whether there are several syringes, and every dose with a smaller one is smaller than every dose with a larger one."""
    volumes = _volumes(plan)
    return len(volumes) > 1 and all(max(small) < min(large) for small, large in pairwise(volumes))


def between_marks(draw: PrintedDraw, plan: PrintedPlan) -> tuple[str, str] | None:
    """The marks on both sides of a draw that falls on none, as printed; None for a draw on a mark."""
    step = read_volume(plan["instruments"][draw["instrument"]]["step"]).millilitres
    steps = read_volume(draw["volume"]).millilitres / step
    if steps.denominator == 1:
        return None
    below = Fraction(steps.numerator // steps.denominator) * step
    return write(Volume(below)), write(Volume(below + step))


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


def _bottle_doses(doses: list[PrintedDose], plan: PrintedPlan, bottle: str, wording: Wording) -> tuple[DoseWords, ...]:
    """What is taken out of one bottle of several, dose by dose; one word where it is nothing all day."""
    found = []
    for dose in doses:
        counts = {part["from"]: part["count"] for part in dose.get("capsules", [])}
        others = [
            wording.text("dose", "from_other", count=str(count), strength=wording.amount(plan["products"][name]["strength"]))
            for name, count in counts.items()
            if name != bottle
        ]
        if bottle not in counts:
            found.append(DoseWords(wording.pattern("dose", "none"), "", wording.when(dose["when"]), "", "", dose))
            continue
        mass = wording.mass(dose["prescribed"], plan["strength_as"])
        found.append(
            DoseWords(
                amount=wording.count(counts[bottle], "capsule"),
                mass=tied(wording.text("dose", "in_all", mass=mass)) if others else mass,
                when=wording.when(dose["when"]),
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
            found[-1] = replace(last, last=phase.last, dates=dates, intro=_dated(intro, dates, wording), taken=taken)
        else:
            found.append(phase)
    return [replace(each, doses=each.doses[:1]) if not any(dose.mass for dose in each.doses) else each for each in found]


def _span(dose: PrintedDose) -> tuple[str, int, str]:
    return dose["from_date"], dose["phase"], dose["to_date"]


def _dose_words(dose: PrintedDose, plan: PrintedPlan, names: dict[str, str], wording: Wording) -> DoseWords:
    draws = dose.get("draws", [])
    syringe = ""
    if len(names) > 1 and draws:
        syringe = names[draws[0]["instrument"]]
    return DoseWords(
        amount=_amount(dose, plan, wording),
        mass=wording.mass(dose["prescribed"], plan["strength_as"]),
        when=wording.when(dose["when"]),
        draws=_draws(draws, plan, wording),
        syringe=syringe,
        dose=dose,
    )


def _amount(dose: PrintedDose, plan: PrintedPlan, wording: Wording) -> str:
    if "volume" in dose:
        return wording.amount(dose["volume"])
    taken = dose.get("capsules", [])
    if len(plan["products"]) == 1:
        return wording.count(sum(part["count"] for part in taken), "capsule")
    parts = [
        tied(
            wording.text(
                "dose",
                "capsules_of",
                amount=wording.count(part["count"], "capsule"),
                strength=wording.amount(plan["products"][part["from"]]["strength"]),
            )
        )
        for part in taken
    ]
    return wording.both(parts)


def _draws(draws: list[PrintedDraw], plan: PrintedPlan, wording: Wording) -> str:
    if not draws:
        return ""
    volumes = [wording.amount(draw["volume"]) for draw in draws]
    words = volumes[0]
    if len(draws) == 2:
        words = _then(wording.pattern("dose", "draws"), volumes)
    between = between_marks(draws[-1], plan)
    if between is None:
        return words if len(draws) == 2 else ""
    near = wording.text("dose", "between", below=wording.amount(between[0]), above=wording.amount(between[1]))
    return f"{words} ({near})" if len(draws) == 2 else near


def _then(pattern: str, volumes: list[str]) -> str:
    """`fill to 3 mL and take it, then fill to 1.5 mL and take it`; a line never parts `to` from its volume."""
    return _TO_VOLUME.sub(TIE, pattern).format(first=volumes[0], second=volumes[1])


def _syringe_names(plan: PrintedPlan, wording: Wording) -> dict[str, str]:
    """Each syringe's name: its size, the same on every fill and every paper."""
    return {
        name: tied(wording.text("directions", "syringe_name", capacity=wording.amount(plan["instruments"][name]["capacity"])))
        for name in syringes_of(plan)
    }


def _syringe_line(plan: PrintedPlan, names: dict[str, str], wording: Wording, *, by_dose: bool) -> Runs:
    """Which syringe; where one line says it for all doses, each volume has its mass beside it."""
    if not names:
        return ()
    if len(names) == 1:
        capacity = wording.amount(plan["instruments"][next(iter(names))]["capacity"])
        return run(wording.text("directions", "syringe", capacity=capacity))
    if not by_dose:
        return run(wording.text("directions", "syringes", names=wording.both(list(names.values()))))
    *smaller, largest = names.values()
    parts = []
    for name, doses in zip(smaller, _doses_by_syringe(plan), strict=False):
        most = max(doses, key=lambda dose: read_volume(dose["volume"]))
        volume, mass = wording.amount(most["volume"]), wording.mass(most["prescribed"], plan["strength_as"])
        parts.append(wording.text("directions", "syringe_up_to", name=name, dose=tied(f"{volume} ({mass})")))
    parts.append(wording.text("directions", "syringe_for_more", name=largest))
    return run(tie(wording.text("directions", "syringes_by_dose", syringes=", ".join(parts))))


def _doses_by_syringe(plan: PrintedPlan) -> list[list[PrintedDose]]:
    """The doses taken with each syringe, smallest syringe first."""
    return [[dose for dose in plan["doses"] if dose["draws"][0]["instrument"] == name] for name in syringes_of(plan)]


def _volumes(plan: PrintedPlan) -> list[list[Volume]]:
    """The volumes of the doses taken with each syringe, smallest syringe first."""
    return [[read_volume(dose["volume"]) for dose in doses] for doses in _doses_by_syringe(plan)]


def _split(pattern: str, *marks: str) -> list[str]:
    """The pattern cut before and after each mark."""
    pieces = [pattern]
    for mark in marks:
        pieces = [
            part for piece in pieces for index, cut in enumerate(piece.split(mark)) for part in ([mark] if index else []) + [cut]
        ]
    return [piece for piece in pieces if piece]
