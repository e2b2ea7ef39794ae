"""Which of the patient's answers change what the sheet says: each has a line of its own, and raises the lines that speak of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ldn_calc.names.medicine_list import read_entry
from ldn_calc.order.prescription import Request

__all__ = ["ANSWERS", "answered"]

ANSWERS: Final = ("pregnant", "breastfeeding", "immune", "thyroid", "liver", "kidney")
"""In the order in which their lines stand on the sheet."""
_WITHOUT: Final = frozenset({"none", "no", "not applicable"})
_KINDS: Final = {
    "thyroid": "thyroid",
    "transplant": "immune",
    "transplant / autoimmune": "immune",
    "immunosuppressant": "immune",
}
"""Classes of the list of medicines, by the answer that they are."""


def answered(request: Request) -> tuple[str, ...]:
    """The answers of ANSWERS that this patient gave, in their order; a medicine that was stopped is none."""
    screening = request.screening
    found: set[str] = set()
    for question, answer in (("liver_disease", "liver"), ("kidney_disease", "kidney")):
        if screening.answers.get(question, "none") not in _WITHOUT:
            found.add(answer)
    if (pregnancy := screening.answers.get("pregnancy", "no")) not in _WITHOUT:
        found.add(pregnancy)
    for medicine in screening.medicines or ():
        if medicine.stopped_on is None or medicine.stopped_on > request.compounded_on:
            found |= _answers_of(medicine.name)
    return tuple(answer for answer in ANSWERS if answer in found)


@lru_cache(maxsize=512)
def _answers_of(name: str) -> frozenset[str]:
    return frozenset(_KINDS[match.row.kind] for match in read_entry(name).matches if match.row.kind in _KINDS)
