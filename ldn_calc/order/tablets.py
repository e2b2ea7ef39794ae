"""Checks on naltrexone tablets: figures that no such tablet has, believed because plan and proof both take them as entered.

Naltrexone hydrochloride tablets are sold as 25, 50 and 100 mg. One zero lost or added is ten times the dose.
"""

from __future__ import annotations

from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.prescription import Request, TabletSource
from ldn_calc.quantities.text import counted, write
from ldn_calc.quantities.values import Mass

__all__ = ["check_tablet_count", "check_tablets"]

_SOLD: Final = (Mass.of(25), Mass.of(50), Mass.of(100))
_LEAST_WEIGHT: Final = Mass.of(50)
_MOST_WEIGHT: Final = Mass.of(1000)
_LEAST_TIMES: Final = 2
_MOST_TIMES: Final = 20
_MOST_TABLETS: Final = 200
_STRENGTH: Final = "preparation.source.strength"


def check_tablets(request: Request) -> list[Finding]:
    """A strength that is not sold, as a review; a weight that no tablet of this strength has, as a stop.

    A tablet weighs 50 to 1000 mg, and at least twice its drug; one of a strength that is sold at most twenty times.
    """
    source = request.preparation.source
    if not isinstance(source, TabletSource):
        return []
    findings = []
    if source.strength not in _SOLD:
        facts = {"strength": write(source.strength), "sold": ", ".join(map(write, _SOLD))}
        findings.append(Finding("tablet-strength-unusual", Severity.REVIEW, _STRENGTH, facts))
    if source.average_weight is not None:
        least = max(source.strength * _LEAST_TIMES, _LEAST_WEIGHT)
        most = min(source.strength * _MOST_TIMES, _MOST_WEIGHT) if source.strength in _SOLD else _MOST_WEIGHT
        if not least <= source.average_weight <= most:
            facts = {"weight": write(source.average_weight), "strength": write(source.strength)}
            facts |= {"least": write(least), "most": write(most)}
            findings.append(Finding("tablet-weight-impossible", Severity.STOP, "preparation.source.average_weight", facts))
    return findings


def check_tablet_count(request: Request, tablets: int) -> list[Finding]:
    """More tablets than anybody crushes for one patient: the strength is probably too low by a zero."""
    source = request.preparation.source
    if not isinstance(source, TabletSource) or tablets <= _MOST_TABLETS:
        return []
    facts = {"tablets": counted(tablets, "tablet"), "strength": write(source.strength)}
    return [Finding("tablet-count-large", Severity.REVIEW, _STRENGTH, facts)]
