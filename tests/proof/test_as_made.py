"""As made: the same figures as the replay where nothing differs, and the right direction and verdict where something does."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proof.cases import HAND_MADE, hand_made, planned, prove
from proof.error_cases import liquid_aliquot, sample, solid_aliquot

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.proof.actuals import ActualsError
from ldn_calc.proof.as_made import CODES, Making
from ldn_calc.proof.problems import ProblemError

LIQUID = hand_made("contract-liquid-titration")
CAPSULES = hand_made("02-capsule-titration")
TABLETS = hand_made("05-liquid-from-tablets")
BOTTLE, CAPSULE = "bottle 1", "capsules 1.5 mg"


def making(case):
    return Making(json.dumps(case.request), json.dumps(case.result), shipped_formulary().text)


def made(case, *steps):
    return making(case).as_made({"steps": list(steps)})


def number(text):
    return Fraction(text.split(" ")[0])


def as_planned(case):
    """Every reading of the plan, entered as it was planned."""
    keys = ("mass", "volume", "units", "capsules", "mass_each")
    steps = []
    for at, step in enumerate(case.result["plan"]["steps"], start=1):
        read = {key: step[key] for key in keys if key in step and step["op"] != "discard"}
        if read:
            steps.append({"step": at, **read})
    return steps


@pytest.mark.parametrize("case", [*HAND_MADE, *planned(), liquid_aliquot(), sample(1)], ids=lambda case: case.name)
def test_actual_amounts_equal_to_planned_give_exactly_the_replays_figures(case):
    proof = prove(case.request, case.result)
    assert proof.problems == ()
    for found in (made(case), made(case, *as_planned(case))):
        assert found.verdict == "go-on"
        assert found.problems == ()
        assert [(dose["phase"], dose["when"], dose["delivered"]) for dose in found.doses] == [
            (dose["phase"], dose["when"], dose["replayed"]) for dose in proof.doses
        ]
        assert all(step["within"] and step["difference"] == "0 %" and step["planned"] == step["actual"] for step in found.steps)


def test_the_contracts_liquid_with_102_mg_is_made_by_hand():
    """102 mg x 0.988036 / 100 mL = 1.00780 mg/mL; 4.5 mL hold 4.53509 mg."""
    found = made(LIQUID, {"step": 1, "mass": "102mg", "lot": "N-118"})
    assert found.strengths == {BOTTLE: "1.0078 mg/mL"}
    assert found.doses[2] == {
        "phase": 3,
        "when": "bedtime",
        "prescribed": "4.5 mg",
        "delivered": "4.53509 mg",
        "difference": "0.78 %",
    }
    assert found.verdict == "go-on"
    assert found.steps[0] == {
        "step": 1,
        "op": "weigh",
        "what": "mass",
        "planned": "101 mg",
        "actual": "102 mg",
        "difference": "0.99 %",
        "within": True,
    }


@pytest.mark.parametrize(
    ("mass", "verdict", "code"),
    [
        ("103 mg", "go-on", None),  # 1.98 %, 1.01768 mg/mL
        ("104 mg", "decide", "amount-outside"),  # 2.97 %, strength 102.76 %
        ("106 mg", "decide", "amount-outside"),  # strength 104.73 %
        ("107 mg", "decide", "strength-outside"),  # 105.72 %
        ("111 mg", "decide", "strength-outside"),  # 109.67 %
        ("112 mg", "remake", "strength-outside"),  # 110.66 %
        ("96 mg", "decide", "strength-outside"),  # 94.85 %
        ("92 mg", "decide", "strength-outside"),  # 90.90 %
        ("91 mg", "remake", "strength-outside"),  # 89.91 %
    ],
)
def test_the_verdict_follows_the_amount_and_the_strength(mass, verdict, code):
    found = made(LIQUID, {"step": 1, "mass": mass})
    assert found.verdict == verdict
    assert code is None or code in {problem["code"] for problem in found.problems}


def test_the_limits_themselves_belong_to_the_better_side():
    """A drug fraction of 1 makes round strengths: 105 mg in 100 mL is 105 % to the digit."""

    def pure(request, result):
        source = {"assay": "100 %", "assay_basis": "as-is"}
        request["preparation"]["source"].pop("water")
        result["plan"]["materials"]["naltrexone hydrochloride"].pop("water")
        request["preparation"]["source"].update(source)
        result["plan"]["materials"]["naltrexone hydrochloride"].update(source, drug_fraction="1")
        result["plan"]["steps"][0]["mass"] = "100 mg"

    request, result = LIQUID.copy()
    pure(request, result)
    for mass, verdict in (
        ("105 mg", "decide"),
        ("95 mg", "decide"),
        ("110 mg", "decide"),
        ("90 mg", "decide"),
        ("89 mg", "remake"),
    ):
        found = Making(json.dumps(request), json.dumps(result), shipped_formulary().text)
        answer = found.as_made({"steps": [{"step": 1, "mass": mass}]})
        assert answer.verdict == verdict
        is_outside = "strength-outside" in {problem["code"] for problem in answer.problems}
        assert is_outside is (mass not in ("105 mg", "95 mg"))


def test_one_step_of_the_instrument_is_within_whatever_its_share():
    """Of 20 mL in the 100 mL cylinder one graduation is 5 %."""

    def short(case):
        request, result = case.copy()
        result["plan"]["steps"][1]["volume"] = "20 mL"
        return Making(json.dumps(request), json.dumps(result), shipped_formulary().text)

    found = short(LIQUID).as_made({"steps": [{"step": 2, "volume": "21 mL"}]})
    assert found.verdict == "go-on"
    assert found.steps[1]["difference"] == "5 %"
    assert short(LIQUID).as_made({"steps": [{"step": 2, "volume": "22 mL"}]}).verdict == "decide"


def test_a_whole_bottle_follows_what_it_was_made_up_to():
    found = made(LIQUID, {"step": 5, "volume": "99 mL"})
    assert [(step["step"], step["actual"]) for step in found.steps[-2:]] == [(5, "99 mL"), (7, "99 mL")]
    assert found.strengths[BOTTLE] == "1.008 mg/mL"
    assert found.verdict == "go-on"


def test_less_than_the_doses_take_is_said():
    """The doses take 94.5 mL."""
    found = made(LIQUID, {"step": 7, "volume": "94 mL"})
    assert found.verdict == "decide"
    assert [problem["found"] for problem in found.problems if problem["code"] == "product-too-small"] == ["94 mL in bottle 1"]
    few = made(CAPSULES, {"step": 4, "capsules": 83})
    assert [problem["expected"] for problem in few.problems if problem["code"] == "product-too-small"] == [
        "84 capsules, as the doses take"
    ]


def test_fewer_capsules_from_one_blend_hold_more_each():
    """11570 mg among 85 capsules: 136.1 mg each, 135 x 0.988036 / 11570 x 136.1 = 1.56903 mg."""
    found = made(CAPSULES, {"step": 4, "capsules": 85})
    assert found.strengths == {CAPSULE: "1.56903 mg"}
    assert found.verdict == "decide"
    more = made(CAPSULES, {"step": 4, "capsules": 93})
    assert number(more.strengths[CAPSULE]) < number(made(CAPSULES).strengths[CAPSULE])


def test_capsules_filled_short_hold_less_and_are_within_a_tenth_of_a_milligram():
    found = made(CAPSULES, {"step": 4, "mass_each": "129.9 mg"})
    assert number(found.strengths[CAPSULE]) < number(made(CAPSULES).strengths[CAPSULE])
    assert found.verdict == "go-on"


def test_more_filler_means_less_drug_in_each_gram():
    found = made(CAPSULES, {"step": 2, "mass": "11735 mg"})
    fill = next(step for step in found.steps if step["what"] == "mass_each")
    assert (fill["planned"], fill["actual"]) == ("130 mg", "133.3 mg")
    assert number(found.strengths[CAPSULE]) == pytest.approx(number(made(CAPSULES).strengths[CAPSULE]), rel=1e-3)
    short = made(CAPSULES, {"step": 2, "mass": "11735 mg"}, {"step": 4, "mass_each": "130 mg"})
    assert number(short.strengths[CAPSULE]) < number(made(CAPSULES).strengths[CAPSULE])


def test_a_tablet_more_is_counted():
    found = made(TABLETS, {"step": 1, "units": 3})
    assert found.strengths == {BOTTLE: "1.5 mg/mL"}
    assert (found.verdict, found.steps[0]["planned"], found.steps[0]["actual"]) == ("remake", "2 tablets", "3 tablets")


def test_several_products_have_a_strength_each():
    two = next(case for case in planned() if case.name == "capsules of two strengths")
    assert len(made(two).strengths) == 2


def test_another_lot_of_the_drug_is_named_and_a_pharmacist_decides():
    found = made(LIQUID, {"step": 1, "lot": "N-119"})
    assert found.verdict == "decide"
    assert found.problems == ({"code": "lot-differs", "step": 1, "found": "lot N-119", "expected": "lot N-118"},)
    assert made(LIQUID, {"step": 1, "lot": "N-118"}, {"step": 2, "lot": "V-7"}).problems == ()


def test_a_lot_where_the_plan_was_made_without_one_is_named():
    """Planned as pure drug: the lot's own assay was never taken into account."""
    case = sample(16)
    weighing = next(at for at, step in enumerate(case.result["plan"]["steps"], start=1) if step["op"] == "weigh")
    found = made(case, {"step": weighing, "lot": "N-118"})
    assert (found.verdict, found.problems[0]["code"]) == ("decide", "lot-differs")
    assert found.problems[0]["expected"] == "no lot, as the plan was made without one"


