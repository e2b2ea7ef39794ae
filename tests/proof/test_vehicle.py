"""A vehicle that is made: kept figures, any volume, and every sabotage of the printed steps refused by the replay."""

from __future__ import annotations

import copy
import json
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ldn_calc.application.plan.vehicle import make_vehicle, vehicle_request
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.proof.vehicle import replay_vehicle
from ldn_calc.quantities.text import read_volume, write
from ldn_calc.quantities.values import Volume

CLOCK = datetime(2026, 11, 22, 9, 30)
ROWS = shipped_formulary()
MADE = [key for key, row in ROWS.rows["vehicles"].items() if "made" in row]


def made(vehicle, volume, **more):
    return make_vehicle(vehicle_request(vehicle, volume, **more), CLOCK, ROWS)


def problems_of(planned, result=None):
    found = replay_vehicle(planned.text, json.dumps(result or planned.result), ROWS.text)
    return {problem.code for problem in found.problems}


def amounts(planned):
    """Everything weighed and measured but the diluent's portions, by hand: the sum of the printed steps."""
    found: dict[str, Fraction] = {}
    for step in planned.result["plan"]["steps"]:
        if step["op"] in ("weigh", "measure") and step["material"] != "purified water":
            number, _, unit = (step.get("mass") or step["volume"]).partition(" ")
            found[step["material"]] = found.get(step["material"], Fraction(0)) + Fraction(number) * (
                Fraction(1, 1000) if unit == "mg" else 1
            )
    return {name: float(amount) for name, amount in found.items()}


KEPT = [
    ("simple-syrup", "500 mL", {"sucrose": 425.0}, date(2026, 12, 5)),
    ("simple-syrup", "100 mL", {"sucrose": 85.0}, date(2026, 12, 5)),
    ("methylcellulose", "250 mL", {"methylcellulose": 2.5}, date(2026, 12, 5)),
    ("fawcett-preserved", "1000 mL", {"ascorbic acid": 5.0, "sodium benzoate": 1.0, "glycerol": 200.0}, date(2026, 12, 26)),
    (
        "sugar-free",
        "400 mL",
        {
            "methylparaben": 0.4,
            "glycerol": 40.0,
            "sorbitol solution": 100.0,
            "saccharin sodium": 0.4,
            "citric acid monohydrate": 6.0,
            "sodium citrate": 8.0,
            "potassium sorbate": 0.4,
            "xanthan gum": 0.2,
        },
        date(2026, 12, 26),
    ),
]


@pytest.mark.parametrize(("vehicle", "volume", "grams_or_millilitres", "last_day"), KEPT)
def test_kept_figures(vehicle, volume, grams_or_millilitres, last_day):
    planned = made(vehicle, volume)
    assert planned.result["status"] == "ready"
    assert amounts(planned) == grams_or_millilitres
    assert planned.proved is not None
    assert planned.proved.beyond_use.date == last_day
    assert planned.result["component"] == {"name": "vehicle", "lot": f"{vehicle}-261122-0930", "expires_on": last_day.isoformat()}
    assert planned.result["proof"]["volume"] == volume


def test_what_the_balance_cannot_take_is_weighed_in_portions():
    steps = made("simple-syrup", "500 mL").result["plan"]["steps"]
    assert [step["mass"] for step in steps if step["op"] == "weigh"] == ["142000 mg", "142000 mg", "141000 mg"]


@pytest.mark.parametrize("key", MADE)
def test_every_recipe_is_of_the_vehicle_s_components_and_says_its_sources(key):
    row = ROWS.rows["vehicles"][key]
    ingredients = row["made"]["ingredients"]
    assert {row["made"]["diluent"], *(each.get("component", each["name"]) for each in ingredients)} == set(row["components"])
    assert all(each["source"] and each["tag"] for each in (row["made"], *ingredients))


