"""What planning a form gives: a plan with what to know of it, or the reasons there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Request
from ldn_calc.procedure.plan import Plan

_BEGUN: Final = re.compile(r"(?:.*-)?([0-9]{6}-(?:[01][0-9]|2[0-3])[0-5][0-9])", re.ASCII)

NO_LOT: Final = "CALCULATION"
"""Where a preparation has its lot."""

__all__ = ["NO_LOT", "Bench", "Drafted", "WorkingLine", "note", "review", "stop"]


@dataclass(frozen=True, slots=True)
class Bench:
    """One request at one bench: what is asked for, what is owned, the clock when it is planned, and whether it is practice."""

    request: Request
    formulary: Formulary
    made_at: datetime
    practice: bool = False

    @property
    def lot(self) -> str:
        """The preparation's own lot: the one it keeps since its first final paper, else a provisional number-fill-yymmdd-HHMM.

        A calculation has none, and this word stands in its place.
        """
        if self.request.rx.is_calculation:
            return NO_LOT
        kept = self.request.preparation.lot
        return kept or f"{self.request.rx.number}-{self.request.fill.number}-{self.made_at:%y%m%d-%H%M}"

    @property
    def begun_at(self) -> datetime:
        """The day it is made, at the hour that its lot names; where a kept lot names none, the clock's."""
        day, hour = self.request.compounded_on, _named_by(self.lot) or self.made_at
        return self.made_at.replace(year=day.year, month=day.month, day=day.day, hour=hour.hour, minute=hour.minute)


def _named_by(lot: str) -> datetime | None:
    """The day and time that a lot ends with; None where it is a lot of another make."""
    found = _BEGUN.fullmatch(lot)
    try:
        return datetime.strptime(found[1], "%y%m%d-%H%M") if found else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """One line of the calculation: a key of `resources/text/working.toml` with what fills it."""

    key: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A planned form.

    Attributes:
        plan: None where a stop among `findings` says why.
        defaults_used: what was not asked for and taken from the formulary, by the request's path.
        components: everything that would be in the product, for allergies.
        weighings: how many times the balance is used.
    """

    plan: Plan | None
    findings: tuple[Finding, ...]
    defaults_used: Mapping[str, str | int | None]
    working: tuple[WorkingLine, ...]
    components: tuple[str, ...]
    weighings: int


def stop(code: str, field: str, **facts: str) -> Finding:
    """A finding that is never overridden."""
    return Finding(code, Severity.STOP, field, facts)


def review(code: str, field: str, **facts: str) -> Finding:
    """A finding that a pharmacist settles with a reason."""
    return Finding(code, Severity.REVIEW, field, facts)


def note(code: str, field: str, **facts: str) -> Finding:
    """A finding that informs."""
    return Finding(code, Severity.NOTE, field, facts)
