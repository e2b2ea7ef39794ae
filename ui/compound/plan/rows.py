"""What the plan column shows, as rows of words taken from the printed plan; nothing here is reckoned but day numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

from ldn_calc.application.papers.wording import amount_words, date_words, days_words, dose_words, step_words, when_words
from ldn_calc.procedure.printed import PrintedCapsules, PrintedDose, PrintedPlan, PrintedProof
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

_DRUG_KINDS: Final = frozenset({"powder", "tablet"})
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
    """One line of the doses of this fill; `dose` is the printed one, for the drawing."""

    days: str
    dates: str
    prescribed: str
    take: str
    dose: PrintedDose


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


def headlines(plan: PrintedPlan, first: date | None = None) -> list[Headline]:
    """The numbers that matter: of every weighing of drug, every batch, and the first day's doses; `first` as for the rows."""
    found: list[Headline] = []
    for place in range(len(plan["steps"])):
        found += _bench_headline(plan, place)
    first_phase = plan["doses"][0]["phase"]
    for dose in plan["doses"]:
        if dose["phase"] == first_phase:
            found += _take_headlines(plan, dose, first or _first_day(plan))
    return found


def dose_rows(plan: PrintedPlan, first: date | None = None) -> list[DoseRow]:
    """The doses of this fill in their order; what would be taken for another says which: time, syringe, strength.

    Args:
        plan: the plan.
        first: the first day of the fill; that of its first dose where None.
    """
    begin = first or _first_day(plan)
    times = {dose["when"] for dose in plan["doses"]}
    rows: list[DoseRow] = []
    for dose in plan["doses"]:
        take = _take(plan, dose)
        if len(times) > 1:
            take = f"{take} {when_words(dose['when'])}"
        if "draws" in dose and not shared_instrument(plan):
            take = f"{take} ({_size(dose['draws'][0]['instrument'])})"
        rows.append(DoseRow(_day_numbers(plan, dose, begin), _dates(dose), amount_words(dose["prescribed"]), take, dose))
    return rows


def shared_instrument(plan: PrintedPlan) -> str:
    """The one syringe that every dose of this fill is taken with, as in `3 mL syringe`; empty where there is not just one."""
    names = {draw["instrument"] for dose in plan["doses"] for draw in dose.get("draws", [])}
    return f"{amount_words(names.pop().removesuffix(' oral syringe'))} syringe" if len(names) == 1 else ""


def drawing_captions(plan: PrintedPlan, row: DoseRow) -> tuple[str, ...]:
    """What stands over each drawing of a dose: each filling of a syringe, or the capsules of each strength."""
    days = f"Day {row.days}" if row.days.isdigit() else f"Days {row.days}"
    dose = row.dose
    if len({other["when"] for other in plan["doses"]}) > 1:
        days = f"{days} {when_words(dose['when'])}"
    if "capsules" in dose:
        words = [_capsules(plan, part) for part in dose["capsules"]]
        return (f"{days}: {words[0]}", *(f"and {other}" for other in words[1:]))
    size = "" if shared_instrument(plan) else f" ({_size(dose['draws'][0]['instrument'])})"
    first, *others = [amount_words(draw["volume"]) for draw in dose["draws"]]
    if not others:
        return (f"{days}: fill to {first}{size}",)
    return (f"{days}: first fill to {first}{size}", *(f"then fill to {volume}" for volume in others))


def step_rows(plan: PrintedPlan) -> list[StepRow]:
    """The bench steps in words."""
    return [StepRow(*step_words(step, plan["materials"])) for step in plan["steps"]]


