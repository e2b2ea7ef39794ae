"""What no material, instrument or preparation is, whatever the request and the rows say: constants of the proof's own.

Plan and proof both take these figures from the request or from the formulary's rows. A figure that is wrong there is wrong for
both; so the ones that can hurt stand here a second time, and a changed row or a lost decimal point is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, significant
from ldn_calc.proof.asked import Asked
from ldn_calc.proof.certificate import Certificate
from ldn_calc.proof.problems import Problems
from ldn_calc.quantities.units import Quantity, quantity

__all__ = [
    "BASE_IN_HYDROCHLORIDE",
    "STORAGES",
    "TABLET_CONTENT",
    "check_fills",
    "check_fraction",
    "check_jumps",
    "check_marks",
    "check_powder_for_promise",
    "check_weighing_error",
    "longest_use",
    "may_be_kept",
]

BASE_IN_HYDROCHLORIDE: Final = Fraction("341.407") / Fraction("377.865")
"""Molar masses from C 12.011, H 1.008, N 14.007, O 15.999, Cl 35.45."""

_FRACTIONS: Final = {
    "naltrexone hydrochloride anhydrous": (Fraction(90, 100), Fraction(103, 100)),
    "naltrexone hydrochloride dihydrate": (Fraction(84, 100), Fraction(96, 100)),
}
"""Drug as hydrochloride in the powder as weighed."""
_PURE: Final = {"naltrexone hydrochloride anhydrous": Fraction(1), "naltrexone hydrochloride dihydrate": Fraction("0.912949")}
"""Hydrochloride in the pure powder: 377.865 / 413.895 for two of water."""
_ASSAY: Final = (Fraction(98), Fraction(102))
_PROMISE: Final = {
    ("powder", "hydrochloride"): (Fraction(97, 100), Fraction(120, 100)),
    ("powder", "base"): (Fraction(105, 100), Fraction(133, 100)),
    ("tablet", "hydrochloride"): (Fraction(98, 100), Fraction(102, 100)),
    ("tablet", "base"): (Fraction(108, 100), Fraction(113, 100)),
}
"""Milligrams of powder, or of tablets' labelled drug, for each milligram that a product's label promises."""
_PACKED: Final = (Fraction(200), Fraction(1500))
"""A powder packed into a shell weighs 0.2 to 1.5 g/mL."""
_SHELLS: Final = {
    "4": Fraction("0.21"),
    "3": Fraction("0.3"),
    "2": Fraction("0.37"),
    "1": Fraction("0.5"),
    "0": Fraction("0.68"),
    "00": Fraction("0.95"),
    "000": Fraction("1.37"),
}
"""What a shell holds, in mL; of a size that is not among them at most 2 mL."""
_LARGEST_SHELL: Final = Fraction(2)
_WEIGHING_ERROR: Final = Fraction(10)
_WEIGHING_ERROR_OF_A_ROW: Final = Fraction(5)
"""In percent: what one request may allow, and what the rows may allow for all of them."""
_MARKS: Final = 100
_JUMP_ABOVE: Final = Fraction(1)
_JUMP_TIMES: Final = 2
TABLET_CONTENT: Final = "90 to 110 %"
"""Of the labelled drug (USP)."""
_DAYS: Final = {"aqueous-unpreserved": 14, "aqueous-preserved": 35, "nonaqueous-liquid": 90, "solid": 180}
"""USP <795>, default limits by kind."""
_DAYS_OF_FORM: Final = {"liquid": 35, "capsule": 180}
"""The longest of the kinds that this program makes."""
_ROOM: Final = frozenset({"aqueous-preserved", "nonaqueous-liquid", "solid"})
"""Kinds that USP <795> gives days at room temperature; the others have them in the refrigerator only."""
STORAGES: Final = {
    "refrigerator": "in the refrigerator (36 to 46 °F)",
    "room": "at room temperature (68 to 77 °F)",
}
"""Where a preparation is kept, in the only words that a result has for it."""


def check_fraction(certificate: Certificate, asked: Asked, problems: Problems) -> None:
    """Refuse a drug fraction that no powder of this form has, and an assay outside 98 to 102 % of the dry substance."""
    substance = certificate.substance
    if substance not in _FRACTIONS:
        problems.add("drug-fraction-impossible", substance, "one of " + ", ".join(_FRACTIONS))
        return
    least, most = _FRACTIONS[substance]
    as_hydrochloride = certificate.drug_fraction / (BASE_IN_HYDROCHLORIDE if asked.strength_as == "base" else 1)
    if not least <= as_hydrochloride <= most:
        found = f"{significant(as_hydrochloride * 100, 6)} % of {substance}, as hydrochloride"
        problems.add("drug-fraction-impossible", found, f"{significant(least * 100, 6)} to {significant(most * 100, 6)} %")
    if asked.source is None or "assay" not in asked.source.figures:
        return
    dry = certificate.figures["assay"].magnitude
    if certificate.basis == "as-is":
        water = asked.source.figures.get("water")
        dry /= _PURE[substance] if water is None else 1 - water.magnitude / 100
    if not _ASSAY[0] <= dry <= _ASSAY[1]:
        problems.add("assay-impossible", f"{significant(dry, 6)} % of the dry substance", "98 to 102 %")


def check_powder_for_promise(
    called: str, kind: str, strength_as: str, brought: Quantity, promised: Quantity, problems: Problems
) -> None:
    """Refuse a product with more or less powder in it than its label could ever need: a sum that never looks at a certificate."""
    least, most = _PROMISE[kind, strength_as]
    if not promised.magnitude or not least <= brought.magnitude / promised.magnitude <= most:
        what = "powder" if kind == "powder" else "tablets' labelled drug"
        found = f"{called}: {amount_text(brought, 'mg')} of {what} for {amount_text(promised, 'mg')} on its label"
        problems.add("powder-for-promise", found, f"{significant(least, 3)} to {significant(most, 3)} times as much")


def check_fills(size: str, fills: Iterable[tuple[str, Quantity | None]], problems: Problems) -> None:
    """Refuse a fill that no powder has in a shell of that size."""
    volume = _SHELLS.get(size, _LARGEST_SHELL)
    least, most = (_PACKED[0] * volume if size in _SHELLS else Fraction(0)), _PACKED[1] * volume
    for what, fill in fills:
        if fill is not None and not least <= fill.magnitude <= most:
            due = f"{significant(least, 3)} to {significant(most, 3)} mg"
            problems.add("fill-impossible", f"{what}: {amount_text(fill, 'mg')} in a size {size} shell", due)


def check_marks(called: str, step: Quantity, capacity: Quantity, problems: Problems) -> None:
    """Refuse marks on a syringe that nobody can read: finer than a hundredth of what it holds."""
    if step.magnitude * _MARKS < capacity.magnitude:
        due = f"at least {amount_text(quantity(capacity.magnitude / _MARKS, 'mL'), 'mL')}"
        problems.add("marks-too-fine", f"{called}: marks every {amount_text(step, 'mL')}", due)


def check_weighing_error(error: Quantity, asked: Asked, problems: Problems) -> None:
    """Refuse a weighing that may be off by more than 10 % by the request, or 5 % by the rows."""
    most = _WEIGHING_ERROR_OF_A_ROW if asked.weighing_error is None else _WEIGHING_ERROR
    if not 0 < error.magnitude <= most:
        found = f"a weighing error of {amount_text(error, '%')}"
        problems.add("weighing-error-impossible", found, f"above 0 and at most {significant(most, 3)} %")


def check_jumps(asked: Asked, codes: Iterable[str], problems: Problems) -> None:
    """Refuse a regimen that more than doubles from one phase to the next, above 1 mg, where no finding says so."""
    stated = BASE_IN_HYDROCHLORIDE if asked.strength_as == "base" else Fraction(1)
    if "dose-jump" in codes:
        return
    for number, (before, after) in enumerate(zip(asked.regimen, asked.regimen[1:], strict=False), start=2):
        pairs = [(_day(before.doses), _day(after.doses))]
        pairs += [(before.doses[when].magnitude, dose.magnitude) for when, dose in after.doses.items() if when in before.doses]
        for one, other in pairs:
            if other > one * _JUMP_TIMES and other / stated > _JUMP_ABOVE:
                problems.add("finding-missing", f"no word of phase {number} with {significant(other, 6)} mg", "a dose-jump finding")
                return


def may_be_kept(kind: str, storage: str, *, is_liquid: bool) -> bool:
    """Whether a kind may be kept where it was asked for: a liquid also colder than its rule, capsules as their rule says."""
    return (storage != "refrigerator" and kind in _ROOM) or (storage == "refrigerator" and is_liquid)


def longest_use(kind: str | None, form: str) -> int:
    """The most days of USP <795> for a kind, or for the form where the kind is not known."""
    return _DAYS_OF_FORM[form] if kind is None else _DAYS.get(kind, 0)


def _day(doses: Mapping[str, Any]) -> Fraction:
    return sum((dose.magnitude for dose in doses.values()), Fraction(0))
