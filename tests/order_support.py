"""Requests for the order's tests: one good request as JSON values, changed by path, then read by the program's reader."""

from __future__ import annotations

import copy
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from answers import answered

from ldn_calc.findings import Finding
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Request
from ldn_calc.order.reading import RequestError, read_request
from ldn_calc.order.screening import screen

TODAY = date(2026, 11, 22)
PRESCRIPTIONS = Path(__file__).parent / "prescriptions"
ABSENT = object()

GOOD: dict[str, Any] = {
    "rx": {
        "number": "240101",
        "written_on": "2026-11-20",
        "patient": {"name": "Ruth Okafor", "birth_date": "1979-04-12"},
        "prescriber": {"name": "P. Hale, MD"},
        "drug": "naltrexone",
        "form": "liquid",
        "regimen": [{"days": 30, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}],
    },
    "screening": answered(asked_on="2026-11-22"),
    "preparation": {
        "source": {
            "kind": "powder",
            "substance": "naltrexone hydrochloride anhydrous",
            "assay": "99.4 %",
            "assay_basis": "anhydrous",
            "water": "0.6 %",
            "lot": "N-118",
            "expires_on": "2028-03-31",
        },
        "concentration": "1 mg/mL",
    },
}


def document(**changes: Any) -> dict[str, Any]:
    """The good request with values at paths replaced: `rx__patient__name="Ana"`; ABSENT takes a key out."""
    return changed({path.replace("__", "."): value for path, value in changes.items()})


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """The same with paths as the program writes them: `{"rx.regimen[0].days": 0}`."""
    whole = copy.deepcopy(GOOD)
    for path, value in changes.items():
        steps = [int(step) if step.isdecimal() else step for step in re.split(r"[.\[\]]+", path) if step]
        inner: Any = whole
        for step in steps[:-1]:
            inner = inner[step] if isinstance(inner, list) else inner.setdefault(step, {})
        if value is ABSENT:
            del inner[steps[-1]]
        else:
            inner[steps[-1]] = value
    return whole


def made_on(request: dict[str, Any]) -> date:
    """The day a request is made; TODAY where it does not say, or not as a date."""
    try:
        return date.fromisoformat(request.get("compounded_on", ""))
    except (TypeError, ValueError):
        return TODAY


def clock_of(sample: Path) -> datetime:
    """The clock at which a sample is judged: half past nine on the day it is made."""
    day = made_on(json.loads(sample.read_text("utf-8")))
    return datetime(day.year, day.month, day.day, 9, 30)


def read(whole: dict[str, Any] | str | bytes, today: date | None = None) -> Request:
    """The request as values; unless told otherwise the clock stands on the day it is made, or on TODAY if that is later."""
    text = json.dumps(whole) if isinstance(whole, dict) else whole
    clock = max(TODAY, made_on(whole)) if isinstance(whole, dict) else TODAY
    return read_request(text, today or clock, shipped_formulary())


def errors(whole: dict[str, Any] | str | bytes, today: date | None = None) -> dict[str, str]:
    """Path to expected, of a request that cannot be read; empty where it can."""
    try:
        read(whole, today)
    except RequestError as error:
        return {each.path: each.expected for each in error.errors}
    return {}


def findings(today: date | None = None, **changes: Any) -> list[Finding]:
    return screen(read(document(**changes), today), shipped_formulary())


def codes(today: date | None = None, **changes: Any) -> list[str]:
    return [found.code for found in findings(today, **changes)]


def regimen(*phases: tuple[int, dict[str, str]]) -> list[dict[str, Any]]:
    """Phases of (days, {when: dose})."""
    return [{"days": days, "take": [{"dose": dose, "when": when} for when, dose in take.items()]} for days, take in phases]
