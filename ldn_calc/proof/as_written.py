"""The strength that the prescription names and the quantity that it orders, held against what is made of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from ldn_calc.proof.amounts import amount_text, significant
from ldn_calc.proof.asked import Asked
from ldn_calc.proof.doses import Taken
from ldn_calc.proof.problems import Problems
from ldn_calc.quantities.units import Quantity

__all__ = ["check_as_written"]


def check_as_written(
    asked: Asked, covered: int, labels: Mapping[str, Quantity], taken: Sequence[Taken], codes: Collection[str], problems: Problems
) -> None:
    """Refuse another strength or quantity than the prescription says where no finding says so."""
    if asked.strength is not None and "strength-not-as-written" not in codes:
        for called, label in labels.items():
            if label != asked.strength:
                unit = "mg" if asked.form == "capsule" else "mg/mL"
                found = f"{called} of {amount_text(label, unit)} without a word on it"
                problems.add("finding-missing", found, f"{amount_text(asked.strength, unit)}, or a strength-not-as-written finding")
    if asked.quantity is None or "quantity-differs" in codes:
        return
    number, unit = asked.quantity
    takes = _takes(asked, covered, taken, unit)
    if takes is not None and not _fits(number, takes, unit):
        found = f"ordered {significant(number, 6)} {unit}, the doses take {takes[0]}"
        problems.add("finding-missing", found, "a quantity-differs finding")


def _fits(number: Fraction, takes: tuple[str, Fraction | None], unit: str) -> bool:
    """Of a liquid at least what the doses take: how much more a bottle holds is the plan's own to say."""
    return takes[1] is not None and (number >= takes[1] if unit == "mL" else number == takes[1])


def _takes(asked: Asked, covered: int, taken: Sequence[Taken], unit: str) -> tuple[str, Fraction | None] | None:
    """What the whole regimen takes, in words and in the unit ordered; None where this fill is but a part of it."""
    days = asked.days
    if asked.fill_days is not None:
        return None
    if unit == "days":
        return f"{days} days", Fraction(days)
    if asked.from_day != 1 or covered != days:
        return None
    total, made = Fraction(0), "mL"
    for dose in taken:
        for use in dose.uses.values():
            made = "capsules" if isinstance(use, int) else made
            total += (use if isinstance(use, int) else use.magnitude) * dose.count
    return f"{significant(total, 6)} {made}", total if made == unit else None
