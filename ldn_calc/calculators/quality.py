"""Capsule quality: weights against limits, USP <2091> stages, USP <905> acceptance value."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ldn_calc.calculators import finished_quality as quality
from ldn_calc.calculators.answers import CalculatorAnswer, number, percent, plain_number, shown
from ldn_calc.calculators.finished_quality import CAPSULES_AT_STAGE, UNITS_TESTED, Spread, Verdict, ten_percent_limits
from ldn_calc.calculators.reading import CalculationError, CalculatorInputs, Fault
from ldn_calc.calculators.words import words
from ldn_calc.quantities.values import Mass
from ldn_calc.resources import read_toml

__all__ = ["capsule_quality", "capsule_weights", "content_uniformity", "weights_are_not_content"]


def weights_are_not_content() -> str:
    """The plain statement that weights do not prove content; its source stands in its row."""
    sentence: str = read_toml("text/quality.toml")["weights-are-not-content"]["en"]
    return sentence


def capsule_weights(inputs: CalculatorInputs) -> CalculatorAnswer:
    """Target = shell + fill, limits 90 to 110 %; for weights also their mean, spread, and which are outside."""
    shell, fill, weights = inputs.mass("shell"), inputs.mass("fill"), inputs.masses("weights")
    target = shell + fill
    low, high = ten_percent_limits(target)
    result: dict[str, Any] = {"target": shown(target), "low": shown(low), "high": shown(high)}
    working = [
        words("capsule-weights.target", shell=shown(shell), fill=shown(fill), target=shown(target)),
        words("capsule-weights.limits", low=shown(low), high=shown(high)),
    ]
    if weights:
        outside = quality.outside(weights, low, high)
        result |= _spread_result(weights) | {"outside": list(outside)}
        working += [
            *_spread_lines(weights),
            words("capsule-weights.outside", weights=_numbered(outside, weights))
            if outside
            else words("capsule-weights.all-within", count=len(weights)),
            weights_are_not_content(),
        ]
    return CalculatorAnswer(result, working)


def capsule_quality(inputs: CalculatorInputs) -> CalculatorAnswer:
    """USP <2091>: 20 intact capsules, else net contents of 20, else of 60."""
    weights, net = inputs.masses("weights"), inputs.masses("net")
    _check_counts(inputs, weights, net)
    result: dict[str, Any] = {}
    working: list[str] = []
    verdict = Verdict.FAIL
    if weights:
        low, high = ten_percent_limits(quality.mean_mass(weights))
        outside = quality.outside(weights, low, high)
        verdict = quality.intact_verdict(weights)
        result |= _spread_result(weights) | {"low": shown(low), "high": shown(high), "outside": list(outside), "stage": 1}
        working += [
            *_spread_lines(weights),
            words("capsule-quality.limits", low=shown(low), high=shown(high)),
            words("capsule-quality.outside", weights=_numbered(outside, weights))
            if outside
            else words("capsule-quality.all-within", count=len(weights)),
        ]
        if verdict is Verdict.STAGE_2 and not net:
            working.append(words("capsule-quality.stage-1-not-met"))
    if net and verdict is Verdict.PASS:
        working.append(words("capsule-quality.stage-1-met"))
    elif net:
        verdict = _add_net(net, result, working)
    result["verdict"] = verdict.value
    working.append(weights_are_not_content())
    return CalculatorAnswer(result, working)


def _check_counts(inputs: CalculatorInputs, weights: Sequence[Mass], net: Sequence[Mass]) -> None:
    faults = []
    if not weights and not net:
        faults.append(Fault("weights", "nothing", words("capsule-quality.expected.either")))
    first, whole = CAPSULES_AT_STAGE
    if weights and len(weights) != first:
        found = words("capsule-quality.found.weights", count=len(weights))
        faults.append(Fault("weights", found, words("capsule-quality.expected.weights", first=first)))
    if net and len(net) not in CAPSULES_AT_STAGE:
        found = words("capsule-quality.found.weights", count=len(net))
        faults.append(Fault("net", found, words("capsule-quality.expected.net", first=first, all=whole)))
    if faults:
        raise CalculationError(tuple(faults))


def _add_net(net: Sequence[Mass], result: dict[str, Any], working: list[str]) -> Verdict:
    found = quality.net_contents(net)
    result |= {"mean_net": shown(found.mean), "over_10": list(found.over_ten), "over_25": list(found.over_twenty_five)}
    result["stage"] = 2 if len(net) == CAPSULES_AT_STAGE[0] else 3
    working.append(words("capsule-quality.mean-net", count=len(net), mean=shown(found.mean)))
    working.append(words("capsule-quality.off", over_ten=len(found.over_ten), over_twenty_five=len(found.over_twenty_five)))
    if found.verdict is Verdict.STAGE_2:
        working.append(words("capsule-quality.stage-2"))
    return found.verdict


def content_uniformity(inputs: CalculatorInputs) -> CalculatorAnswer:
    """USP <905>: acceptance value of 10 or 30 units, at most 15."""
    contents = inputs.numbers("contents")
    if len(contents) not in UNITS_TESTED:
        counted = words("content-uniformity.found.contents", count=len(contents))
        raise CalculationError((Fault("contents", counted, words("content-uniformity.expected.contents")),))
    found = quality.content_uniformity(contents)
    mean, spread = found.spread.mean, found.spread.deviation or Fraction(0)
    off = abs(found.reference - mean)
    result = {
        "mean": percent(mean / 100),
        "sd": percent(spread / 100),
        "acceptance_value": plain_number(found.acceptance_value),
        "verdict": found.verdict.value,
    }
    deviation, k, value = number(spread), number(found.k), number(found.acceptance_value)
    working = [
        words("content-uniformity.mean", count=len(contents), mean=number(mean), deviation=deviation),
        words(
            "content-uniformity.reference-is-mean" if off == 0 else "content-uniformity.reference-is-limit",
            reference=number(found.reference),
            k=k,
        ),
        words("content-uniformity.acceptance-value", off=number(off), k=k, deviation=deviation, value=value),
    ]
    if found.outside:
        working.append(words("content-uniformity.outside", numbers=", ".join(map(str, found.outside))))
    working.append(_verdict_line(found.verdict))
    return CalculatorAnswer(result, working)


def _verdict_line(verdict: Verdict) -> str:
    match verdict:
        case Verdict.PASS:
            return words("content-uniformity.pass")
        case Verdict.FAIL:
            return words("content-uniformity.fail")
        case Verdict.STAGE_2:
            return words("content-uniformity.stage-2")


def _spread_result(weights: Sequence[Mass]) -> dict[str, Any]:
    spread = Spread.of([each.milligrams for each in weights])
    relative = spread.relative
    return {"mean": shown(Mass(spread.mean)), "rsd": None if relative is None else percent(relative)}


def _spread_lines(weights: Sequence[Mass]) -> list[str]:
    spread = Spread.of([each.milligrams for each in weights])
    mean = shown(Mass(spread.mean))
    mean_line = words("weights.mean", count=len(weights), mean=mean)
    if spread.deviation is None or spread.relative is None:
        return [mean_line, words("weights.one-alone")]
    deviation, relative = number(spread.deviation), percent(spread.relative)
    return [mean_line, words("weights.deviation", deviation=deviation, mean=mean, relative=relative)]


def _numbered(places: Sequence[int], weights: Sequence[Mass]) -> str:
    """Weights by their number, counted from 1."""
    return ", ".join(words("weights.numbered", number=place, weight=shown(weights[place - 1])) for place in places)
