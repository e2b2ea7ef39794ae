from __future__ import annotations

import json
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.application.plan.alternatives import this_plan
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.choosing import triturate
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Preparation, Way
from ldn_calc.planning.aliquot import AliquotError, liquid_aliquot, solid_aliquot, worst_of_two
from ldn_calc.planning.capsule import Fills
from ldn_calc.planning.capsule_ways import Maker, Tablet, ways_of
from ldn_calc.planning.liquid import Target
from ldn_calc.planning.liquid_stock import _stocks, aliquot_batch
from ldn_calc.planning.weighing import least_for_aliquot
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.values import Mass, Share, Strength, Volume

SAMPLES = Path(__file__).parents[1] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
FORMULARY = shipped_formulary()


def planned(number: int, **preparation):
    request = json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))
    request.setdefault("preparation", {}).update(preparation)
    return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result


def codes(result, severity=None):
    return {finding["code"] for finding in result["findings"] if severity in (None, finding["severity"])}


def steps(result, op):
    return [step for step in result["plan"]["steps"] if step["op"] == op]


# Published cases (domain.md, section 9)


@pytest.mark.parametrize(
    ("name", "needed", "minimum", "aliquot", "multiple", "drug", "diluent", "taken"),
    [
        ("V8", 2, 120, 125, None, 120, 7380, 125),
        ("V10", 10, 120, 120, 12, 120, 1320, 120),
        ("V14", 15, 130, 130, 10, 150, 1150, 130),
        ("V14, the least multiple", 15, 130, None, None, 135, 1035, 130),
        ("V22", 15, 120, None, None, 120, 840, 120),
    ],
)
def test_a_solid_aliquot_is_the_published_one(name, needed, minimum, aliquot, multiple, drug, diluent, taken):
    found = solid_aliquot(
        Mass.of(needed),
        Mass.of(minimum),
        None if aliquot is None else Mass.of(aliquot),
        None if multiple is None else Fraction(multiple),
    )
    assert (found.drug, found.diluent, found.aliquot) == (Mass.of(drug), Mass.of(diluent), Mass.of(taken)), name


@pytest.mark.parametrize(
    ("name", "needed", "minimum", "take", "multiple", "drug", "to_volume"),
    [("V16", 20, 120, 5, None, 120, 30), ("V18", 60, 110, 10, 5, 300, 50), ("V21", 15, 120, 5, None, 120, 40)],
)
def test_a_liquid_aliquot_is_the_published_one(name, needed, minimum, take, multiple, drug, to_volume):
    found = liquid_aliquot(Mass.of(needed), Mass.of(minimum), Volume.of(take), None if multiple is None else Fraction(multiple))
    assert (found.drug, found.to_volume) == (Mass.of(drug), Volume.of(to_volume)), name


def test_the_diluent_is_weighable_too():
    with pytest.raises(AliquotError) as caught:
        solid_aliquot(Mass.of(100), Mass.of(120), Mass.of(130))
    assert (caught.value.key, "160 mg" in caught.value.expected) == ("aliquot", True)


# Laws

masses = st.integers(1, 400).map(lambda tenths: Mass(Fraction(tenths, 10)))
minima = st.sampled_from([10, 20, 50, 120]).map(Mass.of)


@given(masses, minima)
def test_an_aliquot_holds_what_is_needed_and_every_weighing_is_at_least_the_minimum(needed, minimum):
    found = solid_aliquot(needed, minimum)
    assert found.drug * (found.aliquot / found.mixture) == needed
    assert min(found.drug, found.diluent, found.aliquot) >= minimum


@given(minima, st.sampled_from([1, 2, 5]))
def test_two_weighings_of_an_aliquot_stay_within_the_error_of_one(minimum, percent):
    balance, allowed = BalanceInstrument(Mass.of(1), minimum), Share.percent(percent)
    least = least_for_aliquot(balance, allowed)
    assert least >= minimum * 2
    assert worst_of_two(minimum * allowed.fraction, least, least)[0] <= allowed.fraction
    one_less = least - Mass.of(1)
    assert one_less < minimum * 2 or worst_of_two(minimum * allowed.fraction, one_less, one_less)[0] > allowed.fraction


def maker(minimum: Mass, tablet: Tablet | None = None, **preparation) -> Maker:
    fraction = tablet.fraction if tablet else Fraction("0.988036")
    fills = Fills(FORMULARY.shells["3"], "microcrystalline cellulose PH-105", Mass.of(130), Mass.of(130), assumed=False)
    return Maker(fraction, tablet, fills, BalanceInstrument(Mass.of(1), minimum), Preparation(**preparation), FORMULARY)


strengths = st.sampled_from(["0.5", "0.75", "1", "1.5", "2.25", "4.5"]).map(lambda text: Mass(Fraction(text)))


