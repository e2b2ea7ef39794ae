"""Every second to seventh day, days of the week, and doses that alternate: planned, proved and dated day by day."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from order_support import ABSENT, changed

from ldn_calc.application.plan.next_fill import next_fill
from ldn_calc.application.plan.planning import Planned, plan_request, write_result
from ldn_calc.application.plan.proving import prove
from ldn_calc.formulary.formulary import shipped_formulary

CLOCK = datetime(2026, 11, 22, 9, 30)  # a Sunday
SUNDAY = date(2026, 11, 22)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def night(dose: str) -> list[dict]:
    return [{"dose": dose, "when": "bedtime"}]


def planned(*regimen: dict, **changes: object) -> Planned:
    paths = {"rx.form": "capsule", "preparation.concentration": ABSENT, "rx.regimen": list(regimen)}
    return plan_request(
        json.dumps(changed(paths | {path.replace("__", "."): value for path, value in changes.items()})), CLOCK, shipped_formulary()
    )


def doses(found: Planned) -> list[tuple]:
    return [
        (dose["phase"], dose["count"], dose["from_date"], dose["to_date"], dose.get("every", dose.get("weekdays")))
        for dose in found.plan["doses"]
    ]


def capsules(found: Planned) -> list[str]:
    return [product["amount"] for product in found.plan["products"].values()]


def errors(found: Planned) -> list[str]:
    return [each["path"] for each in found.result["errors"]]


def test_every_other_night_of_28_days_takes_14_capsules():
    found = planned({"days": 28, "every": 2, "take": night("3 mg")})
    assert found.result["status"] == "ready"
    assert doses(found) == [(1, 14, "2026-11-22", "2026-12-18", 2)]
    assert capsules(found) == ["14 capsules"]
    assert found.plan["supply"]["days_covered"] == 28


@pytest.mark.parametrize(("every", "taken"), [(2, 15), (3, 10), (4, 8), (5, 6), (6, 5), (7, 5)])
def test_every_so_many_days_counts_the_first_day(every, taken):
    assert doses(planned({"days": 30, "every": every, "take": night("3 mg")}))[0][1] == taken


def test_named_weekdays_follow_the_calendar():
    found = planned({"days": 28, "weekdays": ["fri", "mon", "wed"], "take": night("3 mg")})
    assert doses(found) == [(1, 12, "2026-11-23", "2026-12-18", ["mon", "wed", "fri"])]


def test_alternating_doses_share_their_days():
    first = {"days": 28, "every": 2, "take": night("1.5 mg")}
    found = planned(first, first | {"alternates": True, "take": night("3 mg")})
    assert doses(found) == [(1, 14, "2026-11-22", "2026-12-18", 2), (2, 14, "2026-11-23", "2026-12-19", 2)]
    assert found.plan["supply"]["days_prescribed"] == found.plan["supply"]["days_covered"] == 28
    assert found.plan["supply"]["phases_covered"] == [{"phase": 1, "days": 28, "of": 28}, {"phase": 2, "days": 28, "of": 28}]
    assert found.result["proof"]["agrees"]


def test_days_of_the_week_alternate_with_the_others():
    found = planned(
        {"days": 14, "weekdays": ["sat", "sun"], "take": night("1.5 mg")},
        {"days": 14, "weekdays": ["mon", "tue", "wed", "thu", "fri"], "alternates": True, "take": night("3 mg")},
    )
    assert [(dose[0], dose[1]) for dose in doses(found)] == [(1, 4), (2, 10)]


def test_a_phase_after_an_alternating_pair_begins_when_their_days_are_over():
    found = planned(
        {"days": 14, "every": 2, "take": night("1.5 mg")},
        {"days": 14, "every": 2, "alternates": True, "take": night("3 mg")},
        {"days": 7, "take": night("4.5 mg")},
    )
    assert doses(found)[-1][:4] == (3, 7, "2026-12-06", "2026-12-12")
    assert found.plan["supply"]["days_prescribed"] == 21


def test_a_later_part_keeps_the_rhythm():
    """Day 36 of the regimen is a day without a dose where day 1, 3, 5 … 35 have one."""
    regimen = [{"days": 84, "every": 2, "take": night("3 mg")}]
    first = plan_request(json.dumps(changed({"rx.regimen": regimen})), CLOCK, shipped_formulary())
    assert doses(first)[0][:4] == (1, 18, "2026-11-22", "2026-12-26")
    following = next_fill(first)
    request = changed({"rx.regimen": regimen, "fill": following["fill"], "rx.first_dose_on": following["first_dose_on"]})
    second = plan_request(json.dumps(request), datetime(2026, 12, 27, 9, 30), shipped_formulary())
    assert second.plan["doses"][0]["from_date"] == "2026-12-28"
    assert second.result["proof"]["agrees"]


def test_past_the_end_the_last_days_go_on_in_their_rhythm():
    pair = [{"days": 7, "every": 2, "take": night("1.5 mg")}, {"days": 7, "every": 2, "alternates": True, "take": night("3 mg")}]
    found = planned(*pair, fill={"number": 2, "from_day": 8, "days": 4}, rx__refills=3, rx__first_dose_on="2026-11-22")
    assert doses(found) == [(1, 2, "2026-11-23", "2026-11-25", 2), (2, 2, "2026-11-22", "2026-11-24", 2)]
    assert found.result["proof"]["agrees"]


def test_doses_in_turn_are_no_titration():
    pair = {"days": 28, "every": 2, "take": night("1.5 mg")}
    found = planned(pair, pair | {"alternates": True, "take": night("3 mg")}, rx__refills=2)
    assert "refill-of-titration" not in [each["code"] for each in found.result["findings"]]


def test_days_without_a_dose_are_no_fill():
    found = planned({"days": 3, "weekdays": ["fri"], "take": night("3 mg")})
    assert found.result["status"] == "refused"
    assert "no-dose-in-fill" in [each["code"] for each in found.result["findings"]]


@pytest.mark.parametrize(
    ("phase", "path"),
    [
        ({"every": 1}, "rx.regimen[0].every"),
        ({"every": 8}, "rx.regimen[0].every"),
        ({"every": "2"}, "rx.regimen[0].every"),
        ({"weekdays": []}, "rx.regimen[0].weekdays"),
        ({"weekdays": list(WEEK)}, "rx.regimen[0].weekdays"),
        ({"weekdays": ["mon", "mon"]}, "rx.regimen[0].weekdays[1]"),
        ({"weekdays": ["lun"]}, "rx.regimen[0].weekdays[0]"),
        ({"weekdays": "mon"}, "rx.regimen[0].weekdays"),
        ({"every": 2, "weekdays": ["mon"]}, "rx.regimen[0].weekdays"),
        ({"alternates": True}, "rx.regimen[0].alternates"),
        ({"alternates": 1}, "rx.regimen[0].alternates"),
    ],
)
def test_what_is_no_rhythm_is_an_error_at_its_place(phase, path):
    assert path in errors(planned({"days": 28, "take": night("3 mg")} | phase))


@pytest.mark.parametrize(
    ("second", "path"),
    [
        ({"days": 14, "every": 2}, "rx.regimen[1].days"),
        ({"days": 28}, "rx.regimen[1].alternates"),
        ({"days": 28, "every": 3}, "rx.regimen[1].alternates"),
        ({"days": 28, "weekdays": ["mon"]}, "rx.regimen[1].alternates"),
    ],
)
def test_what_does_not_share_its_days_does_not_alternate(second, path):
    first = {"days": 28, "every": 2, "take": night("1.5 mg")}
    assert path in errors(planned(first, {"alternates": True, "take": night("3 mg")} | second))


def test_a_day_is_one_phase_s_alone():
    monday = {"days": 28, "weekdays": ["mon", "tue"], "take": night("1.5 mg")}
    assert errors(planned(monday, monday | {"alternates": True, "weekdays": ["tue", "wed"]})) == ["rx.regimen[1].weekdays"]
    pair = {"days": 28, "every": 2, "take": night("1.5 mg")}
    assert errors(planned(pair, pair | {"alternates": True}, pair | {"alternates": True})) == ["rx.regimen[2].alternates"]


def test_three_times_a_day_stays_refused_in_words():
    takes = [{"dose": "1.5 mg", "when": when} for when in ("morning", "evening", "bedtime")]
    found = planned({"days": 28, "take": takes})
    assert errors(found) == ["rx.regimen[0].take"]
    assert "one or two doses a day" in found.result["errors"][0]["expected"]


def test_the_quantity_ordered_is_held_against_the_days_on_which_it_is_taken():
    def codes(ordered: str) -> list[str]:
        found = planned({"days": 28, "every": 2, "take": night("3 mg")}, rx__quantity=ordered)
        return [each["code"] for each in found.result["findings"]]

    assert "quantity-differs" not in codes("14 capsules")
    assert "quantity-differs" not in codes("28 days")
    assert "quantity-differs" in codes("28 capsules")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda dose: dose.pop("every"), "dose-days-differ"),
        (lambda dose: dose.update(every=3), "dose-days-differ"),
        (lambda dose: dose.update(count=28), "dose-count-differs"),
        (lambda dose: dose.update(to_date="2026-12-19"), "dose-dates-differ"),
        (lambda dose: dose.update(weekdays=["mon"]), "dose-days-differ"),
    ],
)
def test_the_proof_refuses_another_rhythm(change, code):
    found = planned({"days": 28, "every": 2, "take": night("3 mg")})
    result = json.loads(write_result(found.result))
    change(result["plan"]["doses"][0])
    assert code in {each.code for each in prove(found.text, json.dumps(result), shipped_formulary()).problems}


@pytest.mark.parametrize("begins", range(7))
@pytest.mark.parametrize("rhythm", [{"every": 2}, {"every": 5}, {"weekdays": ["mon", "tue", "sat"]}, {"weekdays": ["sun"]}])
def test_parts_of_any_length_take_every_dose_of_the_regimen_once(begins, rhythm):
    """Walked by hand: the days on which a dose is due, whatever parts they are made in."""
    first = SUNDAY + timedelta(begins)
    days = [first + timedelta(number) for number in range(40)]
    due = [
        day
        for number, day in enumerate(days)
        if (number % rhythm["every"] == 0 if "every" in rhythm else WEEK[day.weekday()] in rhythm["weekdays"])
    ]
    taken: list[date] = []
    fill, on = {"number": 1, "from_day": 1, "days": 9}, first
    while fill:
        regimen = {"days": 40, "take": night("3 mg")} | rhythm
        found = planned(regimen, fill=fill, rx__first_dose_on=on.isoformat(), rx__refills=9)
        assert found.result["status"] != "refused", found.result["findings"]
        for dose in found.plan["doses"]:
            begin, end = (date.fromisoformat(dose[key]) for key in ("from_date", "to_date"))
            taken += [day for day in due if begin <= day <= end]
            assert dose["count"] == sum(begin <= day <= end for day in due)
        following = next_fill(found)
        fill = following and following["fill"]
        on = following and date.fromisoformat(following["first_dose_on"])
    assert taken == due
