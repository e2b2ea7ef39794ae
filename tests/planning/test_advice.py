"""Advice is never the present state: what is suggested is another thing, and following it removes the finding."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import product

import pytest
from order_support import document, regimen

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.quantities.text import write

CLOCK = datetime(2026, 11, 22, 9, 30)
STRENGTHS = [write(each) for each in shipped_formulary().concentrations]
DOSES = ("0.5 mg", "0.7 mg", "1.11 mg", "1.125 mg", "3.333 mg", "3.33 mg", "3.75 mg", "4.5 mg", "5 mg")
SYRINGES = (None, "1 mL oral syringe", "10 mL oral syringe")
NONE_WORKS = {"dose-never-measurable", "small-at-every-strength"}


def planned(doses, concentration, syringe=None, **preparation):
    request = document(rx__regimen=regimen(*((10, {"bedtime": dose}) for dose in doses)))
    del request["preparation"]["concentration"]
    if concentration:
        request["preparation"]["concentration"] = concentration
    if syringe:
        request["preparation"]["syringe"] = syringe
    request["preparation"] |= preparation
    return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result


def situations():
    regimens = [(dose,) for dose in DOSES] + [("0.5 mg", "1 mg"), ("1.5 mg", "3 mg", "4.5 mg"), ("0.7 mg", "3.33 mg")]
    return product(regimens, (None, *STRENGTHS, "0.1 mg/mL", "20 mg/mL", "51 mg/mL"), SYRINGES)


def codes(result):
    return {found["code"] for found in result["findings"]}


def test_a_suggested_strength_is_another_one_and_following_it_removes_the_finding():
    followed, none_works = 0, 0
    for doses, concentration, syringe in situations():
        result = planned(doses, concentration, syringe)
        present = concentration or (result["plan"] or {"products": {"": {"strength": None}}})["products"]
        for found in result["findings"]:
            suggestion = found["facts"].get("suggestion", "")
            if found["code"] in NONE_WORKS:
                none_works += 1
                others = [codes(planned(doses, each, syringe)) for each in STRENGTHS if each != present]
                unfit = NONE_WORKS | {"dose-not-measurable", "dose-volume-small", "second-draw-small"}
                assert all(unfit & each for each in others), (doses, concentration, syringe)
            if not suggestion.endswith("mg/mL"):
                continue
            followed += 1
            assert suggestion != concentration, (doses, concentration, syringe, found["code"])
            better = planned(doses, suggestion, syringe)
            assert found["code"] not in codes(better), (doses, concentration, syringe, found["code"], suggestion)
    assert followed > 50
    assert none_works > 10


def test_a_third_of_ten_milligrams_at_the_strength_that_is_there_is_measured_at_none():
    result = planned(("3.333 mg",), None)
    [found] = [each for each in result["findings"] if each["severity"] == "stop"]
    assert found["code"] == "dose-never-measurable"
    assert "1 mg/mL" not in found["action"]
    assert "apsules" in found["action"]


def test_where_the_second_draw_is_small_the_draw_is_named():
    result = planned(("3.33 mg",), "3 mg/mL")
    [found] = [each for each in result["findings"] if each["severity"] == "review" and each["code"] != "dose-error-wide"]
    assert found["facts"]["draw"] == "0.11 mL"
    assert found["facts"]["volume"] == "1.11 mL"
    assert "0.11" in found["message"]


def test_two_draws_whose_second_is_small_and_a_strength_without():
    result = planned(("4.1 mg",), "4 mg/mL")
    found = next(each for each in result["findings"] if each["severity"] in ("review", "stop"))
    assert found["facts"].get("suggestion") != "4 mg/mL"


COARSE = [{"readability": "10 mg", "minimum": f"{least} mg"} for least in (410, 1000, 5000, 20000)]


@pytest.mark.parametrize("balance", COARSE, ids=lambda balance: balance["minimum"])
@pytest.mark.parametrize("concentration", [None, *STRENGTHS])
@pytest.mark.parametrize("days", [3, 60])
def test_what_would_help_a_weighing_is_another_strength_or_more_days_or_tablets(balance, concentration, days):
    def made(strength, source=None):
        request = document(rx__regimen=regimen((days, {"bedtime": "1.5 mg"})))
        del request["preparation"]["concentration"]
        request["preparation"] |= {"balance": balance} | ({"concentration": strength} if strength else {})
        if source:
            request["preparation"]["source"] = source
        return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result

    result = made(concentration)
    for found in result["findings"]:
        if found["code"] != "weighing-below-minimum":
            continue
        suggestion = found["facts"]["suggestion"]
        if suggestion.endswith("mg/mL"):
            assert suggestion != concentration
            assert made(suggestion)["plan"] is not None
        elif suggestion == "more days of supply":
            assert days == 3
        else:
            assert suggestion == "whole tablets instead of powder"
            tablets = {"kind": "tablet", "strength": "50 mg", "lot": "T-1", "expires_on": "2028-01-31"}
            assert "weighing-below-minimum" not in codes(made(concentration, tablets))
