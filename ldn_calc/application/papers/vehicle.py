"""The record of a vehicle that is made in the pharmacy, for the command line and the window."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ldn_calc.documents.values.errors import PaperError

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.application.plan.vehicle import PlannedVehicle

__all__ = ["PaperError", "vehicle_pdf"]


def vehicle_pdf(planned: PlannedVehicle, settings: Settings, clock: datetime) -> bytes:
    """Draw the record as a PDF, marked PRACTICE while no pharmacy is set up.

    Args:
        planned: a vehicle with a proved plan.
        settings: whose pharmacy it is.
        clock: when it is printed.

    Raises:
        PaperError: nothing is proved, a text that does not fit its place, or one that could be misread.
    """
    from ldn_calc.documents.record.vehicle import VehiclePaper, render_vehicle  # ReportLab, on first use

    if planned.proved is None:
        raise PaperError("there is no proved vehicle to print")
    return render_vehicle(VehiclePaper(planned.proved, planned.result, planned.formulary, settings.pharmacy, clock))
