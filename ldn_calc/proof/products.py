"""The products: what is labelled and handed out, held against what the steps made and what the doses take."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, printed, significant, written
from ldn_calc.proof.asked import Asked
from ldn_calc.proof.bench import Bench
from ldn_calc.proof.bounds import check_powder_for_promise
from ldn_calc.proof.doses import Taken
from ldn_calc.proof.objects import count, entries, one_of, shape, show
from ldn_calc.proof.problems import Problems
from ldn_calc.proof.rows import Rows
from ldn_calc.proof.vessels import Made
from ldn_calc.quantities.units import Quantity

__all__ = ["check_products", "read_labels"]

_STRENGTH_TOLERANCE: Final = Fraction(1, 100)
_MOST_OVER: Final = Fraction(12, 10)
_SMALL_NEED: Final = Fraction(10)
"""A need in mL under which the least overfill of small bottles holds."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BOTTLE: Final = re.compile(r"bottle [1-9][0-9]?", re.ASCII)


def read_labels(plan: Mapping[str, Any], form: str, bench: Bench, problems: Problems, *, dated: bool = True) -> dict[str, Quantity]:
    """Read the products' labelled strengths; a name, kind, amount or lot that is not what the steps made is recorded.

    Results of an older program, which do not say when they were planned, are not `dated`: their products have no lots.
    """
    labels: dict[str, Quantity] = {}
    products = entries(plan["products"], "plan.products")
    if dated:
        _check_lots(plan["lot"], products, problems)
    for called, entry in products.items():
        with problems:
            where = f"plan.products.{show(called)}"
            product = shape(entry, where, ("kind", "strength", "amount"), ("lot",), problems)
            if one_of(product["kind"], f"{where}.kind", ("liquid", "capsule")) != form:
                problems.add("form-differs", f"{called}: {product['kind']}", form)
            made = bench.products.get(called)
            if made is None or made.kind != product["kind"]:
                problems.add(
                    "product-unlisted", f"{called} in the plan's products", f"a {product['kind']} product that the steps make"
                )
                continue
            labels[called] = _read_label(called, product, made, where, problems)
    for called in bench.products:
        if called not in products:
            problems.add("product-unlisted", f"{called} made by the steps", "every product that is made, in the plan's products")
    return labels


def _check_lots(lot: object, products: Mapping[str, Any], problems: Problems) -> None:
    """Several products have the plan's lot with a letter each, in their order; a single one has the plan's own."""
    for letter, (called, entry) in zip(_LETTERS, products.items(), strict=False):
        found = entry.get("lot") if isinstance(entry, dict) else None
        due = f"{lot}-{letter}" if len(products) > 1 else None
        if found != due:
            problems.add("lot-differs", f"{called}: {show(found)}", due or "no lot but the plan's")


def _read_label(called: str, product: Mapping[str, Any], made: Made, where: str, problems: Problems) -> Quantity:
    if made.kind == "liquid":
        label = printed(product["strength"], "mg/mL", f"{where}.strength")
        amount = printed(product["amount"], "mL", f"{where}.amount")
        due, is_named = amount_text(made.volume, "mL", 9), _BOTTLE.fullmatch(called) is not None
        is_made = amount == made.volume
    else:
        label = printed(product["strength"], "mg", f"{where}.strength")
        leaving = printed(product["amount"], "capsules", f"{where}.amount")
        is_made, is_named = leaving.magnitude == made.capsules - made.discarded, called == f"capsules {product['strength']}"
        due = f"{made.capsules - made.discarded} capsules"
    if not is_named:
        problems.add("product-misnamed", called, "bottle 1" if made.kind == "liquid" else f"capsules {show(product['strength'])}")
    if not is_made:
        problems.add("amount-not-made", f"{called}: {show(product['amount'])}", f"{due}, as the steps leave")
    if not label.magnitude or abs(made.strength.magnitude / label.magnitude - 1) > _STRENGTH_TOLERANCE:
        unit = "mg/mL" if made.kind == "liquid" else "mg"
        found = f"{called}: the steps make {amount_text(made.strength, unit)}"
        problems.add("strength-off", found, f"within 1 % of {show(product['strength'])}")
    return label


def check_products(
    labels: Mapping[str, Quantity], taken: Sequence[Taken], bench: Bench, asked: Asked, rows: Rows, problems: Problems
) -> None:
    """Refuse products too small or too large for their doses, and strengths that nobody asked for."""
    for called, label in labels.items():
        with problems:
            made = bench.products[called]
            promised = label * (made.volume if made.kind == "liquid" else made.capsules)
            kind = "powder" if asked.source is None else asked.source.kind
            check_powder_for_promise(called, kind, asked.strength_as, made.brought, promised, problems)
            if made.kind == "liquid":
                _check_strength_asked(called, label, asked, rows, problems)
                _check_volume(called, made, label, taken, bench, asked, rows, problems)
            else:
                _check_capsules(called, made, label, taken, bench, asked, rows, problems)


