"""What a prescription says beside the milligrams: doses in mL or capsules of the strength it names, and the quantity ordered."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from order_support import ABSENT, changed

from ldn_calc.application.plan.planning import Planned, plan_request, write_result
from ldn_calc.application.plan.proving import prove
from ldn_calc.finding_text import finding_sentence
from ldn_calc.formulary.formulary import shipped_formulary

CLOCK = datetime(2026, 11, 22, 9, 30)
STEPS = [{"days": 14, "take": [{"dose": dose, "when": "bedtime"}]} for dose in ("1.5 mg", "3 mg", "4.5 mg")]


def planned(**changes: object) -> Planned:
    request = changed({path.replace("__", "."): value for path, value in changes.items()})
    return plan_request(json.dumps(request), CLOCK, shipped_formulary())


def capsules(**changes: object) -> Planned:
    return planned(rx__form="capsule", preparation__concentration=ABSENT, **changes)


def liquid(amount: object, **changes: object) -> Planned:
    take = [{"amount": amount, "when": "bedtime"}]
    return planned(**{"rx__strength": "1 mg/mL", "rx__regimen": [{"days": 14, "take": take}], **changes})


def codes(found: Planned) -> list[str]:
    return [each["code"] for each in found.result["findings"]]


def facts(found: Planned, code: str) -> dict[str, str]:
    return next(each["facts"] for each in found.result["findings"] if each["code"] == code)


def errors(found: Planned) -> dict[str, str]:
    return {each["path"]: each["expected"] for each in found.result["errors"]}


# Doses in mL or capsules


def test_a_volume_of_the_strength_written_is_its_milligrams():
    found = liquid("4.5 mL", preparation__concentration=ABSENT)
    assert found.result["status"] == "ready"
    assert found.plan["doses"][0]["prescribed"] == "4.5 mg"
    assert found.plan["doses"][0]["volume"] == "4.5 mL"
    assert found.plan["products"]["bottle 1"]["strength"] == "1 mg/mL"
    assert found.request.document["rx"]["regimen"][0]["take"] == [{"amount": "4.5 mL", "when": "bedtime"}]


def test_capsules_of_the_strength_written_are_their_milligrams():
    regimen = [{"days": 14, "take": [{"amount": f"{count} capsule{'s' * (count > 1)}", "when": "bedtime"}]} for count in (1, 2, 3)]
    found = capsules(rx__strength="1.5 mg", rx__regimen=regimen)
    assert [dose["prescribed"] for dose in found.plan["doses"]] == ["1.5 mg", "3 mg", "4.5 mg"]
    assert found.plan["products"] == {"capsules 1.5 mg": {"kind": "capsule", "strength": "1.5 mg", "amount": "84 capsules"}}


def test_milligrams_beside_the_volume_are_held_against_it():
    both = [{"days": 14, "take": [{"dose": "3 mg", "amount": "3 mL", "when": "bedtime"}]}]
    assert planned(rx__strength="1 mg/mL", rx__regimen=both).result["status"] == "ready"
    both[0]["take"][0]["dose"] = "2 mg"
    said = errors(planned(rx__strength="1 mg/mL", rx__regimen=both))
    assert said == {"rx.regimen[0].take[0].amount": "2 mg of 1 mg/mL, which is 2 mL; 3 mL is 3 mg"}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"rx__strength": ABSENT}, "rx.regimen[0].take[0].amount"),  # mL of what?
        ({"rx__strength": "1.5 mg"}, "rx.strength"),
        ({"rx__form": "capsule"}, "rx.strength"),
        ({"rx__form": "any"}, "rx.strength"),
    ],
)
def test_an_amount_needs_the_strength_of_its_form(changes, path):
    given = {"rx__strength": "1 mg/mL", **changes}
    regimen = [{"days": 14, "take": [{"amount": "3 mL", "when": "bedtime"}]}]
    if given["rx__strength"] is ABSENT:
        del given["rx__strength"]
    assert path in errors(planned(rx__regimen=regimen, **given))


@pytest.mark.parametrize("amount", ["1.5", "2 capsules", "0 mL", "1,5 mL", "1 tsp", 3, "1-2 mL"])
def test_what_is_no_volume_is_no_amount_of_a_liquid(amount):
    assert "rx.regimen[0].take[0].amount" in errors(liquid(amount))


@pytest.mark.parametrize("amount", ["1.5 capsules", "0 capsules", "3 mL", "two capsules", "1"])
def test_what_is_no_count_is_no_amount_of_capsules(amount):
    regimen = [{"days": 14, "take": [{"amount": amount, "when": "bedtime"}]}]
    assert "rx.regimen[0].take[0].amount" in errors(capsules(rx__strength="1.5 mg", rx__regimen=regimen))


@pytest.mark.parametrize("amount", ["0.4 mL", "5.1 mL"])
def test_the_range_holds_for_amounts_too(amount):
    assert liquid(amount).result["status"] == "refused"


def test_made_in_another_strength_the_milligrams_stay_and_a_review_says_so():
    found = liquid("3 mL", preparation__concentration="2 mg/mL")
    assert facts(found, "strength-not-as-written") == {"written": "1 mg/mL", "made": "2 mg/mL"}
    assert found.result["status"] == "review"
    assert (found.plan["doses"][0]["prescribed"], found.plan["doses"][0]["volume"]) == ("3 mg", "1.5 mL")


def test_no_other_way_to_make_it_changes_the_milligrams():
    text = json.dumps(
        changed({"rx.strength": "1 mg/mL", "rx.regimen": [{"days": 14, "take": [{"amount": "4.5 mL", "when": "bedtime"}]}]})
    )
    found = plan_request(text, CLOCK, shipped_formulary(), alternatives=True)
    changes = [each["changes"] for each in found.result["alternatives"]]
    assert any("preparation.concentration" in each for each in changes)
    for each in changes:
        other = changed({"rx.strength": "1 mg/mL", "rx.regimen": json.loads(text)["rx"]["regimen"], **each})
        made = plan_request(json.dumps(other), CLOCK, shipped_formulary())
        assert made.plan["doses"][0]["prescribed"] == "4.5 mg"


def test_the_proof_reckons_the_milligrams_of_an_amount_itself():
    found = liquid("4.5 mL")
    other = found.text.replace("4.5 mL", "4 mL")
    assert prove(found.text, write_result(found.result), shipped_formulary()).agrees
    told = {each.code for each in prove(other, write_result(found.result), shipped_formulary()).problems}
    assert "dose-prescribed-differs" in told


def test_the_proof_misses_the_finding_of_another_strength():
    found = liquid("3 mL", preparation__concentration="2 mg/mL")
    left = [each for each in found.result["findings"] if each["code"] != "strength-not-as-written"]
    result = dict(found.result) | {"findings": left, "status": "ready"}
    told = {each.found for each in prove(found.text, write_result(result), shipped_formulary()).problems}
    assert any("2 mg/mL" in each for each in told)


# The quantity ordered


@pytest.mark.parametrize("ordered", ["84 capsules", "84 capsule", "42 days"])
def test_a_quantity_that_the_regimen_takes_says_nothing(ordered):
    found = capsules(rx__regimen=STEPS, rx__quantity=ordered, preparation__capsule_strengths=["1.5 mg"])
    assert found.result["status"] == "ready"
    assert "quantity-differs" not in codes(found)


@pytest.mark.parametrize(
    ("ordered", "takes"),
    [("126 capsules", "84 capsules"), ("83 capsules", "84 capsules"), ("30 days", "42 days"), ("150 mL", "84 capsules")],
)
def test_another_quantity_is_a_review_with_both_numbers(ordered, takes):
    found = capsules(rx__regimen=STEPS, rx__quantity=ordered, preparation__capsule_strengths=["1.5 mg"])
    assert found.result["status"] == "review"
    assert facts(found, "quantity-differs") == {"ordered": ordered, "takes": takes}


def test_the_sentence_says_both_numbers_in_both_languages():
    said = {"ordered": "126 capsules", "takes": "84 capsules"}
    assert finding_sentence("quantity-differs", said, "en")[0] == "Ordered 126\u00a0capsules; the doses take 84\u00a0capsules."
    assert all(number in finding_sentence("quantity-differs", said, "es")[0] for number in ("126", "84"))


@pytest.mark.parametrize(
    ("ordered", "differs"),
    [("135 mL", False), ("140 mL", False), ("134 mL", True), ("250 mL", True), ("30 capsules", True)],
)
def test_a_bottle_holds_at_least_what_the_doses_take_and_at_most_what_is_filled(ordered, differs):
    found = planned(rx__quantity=ordered)  # 30 × 4.5 mL
    assert ("quantity-differs" in codes(found)) is differs


def test_a_part_fill_is_held_against_the_whole_regimen():
    steps = [{"days": 28, "take": each["take"]} for each in STEPS]  # 84 days, of which a liquid keeps 35
    assert "quantity-differs" not in codes(planned(rx__regimen=steps, rx__quantity="252 mL"))
    assert facts(planned(rx__regimen=steps, rx__quantity="70 mL"), "quantity-differs")["takes"] == "252 mL"
    assert "quantity-differs" not in codes(planned(rx__regimen=steps, rx__quantity="84 days"))


@pytest.mark.parametrize("ordered", ["84", "84 caps", "0 capsules", "1.5 capsules", "1e2 mL", "84 tablets", 84, "84 mg"])
def test_a_quantity_that_cannot_be_read_says_what_to_write(ordered):
    assert "84 capsules" in errors(planned(rx__quantity=ordered))["rx.quantity"]


def test_the_proof_misses_a_finding_on_the_quantity():
    found = capsules(rx__regimen=STEPS, rx__quantity="126 capsules", preparation__capsule_strengths=["1.5 mg"])
    left = [each for each in found.result["findings"] if each["code"] != "quantity-differs"]
    told = prove(found.text, write_result(dict(found.result) | {"findings": left, "status": "ready"}), shipped_formulary()).problems
    assert any("126 capsules" in each.found and "84 capsules" in each.found for each in told)