@settings(max_examples=60, deadline=None)
@given(st.integers(51, 200), st.integers(1, 50), st.integers(80, 99))
def test_more_drug_gives_more_strength_and_more_volume_less(mass, more, volume):
    plan = making(LIQUID)

    def strength(milligrams, millilitres):
        steps = [{"step": 1, "mass": f"{milligrams} mg"}, {"step": 5, "volume": f"{millilitres} mL"}]
        return number(plan.as_made({"steps": steps}).strengths[BOTTLE])

    assert strength(mass + more, volume) > strength(mass, volume) > strength(mass, volume + 1)


@settings(max_examples=60, deadline=None)
@given(st.integers(200, 290), st.integers(3000, 3900), st.integers(200, 300))
def test_a_solid_aliquot_as_made_is_what_bare_fractions_give(drug, diluent, taken):
    steps = [
        {"step": 1, "mass": f"{drug} mg"},
        {"step": 2, "mass": f"{diluent} mg"},
        {"step": 4, "mass": f"{taken} mg"},
    ]
    found = made(solid_aliquot(), *steps)
    held = Fraction(drug) * Fraction("0.988036") / (drug + diluent) * taken
    each = (Fraction(taken + 3910) / 32 * 10).__floor__() / Fraction(10)
    by_hand = held / (taken + 3910) * each
    assert abs(number(found.strengths["capsules 0.5 mg"]) / by_hand - 1) < Fraction(1, 10**5)