@given(st.lists(st.tuples(strengths, st.integers(5, 120)), min_size=1, max_size=2, unique_by=lambda each: each[0]), minima)
def test_every_way_makes_capsules_close_to_their_strength_from_weighings_the_balance_may_make(wanted, minimum):
    made_with = maker(minimum)
    for way, make in ways_of(made_with).items():
        batches = make(made_with, wanted)
        for batch in batches or ():
            assert abs(batch.difference) <= Fraction(1, 100)
            assert batch.filler == Mass.of(0) or batch.filler >= minimum
            stock = batch.charge.stock
            if stock is not None:
                assert min(batch.charge.mass, stock.powder) >= minimum * 2
                assert stock.diluent >= minimum
                assert sum((each.charge.mass for each in batches if each.charge.stock is stock), Mass.of(0)) <= stock.mass
            else:
                assert batch.charge.mass >= minimum, way


@given(strengths, st.integers(10, 120))
def test_whole_tablets_lose_nothing_and_never_add_more_than_a_tablet_of_capsules(strength, capsules):
    tablet = Tablet(Mass.of(50), Mass.of(212))
    made_with = maker(Mass.of(50), tablet)
    batches = ways_of(made_with)[Way.WHOLE_TABLETS](made_with, [(strength, capsules)])
    for batch in batches or ():
        assert batch.charge.drug == Mass.of(50) * batch.charge.tablets
        assert batch.extra <= made_with.extras(capsules) + 50 / strength.milligrams + 1


@given(st.integers(10, 60), st.sampled_from(["0.5", "1", "2"]), minima)
def test_a_liquid_aliquot_dissolves_and_is_close(need, strength, minimum):
    balance, allowed, concentration = BalanceInstrument(Mass.of(1), minimum), Share.percent(2), Strength(Fraction(strength))
    target = Target(Volume.of(need), Volume.of(2), 10)
    batch = aliquot_batch(concentration, Fraction("0.988"), target, balance, allowed, FORMULARY)
    if batch is not None:
        stock = batch.stock
        assert stock.powder >= minimum * 2
        assert stock.take >= stock.measure.smallest
        assert abs(batch.weighed / batch.exact - 1) <= Fraction(5, 1000)
        assert batch.volume >= target.total


def test_a_stock_is_at_most_half_as_strong_as_what_dissolves_so_that_its_first_portion_dissolves_too():
    minimum, allowed = BalanceInstrument(Mass.of(1), Mass.of(200)), Share.percent(2)
    least = least_for_aliquot(minimum, allowed)
    stocks = list(_stocks(Mass.of(182), Volume.of(36), least, minimum, Fraction(1), FORMULARY))
    assert stocks
    assert all((stock.powder / stock.to_volume).milligrams_per_millilitre <= 25 for stock in stocks)
    assert all(stock.take != Volume.of(5) for stock in stocks)


# Plans


def test_sample_07_weighs_what_the_expert_weighs():
    result = planned(7)
    weighed = [step["mass"] for step in steps(result, "weigh")]
    assert (result["status"], weighed[0], steps(result, "take")[0]["mass"]) == ("review", "243 mg", "243 mg")
    assert codes(result, "review") == {"drug-wasted"}
    assert "aliquot-used" in codes(result, "note")
    assert result["proof"]["agrees"]


def test_sample_23_counts_whole_tablets_that_set_the_number_made():
    result = planned(23)
    assert steps(result, "count")[0]["units"] == 3
    assert steps(result, "encapsulate")[0]["capsules"] == 100
    assert result["plan"]["products"]["capsules 1.5 mg"]["amount"] == "90 capsules"
    assert codes(result, "note") >= {"tablet-content-spread"}


def test_part_of_a_crushed_batch_is_reviewed_and_keeps_the_extras_asked_for():
    result = planned(23, extra_capsules=4)
    assert [step["mass"] for step in steps(result, "take")] == ["598 mg"]
    assert steps(result, "encapsulate")[0]["capsules"] == 94
    assert codes(result, "review") == {"tablet-content-spread"}


def of_a_label(**preparation):
    """Sample 23, 90 capsules of 1.5 mg, from tablets of which only the label's 50 mg is known."""
    request = json.loads(next(SAMPLES.glob("23-*.json")).read_text("utf-8"))
    del request["preparation"]["source"]["average_weight"]
    request["preparation"] |= preparation
    return plan_request(json.dumps(request), CLOCK, shipped_formulary()).result


@pytest.mark.parametrize("preparation", [{"way": "crushed-part"}, {"filler_fill": "128 mg", "drug_fill": "140 mg"}])
def test_what_needs_the_weight_of_the_tablets_is_refused_without_it_and_says_what_to_enter(preparation):
    result = of_a_label(**preparation)
    assert (result["plan"], codes(result, "stop")) == (None, {"tablets-into-capsules"})
    assert "divide by 20 and enter the average weight" in result["findings"][0]["action"]


