"""Whole samples, planned and proved by the program, ready for paper."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
from documents_support import DOVER

from ldn_calc.application.pharmacy.own_formulary import read_formulary
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.split import steps_of
from ldn_calc.procedure.reader import read_plan
from ldn_calc.quantities.shown import shown

SAMPLES = Path(__file__).parent / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)

__all__ = ["CASES", "CLOCK", "SAMPLES", "amounts_due", "case", "pages_of", "planned", "read_pages", "text_of"]


def planned(number: int, settings: Path | None = None, rx: dict[str, Any] | None = None, **preparation: Any) -> Dispensing:
    """A sample with its preparation changed; None leaves a key out."""
    request = json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))
    request["rx"] |= rx or {}
    kept = request.get("preparation", {}) | preparation
    request["preparation"] = {key: value for key, value in kept.items() if value is not None}
    formulary = read_formulary(settings) if settings else read_formulary(SAMPLES / "no-settings.toml")
    found = plan_request(json.dumps(request), CLOCK, formulary)
    assert found.plan is not None, found.result
    assert found.request is not None
    return Dispensing(
        request=found.request,
        result=found.result,
        plan=found.plan,
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


@dataclass(frozen=True)
class ReadPage:
    """A page as it is read: its text in one line, and its words with their places and sizes."""

    text: str
    words: tuple[dict[str, Any], ...]


@cache
def read_pages(pdf: bytes) -> tuple[ReadPage, ...]:
    """Each page, read once a run."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return tuple(
            ReadPage(
                re.sub(r"\s+", " ", page.extract_text()),
                tuple(page.extract_words(extra_attrs=["size"], keep_blank_chars=True)),
            )
            for page in opened.pages
        )


def amounts_due(plan: dict[str, Any]) -> list[str]:
    """What each step of the records says in large type, in order: one record for each product."""
    due = []
    records = [sorted(steps_of(read_plan(plan), product)) for product in plan["products"]]
    for step in (plan["steps"][number - 1] for record in records for number in record):
        due += [shown(str(step[key])) for key in ("mass", "volume", "rinse", "capsules", "mass_each") if key in step]
        due += [f"{step['units']} tablets"] if "units" in step else []
        due += [("Mix in" if "filler" in step["how"] else "Mix")] if step["op"] == "mix" else []
        due += ["Discard"] if step["op"] == "discard" and "vessel" in step else []
    return due


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in one line."""
    return [page.text for page in read_pages(pdf)]


def text_of(pdf: bytes) -> str:
    """All of it."""
    return " ".join(pages_of(pdf))
