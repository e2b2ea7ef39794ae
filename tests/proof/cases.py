"""Plans to prove and to sabotage: those written by hand in `plans`, each a request with its result."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from ldn_calc.application.plan.error_budget import print_budget
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.proof.error_budget import Budget, error_budget
from ldn_calc.proof.replay import Proof, replay

PLANS = Path(__file__).parent / "plans"


@dataclass(frozen=True, eq=False)
class Case:
    """A request and its result, as JSON values that tests copy before they change them."""

    name: str
    request: dict[str, Any]
    result: dict[str, Any]

    def copy(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return copy.deepcopy(self.request), copy.deepcopy(self.result)


def prove(request: object, result: object, formulary: str | None = None) -> Proof:
    rows = shipped_formulary().text if formulary is None else formulary
    return replay(json.dumps(request, ensure_ascii=False), json.dumps(result, ensure_ascii=False), rows)


def codes(proof: Proof) -> set[str]:
    return {problem.code for problem in proof.problems}


def hand_made(name: str) -> Case:
    """A plan of `plans`; it was written by hand, so it counts as made with whatever rows the formulary has today."""
    return Case(
        name,
        json.loads((PLANS / f"{name}.request.json").read_text("utf-8")),
        json.loads((PLANS / f"{name}.result.json").read_text("utf-8")) | {"formulary": shipped_formulary().fingerprint},
    )


HAND_MADE = tuple(hand_made(path.name.removesuffix(".result.json")) for path in sorted(PLANS.glob("*.result.json")))


CLOCK = datetime(2026, 11, 22, 9, 30)
_ANY_DAY = [{"days": 30, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}]


def requests() -> dict[str, dict[str, Any]]:
    """Requests that together reach every branch of planning, made from the hand-made ones."""
    liquid, capsules, dihydrate = (hand_made(name).request for name in _BASES)
    twice_a_day = [{"days": 60, "take": [{"dose": "1.5 mg", "when": "morning"}, {"dose": "3 mg", "when": "bedtime"}]}]
    uneven = [
        {"days": 14, "take": [{"dose": "1 mg", "when": "bedtime"}]},
        {"days": 30, "take": [{"dose": "4.5 mg", "when": "bedtime"}]},
    ]
    solvents = {"assay_basis": "anhydrous-solvent-free", "solvents": "0.3 %"}
    return {
        "liquid with a batch larger than the supply": _with(liquid, regimen=[_phase(10, "0.5 mg")], overfill=None),
        "liquid as base, days counted after": _with(
            liquid, regimen=_ANY_DAY, strength_as="base", beyond_use_counting="days-after", concentration=None
        ),
        "liquid of 2 mg/mL": _with(liquid, regimen=[_phase(20, "2 mg")], concentration="2 mg/mL"),
        "liquid past the regimen's end": _with(
            liquid, fill={"number": 3, "from_day": 57, "days": 20}, first_dose_on="2026-11-25", vehicle="purified-water"
        ),
        "capsules twice a day": _with(capsules, regimen=twice_a_day),
        "capsules of two strengths": _with(capsules, regimen=uneven, source=dict(capsules["preparation"]["source"]) | solvents),
        "liquid from a lot that expires soon": _with(
            liquid, regimen=_ANY_DAY, source=liquid["preparation"]["source"] | {"expires_on": "2026-12-15"}
        ),
        "capsules from the dihydrate, dried, second fill": _with(
            dihydrate,
            fill={"number": 2, "from_day": 20},
            source=_dried(dihydrate["preparation"]["source"]),
            extra_capsules=4,
            drug_fill="200 mg",
        ),
    }


_SABOTAGED = (
    "liquid with a batch larger than the supply",
    "liquid as base, days counted after",
    "capsules of two strengths",
    "capsules from the dihydrate, dried, second fill",
)
_BASES = ("contract-liquid-titration", "02-capsule-titration", "06-capsule-dihydrate")


@cache
def planned() -> tuple[Case, ...]:
    """Four of these requests with the results that planning makes of them and their error budgets; the stored proof is left out."""
    cases = []
    for name in _SABOTAGED:
        request = requests()[name]
        result = json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result))
        assert result["plan"] is not None, (name, result["findings"])
        cases.append(with_budget(Case(name, request, result | {"proof": None})))
    return tuple(cases)


def with_budget(case: Case) -> Case:
    """The same with its error budget stored, in today's words."""
    return Case(case.name, case.request, case.result | {"error_budget": json.loads(json.dumps(print_budget(budget(case))))})


def budget(case: Case) -> Budget:
    return error_budget(json.dumps(case.request), json.dumps(case.result), shipped_formulary().text)


def _phase(days: int, dose: str) -> dict[str, Any]:
    return {"days": days, "take": [{"dose": dose, "when": "bedtime"}]}


def _dried(source: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in source.items() if key != "water"}
    return kept | {"assay_basis": "dried", "lod": "8.6 %"}


def _with(request: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A copy of a request with keys changed, wherever they stand; None takes a key away."""
    changed = copy.deepcopy(request)
    for key, value in changes.items():
        if key == "fill":
            place = changed
        elif key in ("regimen", "strength_as", "first_dose_on"):
            place = changed["rx"]
        else:
            place = changed["preparation"]
        if value is None:
            place.pop(key, None)
        else:
            place[key] = value
    return changed
