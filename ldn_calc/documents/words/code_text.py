"""What the codes of a paper say, and the lot that each product bears; no drawing here.

A reader tells three things by it, so that none of the papers passes for another: whose bottle it is (number and that product's own
lot), until when it is used, and whether the paper is final.

>>> _escaped("A|1 %")
'A%7C1 %25'
"""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.procedure.plan import Plan
from ldn_calc.quantities.text import write

__all__ = ["DRAFT", "PRACTICE", "code_text", "code_texts"]

DRAFT: Final = "DRAFT|"
"""Before the code of a paper that is printed while findings are open."""
PRACTICE: Final = "PRACTICE|"
"""Before the code of a paper that is printed before a pharmacy is set up."""


def code_text(dispensing: Dispensing, product: str) -> str:
    """Number, lot and last day of use of one product, nothing of a patient: `240117|240117-1-261122-0930|2026-12-26`.

    Where there are bottles of two strengths, its strength follows: `240117|240117-1-261122-0930-A|2027-05-20|0.5 mg`.

    A field that holds the separator has it written %7C, and % itself %25; what is not final begins with `DRAFT|` or `PRACTICE|`.
    """
    return _code(dispensing, dispensing.plan, product)


def code_texts(dispensing: Dispensing) -> dict[str, str]:
    """The code of every product, by its name."""
    plan = dispensing.plan
    return {product: _code(dispensing, plan, product) for product in plan.products}


def _code(dispensing: Dispensing, plan: Plan, product: str) -> str:
    fields = [dispensing.request.rx.number, plan.lot_of(product), plan.beyond_use.date.isoformat()]
    fields += [write(plan.products[product].strength)] if len(plan.products) > 1 else []
    mark = (PRACTICE if dispensing.pharmacy is None else "") + (DRAFT if dispensing.draft else "")
    return mark + "|".join(map(_escaped, fields))


def _escaped(field: str) -> str:
    return field.replace("%", "%25").replace("|", "%7C")