def test_bought_vehicles_have_no_recipe():
    assert MADE == ["fawcett-preserved", "simple-syrup", "methylcellulose", "sugar-free"]


@settings(max_examples=40, deadline=None)
@given(vehicle=st.sampled_from(MADE), millilitres=st.fractions(min_value=1, max_value=1100, max_denominator=5))
@example("simple-syrup", Fraction(1000))
@example("fawcett-preserved", Fraction(50))
@example("simple-syrup", Fraction(26, 5))
def test_any_volume_is_proved_or_refused_with_what_would_do(vehicle, millilitres):
    planned = made(vehicle, write(Volume(millilitres)) if (millilitres * 10).denominator == 1 else f"{int(millilitres)} mL")
    status = planned.result["status"]
    if status == "invalid":
        assert [error["path"] for error in planned.result["errors"]] == ["volume"]
    elif status == "refused":
        suggestion = planned.result["findings"][0]["facts"]["suggestion"]
        again = made(vehicle, suggestion.removeprefix("a volume of "))
        assert again.result["status"] == "ready"
        assert read_volume(again.result["plan"]["volume"]).millilitres > millilitres - 1
    else:
        assert problems_of(planned) == set()
        for each in planned.result["proof"]["ingredients"]:
            assert abs(float(each["difference"].rstrip("% "))) <= 1
            assert float(each["worst_case"].rstrip("% ")) <= 10


def step(number, **changes):
    """A fault in one step, counted from 1; None takes a key away."""

    def spoil(result):
        there = result["plan"]["steps"][number - 1]
        for key, value in changes.items():
            there[key] = value

    return spoil


def plan(**changes):
    def spoil(result):
        result["plan"] |= changes

    return spoil


def drop(number):
    def spoil(result):
        del result["plan"]["steps"][number - 1]

    return spoil


def said(name, key, value):
    def spoil(result):
        next(each for each in result["plan"]["ingredients"] if each["name"] == name)[key] = value

    return spoil


def swap(one, other):
    def spoil(result):
        steps = result["plan"]["steps"]
        steps[one - 1], steps[other - 1] = steps[other - 1], steps[one - 1]

    return spoil


