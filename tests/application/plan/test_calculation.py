"""A calculation without a patient: every number of the bench, no lot, no paper but a worksheet that says what it is."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from order_support import ABSENT, changed, document

from ldn_calc.application.papers.printed import PaperError, render_paper, why_not_print
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.lots import issue_lot
from ldn_calc.application.plan.planning import Planned, plan_request, write_result
from ldn_calc.application.plan.proving import prove
from ldn_calc.application.plan.stored import open_stored, stored_result
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary

CLOCK = datetime(2026, 11, 22, 9, 30)
NOBODY = {"rx.number": ABSENT, "rx.patient": ABSENT, "rx.prescriber": ABSENT}
LEAST = {"rx": {"form": "capsule", "regimen": [{"days": 30, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}]}}
PHARMACY = Settings(pharmacy=Pharmacy("Hale Pharmacy", "1 Main St, Dover", "555-0100"))


def planned(request: dict, lot: str | None = None) -> Planned:
    return plan_request(json.dumps(request), CLOCK, shipped_formulary(), lot=lot)


def codes(found: Planned) -> list[str]:
    return [each["code"] for each in found.result["findings"]]


def test_form_doses_and_days_are_enough_for_every_number():
    found = planned(LEAST)
    assert found.result["status"] == "calculation"
    assert found.plan["products"] == {"capsules 4.5 mg": {"kind": "capsule", "strength": "4.5 mg", "amount": "30 capsules"}}
    assert found.result["proof"]["agrees"] is True
    assert found.result["error_budget"]["dose"]["worst_case"]
    assert found.result["working"]


def test_it_holds_the_same_amounts_as_the_prescription_it_lacks_a_patient_of():
    calculation, prescription = planned(changed(NOBODY)), planned(document())
    assert prescription.result["status"] == "ready"
    assert calculation.plan["steps"] == prescription.plan["steps"]
    assert calculation.plan["doses"] == prescription.plan["doses"]


def test_nothing_of_a_patient_is_taken_for_granted():
    taken = planned(LEAST).result["defaults_used"]
    assert taken["rx.first_dose_on"] == "2026-11-22"
    assert not [path for path in taken if path.startswith(("screening.", "rx.patient."))]


def test_no_lot_is_issued():
    found = planned(LEAST)
    assert found.plan["lot"] == "CALCULATION"
    with pytest.raises(ValueError, match="no lot"):
        issue_lot(found)


def test_a_lot_that_was_handed_out_is_not_taken():
    assert planned(LEAST, "240101-1-261122-0930-B").plan["lot"] == "CALCULATION"


def test_a_lot_of_its_own_is_no_part_of_a_calculation():
    found = planned(changed({**NOBODY, "preparation.lot": "240101-1-261122-0930"}))
    assert [error["path"] for error in found.result["errors"]] == ["preparation.lot"]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"rx.number": "7"}, {"rx.patient", "rx.prescriber"}),
        ({"rx.patient": {"name": "Ruth Okafor", "birth_date": "1979-04-12"}}, {"rx.number", "rx.prescriber"}),
        ({"rx.patient": {"language": "en", "address": "12 Elm St"}}, {"rx.number", "rx.patient.name"}),
        ({"rx.patient": None}, {"rx.number", "rx.patient"}),
        ({"rx.prescriber": {"name": "P. Hale, MD"}}, {"rx.number", "rx.patient"}),
        ({"rx.prescriber": {"phone": "555-0100"}}, {"rx.number", "rx.prescriber.name"}),
        ({"rx.prescriber": None}, {"rx.number", "rx.prescriber"}),
    ],
)
def test_what_names_anybody_is_a_prescription_and_keeps_its_errors(given, missing):
    found = planned(changed({**NOBODY, **given}))
    assert found.result["status"] == "invalid"
    assert missing <= {error["path"] for error in found.result["errors"]}


@pytest.mark.parametrize("given", [{"rx.patient": {"language": "es"}}, {"rx.patient": {}, "rx.prescriber": {}}])
def test_a_language_alone_and_empty_objects_name_nobody(given):
    assert planned(changed({**NOBODY, **given})).result["status"] == "calculation"


def test_without_an_answer_nothing_is_screened_and_the_result_says_so():
    assert "calculation-only" in codes(planned(LEAST))
    assert not {"opioid-use-not-answered", "screening-incomplete"} & set(codes(planned(LEAST)))


def test_an_answer_that_stands_there_is_held_all_the_same():
    found = planned(changed({**NOBODY, "screening": {"opioid_use": "current", "medicines": ["tramadol"]}}))
    assert found.result["status"] == "refused"
    assert {"opioid-current", "opioid-in-medicines"} <= set(codes(found))
    assert found.plan is None


@pytest.mark.parametrize("dose", ["0.4 mg", "5.1 mg"])
def test_the_range_of_doses_is_the_same(dose):
    request = json.loads(json.dumps(LEAST))
    request["rx"]["regimen"][0]["take"][0]["dose"] = dose
    assert planned(request).result["status"] == "refused"


def test_another_drug_is_not_calculated():
    request = json.loads(json.dumps(LEAST))
    request["rx"]["drug"] = "naloxone"
    assert [error["path"] for error in planned(request).result["errors"]] == ["rx.drug"]


def test_nothing_is_settled_where_there_is_no_patient():
    found = planned(LEAST)
    reviewed = next(each for each in found.result["findings"] if each["severity"] == "review")
    entry = {"code": reviewed["code"], "field": reviewed["field"], "seen": reviewed["fingerprint"]}
    again = planned({**LEAST, "settled": [entry | {"reason": "seen and right", "by": "A. Ray", "on": "2026-11-22"}]})
    assert "settlement-not-taken" in codes(again)
    assert all(each["settled"] is None for each in again.result["findings"])


def test_the_proof_refuses_one_that_says_it_is_ready():
    found = planned(LEAST)
    assert prove(found.text, write_result(found.result), shipped_formulary()).agrees
    ready = dict(found.result) | {"status": "ready"}
    proof = prove(found.text, write_result(ready), shipped_formulary())
    assert "status-against-findings" in {each.code for each in proof.problems}


def test_the_proof_refuses_a_prescription_that_says_it_is_a_calculation():
    found = planned(document())
    proof = prove(found.text, write_result(dict(found.result) | {"status": "calculation"}), shipped_formulary())
    assert "status-against-findings" in {each.code for each in proof.problems}


def test_the_proof_refuses_a_calculation_with_a_lot():
    found = planned(LEAST)
    issued = dict(found.result) | {"plan": dict(found.plan) | {"lot": "7-1-261122-0930"}}
    proof = prove(found.text, write_result(issued), shipped_formulary())
    assert "lot-differs" in {each.code for each in proof.problems}


def test_a_kept_calculation_opens_as_one():
    found = planned(LEAST)
    opened = open_stored(write_result(stored_result(found)), shipped_formulary())
    assert opened.result["status"] == "calculation"


@pytest.mark.parametrize("paper", ["label", "sheet", "master"])
def test_no_paper_for_a_patient_or_the_files_is_drawn_of_it(paper):
    with pytest.raises(PaperError, match="a calculation without a patient"):
        render_paper(paper, planned(LEAST), PHARMACY, CLOCK)


def test_why_it_does_not_print_is_said_in_words():
    [why] = why_not_print(planned(LEAST))
    assert why.startswith("This is a calculation without a patient: only its worksheet prints.")
