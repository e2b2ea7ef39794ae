"""The printed steps as plain fractions, to be walked many times: as planned, with errors, and as they were really made.

Amounts are read once through the proof's reader, which checks their dimension with pint; a walk after that is bare arithmetic
in mg and mL, a few hundredths of a millisecond. The bench proves a plan; this walk asks of a proved plan what comes out when
the readings are others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, Final

from ldn_calc.proof.amounts import printed, significant
from ldn_calc.proof.materials import Material
from ldn_calc.proof.objects import count, entries, listed, name, show
from ldn_calc.proof.problems import ProblemError

__all__ = ["Came", "ImpossibleError", "Program", "Reading"]

UNITS_OF: Final = {"mass": "mg", "volume": "mL", "mass_each": "mg", "units": "tablets", "capsules": "capsules"}
_READ: Final[Mapping[str, tuple[str, ...]]] = {
    "weigh": ("mass",),
    "weigh_to": ("mass",),
    "count": ("units",),
    "measure": ("volume",),
    "fill_to": ("volume",),
    "take": ("mass", "volume"),
    "bottle": ("volume",),
    "encapsulate": ("capsules", "mass_each"),
}
_FILL_STEP: Final = Fraction(1, 10)
_NOTHING: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Reading:
    """One amount that a person reads, counts or fills at a step.

    Attributes:
        step: its number, 1 for the first.
        key: `mass`, `volume`, `mass_each`, `units` or `capsules`.
        amount: as planned, in mg, mL or pieces.
        what: the step itself, as printed.
    """

    step: int
    key: str
    amount: Fraction
    what: Mapping[str, Any]

    @property
    def op(self) -> str:
        """The step's operation."""
        return str(self.what["op"])

    @property
    def instrument(self) -> str | None:
        """The instrument it is read on; None for what is counted."""
        return None if self.key in ("units", "capsules") else self.what.get("instrument")

    def shown(self, amount: Fraction) -> str:
        """Such an amount as it is printed: `102 mg`, `85 capsules`."""
        return f"{significant(amount, 9)} {UNITS_OF[self.key]}"


@dataclass(frozen=True, slots=True)
class Came:
    """A product that came out.

    Attributes:
        strength: mg in 1 mL, or in one capsule.
        amount: mL bottled, or capsules made, extras among them.
        each: fill of one capsule in mg; None for a liquid.
    """

    strength: Fraction
    amount: Fraction
    each: Fraction | None


class ImpossibleError(Exception):
    """A reading that no bench allows: more than there is, or a mark below what is already there."""

    def __init__(self, at: int, found: str, expected: str) -> None:
        super().__init__(at, found, expected)
        self.at, self.found, self.expected = at, found, expected


class _Held:
    """What a vessel holds: drug and all solids in mg, liquid in mL."""

    __slots__ = ("drug", "mass", "volume")

    def __init__(self) -> None:
        self.drug = self.mass = self.volume = _NOTHING

    def take(self, part: Fraction) -> tuple[Fraction, Fraction, Fraction]:
        if part == 1:
            share = self.drug, self.mass, self.volume
            self.drug = self.mass = self.volume = _NOTHING
            return share
        share = self.drug * part, self.mass * part, self.volume * part
        self.drug, self.mass, self.volume = self.drug - share[0], self.mass - share[1], self.volume - share[2]
        return share

    def add(self, share: tuple[Fraction, Fraction, Fraction]) -> None:
        drug, mass, volume = share
        self.drug, self.mass = self.drug + drug, self.mass + mass
        if volume:  # a powder has none, and the sum is made some hundred times a plan
            self.volume += volume


