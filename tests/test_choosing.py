from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_support import clock_of

from ldn_calc.application.plan.alternatives import choose, this_plan
from ldn_calc.application.plan.planning import plan_request, with_alternatives
from ldn_calc.choosing import MOST_SHOWN, Candidate, Measure, measure, rank, rank_forms, why_not_first, wins
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.quantities.shown import error_shown
from ldn_calc.quantities.values import Mass

SAMPLES = Path(__file__).parent / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
PLANNED = (1, 2, 3, 5, 6, 7, 12, 13, 14, 15, 16, 18, 23)


def path_of(number: int) -> Path:
    return next(SAMPLES.glob(f"{number:02}-*.json"))


def request_of(number: int):
    return json.loads(path_of(number).read_text("utf-8"))


@cache
def planned_of(number: int):
    return plan_request(json.dumps(request_of(number)), clock_of(path_of(number)), shipped_formulary(), alternatives=True)


def answer(number: int):
    return planned_of(number).result


def measured(number: int) -> Measure:
    return measure(planned_of(number).proved, answer(number))


def percent(text: str) -> Fraction:
    return Fraction(text.removesuffix(" %"))


MEASURE = Measure(0, Fraction(5, 100), (0, 1, 0), 1, Mass.of(0), 30, Mass.of(100))
OTHER = Candidate("concentration", {"concentration": "2 mg/mL"}, {"preparation.concentration": "2 mg/mL"}, "concentration")


# The rules, one by one: the first that differs decides


@pytest.mark.parametrize(
    ("worse", "key"),
    [
        (replace(MEASURE, reviews=1, dose=Fraction(1, 100), weighings=0), "reviews"),
        (replace(MEASURE, dose=Fraction(6, 100), draws=(0, 0, 0)), "dose"),
        (replace(MEASURE, draws=(1, 1, 0), weighings=0), "draws"),
        (replace(MEASURE, weighings=2, wasted=Mass.of(0), days=60), "weighings"),
        (replace(MEASURE, wasted=Mass.of(30), days=60), "wasted"),
        (replace(MEASURE, days=29), "days"),
    ],
)
def test_each_rule_decides_before_the_next(worse, key):
    assert rank(worse) > rank(MEASURE)
    assert why_not_first(OTHER, worse, MEASURE, None, "1 mg/mL").key == key


def test_less_than_a_whole_percent_of_error_does_not_outweigh_a_second_draw():
    closer = replace(MEASURE, dose=Fraction(51, 1000), draws=(1, 1, 0))
    assert rank(closer) > rank(replace(MEASURE, dose=Fraction(59, 1000)))


def test_what_was_asked_for_is_the_reason_whatever_the_figures_are():
    reason = why_not_first(OTHER, replace(MEASURE, dose=Fraction(1, 100)), MEASURE, "1 mg/mL", "1 mg/mL")
    assert (reason.key, reason.advantage) == ("asked", ("dose", {"other": "1 %", "first": "5 %"}))


measures = st.builds(
    Measure,
    st.integers(0, 2),
    st.integers(1, 300).map(lambda tenths: Fraction(tenths, 1000)),
    st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(0, 3)),
    st.integers(0, 5),
    st.integers(0, 50).map(Mass.of),
    st.integers(1, 180),
    st.just(Mass.of(100)),
)


@given(measures, measures)
def test_a_closer_dose_that_is_not_first_is_always_said(other, first):
    advantage = why_not_first(OTHER, other, first, None, "1 mg/mL").advantage
    assert (advantage is not None and advantage[0] == "dose") is (other.dose < first.dose and other.dose_said != first.dose_said)


# Shown only where it wins; the forms are compared by what a person gets


@pytest.mark.parametrize(
    ("better", "key"),
    [
        (replace(MEASURE, dose=Fraction(49, 1000)), "dose"),
        (replace(MEASURE, wasted=Mass.of(5)), "wasted"),
        (replace(MEASURE, weighings=0), "weighings"),
        (replace(MEASURE, draws=(0, 0, 0)), "draws"),
        (replace(MEASURE, fills=1), "fills"),
    ],
)
def test_another_way_is_shown_where_it_wins_and_says_on_what(better, key):
    plan = replace(MEASURE, wasted=Mass.of(10), fills=2)
    other = better if key == "fills" else replace(better, fills=2)
    other = other if key == "wasted" else replace(other, wasted=Mass.of(10))
    assert wins(OTHER, other, plan)
    reason = why_not_first(OTHER, replace(other, reviews=1), plan, None, "1 mg/mL")
    assert (reason.key, reason.advantage[0]) == ("reviews", key)