# fawcett-preserved, 100 mL: 1 ascorbic acid, 2 benzoate, 3 glycerol, 4 mix, 5 water, 6 mix, 7 transfer, 8 fill up, 9 mix, 10 bottle
SABOTAGE = [
    (step(1, mass="5000 mg"), "ingredient-off"),
    (step(2, mass="98 mg"), "ingredient-off"),
    (step(2, mass="49 mg"), "below-minimum"),
    (step(2, mass="100.5 mg"), "off-graduation"),
    (step(1, mass="300000 mg"), "above-capacity"),
    (step(1, material="sodium benzoate"), "material-not-used"),
    (step(2, material="potassium sorbate"), "material-unknown"),
    (step(1, into="mortar"), "vessel-not-emptied"),
    (step(3, volume="20.25 mL"), "off-graduation"),
    (step(3, volume="25 mL"), "ingredient-off"),
    (step(3, instrument="50 mL cylinder"), "instrument-not-used"),
    (step(4, how="shake"), "made-otherwise"),
    (step(5, material="glycerol"), "made-otherwise"),
    (step(7, rinse="0 mL"), "below-minimum"),
    (step(7, rinse="60 mL"), "above-capacity"),
    (step(7, rinse="29.5 mL"), "fill-to-lowers"),
    (step(7, material="glycerol"), "made-otherwise"),
    (step(8, volume="90 mL"), "vessel-too-little"),
    (step(8, material="glycerol"), "made-otherwise"),
    (step(10, volume="90 mL"), "vessel-not-emptied"),
    (step(10, into="bottle 1"), "product-unlisted"),
    (step(10, op="encapsulate"), "operation-unknown"),
    (lambda result: [each.update(volume="90 mL") for each in result["plan"]["steps"][7::2]], "amount-not-made"),
    (drop(2), "material-not-used"),
    (drop(4), "made-otherwise"),
    (drop(6), "made-otherwise"),
    (drop(8), "made-otherwise"),
    (drop(9), "vessel-not-uniform"),
    (drop(10), "vessel-not-emptied"),
    (swap(2, 5), "made-otherwise"),
    (plan(volume="120 mL"), "amount-not-made"),
    (plan(products={"stock bottle": {"kind": "vehicle", "amount": "120 mL"}}), "amount-not-made"),
    (plan(vehicle="simple-syrup"), "material-differs"),
    (plan(name="simple syrup"), "material-differs"),
    (plan(lot="another"), "lot-differs"),
    (plan(made_on="2026-11-23"), "made-ahead"),
    (lambda result: result["plan"]["beyond_use"].update(date="2027-12-26"), "beyond-use-differs"),
    (lambda result: result["plan"]["beyond_use"].update(storage_key="room"), "storage-differs"),
    (lambda result: result["plan"]["materials"]["glycerol"].update(expires_on="2030-01-01"), "certificate-differs"),
    (lambda result: result["plan"]["materials"]["glycerol"].update(kind="vehicle"), "material-differs"),
    (lambda result: result["plan"]["materials"].update(sucrose={"kind": "ingredient"}), "made-otherwise"),
    (lambda result: result["plan"]["instruments"]["balance"].update(minimum="1 mg"), "instrument-differs"),
    (lambda result: result["plan"]["instruments"]["100 mL cylinder"].update(capacity="200 mL"), "instrument-differs"),
    (said("glycerol", "amount", "21 mL"), "made-otherwise"),
    (said("glycerol", "due", "21 mL"), "made-otherwise"),
    (said("glycerol", "of_100_mL", "21 mL"), "made-otherwise"),
    (lambda result: result["plan"]["ingredients"].pop(), "made-otherwise"),
    (lambda result: result["proof"].update(volume="90 mL"), "proof-differs"),
    (lambda result: result.update(formulary="sha256:0"), "material-differs"),
    (lambda result: result.update(schema="ldn-calc/plan/2"), "schema-unknown"),
    (lambda result: result.pop("planned_at"), "value-unreadable"),
    (lambda result: result["plan"].pop("steps"), "key-missing"),
    (lambda result: result["plan"].update(steps="none"), "value-unreadable"),
]


@pytest.fixture(scope="module")
def preserved():
    planned = made("fawcett-preserved", "100 mL")
    assert problems_of(planned) == set()
    return planned


@pytest.mark.parametrize(("spoil", "code"), SABOTAGE, ids=[f"{place}-{code}" for place, (_, code) in enumerate(SABOTAGE)])
def test_the_replay_refuses_it(preserved, spoil, code):
    result = copy.deepcopy(preserved.result)
    spoil(result)
    assert code in problems_of(preserved, result)


