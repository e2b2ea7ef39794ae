"""How far each instrument can be off: the limits (worst case) and the variances (typical) of one reading.

Balance (USP <41>): with a repeatability s, 2 x max(s, 0.41 x readability) is the limit and half of it the standard deviation;
with a sensitivity, or a minimum (limit = minimum x weighing error), the limits are those of a rectangular distribution. Nothing
is read better than half a reading.
Cylinder: its tolerance is a share of its CAPACITY, as glassware is specified, whatever volume is read on it.
Oral syringe: ISO 7886-1, tolerance on graduated capacity. A rectangular distribution of limits +-w has the variance w x w / 3
(Guide to the Expression of Uncertainty in Measurement, 4.3.7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ldn_calc.proof.amounts import printed, written
from ldn_calc.proof.asked import Asked
from ldn_calc.proof.instruments import LEAST_SPREAD
from ldn_calc.proof.objects import entries, name, show
from ldn_calc.proof.problems import ProblemError
from ldn_calc.proof.rows import Rows

__all__ = ["Limits", "Tolerances", "rectangular"]


@dataclass(frozen=True, slots=True)
class Limits:
    """One reading's error: at most `worst` (mg, mL or a share) either way; `variance` is the standard deviation squared."""

    worst: Fraction
    variance: Fraction


def rectangular(worst: Fraction) -> Limits:
    """Limits within which every value is as likely as any other."""
    return Limits(worst, worst * worst / 3)


class Tolerances:
    """What the plan's instruments allow, by the request, the printed plan and the formulary's rows."""

    def __init__(self, instruments: object, asked: Asked, rows: Rows) -> None:
        self._printed = entries(instruments, "plan.instruments")
        self._asked, self._rows = asked, rows
        self._balance: Limits | None = None
        self._syringe = {
            key: self.policy("syringe_tolerance", key, "mL" if key == "large_from" else "%")
            for key in (
                "large_from",
                "below_half_of_capacity",
                "below_half_of_draw",
                "below_half_of_draw_large",
                "from_half_of_draw",
                "from_half_of_draw_large",
            )
        }

    def policy(self, table: str, key: str, unit: str) -> Fraction:
        """One figure of the policies: mL, or a percentage as a share.

        Raises:
            ProblemError: no such row, or it cannot be read.
        """
        text = self.row(table).get(key)
        if not isinstance(text, str):
            raise ProblemError("value-unreadable", f"policies.{table}.{key}: {show(text)}", "an amount with its unit")
        return _figure(text, unit, f"policies.{table}.{key}")

    def row(self, table: str) -> Mapping[str, Any]:
        """One row of the policies."""
        return entries(self._rows.named("policies").get(table), f"policies.{table}")

    def reading(self, called: object, amount: Fraction) -> Limits:
        """The error of one reading of `amount` (mg or mL) on the plan's instrument of that name."""
        return self.of_kind(str(called), self.printed(called), amount)

    def printed(self, called: object) -> Mapping[str, Any]:
        """The plan's instrument of that name."""
        return entries(self._printed.get(name(called, "instrument")), f"plan.instruments.{show(called)}")

    def of_kind(self, called: str, entry: Mapping[str, Any], amount: Fraction) -> Limits:
        """The same for any instrument's printed figures or row."""
        match entry.get("kind"):
            case "balance":
                return self.balance()
            case "cylinder":
                return rectangular(self._cylinder(called, entry))
            case "syringe":
                return rectangular(self.syringe(printed(entry.get("capacity"), "mL", called).magnitude, amount))
            case kind:
                raise ProblemError("instrument-unsuitable", f"{called}, a {show(kind)}", "a balance, a cylinder or a syringe")

    def balance(self) -> Limits:
        """The absolute error of one weighing in mg."""
        if self._balance is None:
            self._balance = self._weighing()
        return self._balance

    def syringe(self, capacity: Fraction, draw: Fraction) -> Fraction:
        """How far a draw can be off, in mL."""
        figures = self._syringe
        large = "_large" if capacity >= figures["large_from"] else ""
        if 2 * draw < capacity:
            return figures["below_half_of_capacity"] * capacity + figures[f"below_half_of_draw{large}"] * draw
        return figures[f"from_half_of_draw{large}"] * draw

    def _weighing(self) -> Limits:
        asked = self._asked.balance
        if asked is not None and asked.repeatability is not None:
            spread = max(asked.repeatability.magnitude, LEAST_SPREAD * asked.readability.magnitude)
            return Limits(2 * spread, spread * spread)
        if asked is not None and asked.sensitivity is not None:
            return rectangular(max(asked.sensitivity.magnitude, asked.readability.magnitude / 2))
        balance: Mapping[str, Any] = next((entry for entry in self._printed.values() if entry.get("kind") == "balance"), {})
        readability, least = (printed(balance.get(key), "mg", f"balance: {key}").magnitude for key in ("readability", "minimum"))
        allowed = self._asked.weighing_error
        share = written(self._rows.default("weighing_error"), "%", "weighing_error") if allowed is None else allowed
        return rectangular(max(least * share.magnitude / 100, readability / 2))

    def _cylinder(self, called: str, entry: Mapping[str, Any]) -> Fraction:
        """A share of its capacity, in mL."""
        tolerance = entry.get("tolerance")
        if tolerance is None:
            row = self._rows.row("instruments", called)
            tolerance = None if row is None else row.get("tolerance")
        share = written(tolerance, "%", f"{called}: tolerance").magnitude / 100
        return share * printed(entry.get("capacity"), "mL", f"{called}: capacity").magnitude


@lru_cache(maxsize=64)
def _figure(text: str, unit: str, where: str) -> Fraction:
    """A policy's figure; the rows are the same all day."""
    found: Fraction = written(text, unit, where).magnitude
    return found / 100 if unit == "%" else found