def refused(case, *steps):
    with pytest.raises(ActualsError) as error:
        made(case, *steps)
    return error.value.errors


@pytest.mark.parametrize(
    ("steps", "path", "found", "expected"),
    [
        ([{"step": 1, "mass": "102"}], "steps[0].mass", "102", "a mass such as 4.5 mg"),
        ([{"step": 1, "mass": "102 mL"}], "steps[0].mass", "102 mL", "a mass such as 4.5 mg"),
        ([{"step": 1, "mass": 102}], "steps[0].mass", "102", "a mass such as 4.5 mg"),
        ([{"step": 1, "mass": None}], "steps[0].mass", "nothing", "a mass such as 4.5 mg"),
        ([{"step": 1, "mass": "0 mg"}], "steps[0].mass", "0 mg", "more than zero"),
        ([{"step": 1, "mass": "101.5 mg"}], "steps[0].mass", "101.5 mg", "a whole number of 1 mg, as the balance shows"),
        ([{"step": 5, "volume": "101 mL"}], "steps[0].volume", "101 mL", "at most 100 mL, all the 100 mL cylinder holds"),
        ([{"step": 5, "volume": "69 mL"}], "steps[0].volume", "69 mL", "at least 70 mL, already there"),
        (
            [{"step": 5, "volume": "99 mL"}, {"step": 7, "volume": "100 mL"}],
            "steps[1].volume",
            "100 mL of 99 mL",
            "at most 99 mL, all there is",
        ),
        ([{"step": 1, "volume": "5 mL"}], "steps[0].volume", "5 mL", "mass or lot at step 1, weigh"),
        ([{"step": 3, "mass": "5 mg"}], "steps[0].mass", "5 mg", "nothing: step 3 has no reading"),
        ([{"step": 8, "mass": "5 mg"}], "steps[0].step", "8", "a step of the plan, 1 to 7"),
        ([{"step": True, "mass": "5 mg"}], "steps[0].step", "yes", "a step of the plan, 1 to 7"),
        ([{"mass": "5 mg"}], "steps[0].step", "nothing", "a step of the plan, 1 to 7"),
        ([{"step": 1}, {"step": 1, "mass": "5 mg"}], "steps[1].step", "step 1 twice", "each step once"),
        ([{"step": 1, "lot": " "}], "steps[0].lot", '" "', "a name"),
        (["102 mg"], "steps[0]", "102 mg", "an object with step and what was read"),
    ],
)
def test_an_actual_amount_that_cannot_be_is_refused_by_its_name(steps, path, found, expected):
    assert refused(LIQUID, *steps) == ((path, found, expected),)


