"""How to take it: a row for each dose of each phase, with the very syringe or capsules it is taken with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ldn_calc.documents.drawing.drawings import OnPaper, capsule_drawing, is_life_size, syringe_drawing
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.documents.sheet.style import style_of
from ldn_calc.documents.values.choices import SheetForm
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.directions import DoseWords, PhaseWords, marks_beside, plan_directions, syringes_needed
from ldn_calc.documents.words.pictures import capsules_told, syringe_told
from ldn_calc.documents.words.runs import TIE, Runs, plain, run, tied
from ldn_calc.documents.words.sheet_text import SheetText
from ldn_calc.documents.words.wording import Wording
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Shell, Syringe
from ldn_calc.order.prescription import Form
from ldn_calc.procedure.plan import CapsuleProduct, CapsulesTaken, Dose, Draw, Plan
from ldn_calc.procedure.steps import Encapsulate

__all__ = ["DoseRow", "caption_of", "dose_rows", "strength_counts"]


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One dose at one time of day in one phase.

    Attributes:
        first: its first day in this fill.
        last: its last day.
        taken: the days on which it is taken, of those from the first to the last.
        dates: `Sun 22 Nov to Sat 5 Dec`.
        short_dates: `22 Nov to 5 Dec`, for where the weekdays stand over days to mark and there is no room for more.
        amount: what is taken, printed largest: `1.5 mL`, `2 capsules`, `1 of 3 mg and 1 of 0.5 mg`: never the sum of two strengths.
        holds: `= 1.5 mg`.
        when: the time of day.
        when_matters: whether there is another dose on the same day: the time of day is then bold.
        notes: what else must be known, a line each: first which syringe, by its size, where the fill needs several.
        fills: `First fill to **3 mL**` and `Then fill to **1.5 mL**`, of a dose that takes two draws.
        drawings: one for each draw, or the capsules of each strength.
        bare: the same without the words over the syringes.
        beside: whether the drawings stand beside each other rather than below.
    """

    first: date
    last: date
    taken: frozenset[date]
    dates: Runs
    short_dates: Runs
    amount: str
    holds: str
    when: str
    when_matters: bool
    notes: tuple[str, ...]
    fills: tuple[Runs, ...]
    drawings: tuple[Drawing, ...]
    bare: tuple[Drawing, ...]
    beside: bool


def dose_rows(dispensing: Dispensing, plan: Plan, wording: Wording, text: SheetText) -> tuple[DoseRow, ...]:
    """The rows of this fill, the morning's dose above the bedtime's."""
    directions = plan_directions(plan, dispensing.request, wording)
    return tuple(_row(dispensing, plan, phase, dose, wording, text) for phase in directions.phases for dose in phase.doses)


def strength_counts(dose: Dose, plan: Plan, wording: Wording, text: SheetText) -> list[str]:
    """How many of each strength: `2 of 1.5 mg`, `1 of 0.5 mg`; each tied."""
    return [
        tied(text.text("calendar", "of", count=str(part.count), strength=wording.quantity(plan.products[part.product].strength)))
        for part in dose.capsules
    ]


def _short_date(day: date, wording: Wording, text: SheetText) -> str:
    """`Sun 22 Nov`; in Spanish `domingo 22 nov`; tied."""
    return f"{text.weekday(day.weekday())}{TIE}{wording.day_and_month(day)}"


def caption_of(dispensing: Dispensing, plan: Plan, wording: Wording, text: SheetText) -> Runs:
    """What the drawings are: life size or not to scale, how long the scale is, that the plunger is cut.

    A syringe is life size only where this pharmacy has measured the one that it hands out.
    """
    formulary = dispensing.formulary
    short = "_short" if dispensing.choices.sheet is SheetForm.SHORT else ""
    if plan.form is Form.CAPSULE:
        return run(text.text("caption", f"capsules{short}", description=wording.capsules_are(plan, formulary)))
    needed = syringes_needed(plan)
    syringes = {name: _syringe(name, formulary) for name in needed}
    if not all(syringe.is_measured for syringe in syringes.values()):
        return run(text.text("caption", f"{'not_to_scale' if len(syringes) == 1 else 'none_to_scale'}{short}"))
    lengths = {name: syringe.scale_millimetres for name, syringe in syringes.items()}
    if not all(map(is_life_size, lengths.values())):
        return run(text.text("caption", "smaller"))
    scales = [
        {"capacity": wording.quantity(syringe.capacity), "length": f"{lengths[name]:g}{TIE}mm"} for name, syringe in needed.items()
    ]
    if len(scales) == 1:
        return run(text.text("caption", f"syringe{short}", **scales[0]))
    each = wording.both([text.text("caption", f"scale{short}", **scale) for scale in scales])
    return run(text.text("caption", f"syringes{short}", scales=each))


