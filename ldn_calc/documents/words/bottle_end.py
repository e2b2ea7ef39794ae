"""How long the bottle lasts, what is left in it and what to do with that, and when to call for the next.

Whom to call by when: seven days before the last dose, because the next bottle has to be made; a Sunday is the Saturday before;
a day that is not after the day of printing is now.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.runs import TIE, Runs, joined
from ldn_calc.documents.words.sheet_text import SheetText
from ldn_calc.documents.words.wording import Wording, day_of
from ldn_calc.procedure.printed import PrintedPlan
from ldn_calc.quantities.text import read_volume

__all__ = ["bottle_end", "call_by", "full_date"]

_DAYS_TO_MAKE_IT: Final = 7
_SUNDAY: Final = 6
_A_LITTLE: Final = Fraction(1, 5)
"""Of what is bottled: what is left up to here is a little."""


def bottle_end(dispensing: Dispensing, last: date, wording: Wording, text: SheetText) -> tuple[Runs, ...]:
    """Two paragraphs: until when the bottle lasts and what is left; then, where there is more to get, when to call for it.

    Args:
        dispensing: the proved plan with its request.
        last: the day of the last dose of this fill.
        wording: of the language.
        text: of the language.
    """
    ends = [_lasts(dispensing, last, wording, text), _left(dispensing.plan, wording, text)]
    following = _next(dispensing, last, wording, text)
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


def _lasts(dispensing: Dispensing, last: date, wording: Wording, text: SheetText) -> Runs:
    supply = dispensing.plan["supply"]
    covered, prescribed = supply["days_covered"], supply["days_prescribed"]
    key = "whole"
    if supply["next_fill_by"]:
        key = "part"
    elif 1 < supply["from_day"] <= prescribed:
        key = "last_part_one" if covered == 1 else "last_part"
    return text.runs(
        "end",
        key + _bottles(dispensing),
        days=wording.count(covered, "day"),
        all=text.text("end", "all", count=str(prescribed)),
        last=full_date(last, wording, text),
    )


def _left(plan: PrintedPlan, wording: Wording, text: SheetText) -> Runs:
    """What is left after the last dose: nothing is said where no liquid is, and of capsules that there are just enough."""
    if plan["form"] == "capsule":
        counted = [_capsules_taken(plan, name) for name in plan["products"]]
        amounts = [int(product["amount"].partition(" ")[0]) for product in plan["products"].values()]
        if counted != amounts:
            return text.runs("end", "left_much")
        words = [wording.count(amount, "capsule") for amount in amounts]
        if len(words) > 1:
            strengths = [wording.amount(product["strength"]) for product in plan["products"].values()]
            words = [
                wording.text("dose", "capsules_of", amount=amount, strength=strength)
                for amount, strength in zip(words, strengths, strict=True)
            ]
        return text.runs("end", "just", amount=wording.both(words))
    bottled = sum(read_volume(product["amount"]).millilitres for product in plan["products"].values())
    taken = sum(read_volume(dose["volume"]).millilitres * dose["count"] for dose in plan["doses"])
    if taken >= bottled:
        return ()
    return text.runs("end", "left" if bottled - taken <= bottled * _A_LITTLE else "left_much")


def _capsules_taken(plan: PrintedPlan, product: str) -> int:
    return sum(part["count"] * dose["count"] for dose in plan["doses"] for part in dose["capsules"] if part["from"] == product)


def _next(dispensing: Dispensing, last: date, wording: Wording, text: SheetText) -> list[Runs]:
    """When to call, and from when the next bottle is; nothing where the prescription has no more."""
    supply, rx = dispensing.plan["supply"], dispensing.request.rx
    bottles = _bottles(dispensing)
    today = max(dispensing.request.compounded_on, dispensing.printed_at.date())
    call = call_by(last, today)
    values = {"call": full_date(call, wording, text)} if call else {}
    now = "" if call else "_now"
    if supply["next_fill_by"]:
        begins = full_date(day_of(supply["next_fill_by"]), wording, text)
        return [text.runs("end", f"call{now}{bottles}", **values), text.runs("end", f"starts{bottles}", next=begins)]
    if dispensing.request.fill.number > rx.refills:
        return []
    more = text.runs("end", f"more{now}", **values)
    if supply["from_day"] <= supply["days_prescribed"] and _has_steps(dispensing):
        return [more, text.runs("end", "steps")]
    begins = full_date(last + timedelta(1), wording, text)
    return [more, text.runs("end", f"refill{bottles}", next=begins)]


def _has_steps(dispensing: Dispensing) -> bool:
    """Whether the prescription's doses change from phase to phase: begun anew they would start low again."""
    doses = [
        tuple((take.when, take.dose) for _, phase in stretch.phases for take in phase.take)
        for stretch in dispensing.request.rx.stretches
    ]
    return len(set(doses)) > 1


def _bottles(dispensing: Dispensing) -> str:
    several = len(dispensing.plan["products"]) > 1 or dispensing.request.preparation.containers > 1
    return "_bottles" if several else ""
