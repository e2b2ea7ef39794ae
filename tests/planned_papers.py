"""Whole samples, planned and proved by the program, ready for paper."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from documents_support import DOVER
from pdf_pages import read_pages

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.split import steps_making
from ldn_calc.procedure.reader import read_plan
from ldn_calc.quantities.shown import shown

SAMPLES = Path(__file__).parent / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)

__all__ = ["CASES", "CLOCK", "SAMPLES", "amounts_due", "case", "pages_of", "planned", "text_of"]


def planned(number: int, settings: Path | None = None, rx: dict[str, Any] | None = None, **preparation: Any) -> Dispensing:
    """A sample with its preparation changed; None leaves a key out."""
    request = json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))
    request["rx"] |= rx or {}
    kept = request.get("preparation", {}) | preparation
    request["preparation"] = {key: value for key, value in kept.items() if value is not None}
    formulary = FilePharmacy(settings or SAMPLES / "no-settings.toml").formulary()
    found = plan_request(json.dumps(request), CLOCK, formulary)
    assert found.plan is not None, found.result
    assert found.request is not None
    return Dispensing(
        request=found.request,
        result=found.result,
        formulary=formulary,
        language=found.request.rx.patient.language,
        pharmacy=DOVER,
        draft=False,
        printed_at=CLOCK,
    )


COARSE = {"readability": "1 mg", "minimum": "120 mg"}
TWO_DOSES = [
    {"days": 10, "take": [{"dose": "0.5 mg", "when": "bedtime"}]},
    {"days": 10, "take": [{"dose": "1.25 mg", "when": "bedtime"}]},
]
CASES: dict[str, tuple[int, dict[str, Any]]] = {
    "liquid": (1, {}),
    "weekly steps": (3, {}),
    "tablets in a liquid": (5, {}),
    "capsule aliquot": (7, {}),
    "long names": (12, {}),
    "larger batch": (14, {"balance": COARSE}),
    "as base": (15, {}),
    "liquid aliquot": (14, {"balance": COARSE, "way": "aliquot", "concentration": None}),
    "crushed part": (23, {"way": "crushed-part"}),
    "two strengths of one aliquot": (7, {"rx": {"regimen": TWO_DOSES}, "capsule_strengths": ["0.5 mg", "1.25 mg"]}),
}


@cache
def case(name: str) -> Dispensing:
    """One of CASES."""
    number, changes = CASES[name]
    return planned(number, **changes)


def amounts_due(plan: dict[str, Any]) -> list[str]:
    """What each step of the records says in large type, in order: one record for each product."""
    due = []
    records = [sorted(steps_making(read_plan(plan), product)) for product in plan["products"]]
    for step in (plan["steps"][number - 1] for record in records for number in record):
        due += [shown(str(step[key])) for key in ("mass", "volume", "rinse", "capsules", "mass_each") if key in step]
        due += [f"{step['units']} tablets"] if "units" in step else []
        due += [("Mix in" if "filler" in step["how"] else "Mix")] if step["op"] == "mix" else []
        due += ["Discard"] if step["op"] == "discard" and "vessel" in step else []
    return due


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in one line."""
    return [re.sub(r"\s+", " ", page.text) for page in read_pages(pdf)]


def text_of(pdf: bytes) -> str:
    """All of it."""
    return " ".join(pages_of(pdf))
