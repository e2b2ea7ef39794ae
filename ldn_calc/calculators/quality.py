"""Capsule quality: weights against limits, USP <2091> stages, USP <905> acceptance value."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ldn_calc.calculators import finished_quality as quality
from ldn_calc.calculators.finished_quality import CAPSULES_AT_STAGE, UNITS_TESTED, Spread, Verdict, ten_percent_limits
from ldn_calc.calculators.reading import CalculationError, Fault, Given
from ldn_calc.calculators.reckoned import Reckoned, number, percent, plain_number, shown
from ldn_calc.quantities.values import Mass
from ldn_calc.resources import read_toml

__all__ = ["capsule_quality", "capsule_weights", "content_uniformity", "weights_are_not_content"]


def weights_are_not_content() -> str:
    """The plain statement that weights do not prove content; its source stands in its row."""
    sentence: str = read_toml("text/quality.toml")["weights-are-not-content"]["en"]
    return sentence


def capsule_weights(given: Given) -> Reckoned:
    """Target = shell + fill, limits 90 to 110 %; for weights also their mean, spread, and which are outside."""
    shell, fill, weights = given.mass("shell"), given.mass("fill"), given.masses("weights")
    target = shell + fill
    low, high = ten_percent_limits(target)
    result: dict[str, Any] = {"target": shown(target), "low": shown(low), "high": shown(high)}
    working = [
        f"Target {shown(shell)} + {shown(fill)} = {shown(target)}.",
        f"Limits 90 % {shown(low)}, 110 % {shown(high)}.",
    ]
    if weights:
        outside = quality.outside(weights, low, high)
        result |= _spread_result(weights) | {"outside": list(outside)}
        working += [
            *_spread_lines(weights),
            _outside_line(outside, weights, "90 to 110 % of the target"),
            weights_are_not_content(),
        ]
    return Reckoned(result, working)


def capsule_quality(given: Given) -> Reckoned:
    """USP <2091>: 20 intact capsules, else net contents of 20, else of 60."""
    weights, net = given.masses("weights"), given.masses("net")
    _check_counts(given, weights, net)
    result: dict[str, Any] = {}
    working: list[str] = []
    verdict = Verdict.FAIL
    if weights:
        low, high = ten_percent_limits(quality.mean_mass(weights))
        outside = quality.outside(weights, low, high)
        verdict = quality.intact_verdict(weights)
        result |= _spread_result(weights) | {"low": shown(low), "high": shown(high), "outside": list(outside), "stage": 1}
        working += [*_spread_lines(weights), f"Limits 90 % {shown(low)}, 110 % {shown(high)} of the mean."]
        working.append(_outside_line(outside, weights, "90 to 110 % of the mean"))
        if verdict is Verdict.STAGE_2 and not net:
            working.append("Stage 1 is not met: weigh the net contents of each of the 20.")
    if net and verdict is Verdict.PASS:
        working.append("Stage 1 is met: the net contents are not needed.")
    elif net:
        verdict = _add_net(net, result, working)
    result["verdict"] = verdict.value
    working.append(weights_are_not_content())
    return Reckoned(result, working)


def _check_counts(given: Given, weights: Sequence[Mass], net: Sequence[Mass]) -> None:
    faults = []
    if not weights and not net:
        takes = "capsule-quality takes weights, net"
        faults.append(Fault("weights", "nothing", f"the weights of 20 intact capsules, or the net contents; {takes}"))
    if weights and len(weights) != CAPSULES_AT_STAGE[0]:
        faults.append(Fault("weights", f"{len(weights)} weights", f"{CAPSULES_AT_STAGE[0]} weights"))
    if net and len(net) not in CAPSULES_AT_STAGE:
        faults.append(Fault("net", f"{len(net)} weights", f"{CAPSULES_AT_STAGE[0]} or {CAPSULES_AT_STAGE[1]} net contents"))
    if faults:
        raise CalculationError(tuple(faults))


def _add_net(net: Sequence[Mass], result: dict[str, Any], working: list[str]) -> Verdict:
    found = quality.net_contents(net)
    result |= {"mean_net": shown(found.mean), "over_10": list(found.over_ten), "over_25": list(found.over_twenty_five)}
    result["stage"] = 2 if len(net) == CAPSULES_AT_STAGE[0] else 3
    working.append(f"Mean of the {len(net)} net contents {shown(found.mean)}.")
    working.append(f"Off by over 10 %: {len(found.over_ten)}; by over 25 %: {len(found.over_twenty_five)}.")
    if found.verdict is Verdict.STAGE_2:
        working.append("3 to 6 of 20 off by over 10 %: weigh the net contents of 40 more.")
    return found.verdict


def content_uniformity(given: Given) -> Reckoned:
    """USP <905>: acceptance value of 10 or 30 units, at most 15."""
    contents = given.numbers("contents")
    if len(contents) not in UNITS_TESTED:
        raise CalculationError((Fault("contents", f"{len(contents)} contents", "10 contents, or 30 for the second stage"),))
    found = quality.content_uniformity(contents)
    mean, deviation = found.spread.mean, found.spread.deviation or Fraction(0)
    off = abs(found.reference - mean)
    value = number(found.acceptance_value)
    result = {
        "mean": f"{number(mean)} %",
        "sd": f"{number(deviation)} %",
        "acceptance_value": plain_number(found.acceptance_value),
        "verdict": found.verdict.value,
    }
    reference = "the mean itself" if off == 0 else "the nearer of 98.5 and 101.5 %"
    working = [
        f"Mean of {len(contents)}: {number(mean)} %; standard deviation {number(deviation)} %.",
        f"M = {number(found.reference)} %, {reference}; k = {number(found.k)}.",
        f"Acceptance value {number(off)} + {number(found.k)} × {number(deviation)} = {value}; limit 15.",
    ]
    if found.outside:
        working.append(f"Outside 75 to 125 % of M: number {', '.join(map(str, found.outside))}.")
    working.append(_VERDICTS[found.verdict])
    return Reckoned(result, working)


_VERDICTS = {
    Verdict.PASS: "Pass.",
    Verdict.FAIL: "Fail.",
    Verdict.STAGE_2: "Above 15, none outside 75 to 125 %: assay 20 more and judge all 30.",
}


def _spread_result(weights: Sequence[Mass]) -> dict[str, Any]:
    spread = Spread.of([each.milligrams for each in weights])
    relative = spread.relative
    return {"mean": shown(Mass(spread.mean)), "rsd": None if relative is None else percent(relative)}


def _spread_lines(weights: Sequence[Mass]) -> list[str]:
    spread = Spread.of([each.milligrams for each in weights])
    lines = [f"Mean of {len(weights)}: {shown(Mass(spread.mean))}."]
    if spread.deviation is None or spread.relative is None:
        return [*lines, "One weight alone has no standard deviation."]
    deviation = number(spread.deviation)
    return [*lines, f"Standard deviation (n − 1) {deviation} mg ÷ {shown(Mass(spread.mean))} = {percent(spread.relative)}."]


def _outside_line(outside: Sequence[int], weights: Sequence[Mass], limits: str) -> str:
    if not outside:
        return f"All {len(weights)} within {limits}."
    named = ", ".join(f"number {place} ({shown(weights[place - 1])})" for place in outside)
    return f"Outside {limits}: {named}."
