"""Supply and dates: a regimen's drug, capsules or volume, days of supply, the beyond-use date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from ldn_calc.calculators.answers import CalculatorAnswer, number, shown
from ldn_calc.calculators.reading import CalculatorInputs
from ldn_calc.calculators.totals import Stretch, fills_needed, total_days, total_doses, total_drug, whole_days
from ldn_calc.calculators.words import words
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.formulary.records import DayCount
from ldn_calc.planning.beyond_use import Expiry
from ldn_calc.planning.beyond_use import beyond_use as last_usable
from ldn_calc.planning.strengths import fewest_capsules
from ldn_calc.quantities.dates import day_text
from ldn_calc.quantities.values import Mass

__all__ = ["beyond_use", "days_supply", "supply"]

_MANY_CAPSULES = 3


def supply(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Total = sum of dose x times a day x days; then capsules, or a volume."""
    regimen = inputs.regimen("regimen")
    total, days, doses = total_drug(regimen), total_days(regimen), total_doses(regimen)
    result: dict[str, Any] = {"total": shown(total), "days": days, "doses": doses}
    working = [_stretch_line(stretch) for stretch in regimen]
    if len(regimen) > 1:
        parts = " + ".join(shown(each.daily * each.days) for each in regimen)
        working.append(words("supply.total", parts=parts, total=shown(total), days=days))
    if inputs.has("strengths"):
        _add_capsules(inputs, regimen, result, working)
    if inputs.has("concentration"):
        concentration = inputs.strength("concentration")
        volume = shown(total / concentration)
        result["volume"] = volume
        working.append(words("supply.volume", total=shown(total), concentration=shown(concentration), volume=volume))
    if inputs.has("beyond_use_days"):
        keeps = inputs.count("beyond_use_days")
        result["fills"] = fills_needed(days, keeps)
        working.append(words("supply.fills", days=days, keeps=keeps, fills=result["fills"]))
    return CalculatorAnswer(result, working)


def _stretch_line(stretch: Stretch) -> str:
    doses = " + ".join(map(shown, stretch.doses))
    doses = words("supply.several-doses", doses=doses) if len(stretch.doses) > 1 else doses
    drug = shown(stretch.daily * stretch.days)
    return words("supply.stretch", doses=doses, times=stretch.times, days=stretch.days, drug=drug)


def _add_capsules(inputs: CalculatorInputs, regimen: Sequence[Stretch], result: dict[str, Any], working: list[str]) -> None:
    """The fewest capsules for each dose, and how many of each strength that makes."""
    strengths = tuple(dict.fromkeys(inputs.masses("strengths")))
    counts = dict.fromkeys(strengths, 0)
    cannot: dict[Mass, None] = {}
    said: dict[Mass, str] = {}
    for stretch in regimen:
        for dose in stretch.doses:
            try:
                made = fewest_capsules(dose, strengths)
            except ValueError:
                raise inputs.fault("strengths", words("supply.expected.less-fine", dose=shown(dose))) from None
            if made is None:
                cannot[dose] = None
                continue
            for strength, each in made.items():
                counts[strength] += each * stretch.times * stretch.days
            said[dose] = _dose_line(dose, made)
    if cannot:
        doses = ", ".join(map(shown, cannot))
        raise inputs.fault("strengths", words("supply.expected.strengths", doses=doses))
    result["capsules"] = {shown(strength): count for strength, count in counts.items()}
    working += said.values()
    counted = [words("supply.capsules-of-strength", count=count, strength=shown(strength)) for strength, count in counts.items()]
    working.append(words("supply.capsules", counts=", ".join(counted)))


def _dose_line(dose: Mass, made: dict[Mass, int]) -> str:
    """How one dose is made up; many capsules, or more than two strengths, are said."""
    parts = [words("supply.capsules-of-dose", count=count, strength=shown(strength)) for strength, count in made.items()]
    capsules, count = " + ".join(parts), sum(made.values())
    if count > _MANY_CAPSULES:
        return words("supply.dose-of-many", dose=shown(dose), capsules=capsules, count=count)
    return words("supply.dose", dose=shown(dose), capsules=capsules)


def days_supply(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Amount / daily use, rounded down to whole days; both are of one kind."""
    amount, per_day = inputs.amount("amount"), inputs.amount("per_day")
    if amount.unit != per_day.unit and (amount.unit in _MEASURED or per_day.unit in _MEASURED or (amount.unit and per_day.unit)):
        unit = amount.unit
        expected = words("days-supply.expected.unit", unit=unit) if unit else words("days-supply.expected.count")
        raise inputs.fault("per_day", expected)
    days = whole_days(amount.number, per_day.number)
    exact = number(amount.number / per_day.number)
    dispensed, used = inputs.texts["amount"], inputs.texts["per_day"]
    line = (
        words("days-supply.one-day", amount=dispensed, per_day=used, exact=exact)
        if days == 1
        else words("days-supply.days", amount=dispensed, per_day=used, exact=exact, days=days)
    )
    return CalculatorAnswer({"days": days}, [line])


_MEASURED = frozenset({"mL", "mg"})


def beyond_use(inputs: CalculatorInputs) -> CalculatorAnswer:
    """The earliest of the default limit and every expiry, by planning's own function."""
    made_on, expiries = inputs.day("made_on"), inputs.days("expires")
    if expired := [each for each in expiries if each < made_on]:
        expected = words("beyond-use.expected.expires", made_on=made_on.isoformat(), expired=expired[0].isoformat())
        raise inputs.fault("expires", expected)
    counting = DayCount(inputs.choice("counting")) if inputs.has("counting") else DayCount.DAY_ONE
    formulary = shipped_formulary()
    rule = formulary.beyond_use_rule(inputs.choice("kind"))
    several = len(expiries) > 1
    named = [
        Expiry(words("beyond-use.component-of-several", number=place) if several else words("beyond-use.component"), each)
        for place, each in enumerate(expiries, 1)
    ]
    found = last_usable(rule, None, datetime.combine(made_on, time()), named, counting, formulary)
    working = [
        words("beyond-use.made", day=day_text(made_on)),
        *(f"{line[:1].upper()}{line[1:]}." for line in found.because),
        words("beyond-use.last-day", day=day_text(found.date)),
    ]
    return CalculatorAnswer({"date": found.date.isoformat(), "days": found.days, "because": list(found.because)}, working)
