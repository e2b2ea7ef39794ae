"""What planning a form gives: a plan with what to know of it, or the reasons there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Request
from ldn_calc.procedure.plan import Plan

__all__ = ["Bench", "Drafted", "WorkingLine", "note", "review", "stop"]


@dataclass(frozen=True, slots=True)
class Bench:
    """One request at one bench: what is asked for, what is owned, and when it is made."""

    request: Request
    formulary: Formulary
    made_at: datetime

    @property
    def lot(self) -> str:
        """The preparation's own lot: number-fill-yymmdd-HHMM."""
        return f"{self.request.rx.number}-{self.request.fill.number}-{self.made_at:%y%m%d-%H%M}"


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
    defaults_used: Mapping[str, str | int]
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
