"""How long the bottle lasts, what is left in it and what to do with that, and when to call for the next.

Whom to call by when: seven days before the last dose, because the next bottle has to be made; a Sunday is the Saturday before;
a day that is not after the day of printing is now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.runs import TIE, Runs, joined
from ldn_calc.documents.words.sheet_text import SheetText
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Request
from ldn_calc.procedure.plan import CapsuleProduct, Dose, LiquidDose, LiquidProduct, Plan, Supply
from ldn_calc.quantities.values import Share, Volume

__all__ = ["bottle_end", "call_by", "full_date"]

_DAYS_TO_MAKE_IT: Final = 7
_SUNDAY: Final = 6
_A_LITTLE: Final = Share.percent(20)
"""Of what is bottled: what is left up to here is a little."""


def bottle_end(dispensing: Dispensing, last: date, wording: Wording, text: SheetText) -> tuple[Runs, ...]:
    """Two paragraphs: until when the bottle lasts and what is left; then, where there is more to get, when to call for it.

    Args:
        dispensing: the proved plan with its request.
        last: the day of the last dose of this fill.
        wording: of the language.
        text: of the language.
    """
    plan, request = dispensing.plan, dispensing.request
    bottles = "_bottles" if len(plan.products) > 1 or request.preparation.containers > 1 else ""
    today = max(request.compounded_on, dispensing.printed_at.date())
    ends = [_lasts(plan.supply, last, bottles, wording, text), _left(plan, wording, text)]
    following = _next(plan.supply, request, last, today, bottles, wording, text)
    return tuple(joined([runs for runs in some if runs], " ") for some in (ends, following) if any(some))


def call_by(last: date, today: date) -> date | None:
    """The day to call by for what follows a last dose on `last`; None where that is now."""
    day = last - timedelta(_DAYS_TO_MAKE_IT)
    if day.weekday() == _SUNDAY:
        day -= timedelta(1)
    return day if day > today else None


def full_date(day: date, wording: Wording, text: SheetText) -> str:
    """`Saturday 26 Dec 2026`, tied."""
    return f"{text.weekday(day.weekday(), 'long')}{TIE}{wording.day(day)}"


def _lasts(supply: Supply, last: date, bottles: str, wording: Wording, text: SheetText) -> Runs:
    covered, prescribed = supply.days_covered, supply.days_prescribed
    key = "whole"
    if supply.next_fill_by:
        key = "part"
    elif 1 < supply.from_day <= prescribed:
        key = "last_part_one" if covered == 1 else "last_part"
    return text.runs(
        "end",
        key + bottles,
        days=wording.count(covered, "day"),
        all=text.text("end", "all", count=str(prescribed)),
        last=full_date(last, wording, text),
    )


def _left(plan: Plan, wording: Wording, text: SheetText) -> Runs:
    """What is left after the last dose: nothing is said where no liquid is, and of capsules that there are just enough."""
    capsules = {name: product for name, product in plan.products.items() if isinstance(product, CapsuleProduct)}
    if capsules:
        return _capsules_left(capsules, plan.doses, wording, text)
    bottled = sum((each.amount for each in plan.products.values() if isinstance(each, LiquidProduct)), Volume.of(0))
    taken = sum((dose.taken.volume * dose.count for dose in plan.doses if isinstance(dose.taken, LiquidDose)), Volume.of(0))
    if taken >= bottled:
        return ()
    return text.runs("end", "left" if bottled - taken <= _A_LITTLE.of_(bottled) else "left_much")


def _capsules_left(products: Mapping[str, CapsuleProduct], doses: Sequence[Dose], wording: Wording, text: SheetText) -> Runs:
    if any(_capsules_taken(doses, name) != product.amount for name, product in products.items()):
        return text.runs("end", "left_much")
    words = [wording.product_amount(product) for product in products.values()]
    if len(words) > 1:
        strengths = [wording.quantity(product.strength) for product in products.values()]
        words = [
            wording.text("dose", "capsules_of", amount=amount, strength=strength)
            for amount, strength in zip(words, strengths, strict=True)
        ]
    return text.runs("end", "just", amount=wording.both(words))


def _capsules_taken(doses: Sequence[Dose], product: str) -> int:
    return sum(part.count * dose.count for dose in doses for part in dose.capsules if part.product == product)


def _next(supply: Supply, request: Request, last: date, today: date, bottles: str, wording: Wording, text: SheetText) -> list[Runs]:
    """When to call, and from when the next bottle is; nothing where the prescription has no more."""
    call = call_by(last, today)
    values = {"call": full_date(call, wording, text)} if call else {}
    now = "" if call else "_now"
    if supply.next_fill_by:
        begins = full_date(supply.next_fill_by, wording, text)
        return [text.runs("end", f"call{now}{bottles}", **values), text.runs("end", f"starts{bottles}", next=begins)]
    if request.fill.number > request.rx.refills:
        return []
    more = text.runs("end", f"more{now}", **values)
    if supply.from_day <= supply.days_prescribed and _has_steps(request):
        return [more, text.runs("end", "steps")]
    begins = full_date(last + timedelta(1), wording, text)
    return [more, text.runs("end", f"refill{bottles}", next=begins)]


def _has_steps(request: Request) -> bool:
    """Whether the prescription's doses change from phase to phase: begun anew they would start low again."""
    stretches = request.rx.stretches
    return len({tuple((take.when, take.dose) for _, phase in each.phases for take in phase.take) for each in stretches}) > 1
