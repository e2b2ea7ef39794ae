"""Whether what was asked for may be made: every check that does not depend on the plan, most serious first.

The checks stand in files of their own: doses, fills, opioids, medicines, health, allergies, certificate. Four more need the
plan: `check_allergies` and `check_components` what is really used, `check_surgery` and `check_over` the last days.
"""

from __future__ import annotations

from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.allergies import check_allergies, check_naltrexone_allergy
from ldn_calc.order.certificate import (
    check_assay,
    check_certificate_complete,
    check_certificate_fits,
    check_lot,
    check_water_not_applied,
)
from ldn_calc.order.component_lots import check_components, check_components_expired
from ldn_calc.order.days import check_answers_fresh, check_kept_lot, check_made_on, check_months, check_over
from ldn_calc.order.doses import check_dose_jumps, check_doses, check_prescribed_as_base, check_trailing_zeros
from ldn_calc.order.fillers import check_filler
from ldn_calc.order.fills import check_age, check_evidence, check_indication, check_prescription_age, check_refills
from ldn_calc.order.health import check_answers_missing, check_health, check_surgery
from ldn_calc.order.medicines import check_medicines
from ldn_calc.order.opioids import check_opioid_use
from ldn_calc.order.prescription import Request

__all__ = ["check_allergies", "check_components", "check_over", "check_surgery", "screen"]

_ORDER: Final = (Severity.STOP, Severity.REVIEW, Severity.NOTE)


def screen(request: Request, formulary: Formulary) -> list[Finding]:
    """Every finding on a request that is so whatever is planned."""
    return _most_serious_first(
        [
            *check_opioid_use(request),
            *check_medicines(request),
            *check_naltrexone_allergy(request),
            *check_health(request),
            *check_doses(request, formulary),
            *check_dose_jumps(request, formulary),
            *check_prescribed_as_base(request, formulary),
            *check_age(request),
            *check_prescription_age(request),
            *check_refills(request),
            *check_lot(request),
            *check_components_expired(request),
            *check_assay(request, formulary),
            *check_certificate_fits(request, formulary),
            *check_certificate_complete(request, formulary),
            *check_filler(request, formulary),
            *check_answers_missing(request),
            *check_answers_fresh(request),
            *check_made_on(request),
            *check_kept_lot(request),
            *check_trailing_zeros(request),
            *check_water_not_applied(request),
            *check_months(request),
            *check_indication(request),
            *check_evidence(request),
        ]
    )


def _most_serious_first(findings: list[Finding]) -> list[Finding]:
    """Stops, then reviews, then notes, each in the order they were found."""
    return sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