class Program:
    """A plan's steps, read once; `readings` are everything a person reads on the way, in order.

    Raises:
        ProblemError: a step that cannot be read, or a share of nothing.
    """

    def __init__(self, steps: object, materials: Mapping[str, Material]) -> None:
        self._materials = materials
        readings: list[Reading] = []
        self._steps: list[tuple[Mapping[str, Any], int, Fraction]] = []
        for number, entry in enumerate(listed(steps, "plan.steps"), start=1):
            step = entries(entry, "the step")
            rinse = printed(step["rinse"], "mL", "rinse").magnitude if step.get("rinse") is not None else _NOTHING
            self._steps.append((step, len(readings), rinse))
            for key in _READ.get(str(step.get("op")), ()):
                if step.get(key) is not None:
                    readings.append(Reading(number, key, _amount(step, key), step))
        self.readings = tuple(readings)
        self._drains: dict[int, bool] = {}
        try:
            self.planned = self.walk([reading.amount for reading in readings])
        except ImpossibleError as refusal:
            raise ProblemError("vessel-too-little", refusal.found, refusal.expected) from None

    def drains(self, at: int) -> bool:
        """Whether that reading takes, by plan, all there is: whatever is there is then taken."""
        return self._drains.get(at, False)

    def walk(
        self, amounts: Sequence[Fraction | None], *, strict: bool = False, used: dict[int, Fraction] | None = None
    ) -> dict[str, Came]:
        """Walk the steps with other readings; None is as planned, which is all there is where the plan takes all there is.

        `used` receives what was really taken where that followed from what was there.

        Raises:
            ImpossibleError: only with `strict`, an amount that is not there.
        """
        vessels: dict[str, _Held] = {}
        products: dict[str, Came] = {}

        def vessel(step: Mapping[str, Any], key: str) -> _Held:
            return vessels.setdefault(name(step.get(key), key), _Held())

        def share(at: int, held: Fraction) -> Fraction:
            """How much of what is held is taken."""
            planned, wanted = self.readings[at], amounts[at]
            if wanted is None:
                wanted = held if self.drains(at) else planned.amount
            if not held or (strict and wanted > held):
                found = f"{planned.shown(wanted)} of {planned.shown(held)}"
                raise ImpossibleError(at, found, f"at most {planned.shown(held)}, all there is")
            self._drains.setdefault(at, wanted == held)
            if used is not None:
                used[at] = wanted
            return wanted / held

        for step, at, rinse in self._steps:
            match step.get("op"):
                case "weigh":
                    mass = self._read(at, amounts)
                    vessel(step, "into").add((mass * self._material(step).drug_fraction, mass, _NOTHING))
                case "weigh_to":
                    held, mass = vessel(step, "into"), self._read(at, amounts)
                    if strict and mass <= held.mass:
                        there = f"over {significant(held.mass, 9)} mg, already there"
                        raise ImpossibleError(at, f"{significant(mass, 9)} mg", there)
                    held.mass = mass
                case "count":
                    tablet, units = self._material(step), self._read(at, amounts)
                    each, weight = tablet.drug_per_unit, tablet.mass_per_unit
                    drug = _NOTHING if each is None else each.magnitude * units
                    vessel(step, "into").add((drug, _NOTHING if weight is None else weight.magnitude * units, _NOTHING))
                case "measure":
                    vessel(step, "into").volume += self._read(at, amounts)
                case "transfer":
                    into = vessel(step, "into")
                    into.add(vessel(step, "from").take(Fraction(1)))
                    into.volume += rinse
                case "fill_to":
                    held, mark = vessel(step, "vessel"), self._read(at, amounts)
                    if strict and mark < held.volume:
                        there = f"at least {significant(held.volume, 9)} mL, already there"
                        raise ImpossibleError(at, f"{significant(mark, 9)} mL", there)
                    held.volume = mark
                case "take":
                    source = vessel(step, "from")
                    part = share(at, source.mass if self.readings[at].key == "mass" else source.volume)
                    vessel(step, "into").add(source.take(part))
                case "encapsulate":
                    filled = self._encapsulate(at, amounts, vessel(step, "from"), strict)
                    products[name(step.get("into"), "into")] = filled
                    if used is not None and filled.each is not None:
                        used[at + 1] = filled.each
                case "bottle":
                    source = vessel(step, "from")
                    strength, before = source.drug / source.volume if source.volume else _NOTHING, source.volume
                    source.take(share(at, source.volume))
                    products[name(step.get("into"), "into")] = Came(strength, before - source.volume, None)
                case "discard" if step.get("vessel") is not None:
                    vessels.pop(name(step["vessel"], "vessel"), None)
        return products

    def _encapsulate(self, at: int, amounts: Sequence[Fraction | None], source: _Held, strict: bool) -> Came:
        """Capsules of `mass_each`; as planned it is the blend divided by the capsules, rounded down to 0.1 mg."""
        capsules, each = self._read(at, amounts), amounts[at + 1]
        if not source.mass:
            raise ImpossibleError(at, "an empty vessel", "a powder to fill")
        shared = floor(source.mass / capsules / _FILL_STEP) * _FILL_STEP
        if each is None:
            each = shared if self.drains(at + 1) else self.readings[at + 1].amount
        self._drains.setdefault(at + 1, each == shared)
        if strict and each * capsules > source.mass:
            found = f"{significant(each, 9)} mg in each of {capsules} capsules"
            raise ImpossibleError(at + 1, found, f"at most {significant(shared, 9)} mg, the blend divided by the capsules")
        strength = source.drug / source.mass * each
        source.take(min(Fraction(1), each * capsules / source.mass))
        return Came(strength, capsules, each)

    def _read(self, at: int, amounts: Sequence[Fraction | None]) -> Fraction:
        found = amounts[at]
        return self.readings[at].amount if found is None else found

    def _material(self, step: Mapping[str, Any]) -> Material:
        called = name(step.get("material"), "material")
        if called not in self._materials:
            raise ProblemError("material-unknown", called, "a material of the plan")
        return self._materials[called]


def _amount(step: Mapping[str, Any], key: str) -> Fraction:
    if key in ("units", "capsules"):
        return Fraction(count(step[key], key))
    found = printed(step[key], UNITS_OF[key], f"{show(step['op'])}: {key}").magnitude
    if not found:
        raise ProblemError("value-unreadable", f"{key}: {show(step[key])}", "more than zero")
    return found
