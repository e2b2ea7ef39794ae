"""How long the bottle lasts, what is left in it and what to do with that, and when to call for the next.

How many days in hand a patient calls is the policy `call_days_before_last_dose`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.runs import TIE, Runs, joined
from ldn_calc.documents.words.sheet_text import SheetText
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Request
from ldn_calc.procedure.plan import CapsuleProduct, Dose, LiquidDose, LiquidProduct, Plan, Supply
from ldn_calc.quantities.values import Share, Volume

__all__ = ["BottleEnd", "bottle_end", "call_by", "full_date"]

_SUNDAY: Final = 6
_A_LITTLE: Final = Share.percent(20)
"""Of what is bottled: what is left up to here is a little."""


@dataclass(frozen=True, slots=True)
class BottleEnd:
    """What the sheet says of the bottle's end, a head over each.

    Attributes:
        left: what is left over and what to do with it; empty where nothing is.
        following: until when the bottle lasts, when to call, and from when the next one is.
        call: the day to call by; None where that is now, or where the prescription has no more.
    """

    left_head: str
    left: Runs
    following_head: str
    following: Runs
    call: date | None = None

    @property
    def words(self) -> tuple[Runs, ...]:
        """Everything it says."""
        return tuple(runs for runs in (self.left, self.following) if runs)


def bottle_end(dispensing: Dispensing, last: date, wording: Wording, text: SheetText) -> BottleEnd:
    """Until when the bottle lasts and what is left; and, where there is more to get, when to call for it.

    Args:
        dispensing: the proved plan with its request.
        last: the day of the last dose of this fill.
        wording: of the language.
        text: of the language.
    """
    plan, request = dispensing.plan, dispensing.request
    bottles = "_bottles" if len(plan.products) > 1 or request.preparation.containers > 1 else ""
    today = max(request.compounded_on, dispensing.printed_at.date())
    first = min(dose.from_date for dose in plan.doses)
    call = call_by(first, last, today, dispensing.formulary.policy_count("defaults", "call_days_before_last_dose"))
    more = _next(plan.supply, request, last, call, bottles, wording, text)
    return BottleEnd(
        text.text("end", "left_head"),
        _left(plan, last, wording, text),
        text.text("end", ("next_head" if more else "lasts_head") + bottles),
        joined([_lasts(plan.supply, last, bottles, wording, text), *more], " "),
        call if more else None,
    )


def call_by(first: date, last: date, today: date, days: int) -> date | None:
    """The day to call by for what follows a last dose; None where that is now.

    So many days before the last dose, because the next bottle has to be made; a Sunday is the Saturday before. A day that is not
    after today is now; so is one before the first dose: a fill that short leaves less than the days in hand.

    Args:
        first: the day of the first dose of this fill.
        last: of its last one.
        today: the day of printing, or the day it is made where that is later.
        days: in hand, the pharmacy's policy.
    """
    day = last - timedelta(days)
    if day.weekday() == _SUNDAY:
        day -= timedelta(1)
    return day if day > today and day >= first else None


def full_date(day: date, wording: Wording, text: SheetText) -> str:
    """`Saturday 26 Dec`, tied: a day of the fill or near its end, whose year stands over the calendar."""
    return f"{text.weekday(day.weekday(), 'long')}{TIE}{wording.day_and_month(day)}"


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


def _left(plan: Plan, last: date, wording: Wording, text: SheetText) -> Runs:
    """What is left after the last dose: nothing is said where no liquid is, and of capsules that there are just enough."""
    capsules = {name: product for name, product in plan.products.items() if isinstance(product, CapsuleProduct)}
    if capsules:
        return _capsules_left(capsules, plan.doses, last, wording, text)
    bottled = sum((each.amount for each in plan.products.values() if isinstance(each, LiquidProduct)), Volume.of(0))
    taken = sum((dose.taken.volume * dose.count for dose in plan.doses if isinstance(dose.taken, LiquidDose)), Volume.of(0))
    if taken >= bottled:
        return ()
    return _tied_left("left" if bottled - taken <= _A_LITTLE.of_(bottled) else "left_much", last, wording, text)


def _tied_left(key: str, last: date, wording: Wording, text: SheetText) -> Runs:
    return text.runs("end", key, last=full_date(last, wording, text))


def _capsules_left(
    products: Mapping[str, CapsuleProduct], doses: Sequence[Dose], last: date, wording: Wording, text: SheetText
) -> Runs:
    if any(_capsules_taken(doses, name) != product.amount for name, product in products.items()):
        return _tied_left("left_much", last, wording, text)
    words = [wording.product_amount(product) for product in products.values()]
    if len(words) > 1:
        strengths = [wording.quantity(product.strength) for product in products.values()]
        words = [
            wording.text("dose", "capsules_of", amount=amount, strength=strength)
            for amount, strength in zip(words, strengths, strict=True)
        ]
    return text.runs("end", "just", amount=wording.both(words), last=full_date(last, wording, text))


def _capsules_taken(doses: Sequence[Dose], product: str) -> int:
    return sum(part.count * dose.count for dose in doses for part in dose.capsules if part.product == product)


def _next(
    supply: Supply, request: Request, last: date, call: date | None, bottles: str, wording: Wording, text: SheetText
) -> list[Runs]:
    """When to call, and from when the next bottle is; nothing where the prescription has no more."""
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
