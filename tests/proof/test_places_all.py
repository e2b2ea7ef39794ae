"""The place of everything that stands in a request or a result: where it is of another kind, unknown, missing, or zero."""

from __future__ import annotations

import copy
from datetime import date
from fractions import Fraction

import pytest
from gathered import each_of
from proof.cases import HAND_MADE, hand_made, prove
from proof.test_places import words

from ldn_calc.proof.asked import AskedBalance, read_request
from ldn_calc.proof.problems import Problems
from ldn_calc.quantities.units import quantity

NOT_READ = (
    "rx.patient.address",
    "rx.patient.language",
    "rx.prescriber.phone",
    "rx.indication",
    "rx.refills",
    "screening.",
    "preparation.containers",
    "settled",
    "preparation.source.excipients",
    *(f"preparation.components[0].{key}" for key in ("name", "lot", "maker")),
)
"""What the replay has no use for."""

WHOLE = hand_made("contract-liquid-titration").request | {"fill": {"number": 2, "from_day": 15, "days": 20}}
WHOLE = copy.deepcopy(WHOLE)
WHOLE["rx"] |= {
    "strength": "1 mg/mL",
    "quantity": "100 mL",
    "regimen": [
        {"days": 14, "every": 3, "take": [{"dose": "1.5 mg", "amount": "1.5 mL", "when": "bedtime"}]},
        {"days": 14, "every": 3, "alternates": True, "take": [{"amount": "2 mL", "when": "bedtime"}]},
        {
            "days": 28,
            "weekdays": ["wed", "mon"],
            "take": [{"dose": "1 mg", "when": "morning"}, {"dose": "2 mg", "when": "bedtime"}],
        },
    ],
}
WHOLE["preparation"]["source"] |= {"solvents": "0.1 %", "lod": "0.2 %"}
WHOLE["preparation"]["balance"]["capacity"] = "200 g"
WHOLE["preparation"] |= {
    "way": "direct",
    "syringe": "3 mL oral syringe",
    "capsule_size": "3",
    "shell": "hpmc",
    "filler": "corn starch",
    "filler_fill": "130 mg",
    "drug_fill": "150 mg",
    "extra_capsules": 3,
    "overage": "5 %",
    "beyond_use_counting": "days-after",
    "capsule_strengths": ["1 mg", "2 mg"],
    "containers": 1,
    "lot": "L-7",
    "components": [{"name": "vehicle", "lot": "V", "expires_on": "2027-01", "maker": "M"}],
    "storage": "room",
}
"""A request that gives all that can be given for a liquid from powder; a form has no use for some of it."""

TABLETS = hand_made("05-liquid-from-tablets").request

OPTIONAL = (
    *("fill", "fill.number", "fill.from_day", "fill.days", "settled", "compounded_on", "preparation"),
    *("rx.strength_as", "rx.first_dose_on", "rx.quantity"),
    *(f"preparation.{key}" for key in WHOLE["preparation"]),
    *(f"preparation.source.{key}" for key in ("assay", "assay_basis", "water", "solvents", "lod", "lot", "expires_on")),
    *("preparation.balance.capacity", "preparation.components[0].expires_on"),
    *("rx.regimen[0].take[0].amount", "rx.regimen[0].take[0].dose", "rx.regimen[2].weekdays"),
)
ELSEWHERE = {
    "rx.regimen[1].take[0].amount": "rx.regimen[1].take[0] without dose",
    **{f"rx.regimen[2].take[{at}].dose": f"rx.regimen[2].take[{at}] without dose" for at in (0, 1)},
    "rx": "rx: nothing",
    "preparation.source.kind": "preparation.source.kind: nothing",
    "rx.strength": "rx.regimen[0].take[0].amount: 1.5 mL",
    "rx.regimen[0].every": "rx.regimen[1] alternates",
    "rx.regimen[1].every": "rx.regimen[1] alternates",
    "rx.regimen[1].alternates": None,
    "preparation.balance.minimum": "preparation.balance with none of them",
}
"""What is said where one of these is missing: what rests on it; nothing where it only means something else."""


def nodes(value, path=()):
    """Every value with its path, inner ones too."""
    if path:
        yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from nodes(inner, (*path, key))


def changed(document, path, value=...):
    """The document with another value at that path, or without it."""
    found = copy.deepcopy(document)
    place = found
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return found


def refused(request):
    """What was found wrong with a request, by what is due."""
    problems = Problems()
    with problems:
        read_request(request, problems)
    return {problem.found: problem.expected for problem in problems.found}


def is_read(called):
    return not called.startswith(NOT_READ) or called == "screening"


