"""Planned prescriptions for the columns: the samples at the tests' clock, with findings added where a test wants some."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.formulary.formulary import shipped_formulary

NOW = datetime(2026, 11, 22, 9, 30)
SAMPLES = Path(__file__).parents[1] / "prescriptions"


def sample(number: str, **changed: str) -> Planned:
    """A sample prescription planned; `language="es"` changes the patient's language."""
    text = next(SAMPLES.glob(f"{number}-*.json")).read_text("utf-8")
    if "language" in changed:
        text = text.replace('"language": "en"', f'"language": "{changed["language"]}"')
    return deepcopy(_planned(text))  # a test's own: what it does to it, no other test sees


@cache
def _planned(text: str) -> Planned:
    return plan_request(text, NOW, shipped_formulary())


def finding(code: str, severity: str = "review", message: str = "Surgery on 18 Dec 2026 is in this fill.", **more):
    return {
        "code": code,
        "severity": severity,
        "field": "screening.surgery_planned_on",
        "message": message,
        "action": "Agree with the surgeon when to stop.",
        "facts": {},
        "source": "",
        "fingerprint": "0123456789abcdef",
        "settled": None,
    } | more


def with_findings(planned: Planned, *findings) -> Planned:
    """The same plan with other findings."""
    return replace(planned, result=planned.result | {"findings": list(findings), "status": "review" if findings else "ready"})
