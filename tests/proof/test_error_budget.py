"""The error budget held against figures worked by hand and published, and the replay's check of a stored one."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proof.cases import HAND_MADE, budget, codes, hand_made, prove, with_budget
from proof.error_cases import SIMULATED, changed, liquid_aliquot, repeatable, sample, solid_aliquot

from ldn_calc.application.plan.error_budget import print_budget
from ldn_calc.formulary.formulary import fingerprint_of, shipped_formulary
from ldn_calc.proof.asked import read_request
from ldn_calc.proof.error_budget import error_budget
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import read_rows
from ldn_calc.proof.tolerances import Tolerances

LIQUID = hand_made("contract-liquid-titration")
CAPSULES = hand_made("02-capsule-titration")


def tolerances(request=LIQUID.request, result=LIQUID.result):
    rows = read_rows(shipped_formulary().text, result, Problems())
    return Tolerances(result["plan"]["instruments"], read_request(request, Problems()), rows)


def test_the_contracts_liquid_has_the_budget_a_pharmacist_works_by_hand():
    """101 mg within 1 mg and 100 mL within 1 mL: at worst 102 mg in 99 mL, +2.01 %; a 1.5 mL draw of 3 mL within 5 % more."""
    found = budget(LIQUID)
    assert found.strength.worst == Fraction(102, 101) / Fraction(99, 100) - 1
    assert float(found.strength.standard) == pytest.approx(sqrt((1 / 101) ** 2 / 3 + 0.01**2 / 3), rel=1e-3)
    assert found.dose.worst == (1 + found.strength.worst) * Fraction(105, 100) - 1
    assert [(one.key, one.step, one.of) for one in found.contributions][-2:] == [
        ("filling", 5, "strength"),
        ("weighing", 1, "strength"),
    ]
    assert found.contributions[-1].spread.worst == Fraction(1, 101)


def test_two_draws_with_one_syringe_share_its_error_and_look_no_better_than_one():
    """4.5 mL as 3 and 1.5 mL: 0.15 and 0.075 mL, 5 % together at worst; typically their sum too: one printed scale."""
    strength, (_, one, two) = budget(LIQUID).strength, budget(LIQUID).doses
    assert two.spread.worst == (1 + strength.worst) * Fraction(105, 100) - 1
    draws = (0.15 + 0.075) / sqrt(3) / 4.5
    assert float(two.spread.standard) == pytest.approx(sqrt(float(strength.variance) + draws**2), rel=1e-6)
    assert two.spread.variance == one.spread.variance


def test_draws_with_two_syringes_average_out():
    """2 mL with the 3 mL syringe and 1 mL with the 1 mL one: 0.1 and 0.05 mL, each with a scale of its own."""

    def two_syringes(_, result):
        result["plan"]["instruments"]["1 mL oral syringe"] = {"kind": "syringe", "capacity": "1 mL", "step": "0.01 mL"}
        draws = [{"volume": "2 mL", "instrument": "3 mL oral syringe"}, {"volume": "1 mL", "instrument": "1 mL oral syringe"}]
        result["plan"]["doses"][1]["draws"] = draws

    found = budget(changed(LIQUID, two_syringes))
    draws = sqrt(0.1**2 + 0.05**2) / sqrt(3) / 3
    assert float(found.doses[1].spread.standard) == pytest.approx(sqrt(float(found.strength.variance) + draws**2), rel=1e-6)


@pytest.mark.parametrize(
    ("capacity", "draw", "percent"),
    [
        # domain.md section 2.4, ISO 7886-1, percentages of the draw
        ("1", "0.1", "17"),
        ("1", "0.15", "12"),
        ("1", "0.2", "9.5"),
        ("1", "0.25", "8"),
        ("1", "0.3", "7"),
        ("1", "0.5", "5"),
        ("3", "1.5", "5"),
        ("3", "3", "5"),
        ("5", "4", "4"),
        ("10", "9", "4"),
        ("10", "4", "4.75"),  # 0.15 + 0.04 mL, the worked example of smtl.co.uk
    ],
)
def test_a_draws_tolerance_is_that_of_iso_7886(capacity, draw, percent):
    assert tolerances().syringe(Fraction(capacity), Fraction(draw)) / Fraction(draw) * 100 == Fraction(percent)


def test_a_cylinder_is_off_by_a_share_of_its_capacity_not_of_what_is_read():
    found = tolerances().reading("100 mL cylinder", Fraction(20))
    assert (found.worst, found.variance) == (1, Fraction(1, 3))


def _balance(**figures):
    request = copy.deepcopy(LIQUID.request)
    request["preparation"]["balance"] = {"readability": "1 mg", **figures}
    request["preparation"]["weighing_error"] = "4 %"
    return tolerances(request).balance()


def test_a_balance_is_off_by_what_was_entered_of_it():
    repeated, coarse = _balance(repeatability="0.8 mg"), _balance(repeatability="0.1 mg")
    assert (repeated.worst, repeated.variance) == (Fraction("1.6"), Fraction("0.64"))
    assert (coarse.worst, coarse.variance) == (Fraction("0.82"), Fraction("0.41") ** 2)
    assert (_balance(sensitivity="6 mg").worst, _balance(sensitivity="6 mg").variance) == (6, 12)
    assert _balance(minimum="50 mg").worst == 2
    request = copy.deepcopy(LIQUID.request)
    del request["preparation"]["balance"], request["preparation"]["weighing_error"]
    assert tolerances(request).balance().worst == 1


def test_a_solid_aliquots_worst_case_is_the_published_one():
    """120 mg of drug and 120 mg of the mixture at a sensitivity of 6 mg: +10.25 % (domain.md section 4).

    The diluent at its other end keeps the mixture's mass, so the corner is (126 / 120) squared.
    """

    def classic(request, result):
        masses = {0: "120 mg", 1: "7380 mg", 3: "120 mg", 4: "4040 mg"}
        for at, mass in masses.items():
            result["plan"]["steps"][at]["mass"] = mass

    found = budget(changed(solid_aliquot(), classic))
    in_the_mixture = found.bench.worst({"capsules 0.5 mg": Fraction(1)}, {3: Fraction(0)})  # without the second filler's error
    assert in_the_mixture == (1 + Fraction("0.1025")) * Fraction(4160, 4166) - 1  # 6 mg more in the 4160 mg that are filled


def test_the_filler_pulls_against_the_drug():
    """135 mg in 11570 mg: 1 mg of drug is 0.73 %, not 0.74 %, because the mixture gets heavier too; filler a ninetieth of it."""
    found = {one.key: one for one in budget(CAPSULES).contributions if one.step == 1} | {
        "filler": next(one for one in budget(CAPSULES).contributions if one.step == 2)
    }
    assert found["weighing"].spread.worst == max(
        Fraction(136, 11571) / Fraction(135, 11570) - 1, 1 - Fraction(134, 11569) / Fraction(135, 11570)
    )
    assert found["filler"].spread.worst == Fraction(11570, 11569) - 1
    assert budget(CAPSULES).strength.worst == Fraction(136, 11570) / Fraction(135, 11570) - 1


def test_capsules_of_one_dose_average_out_typically_but_not_at_worst():
    one, two, three = (dose.spread for dose in budget(CAPSULES).doses)
    strength = budget(CAPSULES).strength
    for number, dose in enumerate((one, two, three), start=1):
        assert dose.variance == strength.variance + Fraction(3, 100) ** 2 / number
        assert dose.worst == (1 + strength.worst) * Fraction(11, 10) - 1


def test_rinsing_and_measuring_into_what_is_made_up_move_no_strength():
    steps = {one.step for one in budget(LIQUID).contributions if one.of == "strength"}
    assert steps == {1, 5}


def test_a_measured_volume_that_nothing_makes_up_counts():
    def measured_only(request, result):
        steps = result["plan"]["steps"]
        steps[1]["volume"] = "90 mL"
        del steps[4]

    found = budget(changed(LIQUID, measured_only))
    assert [one.key for one in found.contributions if one.of == "strength"] == ["measuring", "weighing"]


def test_what_is_poured_whole_has_no_error_of_its_own():
    def all_of_it(request, result):
        result["plan"]["steps"][3]["mass"] = "3751 mg"

    assert 4 not in {one.step for one in budget(changed(solid_aliquot(), all_of_it)).contributions}


def test_what_the_drug_holds_stands_beside_and_is_not_counted_in():
    tablets = budget(sample(5))
    assert (tablets.source.key, tablets.source.worst) == ("tablet", Fraction(1, 10))
    assert tablets.strength.worst == Fraction(100, 99) - 1
    assert budget(LIQUID).source is None
    unsourced = budget(sample(16))
    assert (unsourced.source.key, unsourced.source.worst) == ("assay", Fraction(2, 100))


def test_the_further_of_the_two_limits_of_the_drug_counts():
    rows = json.loads(shipped_formulary().text)
    rows["substances"]["naltrexone hydrochloride tablet"]["content_limits"] = "92 to 105 %"
    tablets = hand_made("05-liquid-from-tablets")
    found = error_budget(json.dumps(tablets.request), json.dumps(tablets.result), json.dumps(rows)).source
    assert (found.worst, found.facts) == (Fraction(8, 100), {"least": "92 %", "most": "105 %"})


def test_dead_space_is_named_under_0_2_ml():
    def small(request, result):
        result["plan"]["doses"][0]["draws"][0]["volume"] = "0.1 mL"

    assert "dead-space" not in [key for key, _ in budget(LIQUID).notes]
    printed = print_budget(budget(changed(LIQUID, small)))
    assert printed["notes"][-1] == (
        "Dead space of the syringe is not counted: under 0.2 mL it matters (0.1 mL with the 3 mL oral syringe)."
    )


def test_what_no_tolerance_knows_is_said_of_hands_and_of_blends():
    hand = (
        "As far as the instruments go; a hand may be off by more: of 96 adults with an oral syringe 64 measured 5 mL within 10 %, "
        "on average 4.5 mL (Sobhani, 2008)."
    )
    shared = "Two draws with the 3 mL oral syringe are off to the same side, the same every time: their errors add."
    assert print_budget(budget(LIQUID))["notes"] == [shared, hand]
    assert print_budget(budget(hand_made("05-liquid-from-tablets")))["notes"][-1] == hand
    assert print_budget(budget(CAPSULES))["notes"] == [
        "As far as the instruments go. Evenness of the blend is not counted: only an assay of capsules shows it."
    ]


def test_the_figures_of_hands_are_those_of_a_row_with_its_source():
    row = shipped_formulary().rows["policies"]["hand"]
    assert "Ann Pharmacother 2008" in row["source"]
    other = json.loads(shipped_formulary().text)
    other["policies"]["hand"]["people"] = "ninety-six"
    with pytest.raises(ProblemError):
        error_budget(json.dumps(LIQUID.request), json.dumps(LIQUID.result), json.dumps(other))


def test_what_plans_are_compared_by_counts_what_tablets_may_hold():
    """A dose within 6.06 % of tablets within 10 %: 1.0606 x 1.1 is 16.7 % too much; typically 10 %, evenly spread."""
    tablets = budget(hand_made("05-liquid-from-tablets"))
    whole = tablets.source.with_bench(tablets.dose)
    assert whole.worst == (1 + tablets.dose.worst) * Fraction(110, 100) - 1
    assert float(whole.standard) == pytest.approx(sqrt(float(tablets.dose.variance) + 0.1**2 / 3), rel=1e-9)
    assert print_budget(tablets)["source"]["dose"]["worst_case"] == "16.7 %"


def test_the_printed_budget_says_what_a_person_reads():
    printed = print_budget(budget(CAPSULES))
    assert printed["strength"] == {"standard": "0.423 %", "worst_case": "0.741 %"}
    assert printed["contributions"][0] == {
        "from": "filling each capsule, within 10 % of its weight",
        "of": "dose",
        "step": None,
        "standard": "3 %",
        "worst_case": "10 %",
    }
    assert printed["contributions"][1]["from"] == "weighing 135 mg of naltrexone hydrochloride on the balance"
    assert [dose["worst_case"] for dose in printed["doses"]] == ["10.8 %"] * 3
    assert "drawing 3 mL with the 3 mL oral syringe" in [one["from"] for one in print_budget(budget(LIQUID))["contributions"]]


@pytest.mark.parametrize("case", SIMULATED, ids=lambda case: case.name)
def test_contributions_are_ranked_and_none_is_wider_than_the_whole(case):
    found = budget(case)
    worst = [one.spread.worst for one in found.contributions]
    assert worst == sorted(worst, reverse=True)
    for one in found.contributions:
        whole = found.strength if one.of == "strength" else found.dose
        assert 0 < one.spread.worst <= whole.worst
        assert 0 < one.spread.variance <= whole.variance
    assert found.strength.standard < found.strength.worst
    assert found.strength.standard**2 <= found.strength.variance < (found.strength.standard + Fraction(1, 10**11)) ** 2


@settings(max_examples=40, deadline=None)
@given(st.integers(60, 400), st.integers(1, 200))
def test_more_of_the_drug_is_never_less_sure(mass, more):
    def weighing(milligrams):
        return changed(LIQUID, lambda _, result: result["plan"]["steps"][0].update(mass=f"{milligrams} mg"))

    less, better = budget(weighing(mass)), budget(weighing(mass + more))
    assert better.strength.worst < less.strength.worst
    assert better.strength.variance < less.strength.variance


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 20))
def test_a_coarser_balance_is_never_surer(times):
    fine, coarse = repeatable_budget(10), repeatable_budget(10 + times)
    assert coarse.strength.worst > fine.strength.worst
    assert coarse.strength.variance > fine.strength.variance


def repeatable_budget(tenths):
    def spread(request, _):
        request["preparation"]["balance"] = {"readability": "1 mg", "repeatability": f"{tenths / 10} mg"}
        request["preparation"]["weighing_error"] = "4 %"

    def minimum(_, result):
        result["plan"]["instruments"]["balance"]["minimum"] = f"{2 * tenths * 10 // 4} mg"

    case = changed(LIQUID, lambda request, result: (spread(request, result), minimum(request, result)))
    return budget_without_checks(case)


def budget_without_checks(case):
    """As the replay calls it: the instruments' figures were checked before."""
    from ldn_calc.proof.error_budget import budget_of  # noqa: PLC0415
    from ldn_calc.proof.materials import read_materials  # noqa: PLC0415

    rows = read_rows(shipped_formulary().text, case.result, Problems())
    asked = read_request(case.request, Problems())
    materials = read_materials(case.result["plan"]["materials"], asked, rows, Problems())
    return budget_of(case.result["plan"], materials, asked, rows)


