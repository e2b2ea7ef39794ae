"""The main use case: both forms weighed, several fills, refusals that keep no number."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from order_support import clock_of

from ldn_calc.application.plan import planning
from ldn_calc.application.plan.next_fill import next_fill
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.application.plan.proving import prove
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.procedure.printer import print_plan
from ldn_calc.procedure.reader import UnreadablePlanError

SAMPLES = Path(__file__).parents[2] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)


def sample(number: int) -> dict:
    return json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text())


def answer(request: dict) -> dict:
    return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result


def without(request: dict, paths: list[str]) -> dict:
    """The request without what stands at these paths."""
    kept = json.loads(json.dumps(request))
    for path in paths:
        *way, last = path.split(".")
        place = kept
        for key in way:
            place = place.get(key, {})
        place.pop(last, None)
    return kept


def codes(result: dict) -> list[str]:
    return [found["code"] for found in result["findings"]]


def test_best_of_both_takes_the_form_that_needs_fewer_fills():
    found = answer(sample(13))
    assert (found["plan"]["form"], found["plan"]["supply"]["days_covered"]) == ("capsule", 56)  # the liquid keeps for 35 days


def test_of_two_forms_that_are_typically_as_close_in_one_fill_capsules_are_taken():
    request = sample(13)
    request["rx"]["regimen"] = [{"days": 30, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}]
    assert answer(request)["plan"]["form"] == "capsule"


def test_best_of_both_takes_the_form_that_can_be_made():
    request = sample(13)
    request["screening"]["allergies"] = ["gelatin"]
    assert answer(request)["plan"]["form"] == "liquid"
    request["screening"]["allergies"] = ["sodium benzoate"]
    assert answer(request)["plan"]["form"] == "capsule"


def test_what_is_read_of_a_plan_is_what_was_proved_and_another_result_is_read_anew():
    planned = plan_request(json.dumps(sample(3)), CLOCK, shipped_formulary())
    assert print_plan(planned.proved) == planned.result["plan"]
    assert planned.proved is planned.proved
    spoiled = copy.deepcopy(planned.result)
    spoiled["plan"]["lot"] = "240103-2-261122-0930"
    assert replace(planned, result=spoiled).proved.lot == "240103-2-261122-0930"
    assert plan_request(json.dumps(sample(8)), CLOCK, shipped_formulary()).proved is None


def test_a_plan_whose_text_was_changed_is_not_read():
    planned = plan_request(json.dumps(sample(3)), CLOCK, shipped_formulary())
    spoiled = copy.deepcopy(planned.result)
    spoiled["plan"]["doses"][0]["volume"] = "9 mL"
    with pytest.raises(UnreadablePlanError):
        print_plan(replace(planned, result=spoiled).proved)


def test_the_next_fill_goes_on_where_this_one_ends_until_nothing_is_left():
    request, clock = sample(3), CLOCK
    days = []
    for _ in range(5):
        planned = plan_request(json.dumps(request), clock, shipped_formulary())
        supply = planned.plan["supply"]
        days.append(supply["days_covered"])
        following = next_fill(planned)
        if following is None:
            break
        request["fill"] = following["fill"]
        request["rx"]["first_dose_on"] = following["first_dose_on"]
        request = without(request, following["dropped"])
        clock = datetime.fromisoformat(f"{following['first_dose_on']}T10:00")
        asked_anew = plan_request(json.dumps(request), clock, shipped_formulary()).result
        assert [found["code"] for found in asked_anew["findings"] if found["severity"] == "stop"] == ["opioid-use-not-answered"]
        request["screening"] |= {"opioid_use": "none", "asked_on": following["first_dose_on"]}
    assert days == [35, 28]


def either_form_without_gelatin():
    """Of either form for somebody whom capsules would hurt: the liquid, in two parts."""
    request = sample(13)
    request["screening"]["allergies"] = ["gelatin"]
    return request


def long_capsules():
    """Capsules of two doses over 200 days: they keep for 180."""
    request = sample(2)
    request["rx"]["regimen"] = [{"days": 100, "take": [{"dose": dose, "when": "bedtime"}]} for dose in ("1.5 mg", "3 mg")]
    return request


@pytest.mark.parametrize(
    ("request_", "kept"),
    [
        (either_form_without_gelatin(), {"rx.form": "liquid", "preparation.concentration": "1 mg/mL"}),
        (long_capsules(), {"rx.form": "capsule", "preparation.capsule_strengths": ["1.5 mg"]}),
    ],
    ids=["liquid, of either form", "capsules of two doses"],
)
def test_the_next_part_keeps_form_and_strength_so_that_it_is_measured_as_this_one(request_, kept):
    request = copy.deepcopy(request_)
    following = next_fill(plan_request(json.dumps(request), CLOCK, shipped_formulary()))
    assert following["kept"] == kept
    request["fill"] = following["fill"]
    request["rx"]["first_dose_on"] = request["compounded_on"] = following["first_dose_on"]
    clock = datetime.fromisoformat(f"{following['first_dose_on']}T10:00")
    assert "fill-strength-not-given" in codes(plan_request(json.dumps(request), clock, shipped_formulary()).result)
    for path, value in following["kept"].items():
        section, key = path.split(".")
        request.setdefault(section, {})[key] = value
    result = plan_request(json.dumps(request), clock, shipped_formulary()).result
    assert result["plan"] is not None
    assert "fill-strength-not-given" not in codes(result)


def test_a_refused_result_names_every_reason_at_once():
    request = sample(24)
    request["screening"]["liver_disease"] = "acute hepatitis or liver failure"
    stops = [found["code"] for found in answer(request)["findings"] if found["severity"] == "stop"]
    assert set(stops) == {"excipient-allergy", "liver-failure"}


def test_findings_come_stops_first_then_reviews_then_notes():
    severities = [found["severity"] for found in answer(sample(20))["findings"]]
    assert severities == sorted(severities, key=["stop", "review", "note"].index)


def test_a_plan_that_its_proof_refuses_never_leaves(monkeypatch):
    make = planning.plan_liquid

    def ten_fold(bench):
        drafted = make(bench)
        steps = drafted.plan.steps
        wrong = (replace(steps[0], mass=steps[0].mass * 10), *steps[1:])
        return replace(drafted, plan=replace(drafted.plan, steps=wrong))

    monkeypatch.setattr(planning, "plan_liquid", ten_fold)
    result = answer(sample(1))
    assert result["status"] == "refused"
    assert result["plan"] is None
    assert codes(result)[0] == "proof-disagrees"
    assert "1480 mg" not in json.dumps(result["working"])


def test_the_lot_is_number_fill_and_the_clock():
    assert answer(sample(1))["plan"]["lot"] == "240101-1-261122-0930"


def test_what_was_not_asked_for_is_named_as_a_default():
    assert answer(sample(2))["defaults_used"] == {
        "rx.first_dose_on": "2026-11-22",
        "fill.number": 1,
        "fill.from_day": 1,
        "screening.surgery_planned_on": None,
        "screening.asked_on": "2026-11-22",
        "preparation.beyond_use_counting": "day-one",
        "preparation.capsule_size": "3",
        "preparation.filler": "microcrystalline cellulose PH-105",
        "preparation.filler_fill": "130 mg",
        "preparation.drug_fill": "130 mg",
        "preparation.balance.readability": "1 mg",
        "preparation.balance.minimum": "50 mg",
        "preparation.weighing_error": "2 %",
        "preparation.overage": "5 %",
    }


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        (("screening", "surgery_planned_on"), None),
        (("rx", "patient", "language"), "en"),
        (("rx", "strength_as"), "hydrochloride"),
    ],
)
def test_an_answer_that_nobody_gave_is_named_and_null_is_an_answer(path, taken):
    request = sample(2)
    inner = request
    for key in path[:-1]:
        inner = inner[key]
    inner.pop(path[-1], None)
    assert answer(request)["defaults_used"][".".join(path)] == taken
    inner[path[-1]] = None if path[0] == "screening" else taken
    result = answer(request)
    assert ".".join(path) not in result["defaults_used"]
    assert result["status"] == "ready"


def test_a_missing_water_figure_is_assumed_in_the_open():
    request = sample(1)
    del request["preparation"]["source"]["water"]
    result = answer(request)
    assert result["defaults_used"]["preparation.source.water"] == "0.5 %"
    assert result["plan"]["materials"]["naltrexone hydrochloride"]["water"] == "0.5 %"
    assert "certificate-incomplete" in codes(result)


@pytest.mark.parametrize("number", [2, 4, 6])
def test_exactly_the_prescribed_capsules_leave(number):
    plan = answer(sample(number))["plan"]
    for name, product in plan["products"].items():
        taken = sum(dose["count"] * part["count"] for dose in plan["doses"] for part in dose["capsules"] if part["from"] == name)
        assert product["amount"] == f"{taken} capsules"


def test_two_strengths_are_two_batches_in_two_mortars():
    request = sample(2)
    request["rx"]["regimen"] = [
        {"days": 90, "take": [{"dose": "1 mg", "when": "bedtime"}]},
        {"days": 60, "take": [{"dose": "4.5 mg", "when": "bedtime"}]},
    ]
    plan = answer(request)["plan"]
    assert sorted(plan["products"]) == ["capsules 1 mg", "capsules 4.5 mg"]
    assert [step["into"] for step in plan["steps"] if step["op"] == "weigh"] == ["mortar", "mortar", "mortar B", "mortar B"]


def test_a_batch_larger_than_the_supply_is_bottled_in_part_and_the_rest_discarded():
    plan = answer(sample(14))["plan"]
    assert [step["op"] for step in plan["steps"]][-2:] == ["bottle", "discard"]
    assert plan["products"]["bottle 1"]["amount"] == "5.2 mL"


def test_counted_after_the_day_made_the_last_day_s_hour_is_pointed_out():
    request = sample(1)
    request["preparation"]["beyond_use_counting"] = "days-after"
    request["rx"]["regimen"][0]["days"] = 60
    found = next(each for each in answer(request)["findings"] if each["code"] == "last-dose-near-the-hour")
    assert found["facts"] == {"date": "2026-12-27", "hour": "09:30"}
    request["preparation"]["beyond_use_counting"] = "day-one"
    assert "last-dose-near-the-hour" not in codes(answer(request))


def test_no_evidence_is_old_today_and_thirteen_months_on_it_is_a_note_that_leaves_the_plan_proved():
    for path in sorted(SAMPLES.glob("*.json")):
        assert "evidence-old" not in codes(plan_request(path.read_text(), clock_of(path), shipped_formulary()).result), path.name
    request = sample(1)
    del request["compounded_on"]
    text = json.dumps(request)
    later = plan_request(text, datetime(2027, 12, 22, 9, 30), shipped_formulary()).result
    assert [found["severity"] for found in later["findings"] if found["code"] == "evidence-old"] == ["note"]
    assert prove(text, json.dumps(later), shipped_formulary()).agrees
