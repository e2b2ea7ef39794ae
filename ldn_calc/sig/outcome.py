"""What a line comes to: the regimen in exact amounts, or what is asked, or what is not planned."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ldn_calc.order.prescription import Form, Take, Weekday
from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.sig.parts import Ask

__all__ = ["Fault", "Level", "Outcome", "SigPhase"]


@dataclass(frozen=True, slots=True)
class SigPhase:
    """So many days of the calendar on the same doses.

    Taken on one day in `every` days (2 is every other day, its first day the phase's first), or on `weekdays` alone, Monday first.
    """

    days: int
    take: tuple[Take, ...]
    every: int = 1
    weekdays: tuple[Weekday, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Words that were understood and are not planned, and why."""

    found: str
    because: str


@dataclass(frozen=True, slots=True)
class Level:
    """A phase while it is reckoned: masses in mg with their words; days may be open; `weekdays` as in a step."""

    doses: tuple[tuple[Fraction, str, str], ...]
    days: int | None
    every: int = 1
    months: int | None = None
    weekdays: tuple[str, ...] = ()

    def dose_days(self, days: int) -> int | None:
        """On how many of so many days it is taken; None where that hangs on the day of the week on which they begin.

        >>> Level((), None, weekdays=("mon", "fri")).dose_days(28), Level((), None, every=2).dose_days(15)
        (8, 8)
        """
        if not self.weekdays:
            return -(-days // self.every)
        return days // 7 * len(self.weekdays) if days % 7 == 0 else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reading of a line, reckoned.

    Attributes:
        phases: the regimen; empty where something is asked.
        form: as far as it is said.
        strength: of a capsule or of the liquid, where it is said.
        quantity: capsules or mL, where it is said.
        asks: what must be answered first.
        faults: what is not planned.
        notes: what was reckoned or taken, to be said.
    """

    phases: tuple[SigPhase, ...]
    form: Form | None
    strength: Mass | Strength | None
    quantity: int | Volume | None
    asks: tuple[Ask, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
