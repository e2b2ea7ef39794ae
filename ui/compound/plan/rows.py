"""What the plan column shows, as rows of words taken from the proved plan; nothing here is reckoned but day numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ldn_calc.application.papers.wording import (
    amount_words,
    count_words,
    date_words,
    dose_words,
    part_of_dose_words,
    step_words,
    when_words,
)
from ldn_calc.documents.words.directions import syringes_needed
from ldn_calc.procedure.plan import Dose, LiquidDose, Plan, PowderMaterial, TabletMaterial
from ldn_calc.procedure.printed import PrintedProof
from ldn_calc.procedure.steps import Count, Encapsulate, FillTo, Weigh
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
    """One of the large numbers; `column` 0 is what to weigh or count, 1 what to make of it, 2 what the patient takes."""

    column: int
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
        return "Proved: every dose holds exactly what was prescribed"
    written = format(difference.normalize(), "f")
    return f"Proved: every dose holds what was prescribed, within {written}{NBSP}{unit}"


def headlines(plan: Plan) -> list[Headline]:
    """The numbers that matter: of every weighing of drug, every batch, and the first day's doses."""
    found: list[Headline] = []
    for place in range(len(plan.steps)):
        found += _bench_headline(plan, place)
    for dose in plan.doses:
        if dose.phase == plan.doses[0].phase:
            found += _take_headlines(plan, dose)
    return found


def dose_rows(plan: Plan) -> list[DoseRow]:
    """The doses of this fill in their order; what would be taken for another says which: time, syringe, strength."""
    times = {dose.when for dose in plan.doses}
    rows: list[DoseRow] = []
    for dose in plan.doses:
        take = dose_words(dose, plan)
        if len(times) > 1:
            take = f"{take} {when_words(dose.when)}"
        take = f"{take}{_which_syringe(plan, dose)}"
        rows.append(DoseRow(_day_numbers(plan, dose), _dates(dose), amount_words(dose.prescribed), take, dose))
    return rows


def shared_instrument(plan: Plan) -> str:
    """The one syringe that every dose of this fill is taken with, as in `3 mL syringe`; empty where there is not just one."""
    syringes = list(syringes_needed(plan).values())
    return f"{amount_words(syringes[0].capacity)} syringe" if len(syringes) == 1 else ""


def drawing_captions(plan: Plan, row: DoseRow) -> tuple[str, ...]:
    """What stands over each drawing of a dose: each filling of a syringe, or the capsules of each strength."""
    days = f"Day {row.days}" if row.days.isdigit() else f"Days {row.days}"
    dose = row.dose
    if len({other.when for other in plan.doses}) > 1:
        days = f"{days} {when_words(dose.when)}"
    if dose.capsules:
        words = [part_of_dose_words(part, plan) for part in dose.capsules]
        return (f"{days}: {words[0]}", *(f"and {other}" for other in words[1:]))
    size = _which_syringe(plan, dose)
    first, *others = [amount_words(draw.volume) for draw in dose.draws]
    if not others:
        return (f"{days}: fill to {first}{size}",)
    return (f"{days}: first fill to {first}{size}", *(f"then fill to {volume}" for volume in others))


def step_rows(plan: Plan) -> list[StepRow]:
    """The bench steps in words."""
    return [StepRow(*step_words(step, plan.materials)) for step in plan.steps]


def _bench_headline(plan: Plan, place: int) -> list[Headline]:
    """The large number of one step, if it has one; where two products are made, its caption says for which."""
    product = _product_made_next(plan, place)
    match plan.steps[place]:
        case Weigh(name, _, mass):
            material = plan.materials[name]
            if isinstance(material, PowderMaterial | TabletMaterial):
                return [Headline(_MAKE, "Weigh", amount_words(mass), f"{product}{_with_lot(name, material.lot)}")]
        case Count(name, _, units):
            material = plan.materials[name]
            lot = material.lot if isinstance(material, TabletMaterial) else None
            return [Headline(_MAKE, "Count", count_words(units, "tablet"), f"{product}{_with_lot(name, lot)}")]
        case FillTo(name, vessel, volume):
            return [Headline(_FILL, "Make up to", amount_words(volume), f"{name}, {vessel}")]
        case Encapsulate(capsules=capsules, size=size, mass_each=mass_each):
            caption = f"{product}size{NBSP}{size}, {amount_words(mass_each)} each"
            return [Headline(_FILL, "Fill", count_words(capsules, "capsule"), caption)]
    return []


def _product_made_next(plan: Plan, place: int) -> str:
    """`0.5 mg capsules: ` for a step that works towards them, nothing where all steps make one product."""
    if len(plan.products) == 1:
        return ""
    for step in plan.steps[place:]:
        if isinstance(step, Encapsulate):
            return f"{amount_words(plan.products[step.into].strength)} capsules: "
    return ""


def _take_headlines(plan: Plan, dose: Dose) -> list[Headline]:
    head = f"Take {when_words(dose.when)}"
    days = _day_numbers(plan, dose)
    days = f"{'day' if days.isdigit() else 'days'} {days}, for a dose of {amount_words(dose.prescribed)}"
    if isinstance(dose.taken, LiquidDose):
        whole = amount_words(dose.taken.volume)
        return [Headline(_TAKE, head, whole, f"{days}: {dose_words(dose, plan)}" if len(dose.draws) > 1 else days)]
    made = []
    for part in dose.capsules:
        of = f"of {amount_words(plan.products[part.product].strength)}, " if len(plan.products) > 1 else ""
        made.append(Headline(_TAKE, head, count_words(part.count, "capsule"), f"{of}{days}"))
    return made


def _which_syringe(plan: Plan, dose: Dose) -> str:
    """` (3 mL size)` where this fill is taken with several: the size stands last, so that it is not read as a dose."""
    syringes = syringes_needed(plan)
    if not dose.draws or len(syringes) == 1:
        return ""
    return f" ({amount_words(syringes[dose.draws[0].instrument].capacity)}{NBSP}size)"


def _day_numbers(plan: Plan, dose: Dose) -> str:
    """Which days of the regimen a dose is for: `1 to 14`, or `5` for a single day."""
    begin = min(other.from_date for other in plan.doses)
    start = plan.supply.from_day
    first = start + (dose.from_date - begin).days
    last = start + (dose.to_date - begin).days
    return str(first) if first == last else f"{first} to {last}"


def _dates(dose: Dose) -> str:
    """The dates of a dose, month and year no oftener than needed: `6 to 19 Dec 2026`."""
    first, last = dose.from_date, dose.to_date
    end = date_words(last)
    if first == last:
        return end
    begin = date_words(first)
    if first.year == last.year:
        begin = begin.removesuffix(f"{NBSP}{first.year}")
        if first.month == last.month:
            begin = str(first.day)
    return f"{begin}{NBSP}to {end}"


def _with_lot(name: str, lot: str | None) -> str:
    return f"{name}, lot{NBSP}{lot}" if lot else name
