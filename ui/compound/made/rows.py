"""What was really made, as rows of words: each amount of the plan that is read at the bench, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from ldn_calc.application.papers.wording import amount_words, days_of_doses, step_words, when_words
from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.printed import PrintedDose
from ui.compound.made.sentences import TEXT
from ui.kit.words import NBSP

__all__ = ["Difference", "MadeRow", "Verdict", "bar_words", "difference", "made_lines", "made_rows", "verdict_of"]

_KINDS: Final = {"mass": "mass", "mass_each": "mass", "volume": "volume", "units": "count", "capsules": "count"}
_EACH: Final = "mass_each"

Look = Literal["ok", "warn", "stop"]


@dataclass(frozen=True, slots=True)
class MadeRow:
    """One amount that is read at the bench.

    Attributes:
        key: `1.mass`: the step's number and the key it is entered by.
        kind: what `application.plan.fields.read_field` reads it as.
        head: step and what to do; `rest` with what and where.
    """

    key: str
    kind: str
    head: str
    rest: str
    planned: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How an amount differs from the plan; `look` says the same by an icon."""

    words: str
    look: Look


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it may go on, large, and why."""

    words: str
    why: str
    look: Look


_VERDICTS: Final[dict[str, tuple[str, Look]]] = {
    "go-on": (TEXT.go_on, "ok"),
    "decide": (TEXT.decide, "warn"),
    "remake": (TEXT.remake, "stop"),
}


def made_rows(plan: Plan, readings: Sequence[Mapping[str, Any]]) -> tuple[MadeRow, ...]:
    """A row for every reading of the plan, in the order of its steps."""
    return tuple(_row(plan, reading) for reading in readings)


def difference(reading: Mapping[str, Any], tolerance: str) -> Difference:
    """The difference of one entered amount: as planned, within the tolerance or one step of the instrument, or outside."""
    number = Decimal(reading["difference"].partition(" ")[0])
    if not number:
        return Difference(TEXT.as_planned, "ok")
    percent = _signed(reading["difference"])
    if not reading["within"]:
        return Difference(TEXT.outside.format(difference=percent), "warn")
    if abs(number) <= Decimal(tolerance.partition(" ")[0]):
        return Difference(TEXT.within.format(difference=percent, tolerance=amount_words(tolerance)), "ok")
    return Difference(TEXT.within_one_step.format(difference=percent), "ok")


def verdict_of(answer: Mapping[str, Any]) -> Verdict | None:
    """The verdict in words; None where nothing could be calculated."""
    if answer["verdict"] is None:
        return None
    words, look = _VERDICTS[answer["verdict"]]
    return Verdict(words, answer["why"].partition(": ")[2][:1].upper() + answer["why"].partition(": ")[2][1:], look)


def bar_words(verdict: Verdict | None) -> str:
    """What the print bar says of a preparation that did not become what was planned; empty where it may go on.

    >>> bar_words(Verdict("Remake", "the strength is 12 % off", "stop"))
    'As really made: remake. Papers say what was planned.'
    """
    if verdict is None or verdict.look == "ok":
        return ""
    return TEXT.on_the_bar.format(verdict=f"{verdict.words[:1].lower()}{verdict.words[1:]}")


def made_lines(answer: Mapping[str, Any], planned: Iterable[PrintedDose]) -> list[str]:
    """Strength and doses as really made, a line each; a dose that is not of every day says its days."""
    days = days_of_doses(planned)
    strength = answer["strength"]
    strengths = {"": strength} if isinstance(strength, str) else strength or {}
    lines = [_strength_line(name, amount_words(held)) for name, held in strengths.items()]
    doses = [
        TEXT.dose.format(
            prescribed=amount_words(dose["prescribed"]),
            when=", ".join(filter(None, (when_words(dose["when"]), days.get((dose["phase"], dose["when"]))))),
            delivered=amount_words(dose["delivered"]),
            difference=_signed(dose["difference"]),
        )
        for dose in answer["doses"]
    ]
    return [*lines, *dict.fromkeys(doses)]


def _strength_line(product: str, strength: str) -> str:
    """`product` is its strength as planned; empty where one product is made."""
    if not product:
        return TEXT.strength.format(strength=strength)
    return TEXT.strength_of.format(product=amount_words(product), strength=strength)


def _row(plan: Plan, reading: Mapping[str, Any]) -> MadeRow:
    number, what = reading["step"], reading["what"]
    head, rest = step_words(plan.steps[number - 1], plan.materials)
    planned = amount_words(reading["planned"])
    if what == _EACH:
        head, rest = TEXT.each_capsule.format(planned=planned), TEXT.each_capsule_how
    return MadeRow(f"{number}.{what}", _KINDS[what], TEXT.step.format(number=number, what=head), rest, planned)


def _signed(percent: str) -> str:
    number, _, unit = percent.partition(" ")
    if number.startswith("-"):
        return f"−{number[1:]}{NBSP}{unit}"
    return f"{number}{NBSP}{unit}" if not Decimal(number) else f"+{number}{NBSP}{unit}"
