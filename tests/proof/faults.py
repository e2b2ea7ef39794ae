"""Faults made in a proved plan, each with the code that must name it; the modules `faults_...` add theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]
Fault = Callable[[Json, Json], None]

LIQUID, WEEKLY, CAPSULES, DIHYDRATE, ALIQUOT, TABLETS = (
    "contract-liquid-titration",
    "03-liquid-weekly-steps",
    "02-capsule-titration",
    "06-capsule-dihydrate",
    "07-capsule-aliquot",
    "05-liquid-from-tablets",
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
    puts(code, plan, what, {path: value})


def puts(code: str, plan: str, what: str, values: Mapping[str, object]) -> None:
    """The same with several values, one after the other."""

    def make(request: Json, result: Json) -> None:
        for path, value in values.items():
            put_in({"request": request, "result": result, "plan": result["plan"]}, path, value)

    FAULTS.append((code, plan, what, make))


def put_in(documents: Json, path: str, value: object) -> None:
    """Put a value into one of the documents; `...` takes the key away."""
    place: Any = documents
    *way, last = path.split("/")
    for part in way:
        place = place[int(part)] if isinstance(place, list) else place[part]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ...:
        del place[key]
    else:
        place[key] = value


def step(result: Json, at: int) -> Json:
    found: Json = result["plan"]["steps"][at]
    return found
