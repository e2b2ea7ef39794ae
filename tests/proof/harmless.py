"""Alterations of a printed plan that the proof may let pass: each kind by name, with the reason why nobody is hurt by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from proof.cases import Case, prove
from proof.sabotage import Alteration, alterations


@dataclass(frozen=True)
class Harmless:
    """A kind of alteration that may pass, and why nobody is hurt by it."""

    name: str
    reason: str
    covers: Callable[[Alteration], bool]


def _step(alteration: Alteration) -> dict:
    """The step that was altered, before."""
    if alteration.path[:2] == ("plan", "steps") and len(alteration.path) > 2:
        return alteration.result["plan"]["steps"][alteration.path[2]]
    return alteration.before if isinstance(alteration.before, dict) else {}


def _ends(alteration: Alteration, *path: object) -> bool:
    return alteration.path[-len(path) :] == path


def _pair(alteration: Alteration) -> list[dict]:
    """The two steps that were exchanged."""
    at = alteration.after
    return alteration.result["plan"]["steps"][at - 2 : at]


def _same_vessel_unmixed(pair: list[dict]) -> bool:
    return all(step["op"] in ("weigh", "measure", "count", "take") for step in pair) and pair[0]["into"] == pair[1]["into"]


def _in_first_vessel(pair: list[dict]) -> bool:
    return {step["op"] for step in pair} == {"measure", "mix"}


HARMLESS = (
    Harmless("prose", "words for people; no number is read out of them", lambda a: a.kind == "prose"),
    Harmless(
        "an instruction left out",
        "`how` tells how to do a step whose effect stands in its other keys",
        lambda a: a.kind == "key deleted" and _ends(a, "how"),
    ),
    Harmless("the lot's time", "the clock's; the request does not know it", lambda a: a.kind == "lot's time"),
    Harmless(
        "the lot's date where the request says when it is made",
        "the clock's; every date of the plan is reckoned from the request's own day",
        lambda a: a.kind == "lot's date",
    ),
    Harmless(
        "an expiry not printed",
        "the beyond-use date is held against the request's own expiry; the contract's example prints none",
        lambda a: a.kind == "key deleted" and _ends(a, "expires_on"),
    ),
    Harmless(
        "a cylinder's tolerance not printed",
        "no reading depends on it; a wrong one is refused",
        lambda a: a.kind == "key deleted" and _ends(a, "tolerance"),
    ),
    Harmless(
        "a default not listed",
        "what it changed is held against its row all the same; a wrong one is refused",
        lambda a: a.kind == "key deleted" and a.path[0] == "defaults_used",
    ),
    Harmless(
        "the first portion of vehicle",
        "fill_to makes up what is missing to the same volume; the mix check still holds it under 50 mg/mL",
        lambda a: a.kind in ("quantity", "step deleted", "step doubled") and _step(a).get("op") == "measure",
    ),
    Harmless(
        "the rinse",
        "fill_to makes up what is missing to the same volume; all drug moves before the rinse",
        lambda a: a.kind == "quantity" and _ends(a, "rinse"),
    ),
    Harmless(
        "drug or vehicle put straight into the cylinder",
        "what was put into the first vessel is poured over whole, and all is mixed before it is bottled",
        lambda a: a.kind == "name" and _ends(a, "into") and _step(a)["op"] in ("weigh", "count", "measure"),
    ),
    Harmless(
        "the mix of a vessel that is poured over whole",
        "all drug moves, dissolved or not, and the cylinder is mixed before it is bottled",
        lambda a: a.kind == "step deleted" and a.before["op"] == "mix" and "cylinder" not in a.before["vessel"],
    ),
    Harmless("mixing twice", "it stays uniform", lambda a: a.kind == "step doubled" and a.before["op"] == "mix"),
    Harmless("making up twice", "the volume is already there", lambda a: a.kind == "step doubled" and a.before["op"] == "fill_to"),
    Harmless("discarding an empty vessel", "nothing is left in it", lambda a: a.kind == "step doubled" and "vessel" in a.before),
    Harmless(
        "exchanging two materials put into one vessel before it is mixed",
        "the vessel holds the same",
        lambda a: a.kind == "steps exchanged" and _same_vessel_unmixed(_pair(a)),
    ),
    Harmless(
        "exchanging mixing and measuring in the first vessel",
        "all is poured over whole, and the cylinder is mixed before it is bottled",
        lambda a: a.kind == "steps exchanged" and _in_first_vessel(_pair(a)),
    ),
    Harmless(
        "exchanging two discards",
        "both are waste",
        lambda a: a.kind == "steps exchanged" and {step["op"] for step in _pair(a)} == {"discard"},
    ),
    Harmless(
        "another syringe on whose mark the draw also falls",
        "the same volume; the plan lists the syringe",
        lambda a: a.kind == "name" and "draws" in a.path and _ends(a, "instrument"),
    ),
)

HARMLESS_WHEN_PLANNED = (
    Harmless(
        "a lot's tail that is no time",
        "whoever hands the lots out chooses it; the result itself says when it was planned",
        lambda a: a.kind == "lot's hour" or (a.kind == "lot" and str(a.after).startswith(str(a.before))),
    ),
    Harmless(
        "the last digits of a drug fraction",
        "the contract's own tolerance, one in a million: 0.0001 % of a dose",
        lambda a: a.kind == "quantity" and _ends(a, "drug_fraction"),
    ),
    Harmless(
        "exchanging steps of two vessels that do not touch",
        "each vessel goes through the same steps in the same order",
        lambda a: a.kind == "steps exchanged" and not set.intersection(*map(_touched, _pair(a))),
    ),
)
"""Kinds that only plans with longer fractions, or two batches, meet."""


def _touched(step: dict) -> set[str]:
    return {step[key] for key in ("into", "from", "vessel", "product") if key in step}


@cache
def passing(case: Case) -> tuple[Alteration, ...]:
    """The alterations of a proved result that the proof lets pass."""
    proof = prove(case.request, case.result)
    assert proof.agrees, proof.problems
    result = case.result | {"proof": proof.for_result()}
    return tuple(alteration for alteration in alterations(result) if prove(case.request, alteration.result).agrees)


def unlisted(case: Case, kinds: tuple[Harmless, ...]) -> list[str]:
    """The alterations that pass and are on no list."""
    return [str(each) for each in passing(case) if not any(kind.covers(each) for kind in kinds)]


def never_met(cases: tuple[Case, ...], kinds: tuple[Harmless, ...]) -> list[str]:
    """Kinds that no alteration of these cases needs: they must not stay on the list."""
    met = [each for case in cases for each in passing(case)]
    return [kind.name for kind in kinds if not kind.reason or not any(kind.covers(each) for each in met)]
