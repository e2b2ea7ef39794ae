"""A calculator's inputs: text by key in, values out, or every fault at once.

>>> read_inputs("weighing-error", {"sensitivity": "6 mg", "mass": "50mg"}).mass("mass")
Mass(milligrams=Fraction(50, 1))
>>> try:
...     read_inputs("weighing-error", {"sensitivity": "6"})
... except CalculationError as error:
...     for fault in error.faults:
...         print(fault.key, "|", fault.found, "|", fault.expected)
sensitivity | 6 | a mass with its unit, as in 6 mg
mass | nothing | mass weighed, as in 50 mg; weighing-error takes sensitivity, mass
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeVar

from ldn_calc.calculators.catalogue import Calculator, catalogue
from ldn_calc.calculators.kinds import DailyAmount, read_kind
from ldn_calc.calculators.totals import Stretch
from ldn_calc.calculators.words import words
from ldn_calc.quantities.values import Mass, Share, Strength, Volume
from ldn_calc.reading.faults import FieldError, FieldFaultError
from ldn_calc.reading.fields import did_you_mean
from ldn_calc.reading.plain_text import composed

__all__ = ["CalculationError", "CalculatorInputs", "Fault", "read_inputs"]

_MOST_CHARACTERS: Final = 2_000
_Type = TypeVar("_Type")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that stands against an answer.

    Attributes:
        key: the input, or empty for the calculation as a whole.
        found: what stands there, as it was written; `nothing` for a missing key.
        expected: what to write instead, a phrase that goes on from "expected".
    """

    key: str
    found: str
    expected: str


class CalculationError(Exception):
    """A calculation that cannot be made: every fault at once, in the order of the inputs.

    Attributes:
        faults: at least one.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(FieldError(each.key, each.found, each.expected)) for each in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class CalculatorInputs:
    """The inputs of one calculation, all of them readable.

    Attributes:
        texts: as they were written, by key; what was not given or empty is absent.
        values: what the texts came to.
    """

    calculator: Calculator
    texts: Mapping[str, str]
    values: Mapping[str, object]

    def has(self, key: str) -> bool:
        """Whether it was given."""
        return key in self.values

    def mass(self, key: str) -> Mass:
        """A mass."""
        return self._typed(key, Mass)

    def mass_or_none(self, key: str) -> Mass | None:
        """A mass, where it was given."""
        return self.mass(key) if self.has(key) else None

    def volume(self, key: str) -> Volume:
        """A volume."""
        return self._typed(key, Volume)

    def strength(self, key: str) -> Strength:
        """A strength, or a density: both are mass by volume."""
        return self._typed(key, Strength)

    def share(self, key: str) -> Share:
        """A percentage."""
        return self._typed(key, Share)

    def share_or_none(self, key: str) -> Share | None:
        """A percentage, where it was given."""
        return self.share(key) if self.has(key) else None

    def number(self, key: str) -> Fraction:
        """A number without a unit."""
        return self._typed(key, Fraction)

    def number_or_none(self, key: str) -> Fraction | None:
        """A number without a unit, where it was given."""
        return self.number(key) if self.has(key) else None

    def count(self, key: str) -> int:
        """A whole number."""
        return self._typed(key, int)

    def choice(self, key: str) -> str:
        """One of the choices."""
        return self._typed(key, str)

    def day(self, key: str) -> date:
        """A date."""
        return self._typed(key, date)

    def amount(self, key: str) -> DailyAmount:
        """A volume, a mass or a count of capsules or tablets."""
        return self._typed(key, DailyAmount)

    def days(self, key: str) -> tuple[date, ...]:
        """Dates in the order given; none where the key was not given."""
        return self._several(key, date)

    def masses(self, key: str) -> tuple[Mass, ...]:
        """Masses in the order given; none where the key was not given."""
        return self._several(key, Mass)

    def numbers(self, key: str) -> tuple[Fraction, ...]:
        """Numbers in the order given."""
        return self._several(key, Fraction)

    def regimen(self, key: str) -> tuple[Stretch, ...]:
        """The stretches of a regimen in their order."""
        return self._several(key, Stretch)

    def fault(self, key: str, expected: str) -> CalculationError:
        """An error about one key, to raise."""
        return CalculationError((Fault(key, self.texts.get(key, "nothing"), expected),))

    def _typed(self, key: str, kind: type[_Type]) -> _Type:
        found = self.values[key]
        if not isinstance(found, kind):
            raise TypeError(f"{key} was read as {type(found).__name__}, not {kind.__name__}")
        return found

    def _several(self, key: str, kind: type[_Type]) -> tuple[_Type, ...]:
        found = self.values.get(key, ())
        if not isinstance(found, tuple):
            raise TypeError(f"{key} was read as {type(found).__name__}, not several")
        return tuple(each for each in found if isinstance(each, kind))


def read_inputs(name: str, inputs: Mapping[str, str]) -> CalculatorInputs:
    """Read every input of the calculator of that name; an empty text counts as not given.

    Raises:
        CalculationError: an unknown name or key, a required key that is missing, a text that cannot be read.
    """
    known = catalogue()
    if name not in known:
        expected = words("inputs.expected.calculator", names=", ".join(known), meant=did_you_mean(name, known))
        raise CalculationError((Fault("", name, expected),))
    calculator = known[name]
    texts = {key: composed(text.strip()) for key, text in inputs.items() if text.strip()}
    keys = ", ".join(calculator.keys)
    values: dict[str, object] = {}
    faults: list[Fault] = []
    for each in calculator.inputs:
        written = texts.get(each.key)
        if written is None:
            if each.required:
                what = each.label[:1].lower() + each.label[1:]
                expected = words("inputs.expected.missing", what=what, example=each.example, calculator=name, keys=keys)
                faults.append(Fault(each.key, "nothing", expected))
            continue
        if len(written) > _MOST_CHARACTERS:
            expected = words("inputs.expected.characters", most=_MOST_CHARACTERS, example=each.example)
            faults.append(Fault(each.key, words("inputs.found.characters", count=len(written)), expected))
            continue
        try:
            values[each.key] = read_kind(each, written)
        except FieldFaultError as fault:
            faults.append(Fault(each.key, fault.found, fault.expected))
    for key, text in texts.items():
        if key not in calculator.keys:
            meant = did_you_mean(key, calculator.keys)
            faults.append(Fault(key, text, words("inputs.expected.key", calculator=name, keys=keys, meant=meant)))
    if faults:
        raise CalculationError(tuple(faults))
    return CalculatorInputs(calculator, texts, values)
