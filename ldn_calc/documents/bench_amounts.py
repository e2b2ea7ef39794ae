"""What stands in each vessel as the printed steps go on: what is made, and what is left over and discarded."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from ldn_calc.procedure.printed import PrintedPlan, PrintedStep
from ldn_calc.quantities.text import read_mass, read_volume, write
from ldn_calc.quantities.values import Mass, Volume

__all__ = ["BenchAmounts", "bench_amounts"]


@dataclass(slots=True)
class _Vessel:
    """Milligrams of powder, None where a tablet's weight is unknown, and millilitres of liquid."""

    milligrams: Fraction | None = Fraction(0)
    millilitres: Fraction = Fraction(0)

    def add(self, milligrams: Fraction | None, millilitres: Fraction) -> None:
        known = self.milligrams is not None and milligrams is not None
        self.milligrams = (self.milligrams or Fraction(0)) + (milligrams or Fraction(0)) if known else None
        self.millilitres += millilitres

    def part(self, share: Fraction) -> tuple[Fraction | None, Fraction]:
        """Take a share out; what it holds."""
        taken = None if self.milligrams is None else self.milligrams * share, self.millilitres * share
        self.add(None if taken[0] is None else -taken[0], -taken[1])
        return taken

    def words(self) -> str:
        """`17.8 mL`, `3403 mg`, or nothing where the weight is unknown."""
        if self.millilitres:
            return write(Volume(self.millilitres))
        return "" if self.milligrams is None else write(Mass(self.milligrams))


@dataclass(frozen=True, slots=True)
class BenchAmounts:
    """Printed amounts, found by walking the steps.

    Attributes:
        holds: of each step, by its number from 1: what its vessel holds when it is done (before it, for what takes out of one).
        discarded: of each step that empties a vessel, by its number: the vessel and what was left in it.
    """

    holds: dict[int, str] = field(default_factory=dict)
    discarded: dict[int, tuple[str, str]] = field(default_factory=dict)


def bench_amounts(plan: PrintedPlan) -> BenchAmounts:
    """Walk the steps; amounts are the printed ones, exactly."""
    found = BenchAmounts()
    vessels: dict[str, _Vessel] = {}
    for number, step in enumerate(plan["steps"], 1):
        source = vessels.setdefault(step.get("from") or step.get("vessel") or "", _Vessel())
        if step["op"] in {"take", "encapsulate", "bottle"}:
            found.holds[number] = source.words()
        if step["op"] == "discard" and "vessel" in step:
            found.discarded[number] = step["vessel"], source.words()
            vessels[step["vessel"]] = _Vessel()
            continue
        into = vessels.setdefault(step.get("into") or step.get("vessel") or "", _Vessel())
        _walk(plan, step, source, into)
        if number not in found.holds:
            found.holds[number] = into.words()
    return found


def _walk(plan: PrintedPlan, step: PrintedStep, source: _Vessel, into: _Vessel) -> None:
    match step["op"]:
        case "weigh":
            into.add(read_mass(step["mass"]).milligrams, Fraction(0))
        case "count":
            each = plan["materials"][step["material"]].get("mass_per_unit")
            into.add(None if each is None else read_mass(each).milligrams * step["units"], Fraction(0))
        case "measure":
            into.add(Fraction(0), read_volume(step["volume"]).millilitres)
        case "transfer":
            into.add(*source.part(Fraction(1)))
            source.milligrams = Fraction(0)
            into.add(Fraction(0), read_volume(step["rinse"]).millilitres if "rinse" in step else Fraction(0))
        case "fill_to":
            into.millilitres = read_volume(step["volume"]).millilitres
        case "take":
            into.add(*source.part(_share(step, source)))
        case "bottle":
            source.part(_share(step, source))
        case "encapsulate":
            source.add(-read_mass(step["mass_each"]).milligrams * step["capsules"], Fraction(0))


def _share(step: PrintedStep, source: _Vessel) -> Fraction:
    """How much of a vessel is taken out of it."""
    if "volume" in step:
        return read_volume(step["volume"]).millilitres / (source.millilitres or Fraction(1))
    return read_mass(step["mass"]).milligrams / (source.milligrams or Fraction(1))
