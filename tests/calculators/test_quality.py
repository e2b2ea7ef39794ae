"""Capsule quality: limits, USP <2091> stages, USP <905>, and the statement about content."""

from __future__ import annotations

import json

import pytest

from ldn_calc.application.calculate.calculating import CalculationError, calculate
from ldn_calc.resources import read_toml

STATEMENT = "only an assay shows content"


def weights(values, **more):
    return calculate("capsule-weights", {"shell": "50 mg", "fill": "50 mg", "weights": values, **more})


def quality(**inputs):
    return calculate("capsule-quality", {key: ", ".join(map(str, each)) for key, each in inputs.items()}).result


def uniformity(contents):
    return calculate("content-uniformity", {"contents": ",".join(contents)}).result


def faults(name, **inputs):
    with pytest.raises(CalculationError) as caught:
        calculate(name, inputs)
    return [(fault.key, fault.found) for fault in caught.value.faults]


def test_a_weight_on_a_limit_is_inside_and_one_beyond_it_is_named_from_1():
    assert weights("90, 110 mg, 0.1 g, 89.9, 110.1").result["outside"] == [4, 5]


def test_limits_need_no_weights():
    assert calculate("capsule-weights", {"shell": "50 mg", "fill": "50 mg"}).result == {
        "target": "100 mg",
        "low": "90 mg",
        "high": "110 mg",
    }


def test_the_spread_is_that_of_a_sample():
    found = weights("98, 100, 102").result  # variance 8 / 2 = 4, deviation 2
    assert (found["mean"], found["rsd"]) == ("100 mg", "2 %")
    assert weights("98").result["rsd"] is None


def test_weights_never_stand_without_the_statement_that_they_do_not_prove_content():
    assert STATEMENT in weights("100, 101").working[-1]
    assert STATEMENT in calculate("capsule-quality", {"weights": ",".join(["180"] * 20)}).working[-1]
    assert read_toml("text/quality.toml")["weights-are-not-content"]["source"]


@pytest.mark.parametrize(
    ("last", "verdict"),
    [(["180", "180"], "pass"), (["165", "199"], "stage-2")],  # V37
)
def test_stage_1_asks_every_intact_capsule_within_ten_percent_of_the_mean(last, verdict):
    assert quality(weights=["180"] * 18 + last)["verdict"] == verdict


@pytest.mark.parametrize(
    ("off", "far", "verdict"), [(2, 0, "pass"), (3, 0, "stage-2"), (6, 0, "stage-2"), (7, 0, "fail"), (0, 1, "fail")]
)
def test_stage_2_counts_net_contents_off_by_ten_and_twenty_five_percent(off, far, verdict):
    net = [130] * (20 - off - far) + [111] * off + [90] * far
    assert quality(net=net)["verdict"] == verdict


@pytest.mark.parametrize(("off", "verdict"), [(6, "pass"), (7, "fail")])
def test_of_sixty_at_most_six_are_off(off, verdict):
    assert quality(net=[130] * (60 - off) + [112] * off)["verdict"] == verdict


def test_net_contents_decide_where_the_intact_weights_do_not():
    assert quality(weights=["180"] * 18 + ["165", "199"], net=["130"] * 18 + ["115", "149"])["verdict"] == "pass"


def test_net_contents_are_not_judged_where_stage_1_is_met():
    found = quality(weights=["180"] * 20, net=["90"] * 10 + ["170"] * 10)
    assert (found["verdict"], found["stage"]) == ("pass", 1)
    assert "mean_net" not in found


def test_another_number_of_capsules_is_refused():
    assert faults("capsule-quality", weights="180, 181") == [("weights", "2 weights")]
    assert faults("capsule-quality", net="180, 181") == [("net", "2 weights")]
    assert faults("capsule-quality") == [("weights", "nothing")]
    assert faults("content-uniformity", contents="99,100") == [("contents", "2 contents")]


def test_ten_units_pass_fail_or_ask_for_twenty_more():
    assert uniformity(["100"] * 10) == {"mean": "100 %", "sd": "0 %", "acceptance_value": 0, "verdict": "pass"}
    assert uniformity(["92"] * 5 + ["108"] * 5)["verdict"] == "stage-2"  # s 8.43, AV 20.2, all within 75 to 125 %
    assert uniformity(["100"] * 9 + ["60"])["verdict"] == "fail"


def test_the_acceptance_value_on_its_limit_passes():
    assert uniformity(["83.5"] * 10) == {"mean": "83.5 %", "sd": "0 %", "acceptance_value": 15, "verdict": "pass"}
    assert uniformity(["83.4"] * 10)["verdict"] == "stage-2"
    assert uniformity(["116.5%"] * 10)["acceptance_value"] == 15


def test_thirty_units_are_final():
    assert uniformity(["92"] * 15 + ["108"] * 15)["verdict"] == "fail"  # s 8.14, AV 16.3
    assert uniformity(["93"] * 15 + ["107"] * 15)["verdict"] == "pass"  # s 7.12, AV 14.2
    assert uniformity(["100"] * 29 + ["74"])["verdict"] == "fail"  # AV 10.4, but 74 is below 75 % of M (74.35)
    assert uniformity(["100"] * 29 + ["75"])["verdict"] == "pass"


def test_the_value_is_a_plain_number_with_six_significant_digits():
    found = calculate("content-uniformity", {"contents": "98.2 99.5 101.3 97.8 100.6 102.1 99.0 98.7 100.9 99.9".replace(" ", ",")})
    assert json.dumps(found.result["acceptance_value"]) == "3.38467"
