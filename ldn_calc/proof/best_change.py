"""The single change that helps a wide error budget most: weigh more, measure more, or take another instrument.

It is about the largest contribution to the strength that anything in stock makes smaller. A change is good when it alone brings
the strength's worst case to the limit that needs no review, all else as it is; where none does, or it is there already, the amount
that halves the contribution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Final

from ldn_calc.proof.amounts import written
from ldn_calc.proof.error_budget import Budget
from ldn_calc.proof.objects import entries
from ldn_calc.proof.rows import Rows
from ldn_calc.proof.walk import Reading

__all__ = ["Change", "best_change"]

_FINE_TO: Final = Fraction(500)
_STEPS: Final = (Fraction(10), Fraction(50))
_EASY_VOLUMES: Final = tuple(Fraction(each) for each in (1, 2, 5, 10, 20, 50, 100))
_MOST_TIMES: Final = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """A change with the strength's worst case after it; `key` and `facts` as in `resources/text/error_budget.toml`."""

    key: str
    facts: Mapping[str, str]
    worst_after: Fraction


def best_change(budget: Budget, rows: Rows) -> Change | None:
    """The change for the largest contribution to the strength that has one; None where nothing better is in stock.

    Raises:
        ProblemError: a row of the formulary cannot be read.
    """
    readings = budget.bench.program.readings
    places = [one.at for one in budget.contributions if one.of == "strength" and one.at is not None]
    changes = (_change_of(budget, at, readings[at], rows) for at in places)
    return next((change for change in changes if change is not None), None)


def _change_of(budget: Budget, at: int, reading: Reading, rows: Rows) -> Change | None:
    if reading.key == "mass":
        return _weigh(budget, at, reading)
    return _other_instrument(budget, at, reading, rows) or _measure(budget, at, reading)


def _worst(budget: Budget, at: int, times: Fraction) -> Fraction:
    """The strength's worst case when one reading's relative error is so many times what it is."""
    bench = budget.bench
    return max(bench.worst({product: Fraction(1)}, {at: times}) for product in bench.nominal)


def _weigh(budget: Budget, at: int, reading: Reading) -> Change:
    """An error in mg is a smaller share of a larger mass."""
    better = _least(_easy_mass, reading.amount, lambda mass: _is_enough(budget, at, reading.amount / mass), None)
    if better is None:
        better = _easy_mass(2 * reading.amount)
    return _change("take" if reading.op == "take" else "weigh", reading, better, _worst(budget, at, reading.amount / better))


def _measure(budget: Budget, at: int, reading: Reading) -> Change | None:
    """The same for a volume, up to what the instrument holds."""
    instrument = budget.bench.tolerances.printed(reading.instrument)
    capacity = written(instrument.get("capacity"), "mL", "capacity").magnitude
    step = written(instrument.get("step"), "mL", "step").magnitude

    wide = next((each for each in _EASY_VOLUMES if each >= capacity / 20 and (each / step).denominator == 1), step)

    def easy(volume: Fraction) -> Fraction:
        return min(capacity, ceil(volume / wide) * wide)

    better = _least(easy, reading.amount, lambda volume: _is_enough(budget, at, reading.amount / volume), capacity)
    if better is None:
        better = easy(2 * reading.amount)
    if better <= reading.amount:
        return None
    return _change("measure", reading, better, _worst(budget, at, reading.amount / better))


def _other_instrument(budget: Budget, at: int, reading: Reading, rows: Rows) -> Change | None:
    """A cylinder on whose marks the volume falls in stock, and that is off by less.

    No plan measures a vehicle or takes an aliquot with an oral syringe, so that none is named.
    """
    now = budget.bench.limits[at].worst
    found: tuple[Fraction, str] | None = None
    for called, entry in rows.named("instruments").items():
        row: Mapping[str, Any] = entries(entry, called)
        if row.get("kind") != "cylinder" or row.get("in_stock", True) is not True or not _holds(row, reading.amount):
            continue
        worst = budget.bench.tolerances.of_kind(called, row, reading.amount).worst
        if worst < (now if found is None else found[0]):
            found = worst, called
    if found is None:
        return None
    facts = {"better": found[1], "instrument": str(reading.instrument)}
    return Change("instrument", facts, _worst(budget, at, found[0] / now))


def _holds(row: Mapping[str, Any], volume: Fraction) -> bool:
    keys = [key for key in ("capacity", "step", "smallest") if row.get(key) is not None]
    figures = {key: written(row[key], "mL", key).magnitude for key in keys}
    is_on_mark = (volume / figures["step"]).denominator == 1
    return is_on_mark and figures.get("smallest", figures["step"]) <= volume <= figures["capacity"]


def _is_enough(budget: Budget, at: int, times: Fraction) -> bool:
    return _worst(budget, at, times) <= budget.review_above


def _least(
    easy: Callable[[Fraction], Fraction], amount: Fraction, is_enough: Callable[[Fraction], bool], most: Fraction | None
) -> Fraction | None:
    """The smallest easy amount that is enough; None where the amount itself is, or none up to the most."""
    end = amount * _MOST_TIMES if most is None else most
    if is_enough(amount) or not is_enough(end):
        return None
    low, high = amount, end
    while easy(high) != easy(low) and high - low > amount / 100:
        middle = (low + high) / 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return easy(low) if is_enough(easy(low)) else easy(high)


def _easy_mass(mass: Fraction) -> Fraction:
    """The next 10 mg, above 500 mg the next 50 mg."""
    step = _STEPS[0] if mass <= _FINE_TO else _STEPS[1]
    return ceil(mass / step) * step


def _change(key: str, reading: Reading, better: Fraction, worst_after: Fraction) -> Change:
    facts = {"amount": str(reading.what[reading.key]), "better": reading.shown(better), "instrument": str(reading.instrument)}
    return Change(key, facts, worst_after)