@pytest.mark.parametrize(
    "other",
    [
        MEASURE,
        replace(MEASURE, dose=Fraction(4995, 100000)),  # closer by less than a tenth of a percent
        replace(MEASURE, wasted=Mass.of(6)),  # of 100 mg, 4 mg less is thrown away
        replace(MEASURE, days=60),
        replace(MEASURE, dose=Fraction(6, 100), weighings=2, draws=(1, 1, 0)),
    ],
)
def test_another_way_that_wins_on_nothing_is_not_shown(other):
    assert not wins(OTHER, other, replace(MEASURE, wasted=Mass.of(10)) if other.wasted == Mass.of(6) else MEASURE)


def test_the_other_form_is_always_shown():
    worse = replace(MEASURE, reviews=3, dose=Fraction(1, 5))
    assert wins(Candidate("form-liquid", {}, {"rx.form": "liquid"}, "form"), worse, MEASURE)


FORM = Candidate("form-liquid", {}, {"rx.form": "liquid"}, "form")
CAPSULES = replace(MEASURE, dose=Fraction(103, 1000), typical=Fraction(302, 10000), draws=(0, 1, 1))
LIQUID = replace(MEASURE, dose=Fraction(68, 1000), typical=Fraction(297, 10000), draws=(0, 1, 0))


@pytest.mark.parametrize(
    ("liquid", "key"),
    [
        (replace(LIQUID, reviews=1), "reviews"),
        (replace(LIQUID, fills=2, days=60), "fills"),
        (replace(LIQUID, days=29), "days"),
        (replace(LIQUID, typical=Fraction(4, 100)), "typical"),
        (replace(LIQUID, draws=(1, 1, 0)), "draws"),
        (LIQUID, "form"),
    ],
)
def test_forms_are_compared_by_fills_and_days_then_by_the_typical_error(liquid, key):
    assert rank_forms(liquid) >= rank_forms(CAPSULES)
    assert why_not_first(FORM, liquid, CAPSULES, None, "4.5 mg").key == key


def test_a_limit_of_acceptance_is_not_held_against_a_tolerance():
    reason = why_not_first(FORM, replace(LIQUID, fills=2, typical=Fraction(297, 10000)), CAPSULES, None, "4.5 mg")
    assert reason.advantage == ("typical", {"other": "3 %", "first": "3.1 %"})


# Samples


@pytest.mark.parametrize("number", PLANNED)
def test_no_more_than_six_are_shown_and_none_is_the_plan_itself(number):
    shown = answer(number)["alternatives"]
    assert len(shown) <= MOST_SHOWN
    assert len({row["title"] for row in shown}) == len(shown)
    assert all(row["changes"] and row["why_not"].endswith(".") for row in shown)


@pytest.mark.parametrize("number", PLANNED)
def test_an_alternative_with_a_closer_dose_says_so_with_both_figures(number):
    mine = measured(number)
    for row in answer(number)["alternatives"]:
        other = error_shown(row["worst_case"])
        if row["title"] != "A liquid" and percent(row["worst_case"]) < percent(mine.dose_words) and other != mine.dose_said:
            assert mine.dose_said in row["why_not"], row
            assert other in row["why_not"], row


def test_figures_that_are_alike_to_two_digits_are_no_advantage():
    better, mine = (replace(measured(1), dose=Fraction(permille, 10_000)) for permille in (713, 718))
    candidate = Candidate("concentration", {}, {}, "concentration")
    assert why_not_first(candidate, better, mine, "1 mg/mL", "1 mg/mL").advantage is None
    closer = replace(better, dose=Fraction(7, 100))
    assert why_not_first(candidate, closer, mine, "1 mg/mL", "1 mg/mL").advantage == ("dose", {"other": "7 %", "first": "7.2 %"})


def test_a_tablets_spread_counts_where_it_is_compared_with_powder():
    """Tablets within 10 % and a bench within 6.06 %: 16.7 % at worst, no better than powder within 9.3 %."""
    assert measured(5).dose_words == "16.7 %"
    powder = next(row for row in answer(5)["alternatives"] if row["title"] == "From powder")
    assert percent(powder["worst_case"]) < 10
    assert this_plan(planned_of(5).proved, answer(5))["worst_case"] == "16.7 %"


@pytest.mark.parametrize("number", PLANNED)
def test_choosing_an_alternative_plans_and_proves_just_what_was_shown(number):
    for row in answer(number)["alternatives"]:
        changed = json.dumps(choose(request_of(number), row["changes"]))
        planned = plan_request(changed, clock_of(path_of(number)), shipped_formulary())
        chosen = planned.result
        assert chosen["proof"]["agrees"]
        assert measure(planned.proved, chosen).dose_words == row["worst_case"]
        assert measure(planned.proved, chosen).weighings == row["weighings"]
        assert chosen["proof"]["drug_in"] == row["drug_needed"]


