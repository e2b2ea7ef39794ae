"""What speaks against a capsule filler: the row's own word for it decides which finding is raised."""

from __future__ import annotations

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Form, Request

__all__ = ["check_filler"]


def check_filler(request: Request, formulary: Formulary) -> list[Finding]:
    """A filler that slows release or lessens absorption, named by the request or taken by default, where capsules may be made."""
    if request.rx.form is Form.LIQUID:
        return []
    filler = request.preparation.filler or formulary.policy("defaults", "filler")
    concern = formulary.fillers[filler].concern
    if concern == "release-modifying":
        return [Finding("filler-release-modifying", Severity.REVIEW, "preparation.filler", {"filler": filler})]
    if concern == "calcium-carbonate":
        return [Finding("filler-calcium-carbonate", Severity.REVIEW, "preparation.filler", {"filler": filler})]
    return []
