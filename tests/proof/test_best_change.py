"""The single change that helps most: it names an amount or an instrument that exists, and it helps."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from proof.cases import budget, hand_made
from proof.error_cases import SIMULATED, changed, liquid_aliquot, solid_aliquot

from ldn_calc.application.plan.error_budget import change_words
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.proof.best_change import _easy_mass, _least, best_change
from ldn_calc.proof.problems import Problems
from ldn_calc.proof.rows import read_rows

LIQUID = hand_made("contract-liquid-titration")


def suggested(case):
    return best_change(budget(case), read_rows(shipped_formulary().text, case.result, Problems()))


def weighing(mass, **balance):
    def change(request, result):
        result["plan"]["steps"][0]["mass"] = mass
        if balance:
            request["preparation"]["balance"] = {"readability": "1 mg", **balance}
            request["preparation"]["weighing_error"] = "10 %"
            result["plan"]["instruments"]["balance"]["minimum"] = "60 mg"

    return changed(LIQUID, change)


def test_a_weighing_that_is_the_widest_gets_the_smallest_easy_mass_that_needs_no_review():
    """60 mg within 6 mg and 100 mL within 1 mL: (m + 6) / m x 100 / 99 is 1.05 or less from 152.3 mg on; so 160 mg."""
    case = weighing("60 mg", sensitivity="6 mg")
    found = suggested(case)
    assert change_words(found) == "weigh 160 mg instead of 60 mg"
    assert found.worst_after == Fraction(166, 160) / Fraction(99, 100) - 1 <= Fraction(5, 100)
    assert Fraction(156, 150) / Fraction(99, 100) - 1 > Fraction(5, 100)


def test_a_weighing_that_is_within_the_limit_gets_the_mass_that_halves_it():
    found = suggested(weighing("90 mg"))
    assert change_words(found) == "weigh 180 mg instead of 90 mg"


def test_where_no_mass_is_enough_the_weighing_is_halved():
    def coarse(request, result):
        result["plan"]["steps"][4]["volume"] = "20 mL"
        result["plan"]["steps"][1]["volume"] = "10 mL"
        result["plan"]["steps"][3]["rinse"] = "5 mL"

    case = changed(weighing("60 mg", sensitivity="6 mg"), coarse)
    assert change_words(suggested(case)) == "weigh 120 mg instead of 60 mg"
    assert suggested(case).worst_after > Fraction(5, 100)


def test_a_large_mass_goes_by_fifty_milligrams():
    def huge(request, result):
        request["preparation"]["balance"] = {"readability": "1 mg", "sensitivity": "30 mg"}
        request["preparation"]["weighing_error"] = "10 %"
        result["plan"]["instruments"]["balance"]["minimum"] = "300 mg"
        result["plan"]["steps"][0]["mass"] = "301 mg"

    assert change_words(suggested(changed(LIQUID, huge))) == "weigh 800 mg instead of 301 mg"


def test_a_volume_in_too_large_a_cylinder_gets_the_smaller_one():
    def small(request, result):
        result["plan"]["steps"][4]["volume"] = "20 mL"
        result["plan"]["steps"][1]["volume"] = "10 mL"
        result["plan"]["steps"][3]["rinse"] = "5 mL"

    found = suggested(changed(weighing("200 mg"), small))
    assert change_words(found) == "use the 25 mL cylinder instead of the 100 mL cylinder"


def test_a_volume_in_the_smallest_cylinder_that_holds_it_is_made_larger():
    def odd(request, result):
        result["plan"]["steps"][4]["volume"] = "55 mL"
        result["plan"]["steps"][1]["volume"] = "30 mL"

    found = suggested(changed(weighing("200 mg"), odd))
    assert change_words(found) == "measure 100 mL instead of 55 mL in the 100 mL cylinder"


def test_a_larger_volume_is_a_mark_of_its_cylinder():
    """110 mL doubled is 220 mL: on the 250 mL cylinder a graduation is 2 mL, and 20 mL are an easy step."""

    def larger(request, result):
        plan = result["plan"]
        plan["instruments"]["250 mL cylinder"] = {
            "kind": "cylinder",
            "capacity": "250 mL",
            "step": "2 mL",
            "smallest": "50 mL",
            "tolerance": "0.8 %",
        }
        for step in plan["steps"][3:]:
            for key, value in step.items():
                step[key] = value.replace("100 mL cylinder", "250 mL cylinder") if isinstance(value, str) else value
        plan["steps"][4]["volume"] = "110 mL"

    found = suggested(changed(weighing("400 mg"), larger))
    assert change_words(found) == "measure 220 mL instead of 110 mL in the 250 mL cylinder"


def test_nothing_better_in_stock_is_said_as_none():
    assert suggested(hand_made("05-liquid-from-tablets")) is None  # whole tablets, made up to all that the cylinder holds


def test_where_nothing_makes_the_largest_smaller_the_next_is_named():
    """100 mL made up in the cylinder of 100 mL is off by 1 %, and no cylinder in stock by less; class A is not in stock."""
    assert change_words(suggested(weighing("400 mg"))) == "weigh 800 mg instead of 400 mg"


def test_a_finer_cylinder_is_named_once_it_is_in_stock():
    rows = json.loads(shipped_formulary().text)
    rows["instruments"]["100 mL cylinder, class A"]["in_stock"] = True
    case = weighing("400 mg")
    found = best_change(budget(case), read_rows(json.dumps(rows), case.result, Problems()))
    assert change_words(found) == "use the 100 mL cylinder, class A instead of the 100 mL cylinder"


def test_an_aliquots_widest_reading_is_named():
    assert change_words(suggested(solid_aliquot())).startswith("weigh ")
    assert suggested(liquid_aliquot()).worst_after < budget(liquid_aliquot()).strength.worst


@pytest.mark.parametrize("case", SIMULATED, ids=lambda case: case.name)
def test_a_change_always_helps(case):
    found = suggested(case)
    assert found is None or found.worst_after < budget(case).strength.worst


@pytest.mark.parametrize("most", [None, Fraction(900)])
def test_the_amount_named_is_the_smallest_easy_one_that_is_enough(most):
    for sevenths in range(7 * 60, 7 * 900, 5):
        due = Fraction(sevenths, 7)
        found = _least(_easy_mass, Fraction(60), lambda mass, due=due: mass >= due, most)
        assert found == (None if due <= 60 else _easy_mass(due)), due


def test_no_amount_is_named_where_none_is_enough():
    assert _least(_easy_mass, Fraction(60), lambda mass: mass > 900, Fraction(900)) is None
    assert _least(_easy_mass, Fraction(60), lambda mass: mass >= 900, Fraction(900)) == 900
    assert _least(_easy_mass, Fraction(60), lambda mass: mass > 60_000, None) is None
    assert _least(_easy_mass, Fraction(60), lambda mass: mass >= 60_000, None) == 60_000


@pytest.mark.parametrize(("mass", "easy"), [(1, 10), (10, 10), (11, 20), (500, 500), (501, 550), (550, 550)])
def test_an_easy_mass(mass, easy):
    assert _easy_mass(Fraction(mass)) == easy
