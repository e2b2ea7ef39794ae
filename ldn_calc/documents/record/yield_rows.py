"""Section E of the compounding record: what is made, dispensed and discarded, each planned and as it turned out."""

from __future__ import annotations

from typing import Any

from ldn_calc.documents.drawing.tables import Box
from ldn_calc.documents.words.runs import tied
from ldn_calc.documents.words.split import steps_making
from ldn_calc.documents.words.steps import amount_in_words, content_in_words, the_vessel
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.contents import Contents
from ldn_calc.procedure.plan import CapsuleProduct, Product
from ldn_calc.procedure.steps import Bottle, DiscardCapsules, DiscardVessel, Encapsulate
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.values import Volume
from ldn_calc.resources import read_toml

__all__ = ["yield_rows"]


def yield_rows(contents: Contents, product: str = "") -> list[list[Box]]:
    """A row for each product, or the one that is named, then one for each mixture of which something is left and discarded.

    The rest of a vessel that a bottle was filled from stands in the bottle's own row.
    """
    words: dict[str, Any] = read_toml("text/worksheet.toml")["yield"]
    plan = contents.plan
    named: set[int] = set()
    rows = []
    for name, each in plan.products.items():
        if product not in {"", name}:
            continue
        made, discarded, emptied = _made(contents, name)
        named.add(emptied)
        rows.append(
            [
                Box(words["made"], made),
                Box(words["made_actual"]),
                Box(words["given"], _given(each), 1.1),
                Box(words["given_actual"]),
                Box(words["discarded"].format(amount=discarded), width=1.35),
                Box(words["witness"]),
            ]
        )
    numbers = steps_making(plan, product) if product else frozenset(range(1, len(plan.steps) + 1))
    for number, step in enumerate(plan.steps, 1):
        if isinstance(step, DiscardVessel) and number not in named and number in numbers:
            amount = content_in_words(contents.in_work(number))
            label = words["left_over" if amount else "left_over_unknown"].format(vessel=the_vessel(step.vessel), amount=amount)
            rows.append([Box(label, width=4.1), Box(words["left_actual"], width=1.35), Box(words["witness"])])
    return rows


def _given(product: Product) -> str:
    """What leaves the bench: `89 capsules`, `100 mL`."""
    return _capsules(product.amount) if isinstance(product, CapsuleProduct) else amount_in_words(product.amount)


def _capsules(count: int) -> str:
    return tied(shown(Wording(Language.ENGLISH).count(count, "capsule")))


def _made(contents: Contents, product: str) -> tuple[str, str, int]:
    """What is made of a product, how much of it is discarded, and the number of the step that discards it; 0 for none."""
    steps = list(enumerate(contents.plan.steps, 1))
    number, step = next((number, each) for number, each in steps if isinstance(each, Encapsulate | Bottle) and each.into == product)
    if isinstance(step, Encapsulate):
        extra = sum(each.capsules for _, each in steps if isinstance(each, DiscardCapsules) and each.product == product)
        return _capsules(step.capsules), str(extra), 0
    discards = (at for at, each in steps if at > number and isinstance(each, DiscardVessel) and each.vessel == step.source)
    emptied = next(discards, 0)
    discarded = content_in_words(contents.in_work(emptied)) if emptied else amount_in_words(Volume.of(0))
    return content_in_words(contents.in_work(number)), discarded, emptied