@pytest.mark.parametrize("case", [*HAND_MADE, *SIMULATED, liquid_aliquot(), repeatable(2, "1 mg")], ids=lambda case: case.name)
def test_a_stored_budget_is_proved_and_the_replay_hands_out_the_same(case):
    stored = with_budget(case)
    proof = prove(stored.request, stored.result)
    assert proof.problems == ()
    assert json.loads(json.dumps(print_budget(proof.budget))) == stored.result["error_budget"]


def _altered(change):
    stored = with_budget(CAPSULES)
    change(stored.result["error_budget"])
    return codes(prove(stored.request, stored.result))


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["strength"].update(worst_case="0.5 %"),
        lambda found: found["dose"].update(standard="3.04 %"),
        lambda found: found["contributions"].pop(),
        lambda found: found["contributions"][1].update(step=2),
        lambda found: found["contributions"][1].update({"from": "weighing 1350 mg of naltrexone hydrochloride on the balance"}),
        lambda found: found["contributions"].reverse(),
        lambda found: found.pop("doses"),
        lambda found: found.update(source={"from": "x", "worst_case": "2 %"}),
        lambda found: found.update(notes=[]),
        lambda found: found.update(notes=["something", "more"]),
        lambda found: found.update(colour="blue"),
    ],
)
def test_a_stored_budget_that_says_something_else_is_refused(change):
    assert _altered(change) == {"error-budget-differs"}


