"""What stands in each vessel, of which material, after each step: the bench as the printed steps leave it.

A liquid's volume is that of its vehicles: what powder takes up in it is not counted, as a cylinder is filled up to its mark. A
vessel is even when something is taken of it, so that a share of it is the same share of each material.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeVar

from ldn_calc.procedure.plan import Plan, TabletMaterial
from ldn_calc.procedure.steps import (
    Bottle,
    Count,
    DiscardCapsules,
    DiscardVessel,
    Encapsulate,
    FillTo,
    Measure,
    Mix,
    Step,
    TakeMass,
    TakeVolume,
    Transfer,
    Weigh,
    WeighTo,
)
from ldn_calc.quantities.values import Mass, Volume

__all__ = ["NOTHING", "Bench", "Content", "Contents", "ContentsError", "contents_of"]


class ContentsError(ValueError):
    """A step that cannot be done: it takes more than there is, or a share of what has no known weight."""


_Amount = TypeVar("_Amount", Mass, Volume, Fraction)


@dataclass(frozen=True, slots=True)
class Content:
    """What a vessel, a product or the waste holds, exactly.

    Attributes:
        powders: of each powder and filler.
        tablets: how many of each tablet; crushed ones are taken in parts.
        liquids: of each vehicle.
        solids: powders, fillers and tablets together; None where a tablet's weight is unknown.
    """

    powders: Mapping[str, Mass] = field(default_factory=dict)
    tablets: Mapping[str, Fraction] = field(default_factory=dict)
    liquids: Mapping[str, Volume] = field(default_factory=dict)
    solids: Mass | None = field(default_factory=lambda: Mass.of(0))

    @property
    def volume(self) -> Volume:
        """All liquid."""
        return sum(self.liquids.values(), Volume.of(0))

    def __add__(self, other: Content) -> Content:
        unknown = self.solids is None or other.solids is None
        return Content(
            _added(self.powders, other.powders, Mass.of(0)),
            _added(self.tablets, other.tablets, Fraction(0)),
            _added(self.liquids, other.liquids, Volume.of(0)),
            None if unknown else (self.solids or Mass.of(0)) + (other.solids or Mass.of(0)),
        )

    def __mul__(self, share: Fraction) -> Content:
        return Content(
            {name: held * share for name, held in self.powders.items()},
            {name: held * share for name, held in self.tablets.items()},
            {name: held * share for name, held in self.liquids.items()},
            None if self.solids is None else self.solids * share,
        )


NOTHING: Final = Content()


@dataclass(frozen=True, slots=True)
class Bench:
    """What stands where after a step.

    Attributes:
        vessels: by name; one that was emptied is not there.
        products: by name, with what is still to be given out.
        waste: all that was discarded.
    """

    vessels: Mapping[str, Content] = field(default_factory=dict)
    products: Mapping[str, Content] = field(default_factory=dict)
    waste: Content = NOTHING

    def holds(self, vessel: str) -> Content:
        """What stands in a vessel; nothing in one that is empty."""
        return self.vessels.get(vessel, NOTHING)


@dataclass(frozen=True, slots=True)
class Contents:
    """A plan with what stands where at each of its steps, which are counted from 1.

    Attributes:
        benches: before the first step, then after each.
    """

    plan: Plan
    benches: tuple[Bench, ...]

    def before(self, number: int) -> Bench:
        """The bench before a step."""
        return self.benches[number - 1]

    def after(self, number: int) -> Bench:
        """The bench after a step."""
        return self.benches[number]

    def in_work(self, number: int) -> Content:
        """What the vessel of a step holds: before the step where it takes out of it or discards it, else after it."""
        before, after = self.before(number), self.after(number)
        match self.plan.steps[number - 1]:
            case TakeMass(source=vessel) | TakeVolume(source=vessel) | Encapsulate(source=vessel) | Bottle(source=vessel):
                return before.holds(vessel)
            case DiscardVessel(vessel=vessel):
                return before.holds(vessel)
            case Weigh(into=vessel) | WeighTo(into=vessel) | Count(into=vessel) | Measure(into=vessel) | Transfer(into=vessel):
                return after.holds(vessel)
            case Mix(vessel=vessel) | FillTo(vessel=vessel):
                return after.holds(vessel)
            case DiscardCapsules(product=product):
                return before.products[product]


def contents_of(plan: Plan) -> Contents:
    """Walk the steps with their printed amounts.

    Raises:
        ContentsError: a step takes more than there is, or takes of what is not known.
    """
    walk = _Walk(plan)
    found = [walk.bench()]
    for number, step in enumerate(plan.steps, 1):
        walk.do(number, step)
        found.append(walk.bench())
    return Contents(plan, tuple(found))


class _Walk:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._vessels: dict[str, Content] = {}
        self._products: dict[str, Content] = {}
        self._capsules: dict[str, int] = {}
        self._waste = NOTHING

    def bench(self) -> Bench:
        return Bench(dict(self._vessels), dict(self._products), self._waste)

    def do(self, number: int, step: Step) -> None:
        match step:
            case Weigh(material, into, mass):
                self._add(into, Content(powders={material: mass}, solids=mass))
            case WeighTo(material, into, mass):
                self._make_up(number, material, into, mass)
            case Count(material, into, units):
                self._add(into, self._tablets(material, units))
            case Measure(material, into, volume):
                self._add(into, Content(liquids={material: volume}))
            case Mix():
                pass
            case Transfer(source, into, rinse, material):
                self._add(into, self._vessels.pop(source, NOTHING))
                if rinse > Volume.of(0):
                    self._add(into, Content(liquids={material: rinse}))
            case FillTo(material, vessel, volume):
                held = self._held(vessel).volume
                if held > volume:
                    raise ContentsError(f"step {number} fills {vessel} up to less than is in it")
                self._add(vessel, Content(liquids={material: volume - held}))
            case TakeMass(source, into, mass):
                self._add(into, self._take(number, source, mass))
            case TakeVolume(source, into, volume):
                self._add(into, self._take(number, source, volume))
            case Encapsulate(source, into, capsules, _, mass_each):
                self._make(into, self._take(number, source, mass_each * capsules))
                self._capsules[into] = self._capsules.get(into, 0) + capsules
            case Bottle(source, into, volume):
                self._make(into, self._take(number, source, volume))
            case DiscardVessel(vessel):
                self._waste += self._vessels.pop(vessel, NOTHING)
            case DiscardCapsules(product, capsules):
                self._discard_capsules(number, product, capsules)

    def _tablets(self, material: str, units: int) -> Content:
        tablet = self._plan.materials[material]
        each = tablet.mass_per_unit if isinstance(tablet, TabletMaterial) else None
        return Content(tablets={material: Fraction(units)}, solids=None if each is None else each * units)

    def _make_up(self, number: int, material: str, vessel: str, mass: Mass) -> None:
        """All that is in a vessel weighs so much with the filler; how much of it that is, only the bench knows."""
        held = self._held(vessel)
        if held.solids is not None and held.solids > mass:
            raise ContentsError(f"step {number} makes {vessel} up to less than is in it")
        filler = {} if held.solids is None else {material: mass - held.solids}
        self._vessels[vessel] = Content(_added(held.powders, filler, Mass.of(0)), held.tablets, held.liquids, mass)

    def _held(self, vessel: str) -> Content:
        return self._vessels.get(vessel, NOTHING)

    def _add(self, vessel: str, content: Content) -> None:
        self._vessels[vessel] = self._held(vessel) + content

    def _make(self, product: str, content: Content) -> None:
        self._products[product] = self._products.get(product, NOTHING) + content

    def _take(self, number: int, vessel: str, amount: Mass | Volume) -> Content:
        """So much out of a vessel, with the same share of each material in it."""
        content = self._held(vessel)
        if isinstance(amount, Volume):
            held, taken = content.volume.millilitres, amount.millilitres
        elif content.solids is None or content.liquids:
            raise ContentsError(f"step {number} takes a mass of {vessel}, whose content has no known mass")
        else:
            held, taken = content.solids.milligrams, amount.milligrams
        if taken > held:
            raise ContentsError(f"step {number} takes more out of {vessel} than is in it")
        if taken == held:
            return self._vessels.pop(vessel, NOTHING)
        share = taken / held
        self._vessels[vessel] = content * (1 - share)
        return content * share

    def _discard_capsules(self, number: int, product: str, capsules: int) -> None:
        made = self._capsules.get(product, 0)
        if capsules > made:
            raise ContentsError(f"step {number} discards more of {product} than there are")
        content, share = self._products.get(product, NOTHING), Fraction(capsules, made or 1)
        self._products[product], self._waste = content * (1 - share), self._waste + content * share
        self._capsules[product] = made - capsules


def _added(one: Mapping[str, _Amount], other: Mapping[str, _Amount], nothing: _Amount) -> dict[str, _Amount]:
    return {name: one.get(name, nothing) + other.get(name, nothing) for name in dict.fromkeys((*one, *other))}
