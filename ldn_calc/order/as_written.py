"""What a prescription says beside the milligrams: the strength it names, amounts of that strength, and the quantity it orders.

An amount is of the strength that the prescription names, never of what the pharmacy makes: another strength at the bench changes
the volume, and no dose.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.prescription import Ordered, Preparation, Request, Rx
from ldn_calc.quantities.rounding import significant, significant_beside
from ldn_calc.quantities.text import counted, decimal_text, write
from ldn_calc.quantities.values import Mass, Strength
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import read_concentration, read_positive_mass, read_positive_volume
from ldn_calc.reading.json_text import shown

__all__ = ["check_strength_written", "in_strength_written", "ordered_text", "read_capsules", "read_named_strength", "read_ordered"]

_CAPSULES: Final = re.compile(r"([1-9][0-9]?) ?capsules?", re.ASCII)
_DIGITS: Final = 6
_ORDERED: Final = re.compile(r"([1-9][0-9]{0,3}) ?(capsule|day)s?", re.ASCII)


def read_named_strength(value: object) -> Strength | Mass:
    """Read the strength of a liquid or of a capsule: `1 mg/mL`, `1.5 mg`.

    Raises:
        FieldFaultError: anything else.
    """
    return read_concentration(value) if isinstance(value, str) and "/" in value else read_positive_mass(value)


def read_capsules(value: object) -> int:
    """Read how many capsules one dose is.

    >>> read_capsules("2 capsules")
    2

    Raises:
        FieldFaultError: anything else.
    """
    found = _CAPSULES.fullmatch(value.strip(" ")) if isinstance(value, str) else None
    if found is None:
        raise FieldFaultError(shown(value), "whole capsules, as in 2 capsules")
    return int(found[1])


def read_ordered(value: object) -> Ordered:
    """Read the quantity that a prescription orders: `84 capsules`, `150 mL`, `30 days`.

    Raises:
        FieldFaultError: anything else.
    """
    if isinstance(value, str) and (found := _ORDERED.fullmatch(value.strip(" "))):
        return Ordered(Fraction(found[1]), f"{found[2]}s")
    due = "a quantity with its unit, as in 84 capsules, 150 mL or 30 days"
    try:
        return Ordered(read_positive_volume(value).millilitres, "mL")
    except FieldFaultError as fault:
        raise FieldFaultError(fault.found, due) from None


def ordered_text(ordered: Ordered, beside: Fraction | None = None) -> str:
    """As the program writes it: `1 capsule`, `150 mL`; `beside` a number from which it differs it never reads as that."""
    if ordered.unit == "mL":
        shown = significant(ordered.number, _DIGITS) if beside is None else significant_beside(ordered.number, beside, _DIGITS)
        return f"{decimal_text(shown)} mL"
    return counted(int(ordered.number), ordered.unit.removesuffix("s"))


def in_strength_written(rx: Rx, preparation: Preparation) -> Preparation:
    """The preparation in the strength that the prescription names, where it says nothing else."""
    if isinstance(rx.strength, Strength) and preparation.concentration is None:
        return replace(preparation, concentration=rx.strength)
    if isinstance(rx.strength, Mass) and preparation.capsule_strengths is None:
        return replace(preparation, capsule_strengths=(rx.strength,))
    return preparation


def check_strength_written(request: Request) -> list[Finding]:
    """Made in another strength than the prescription names: the milligrams are the same, what is drawn or counted is not."""
    written, preparation = request.rx.strength, request.preparation
    if isinstance(written, Strength) and preparation.concentration and preparation.concentration != written:
        made, field = write(preparation.concentration), "preparation.concentration"
    elif isinstance(written, Mass) and preparation.capsule_strengths and preparation.capsule_strengths != (written,):
        made, field = " and ".join(map(write, preparation.capsule_strengths)), "preparation.capsule_strengths"
    else:
        return []
    return [Finding("strength-not-as-written", Severity.REVIEW, field, {"written": write(written), "made": made})]
