"""Values that nobody gave and that were taken all the same, where they change the dose, a day or the language.

The formulary's defaults stand with the plan that used them; these are the request's own.
"""

from __future__ import annotations

from typing import Any

from ldn_calc.order.prescription import Request

__all__ = ["taken_for_granted"]


def taken_for_granted(request: Request) -> dict[str, str | int | None]:
    """What the request leaves out, by its path and spelled as the request would say it; None stands for null.

    On a later fill nothing is taken for the day of the answers: that is a finding.
    """
    made_on, screening = request.compounded_on.isoformat(), request.screening
    taken: dict[str, str | int | None] = {
        "rx.patient.language": request.rx.patient.language.value,
        "rx.strength_as": request.rx.strength_as.value,
        "rx.first_dose_on": request.rx.first_dose_on.isoformat(),
        "fill.number": request.fill.number,
        "fill.from_day": request.fill.from_day,
        "screening.surgery_planned_on": None,
        "compounded_on": made_on,
    }
    if screening.opioid_stopped_on:
        taken["screening.opioid_kind"] = "unknown"
    if request.fill.number == 1:
        taken["screening.asked_on"] = made_on
    if request.rx.is_calculation:  # nobody was asked, and no paper is for anybody
        taken = {path: value for path, value in taken.items() if not path.startswith(("screening.", "rx.patient."))}
    return {path: value for path, value in taken.items() if not _given(request.document, path)}


def _given(document: Any, path: str) -> bool:
    place = document
    for key in path.split("."):
        if not isinstance(place, dict) or key not in place:
            return False
        place = place[key]
    return True