def test_other_words_for_the_same_facts_are_no_other_budget():
    """A result proves years later, when the sentences of today have been rewritten."""
    words = "135 mg: naltrexone hydrochloride, balance"
    assert _altered(lambda found: found["contributions"][1].update({"from": words})) == set()


def test_a_budget_made_with_other_rows_is_not_held_against_todays_tolerances():
    stored = with_budget(CAPSULES)
    stored.result["formulary"] = "sha256:" + "0" * 64
    stored.result["error_budget"]["strength"]["worst_case"] = "0.5 %"
    assert prove(stored.request, stored.result).problems == ()


def test_a_budget_of_an_older_program_that_reckoned_otherwise_is_not_held_against_this_one():
    stored = with_budget(LIQUID)
    rows = json.loads(shipped_formulary().text)
    del rows["policies"]["hand"]
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    stored.result["formulary"] = fingerprint_of(text)
    stored.result["error_budget"]["notes"] = []
    stored.result["error_budget"]["dose"]["standard"] = "2.4 %"
    assert prove(stored.request, stored.result, text).problems == ()
    stored.result["formulary"] = shipped_formulary().fingerprint
    assert codes(prove(stored.request, stored.result)) == {"error-budget-differs"}


def test_texts_without_a_plan_or_with_a_material_of_another_certificate_have_no_budget():
    with pytest.raises(ProblemError):
        budget(changed(LIQUID, lambda _, result: result.update(plan=None)))
    other = {"drug_fraction": "0.5"}
    with pytest.raises(ProblemError, match="drug-fraction-differs"):
        budget(changed(LIQUID, lambda _, result: result["plan"]["materials"]["naltrexone hydrochloride"].update(other)))


def test_a_weighing_smaller_than_the_balances_own_error_has_no_budget():
    with pytest.raises(ProblemError, match="below-minimum"):
        budget(changed(LIQUID, lambda _, result: result["plan"]["steps"][0].update(mass="1 mg")))
