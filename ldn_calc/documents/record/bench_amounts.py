"""What stands in each vessel as the printed steps go on: what is made, and what is left over and discarded."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from ldn_calc.procedure.printed import PrintedPlan, PrintedStep
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import read_mass, read_volume, write
from ldn_calc.quantities.values import Mass, Volume

__all__ = ["BenchAmounts", "bench_amounts"]


@dataclass(slots=True)
class _Vessel:
    """Milligrams of powder, None where a tablet's weight is unknown, millilitres of liquid, and how much of each material.

    `contents` holds milligrams of a powder or filler, and the number of tablets.
    """

    milligrams: Fraction | None = Fraction(0)
    millilitres: Fraction = Fraction(0)
    contents: dict[str, Fraction] = field(default_factory=dict)

    def add(self, milligrams: Fraction | None, millilitres: Fraction, contents: dict[str, Fraction] | None = None) -> None:
        """Receive something."""
        known = self.milligrams is not None and milligrams is not None
        self.milligrams = (self.milligrams or Fraction(0)) + (milligrams or Fraction(0)) if known else None
        self.millilitres += millilitres
        for name, amount in (contents or {}).items():
            self.contents[name] = self.contents.get(name, Fraction(0)) + amount

    def part(self, share: Fraction) -> _Vessel:
        """Take a share of all it holds out of it."""
        milligrams = None if self.milligrams is None else self.milligrams * share
        taken = _Vessel(milligrams, self.millilitres * share, {name: held * share for name, held in self.contents.items()})
        self.milligrams = None if self.milligrams is None else self.milligrams - (milligrams or Fraction(0))
        self.millilitres -= taken.millilitres
        self.contents = {name: held - taken.contents[name] for name, held in self.contents.items()}
        return taken

    def receive(self, other: _Vessel) -> None:
        """Receive all of another."""
        self.add(other.milligrams, other.millilitres, other.contents)

    def words(self) -> str:
        """`17.8 mL`, `3.403 g`, or nothing where the weight is unknown."""
        if self.millilitres:
            return shown(write(Volume(self.millilitres)))
        return "" if self.milligrams is None else shown(write(Mass(self.milligrams)))


@dataclass(frozen=True, slots=True)
class BenchAmounts:
    """Printed amounts, found by walking the steps.

    Attributes:
        holds: of each step, by its number from 1: what its vessel holds when it is done (before it, for what takes out of one).
        discarded: of each step that empties a vessel, by its number: the vessel and what was left in it.
        before: of each step that weighs into a vessel, by its number: milligrams that were in it; None where they are unknown.
        units: of each product: how much of each powder (mg) or how many tablets one capsule or one millilitre holds.
    """

    holds: dict[int, str] = field(default_factory=dict)
    discarded: dict[int, tuple[str, str]] = field(default_factory=dict)
    before: dict[int, Fraction | None] = field(default_factory=dict)
    units: dict[str, dict[str, Fraction]] = field(default_factory=dict)


def bench_amounts(plan: PrintedPlan) -> BenchAmounts:
    """Walk the steps; amounts are the printed ones, exactly."""
    found = BenchAmounts()
    vessels: dict[str, _Vessel] = {}
    for number, step in enumerate(plan["steps"], 1):
        source = vessels.setdefault(step.get("from") or step.get("vessel") or "", _Vessel())
        if step["op"] in {"take", "encapsulate", "bottle"}:
            found.holds[number] = source.words()
        if step["op"] in {"encapsulate", "bottle"}:
            found.units[step["into"]] = _unit(step, source)
        if step["op"] == "discard" and "vessel" in step:
            found.discarded[number] = step["vessel"], source.words()
            vessels[step["vessel"]] = _Vessel()
            continue
        into = vessels.setdefault(step.get("into") or step.get("vessel") or "", _Vessel())
        if step["op"] == "weigh":
            found.before[number] = into.milligrams
        _walk(plan, step, source, into)
        if number not in found.holds:
            found.holds[number] = into.words()
    return found


def _walk(plan: PrintedPlan, step: PrintedStep, source: _Vessel, into: _Vessel) -> None:
    match step["op"]:
        case "weigh":
            mass = read_mass(step["mass"]).milligrams
            into.add(mass, Fraction(0), {step["material"]: mass})
        case "count":
            each = plan["materials"][step["material"]].get("mass_per_unit")
            units = Fraction(step["units"])
            into.add(None if each is None else read_mass(each).milligrams * units, Fraction(0), {step["material"]: units})
        case "measure":
            into.add(Fraction(0), read_volume(step["volume"]).millilitres)
        case "transfer":
            into.receive(source.part(Fraction(1)))
            into.add(Fraction(0), read_volume(step["rinse"]).millilitres if "rinse" in step else Fraction(0))
        case "fill_to":
            into.millilitres = read_volume(step["volume"]).millilitres
        case "take":
            into.receive(source.part(_share(step, source)))
        case "bottle" | "encapsulate":
            source.part(_share(step, source))


def _share(step: PrintedStep, source: _Vessel) -> Fraction:
    """How much of a vessel is taken out of it."""
    if "volume" in step:
        return read_volume(step["volume"]).millilitres / (source.millilitres or Fraction(1))
    capsules = step["capsules"] if step["op"] == "encapsulate" else 1
    mass = read_mass(step["mass_each"] if step["op"] == "encapsulate" else step["mass"]).milligrams
    return mass * capsules / (source.milligrams or Fraction(1))


def _unit(step: PrintedStep, source: _Vessel) -> dict[str, Fraction]:
    """What one millilitre or one capsule holds of each powder."""
    share = 1 / (source.millilitres or Fraction(1)) if step["op"] == "bottle" else _share(step, source) / step["capsules"]
    return {name: held * share for name, held in source.contents.items()}
