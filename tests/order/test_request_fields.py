"""The table of request fields is what the reader, the proof, the form and the contract hold to."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from answers import QUESTIONS, answered
from keep_field_table import INTERFACE, field_table, with_table
from order_support import ABSENT, changed, errors, findings

from ldn_calc.formulary.records import DayCount
from ldn_calc.order.prescription import AssayBasis, Form, Language, StrengthAs, Way, Weekday, When
from ldn_calc.order.request_fields import COULD_NOT_BE_ASKED, FIELDS, questions
from ldn_calc.proof.asked import read_request as read_for_proof
from ldn_calc.proof.problems import Problems

TABLETS = {
    **{"kind": "tablet", "strength": "50 mg", "average_weight": "212 mg"},
    **{"lot": "T-1", "expires_on": "2028-03", "excipients": []},
}
BASE: dict[str, Any] = {
    "rx.patient.address": "12 Elm St",
    "rx.patient.language": "en",
    "rx.prescriber.phone": "555-0100",
    "rx.first_dose_on": "2026-11-22",
    "rx.strength_as": "hydrochloride",
    "rx.indication": "fibromyalgia",
    "rx.refills": 2,
    "rx.quantity": "30 days",
    "rx.strength": "1 mg/mL",
    "screening.medicines": [{"name": "levothyroxine", "stopped_on": "2026-09-01", "kind": "unknown", "removed_on": "2026-09-01"}],
    "screening.opioid_stopped_on": "2026-01-01",
    "screening.opioid_kind": "unknown",
    "screening.surgery_planned_on": None,
    "preparation.source.solvents": "0 %",
    "preparation.source.lod": "0.5 %",
    "preparation.components": [{"name": "vehicle", "lot": "V-7", "expires_on": "2027-03", "maker": "Acme"}],
    "preparation.balance": {"readability": "1 mg", "minimum": "50 mg", "capacity": "220 g"},
    "preparation.weighing_error": "2 %",
    "preparation.vehicle": "fawcett-preserved",
    "preparation.overfill": "5 %",
    "preparation.way": "direct",
    "preparation.syringe": "3 mL oral syringe",
    "preparation.capsule_strengths": ["1.5 mg"],
    "preparation.shell": "hpmc",
    "preparation.capsule_size": "3",
    "preparation.filler": "microcrystalline cellulose PH-105",
    "preparation.filler_fill": "128 mg",
    "preparation.drug_fill": "128 mg",
    "preparation.overage": "5 %",
    "preparation.beyond_use_counting": "day-one",
    "preparation.containers": 2,
    "preparation.storage": "refrigerator",
    "preparation.lot": "L-1",
    "fill": {"number": 1, "from_day": 1},
    "compounded_on": "2026-11-22",
    "settled": [
        {"code": "c", "field": "f", "seen": "s", "reason": "it is so", "by": "Dana", "on": "2026-11-22", "practice": False},
    ],
}
"""Every field but those that exclude one of these."""
INSTEAD: dict[str, dict[str, Any]] = {
    "rx.regimen[].take[].amount": {
        "rx.regimen": [{"days": 30, "take": [{"dose": "4.5 mg", "amount": "4.5 mL", "when": "bedtime"}]}],
    },
    "rx.regimen[].every": {"rx.regimen": [{"days": 30, "every": 2, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}]},
    "rx.regimen[].weekdays": {
        "rx.regimen": [{"days": 30, "weekdays": ["mon"], "take": [{"dose": "4.5 mg", "when": "bedtime"}]}],
    },
    "rx.regimen[].alternates": {
        "rx.regimen": [{"days": 30, "alternates": False, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}],
    },
    "preparation.source.strength": {"preparation.source": TABLETS},
    "preparation.source.average_weight": {"preparation.source": TABLETS},
    "preparation.source.excipients": {"preparation.source": TABLETS},
    "preparation.extra_capsules": {"preparation.overage": ABSENT, "preparation.extra_capsules": 3},
    "preparation.balance.sensitivity": {"preparation.balance": {"readability": "1 mg", "sensitivity": "1 mg"}},
    "preparation.balance.repeatability": {"preparation.balance": {"readability": "1 mg", "repeatability": "1 mg"}},
    "fill.days": {"fill": {"number": 2, "from_day": 31, "days": 30}},
}
"""What else is written for a field that excludes one of the others."""
SILENT = {("liver_disease", "mild"), ("kidney_disease", "moderate"), ("pregnancy", "not applicable")}
"""Answers that weigh nothing, though there is something to say."""


def request_for(path: str, value: Any = None, **given: bool) -> dict[str, Any]:
    """A good request that has the field, with another value there or (absent=True) without it."""
    base = {key: each for key, each in {**BASE, **INSTEAD.get(path, {})}.items() if each is not ABSENT}
    whole = changed(copy.deepcopy(base))
    if not given:
        return whole
    *steps, last = [int(step) if step.isdecimal() else step for step in re.split(r"[.\[\]]+", place(path)) if step]
    inner: Any = whole
    for step in steps:
        inner = inner[step]
    if given.get("absent"):
        inner.pop(last)
    else:
        inner[last] = value
    return whole


def place(path: str) -> str:
    return path.replace("[]", "[0]")


def parent(path: str) -> str:
    return path.rpartition(".")[0]


def with_value(path: str, value: Any) -> dict[str, str]:
    return errors(request_for(path, value, written=True))


@pytest.mark.parametrize("path", ["", *INSTEAD])
def test_the_request_that_the_other_tests_change_is_read_whole(path):
    whole = request_for(path)
    assert errors(whole) == {}
    problems = Problems()
    read_for_proof(json.loads(json.dumps(whole)), problems)
    assert not problems.found


def test_every_field_is_in_that_request():
    for path in FIELDS:
        inner: Any = request_for(path)
        for step in [int(step) if step.isdecimal() else step for step in re.split(r"[.\[\]]+", place(path)) if step]:
            inner = inner[step]


@pytest.mark.parametrize("path", FIELDS)
def test_each_field_is_read_where_the_table_says(path):
    found = with_value(path, {"no": "value"})
    assert any(each.startswith(place(path)) for each in found), found


@pytest.mark.parametrize("path", FIELDS)
def test_only_what_is_needed_is_missed(path):
    found = errors(request_for(path, absent=True))
    excluded = {"preparation.balance.minimum": "preparation.balance", "preparation.balance.sensitivity": "preparation.balance"}
    excluded |= {"preparation.balance.repeatability": "preparation.balance", "fill.days": "fill.days"}
    due = place(path) if FIELDS[path].needed else excluded.get(path)
    assert set(found) == ({due} if due else set())


@pytest.mark.parametrize("inner", sorted({parent(path) for path in FIELDS} - {"preparation.source"}))
def test_the_reader_knows_the_tables_keys_and_no_others(inner):
    due = {each.removeprefix(f"{inner}." if inner else "") for each in FIELDS if each.startswith(inner)}
    due = {re.split(r"[.\[]", each)[0] for each in due}
    key = f"{inner}.zz" if inner else "zz"
    first = next((path for path in FIELDS if parent(path) == inner), "")
    said = errors(request_for(first) | {"zz": 1})[key] if not inner else errors(_with_key(first, inner))[place(key)]
    assert set(re.sub(r"; did you mean.*", "", said).removeprefix("one of the keys ").split(", ")) == due


def _with_key(path: str, inner: str) -> dict[str, Any]:
    whole = request_for(path)
    at: Any = whole
    for step in [int(step) if step.isdecimal() else step for step in re.split(r"[.\[\]]+", place(inner)) if step]:
        at = at[step]
    at["zz"] = 1
    return whole


@pytest.mark.parametrize(("path", "when"), [("preparation.source.assay", "tablet"), ("preparation.source.strength", "powder")])
def test_a_source_has_the_keys_of_its_kind(path, when):
    said = errors(_with_key(path, "preparation.source"))["preparation.source.zz"].removeprefix("one of the keys ")
    due = {field.key for field in FIELDS.values() if parent(field.path) == "preparation.source"}
    others = {"tablet": {"strength", "average_weight", "excipients"}}.get(
        when, {"substance", "assay", "assay_basis", "water", "solvents", "lod"}
    )
    assert set(re.sub(r"; did you mean.*", "", said).split(", ")) == due - others


CHOICES = [path for path, field in FIELDS.items() if field.choices]


@pytest.mark.parametrize("path", CHOICES)
def test_each_choice_is_read_and_no_other(path):
    several = FIELDS[path].kind == "weekdays"
    for key in FIELDS[path].keys:
        assert place(path) not in with_value(path, [key] if several else key)
    refused = f"{place(path)}[0]" if several else place(path)
    assert refused in with_value(path, ["no such answer"] if several else "no such answer")


@pytest.mark.parametrize("path", [path for path, field in FIELDS.items() if field.limits])
def test_numbers_are_read_within_their_limits(path):
    field = FIELDS[path]
    as_written = (lambda number: f"{number} %") if field.kind == "percent" else (lambda number: number)
    ends = ((field.limits.least, field.limits.above, -1), (field.limits.most, field.limits.below, 1))
    for end, open_end, outward in ends:
        said = with_value(path, as_written(end)).get(place(path), "")
        assert (re.match("a (whole number|percentage)", said) is not None) is open_end
        beyond = end + outward
        if field.kind != "percent" or beyond >= 0:
            assert re.match("a (whole number|percentage)", with_value(path, as_written(beyond))[place(path)])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("rx.patient.language", Language),
        ("rx.form", Form),
        ("rx.strength_as", StrengthAs),
        ("rx.regimen[].take[].when", When),
        ("rx.regimen[].weekdays", Weekday),
        ("preparation.source.assay_basis", AssayBasis),
        ("preparation.way", Way),
        ("preparation.beyond_use_counting", DayCount),
    ],
)
def test_a_choice_that_is_a_value_of_its_own_has_the_rows_keys(path, kind):
    assert FIELDS[path].keys == tuple(kind)


def test_the_screening_answered_for_every_test_says_nothing():
    assert answered() == {
        "opioid_use": "none",
        "medicines": [],
        "liver_disease": "none",
        "kidney_disease": "none",
        "pregnancy": "no",
        "mood": "none",
        "allergies": [],
    }
    assert findings(screening=answered(asked_on="2026-11-22")) == []
    assert set(QUESTIONS) == set(answered()) - {"opioid_use"}


@pytest.mark.parametrize("question", [field.key for field in questions() if field.kind == "choice"])
def test_no_answer_is_offered_that_weighs_nothing_unseen(question):
    for answer in FIELDS[f"screening.{question}"].keys[1:]:
        found = [each.field for each in findings(screening=answered(asked_on="2026-11-22", **{question: answer}))]
        if answer == COULD_NOT_BE_ASKED:
            assert found == ["screening"]
        else:
            assert found == ([] if (question, answer) in SILENT else [f"screening.{question}"])


def test_the_contract_names_every_field_and_no_other():
    text = INTERFACE.read_text("utf-8")
    assert with_table(text) == text
    assert field_table() in text