def test_where_either_form_may_be_made_the_other_is_always_shown():
    forms = {answer(13)["plan"]["form"]} | {row["changes"].get("rx.form") for row in answer(13)["alternatives"]}
    assert forms >= {"liquid", "capsule"}


def test_what_is_chosen_for_a_form_is_chosen_with_it():
    made = answer(13)["plan"]["form"]
    assert all("rx.form" in row["changes"] for row in answer(13)["alternatives"])
    assert sum(row["changes"]["rx.form"] != made for row in answer(13)["alternatives"]) == 1
    assert all("rx.form" not in row["changes"] for row in answer(3)["alternatives"])


def titles(number: int) -> list[str]:
    return [row["title"] for row in answer(number)["alternatives"]]


def test_a_larger_shell_is_never_a_way_worth_showing():
    assert all(titles(number) == [] for number in (2, 6, 15, 16))


def test_where_much_is_thrown_away_a_finer_balance_is_planned_and_tablets():
    assert titles(7) == ["On the 0.1 mg analytical balance, if there is one", "From 50 mg tablets"]
    assert {"On the 0.1 mg analytical balance, if there is one", "From 50 mg tablets"} <= set(titles(14))
    chosen = choose(request_of(7), answer(7)["alternatives"][0]["changes"])
    result = plan_request(json.dumps(chosen), CLOCK, shipped_formulary()).result
    assert "drug-wasted" not in [each["code"] for each in result["findings"]]


def test_a_strength_at_which_a_dose_is_over_5_ml_is_no_way_worth_showing():
    assert "0.5 mg/mL" not in titles(1)


def test_a_refused_prescription_has_no_alternatives_whose_numbers_could_be_used():
    assert answer(8)["alternatives"] == []
    assert answer(17).get("alternatives") is None


def test_the_plan_is_the_same_with_and_without_its_alternatives():
    alone = plan_request(json.dumps(request_of(3)), CLOCK, shipped_formulary())
    assert alone.result["alternatives"] == []
    assert with_alternatives(alone, CLOCK).result == answer(3)


def test_choosing_changes_nothing_but_what_it_names_and_keeps_the_document():
    document = request_of(3)
    changed = choose(document, {"preparation.concentration": "2 mg/mL", "preparation.overfill": None, "fill.number": 2})
    assert document == request_of(3)
    assert changed["preparation"]["concentration"] == "2 mg/mL"
    assert "overfill" not in changed["preparation"]
    assert (changed["fill"], changed["rx"]) == ({"number": 2} | document.get("fill", {}) | {"number": 2}, document["rx"])


# Findings of the error budget


def test_a_strength_that_may_be_over_five_percent_off_is_reviewed_and_names_what_helps_most():
    request = request_of(14)
    torsion = {"readability": "1 mg", "sensitivity": "6 mg"}
    request["preparation"] |= {"concentration": "0.5 mg/mL", "balance": torsion, "weighing_error": "5 %"}
    result = plan_request(json.dumps(request), CLOCK, shipped_formulary()).result
    found = next(found for found in result["findings"] if found["code"] == "error-budget-wide")
    assert (found["severity"], result["status"]) == ("review", "review")
    assert found["facts"]["worst_case"] == error_shown(result["error_budget"]["strength"]["worst_case"])
    assert percent(found["facts"]["worst_case"]) > 5
    assert " instead of " in found["facts"]["change"]


COARSE = {"balance": {"readability": "1 mg", "sensitivity": "6 mg"}, "weighing_error": "9 %", "concentration": "1 mg/mL"}


def test_a_strength_that_may_be_over_ten_percent_off_is_not_offered_where_its_way_is_asked_for():
    request = request_of(14)
    request["preparation"] |= COARSE | {"way": "larger-batch", "weighing_error": "9.5 %"}
    result = plan_request(json.dumps(request), CLOCK, shipped_formulary()).result
    assert (result["status"], result["plan"]) == ("refused", None)
    found = next(found for found in result["findings"] if found["severity"] == "stop")
    assert (found["code"], percent(found["facts"]["worst_case"]) > 10) == ("error-budget-wide", True)


def test_where_no_way_is_asked_for_an_aliquot_is_offered_in_its_place():
    request = request_of(14)
    request["preparation"] |= COARSE
    result = plan_request(json.dumps(request), CLOCK, shipped_formulary()).result
    assert result["proof"]["agrees"]
    assert percent(result["error_budget"]["strength"]["worst_case"]) <= 10
    assert any(step["op"] == "take" for step in result["plan"]["steps"])
