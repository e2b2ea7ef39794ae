"""The naltrexone that a person takes now, as the list of medicines says it, held against the dose this fill begins with.

Milligrams are read in both languages; milliliters are not, since nobody says of what strength.

>>> [str(dose_said(text)) for text in ("LDN 1.5 mg cápsulas", "naltrexona 1,5 mg dos veces al día", "LDN 3 mL (1 mg/mL)")]
['Mass(milligrams=Fraction(3, 2))', 'Mass(milligrams=Fraction(3, 1))', 'None']
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.names.medicine_list import listed_in
from ldn_calc.order.doses import as_hydrochloride, day_total
from ldn_calc.order.fills import phase_on
from ldn_calc.order.prescription import Request
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass

__all__ = ["check_dose_taken_now", "dose_said"]

_DOSE: Final = re.compile(
    r"(?<![\d.,/])(?:([1-4])\s*[x×*]\s*)?(\d{1,4}(?:[.,]\d{1,3})?)\s*"
    r"(mg|mcg|ug|µg|μg|milligrams?|miligramos?|micrograms?|microgramos?)(?!\s*/|\s*(?:per|por)\s*ml|\w)"
    r"(?:\s*[x×*]\s*([1-4])(?!\w|\s*(?:d|w|m|sem)))?",
    re.IGNORECASE,
)
_TWICE: Final = re.compile(r"\b(?:twice|bid|b\.i\.d|two times|2 times|dos veces|2 veces|cada 12|every 12|q12h?)\b", re.IGNORECASE)
_MICRO: Final = ("mcg", "ug", "µg", "μg", "micro")


def dose_said(text: str) -> Mass | None:
    """The naltrexone of a day in a text, the least where it says several; None where it says none in milligrams."""
    doses = []
    for before, number, unit, after in _DOSE.findall(text):
        amount = Fraction(number.replace(",", ".")) * int(before or 1) * int(after or 1)
        doses.append(amount / 1000 if unit.lower().startswith(_MICRO) else amount)
    if not doses:
        return None
    return Mass(min(doses) * (2 if _TWICE.search(text) else 1))


def check_dose_taken_now(request: Request, formulary: Formulary) -> list[Finding]:
    """A day's dose that this fill begins with, above 1 mg and more than double the naltrexone on the list of medicines."""
    above, times = formulary.policy_mass("doses", "jump_above"), formulary.policy_count("doses", "jump_times")
    phase = phase_on(request)
    begins = day_total(phase)
    due = as_hydrochloride(begins, request.rx.strength_as, formulary)
    findings = []
    for place, medicine in enumerate(request.screening.medicines or ()):
        stopped = medicine.stopped_on is not None and medicine.stopped_on <= request.compounded_on
        if stopped or not any(match.row.is_naltrexone for match in listed_in(medicine.name)):
            continue
        taken = dose_said(medicine.name)
        if taken is None or taken.milligrams == 0 or due <= taken * times or due <= above:
            continue
        number = str(request.rx.regimen.index(phase) + 1)
        facts = {"phase": number, "before": f"{write(taken)} (taken now)", "after": write(begins), "when": "day"}
        findings.append(Finding("dose-jump", Severity.REVIEW, f"screening.medicines[{place}]", facts))
    return findings
