"""A figure that stands against a limit never reads as the limit, or as what is on its other side."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proof.cases import hand_made

from ldn_calc.application.plan.error_budget import check_budget
from ldn_calc.application.plan.plan_checks import check_waste
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.proof.amounts import beyond_text
from ldn_calc.proof.replay import replay
from ldn_calc.quantities.rounding import significant, significant_beside
from ldn_calc.quantities.shown import share_shown
from ldn_calc.quantities.text import read_share
from ldn_calc.quantities.units import quantity

PRESCRIPTIONS = Path(__file__).parents[1] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
LITTLE = st.integers(1, 12).map(lambda places: Fraction(1, 10**places))
LIMITS = st.sampled_from([Fraction(text) for text in ("0.5", "2", "5", "10", "15", "50", "98", "102", "110", "120")])


def number(text: str) -> Fraction:
    return Fraction(re.match(r"[0-9.]+", text)[0])


@given(LIMITS, LITTLE, st.sampled_from([1, -1]), st.integers(2, 6))
def test_a_number_stays_on_its_side_and_is_near(limit, little, side, digits):
    exact = limit + little * side
    found = significant_beside(exact, limit, digits)
    assert (found > limit) is (exact > limit)
    assert found != limit
    assert abs(found / exact - 1) <= Fraction(10) ** (1 - digits)
    assert significant_beside(limit, limit, digits) == limit


@given(LIMITS, st.integers(11, 999), st.integers(2, 6))
def test_a_number_that_is_clear_of_its_limit_is_rounded_as_any_other(limit, tenths, digits):
    exact = Fraction(tenths, 10)
    rounded = significant(exact, digits)
    if rounded != limit and (rounded > limit) is (exact > limit):
        assert significant_beside(exact, limit, digits) == rounded


@given(LITTLE, LIMITS)
def test_the_proofs_own_writer_keeps_the_side_too(little, limit):
    for exact in (limit + little, limit - little):
        said = number(beyond_text(quantity(exact, "%"), "%", limit))
        assert said != limit
        assert (said > limit) is (exact > limit)


@pytest.mark.parametrize(("percent", "said"), [("10.0004", "10.1 %"), ("10.04", "10.1 %"), ("10.06", "11 %"), ("12.3", "13 %")])
def test_an_error_over_its_limit_reads_so(percent, said):
    assert share_shown(Fraction(percent) / 100, Fraction(10, 100)) == said


# The findings, each a little over its limit


@cache
def budget():
    case = hand_made("02-capsule-titration")
    return replay(json.dumps(case.request), json.dumps(case.result), shipped_formulary().text).budget


@given(LITTLE)
def test_an_error_budget_a_little_too_wide_reads_as_too_wide(little):
    own, text = budget(), shipped_formulary().text
    for limit in (own.review_above, own.refuse_above):
        wide = replace(own, strength=replace(own.strength, worst=limit + little / 100))
        found = next(each for each in check_budget(wide, text) if each.code == "error-budget-wide")
        assert read_share(found.facts["worst_case"]).fraction > limit
    for limit in (own.dose_refuse_above,):
        dose = replace(own.doses[0], spread=replace(own.doses[0].spread, worst=limit + little / 100))
        found = next(each for each in check_budget(replace(own, doses=(dose,)), text) if each.code == "dose-error-wide")
        assert read_share(found.facts["worst_case"]).fraction > limit


@given(st.integers(1, 8))
def test_waste_a_little_over_half_reads_as_over_half(places):
    found = check_waste(f"{50 + 10**-places:.9f} mg", "100 mg", shipped_formulary())
    assert [read_share(each.facts["share"]).fraction > Fraction(1, 2) for each in found] == [True]


def planned(sample: int, change):
    request = json.loads(next(PRESCRIPTIONS.glob(f"{sample:02}-*.json")).read_text("utf-8"))
    change(request)
    result = plan_request(json.dumps(request), CLOCK, shipped_formulary()).result
    return {each["code"]: each["facts"] for each in result["findings"]}


@pytest.mark.parametrize(
    ("dose", "code", "limit"),
    [("4.5175791 mg", "dose-above-range", "most"), ("0.4517578 mg", "dose-below-range", "least")],
)
def test_a_dose_of_base_a_little_outside_the_range_reads_as_outside(dose, code, limit):
    def change(request):
        request["rx"] |= {"strength_as": "base", "regimen": [{"days": 30, "take": [{"dose": dose, "when": "bedtime"}]}]}

    facts = planned(2, change)[code]
    said = number(facts["dose"].partition("(")[2])
    assert said > number(facts[limit]) if limit == "most" else said < number(facts[limit])


def test_an_assay_a_little_outside_its_limits_reads_as_outside():
    def change(request):
        request["preparation"]["source"] |= {"assay": "101.388000001 %", "assay_basis": "as-is", "water": "0.6 %"}

    facts = planned(2, change)["assay-out-of-range"]
    assert number(facts["dry"]) > number(facts["most"])


@pytest.mark.parametrize(("size", "fill", "limit"), [("00", "1427 mg", "1425 mg"), ("2", "73.999 mg", "74 mg")])
def test_limits_of_a_fill_are_not_rounded(size, fill, limit):
    facts = planned(2, lambda request: request["preparation"].update(capsule_size=size, filler_fill=fill))["fill-impossible"]
    assert limit in (facts["least"], facts["most"])
