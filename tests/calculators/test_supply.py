"""Supply and dates: regimens as people write them, fewest capsules, rounding down, beyond-use dates."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.application.calculate.calculating import CalculationError, calculate
from ldn_calc.planning.strengths import fewest_capsules
from ldn_calc.quantities.values import Mass


def result(name, **inputs):
    return calculate(name, inputs).result


def faults(name, **inputs):
    with pytest.raises(CalculationError) as caught:
        calculate(name, inputs)
    return [(fault.key, fault.found) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "regimen",
    [
        "1.5 mg x 1 x 14 d, 3 mg x 1 x 14 d",
        "1.5mg×1×14d,3mg×1×14d",
        "1.5 mg X 1 X 14 days, 3000 mcg * 1 * 2 weeks",
        "1.5 mg x 14 d, 3 mg x 14 d",
        "1.5 mg x 1 x 14; 0.003 g x 1 x 14",
    ],
)
def test_a_regimen_is_read_however_it_is_written(regimen):
    assert result("supply", regimen=regimen) == {"total": "63 mg", "days": 28, "doses": 28}


@pytest.mark.parametrize(
    "regimen", ["1.5 x 1 x 14 d", "1.5 mg x 0 x 14 d", "1.5 mg x 1 x 0 d", "0 mg x 1 x 14 d", "1.5 mg", "1.5 mg x 14"]
)
def test_a_regimen_that_says_no_dose_times_or_days_is_refused(regimen):
    assert [key for key, _ in faults("supply", regimen=regimen)] == ["regimen"]


def test_doses_twice_a_day_count_twice():
    assert result("supply", regimen="1.5 mg x 2 x 30 d", concentration="0.5 mg/mL") == {
        "total": "90 mg",
        "days": 30,
        "doses": 60,
        "volume": "180 mL",
    }


def test_fewest_capsules_are_not_the_largest_first():
    found = result("supply", regimen="3 mg x 1 x 10 d", strengths="2.5 mg, 1.5 mg, 0.5 mg")
    assert found["capsules"] == {"2.5 mg": 0, "1.5 mg": 20, "0.5 mg": 0}  # two of one strength before one of each of two
    assert result("supply", regimen="6 mg x 1 x 1 d", strengths="1 mg, 3 mg, 4 mg")["capsules"] == {"1 mg": 0, "3 mg": 2, "4 mg": 0}


def test_the_published_kit_makes_its_eight_weeks():
    regimen = ", ".join(f"{0.5 * step:g} mg x 1 x 7 d" for step in range(1, 9))
    assert result("supply", regimen=regimen, strengths="0.5 mg, 1.5 mg")["capsules"] == {"0.5 mg": 63, "1.5 mg": 63}


def test_a_dose_that_no_capsules_make_is_refused_with_its_name():
    with pytest.raises(CalculationError) as caught:
        calculate("supply", {"regimen": "1 mg x 1 x 7 d, 1.5 mg x 1 x 7 d", "strengths": "1.5 mg"})
    assert caught.value.faults[0].key == "strengths"
    assert "1 mg exactly" in caught.value.faults[0].expected
    assert faults("supply", regimen="5000 mg x 1 x 1 d", strengths="0.001 mg") == [("strengths", "0.001 mg")]


@given(st.integers(1, 24), st.sets(st.integers(1, 12), min_size=1, max_size=3))
def test_no_other_way_takes_fewer_capsules(dose, strengths):
    found = fewest_capsules(Mass.of(dose), [Mass.of(each) for each in strengths])
    ways = [
        sum(counts)
        for counts in product(range(dose + 1), repeat=len(strengths))
        if sum(count * each for count, each in zip(counts, strengths, strict=True)) == dose
    ]
    if found is None:
        assert not ways
    else:
        assert sum((strength * count for strength, count in found.items()), Mass.of(0)) == Mass.of(dose)
        assert sum(found.values()) == min(ways)


@pytest.mark.parametrize(
    ("amount", "per_day", "days"),
    [("100 mL", "4.5 mL", 22), ("90 mL", "4.5 mL", 20), ("84 capsules", "2", 42), ("30", "1 capsule", 30), ("0.1 g", "4.5 mg", 22)],
)
def test_days_of_supply_are_whole_days(amount, per_day, days):
    assert result("days-supply", amount=amount, per_day=per_day) == {"days": days}


@pytest.mark.parametrize(("amount", "per_day"), [("100 mL", "4.5 mg"), ("84 capsules", "2 tablets"), ("100 mL", "4")])
def test_an_amount_and_its_daily_use_are_of_one_kind(amount, per_day):
    assert faults("days-supply", amount=amount, per_day=per_day) == [("per_day", per_day)]


def test_the_earliest_limit_is_the_beyond_use_date_and_says_so():
    found = result("beyond-use", made_on="2026-11-22", kind="solid", expires="2028-03-31,2027-01-31")
    assert (found["date"], found["days"]) == ("2027-01-31", 71)
    assert found["because"][0] == "component 2 expires 31 Jan 2027"


@pytest.mark.parametrize(
    ("kind", "day_one", "after"),
    [
        ("aqueous-unpreserved", "2026-12-05", "2026-12-06"),
        ("aqueous-preserved", "2026-12-26", "2026-12-27"),
        ("nonaqueous-liquid", "2027-02-19", "2027-02-20"),
        ("solid", "2027-05-20", "2027-05-21"),
    ],
)
def test_both_countings_of_every_kind(kind, day_one, after):
    assert result("beyond-use", made_on="2026-11-22", kind=kind)["date"] == day_one
    assert result("beyond-use", made_on="2026-11-22", kind=kind, counting="day-one")["date"] == day_one
    assert result("beyond-use", made_on="2026-11-22", kind=kind, counting="days-after")["date"] == after


def test_a_component_that_has_expired_is_refused_and_one_that_expires_today_is_used_today():
    assert faults("beyond-use", made_on="2026-11-22", kind="solid", expires="2026-11-21") == [("expires", "2026-11-21")]
    assert result("beyond-use", made_on="2026-11-22", kind="solid", expires="2026-11-22")["date"] == "2026-11-22"
    assert faults("beyond-use", made_on="22/11/2026", kind="solid") == [("made_on", "22/11/2026")]
