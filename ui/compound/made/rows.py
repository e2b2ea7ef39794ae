"""What was really made, as rows of words: each amount of the plan that is read at the bench, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from ldn_calc.application.papers.wording import amount_words, step_words, when_words
from ldn_calc.procedure.plan import Plan
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
    "go-on": ("Go on", "ok"),
    "decide": ("A pharmacist decides, with a reason", "warn"),
    "remake": ("Remake", "stop"),
}


def made_rows(plan: Plan, readings: Sequence[Mapping[str, Any]]) -> tuple[MadeRow, ...]:
    """A row for every reading of the plan, in the order of its steps."""
    return tuple(_row(plan, reading) for reading in readings)


def difference(reading: Mapping[str, Any], tolerance: str) -> Difference:
    """The difference of one entered amount: as planned, within the tolerance or one step of the instrument, or outside."""
    number = Decimal(reading["difference"].partition(" ")[0])
    if not number:
        return Difference("as planned", "ok")
    percent = _signed(reading["difference"])
    if not reading["within"]:
        return Difference(f"{percent}, outside", "warn")
    if abs(number) <= Decimal(tolerance.partition(" ")[0]):
        return Difference(f"{percent}, within {amount_words(tolerance)}", "ok")
    return Difference(f"{percent}, within one step of the instrument", "ok")


def verdict_of(answer: Mapping[str, Any]) -> Verdict | None:
    """The verdict in words; None where nothing could be reckoned."""
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
    return f"As really made: {verdict.words[:1].lower()}{verdict.words[1:]}. Papers say what was planned."


def made_lines(answer: Mapping[str, Any]) -> list[str]:
    """Strength and doses as really made, a line each."""
    strength = answer["strength"]
    strengths = {"": strength} if isinstance(strength, str) else strength or {}
    lines = [f"Strength{f' of {amount_words(name)}' if name else ''}: {amount_words(held)}" for name, held in strengths.items()]
    doses: dict[str, None] = {}
    for dose in answer["doses"]:
        words = f"Dose of {amount_words(dose['prescribed'])} {when_words(dose['when'])}"
        doses[f"{words}: {amount_words(dose['delivered'])}, {_signed(dose['difference'])}"] = None
    return [*lines, *doses]


def _row(plan: Plan, reading: Mapping[str, Any]) -> MadeRow:
    number, what = reading["step"], reading["what"]
    head, rest = step_words(plan.steps[number - 1], plan.materials)
    planned = amount_words(reading["planned"])
    if what == _EACH:
        head, rest = f"Each capsule holds {planned}", "the average of those weighed, without the shell"
    return MadeRow(f"{number}.{what}", _KINDS[what], f"Step {number}: {head}", rest, planned)


def _signed(percent: str) -> str:
    number, _, unit = percent.partition(" ")
    if number.startswith("-"):
        return f"−{number[1:]}{NBSP}{unit}"
    return f"{number}{NBSP}{unit}" if not Decimal(number) else f"+{number}{NBSP}{unit}"