def places(value, path=()):
    """Every place of a JSON value, the whole first."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


def at(result, path):
    for key in path:
        result = result[key]
    return result


@pytest.mark.parametrize("junk", [None, 7, "x", [], {}, True])
def test_junk_in_any_place_of_the_plan_is_refused_and_never_an_exception(preserved, junk):
    for *path, last in [each for each in places(preserved.result["plan"]) if each]:
        result = copy.deepcopy(preserved.result)
        at(result["plan"], path)[last] = junk
        harmless = (junk == "x" and "because" in path) or (junk is None and last == "tolerance")  # a reason; then the row's counts
        if result["plan"] != preserved.result["plan"] and not harmless:
            assert problems_of(preserved, result), (path, last)


def test_ten_times_or_a_tenth_of_any_amount_of_the_steps_is_refused(preserved):
    """But for the part of the water that is about so much, and the rinse: the mark decides."""
    for number, entry in enumerate(preserved.result["plan"]["steps"]):
        for key in {"mass", "volume"} & set(entry):
            figure, _, unit = entry[key].partition(" ")
            for times in (Fraction(10), Fraction(1, 10), Fraction(103, 100)):
                if entry["material" if "material" in entry else "op"] == "purified water" and entry["op"] == "measure":
                    continue
                result = copy.deepcopy(preserved.result)
                other = Fraction(figure) * times
                result["plan"]["steps"][number][key] = f"{float(other):g} {unit}"
                assert problems_of(preserved, result), (entry, times)


def test_powder_that_takes_up_room_leaves_none_for_too_large_a_rinse():
    """85 g of sucrose take up 53.7 of 100 mL: as many millilitres of water as the cylinder seems to have room for are too many."""
    planned = made("simple-syrup", "500 mL")
    result = copy.deepcopy(planned.result)
    result["plan"]["steps"][5]["rinse"] = "22 mL"
    assert "fill-to-lowers" in problems_of(planned, result)
    result["plan"]["steps"][5]["rinse"] = "21 mL"
    assert "fill-to-lowers" not in problems_of(planned, result)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"vehicle": "fawcett-preserved"}', '{"vehicle": 3, "volume": "100 mL"}'])
def test_a_request_that_cannot_be_read_is_a_problem_and_no_exception(preserved, text):
    assert replay_vehicle(text, json.dumps(preserved.result), ROWS.text).problems


def test_an_ingredient_s_expiry_ends_the_use():
    planned = made("fawcett-preserved", "100 mL", expires={"sodium benzoate": "2026-12-10", "glycerol": "2028-03"})
    assert planned.result["plan"]["beyond_use"]["date"] == planned.result["component"]["expires_on"] == "2026-12-10"
    assert "sodium benzoate expires 10 Dec 2026" in planned.result["plan"]["beyond_use"]["because"][0]
    result = copy.deepcopy(planned.result)
    result["plan"]["beyond_use"]["date"] = "2026-12-26"
    assert "beyond-use-differs" in problems_of(planned, result)


def test_an_expired_ingredient_and_a_last_day_gone_by_are_refused():
    expired = made("fawcett-preserved", "100 mL", expires={"glycerol": "2026-10"})
    assert [each["code"] for each in expired.result["findings"]] == ["component-expired"]
    gone = made("simple-syrup", "100 mL", made_on="2026-11-01")
    assert [each["code"] for each in gone.result["findings"]] == ["already-over"]
    assert expired.result["plan"] is None is gone.result["plan"]


def test_a_finer_balance_and_other_rows_change_what_can_be_made():
    rows = json.loads(json.dumps(ROWS.rows))
    rows["instruments"]["balance"] |= {"readability": "0.1 mg", "minimum": "5 mg", "capacity": "20 g"}
    fine = Formulary(rows)
    planned = make_vehicle(vehicle_request("sugar-free", "50 mL"), CLOCK, fine)
    assert planned.result["status"] == "ready"
    assert made("sugar-free", "50 mL").result["status"] == "refused"
    syrup = make_vehicle(vehicle_request("simple-syrup", "50 mL"), CLOCK, fine)
    weighed = [entry["mass"] for entry in syrup.result["plan"]["steps"] if entry["op"] == "weigh"]
    assert sum(Fraction(mass.removesuffix(" mg")) for mass in weighed) == 42500
    assert all(Fraction(mass.removesuffix(" mg")) <= 10000 for mass in weighed)


def test_a_row_that_would_not_fit_its_own_volume_is_refused():
    rows = json.loads(json.dumps(ROWS.rows))
    del rows["vehicles"]["simple-syrup"]["made"]["ingredients"][0]["displaces"]
    planned = make_vehicle(vehicle_request("simple-syrup", "500 mL"), CLOCK, Formulary(rows))
    assert planned.result["status"] == "refused"
    assert planned.result["findings"][0]["code"] == "vehicle-without-rinse"
