"""Plans whose error budgets are tested: samples as planned, and aliquots in solid and in liquid written by hand."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from proof.cases import CLOCK, Case, hand_made, planned

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = Path(__file__).parents[1] / "prescriptions"


def sample(number: int) -> Case:
    path = next(SAMPLES.glob(f"{number:02}-*.json"))
    text = path.read_text("utf-8")
    result = json.loads(json.dumps(plan_request(text, CLOCK, shipped_formulary()).result))
    return Case(path.stem, json.loads(text), result | {"error_budget": None})


def repeatable(number: int, spread: str) -> Case:
    """A sample on a balance whose repeatability is known, not its minimum."""
    text = next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8")
    request = json.loads(text)
    request["preparation"]["balance"] = {"readability": "1 mg", "repeatability": spread}
    result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))
    assert result["plan"] is not None, result["findings"]
    return Case(f"{number:02} with a repeatability of {spread}", request, result | {"error_budget": None})


def solid_aliquot() -> Case:
    """Sample 07 as an expert makes it: 250 mg of a mixture of 243 mg in 3751 mg, on a balance with a sensitivity of 6 mg."""
    return hand_made("07-capsule-aliquot")


def liquid_aliquot() -> Case:
    """120 mg dissolved to 30 mL, 25 mL of it to 100 mL: 0.988 mg/mL, on a balance with a sensitivity of 6 mg."""
    request, result = hand_made("contract-liquid-titration").copy()
    request["preparation"]["balance"] = {"readability": "1 mg", "sensitivity": "6 mg"}
    request["preparation"]["weighing_error"] = "10 %"
    plan = result["plan"]
    plan["instruments"]["balance"]["minimum"] = "60 mg"
    plan["instruments"]["50 mL cylinder"] = _cylinder(50, "1 mL", "1 %")
    plan["instruments"]["25 mL cylinder"] = _cylinder(25, "0.5 mL", "1.36 %")
    drug, vehicle = "naltrexone hydrochloride", "preserved vehicle"
    whole = "100 mL cylinder"
    plan["steps"] = [
        {"op": "weigh", "material": drug, "into": "beaker", "mass": "121 mg", "instrument": "balance"},
        {"op": "measure", "material": vehicle, "into": "beaker", "volume": "20 mL", "instrument": "50 mL cylinder"},
        {"op": "mix", "vessel": "beaker", "how": "stir until clear"},
        {"op": "transfer", "from": "beaker", "into": "50 mL cylinder", "rinse": "5 mL", "material": vehicle},
        {"op": "fill_to", "material": vehicle, "vessel": "50 mL cylinder", "volume": "30 mL", "instrument": "50 mL cylinder"},
        {"op": "mix", "vessel": "50 mL cylinder", "how": "cover and invert 10 times"},
        {"op": "take", "from": "50 mL cylinder", "into": whole, "volume": "25 mL", "instrument": "25 mL cylinder"},
        {"op": "fill_to", "material": vehicle, "vessel": whole, "volume": "100 mL", "instrument": whole},
        {"op": "mix", "vessel": whole, "how": "cover and invert 10 times"},
        {"op": "bottle", "from": whole, "into": "bottle 1", "volume": "100 mL", "instrument": whole},
        {"op": "discard", "vessel": "50 mL cylinder"},
    ]
    for dose in plan["doses"]:
        milligrams = 121 * 0.988036 * 25 / 30 / 100 * float(dose["volume"].removesuffix(" mL"))
        dose["delivered"] = f"{milligrams:.6g} mg"
    return Case("liquid aliquot", request, result)


def two_strengths() -> Case:
    """Capsules of two strengths, weighed apart; the last dose written as one of the one and two of the other."""
    case = next(case for case in planned() if case.name == "capsules of two strengths")

    def mix(_request: Any, result: Any) -> None:
        one, other = result["plan"]["products"]
        result["plan"]["doses"][-1]["capsules"] = [{"from": one, "count": 1}, {"from": other, "count": 2}]
        result["error_budget"] = None

    return changed(case, mix)


def changed(case: Case, change: Any) -> Case:
    """The same with something changed in its request and result."""
    request, result = copy.deepcopy(case.request), copy.deepcopy(case.result)
    change(request, result)
    return Case(case.name, request, result)


def _cylinder(capacity: int, step: str, tolerance: str) -> dict[str, str]:
    smallest = capacity // 5
    return {
        "kind": "cylinder",
        "capacity": f"{capacity} mL",
        "step": step,
        "smallest": f"{smallest} mL",
        "tolerance": tolerance,
    }


SIMULATED = (
    *(sample(number) for number in (1, 2, 3, 5, 6)),
    repeatable(2, "0.8 mg"),
    solid_aliquot(),
    liquid_aliquot(),
)
"""Plans that prove and that benches are simulated of."""
