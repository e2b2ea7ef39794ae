"""A prescription to try the program with: written today, so that it is as good next year as it is now."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from ldn_calc.order.request_fields import quiet_answers
from ldn_calc.reading.dates import years_after

__all__ = ["EXAMPLE_FORMS", "example_request"]

EXAMPLE_FORMS: Final = ("liquid", "capsule")
_YEARS_LEFT: Final = 2
_STEPS: Final = ("1.5 mg", "3 mg", "4.5 mg")


def example_request(today: date, form: str = "liquid") -> str:
    """One request as JSON text: a rising regimen for nobody, ready to plan; it names no day on which it is made.

    Args:
        today: the clock's date.
        form: `liquid` or `capsule`.
    """
    regimen = [{"days": days, "take": [{"dose": dose, "when": "bedtime"}]} for dose, days in zip(_STEPS, (7, 7, 16), strict=True)]
    request: dict[str, Any] = {
        "rx": {
            "number": "EXAMPLE",
            "written_on": today.isoformat(),
            "patient": {"name": "Nobody Example", "birth_date": years_after(today, -45).isoformat(), "language": "en"},
            "prescriber": {"name": "Prescriber Example, MD", "phone": "555-0100"},
            "drug": "naltrexone",
            "strength_as": "hydrochloride",
            "form": form,
            "regimen": regimen,
            "indication": "fibromyalgia",
            "refills": 0,
        },
        "screening": {"asked_on": today.isoformat(), **quiet_answers(), "surgery_planned_on": None},
        "preparation": {
            "source": {
                "kind": "powder",
                "substance": "naltrexone hydrochloride anhydrous",
                "assay": "99.4 %",
                "assay_basis": "anhydrous",
                "water": "0.6 %",
                "lot": "EXAMPLE-1",
                "expires_on": years_after(today, _YEARS_LEFT).isoformat(),
            },
        },
    }
    if form == "liquid":
        request["preparation"]["concentration"] = "1 mg/mL"
    return json.dumps(request, ensure_ascii=False, indent=2)
