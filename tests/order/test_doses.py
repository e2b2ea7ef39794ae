import pytest
from order_support import codes, findings, regimen

from ldn_calc.findings import Severity


def rx(*phases, **more):
    return {"rx__regimen": regimen(*phases)} | more


@pytest.mark.parametrize(
    ("dose", "code"),
    [
        ("0.5 mg", None),
        ("500 mcg", None),
        ("0.49 mg", "dose-below-range"),
        ("0.05 mg", "dose-below-range"),
        ("5 mg", None),
        ("0.005 g", None),
        ("5.01 mg", "dose-above-range"),
        ("45 mg", "dose-above-range"),
        ("4.5 g", "dose-above-range"),
    ],
)
def test_a_single_dose_is_half_a_milligram_to_five(dose, code):
    found = findings(**rx((30, {"bedtime": dose})))
    assert [each.code for each in found] == ([code] if code else [])
    assert all((each.severity, each.field) == (Severity.STOP, "rx.regimen[0].take[0].dose") for each in found)


@pytest.mark.parametrize(
    ("dose", "stops"), [("4.5 mg", False), ("4.51 mg", False), ("4.6 mg", True), ("0.45 mg", True), ("0.46 mg", False)]
)
def test_the_range_is_that_of_the_hydrochloride_also_for_base(dose, stops):
    found = [each for each in findings(**rx((30, {"bedtime": dose}), rx__strength_as="base")) if each.severity is Severity.STOP]
    assert bool(found) is stops


def test_a_base_dose_shows_the_hydrochloride_it_was_checked_as():
    [stop, review] = findings(**rx((30, {"bedtime": "4.6 mg"}), rx__strength_as="base"))
    assert stop.facts["dose"] == "4.6 mg base (5.09122 mg hydrochloride)"
    assert (review.code, review.facts) == ("prescribed-as-base", {"doses": "4.6 mg", "hydrochloride": "5.09122 mg"})


def test_a_day_holds_at_most_five_milligrams():
    assert codes(**rx((30, {"morning": "2.5 mg", "bedtime": "2.5 mg"}))) == []
    [found] = findings(**rx((30, {"morning": "2.5 mg", "bedtime": "2.6 mg"})))
    assert (found.code, found.field, found.facts["total"]) == ("daily-dose-above-range", "rx.regimen[0].take", "5.1 mg")


def test_the_days_total_is_judged_only_where_each_dose_is_in_range():
    assert codes(**rx((30, {"morning": "6 mg", "bedtime": "1 mg"}))) == ["dose-above-range"]


@pytest.mark.parametrize(
    ("before", "after", "jumps"),
    [
        ({"bedtime": "1.5 mg"}, {"bedtime": "3 mg"}, False),
        ({"bedtime": "1.5 mg"}, {"bedtime": "3.1 mg"}, True),
        ({"bedtime": "1.5 mg"}, {"bedtime": "4.5 mg"}, True),
        ({"bedtime": "0.5 mg"}, {"bedtime": "1 mg"}, False),
        ({"bedtime": "0.5 mg"}, {"bedtime": "1.5 mg"}, True),
        ({"bedtime": "4.5 mg"}, {"bedtime": "1.5 mg"}, False),
        ({"bedtime": "4.5 mg"}, {"morning": "4.5 mg"}, False),
        ({"bedtime": "1.5 mg"}, {"morning": "1.5 mg", "bedtime": "1.5 mg"}, False),
        ({"bedtime": "1.5 mg"}, {"morning": "2 mg", "bedtime": "1.5 mg"}, True),
        ({"morning": "0.5 mg", "bedtime": "2 mg"}, {"morning": "1.5 mg", "bedtime": "2 mg"}, True),
        ({"morning": "0.5 mg", "bedtime": "2 mg"}, {"morning": "1 mg", "bedtime": "2 mg"}, False),
        ({"morning": "2 mg", "bedtime": "0.5 mg"}, {"morning": "2 mg", "bedtime": "1.5 mg"}, True),
        ({"morning": "2 mg", "bedtime": "0.5 mg"}, {"morning": "2 mg", "bedtime": "1 mg"}, False),
        ({"morning": "2 mg", "bedtime": "0.6 mg"}, {"morning": "2 mg", "bedtime": "1.2 mg"}, False),
    ],
)
def test_more_than_double_the_phase_before_is_a_jump(before, after, jumps):
    found = [each for each in findings(**rx((14, before), (14, after))) if each.code == "dose-jump"]
    assert len(found) == jumps
    assert all(each.severity is Severity.REVIEW for each in found)


