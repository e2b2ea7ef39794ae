"""Supply and dates: a regimen's drug, capsules or volume, days of supply, the beyond-use date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from ldn_calc.calculators.reading import CalculationError, Fault, Given
from ldn_calc.calculators.reckoned import Reckoned, number, shown
from ldn_calc.calculators.totals import Stretch, fills_needed, total_days, total_doses, total_drug, whole_days
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.formulary.records import DayCount
from ldn_calc.planning.beyond_use import Expiry
from ldn_calc.planning.beyond_use import beyond_use as last_usable
from ldn_calc.planning.strengths import fewest_capsules
from ldn_calc.quantities.dates import day_text
from ldn_calc.quantities.values import Mass

__all__ = ["beyond_use", "days_supply", "supply"]

_MANY_CAPSULES = 3


def supply(given: Given) -> Reckoned:
    """Total = sum of dose x times a day x days; then capsules, or a volume."""
    regimen = given.regimen("regimen")
    total, days, doses = total_drug(regimen), total_days(regimen), total_doses(regimen)
    result: dict[str, Any] = {"total": shown(total), "days": days, "doses": doses}
    working = [_stretch_line(stretch) for stretch in regimen]
    if len(regimen) > 1:
        working.append(f"Total {' + '.join(shown(each.daily * each.days) for each in regimen)} = {shown(total)} in {days} days.")
    if given.has("strengths"):
        _add_capsules(given, regimen, result, working)
    if given.has("concentration"):
        concentration = given.strength("concentration")
        volume = shown(total / concentration)
        result["volume"] = volume
        working.append(f"{shown(total)} ÷ {shown(concentration)} = {volume}.")
    if given.has("beyond_use_days"):
        keeps = given.count("beyond_use_days")
        result["fills"] = fills_needed(days, keeps)
        working.append(f"{days} days ÷ {keeps} days: at least {result['fills']} fills.")
    return Reckoned(result, working)


def _stretch_line(stretch: Stretch) -> str:
    doses = " + ".join(map(shown, stretch.doses))
    doses = f"({doses})" if len(stretch.doses) > 1 else doses
    return f"{doses} × {stretch.times} a day × {stretch.days} days = {shown(stretch.daily * stretch.days)}."


def _add_capsules(given: Given, regimen: Sequence[Stretch], result: dict[str, Any], working: list[str]) -> None:
    """The fewest capsules for each dose, and how many of each strength that makes."""
    strengths = tuple(dict.fromkeys(given.masses("strengths")))
    counts = dict.fromkeys(strengths, 0)
    cannot: dict[Mass, None] = {}
    said: dict[Mass, str] = {}
    for stretch in regimen:
        for dose in stretch.doses:
            try:
                made = fewest_capsules(dose, strengths)
            except ValueError:
                raise given.fault("strengths", f"strengths less fine: {shown(dose)} would take too many capsules") from None
            if made is None:
                cannot[dose] = None
                continue
            for strength, each in made.items():
                counts[strength] += each * stretch.times * stretch.days
            said[dose] = _dose_line(dose, made)
    if cannot:
        doses = ", ".join(map(shown, cannot))
        raise CalculationError((Fault("strengths", given.texts["strengths"], f"strengths that make up {doses} exactly"),))
    result["capsules"] = {shown(strength): count for strength, count in counts.items()}
    working += said.values()
    working.append("Capsules: " + ", ".join(f"{count} of {strength}" for strength, count in result["capsules"].items()) + ".")


def _dose_line(dose: Mass, made: dict[Mass, int]) -> str:
    """How one dose is made up; many capsules, or more than two strengths, are said."""
    parts = " + ".join(f"{count} × {shown(strength)}" for strength, count in made.items())
    count = sum(made.values())
    much = f" {count} capsules a dose: a larger strength may be easier." if count > _MANY_CAPSULES else ""
    return f"{shown(dose)} = {parts}.{much}"


def days_supply(given: Given) -> Reckoned:
    """Amount / daily use, rounded down to whole days; both are of one kind."""
    amount, per_day = given.amount("amount"), given.amount("per_day")
    if amount.unit != per_day.unit and (amount.unit in _MEASURED or per_day.unit in _MEASURED or (amount.unit and per_day.unit)):
        unit = f"in {amount.unit}" if amount.unit else "a count"
        raise given.fault("per_day", f"an amount {unit}, as the amount dispensed is")
    days = whole_days(amount.number, per_day.number)
    exact = number(amount.number / per_day.number)
    line = f"{given.texts['amount']} ÷ {given.texts['per_day']} a day = {exact}: {days} whole {'day' if days == 1 else 'days'}."
    return Reckoned({"days": days}, [line])


_MEASURED = frozenset({"mL", "mg"})


def beyond_use(given: Given) -> Reckoned:
    """The earliest of the default limit and every expiry, by planning's own function."""
    made_on, expiries = given.day("made_on"), given.days("expires")
    if expired := [each for each in expiries if each < made_on]:
        raise given.fault("expires", f"dates on or after {made_on}: what expired on {expired[0]} may not be used")
    counting = DayCount(given.choice("counting")) if given.has("counting") else DayCount.DAY_ONE
    formulary = shipped_formulary()
    rule = formulary.beyond_use_rule(given.choice("kind"))
    named = [Expiry(f"component {place}" if len(expiries) > 1 else "a component", each) for place, each in enumerate(expiries, 1)]
    found = last_usable(rule, None, datetime.combine(made_on, time()), named, counting, formulary)
    working = [f"Made {day_text(made_on)}.", *(f"{line[:1].upper()}{line[1:]}." for line in found.because)]
    working.append(f"Last day {day_text(found.date)}.")
    return Reckoned({"date": found.date.isoformat(), "days": found.days, "because": list(found.because)}, working)
