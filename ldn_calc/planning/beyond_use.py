"""Beyond-use dates for nonsterile preparations.

USP <795>, official 1 November 2023, table of default limits: `resources/data/beyond_use.toml` carries each row with its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import BeyondUseRule, DayCount, Vehicle
from ldn_calc.procedure.plan import BeyondUse
from ldn_calc.quantities.dates import day_text

__all__ = ["Expiry", "beyond_use", "last_day", "open_storages"]


@dataclass(frozen=True, slots=True)
class Expiry:
    """The last day a component may be used."""

    component: str
    on: date


@dataclass(frozen=True, slots=True)
class _Limit:
    """A last day, with the sentence where it binds and the one where another does."""

    on: date
    binding: str
    longer: str


def last_day(made_on: date, days: int, counting: DayCount) -> date:
    """The last usable day of so many days.

    >>> last_day(date(2026, 11, 22), 35, DayCount.DAY_ONE), last_day(date(2026, 11, 22), 35, DayCount.DAYS_AFTER)
    (datetime.date(2026, 12, 26), datetime.date(2026, 12, 27))
    """
    return made_on + timedelta(days=days - 1 if counting is DayCount.DAY_ONE else days)


def beyond_use(
    rule: BeyondUseRule,
    vehicle: Vehicle | None,
    made_at: datetime,
    expiries: Sequence[Expiry],
    counting: DayCount,
    formulary: Formulary,
    asked_storage: str | None = None,
) -> BeyondUse:
    """Take the earliest of the default limit, what a study of the vehicle supports where it is kept, and every expiry.

    `asked_storage` is one of `open_storages`; None takes the vehicle's row, of capsules the rule's.
    """
    made_on = made_at.date()
    storage = asked_storage or (vehicle.storage if vehicle else rule.storage)
    days = rule.days
    words = _day_words(rule.days, counting)
    limits = [
        _Limit(
            last_day(made_on, rule.days, counting),
            f"{words}: {rule.words} (USP <795>)",
            f"USP <795> would allow {rule.days} days",
        )
    ]
    studied = vehicle.studied_days.get(storage) if vehicle else None
    if vehicle is not None and studied is not None:
        days = min(days, studied)
        limits.append(
            _Limit(
                last_day(made_on, studied, counting),
                f"{_day_words(studied, counting)}: what the study of this vehicle supports",
                f"the study of this vehicle supports {studied} days",
            )
        )
    limits += [
        _Limit(each.on, f"{each.component} expires {day_text(each.on)}", f"{each.component} lasts longer, to {day_text(each.on)}")
        for each in expiries
    ]
    limits.sort(key=lambda limit: limit.on)
    end = limits[0].on
    counted = (end - made_on).days + (1 if counting is DayCount.DAY_ONE else 0)
    because = tuple(limit.binding if limit.on == end else limit.longer for limit in limits)
    hour = f"{made_at:%H:%M}" if counting is DayCount.DAYS_AFTER and end == last_day(made_on, days, counting) else None
    return BeyondUse(end, counted, storage, formulary.storage_words(storage, "en"), because, hour)


def open_storages(rule: BeyondUseRule, vehicle: Vehicle | None) -> tuple[str, ...]:
    """Where a preparation may be kept: a liquid whose rule allows room temperature there or colder, as far as its study looked."""
    if vehicle is None or rule.storage != "room":
        return (rule.storage,)
    return tuple(each for each in ("refrigerator", "room") if not vehicle.studied_days or each in vehicle.studied_days)


def _day_words(days: int, counting: DayCount) -> str:
    return f"{days} days with the day it is made" if counting is DayCount.DAY_ONE else f"{days} days after the day it is made"