def test_a_jump_names_its_phase_and_both_doses():
    [found] = findings(**rx((14, {"bedtime": "1.5 mg"}), (14, {"bedtime": "3 mg"}), (14, {"morning": "1 mg", "bedtime": "7 mg"})))[
        1:
    ]
    assert found.facts == {"phase": "3", "before": "3 mg", "after": "8 mg", "when": "day"}


def test_a_needless_zero_is_noted_with_what_was_read():
    [dose, concentration] = findings(
        **rx((30, {"bedtime": "5.0 mg"})), preparation__concentration="1.0 mg/mL", preparation__source__assay="99.0 %"
    )
    assert (dose.code, dose.severity, dose.facts) == ("trailing-zero", Severity.NOTE, {"found": "5.0 mg", "read_as": "5 mg"})
    assert (concentration.field, concentration.facts["read_as"]) == ("preparation.concentration", "1 mg/mL")


RISING = [(14, {"bedtime": "1.5 mg"}), (14, {"bedtime": "3 mg"})]
CONSTANT = [(14, {"bedtime": "3 mg"}), (14, {"bedtime": "3 mg"})]
FALLING = [(14, {"bedtime": "3 mg"}), (14, {"bedtime": "1.5 mg"})]


@pytest.mark.parametrize(
    ("phases", "refills", "fill", "expected"),
    [
        (RISING, 2, {}, ["refill-of-titration"]),
        (RISING, 0, {}, []),
        (CONSTANT, 2, {}, []),
        (FALLING, 2, {}, []),
        (RISING, 2, {"number": 2}, ["titration-restarted"]),
        (RISING, 2, {"number": 2, "from_day": 2}, ["titration-restarted"]),
        (RISING, 2, {"number": 2, "from_day": 7}, ["titration-restarted"]),
        (RISING, 2, {"number": 2, "from_day": 8}, []),
        ([(5, {"bedtime": "1 mg"}), (14, {"bedtime": "2 mg"})], 2, {"number": 2, "from_day": 6}, []),
        (RISING, 2, {"number": 2, "from_day": 15}, []),
        (RISING, 2, {"number": 2, "from_day": 29, "days": 30}, []),
        (CONSTANT, 2, {"number": 2}, []),
        (CONSTANT, 2, {"number": 3}, []),
        (CONSTANT, 2, {"number": 4}, ["refills-used-up"]),
        (CONSTANT, 0, {"number": 2, "from_day": 29, "days": 30}, ["refills-used-up"]),
        (CONSTANT, 0, {"number": 2, "from_day": 15}, []),
        (RISING, 0, {"number": 2}, ["titration-restarted", "refills-used-up"]),
    ],
)
def test_a_titration_is_not_refilled_from_its_start_and_refills_run_out(phases, refills, fill, expected):
    assert codes(**rx(*phases), rx__refills=refills, rx__first_dose_on="2026-11-22", fill=fill) == expected


@pytest.mark.parametrize(("written_on", "old"), [("2025-11-22", False), ("2025-11-21", True)])
def test_a_prescription_over_a_year_old_is_reviewed(written_on, old):
    assert codes(rx__written_on=written_on) == (["prescription-old"] if old else [])


@pytest.mark.parametrize(("birth_date", "young"), [("2008-11-22", False), ("2008-11-23", True), ("2026-11-22", True)])
def test_under_eighteen_on_the_day_it_is_made_is_reviewed(birth_date, young):
    assert codes(rx__patient__birth_date=birth_date) == (["age-under-18"] if young else [])


def test_a_condition_off_the_list_is_noted_and_none_is_nothing():
    assert codes(rx__indication="fibromyalgia") == []
    assert codes(rx__indication="long covid") == ["indication-not-listed"]
