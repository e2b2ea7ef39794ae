"""Section E of the compounding record: what is made, dispensed and discarded, each planned and as it turned out."""

from __future__ import annotations

from typing import Any

from ldn_calc.documents.drawing.tables import Box
from ldn_calc.documents.record.bench_amounts import BenchAmounts, bench_amounts
from ldn_calc.documents.words.runs import tied
from ldn_calc.documents.words.split import steps_of
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.printed import PrintedPlan, PrintedStep
from ldn_calc.quantities.shown import shown
from ldn_calc.resources import read_toml

__all__ = ["yield_rows"]


def yield_rows(plan: PrintedPlan, product: str = "") -> list[list[Box]]:
    """A row for each product, or the one that is named, then one for each mixture of which something is left and discarded.

    The rest of a vessel that a bottle was filled from stands in the bottle's own row.
    """
    words: dict[str, Any] = read_toml("text/worksheet.toml")["yield"]
    amounts = bench_amounts(plan)
    named: set[int] = set()
    rows = []
    for name, each in plan["products"].items():
        if product not in {"", name}:
            continue
        made, discarded, step = _made(plan, amounts, name)
        named.add(step)
        rows.append(
            [
                Box(words["made"], made),
                Box(words["made_actual"]),
                Box(words["given"], tied(shown(Wording(Language.ENGLISH).amount(each["amount"]))), 1.1),
                Box(words["given_actual"]),
                Box(words["discarded"].format(amount=discarded), width=1.35),
                Box(words["witness"]),
            ]
        )
    numbers = steps_of(plan, product) if product else amounts.discarded
    for number, (vessel, amount) in amounts.discarded.items():
        if number not in named and number in numbers:
            label = words["left_over" if amount else "left_over_unknown"].format(vessel=vessel, amount=tied(amount))
            rows.append([Box(label, width=4.1), Box(words["left_actual"], width=1.35), Box(words["witness"])])
    return rows


def _made(plan: PrintedPlan, amounts: BenchAmounts, product: str) -> tuple[str, str, int]:
    """What is made of a product, how much of it is discarded, and the number of the step that discards it; 0 for none."""
    steps = list(enumerate(plan["steps"], 1))
    number, step = next((number, each) for number, each in steps if each.get("into") == product)
    if step["op"] == "encapsulate":
        extras = [(at, each["capsules"]) for at, each in steps if each["op"] == "discard" and each.get("product") == product]
        made = tied(shown(Wording(Language.ENGLISH).count(step["capsules"], "capsule")))
        return made, str(sum(count for _, count in extras)), 0
    made = tied(amounts.holds[number])
    emptied = _emptied(steps, number, step["from"])
    return made, tied(amounts.discarded[emptied][1] if emptied else "0 mL"), emptied


def _emptied(steps: list[tuple[int, PrintedStep]], after: int, vessel: str) -> int:
    """The step that discards what is left in a vessel; 0 where nothing is."""
    return next(
        (number for number, each in steps if number > after and each["op"] == "discard" and each.get("vessel") == vessel), 0
    )
