"""What was typed in a calculator as a request: nothing typed twice, and what cannot be carried is said."""

import json
from datetime import datetime

import pytest

from ldn_calc.application.calculate.calculating import calculate, calculators
from ldn_calc.application.calculate.plan_this import CARRIES, plan_this
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary

NOW = datetime(2026, 11, 22, 9, 30)


def dose(text, **phase):
    return phase | {"take": [{"dose": each} for each in text.split(" + ")]}


@pytest.mark.parametrize(
    ("name", "inputs", "rx", "preparation", "said"),
    [
        (
            "supply",
            {"regimen": "1.5 mg x 1 x 14 d, 3 mg x 2 x 2 weeks", "concentration": "1mg/mL"},
            {"regimen": [dose("1.5 mg", days=14), dose("3 mg + 3 mg", days=14)], "form": "liquid"},
            {"concentration": "1 mg/mL"},
            ("times",),
        ),
        (
            "supply",
            {"regimen": "1.5 mg + 3 mg x 1 x 30 d", "strengths": "1.5 mg, 3 mg", "beyond_use_days": "35"},
            {"regimen": [dose("1.5 mg + 3 mg", days=30)], "form": "capsule"},
            {"capsule_strengths": ["1.5 mg", "3 mg"]},
            ("times", "keeps"),
        ),
        (
            "supply",
            {"regimen": "1 mg x 3 x 30 d", "strengths": "0.5 mg, 1 mg, 2 mg", "concentration": "1 mg/mL"},
            {"form": "any"},
            {"concentration": "1 mg/mL"},
            ("many-doses", "many-strengths"),
        ),
        ("supply", {"regimen": "1 mg x 1 x 400 d"}, {}, {}, ("long-phase",)),
        (
            "days-supply",
            {"amount": "100mL", "per_day": "4.5 mL"},
            {"regimen": [{"days": 22, "take": [{"amount": "4.5 mL"}]}], "form": "liquid", "quantity": "100 mL"},
            {},
            ("one-dose", "times"),
        ),
        (
            "days-supply",
            {"amount": "84 capsules", "per_day": "3"},
            {"regimen": [{"days": 28, "take": [{"amount": "3 capsules"}]}], "form": "capsule", "quantity": "84 capsules"},
            {},
            ("one-dose", "times"),
        ),
        (
            "days-supply",
            {"amount": "135 mg", "per_day": "4.5 mg"},
            {"regimen": [dose("4.5 mg", days=30)]},
            {},
            ("one-dose", "unit", "times"),
        ),
        ("days-supply", {"amount": "84", "per_day": "3"}, {"regimen": [{"days": 28, "take": [{}]}]}, {}, ("unit", "times")),
        (
            "capsule-fill",
            {"dose": "4.5 mg", "drug_fill": "130 mg", "filler_fill": "130 mg", "capsules": "60", "extra": "3"},
            {"form": "capsule", "regimen": [dose("4.5 mg")], "quantity": "60 capsules"},
            {"capsule_strengths": ["4.5 mg"], "extra_capsules": 3},
            ("as-weighed", "fills", "days", "times"),
        ),
        (
            "capsule-density",
            {"dose": "3 mg", "drug_density": "0.7 g/mL", "filler_density": "0.85 g/mL", "volume": "0.3 mL", "capsules": "10"},
            {"form": "capsule", "regimen": [dose("3 mg")], "quantity": "10 capsules"},
            {"capsule_strengths": ["3 mg"]},
            ("as-weighed", "densities", "days", "times"),
        ),
        (
            "tablets",
            {"concentration": "1 mg/mL", "volume": "141.75 mL", "tablet": "50 mg"},
            {"form": "liquid", "quantity": "141.75 mL"},
            {"concentration": "1 mg/mL", "source": {"kind": "tablet", "strength": "50 mg"}},
            ("doses",),
        ),
        (
            "dilution",
            {"have": "5 mg/mL", "want": "1 mg/mL", "volume": "100 mL"},
            {"form": "liquid", "quantity": "100 mL"},
            {"concentration": "1 mg/mL"},
            ("at-hand", "doses"),
        ),
    ],
)
def test_what_was_typed_is_carried_and_what_is_not_is_said(name, inputs, rx, preparation, said):
    carried = plan_this(calculate(name, inputs))
    assert (carried.request, carried.said) == ({"rx": rx} | ({"preparation": preparation} if preparation else {}), said)


def test_a_calculator_that_stops_before_a_plan_carries_what_a_prescription_has():
    stops = {each.name for each in calculators() if each.stops}
    assert stops - CARRIES == {"solid-aliquot", "liquid-aliquot"}, "the drug needed is no dose, no quantity and no strength"
    assert plan_this(calculate("minimum-weighable", {"sensitivity": "6 mg", "error": "5 %"})) is None


def test_with_its_times_of_day_it_is_planned_as_a_calculation_without_a_patient():
    carried = plan_this(calculate("supply", {"regimen": "1.5 mg x 1 x 14 d, 3 mg x 1 x 14 d", "concentration": "1 mg/mL"}))
    request = json.loads(json.dumps(carried.request))
    for phase in request["rx"]["regimen"]:
        phase["take"][0]["when"] = "bedtime"
    planned = plan_request(json.dumps(request), NOW, shipped_formulary())
    assert planned.result["status"] == "calculation"
    assert planned.proved.supply.days_covered == 28