def test_whole_tablets_of_unknown_weight_are_made_up_with_filler_to_a_known_whole():
    """3 tablets hold 150 mg: 100 capsules of 130 mg are 13 g, whatever of it the tablets are; each may hold 90 to 110 %."""
    result = of_a_label()
    ops = [(step["op"], step.get("mass") or step.get("units") or step.get("capsules")) for step in result["plan"]["steps"]]
    assert ops[:5] == [("count", 3), ("mix", None), ("weigh_to", "13000 mg"), ("mix", None), ("encapsulate", 100)]
    assert result["proof"]["drug_in_products"] == "135 mg"
    weighed = planned(23)
    assert [dose["delivered"] for dose in result["plan"]["doses"]] == [each["delivered"] for each in weighed["plan"]["doses"]]
    assert result["error_budget"]["source"] == weighed["error_budget"]["source"]
    assert result["error_budget"]["source"]["worst_case"] == "10 %"
    assert "mass_per_unit" not in result["plan"]["materials"]["naltrexone hydrochloride tablet"]


def test_a_liquid_too_small_to_weigh_for_is_made_from_an_aliquot():
    torsion = {"readability": "1 mg", "sensitivity": "6 mg"}
    result = planned(14, concentration="0.5 mg/mL", balance=torsion, weighing_error="5 %")
    assert len(steps(result, "take")) == 1
    assert "aliquot-used" in codes(result)
    assert result["proof"]["agrees"]


@pytest.mark.parametrize(
    ("number", "way", "takes"),
    [(2, "direct", 0), (2, "aliquot", 1), (2, "larger-batch", 1), (23, "crushed-part", 1), (9, "aliquot", 1)],
)
def test_a_way_that_is_asked_for_is_taken(number, way, takes):
    result = planned(number, way=way)
    assert len(steps(result, "take")) == takes
    assert result["proof"]["agrees"]


@pytest.mark.parametrize(
    ("number", "way", "code"),
    [
        (23, "direct", "way-not-open"),
        (5, "aliquot", "way-not-open"),
        (7, "direct", "weighing-below-minimum"),
        (1, "crushed-part", "way-not-open"),
    ],
)
def test_a_way_that_cannot_be_taken_is_refused_with_its_reason(number, way, code):
    result = planned(number, way=way)
    assert (result["plan"], codes(result, "stop")) == (None, {code})


def test_capsule_strengths_that_are_asked_for_are_made_or_refused():
    assert set(planned(7, capsule_strengths=["0.25 mg"])["plan"]["products"]) == {"capsules 0.25 mg"}
    assert codes(planned(7, capsule_strengths=["0.4 mg"]), "stop") == {"strengths-do-not-serve"}


def test_the_syringe_that_is_asked_for_draws_every_dose():
    result = planned(3, syringe="3 mL oral syringe", concentration="1 mg/mL")
    drawn = {draw["instrument"] for dose in result["plan"]["doses"] for draw in dose["draws"]}
    assert (drawn, result["proof"]["agrees"]) == ({"3 mL oral syringe"}, True)


# A triturate by its name


def other_ways(number, **preparation):
    request = json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))
    request["rx"]["regimen"] = [{"days": 30, "take": [{"dose": preparation.pop("dose"), "when": "bedtime"}]}]
    request["preparation"] |= preparation
    return plan_request(json.dumps(request), CLOCK, shipped_formulary(), alternatives=True)


def test_a_triturate_is_one_in_ten_where_its_aliquot_can_be_weighed():
    made = other_ways(7, dose="0.5 mg", balance={"readability": "1 mg", "minimum": "50 mg"}).result["plan"]
    first, diluent, taken, _, _ = [step for step in made["steps"] if "mass" in step or step["op"] == "encapsulate"]
    assert [step["mass"] for step in (first, diluent, taken)] == ["102 mg", "918 mg", "162 mg"]
    assert "geometric dilution" in made["steps"][2]["how"]


def test_a_triturate_stands_among_the_ways_wherever_part_of_a_larger_blend_is_taken():
    made = other_ways(7, dose="1.5 mg", balance={"readability": "1 mg", "minimum": "50 mg"}, extra_capsules=2)
    assert triturate(made.proved) is None
    way = next(each for each in made.result["alternatives"] if each["changes"] == {"preparation.way": "aliquot"})
    assert way["title"] == "Triturate 1 in 10, a part of it weighed: 55.76 mg of drug discarded"
    assert (way["weighings"], way["why_not"]) == (4, "A dose may be off by 14 %, in the plan by 13 %.")


def test_a_plan_from_a_triturate_says_so():
    made = other_ways(7, dose="0.5 mg", balance={"readability": "1 mg", "minimum": "50 mg"})
    assert this_plan(made.proved, made.result)["title"] == "Capsules of 0.5 mg from a triturate 1 in 10: 85.77 mg of drug discarded"
