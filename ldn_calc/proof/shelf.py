"""What stands at the bench: the plan's materials and instruments by name, the vessels, the products, and what each can show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, printed
from ldn_calc.proof.instruments import Instrument
from ldn_calc.proof.materials import Material
from ldn_calc.proof.objects import name, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.vessels import Made, Vessel
from ldn_calc.quantities.units import Quantity

__all__ = ["SECOND", "Shelf"]

SECOND: Final = " B"
"""What a second graduated vessel of one size adds to its instrument's name."""


class Shelf:
    """Everything by name; a name that is not there is refused.

    Attributes:
        vessels, products: what the steps have filled so far.
        used: names of materials and instruments that a step or a draw uses.
    """

    def __init__(self, materials: Mapping[str, Material], instruments: Mapping[str, Instrument], problems: Problems) -> None:
        self.materials, self.instruments, self._problems = materials, instruments, problems
        self.vessels: dict[str, Vessel] = {}
        self.products: dict[str, Made] = {}
        self.used: set[str] = set()

    def _material(self, step: Mapping[str, Any]) -> tuple[str, Material]:
        called = name(step["material"], "material")
        if called not in self.materials:
            raise ProblemError("material-unknown", called, "a material of the plan")
        self.used.add(called)
        return called, self.materials[called]

    def _vehicle(self, step: Mapping[str, Any]) -> str:
        called = name(step["material"], "material")
        if called not in self.materials or self.materials[called].kind != "vehicle":
            raise ProblemError("not-a-vehicle", called, "a vehicle of the plan")
        self.used.add(called)
        return called

    def _instrument(self, step: Mapping[str, Any], *kinds: str) -> Instrument:
        return self.instrument(step["instrument"], *kinds)

    def instrument(self, called: object, *kinds: str) -> Instrument:
        """The instrument of that name, used for what such an instrument is for.

        Raises:
            ProblemError: it is not listed, or is of another kind.
        """
        called = name(called, "instrument")
        if called not in self.instruments:
            raise ProblemError("instrument-unknown", called, "an instrument of the plan")
        instrument = self.instruments[called]
        self.used.add(called)
        if instrument.kind not in kinds:
            raise ProblemError("instrument-unsuitable", f"{called}, a {instrument.kind}", "a " + " or ".join(kinds))
        return instrument

    def _amount(self, step: Mapping[str, Any], key: str, unit: str, instrument: Instrument) -> Quantity:
        """A mass or volume that the instrument can show."""
        amount = printed(step[key], unit, f"{step['op']}: {key}")
        shown = f"{show(step[key])} on the {step['instrument']}"
        if (amount.magnitude / instrument.graduation.magnitude).denominator != 1:
            self._problems.add("off-graduation", shown, f"a whole number of {amount_text(instrument.graduation, unit)}")
        least = instrument.graduation if instrument.least is None else instrument.least
        if amount.magnitude == 0 or amount < least:
            self._problems.add("below-minimum", shown, f"at least {amount_text(least, unit)}")
        if instrument.most is not None and amount > instrument.most:
            self._problems.add("above-capacity", shown, f"at most {amount_text(instrument.most, unit)}")
        return amount

    def _into(self, step: Mapping[str, Any], key: str = "into") -> Vessel:
        called = name(step[key], f"{step['op']}: {key}")
        if called in self.products:
            raise ProblemError("vessel-is-product", called, "a vessel that is no product")
        return self.vessels.setdefault(called, Vessel(called))

    def _known(self, step: Mapping[str, Any], key: str) -> Vessel:
        called = name(step[key], f"{step['op']}: {key}")
        if called not in self.vessels:
            raise ProblemError("vessel-unknown", called, "a vessel that something was put into")
        return self.vessels[called]

    def _held(self, step: Mapping[str, Any], key: str) -> Vessel:
        vessel = self._known(step, key)
        if vessel.is_empty:
            raise ProblemError("vessel-empty", vessel.holds(), f"something in {vessel.name}")
        return vessel

    def _product(self, step: Mapping[str, Any]) -> str:
        called = name(step["into"], f"{step['op']}: into")
        if called in self.products:
            raise ProblemError("product-filled-twice", f"{called} filled a second time", "one fill for each product")
        if called in self.vessels:
            raise ProblemError("vessel-is-product", called, "a product that is no vessel")
        return called

    def _check_room(self, vessel: Vessel) -> None:
        """A graduated vessel takes no more than it holds."""
        instrument = self.instruments.get(vessel.name.removesuffix(SECOND))
        if instrument is not None and instrument.most is not None and vessel.volume > instrument.most:
            self._problems.add("above-capacity", vessel.holds(), f"at most {amount_text(instrument.most, 'mL')}")