def _bench_headline(plan: PrintedPlan, place: int) -> list[Headline]:
    """The large number of one step, if it has one; where two products are made, its caption says for which."""
    step = plan["steps"][place]
    material = plan["materials"].get(step.get("material", ""))
    product = _product_made_next(plan, place)
    if step["op"] == "weigh" and material is not None and material["kind"] in _DRUG_KINDS:
        caption = f"{product}{_with_lot(step['material'], material.get('lot'))}"
        return [Headline(_MAKE, "Weigh", amount_words(step["mass"]), caption)]
    if step["op"] == "count" and material is not None:
        tablets = "1 tablet" if step["units"] == 1 else f"{step['units']} tablets"
        caption = f"{product}{_with_lot(step['material'], material.get('lot'))}"
        return [Headline(_MAKE, "Count", amount_words(tablets), caption)]
    if step["op"] == "fill_to":
        return [Headline(_FILL, "Make up to", amount_words(step["volume"]), f"{step['material']}, {step['vessel']}")]
    if step["op"] == "encapsulate":
        caption = f"{product}size{NBSP}{step['size']}, {amount_words(step['mass_each'])} each"
        return [Headline(_FILL, "Fill", amount_words(f"{step['capsules']} capsules"), caption)]
    return []


def _product_made_next(plan: PrintedPlan, place: int) -> str:
    """`0.5 mg capsules: ` for a step that works towards them, nothing where all steps make one product."""
    if len(plan["products"]) == 1:
        return ""
    for step in plan["steps"][place:]:
        if step["op"] == "encapsulate":
            return f"{amount_words(plan['products'][step['into']]['strength'])} capsules: "
    return ""


def _first_day(plan: PrintedPlan) -> date:
    return min(date.fromisoformat(dose["from_date"]) for dose in plan["doses"])


def _take_headlines(plan: PrintedPlan, dose: PrintedDose, begin: date) -> list[Headline]:
    head = f"Take {when_words(dose['when'])}"
    days = _day_numbers(plan, dose, begin)
    rhythm = f", {days_words(dose)}" if days_words(dose) else ""
    days = f"{'day' if days.isdigit() else 'days'} {days}{rhythm}, for a dose of {amount_words(dose['prescribed'])}"
    if "capsules" in dose:
        made = []
        for part in dose["capsules"]:
            value, _, strength = _capsules(plan, part).partition(" of ")
            made.append(Headline(_TAKE, head, value, f"of {strength}, {days}" if strength else days))
        return made
    words = _take(plan, dose)
    caption = days if words == amount_words(dose["volume"]) else f"{days}: {words}"
    return [Headline(_TAKE, head, amount_words(dose["volume"]), caption)]


def _take(plan: PrintedPlan, dose: PrintedDose) -> str:
    """The dose in words; one capsule among two strengths says which."""
    if "capsules" in dose and len(dose["capsules"]) == 1:
        return _capsules(plan, dose["capsules"][0])
    return dose_words(dose)


def _capsules(plan: PrintedPlan, part: PrintedCapsules) -> str:
    count = amount_words("1 capsule" if part["count"] == 1 else f"{part['count']} capsules")
    if len(plan["products"]) == 1:
        return count
    return f"{count} of {amount_words(plan['products'][part['from']]['strength'])}"


def _size(instrument: str) -> str:
    """`3 mL size` for a 3 mL oral syringe: the size stands last, so that it is not read as a dose."""
    return amount_words(f"{instrument.removesuffix(' oral syringe')} size")


def _day_numbers(plan: PrintedPlan, dose: PrintedDose, begin: date) -> str:
    """Which days of the regimen a dose is for: `1 to 14`, or `5` for a single day."""
    start = plan["supply"]["from_day"]
    first = start + (date.fromisoformat(dose["from_date"]) - begin).days
    last = start + (date.fromisoformat(dose["to_date"]) - begin).days
    return str(first) if first == last else f"{first} to {last}"


def _dates(dose: PrintedDose) -> str:
    """The dates of a dose, month and year no oftener than needed: `6 to 19 Dec 2026`; with the days where not on each."""
    first, last = date.fromisoformat(dose["from_date"]), date.fromisoformat(dose["to_date"])
    end = date_words(dose["to_date"])
    if first == last:
        return end
    begin = date_words(dose["from_date"])
    if first.year == last.year:
        begin = begin.removesuffix(f"{NBSP}{first.year}")
        if first.month == last.month:
            begin = str(first.day)
    days = days_words(dose)
    return f"{begin}{NBSP}to {end}, {days}" if days else f"{begin}{NBSP}to {end}"


def _with_lot(name: str, lot: str | None) -> str:
    return f"{name}, lot{NBSP}{lot}" if lot else name
