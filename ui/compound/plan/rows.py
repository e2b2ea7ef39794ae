"""What the plan column shows, as rows of words taken from the proved plan; nothing here is calculated but day numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from ldn_calc.application.papers.wording import (
    amount_words,
    count_words,
    date_words,
    days_words,
    dose_words,
    part_of_dose_words,
    step_words,
    when_words,
)
from ldn_calc.documents.words.directions import syringes_needed
from ldn_calc.procedure.plan import Dose, LiquidDose, Plan, PowderMaterial, TabletMaterial
from ldn_calc.procedure.printed import PrintedProof
from ldn_calc.procedure.steps import Count, Encapsulate, FillTo, Weigh
from ui.compound.plan.sentences import TEXT
from ui.kit.words import NBSP

__all__ = [
    "DoseRow",
    "Headline",
    "StepRow",
    "dose_rows",
    "drawing_captions",
    "headlines",
    "proved_sentence",
    "shared_instrument",
    "step_rows",
]

_MAKE, _FILL, _TAKE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the large numbers; `column` 0 is what to weigh or count, 1 what to make of it, 2 what the patient takes.

    `name` is the kind of number, a key: `weigh`, `count`, `make-up-to`, `fill`, `take-bedtime`.
    """

    column: int
    name: str
    head: str
    value: str
    caption: str


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One line of the doses of this fill; `dose` is the plan's own, for the drawing."""

    days: str
    dates: str
    prescribed: str
    take: str
    dose: Dose


@dataclass(frozen=True, slots=True)
class StepRow:
    """One bench step: what to do with its amount, then with what."""

    head: str
    rest: str


def proved_sentence(proof: PrintedProof) -> str:
    """The line of proof; the difference is rounded up, so that it never claims more than was found."""
    number, _, unit = proof["largest_difference"].partition(" ")
    difference = abs(Decimal(number)).quantize(Decimal("0.01"), ROUND_CEILING)
    if not difference:
        return TEXT.proved_exactly
    written = format(difference.normalize(), "f")
    return TEXT.proved_within.format(difference=f"{written}{NBSP}{unit}")


def headlines(plan: Plan, first: date | None = None) -> list[Headline]:
    """The numbers that matter: of every weighing of drug, every batch, and the first day's doses; `first` as for the rows."""
    found: list[Headline] = []
    for place in range(len(plan.steps)):
        found += _bench_headline(plan, place)
    for dose in plan.doses:
        if dose.phase == plan.doses[0].phase:
            found += _take_headlines(plan, dose, first or _first_day(plan))
    return found


def dose_rows(plan: Plan, first: date | None = None) -> list[DoseRow]:
    """The doses of this fill in their order; what would be taken for another says which: time, syringe, strength.

    Args:
        plan: the plan.
        first: the first day of the fill; that of its first dose where None.
    """
    begin = first or _first_day(plan)
    times = {dose.when for dose in plan.doses}
    rows: list[DoseRow] = []
    for dose in plan.doses:
        take = dose_words(dose, plan)
        if len(times) > 1:
            take = TEXT.taken_when.format(taken=take, when=when_words(dose.when))
        take = _with_syringe(plan, dose, take)
        rows.append(DoseRow(_day_numbers(plan, dose, begin), _dates(dose), amount_words(dose.prescribed), take, dose))
    return rows


def shared_instrument(plan: Plan) -> str:
    """The one syringe that every dose of this fill is taken with, as in `3 mL syringe`; empty where there is not just one."""
    syringes = list(syringes_needed(plan).values())
    return TEXT.syringe.format(volume=amount_words(syringes[0].capacity)) if len(syringes) == 1 else ""


def drawing_captions(plan: Plan, row: DoseRow) -> tuple[str, ...]:
    """What stands over each drawing of a dose: each filling of a syringe, or the capsules of each strength."""
    days = TEXT.drawn_day.format(day=row.days) if row.days.isdigit() else TEXT.drawn_days.format(days=row.days)
    dose = row.dose
    if rhythm := days_words(dose):
        days = TEXT.drawn_some_days.format(days=days, which=rhythm)
    if len({other.when for other in plan.doses}) > 1:
        days = TEXT.drawn_when.format(days=days, when=when_words(dose.when))
    if dose.capsules:
        part, *parts = [part_of_dose_words(part, plan) for part in dose.capsules]
        more = [TEXT.drawn_more_capsules.format(capsules=other) for other in parts]
        return (TEXT.drawn_capsules.format(days=days, capsules=part), *more)
    first, *others = [amount_words(draw.volume) for draw in dose.draws]
    first = _with_syringe(plan, dose, first)
    if not others:
        return (TEXT.fill_to.format(days=days, volume=first),)
    return (TEXT.first_fill_to.format(days=days, volume=first), *(TEXT.then_fill_to.format(volume=volume) for volume in others))