def _row(dispensing: Dispensing, plan: Plan, phase: PhaseWords, dose: DoseWords, wording: Wording, text: SheetText) -> DoseRow:
    formulary, syringes = dispensing.formulary, syringes_needed(plan)
    style = style_of(dispensing.choices.sheet).drawn
    first, last = (_short_date(day, wording, text) for day in (phase.first, phase.last))
    dates = first if phase.first == phase.last else text.text("rows", "dates", first=first, last=last)
    dates = f"{dates}, {phase.rhythm}" if phase.rhythm else dates
    notes = []
    fills: tuple[Runs, ...] = ()
    draws = dose.dose.draws
    if draws:
        if len(syringes) > 1:
            capacity = wording.quantity(syringes[draws[0].instrument].capacity)
            notes.append(text.text("rows", "syringe", capacity=capacity))
        for draw in draws:
            if between := marks_beside(draw, syringes[draw.instrument]):
                below, above = (wording.quantity(mark) for mark in between)
                notes.append(wording.text("dose", "between", below=below, above=above))
        if len(draws) > 1:
            notes.append(text.text("rows", "both"))
        amount = dose.amount
        words = ("fill",) if len(draws) == 1 else ("first_fill", "then_fill")
        told = tuple(text.runs("rows", key, volume=wording.quantity(draw.volume)) for key, draw in zip(words, draws, strict=True))
        fills = told if len(draws) > 1 else ()
        drawings = tuple(_draw(draw, each, formulary, wording, style) for draw, each in zip(draws, told, strict=True))
        bare = tuple(_draw(draw, (), formulary, wording, style) for draw in draws)
    else:
        taken = dose.dose.capsules
        amount = wording.count(sum(part.count for part in taken), "capsule")
        if len(plan.products) > 1:
            amount = wording.both(strength_counts(dose.dose, plan, wording, text))
        drawings = bare = tuple(_capsules(plan, part, formulary, wording, style) for part in taken)
    holds = text.text("rows", "holds", mass=dose.mass)
    return DoseRow(
        first=phase.first,
        last=phase.last,
        taken=phase.taken,
        dates=run(dates, bold=True),
        short_dates=run(phase.dates, bold=True),
        amount=amount,
        holds=tied(holds),
        when=dose.when,
        when_matters=len(phase.doses) > 1,
        notes=tuple(notes),
        fills=fills,
        drawings=drawings,
        bare=bare,
        beside=not draws,
    )


def _draw(draw: Draw, words: Runs, formulary: Formulary, wording: Wording, style: OnPaper) -> Drawing:
    syringe = _syringe(draw.instrument, formulary)
    told = syringe_told(wording, syringe.capacity, draw.volume)
    drawing = syringe_drawing(
        syringe.capacity,
        syringe.step,
        syringe.numbered,
        syringe.scale_millimetres,
        draw.volume,
        words,
        style,
    )
    return replace(drawing, told=told)


def _capsules(plan: Plan, taken: CapsulesTaken, formulary: Formulary, wording: Wording, style: OnPaper) -> Drawing:
    shell, product = _shell(plan, taken.product, formulary), plan.products[taken.product]
    if not isinstance(product, CapsuleProduct):
        raise TypeError(f"{taken.product} is no capsules")
    caption = run(wording.dose_mass(product.strength, plan.strength_as), bold=True) if len(plan.products) > 1 else ()
    drawing = capsule_drawing(shell.length_millimetres, shell.width_millimetres, taken.count, caption, style=style)
    return replace(drawing, told=capsules_told(wording, taken.count, plain(caption)))


def _syringe(name: str, formulary: Formulary) -> Syringe:
    return next(syringe for syringe in formulary.syringes if syringe.name == name)


def _shell(plan: Plan, product: str, formulary: Formulary) -> Shell:
    return next(formulary.shells[step.size] for step in plan.steps if isinstance(step, Encapsulate) and step.into == product)
