"""A vehicle as a preparation of its own: read what is asked, plan it, prove it; the text of the result is what prints.

What comes out is a component of other preparations: its lot and its last day of use go into `preparation.components` of a request.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from ldn_calc.application.files.text_files import composed_json
from ldn_calc.finding_text import finding_row, finding_sentence
from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Vehicle
from ldn_calc.order.vehicle_request import made_vehicles, read_vehicle_request
from ldn_calc.planning.vehicle import plan_vehicle
from ldn_calc.procedure.vehicle_plan import VehiclePlan, print_vehicle, read_vehicle
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.reading.faults import FieldError, RequestError

__all__ = ["SCHEMA", "PlannedVehicle", "invalid_vehicle", "made_vehicles", "make_vehicle", "vehicle_request"]

SCHEMA: Final = "ldn-calc/vehicle/1"


@dataclass(frozen=True)
class PlannedVehicle:
    """What came of a request for a vehicle.

    Attributes:
        text: the request, the vehicle by its key.
        result: the contract's JSON values, `ldn-calc/vehicle/1`.
        formulary: the rows it was made with.
    """

    text: str
    result: Mapping[str, Any]
    formulary: Formulary

    @cached_property
    def proved(self) -> VehiclePlan | None:
        """The proved text read back into values; None where there is none."""
        printed = self.result.get("plan")
        return None if printed is None else read_vehicle(printed)

    @property
    def vehicle(self) -> Vehicle | None:
        """The row of what was made."""
        return None if self.proved is None else self.formulary.vehicles[self.proved.vehicle]


def vehicle_request(
    vehicle: str, volume: str, lot: str | None = None, made_on: str | None = None, expires: Mapping[str, str] | None = None
) -> str:
    """The request's text for what a person typed; what is None or empty stands in it nowhere.

    >>> vehicle_request("simple-syrup", "500 mL")
    '{"vehicle": "simple-syrup", "volume": "500 mL"}'
    """
    asked = {"vehicle": vehicle, "volume": volume, "lot": lot, "made_on": made_on, "expires": dict(expires or {})}
    return json.dumps({key: value for key, value in asked.items() if value}, ensure_ascii=False)


def make_vehicle(text: str, clock: datetime, formulary: Formulary) -> PlannedVehicle:
    """Read, plan and prove; whatever is wrong is in the result.

    Args:
        text: the request.
        clock: the time now.
        formulary: what is owned.
    """
    text = composed_json(text)
    try:
        asked = read_vehicle_request(text, formulary, clock)
    except RequestError as error:
        return PlannedVehicle(text, invalid_vehicle(error.errors), formulary)
    request = {**json.loads(text), "vehicle": asked.vehicle.key}  # which may have been asked for by its name or title
    text = json.dumps(request, ensure_ascii=False)
    lot = asked.lot or f"{asked.vehicle.key}-{clock:%y%m%d-%H%M}"
    made_at = datetime.combine(asked.made_on, clock.time())
    drafted = plan_vehicle(asked, formulary, lot, made_at)
    findings = [*drafted.findings]
    result: dict[str, Any] = {
        "schema": SCHEMA,
        "status": "refused",
        "formulary": formulary.fingerprint,
        "planned_at": f"{clock:%Y-%m-%dT%H:%M}",
        "request": request,
        "findings": findings,
        "plan": None,
        "proof": None,
        "component": None,
        "working": [],
    }
    if drafted.plan is not None and (last := drafted.plan.beyond_use.date) < clock.date():
        facts = {"date": last.isoformat(), "today": clock.date().isoformat()}
        findings.append(Finding("already-over", Severity.STOP, "made_on", facts))
    elif drafted.plan is not None:
        result |= _proved(drafted.plan, result, text, formulary, findings)
    result["findings"] = list(map(_printed, findings))
    return PlannedVehicle(text, result, formulary)


def invalid_vehicle(errors: Iterable[FieldError]) -> dict[str, Any]:
    """The answer where something cannot be read: every problem, and no number."""
    told = [{"path": each.path, "found": each.found, "expected": each.expected} for each in errors]
    return {"schema": SCHEMA, "status": "invalid", "errors": told, "findings": []}


def _proved(
    plan: VehiclePlan,
    result: Mapping[str, Any],
    text: str,
    formulary: Formulary,
    findings: list[Finding],
) -> dict[str, Any]:
    """What a plan adds to the result where its proof agrees; else a finding that says what does not."""
    from ldn_calc.proof.vehicle import replay_vehicle  # pint loads here

    printed = print_vehicle(plan)
    found = json.dumps({**result, "findings": [], "plan": printed}, ensure_ascii=False)
    proof = replay_vehicle(text, found, formulary.text)
    if not proof.agrees:
        told = "; ".join(f"{each['code']}: {each['found']}, expected {each['expected']}" for each in proof.told())
        findings.append(Finding("proof-disagrees", Severity.STOP, "plan", {"problems": told}))
        return {}
    last = plan.beyond_use.date.isoformat()
    return {
        "status": "ready",
        "plan": printed,
        "proof": proof.for_result(),
        "component": {"name": "vehicle", "lot": plan.lot, "expires_on": last},
        "working": _working(plan),
    }


def _working(plan: VehiclePlan) -> list[dict[str, str]]:
    """Each ingredient as one would write it: 85 g × 500 mL ÷ 100 mL = 425 g."""
    lines = []
    for each in plan.ingredients:
        line = f"{_words(each.of_hundred)} × {_words(plan.volume)} ÷ 100 mL = {_words(each.due)}"
        if each.amount != each.due:
            line += f", taken {_words(each.amount)}"
        lines.append({"what": each.name, "line": line})
    return lines


def _words(amount: Mass | Volume) -> str:
    return shown(write(amount))


def _printed(finding: Finding) -> dict[str, Any]:
    message, action = finding_sentence(finding.code, finding.facts, "en")
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": message,
        "action": action,
        "facts": dict(finding.facts),
        "source": str(finding_row(finding.code)["source"]),
    }
