"""Beyond-use dates: default limits, studies, expiries and both ways to count."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

import pytest

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.formulary.records import DayCount
from ldn_calc.planning.beyond_use import Expiry, beyond_use, last_day, open_storages

FORMULARY = shipped_formulary()


@pytest.mark.parametrize(
    ("made_on", "days", "counting", "published"),
    [
        (date(2024, 1, 10), 35, DayCount.DAYS_AFTER, date(2024, 2, 14)),  # V63
        (date(2024, 1, 10), 14, DayCount.DAYS_AFTER, date(2024, 1, 24)),
        (date(2024, 1, 10), 35, DayCount.DAY_ONE, date(2024, 2, 13)),
        (date(2024, 1, 10), 14, DayCount.DAY_ONE, date(2024, 1, 23)),
        (date(2024, 2, 15), 14, DayCount.DAYS_AFTER, date(2024, 2, 29)),  # V65
        (date(2025, 2, 15), 14, DayCount.DAYS_AFTER, date(2025, 3, 1)),
        (date(2025, 12, 20), 14, DayCount.DAYS_AFTER, date(2026, 1, 3)),
    ],
)
def test_published_dates(made_on, days, counting, published):
    assert last_day(made_on, days, counting) == published


def liquid(vehicle: str, *expiries: Expiry, counting: DayCount = DayCount.DAY_ONE):
    row = FORMULARY.vehicles[vehicle]
    rule = FORMULARY.beyond_use_rule(row.beyond_use)
    return beyond_use(rule, row, datetime(2026, 11, 22, 9, 30), expiries, counting, FORMULARY)


def test_a_study_of_90_days_does_not_license_more_than_the_default():
    assert liquid("syrspend-sf-ph4").date == date(2026, 12, 26)


def test_without_preservative_it_keeps_14_days_in_the_refrigerator():
    found = liquid("purified-water")
    assert (found.days, found.date, found.storage) == (14, date(2026, 12, 5), "refrigerator")


def test_an_ingredient_that_expires_first_ends_the_use():
    found = liquid("fawcett-preserved", Expiry("lot N-1", date(2026, 12, 1)))
    assert (found.date, found.days) == (date(2026, 12, 1), 10)
    assert found.because[0] == "lot N-1 expires 1 Dec 2026"


def test_counted_after_the_day_made_the_hour_is_printed():
    found = liquid("fawcett-preserved", counting=DayCount.DAYS_AFTER)
    assert (found.date, found.days, found.hour) == (date(2026, 12, 27), 35, "09:30")


@pytest.mark.parametrize(
    ("vehicle", "where"),
    [
        ("fawcett-preserved", ("refrigerator", "room")),
        ("syrspend-sf-ph4", ("refrigerator", "room")),
        ("ora-sweet", ("refrigerator", "room")),  # no study: the rule alone
        ("purified-water", ("refrigerator",)),
        ("simple-syrup", ("refrigerator",)),
    ],
)
def test_a_liquid_may_be_kept_where_rule_and_study_leave_room(vehicle, where):
    row = FORMULARY.vehicles[vehicle]
    assert open_storages(FORMULARY.beyond_use_rule(row.beyond_use), row) == where


def test_what_no_study_looked_at_is_not_open():
    row = dataclasses.replace(FORMULARY.vehicles["fawcett-preserved"], studied_days={"refrigerator": 60})
    assert open_storages(FORMULARY.beyond_use_rule(row.beyond_use), row) == ("refrigerator",)


def test_capsules_are_kept_as_their_rule_says():
    assert open_storages(FORMULARY.beyond_use_rule("solid"), None) == ("room",)


def test_at_room_temperature_the_days_are_those_of_the_study_there():
    row = FORMULARY.vehicles["fawcett-preserved"]
    rule = FORMULARY.beyond_use_rule(row.beyond_use)
    kept = beyond_use(rule, row, datetime(2026, 11, 22, 9, 30), (), DayCount.DAY_ONE, FORMULARY, "room")
    assert (kept.days, kept.date, kept.storage) == (30, date(2026, 12, 21), "room")
