"""Faults made in a proved plan, each with the code that must name it; `faults_texts`, `faults_bench`, `faults_order` add theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Fault = Callable[[Json, Json], None]

LIQUID, WEEKLY, CAPSULES, DIHYDRATE, ALIQUOT = (
    "contract-liquid-titration",
    "03-liquid-weekly-steps",
    "02-capsule-titration",
    "06-capsule-dihydrate",
    "07-capsule-aliquot",
)
FAULTS: list[tuple[str, str, str, Fault]] = []


def fault(code: str, plan: str, what: str) -> Callable[[Fault], Fault]:
    """Register a fault: it changes the request and the result's plan in place."""

    def register(make: Fault) -> Fault:
        FAULTS.append((code, plan, what, make))
        return make

    return register


def put(code: str, plan: str, what: str, path: str, value: object) -> None:
    """A fault that only puts a value somewhere: `plan/steps/0/mass`, or `request/rx/form`; `...` takes the key away."""

    def make(request: Json, result: Json) -> None:
        place: Any = {"request": request, "result": result, "plan": result["plan"]}
        *way, last = path.split("/")
        for part in way:
            place = place[int(part)] if isinstance(place, list) else place[part]
        key: Any = int(last) if isinstance(place, list) else last
        if value is ...:
            del place[key]
        else:
            place[key] = value

    FAULTS.append((code, plan, what, make))


def step(result: Json, at: int) -> Json:
    found: Json = result["plan"]["steps"][at]
    return found
