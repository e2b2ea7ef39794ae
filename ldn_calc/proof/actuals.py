"""What was really weighed, measured, counted and filled, read as a person entered it: `{"steps": [{"step": 1, "mass": "102 mg"}]}`.

Every fault is named at once, with the path where it stands, what was found and what is expected. An actual amount may lie below an
instrument's minimum: it is what happened. It is still a reading of that instrument, so it is a whole number of its steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, written
from ldn_calc.proof.instruments import Instrument
from ldn_calc.proof.objects import count, name, show
from ldn_calc.proof.problems import ProblemError
from ldn_calc.proof.walk import Program, Reading

__all__ = ["Actuals", "ActualsError", "read_actuals"]

_DRUG: Final = ("powder", "tablet")


@dataclass(slots=True)
class Actuals:
    """What was read, by the reading's place in the program.

    Attributes:
        paths: where it was entered, as in `steps[0].mass`.
        other_lots: step, lot entered and lot planned (None where the plan has none), of drug from another lot.
    """

    amounts: dict[int, Fraction] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)
    other_lots: list[tuple[int, str, str | None]] = field(default_factory=list)


class ActualsError(ValueError):
    """Actual amounts that cannot be used.

    Attributes:
        errors: path, what was found, what is expected.
    """

    def __init__(self, errors: Sequence[tuple[str, str, str]]) -> None:
        super().__init__("; ".join(f"{path}: {found}, expected {expected}" for path, found, expected in errors))
        self.errors = tuple(errors)


def read_actuals(value: object, program: Program, instruments: Mapping[str, Instrument], plan: Mapping[str, Any]) -> Actuals:
    """Read what was entered against the plan's steps.

    Raises:
        ActualsError: with every fault.
    """
    reader = _Reader(program, instruments, plan)
    if not isinstance(value, Mapping):
        raise ActualsError([("actuals", show(value), 'an object such as {"steps": [{"step": 1, "mass": "102 mg"}]}')])
    reader.errors += [(show(key), show(value[key]), "only steps") for key in value if key != "steps"]
    steps = value.get("steps")
    if not isinstance(steps, list):
        raise ActualsError([*reader.errors, ("steps", show(steps), "a list of steps, each with its number")])
    for at, entry in enumerate(steps):
        reader.read(entry, f"steps[{at}]")
    if reader.errors:
        raise ActualsError(reader.errors)
    return reader.found


class _Reader:
    def __init__(self, program: Program, instruments: Mapping[str, Instrument], plan: Mapping[str, Any]) -> None:
        self._instruments, self._plan = instruments, plan
        self._places: dict[tuple[int, str], tuple[int, Reading]] = {
            (reading.step, reading.key): (at, reading) for at, reading in enumerate(program.readings)
        }
        self._seen: set[int] = set()
        self.found, self.errors = Actuals(), list[tuple[str, str, str]]()

    def read(self, entry: object, where: str) -> None:
        """One step's entry."""
        if not isinstance(entry, Mapping):
            self.errors.append((where, show(entry), "an object with step and what was read"))
            return
        steps, number = self._plan["steps"], entry.get("step")
        if type(number) is not int or not 1 <= number <= len(steps):
            self.errors.append((f"{where}.step", show(number), f"a step of the plan, 1 to {len(steps)}"))
            return
        if number in self._seen:
            self.errors.append((f"{where}.step", f"step {number} twice", "each step once"))
            return
        self._seen.add(number)
        step = steps[number - 1]
        keys = [key for step_number, key in self._places if step_number == number]
        if step.get("material") is not None:
            keys.append("lot")
        for key, value in entry.items():
            if key == "step":
                continue
            if key not in keys:
                due = f"{' or '.join(keys)} at step {number}, {step['op']}" if keys else f"nothing: step {number} has no reading"
                self.errors.append((f"{where}.{show(key)}", show(value), due))
            elif key == "lot":
                self._lot(value, f"{where}.lot", number, step)
            else:
                self._amount(value, f"{where}.{key}", *self._places[number, key])

    def _amount(self, value: object, path: str, at: int, reading: Reading) -> None:
        due = None
        try:
            if reading.key in ("units", "capsules"):
                amount = Fraction(count(value, path))
            else:
                amount = written(value, "mL" if reading.key == "volume" else "mg", path).magnitude
                due = self._due(amount, reading)
        except ProblemError as refusal:
            due = refusal.expected
        if due is not None:
            self.errors.append((path, show(value), due))
            return
        self.found.amounts[at], self.found.paths[at] = amount, path

    def _due(self, amount: Fraction, reading: Reading) -> str | None:
        """What would be right where the amount is nothing, or no reading of its instrument; None where it is one."""
        if not amount:
            return "more than zero"
        instrument = None if reading.instrument is None else self._instruments.get(reading.instrument)
        if instrument is None or instrument.step is None:
            return None
        unit = "mL" if reading.key == "volume" else "mg"
        if (amount / instrument.step.magnitude).denominator != 1:
            return f"a whole number of {amount_text(instrument.step, unit)}, as the {reading.instrument} shows"
        if instrument.most is not None and amount > instrument.most.magnitude:
            return f"at most {amount_text(instrument.most, unit)}, all the {reading.instrument} holds"
        return None

    def _lot(self, value: object, path: str, number: int, step: Mapping[str, Any]) -> None:
        try:
            lot = name(value, path)
        except ProblemError as refusal:
            self.errors.append((path, show(value), refusal.expected))
            return
        material = self._plan["materials"][step["material"]]
        if material.get("kind") in _DRUG and lot != material.get("lot"):
            self.found.other_lots.append((number, lot, material.get("lot")))
