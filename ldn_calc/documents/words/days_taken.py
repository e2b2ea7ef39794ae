"""On which days a dose is taken, as dates and in words: every day, every few days, or on days of the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Weekday
from ldn_calc.procedure.plan import Dose

__all__ = ["days_taken", "rhythm_words", "words_of_rhythm"]

_WEEK = tuple(Weekday)
_A_RANGE = 3
"""Days of the week that follow one another are named by the first and the last from three on."""


def days_taken(dose: Dose) -> tuple[date, ...]:
    """The days of a dose, in their order."""
    numbers = range(0, (dose.to_date - dose.from_date).days + 1, dose.every)
    days = (dose.from_date + timedelta(days=number) for number in numbers)
    return tuple(day for day in days if _WEEK[day.weekday()] in (dose.weekdays or _WEEK))


def rhythm_words(dose: Dose, wording: Wording) -> str:
    """`every other day`, `every 3 days`, `only Monday, Wednesday and Friday`; nothing of a dose of every day, or of one day."""
    return "" if dose.from_date == dose.to_date else words_of_rhythm(dose.every, dose.weekdays, wording)


def words_of_rhythm(every: int, weekdays: Sequence[Weekday], wording: Wording) -> str:
    """The same of a dose of more than one day: one day in `every`, or on `weekdays`, Monday first."""
    if weekdays:
        numbers = [_WEEK.index(day) for day in weekdays]
        names = [wording.weekday(number) for number in numbers]
        if len(names) >= _A_RANGE and all(other - one == 1 for one, other in pairwise(numbers)):
            return wording.text("rhythm", "only", days=wording.text("rhythm", "range", first=names[0], last=names[-1]))
        return wording.text("rhythm", "only", days=wording.both(names))
    if every == 1:
        return ""
    return wording.text("rhythm", "other" if every == 2 else "every", days=str(every))
