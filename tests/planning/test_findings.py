"""What planning finds, to the field and the figure: a pharmacist acts on the sentence that these facts fill."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from order_support import clock_of

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import Formulary, shipped_formulary

SAMPLES = Path(__file__).parents[1] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
TABLETS = {"kind": "tablet", "strength": "50 mg", "lot": "T-1", "expires_on": "2028-01-31"}


def phases(*doses, days=14):
    return {"regimen": [{"days": days, "take": [{"dose": dose, "when": "bedtime"}]} for dose in doses]}


def balance(minimum):
    return {"readability": "1 mg", "minimum": minimum}


FILL, SOURCE, BALANCE, CONCENTRATION, WAY = (
    f"preparation.{part}" for part in ("filler_fill", "source", "balance", "concentration", "way")
)
ASSUMED = {"filler": "microcrystalline cellulose PH-105", "size": "3", "fill": "130 mg"}

CAPSULES_KEPT = {"storage": "refrigerator", "open": "room", "kind": "capsules"}
FOUND = [
    # capsules
    (
        2,
        {"drug_fill": "1.2 mg"},
        {},
        "stop fill-impossible",
        "preparation.drug_fill",
        {"fill": "1.2 mg", "size": "3", "least": "60 mg", "most": "450 mg"},
    ),
    (
        23,
        {"source": {"kind": "tablet", "strength": "50 mg", "average_weight": "2500 mg"}, "drug_fill": "60 mg"},
        {},
        "stop capsule-too-small",
        "preparation.capsule_size",
        {"size": "3", "mass": "75 mg"},
    ),
    (16, {}, {}, "note filler-fill-assumed", FILL, ASSUMED),
    (23, {"capsule_size": "4"}, {}, "note filler-fill-assumed", FILL, ASSUMED | {"size": "4", "fill": "110 mg"}),
    (23, {"source": TABLETS, "way": "crushed-part"}, {}, "stop tablets-into-capsules", "preparation.source.average_weight", {}),
    (
        7,
        {},
        phases("0.5 mg", "1.7 mg", "2.9 mg", "4.3 mg"),
        "stop strengths-too-many",
        "rx.regimen",
        {"doses": "0.5 mg, 1.7 mg, 2.9 mg, 4.3 mg", "most": "4 capsules"},
    ),
    (
        7,
        {"capsule_strengths": ["0.4 mg", "0.3 mg"]},
        {},
        "stop strengths-do-not-serve",
        "preparation.capsule_strengths",
        {"doses": "0.5 mg", "strengths": "0.4 mg and 0.3 mg", "most": "4 capsules"},
    ),
    (7, {"way": "whole-tablets"}, {}, "stop way-not-open", WAY, {"way": "whole-tablets", "open": "direct, larger-batch, aliquot"}),
    (23, {"way": "aliquot"}, {}, "stop way-not-open", WAY, {"way": "aliquot", "open": "whole-tablets, crushed-part"}),
    (
        7,
        {"way": "direct"},
        {},
        "stop weighing-below-minimum",
        BALANCE,
        {"mass": "16.19 mg", "minimum": "120 mg", "suggestion": "238 capsules"},
    ),
    (23, {}, {}, "note tablet-content-spread", SOURCE, {"tablets": "3 tablets"}),
    (
        23,
        {"way": "crushed-part", "extra_capsules": 3},
        {},
        "review tablet-content-spread",
        SOURCE,
        {"tablets": "part of 3 crushed tablets"},
    ),
    (
        7,
        {},
        {},
        "note aliquot-used",
        BALANCE,
        {"needed": "16.19 mg", "minimum": "120 mg", "weighed": "243 mg", "taken": "243 mg", "mixture": "3646 mg"},
    ),
    (
        2,
        {"way": "larger-batch"},
        {},
        "note aliquot-used",
        BALANCE,
        {"needed": "135.1 mg", "minimum": "50 mg", "weighed": "136 mg", "taken": "11570 mg", "mixture": "11646 mg"},
    ),
    # liquids
    (
        1,
        {"vehicle": "purified-water", "storage": "room"},
        {},
        "stop storage-not-open",
        "preparation.storage",
        {"storage": "room", "open": "refrigerator", "kind": "water-based liquid without preservative"},
    ),
    (2, {"storage": "refrigerator"}, {}, "stop storage-not-open", "preparation.storage", CAPSULES_KEPT),
    (1, {"vehicle": "ora-blend"}, {}, "note vehicle-not-studied", "preparation.vehicle", {"vehicle": "Ora-Blend"}),
    (
        1,
        {},
        {},
        "note one-draw-at-another-strength",
        "preparation.concentration",
        {"suggestion": "1.5 mg/mL", "concentration": "1 mg/mL"},
    ),
    (
        3,
        {},
        {},
        "note several-syringes",
        "preparation.syringe",
        {"syringes": "1 mL oral syringe, 3 mL oral syringe"},
    ),
    (
        1,
        {"concentration": "0.5 mg/mL"},
        {},
        "note dose-volume-large",
        "preparation.concentration",
        {"dose": "4.5 mg", "volume": "9 mL"},
    ),
    (5, {}, {}, "note tablet-content-spread", SOURCE, {"tablets": "2 tablets"}),
    (5, {"way": "direct"}, {}, "stop way-not-open", WAY, {"way": "direct", "open": "whole-tablets"}),
    (1, {"way": "crushed-part"}, {}, "stop way-not-open", WAY, {"way": "crushed-part", "open": "direct, larger-batch, aliquot"}),
    (
        1,
        {"balance": balance("20000 mg")},
        {},
        "stop weighing-below-minimum",
        BALANCE,
        {"mass": "146.5 mg", "minimum": "20000 mg", "suggestion": "more days of supply"},
    ),
    (
        1,
        {"way": "direct", "balance": balance("120 mg")},
        phases("0.5 mg", days=5),
        "stop weighing-below-minimum",
        BALANCE,
        {"mass": "3.795 mg", "minimum": "120 mg", "suggestion": "another way of weighing"},
    ),
    (
        1,
        {"way": "aliquot", "balance": balance("50 mg")},
        phases("0.5 mg", days=5),
        "note aliquot-used",
        BALANCE,
        {"needed": "4.048 mg", "minimum": "50 mg", "weighed": "101 mg", "taken": "2 mL", "mixture": "50 mL"},
    ),
    (
        14,
        {},
        {},
        "note batch-larger-than-supply",
        BALANCE,
        {"made": "10.5 mL", "bottled": "5.2 mL", "discarded": "5.3 mL"},
    ),
    (
        1,
        {"concentration": "60 mg/mL"},
        {},
        "stop strength-too-concentrated",
        CONCENTRATION,
        {"concentration": "60 mg/mL", "most": "30 mg/mL"},
    ),
    (
        1,
        {"concentration": "3 mg/mL"},
        phases("0.5 mg", "1 mg"),
        "stop dose-not-measurable",
        CONCENTRATION,
        {"dose": "0.5 mg", "volume": "0.1667 mL", "concentration": "3 mg/mL", "suggestion": "1 mg/mL"},
    ),
    (
        1,
        {"concentration": "2 mg/mL"},
        phases("3.1 mg", "4.5 mg"),
        "review dose-between-marks",
        CONCENTRATION,
        {"dose": "4.5 mg", "volume": "2.25 mL", "instrument": "3 mL oral syringe"},
    ),
    (
        1,
        {"concentration": "1 mg/mL"},
        {},
        "note dose-needs-two-draws",
        CONCENTRATION,
        {"dose": "4.5 mg", "volume": "4.5 mL", "first": "3 mL", "second": "1.5 mL"},
    ),
    (
        14,
        {},
        {},
        "review dose-volume-small",
        CONCENTRATION,
        {"dose": "0.5 mg", "volume": "0.1 mL", "suggestion": "1 mg/mL"},
    ),
    (
        5,
        {"source": TABLETS | {"strength": "333 mg"}, "concentration": "0.5 mg/mL"},
        {},
        "stop tablets-no-graduation",
        CONCENTRATION,
        {"concentration": "0.5 mg/mL"},
    ),
    # days
    (
        1,
        {"vehicle": "purified-water"},
        {"first_dose_on": "2026-12-20"},
        "stop beyond-use-before-first-dose",
        "rx.first_dose_on",
        {"date": "2026-12-05", "first_dose_on": "2026-12-20"},
    ),
    (
        3,
        {},
        {},
        "note supply-shorter-than-regimen",
        "rx.regimen",
        {"days_covered": "35 days", "days_left": "28 days", "next_from_day": "36", "next_fill_by": "2026-12-27"},
    ),
    (
        1,
        {"beyond_use_counting": "days-after"},
        phases("4.5 mg", days=60),
        "note last-dose-near-the-hour",
        "preparation.beyond_use_counting",
        {"date": "2026-12-27", "hour": "09:30"},
    ),
]


def planned(number, preparation=None, rx=None):
    request = json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))
    request["preparation"] = request.get("preparation", {}) | (preparation or {})
    request["rx"] |= rx or {}
    return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result


@pytest.mark.parametrize(
    ("number", "preparation", "rx", "finding", "field", "facts"),
    FOUND,
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_finding_names_its_field_and_its_figures(number, preparation, rx, finding, field, facts):
    found = [
        (f"{each['severity']} {each['code']}", each["field"], each["facts"])
        for each in planned(number, preparation, rx)["findings"]
    ]
    assert (finding, field, facts) in found


@pytest.mark.parametrize(
    ("number", "preparation", "rx", "finding", "field", "facts"), [row for row in FOUND if row[3][:4] == "stop"]
)
def test_a_stop_leaves_no_figure_that_could_be_used(number, preparation, rx, finding, field, facts):
    result = planned(number, preparation, rx)
    assert (result["status"], result["plan"], result["working"], result["error_budget"]) == ("refused", None, [], None)
    assert result["defaults_used"] == {}


def test_a_plan_that_starts_on_its_last_day_covers_that_day():
    result = planned(1, {"vehicle": "purified-water"}, {"first_dose_on": "2026-12-05"})
    assert result["plan"]["beyond_use"]["date"] == "2026-12-05"
    assert result["plan"]["supply"]["days_covered"] == 1
    assert result["plan"]["supply"]["phases_covered"] == [{"phase": 1, "days": 1, "of": 30}]


def test_exactly_the_balances_minimum_may_be_weighed():
    """Sample 23 weighs nothing but 12364 mg of filler."""
    assert planned(23, {"balance": balance("12364 mg")})["plan"] is not None
    assert planned(23, {"balance": balance("12365 mg")})["plan"] is None


def test_a_source_without_a_lot_that_ends_the_use_is_named_all_the_same():
    source = planned_source(1)
    del source["lot"]
    source["expires_on"] = "2026-12-01"
    assert planned(1, {"source": source})["plan"]["beyond_use"]["because"][0] == "the naltrexone expires 1 Dec 2026"


def planned_source(number):
    return json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))["preparation"]["source"]


@pytest.mark.parametrize("overfill", ["0 %", "100 mL"])
def test_the_overfill_that_is_asked_for_is_made_and_proved(overfill):
    assert planned(1, {"overfill": overfill})["proof"]["agrees"]


def test_two_strengths_may_make_up_a_dose_with_one_of_each():
    result = planned(7, rx=phases("0.7 mg", "1.1 mg", "1.8 mg"))
    assert [product["strength"] for product in result["plan"]["products"].values()] == ["1.1 mg", "0.7 mg"]
    assert [part["count"] for part in result["plan"]["doses"][2]["capsules"]] == [1, 1]


def test_no_other_strength_is_named_in_the_middle_of_steps_that_it_would_not_serve():
    path = next(SAMPLES.glob("18-*.json"))
    codes = [each["code"] for each in plan_request(path.read_text("utf-8"), clock_of(path), shipped_formulary()).result["findings"]]
    assert "dose-needs-two-draws" in codes
    assert "one-draw-at-another-strength" not in codes


def weekly(steps):
    return {"regimen": [{"days": 7, "take": [{"dose": f"{step / 2:g} mg", "when": "bedtime"}]} for step in range(1, steps + 1)]}


@pytest.mark.parametrize("asked", [None, ["0.5 mg", "1.5 mg"]])
def test_the_kit_of_weekly_steps_is_planned_with_four_capsules_to_look_at(asked):
    result = planned(2, {"capsule_strengths": asked} if asked else {}, weekly(8))
    amounts = {product["strength"]: product["amount"] for product in result["plan"]["products"].values()}
    assert amounts == {"1.5 mg": "63 capsules", "0.5 mg": "63 capsules"}
    found = next(each for each in result["findings"] if each["code"] == "capsules-a-dose")
    assert (found["severity"], found["facts"]) == ("review", {"doses": "4 mg", "capsules": "4 capsules"})
    assert result["proof"]["agrees"]


@pytest.mark.parametrize(("dose", "days", "made", "weighed"), [("1.5 mg", 30, 33, "50 mg"), ("0.5 mg", 90, 99, "50 mg")])
def test_a_few_more_capsules_go_before_a_blend_of_twice_the_size(dose, days, made, weighed):
    result = planned(2, {}, phases(dose, days=days))
    steps = result["plan"]["steps"]
    assert [step["op"] for step in steps] == ["weigh", "weigh", "mix", "encapsulate", "discard"]
    assert (steps[0]["mass"], steps[3]["capsules"]) == (weighed, made)
    assert "drug-wasted" not in [each["code"] for each in result["findings"]]


def test_no_more_than_a_tenth_of_the_capsules_are_added_and_none_where_extras_were_asked_for():
    assert "take" in [step["op"] for step in planned(2, {}, phases("0.5 mg", days=80))["plan"]["steps"]]
    assert "take" in [step["op"] for step in planned(2, {"extra_capsules": 2}, phases("1.5 mg", days=30))["plan"]["steps"]]


def test_drug_that_is_thrown_away_is_looked_at_with_the_figure():
    found = next(each for each in planned(7)["findings"] if each["code"] == "drug-wasted")
    assert (found["severity"], found["facts"]) == ("review", {"discarded": "225.1 mg", "drug": "240.1 mg", "share": "94 %"})


def test_a_dose_over_5_ml_that_nobody_asked_for_is_looked_at():
    rows = dict(shipped_formulary().rows)
    rows["policies"] = rows["policies"] | {"defaults": rows["policies"]["defaults"] | {"concentrations": ["0.5 mg/mL"]}}
    request = json.loads(next(SAMPLES.glob("01-*.json")).read_text("utf-8"))
    del request["preparation"]["concentration"]
    result = plan_request(json.dumps(request), CLOCK, Formulary(rows)).result
    found = [(each["code"], each["severity"]) for each in result["findings"]]
    assert ("dose-volume-large", "review") in found


@pytest.mark.parametrize(("storage", "days"), [("room", 30), ("refrigerator", 35)])
def test_a_liquid_is_kept_where_it_was_asked_for_and_the_proof_holds_it(storage, days):
    result = planned(1, {"storage": storage})
    use = result["plan"]["beyond_use"]
    assert (use["storage_key"], use["days"], result["proof"]["agrees"]) == (storage, days, True)


@pytest.mark.parametrize(
    "filler", ["rice flour", "sucrose", "mannitol", "ginger", "acidophilus", "microcrystalline cellulose PH-101"]
)
def test_a_filler_that_no_chart_weighs_needs_a_measured_weight(filler):
    refused = planned(2, {"filler": filler})
    assert (refused["status"], [each["path"] for each in refused["errors"]]) == ("invalid", ["preparation.filler_fill"])
    made = planned(2, {"filler": filler, "filler_fill": "150 mg"})
    assert made["plan"]["instruments"]["size 3 capsule"]["filler_fill"] == "150 mg"
    assert "filler-fill-assumed" not in [each["code"] for each in made["findings"]]


def test_where_no_strength_of_the_list_can_be_weighed_the_best_ranked_one_says_why():
    request = json.loads(next(SAMPLES.glob("01-*.json")).read_text("utf-8"))
    del request["preparation"]["concentration"]
    request["preparation"]["balance"] = balance("20000 mg")
    result = plan_request(json.dumps(request), CLOCK, shipped_formulary()).result
    stops = [found for found in result["findings"] if found["severity"] == "stop"]
    assert [(found["code"], found["facts"]["mass"]) for found in stops] == [("weighing-below-minimum", "145.7 mg")]


def test_capsules_that_end_before_the_first_dose_are_refused_with_both_dates():
    source = planned_source(7) | {"expires_on": "2026-12-01"}
    result = planned(7, {"source": source}, {"first_dose_on": "2026-12-20"})
    [found] = [each for each in result["findings"] if each["severity"] == "stop"]
    assert (found["code"], found["facts"]) == (
        "beyond-use-before-first-dose",
        {"date": "2026-12-01", "first_dose_on": "2026-12-20"},
    )


def test_a_dose_that_fills_the_shell_names_the_size_and_its_mass():
    result = planned(23, {"source": TABLETS | {"average_weight": "5000 mg"}})
    stops = {each["code"]: each["facts"] for each in result["findings"] if each["severity"] == "stop"}
    assert stops["capsule-too-small"] == {"size": "3", "mass": "150 mg"}
    assert set(stops) == {"capsule-too-small", "tablet-weight-impossible"}


def test_where_no_concentration_serves_the_first_ones_reasons_are_given():
    result = planned(12, {"way": "whole-tablets"})
    assert [each["code"] for each in result["findings"] if each["severity"] == "stop"] == ["way-not-open"]
