"""Where a liquid may be kept, each place with the last day of use there: what the form offers where rule and study leave room."""

from __future__ import annotations

from typing import Final

from ldn_calc.application.plan.choices import Choice
from ldn_calc.application.plan.planning import Planned
from ldn_calc.order.prescription import Form
from ldn_calc.order.request_fields import FIELDS
from ldn_calc.planning.common import storage_dates
from ldn_calc.quantities.dates import day_text

__all__ = ["storages"]

_WORDS: Final = dict(FIELDS["preparation.storage"].choices)


def storages(planned: Planned) -> list[Choice]:
    """The places that are open to the liquid of this request, as the request names them; none for capsules, or where it is unread.

    The date is that of the default limit, the study and every expiry, as a plan with this storage has it.
    """
    request, plan = planned.request, planned.proved
    if request is None or request.rx.form is Form.CAPSULE or (plan is not None and plan.form is Form.CAPSULE):
        return []
    vehicle = planned.formulary.vehicles[request.preparation.vehicle or planned.formulary.policy_text("defaults", "vehicle")]
    dates = storage_dates(request, vehicle, planned.formulary)
    return [Choice(key, f"{_WORDS[key]}, to {day_text(last)}") for key, last in dates.items()]