def _check_strength_asked(called: str, label: Quantity, asked: Asked, rows: Rows, problems: Problems) -> None:
    found = f"{called}: {amount_text(label, 'mg/mL')}"
    if asked.concentration is not None:
        if label != asked.concentration:
            problems.add("strength-not-asked", found, amount_text(asked.concentration, "mg/mL"))
        return
    choices = rows.concentrations()
    if choices is not None and label not in [written(choice, "mg/mL", "a strength") for choice in choices]:
        problems.add("strength-not-asked", found, "one of " + ", ".join(choices))


def _check_volume(
    called: str, made: Made, label: Quantity, taken: Sequence[Taken], bench: Bench, asked: Asked, rows: Rows, problems: Problems
) -> None:
    """Enough for the doses, and at most 1.2 times need plus overfill, up to a graduation; tablets: up to one tablet more."""
    need, draws = Fraction(0), 0
    for dose in taken:
        volume = dose.uses.get(called)
        if volume is not None and not isinstance(volume, int):
            need += volume.magnitude * dose.count
            draws += dose.draws * dose.count
    if made.volume.magnitude < need:
        problems.add("product-too-small", f"{amount_text(made.volume, 'mL')} in {called}", f"at least {_millilitres(need)}")
    overfill = _overfill(need, draws, asked, rows)
    said = rows.used.get("preparation.overfill")
    if said is not None and asked.overfill is None and printed(said, "mL", "preparation.overfill").magnitude != overfill:
        problems.add("default-differs", f"preparation.overfill: {show(said)}", _millilitres(overfill))
    most = _MOST_OVER * (need + overfill)
    for tablet in (material.drug_per_unit for material in bench.materials.values() if material.drug_per_unit is not None):
        most += tablet.magnitude / label.magnitude if label.magnitude else 0
    graduation = made.graduation.magnitude
    most = max(ceil(most / graduation) * graduation, made.smallest.magnitude)
    if made.volume.magnitude > most:
        problems.add("product-too-large", f"{amount_text(made.volume, 'mL')} in {called}", f"at most {_millilitres(most)}")


def _overfill(need: Fraction, draws: int, asked: Asked, rows: Rows) -> Fraction:
    """What is made beyond the need, in mL: as asked, else the larger of a share and a least volume, and a little a draw.

    Of a need under 10 mL a smaller volume and a little a draw; rows of before this rule know no such volume.
    """
    if asked.overfill is not None:
        wanted = asked.overfill
        return need * wanted.magnitude / 100 if wanted.dimensionless else wanted.magnitude
    share = written(rows.default("overfill_share"), "%", "overfill_share").magnitude / 100
    least = written(rows.default("overfill_least"), "mL", "overfill_least").magnitude
    more = max(need * share, least)
    if need < _SMALL_NEED and "overfill_small_least" in entries(rows.named("policies").get("defaults"), "policies.defaults"):
        more = written(rows.default("overfill_small_least"), "mL", "overfill_small_least").magnitude
    return more + draws * written(rows.default("overfill_a_draw"), "mL", "overfill_a_draw").magnitude


def _check_capsules(
    called: str, made: Made, label: Quantity, taken: Sequence[Taken], bench: Bench, asked: Asked, rows: Rows, problems: Problems
) -> None:
    """Exactly the capsules that the doses take leave, and the extras are those that were asked for."""
    need = 0
    for dose in taken:
        each = dose.uses.get(called)
        if isinstance(each, int):
            need += each * dose.count
    leaving = made.capsules - made.discarded
    if leaving < need:
        problems.add("product-too-small", f"{leaving} capsules in {called}", f"{need} capsules")
    if leaving > need:
        problems.add("capsules-beyond-doses", f"{leaving} capsules in {called}", f"{need} capsules, as the doses take")
    extras = made.capsules - need
    due, most = _extras(need, asked, rows)
    for tablet in (material.drug_per_unit for material in bench.materials.values() if material.drug_per_unit is not None):
        most += ceil(tablet.magnitude / label.magnitude) if label.magnitude else 0
    if not due <= extras <= most:
        problems.add("extras-differ", f"{extras} extra capsules of {called}", f"{due} extra capsules")


def _extras(need: int, asked: Asked, rows: Rows) -> tuple[int, int]:
    """The least and the most extra capsules: as asked, else by the default, a tenth more where the balance's step calls for it."""
    if asked.extra_capsules is not None:
        return asked.extra_capsules, asked.extra_capsules
    if asked.overage is not None:
        due = ceil(need * asked.overage.magnitude / 100)
        return due, due
    overage = written(rows.default("overage"), "%", "overage")
    least = count(
        entries(rows.named("policies").get("defaults"), "policies.defaults").get("least_extra_capsules"), "least_extra_capsules", 0
    )
    due = max(least, ceil(need * overage.magnitude / 100))
    return due, due + max(least, ceil(Fraction(need, 10)))


def _millilitres(volume: Fraction) -> str:
    return f"{significant(volume, 6)} mL"
