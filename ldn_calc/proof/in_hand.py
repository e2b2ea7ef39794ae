"""The dose in the hand: the strength's error, and that of drawing it up or of the capsules' fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any, Final

from ldn_calc.proof.amounts import printed
from ldn_calc.proof.errors import Contribution, Errors, Spread
from ldn_calc.proof.objects import count, entries, listed, name
from ldn_calc.proof.problems import ProblemError
from ldn_calc.proof.tolerances import Limits, Tolerances

__all__ = ["DoseError", "dead_space", "dose_error", "not_counted"]

_NONE: Final = Fraction(0)
_ROOT_DIGITS: Final = 10**12


@dataclass(frozen=True, slots=True)
class DoseError:
    """One dose in the hand.

    Attributes:
        contributions: what drawing it up or filling the capsules does alone.
        prescribed: as the plan prints it.
        draws: volume in mL, and the facts it is named by; empty for capsules.
    """

    phase: int
    when: str
    spread: Spread
    contributions: tuple[Contribution, ...]
    draws: tuple[tuple[Fraction, Mapping[str, str]], ...]
    prescribed: str


def dose_error(entry: object, bench: Errors, tolerances: Tolerances) -> DoseError:
    """The error of one dose of the plan, as a share of what the printed steps put into it.

    Raises:
        ProblemError: it cannot be read, or is of nothing that is made.
    """
    dose = entries(entry, "the dose")
    draws: list[tuple[Fraction, Mapping[str, str]]] = []
    if dose.get("draws") is not None:
        takes = {name(dose.get("from"), "from"): Fraction(1)}
        hand, own, draws = _drawn(listed(dose["draws"], "draws"), tolerances)
    else:
        counts = [entries(each, "capsules") for each in listed(dose.get("capsules"), "capsules")]
        takes = {name(each.get("from"), "from"): Fraction(count(each.get("count"), "count")) for each in counts}
        hand, own = _filled(takes, bench, tolerances)
    if not takes or not takes.keys() <= bench.nominal.keys():
        raise ProblemError("dose-product-wrong", "a dose of nothing that is made", "a product that the steps make")
    strength = bench.spread(takes)
    # both off to the high side; both to the low side is never further from what is planned
    worst = (1 + strength.worst) * (1 + hand.worst) - 1
    spread = Spread(worst, strength.variance + hand.variance)
    phase, when = count(dose.get("phase"), "phase"), name(dose.get("when"), "when")
    return DoseError(phase, when, spread, tuple(own), tuple(draws), name(dose.get("prescribed"), "prescribed"))


def _drawn(
    entries_of_draws: Sequence[Any], tolerances: Tolerances
) -> tuple[Spread, list[Contribution], list[tuple[Fraction, Mapping[str, str]]]]:
    """Draws of one dose. With one syringe they share its error, that of its printed scale: both are off to the same side.

    So their limits add, and so do their standard deviations; of different syringes the variances add.
    """
    draws: list[tuple[Fraction, Mapping[str, str]]] = []
    limits: list[Limits] = []
    for each in entries_of_draws:
        draw = entries(each, "the draw")
        volume = printed(draw.get("volume"), "mL", "draw").magnitude
        limits.append(tolerances.reading(draw.get("instrument"), volume))
        draws.append((volume, {"amount": str(draw["volume"]), "instrument": str(draw["instrument"])}))
    total = sum((volume for volume, _ in draws), _NONE)
    if not total:
        raise ProblemError("draws-unlike-dose", "a dose of no volume", "one draw, or two")
    own = [
        Contribution("drawing", facts, "dose", None, Spread(one.worst / total, one.variance / total**2))
        for one, (_, facts) in zip(limits, draws, strict=True)
    ]
    together: dict[str, list[Fraction]] = {}
    for one in own:
        together.setdefault(one.facts["instrument"], []).append(one.spread.variance)
    variance = sum((_shared(each) for each in together.values()), _NONE)
    return Spread(sum((one.spread.worst for one in own), _NONE), variance), own, draws


def _shared(variances: Sequence[Fraction]) -> Fraction:
    """The variance of a sum whose parts are off to the same side: their standard deviations add."""
    if len(variances) == 1:
        return variances[0]
    return sum((_root(one * other) for one in variances for other in variances), _NONE)


def _root(square: Fraction) -> Fraction:
    """The square root, to twelve decimals; exact where there is one."""
    over, under = isqrt(square.numerator), isqrt(square.denominator)
    if over**2 == square.numerator and under**2 == square.denominator:
        return Fraction(over, under)
    return Fraction(isqrt(square.numerator * _ROOT_DIGITS**2 // square.denominator), _ROOT_DIGITS)


def _filled(takes: Mapping[str, Fraction], bench: Errors, tolerances: Tolerances) -> tuple[Spread, list[Contribution]]:
    """Capsules of one dose, each filled on its own: in the worst case all at the limit, typically their errors average out."""
    limit = tolerances.policy("error_budget", "capsule_limit", "%")
    spread = tolerances.policy("error_budget", "capsule_spread", "%")
    held = [(bench.nominal.get(product, _NONE), much) for product, much in takes.items()]
    total = sum((strength * much for strength, much in held), _NONE)
    if not total:
        raise ProblemError("dose-product-wrong", "a dose of nothing that is made", "a product that the steps make")
    variance = spread**2 * sum((strength**2 * much for strength, much in held), _NONE) / total**2
    words = name(tolerances.row("error_budget").get("capsule_limit"), "capsule_limit")
    found = Spread(limit, variance)
    return found, [Contribution("capsule", {"limit": words}, "dose", None, found)]


def dead_space(doses: Sequence[DoseError], tolerances: Tolerances) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Draws so small that what stays in the syringe's tip matters; a person is told, no number is made up."""
    least = tolerances.policy("error_budget", "dead_space_below", "mL")
    words = name(tolerances.row("error_budget").get("dead_space_below"), "dead_space_below")
    found: dict[tuple[str, ...], tuple[str, Mapping[str, str]]] = {}
    for dose in doses:
        for volume, facts in dose.draws:
            if volume < least:
                found[tuple(facts.values())] = "dead-space", {"least": words, **facts}
    return tuple(found.values())


def not_counted(doses: Sequence[DoseError], tolerances: Tolerances) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """What no instrument's tolerance knows: a hand with an oral syringe, of which there are published figures, or the blend."""
    if not any(dose.draws for dose in doses):
        return (("blend", {"what": "blend"}),)
    row = tolerances.row("hand")
    facts = {key: name(row.get(key), f"hand.{key}") for key in ("volume", "mean", "within")}
    facts |= {key: str(count(row.get(key), f"hand.{key}")) for key in ("people", "people_within", "year")}
    hand = "hand", {**facts, "author": name(row.get("author"), "hand.author")}
    shared = dict.fromkeys(facts["instrument"] for dose in doses if len(dose.draws) > 1 for _, facts in dose.draws)
    return (*(("one-scale", {"instrument": instrument}) for instrument in shared), hand)
