"""Whether what was asked for may be made: every check that does not depend on the plan, most serious first.

The checks stand in files of their own: doses, fills, opioids, medicines, health, allergies, certificate. Those that need the
plan are asked for where it is made: what is really used, the strength chosen, the last days.
"""

from __future__ import annotations

from ldn_calc.findings import Finding
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.allergies import check_excipient_list, check_naltrexone_allergy
from ldn_calc.order.as_written import check_strength_written
from ldn_calc.order.certificate import (
    check_assay,
    check_certificate_complete,
    check_certificate_fits,
    check_lot,
    check_solvents,
    check_water_not_applied,
)
from ldn_calc.order.component_lots import check_components_expired
from ldn_calc.order.days import check_answers_fresh, check_kept_lot, check_made_on, check_months
from ldn_calc.order.doses import check_dose_jumps, check_doses, check_prescribed_as_base, check_trailing_zeros
from ldn_calc.order.fillers import check_filler, check_own_fill
from ldn_calc.order.fills import (
    check_age,
    check_calculation,
    check_days_left_out,
    check_evidence,
    check_first_day,
    check_indication,
    check_prescription_age,
    check_refills,
)
from ldn_calc.order.health import check_answers_missing, check_health
from ldn_calc.order.medicines import check_medicines
from ldn_calc.order.opioids import check_opioid_use
from ldn_calc.order.prescription import Request
from ldn_calc.order.tablets import check_tablets
from ldn_calc.order.taken_now import check_dose_taken_now

__all__ = ["screen"]


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
            *check_dose_taken_now(request, formulary),
            *check_prescribed_as_base(request, formulary),
            *check_strength_written(request),
            *check_age(request),
            *check_prescription_age(request),
            *check_refills(request),
            *check_days_left_out(request, formulary),
            *check_first_day(request),
            *check_lot(request),
            *check_components_expired(request),
            *check_tablets(request),
            *check_assay(request, formulary),
            *check_certificate_fits(request, formulary),
            *check_solvents(request, formulary),
            *check_certificate_complete(request, formulary),
            *check_filler(request, formulary),
            *check_own_fill(request, formulary),
            *check_answers_missing(request),
            *check_answers_fresh(request),
            *check_made_on(request),
            *check_excipient_list(request),
            *check_kept_lot(request),
            *check_trailing_zeros(request),
            *check_water_not_applied(request),
            *check_months(request),
            *check_indication(request),
            *check_evidence(request),
            *check_calculation(request),
        ]
    )


def _most_serious_first(findings: list[Finding]) -> list[Finding]:
    """Stops, then reviews, then notes, each in the order they were found."""
    return sorted(findings, key=lambda finding: finding.severity.rank)
