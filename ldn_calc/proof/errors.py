"""The error of each reading, and what it does to the strengths that come out: alone, and together with the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, isqrt
from typing import Final

from ldn_calc.proof.problems import ProblemError
from ldn_calc.proof.tolerances import Limits, Tolerances
from ldn_calc.proof.walk import Program, Reading

__all__ = ["Contribution", "Errors", "Spread"]

_NONE: Final = Fraction(0)
_ROOT_DIGITS: Final = 10**12


@dataclass(frozen=True, slots=True)
class Spread:
    """How far something can be off, as a share of what is planned: 1/100 is 1 %."""

    worst: Fraction
    variance: Fraction

    @property
    def standard(self) -> Fraction:
        """The typical error: one standard deviation."""
        return Fraction(isqrt(floor(self.variance * _ROOT_DIGITS**2)), _ROOT_DIGITS)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one source of error does alone, to the product or dose it moves most.

    Attributes:
        key: a line of `resources/text/error_budget.toml`; `facts` fill it, as printed in the plan.
        of: `strength` or `dose`.
        step: the bench step; None for a draw or a capsule's fill.
        at: its place among the program's readings; None where `step` is.
    """

    key: str
    facts: Mapping[str, str]
    of: str
    step: int | None
    spread: Spread
    at: int | None = None


class Errors:
    """The program with the error of each reading, and what each does to the products' strengths alone."""

    def __init__(self, program: Program, tolerances: Tolerances) -> None:
        self.program, self.tolerances = program, tolerances
        poured = {at for at, each in enumerate(program.readings) if each.op in ("take", "bottle") and program.drains(at)}
        self._planned = [None if at in poured else each.amount for at, each in enumerate(program.readings)]
        self.limits: dict[int, Limits] = {}
        self._alone: dict[int, tuple[Mapping[str, Fraction], Mapping[str, Fraction]]] = {}
        self._spreads: dict[tuple[tuple[str, Fraction], ...], Spread] = {}
        for at, reading in enumerate(program.readings):
            if reading.op not in ("weigh", "weigh_to", "take", "measure", "fill_to") or at in poured:
                continue
            limits = tolerances.reading(reading.instrument, reading.amount)
            alone = self.strengths({at: limits.worst}), self.strengths({at: -limits.worst})
            if alone[0] != alone[1]:
                self.limits[at], self._alone[at] = limits, alone
        self.nominal = self.strengths({})

    def strengths(self, off: Mapping[int, Fraction]) -> dict[str, Fraction]:
        """Each product's strength with readings that are off by so many mg or mL."""
        amounts = list(self._planned)
        for at, error in off.items():
            reading = self.program.readings[at]
            if reading.amount + error <= 0:
                raise ProblemError("below-minimum", reading.shown(reading.amount), "an amount above its instrument's own error")
            amounts[at] = reading.amount + error
        return {product: came.strength for product, came in self.program.walk(amounts).items()}

    def spread(self, takes: Mapping[str, Fraction]) -> Spread:
        """The error of what so much of each product holds together; of one product alone the amount does not matter."""
        alike = tuple(takes.items()) if len(takes) > 1 else tuple((product, Fraction(1)) for product in takes)
        if alike not in self._spreads:
            variance = _NONE
            for at, limits in self.limits.items():
                up, down = self._effect(at, takes)
                variance += ((up - down) / 2 / limits.worst) ** 2 * limits.variance
            self._spreads[alike] = Spread(self.worst(takes), variance)
        return self._spreads[alike]

    def worst(self, takes: Mapping[str, Fraction], smaller: Mapping[int, Fraction] | None = None) -> Fraction:
        """The larger end when every reading is off to the same side; `smaller`: some readings' errors times so much."""
        off = {}
        for at, limits in self.limits.items():
            up, down = self._effect(at, takes)
            off[at] = limits.worst * (1 if up > down else -1) * (1 if smaller is None else smaller.get(at, 1))
        ends = (off, {at: -error for at, error in off.items()})
        return max(abs(self._share(self.strengths(end), takes)) for end in ends)

    def contributions(self) -> list[Contribution]:
        """Each reading's own part, in the product it moves most."""
        found = []
        for at, limits in self.limits.items():
            effects = [self._effect(at, {product: Fraction(1)}) for product in self.nominal]
            up, down = max(effects, key=lambda effect: max(abs(effect[0]), abs(effect[1])))
            spread = Spread(max(abs(up), abs(down)), ((up - down) / 2 / limits.worst) ** 2 * limits.variance)
            reading = self.program.readings[at]
            key, facts = _in_words(reading)
            found.append(Contribution(key, facts, "strength", reading.step, spread, at))
        return found

    def _effect(self, at: int, takes: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
        up, down = self._alone[at]
        return self._share(up, takes), self._share(down, takes)

    def _share(self, strengths: Mapping[str, Fraction], takes: Mapping[str, Fraction]) -> Fraction:
        """How far it is from what is planned, as a share of it; of one product alone the amount does not matter."""
        if len(takes) == 1:
            (product,) = takes
            return strengths[product] / self.nominal[product] - 1
        held = sum((strengths[product] * much for product, much in takes.items()), _NONE)
        planned = sum((self.nominal[product] * much for product, much in takes.items()), _NONE)
        return held / planned - 1


def _in_words(reading: Reading) -> tuple[str, dict[str, str]]:
    step = reading.what
    facts = {"amount": str(step[reading.key]), "instrument": str(step.get("instrument"))}
    match reading.op:
        case "weigh_to":
            return "making-up", facts | {"material": str(step["material"])}
        case "weigh":
            return "weighing", facts | {"material": str(step["material"])}
        case "measure":
            return "measuring", facts | {"material": str(step["material"])}
        case "take":
            return f"taking-{reading.key}", facts | {"vessel": str(step["from"])}
    return "filling", facts
