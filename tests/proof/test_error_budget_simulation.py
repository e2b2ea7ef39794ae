"""The error budget against 100,000 simulated benches: another walker over the same printed steps, with arrays for amounts.

Nothing here comes from the budget's own arithmetic: amounts are split from their units by hand, tolerances are written out again,
and errors are drawn at random: rectangular within limits, normal for a repeatability and for the fill of a capsule.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from proof.cases import Case, budget, hand_made
from proof.error_cases import SIMULATED, two_strengths

BENCHES = 100_000
CASES = (*SIMULATED, two_strengths())
Array = np.ndarray
Draw = Callable[[float], Array]


def number(text: str) -> float:
    return float(text.split(" ", maxsplit=1)[0])


def syringe_limit(instrument: dict, read: float) -> float:
    size = number(instrument["capacity"])
    if read < size / 2:
        return 0.015 * size + (0.02 if size < 5 else 0.01) * read
    return (0.05 if size < 5 else 0.04) * read


class Chance:
    """Errors of 100,000 benches, drawn as they are `typical`; `limited`: normal errors too are rectangles; or `none` at all."""

    def __init__(self, case: Case, errors: str) -> None:
        self.random = np.random.default_rng(20261122)
        self.case, self.size = case, 0 if errors == "none" else BENCHES
        self.is_limited = errors != "typical"

    def within(self, limit: float) -> Array:
        return self.random.uniform(-limit, limit, self.size) if self.size else np.zeros(1)

    def weighing(self) -> Array:
        asked = self.case.request["preparation"].get("balance", {})
        if "repeatability" in asked:
            spread = max(number(asked["repeatability"]), 0.41 * number(asked["readability"]))
            return self.within(2 * spread) if self.is_limited else self.random.normal(0, spread, BENCHES)
        if "sensitivity" in asked:
            return self.within(number(asked["sensitivity"]))
        error = number(self.case.request["preparation"].get("weighing_error", "2 %")) / 100
        return self.within(number(asked.get("minimum", "50 mg")) * error)

    def volume(self, instrument: dict, read: float) -> Array:
        size = number(instrument["capacity"])
        if instrument["kind"] == "cylinder":
            return self.within(number(instrument["tolerance"]) / 100 * size)
        return self.within(syringe_limit(instrument, read))

    def fill(self) -> Array:
        return self.within(0.10) if self.is_limited else self.random.normal(0, 0.03, BENCHES)


def simulate(case: Case, errors: str) -> tuple[dict[str, Array], list[Array]]:
    """Strength of each product and milligrams of each dose, on every bench."""
    plan, chance = case.result["plan"], Chance(case, errors)
    vessels: dict[str, list[Array]] = {}
    strengths: dict[str, Array] = {}

    def held(name: str) -> list[Array]:
        return vessels.setdefault(name, [np.zeros(1), np.zeros(1), np.zeros(1)])

    for step in plan["steps"]:
        match step["op"]:
            case "weigh":
                mass = number(step["mass"]) + chance.weighing()
                share = float(plan["materials"][step["material"]].get("drug_fraction", "0"))
                into = held(step["into"])
                into[0], into[1] = into[0] + mass * share, into[1] + mass
            case "count":
                tablet, into = plan["materials"][step["material"]], held(step["into"])
                into[0] = into[0] + step["units"] * number(tablet["drug_per_unit"])
                into[1] = into[1] + step["units"] * number(tablet.get("mass_per_unit", "0 mg"))
            case "measure":
                read = number(step["volume"])
                into = held(step["into"])
                into[2] = into[2] + read + chance.volume(plan["instruments"][step["instrument"]], read)
            case "transfer":
                source, into = held(step["from"]), held(step["into"])
                vessels[step["into"]] = [one + other for one, other in zip(source, into, strict=True)]
                vessels[step["into"]][2] = vessels[step["into"]][2] + number(step.get("rinse", "0 mL"))
                vessels[step["from"]] = [np.zeros(1)] * 3
            case "fill_to":
                read = number(step["volume"])
                held(step["vessel"])[2] = read + chance.volume(plan["instruments"][step["instrument"]], read)
            case "take":
                source, into, by = held(step["from"]), held(step["into"]), 1 if "mass" in step else 2
                read = number(step["mass"] if by == 1 else step["volume"])
                off = chance.weighing() if by == 1 else chance.volume(plan["instruments"][step["instrument"]], read)
                part = (read + off) / source[by]
                vessels[step["into"]] = [one * part + other for one, other in zip(source, into, strict=True)]
                vessels[step["from"]] = [one * (1 - part) for one in source]
            case "encapsulate":
                source = held(step["from"])
                strengths[step["into"]] = source[0] / source[1] * number(step["mass_each"])
            case "bottle":
                source = held(step["from"])
                strengths[step["into"]] = source[0] / source[2]
    doses = []
    for dose in plan["doses"]:
        total = np.zeros(1)
        barrels: dict[str, Array] = {}
        for draw in dose.get("draws", []):
            read, called = number(draw["volume"]), draw["instrument"]
            off = barrels.setdefault(called, chance.within(1))  # a barrel's printed scale is off to one side, in every draw
            total = total + (read + off * syringe_limit(plan["instruments"][called], read)) * strengths[dose["from"]]
        for capsule in dose.get("capsules", []):
            for _ in range(capsule["count"]):
                total = total + strengths[capsule["from"]] * (1 + chance.fill())
        doses.append(total)
    return strengths, doses


def planned(case: Case) -> tuple[dict[str, float], list[float]]:
    """What the printed steps hold without any error."""
    strengths, doses = simulate(case, "none")
    return {name: float(each.flat[0]) for name, each in strengths.items()}, [float(each.flat[0]) for each in doses]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_typical_error_is_that_of_a_hundred_thousand_benches_within_a_tenth(case):
    found, (right, due) = budget(case), planned(case)
    strengths, doses = simulate(case, "typical")
    widest = max(float(np.std(each)) / right[name] for name, each in strengths.items())
    assert float(found.strength.standard) == pytest.approx(widest, rel=0.1)
    for dose, milligrams, nominal in zip(found.doses, doses, due, strict=True):
        assert float(dose.spread.standard) == pytest.approx(float(np.std(milligrams)) / nominal, rel=0.1)
    assert float(found.dose.standard) == pytest.approx(
        max(float(np.std(each)) / nominal for each, nominal in zip(doses, due, strict=True)), rel=0.1
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_bench_within_the_instruments_limits_is_outside_the_worst_case(case):
    found, (right, due) = budget(case), planned(case)
    strengths, doses = simulate(case, "limited")
    furthest = max(float(np.max(np.abs(each / right[name] - 1))) for name, each in strengths.items())
    # inside, and not far inside: six rectangular errors reach well over half of the corner on the worst of 100,000 benches
    assert 0.5 * float(found.strength.worst) < furthest <= float(found.strength.worst) * (1 + 1e-9)
    for dose, milligrams, nominal in zip(found.doses, doses, due, strict=True):
        off = float(np.max(np.abs(milligrams / nominal - 1)))
        assert 0.5 * float(dose.spread.worst) < off <= float(dose.spread.worst) * (1 + 1e-9)


def test_the_simulation_itself_spreads_as_one_reading_does():
    """One weighing of 101 mg, off by up to 1 mg, into nothing else: the standard deviation of a rectangle is 1 mg / sqrt 3."""
    case = hand_made("02-capsule-titration")
    off = Chance(case, "typical").weighing()
    assert float(np.std(off)) == pytest.approx(1 / sqrt(3), rel=0.01)
    assert float(np.max(np.abs(off))) <= 1