def test_the_whole_request_is_read_as_it_is_written():
    assert refused(WHOLE) == {}
    asked = read_request(WHOLE, Problems())
    given = WHOLE["preparation"]
    for key in (
        "way",
        "syringe",
        "capsule_size",
        "shell",
        "filler",
        "extra_capsules",
        "beyond_use_counting",
        "lot",
        "storage",
        "vehicle",
    ):
        assert getattr(asked, key) == given[key], key
    for key, unit in (
        ("concentration", "mg/mL"),
        ("overfill", "%"),
        ("weighing_error", "%"),
        ("filler_fill", "mg"),
        ("drug_fill", "mg"),
        ("overage", "%"),
    ):
        assert getattr(asked, key) == quantity(Fraction(given[key].split(" ")[0]), unit), key
    milligrams = [quantity(Fraction(number), "mg") for number in (1, 50, 200_000, 2)]
    assert asked.balance == AskedBalance(milligrams[0], milligrams[1], None, None, milligrams[2])
    assert asked.capsule_strengths == (milligrams[0], milligrams[3])
    assert asked.component_expiries == (date(2027, 1, 31),)
    assert (asked.number, asked.form, asked.strength_as) == ("240117", "liquid", "hydrochloride")
    assert (asked.fill_number, asked.from_day, asked.fill_days, asked.days, asked.goes_on) == (2, 15, 20, 42, False)
    assert (asked.first_dose_on, asked.compounded_on) == (date(2026, 11, 22), date(2026, 11, 22))
    assert asked.strength == quantity(Fraction(1), "mg/mL")
    assert asked.quantity == (100, "mL")
    assert [(each.days, each.every, each.weekdays, each.place) for each in asked.regimen] == [
        (14, 3, (), 0),
        (14, 3, (), 1),
        (28, 1, ("mon", "wed"), 0),
    ]
    assert [{when: dose.magnitude for when, dose in each.doses.items()} for each in asked.regimen] == [
        {"bedtime": Fraction(3, 2)},
        {"bedtime": 2},
        {"morning": 1, "bedtime": 2},
    ]
    source = asked.source
    assert (source.kind, source.substance, source.basis) == ("powder", "naltrexone hydrochloride anhydrous", "anhydrous")
    assert {key: figure.magnitude for key, figure in source.figures.items()} == {
        "assay": Fraction("99.4"),
        "water": Fraction("0.6"),
        "solvents": Fraction("0.1"),
        "lod": Fraction("0.2"),
    }
    assert (source.lot, source.expires_on) == ("N-118", date(2028, 3, 31))
    tablets = read_request(TABLETS, Problems()).source
    assert (tablets.kind, tablets.substance, tablets.basis, tablets.figures) == ("tablet", None, None, {})
    assert (tablets.tablet_strength.magnitude, tablets.tablet_weight.magnitude) == (50, 212)


def test_what_the_request_leaves_open_stays_open():
    request = changed(WHOLE, ("preparation",))
    del request["fill"], request["compounded_on"]
    for key in ("strength", "quantity", "strength_as", "first_dose_on"):
        del request["rx"][key]
    request["rx"]["regimen"] = [{"days": 7, "take": [{"dose": "1 mg", "when": "bedtime"}]}]
    asked = read_request(request, Problems())
    assert (asked.strength_as, asked.fill_number, asked.from_day, asked.component_expiries) == ("hydrochloride", 1, 1, ())
    keys = ("first_dose_on", "compounded_on", "fill_days", "source", "balance", "strength", "quantity", "overfill", "lot")
    keys += ("capsule_strengths", "extra_capsules", "way", "shell", "storage", "concentration", "vehicle", "beyond_use_counting")
    assert {key: getattr(asked, key) for key in keys} == dict.fromkeys(keys)
    assert "preparation" not in asked.given
    assert {"rx.form", "rx.regimen", "screening"} <= asked.given


@pytest.mark.parametrize("request_", [WHOLE, TABLETS], ids=["powder", "tablets"])
def test_a_value_of_another_kind_is_named_by_its_place(request_):
    unnamed = []
    for path, value in nodes(request_):
        called = words(path)
        for other, shown in (({}, "an object"), ([], "a list"), (True, "yes"), ("x y!", "x y!")):
            if type(other) is type(value) or (called.endswith("alternates") and other is True) or not is_read(called):
                continue
            places = {called, f"request.{called}", called.split(".weekdays[")[0] + ".weekdays"}
            due = {f"{place}: {shown}" for place in places} | {f"rx.strength 1 mg/mL of the form {shown}"}
            if not due & refused(changed(request_, path, other)).keys():
                unnamed.append((called, other))
    assert unnamed == []


@pytest.mark.parametrize("request_", [WHOLE, TABLETS], ids=["powder", "tablets"])
def test_an_unknown_key_is_named_by_its_place(request_):
    for path, value in [((), request_), *nodes(request_)]:
        called = words(path) or "request"
        if isinstance(value, dict) and (is_read(called) or called.endswith("components[0]")):
            found = refused(changed(request_, (*path, "colour"), "blue"))
            assert found == {f"{called}.colour": "only keys of the contract"}, called


