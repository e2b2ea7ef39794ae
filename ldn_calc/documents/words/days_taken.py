"""On which days a printed dose is taken, as dates and in words: every day, every few days, or on days of the week."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Weekday
from ldn_calc.procedure.printed import PrintedDose

__all__ = ["days_taken", "rhythm_words"]

_WEEK = tuple(day.value for day in Weekday)
_A_RANGE = 3
"""Days of the week that follow one another are named by the first and the last from three on."""


def days_taken(dose: PrintedDose) -> tuple[date, ...]:
    """The days of a dose, in their order."""
    first, last = date.fromisoformat(dose["from_date"]), date.fromisoformat(dose["to_date"])
    every = dose.get("every", 1)
    days = (first + timedelta(number) for number in range(0, (last - first).days + 1, every))
    return tuple(day for day in days if _WEEK[day.weekday()] in dose.get("weekdays", _WEEK))


def rhythm_words(dose: PrintedDose, wording: Wording) -> str:
    """`every other day`, `every 3 days`, `only Monday, Wednesday and Friday`; nothing of a dose of every day, or of one day."""
    if dose["from_date"] == dose["to_date"]:
        return ""
    if "weekdays" in dose:
        numbers = [_WEEK.index(day) for day in dose["weekdays"]]
        names = [wording.weekday(number) for number in numbers]
        if len(names) >= _A_RANGE and all(other - one == 1 for one, other in pairwise(numbers)):
            return wording.text("rhythm", "only", days=wording.text("rhythm", "range", first=names[0], last=names[-1]))
        return wording.text("rhythm", "only", days=wording.both(names))
    if "every" not in dose:
        return ""
    return wording.text("rhythm", "other" if dose["every"] == 2 else "every", days=str(dose["every"]))
