"""What was typed into a bench calculator as a request without a patient: "Plan this" goes on where the calculator stops.

>>> from ldn_calc.application.calculate.calculating import calculate
>>> carried = plan_this(calculate("supply", {"regimen": "4.5 mg x 1 x 30 d", "concentration": "1 mg/mL"}))
>>> carried.request["rx"], carried.request["preparation"], carried.said
({'regimen': [{'days': 30, 'take': [{'dose': '4.5 mg'}]}], 'form': 'liquid'}, {'concentration': '1 mg/mL'}, ('times',))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from ldn_calc.application.calculate.calculating import Calculated
from ldn_calc.calculators.reading import CalculatorInputs, read_inputs
from ldn_calc.calculators.totals import Stretch
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Volume

__all__ = ["CARRIES", "Carried", "plan_this"]

_MOST_A_DAY: Final = 2
_MOST_STRENGTHS: Final = 2
_MOST_PHASE_DAYS: Final = 366
_FORMS: Final = {"mL": "liquid", "capsules": "capsule"}


@dataclass(frozen=True, slots=True)
class Carried:
    """A request of what was typed, and what is to be said of it.

    Attributes:
        request: `rx` and, where something is written for it, `preparation`, as a request file has them; it names nobody.
        said: keys of what was not carried over, or stands as something else: `times` of day, `many-doses` a day, `long-phase`,
            `many-strengths`, `keeps`, `one-dose`, `unit`, `fills`, `densities`, `as-weighed`, `at-hand`, `days`, `doses`.
    """

    request: Mapping[str, Any]
    said: tuple[str, ...]


def plan_this(calculated: Calculated) -> Carried | None:
    """The request of an answer; None for a calculator whose inputs are no part of a prescription."""
    carry = _CARRIES.get(calculated.calculator)
    if carry is None:
        return None
    rx, preparation, said = carry(read_inputs(calculated.calculator, calculated.inputs), calculated)
    return Carried({"rx": rx} | ({"preparation": preparation} if preparation else {}), said)


_Parts = tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]


def _supply(inputs: CalculatorInputs, _: Calculated) -> _Parts:
    """Doses, days, strengths; the form that the strengths say."""
    stretches = inputs.regimen("regimen")
    rx: dict[str, Any] = {}
    preparation: dict[str, Any] = {}
    said = []
    if any(len(each.doses) * each.times > _MOST_A_DAY for each in stretches):
        said.append("many-doses")
    elif any(each.days > _MOST_PHASE_DAYS for each in stretches):
        said.append("long-phase")
    else:
        rx["regimen"] = [_phase(each) for each in stretches]
        said.append("times")
    strengths = list(dict.fromkeys(inputs.masses("strengths")))
    if len(strengths) > _MOST_STRENGTHS:
        said.append("many-strengths")
    elif strengths:
        preparation["capsule_strengths"] = [write(each) for each in strengths]
    if inputs.has("concentration"):
        preparation["concentration"] = write(inputs.strength("concentration"))
    if inputs.has("concentration") or strengths:
        rx["form"] = "any" if inputs.has("concentration") and strengths else "capsule" if strengths else "liquid"
    if inputs.has("beyond_use_days"):
        said.append("keeps")
    return rx, preparation, tuple(said)


def _phase(stretch: Stretch) -> dict[str, Any]:
    doses: Sequence[Any] = stretch.doses * stretch.times
    return {"days": stretch.days, "take": [{"dose": write(dose)} for dose in doses]}


def _days_supply(inputs: CalculatorInputs, calculated: Calculated) -> _Parts:
    """The quantity, the days that it lasts, and what is used in a day, as one dose."""
    amount, per_day = inputs.amount("amount"), inputs.amount("per_day")
    days = int(calculated.result["days"])
    phase: dict[str, Any] = {"take": [{}]}
    said = ["long-phase"]
    if 1 <= days <= _MOST_PHASE_DAYS:
        phase["days"], said = days, []
    rx: dict[str, Any] = {"regimen": [phase]}
    unit = amount.unit or per_day.unit
    used, ordered = _amount(per_day.number, unit), _amount(amount.number, unit)
    if used is not None:
        phase["take"] = [{"dose" if unit == "mg" else "amount": used}]
        said.append("one-dose")
    if unit in _FORMS and used is not None and ordered is not None:
        rx |= {"form": _FORMS[unit], "quantity": ordered}
    else:
        said.append("unit")
    return rx, {}, (*said, "times")


def _amount(number: Fraction, unit: str) -> str | None:
    """An amount as a request has it; None for what a request has no unit for."""
    if unit == "mL":
        return write(Volume(number))
    if unit == "mg":
        return write(Mass(number))
    return f"{number} capsules" if unit == "capsules" and number.denominator == 1 else None


def _capsules(inputs: CalculatorInputs, _: Calculated) -> _Parts:
    """The drug of a capsule as dose and strength, the number of capsules, and what is made more."""
    dose = write(inputs.mass("dose"))
    rx = {"form": "capsule", "regimen": [{"take": [{"dose": dose}]}], "quantity": f"{inputs.count('capsules')} capsules"}
    preparation: dict[str, Any] = {"capsule_strengths": [dose]}
    if inputs.has("overage"):
        preparation["overage"] = write(inputs.share("overage"))
    if inputs.has("extra"):
        preparation["extra_capsules"] = inputs.count("extra")
    left = "fills" if inputs.has("filler_fill") else "densities"
    return rx, preparation, ("as-weighed", left, "days", "times")


def _tablets(inputs: CalculatorInputs, _: Calculated) -> _Parts:
    source = {"kind": "tablet", "strength": write(inputs.mass("tablet"))}
    rx = {"form": "liquid", "quantity": write(inputs.volume("volume"))}
    return rx, {"concentration": write(inputs.strength("concentration")), "source": source}, ("doses",)


def _dilution(inputs: CalculatorInputs, _: Calculated) -> _Parts:
    rx = {"form": "liquid", "quantity": write(inputs.volume("volume"))}
    return rx, {"concentration": write(inputs.strength("want"))}, ("at-hand", "doses")


_CARRIES: Final[Mapping[str, Callable[[CalculatorInputs, Calculated], _Parts]]] = {
    "supply": _supply,
    "days-supply": _days_supply,
    "capsule-fill": _capsules,
    "capsule-density": _capsules,
    "tablets": _tablets,
    "dilution": _dilution,
}
CARRIES: Final = frozenset(_CARRIES)
"""The calculators whose inputs are a part of a prescription."""
