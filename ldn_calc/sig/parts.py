"""What the grammar makes of a line before anything is reckoned: amounts, steps and what is said of the whole.

Exact fractions; masses in mg, volumes in mL, strengths in mg/mL, capsules in mg each. Parts are compared by what they mean, so that
two ways to read a line that come to the same are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Amount", "Ask", "Fact", "Ladder", "Number", "Part", "PartSaid", "Rise", "Row", "Said", "Step", "StepSaid"]


class Row(NamedTuple):
    """What some pieces of the line were understood as: from piece `first` to before piece `end`, with what is said of it."""

    first: int
    end: int
    means: str
    note: str = ""


class Ask(NamedTuple):
    """A question: what it is about, the words it is asked of, the readings, each as it would be written, and the sentence."""

    about: str
    found: str
    readings: tuple[str, ...]
    sentence: str


class Number(NamedTuple):
    """A number as written; `form` is digits, word, mixed (1 1/2), fraction, article (a capsule) or roman."""

    value: Fraction
    form: str
    asks: tuple[Ask, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """One dose as written.

    Attributes:
        mass: in mg.
        volume: in mL.
        count: number of capsules.
        each: mg written beside a count.
        each_sure: that it is of one capsule, not of all of them.
        strength: mg/mL written beside a volume.
        bare: a number without a unit.
        written: its words.
        asks: what is asked of its number or unit.
    """

    mass: Fraction | None = None
    volume: Fraction | None = None
    count: Fraction | None = None
    each: Fraction | None = None
    each_sure: bool = False
    strength: Fraction | None = None
    bare: Fraction | None = None
    written: str = ""
    asks: tuple[Ask, ...] = ()


class Fact(NamedTuple):
    """Something said of the whole line.

    Attributes:
        kind: form, strength, capsule (by its place also capsule-first, -beside, -after, drug-mass), quantity (quantity-bare where
            no word says so), supply, supply-months, refills, or all (a time of day for every step).
        number: mg, mg/mL, capsules, mL, days or months, as the kind says.
        word: the form, the unit of a quantity, the time of day.
        written: its words.
    """

    kind: str
    number: Fraction | None = None
    word: str = ""
    written: str = ""


class Step(NamedTuple):
    """One phase as written.

    Attributes:
        doses: one amount, or two with a time of day each; empty where the dose is doubled.
        times: times of day; with two doses one for each, in their order.
        every: a dose every so many days; None where nothing is said.
        daily: "daily" or the like is said.
        weekdays: on these days of the week alone, Monday first; empty where none is named.
        apart: the days of the week are set apart behind the dose by a pause.
        days: how many; None where nothing is said.
        months: months that only a quantity makes days of; 0 where what is said of the days is a question.
        label: unit in days, first and last number of a calendar label; last 0 for "on".
        order: first or next, where the days are said so.
        way: to-up or to-down for "increase to", double, or nothing.
        each: the days are said to be those of each step.
        onward: "thereafter" is said: to the end of the quantity.
        hs: HS was read, once.
        comma: its two doses are parted by a comma alone.
        led: take, start or another word like them stands before the amount.
        asks: what is asked of it.
    """

    doses: tuple[Amount, ...] = ()
    times: tuple[str, ...] = ()
    every: int | None = None
    daily: bool = False
    weekdays: tuple[str, ...] = ()
    apart: bool = False
    days: int | None = None
    months: int | None = None
    label: tuple[int, int, int] | None = None
    order: str = ""
    way: str = ""
    each: bool = False
    onward: bool = False
    hs: bool = False
    led: bool = False
    comma: bool = False
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """Amounts that follow each other, `days` each; the rest as a step's."""

    amounts: tuple[Amount, ...]
    rest: Step


@dataclass(frozen=True, slots=True)
class Rise:
    """A dose that goes up or down by a step every so many days until a target; `by` None doubles it."""

    by: Amount | None
    interval: int | None
    target: Amount
    falls: bool
    rest: Step
    start: Amount | None = None


Part = Step | Ladder | Rise
Said = tuple[tuple[Fact, ...], tuple[Ask, ...]]
"""What is said of the whole, and what is asked."""
StepSaid = tuple[Step, tuple[Fact, ...], tuple[Ask, ...]]
PartSaid = tuple[Part, tuple[Fact, ...], tuple[Ask, ...]]
"""The same beside a step, or any part."""