def test_every_fault_is_named_at_once():
    found = refused(LIQUID, {"step": 1, "mass": "102"}, {"step": 2, "volume": "60.5 mL", "colour": "blue"})
    assert found == (
        ("steps[0].mass", "102", "a mass such as 4.5 mg"),
        ("steps[1].volume", "60.5 mL", "a whole number of 1 mL, as the 100 mL cylinder shows"),
        ("steps[1].colour", "blue", "volume or lot at step 2, measure"),
    )


@pytest.mark.parametrize(
    ("actuals", "path", "found"),
    [
        (None, "actuals", "nothing"),
        ([], "actuals", "a list"),
        ({}, "steps", "nothing"),
        ({"steps": {}}, "steps", "an object"),
        ({"steps": [], "colour": "blue"}, "colour", "blue"),
    ],
)
def test_actuals_of_another_shape_are_refused(actuals, path, found):
    expected = {
        "actuals": 'an object such as {"steps": [{"step": 1, "mass": "102 mg"}]}',
        "steps": "a list of steps, each with its number",
        "colour": "only steps",
    }
    with pytest.raises(ActualsError) as error:
        making(LIQUID).as_made(actuals)
    assert error.value.errors == ((path, found, expected[path]),)
    assert str(error.value) == f"{path}: {found}, expected {expected[path]}"


def test_a_lot_that_is_no_name_is_shown_as_it_was_entered():
    assert refused(LIQUID, {"step": 1, "lot": 118}) == (("steps[0].lot", "118", "a name"),)


def test_capsules_that_would_take_more_than_the_blend_are_refused():
    [(path, found, expected)] = refused(CAPSULES, {"step": 4, "mass_each": "131 mg"})
    assert (path, found) == ("steps[0].mass_each", "131 mg in each of 89 capsules")
    assert expected == "at most 130 mg, the blend divided by the capsules"


def test_a_planned_amount_that_is_no_longer_there_is_refused_with_its_step():
    [(path, found, expected)] = refused(solid_aliquot(), {"step": 1, "mass": "50 mg"}, {"step": 2, "mass": "100 mg"})
    assert (path, found) == ("steps", "step 4 as planned: 250 mg of 150 mg")
    assert expected == "at most 150 mg, all there is"


def test_an_amount_below_the_balances_minimum_is_what_happened():
    assert made(LIQUID, {"step": 1, "mass": "49 mg"}).verdict == "remake"


def test_a_text_that_cannot_be_read_is_refused():
    with pytest.raises(ProblemError):
        Making("{}", json.dumps(LIQUID.result), shipped_formulary().text)


def test_every_code_says_what_it_stands_for():
    assert all(rule.endswith(".") for rule in CODES.values())