def step_rows(plan: Plan) -> list[StepRow]:
    """The bench steps in words."""
    return [StepRow(*step_words(step, plan.materials)) for step in plan.steps]


def _bench_headline(plan: Plan, place: int) -> list[Headline]:
    """The large number of one step, if it has one; where two products are made, its caption says for which."""
    match plan.steps[place]:
        case Weigh(name, _, mass):
            material = plan.materials[name]
            if isinstance(material, PowderMaterial | TabletMaterial):
                return [
                    Headline(
                        _MAKE, "weigh", TEXT.weigh, amount_words(mass), _of_product(plan, place, _with_lot(name, material.lot))
                    )
                ]
        case Count(name, _, units):
            material = plan.materials[name]
            lot = material.lot if isinstance(material, TabletMaterial) else None
            return [
                Headline(_MAKE, "count", TEXT.count, count_words(units, "tablet"), _of_product(plan, place, _with_lot(name, lot)))
            ]
        case FillTo(name, vessel, volume):
            return [
                Headline(
                    _FILL,
                    "make-up-to",
                    TEXT.make_up_to,
                    amount_words(volume),
                    TEXT.into_vessel.format(material=name, vessel=vessel),
                )
            ]
        case Encapsulate(capsules=capsules, size=size, mass_each=mass_each):
            caption = TEXT.each_capsule.format(size=size, mass=amount_words(mass_each))
            return [Headline(_FILL, "fill", TEXT.fill, count_words(capsules, "capsule"), _of_product(plan, place, caption))]
    return []


def _of_product(plan: Plan, place: int, caption: str) -> str:
    """A step's caption after the capsules it works towards, as in `0.5 mg capsules: …`; alone where all steps make one product."""
    if len(plan.products) == 1:
        return caption
    for step in plan.steps[place:]:
        if isinstance(step, Encapsulate):
            return TEXT.for_capsules.format(strength=amount_words(plan.products[step.into].strength), what=caption)
    return caption


def _first_day(plan: Plan) -> date:
    return min(dose.from_date for dose in plan.doses)


def _take_headlines(plan: Plan, dose: Dose, begin: date) -> list[Headline]:
    head = TEXT.take.format(when=when_words(dose.when))
    numbers, prescribed = _day_numbers(plan, dose, begin), amount_words(dose.prescribed)
    if numbers.isdigit():
        days = TEXT.day_for_dose.format(day=numbers, dose=prescribed)
    elif rhythm := days_words(dose):
        days = TEXT.some_days_for_dose.format(days=numbers, which=rhythm, dose=prescribed)
    else:
        days = TEXT.days_for_dose.format(days=numbers, dose=prescribed)
    if isinstance(dose.taken, LiquidDose):
        whole = amount_words(dose.taken.volume)
        drawn = TEXT.drawn_for.format(days=days, draws=dose_words(dose, plan))
        return [Headline(_TAKE, f"take-{dose.when}", head, whole, drawn if len(dose.draws) > 1 else days)]
    made = []
    for part in dose.capsules:
        of = TEXT.capsules_of.format(strength=amount_words(plan.products[part.product].strength), days=days)
        made.append(
            Headline(_TAKE, f"take-{dose.when}", head, count_words(part.count, "capsule"), of if len(plan.products) > 1 else days)
        )
    return made


def _with_syringe(plan: Plan, dose: Dose, taken: str) -> str:
    """`1 mL (3 mL size)` where this fill is taken with several: the size stands last, so that it is not read as a dose."""
    syringes = syringes_needed(plan)
    if not dose.draws or len(syringes) == 1:
        return taken
    return TEXT.with_size.format(taken=taken, volume=amount_words(syringes[dose.draws[0].instrument].capacity))


def _day_numbers(plan: Plan, dose: Dose, begin: date) -> str:
    """Which days of the regimen a dose is for: `1 to 14`, or `5` for a single day."""
    start = plan.supply.from_day
    first = start + (dose.from_date - begin).days
    last = start + (dose.to_date - begin).days
    return str(first) if first == last else TEXT.days_from_to.format(first=first, last=last)


def _dates(dose: Dose) -> str:
    """The dates of a dose, month and year no oftener than needed: `6 to 19 Dec 2026`; with the days where not on each."""
    first, last = dose.from_date, dose.to_date
    end = date_words(last)
    if first == last:
        return end
    begin = date_words(first)
    if first.year == last.year:
        begin = begin.removesuffix(f"{NBSP}{first.year}")
        if first.month == last.month:
            begin = str(first.day)
    dates = TEXT.dates_from_to.format(first=begin, last=end)
    return TEXT.some_of_dates.format(dates=dates, which=days) if (days := days_words(dose)) else dates


def _with_lot(name: str, lot: str | None) -> str:
    return TEXT.with_lot.format(material=name, lot=lot) if lot else name
