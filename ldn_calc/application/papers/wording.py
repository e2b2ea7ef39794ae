"""Words for the screen, from the papers' own wording: dates, doses, times of day, bench steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ldn_calc.documents.words.days_taken import rhythm_words
from ldn_calc.documents.words.doses import capsules_words, draw_words
from ldn_calc.documents.words.runs import TIE
from ldn_calc.documents.words.steps import step_words as words_of_step
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import CapsulesTaken, Dose, Plan
from ldn_calc.procedure.steps import Step
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Strength, Volume

__all__ = [
    "amount_words",
    "count_words",
    "date_words",
    "days_words",
    "dose_words",
    "part_of_dose_words",
    "step_words",
    "when_words",
]

_ENGLISH = Wording(Language.ENGLISH)


def amount_words(amount: Mass | Volume | Strength | str) -> str:
    """An amount, or its printed text, with its unit tied to its number: `101 mg`, and from 1 g on in grams: `11.435 g`."""
    return shown(amount if isinstance(amount, str) else write(amount)).replace(" ", TIE)


def count_words(number: int, unit: str) -> str:
    """`1 capsule`, `1,200 capsules`; `unit` is `capsule`, `tablet` or `day`; tied."""
    return _ENGLISH.count(number, unit)


def date_words(day: date | str) -> str:
    """`22 Nov 2026`, tied; of a result's text the ISO date."""
    return _ENGLISH.day(day)


def when_words(when: str) -> str:
    """`at bedtime`."""
    return _ENGLISH.when(when)


def days_words(dose: Dose) -> str:
    """`every other day`, `only Monday and Friday`; nothing of a dose of every day."""
    return rhythm_words(dose, _ENGLISH)


def dose_words(dose: Dose, plan: Plan) -> str:
    """What is taken for a dose: `1.5 mL`, `3 mL, then 1.5 mL`, `2 capsules`, `1 capsule of 3 mg and 1 capsule of 1.5 mg`."""
    if dose.draws:
        return ", then ".join(draw_words(dose, _ENGLISH))
    return _ENGLISH.both([part_of_dose_words(part, plan) for part in dose.capsules])


def part_of_dose_words(part: CapsulesTaken, plan: Plan) -> str:
    """`2 capsules`; where the plan makes two strengths, of which: `1 capsule of 3 mg`."""
    return capsules_words(part, plan.products, _ENGLISH)


def step_words(step: Step, materials: Mapping[str, object]) -> tuple[str, str]:
    """A bench step in two parts, with the records' own words: what to do with its amount, then with what and where."""
    words = words_of_step(step, materials)
    return words.head, words.rest_in_line
