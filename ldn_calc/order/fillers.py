"""What speaks against a capsule filler: its row's own word, or what it is made of, decides which finding is raised."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.names.components import concern_of
from ldn_calc.order.prescription import Form, Request
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass

__all__ = ["check_filler", "check_own_fill"]

_FAR_FROM_THE_CHART: Final = Fraction(1, 4)


def check_filler(request: Request, formulary: Formulary) -> list[Finding]:
    """A filler that slows release or lessens absorption, named by the request or taken by default, where capsules may be made.

    An own row that says nothing is judged by its components: hypromellose slows the release under any name.
    """
    if request.rx.form is Form.LIQUID:
        return []
    filler = _name(request, formulary)
    row = formulary.fillers[filler]
    findings = []
    for concern in dict.fromkeys((row.concern, concern_of(row.components))):
        if concern == "release-modifying":
            findings.append(Finding("filler-release-modifying", Severity.REVIEW, "preparation.filler", {"filler": filler}))
        if concern == "calcium-carbonate":
            findings.append(Finding("filler-calcium-carbonate", Severity.REVIEW, "preparation.filler", {"filler": filler}))
    return findings


def check_own_fill(request: Request, formulary: Formulary) -> list[Finding]:
    """A fill of the pharmacy's own row that is over 25 % from the chart's: one of them is of another powder, shell or unit."""
    if request.rx.form is Form.LIQUID or request.preparation.filler_fill is not None:
        return []
    filler = _name(request, formulary)
    size = request.preparation.capsule_size or formulary.policy_text("defaults", "capsule_size")
    own, chart = formulary.fillers[filler].fills[size], _chart(formulary, filler, size)
    if chart is None or abs(own.milligrams - chart.milligrams) <= chart.milligrams * _FAR_FROM_THE_CHART:
        return []
    facts = {"filler": filler, "size": size, "fill": write(own), "chart": write(chart)}
    return [Finding("filler-fill-far-from-chart", Severity.REVIEW, "preparation.filler_fill", facts)]


def _chart(formulary: Formulary, filler: str, size: str) -> Mass | None:
    """The shipped chart's fill; for a filler of the pharmacy's own its own chart's, beside a measured one."""
    shipped = shipped_formulary().fillers.get(filler)
    if shipped is not None:
        return shipped.fills.get(size)
    return formulary.charted(filler, size)


def _name(request: Request, formulary: Formulary) -> str:
    return request.preparation.filler or formulary.policy_text("defaults", "filler")