def test_a_key_that_is_missing_is_named_by_its_place_and_one_that_may_be_is_not():
    for path, value in nodes(WHOLE):
        called = words(path)
        if isinstance(path[-1], int) or (not is_read(called) and not called.endswith("components[0].name")):
            continue
        found, absent = refused(changed(WHOLE, path)), refused(changed(WHOLE, path, None))
        where = words(path[:-1]) or "request"
        if called in ELSEWHERE:
            due = ELSEWHERE[called]
            assert list(found) == ([] if due is None else [due]) == list(absent), called
        elif called in OPTIONAL:
            assert found == {} == absent, called
        else:
            due = {f"{where} without {path[-1]}": f"{path[-1]} in {where}"}
            assert found == due, (called, value)
            assert len(absent) == 1, called


@pytest.mark.parametrize("request_", [WHOLE, TABLETS], ids=["powder", "tablets"])
def test_nothing_of_what_must_be_something_is_named_by_its_place(request_):
    percentages = 0
    for path, value in nodes(request_):
        number, _, unit = value.partition(" ") if isinstance(value, str) else ("", "", "")
        if not number.replace(".", "").isdigit() or unit not in ("mg", "g", "mL", "mg/mL", "%"):
            continue
        found = refused(changed(request_, path, f"0 {unit}"))
        if unit == "%":
            percentages += 1
            assert found == {}, words(path)
        else:
            assert found == {f"{words(path)}: 0 {unit}": "more than zero"}
    assert percentages == (7 if request_ is WHOLE else 0)


@each_of(
    ("path", "least", "most"),
    [
        ("rx/regimen/0/days", 1, 366),
        ("rx/regimen/0/every", 2, 7),
        ("fill/number", 1, 100_000),
        ("fill/from_day", 1, 100_000),
        ("fill/days", 1, 366),
        ("preparation/extra_capsules", 0, 100_000),
    ],
)
def test_a_number_outside_its_range_is_named_by_its_place(path, least, most):
    keys = tuple(int(key) if key.isdigit() else key for key in path.split("/"))
    for number in (least - 1, most + 1):
        due = {f"{words(keys)}: {number}": f"a whole number from {least} to {most}"}
        assert refused(changed(WHOLE, keys, number)) == due
    for number in (least, most):
        assert not any(found.startswith(f"{words(keys)}:") for found in refused(changed(WHOLE, keys, number)))


def test_each_choice_is_one_of_those_of_the_contract():
    choices = {
        ("rx", "drug"): "naltrexone",
        ("rx", "form"): "liquid, capsule, any",
        ("rx", "strength_as"): "hydrochloride, base",
        ("rx", "regimen", 0, "take", 0, "when"): "morning, evening, bedtime",
        ("preparation", "source", "kind"): "powder, tablet",
        ("preparation", "source", "assay_basis"): "as-is, anhydrous, anhydrous-solvent-free, dried",
        ("preparation", "beyond_use_counting"): "day-one, days-after",
        ("preparation", "way"): "direct, larger-batch, aliquot, whole-tablets, crushed-part",
        ("preparation", "shell"): "gelatin, hpmc",
        ("preparation", "storage"): "refrigerator, room",
    }
    plain = changed(
        changed(WHOLE, ("rx", "strength")), ("rx", "regimen"), [{"days": 60, "take": [{"dose": "1 mg", "when": "bedtime"}]}]
    )
    for path, those in choices.items():
        assert refused(changed(plain, path, "x")) == {f"{words(path)}: x": f"one of {those}"}
        for choice in those.split(", "):
            found = refused(changed(plain, path, choice))
            assert not any(each.startswith(f"{words(path)}:") for each in found), (path, choice)


NOT_PROVED = ("working", "alternatives", "findings[0].facts")
BY_WORDS = ("plan.supply.phases_covered",)
"""Held against what is due as a whole, in words."""


@pytest.mark.parametrize("case", [HAND_MADE[0], hand_made("contract-liquid-titration")], ids=lambda case: case.name)
def test_every_object_and_list_of_a_result_has_its_place(case):
    unnamed = []
    for path, value in nodes(case.result):
        called = words(path)
        if not isinstance(value, (dict, list)) or called.startswith((*NOT_PROVED, *BY_WORDS)):
            continue
        is_step = called.startswith("plan.steps[")
        place = "the step" if is_step else called
        due = [(changed(case.result, path, "x"), f"{place}: x")]
        if isinstance(value, dict):
            op = case.result["plan"]["steps"][path[2]]["op"] if is_step else ""
            colour = changed(case.result, (*path, "colour"), "blue")
            is_table = called in ("plan.materials", "plan.instruments", "plan.products")
            said = "colour as a default" if called == "defaults_used" else f"{op or called}.colour{': blue' if is_table else ''}"
            due.append((colour, said))
        for result, said in due:
            step = path[2] + 1 if is_step else None
            if (step, said) not in [(problem.step, problem.found) for problem in prove(case.request, result).problems]:
                unnamed.append((called, said))
    assert unnamed == []
