"""A vehicle that is made in the pharmacy: its ingredients weighed and measured for a volume, and the steps that make it.

Amount = amount of 100 mL x volume / 100 mL, rounded to what its instrument shows and never more than 1 % off by that. What a scale
cannot take at once is weighed in portions. The diluent's part is about so much: the mark at the end decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil, floor
from typing import Final

from ldn_calc.findings import Finding
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Cylinder, DayCount, Ingredient, Syringe
from ldn_calc.order.vehicle_request import VehicleRequest
from ldn_calc.planning.beyond_use import Expiry, beyond_use
from ldn_calc.planning.drafting import stop
from ldn_calc.planning.liquid import graduations
from ldn_calc.planning.portions import rinse_within
from ldn_calc.planning.weighing import filler_on_balance
from ldn_calc.procedure.plan import BalanceInstrument, CylinderInstrument, Instrument, SyringeInstrument
from ldn_calc.procedure.steps import Bottle, FillTo, Measure, Mix, Step, Transfer, Weigh
from ldn_calc.procedure.vehicle_plan import STOCK_BOTTLE, IngredientMaterial, PlannedIngredient, VehiclePlan
from ldn_calc.quantities.rounding import down_to_step, to_step
from ldn_calc.quantities.text import read_share, write
from ldn_calc.quantities.values import Mass, Volume

__all__ = ["DraftedVehicle", "plan_vehicle"]

_BEAKER: Final = "beaker"
_BALANCE: Final = "balance"
_INVERT: Final = "cover and invert 10 times"
_MOST_OFF: Final = Fraction(1, 100)
"""How far rounding to an instrument may take an ingredient from its row."""
_GRAM: Final = Fraction(1000)
_WHOLE_GRAMS_FROM: Final = 10 * _GRAM
"""Portions that are heavier are whole grams, but for the last."""

_Measure = Cylinder | Syringe


@dataclass(frozen=True, slots=True)
class DraftedVehicle:
    """A planned vehicle; None where a stop among the findings says why."""

    plan: VehiclePlan | None
    findings: tuple[Finding, ...]


def plan_vehicle(asked: VehicleRequest, formulary: Formulary, lot: str, made_at: datetime) -> DraftedVehicle:
    """Plan so much of a vehicle.

    Args:
        asked: which, and how much.
        formulary: what is owned.
        lot: its own.
        made_at: the day it is made and the hour, from which use may be counted.

    Raises nothing: reasons against a plan are stops among its findings.
    """
    findings = list(_expired(asked))
    made = _Making(asked, formulary, asked.volume)
    findings += made.findings
    counting = DayCount(formulary.policy_text("defaults", "beyond_use_counting"))
    rule = formulary.beyond_use_rule(asked.vehicle.beyond_use)
    expiries = [Expiry(name, on) for name, on in asked.expires.items()]
    use = beyond_use(rule, asked.vehicle, made_at, expiries, counting, formulary)
    if findings:
        return DraftedVehicle(None, tuple(findings))
    names = dict.fromkeys((*(each.name for each in asked.recipe.ingredients), asked.recipe.diluent))
    plan = VehiclePlan(
        vehicle=asked.vehicle.key,
        name=asked.vehicle.name,
        version=asked.vehicle.version,
        lot=lot,
        made_on=made_at.date(),
        volume=asked.volume,
        materials={name: IngredientMaterial(asked.expires.get(name)) for name in names},
        instruments=made.instruments,
        steps=tuple(made.steps),
        ingredients=tuple(made.ingredients),
        beyond_use=use,
    )
    return DraftedVehicle(plan, ())


def _expired(asked: VehicleRequest) -> Iterator[Finding]:
    for name, on in asked.expires.items():
        if on < asked.made_on:
            facts = {"name": name, "expires_on": on.isoformat(), "compounded_on": asked.made_on.isoformat()}
            yield stop("component-expired", f'expires["{name}"]', **facts)


class _Making:
    """Steps, instruments and amounts for one volume, or what stands against it."""

    def __init__(self, asked: VehicleRequest, formulary: Formulary, volume: Volume, *, advise: bool = True) -> None:
        self._asked, self._formulary, self._volume, self._advise = asked, formulary, volume, advise
        self.steps: list[Step] = []
        self.instruments: dict[str, Instrument] = {}
        self.ingredients: list[PlannedIngredient] = []
        self.findings: list[Finding] = []
        self._left = volume.millilitres
        """What is left up to the mark, in millilitres."""
        for each in asked.recipe.ingredients:
            self._add(each)
        self._make_up()

    def _add(self, ingredient: Ingredient) -> None:
        share = self._volume.millilitres / 100
        if isinstance(ingredient.amount, Mass):
            self._weigh(ingredient, ingredient.amount * share)
        else:
            self._measure(ingredient, ingredient.amount * share, is_diluent=ingredient.name == self._asked.recipe.diluent)
        if ingredient.mix:
            self.steps.append(Mix(_BEAKER, ingredient.mix))

    def _weigh(self, ingredient: Ingredient, due: Mass) -> None:
        readability, minimum = self._formulary.balance
        balance = BalanceInstrument(readability, minimum)
        if due < minimum:
            facts = {"name": ingredient.name, "mass": write(due, 4), "minimum": write(minimum)}
            self._refuse("ingredient-below-minimum", **facts)
            return
        mass = filler_on_balance(due, balance)
        self.instruments[_BALANCE] = balance
        self.steps += [Weigh(ingredient.name, _BEAKER, part, _BALANCE) for part in self._portions(mass, balance)]
        self._took(ingredient, due, mass)
        self._left -= mass.milligrams / _GRAM * ingredient.displaces.millilitres

    def _portions(self, mass: Mass, balance: BalanceInstrument) -> list[Mass]:
        """What the balance takes at once with a vessel on it; even portions, in whole grams where they are heavy."""
        capacity = self._formulary.balance_capacity
        most = mass if capacity is None else max(capacity - self._formulary.policy_mass("weighing", "vessel"), balance.minimum * 2)
        if mass <= most:
            return [mass]
        unit = _GRAM if most.milligrams > _WHOLE_GRAMS_FROM else balance.readability.milligrams
        count = ceil(mass.milligrams / (most.milligrams - 2 * unit))
        units = floor(mass.milligrams / unit)
        shares = [Mass((units // count + (number < units % count)) * unit) for number in range(count)]
        shares[-1] += Mass(mass.milligrams - units * unit)
        return shares

    def _measure(self, ingredient: Ingredient, due: Volume, *, is_diluent: bool) -> None:
        found = _first_part(due, self._formulary.cylinders) if is_diluent else self._nearest(due)
        if found is None or (not is_diluent and abs(found[0] / due - 1) > _MOST_OFF):
            self._refuse("ingredient-not-measured", name=ingredient.name, volume=write(due, 4))
            return
        volume, measure = found
        self.instruments[measure.name] = self._printed(measure)
        self.steps.append(Measure(ingredient.name, _BEAKER, volume, measure.name))
        self._left -= volume.millilitres
        if not is_diluent:
            self._took(ingredient, due, volume)

    def _nearest(self, due: Volume) -> tuple[Volume, _Measure] | None:
        """The reading nearest to what is due, on the smallest measure that has it; a cylinder before a syringe of its size."""
        found: list[tuple[Fraction, Volume, int, Volume, _Measure]] = []
        measures: tuple[_Measure, ...] = (*self._formulary.cylinders, *self._formulary.syringes)
        for place, measure in enumerate(measures):
            shown = Volume(to_step(due.millilitres, measure.step.millilitres))
            least = measure.smallest if isinstance(measure, Cylinder) else measure.step
            if least <= shown <= measure.capacity:
                off = abs(shown.millilitres - due.millilitres)
                found.append((off, measure.capacity, place, shown, measure))
        return (best[3], best[4]) if (best := min(found, default=None, key=lambda each: each[:3])) else None

    def _make_up(self) -> None:
        rinse = rinse_within(self._volume, self._left)
        if self.findings:
            return
        if not rinse.millilitres:
            self._refuse("vehicle-without-rinse", volume=write(self._volume))
            return
        diluent = self._asked.recipe.diluent
        cylinder = next(each for each in self._formulary.cylinders if self._volume <= each.capacity)
        self.instruments[cylinder.name] = self._printed(cylinder)
        self.steps += [
            Transfer(_BEAKER, cylinder.name, rinse, diluent),
            FillTo(diluent, cylinder.name, self._volume, cylinder.name),
            Mix(cylinder.name, _INVERT),
            Bottle(cylinder.name, STOCK_BOTTLE, self._volume, cylinder.name),
        ]

    def _took(self, ingredient: Ingredient, due: Mass | Volume, amount: Mass | Volume) -> None:
        self.ingredients.append(PlannedIngredient(ingredient.name, ingredient.amount, due, amount))

    def _printed(self, measure: _Measure) -> Instrument:
        if isinstance(measure, Syringe):
            return SyringeInstrument(measure.capacity, measure.step)
        tolerance = read_share(self._formulary.rows["instruments"][measure.name]["tolerance"])
        return CylinderInstrument(measure.capacity, measure.step, measure.smallest, tolerance)

    def _refuse(self, code: str, **facts: str) -> None:
        suggestion = self._suggestion() if self._advise else ""
        self.findings.append(stop(code, "volume", suggestion=suggestion, **facts))

    def _suggestion(self) -> str:
        """The next volume that can be made."""
        cylinders = self._formulary.cylinders
        for volume, _ in graduations(self._volume, cylinders[-1].capacity, cylinders):
            if volume > self._volume and not _Making(self._asked, self._formulary, volume, advise=False).findings:
                return f"a volume of {write(volume)}"
        return "finer instruments or a larger batch"


def _first_part(due: Volume, cylinders: Sequence[Cylinder]) -> tuple[Volume, Cylinder] | None:
    """About so much of the diluent, and no more: the next lower mark of the smallest cylinder that shows it."""
    for cylinder in cylinders:
        shown = Volume(down_to_step(due.millilitres, cylinder.step.millilitres))
        if cylinder.smallest <= shown and due <= cylinder.capacity:
            return shown, cylinder
    return None
