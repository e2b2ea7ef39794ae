"""The alternatives of a plan: each is planned, proved and budgeted like the plan itself, then ranked.

The other form comes first where either may be made. Choosing one means putting its `changes` into the request: everything is then
planned, proved and printed anew.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ldn_calc.choosing import (
    MOST_SHOWN,
    Candidate,
    Measure,
    Reason,
    candidates,
    measure,
    other_shells,
    rank,
    triturate,
    why_not_first,
    wins,
)
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Form, Request
from ldn_calc.planning.capsule_plan import open_strengths
from ldn_calc.planning.strengths import StrengthChoice
from ldn_calc.planning.supply import plan_supply, runs
from ldn_calc.procedure.plan import Dose, Instrument, Plan, ShellInstrument
from ldn_calc.procedure.printed import PrintedAlternative, Result
from ldn_calc.procedure.printer import product_amount
from ldn_calc.procedure.steps import Step
from ldn_calc.quantities.text import significant_text, write
from ldn_calc.resources import read_toml

__all__ = ["choose", "rank_alternatives", "refused_for_shells", "this_plan"]


def choose(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A request's document with an alternative's changes put in; None takes a key away."""
    changed = copy.deepcopy(dict(document))
    for path, value in changes.items():
        *way, last = path.split(".")
        place = changed
        for part in way:
            place = place.setdefault(part, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return changed


def this_plan(plan: Plan, result: Result) -> PrintedAlternative | None:
    """The plan itself as a row of the same table, without reason and changes; None where its error is not known."""
    found = measure(plan, result)
    if found is None:
        return None
    products = list(plan.products.values())
    strengths = " and ".join(write(product.strength) for product in products)
    parts = triturate(plan)
    title: str = read_toml("text/alternatives.toml")["plan"][plan.form.value if parts is None else "triturate"]
    return {
        "title": title.format(strengths=strengths, amount=product_amount(products[0]), **_triturate_facts(parts, found)),
        "why_not": "",
        "worst_case": found.dose_words,
        "weighings": found.weighings,
        "drug_needed": found.used_words,
        "changes": {},
    }


def rank_alternatives(
    text: str,
    request: Request,
    plan: Plan,
    result: Result,
    formulary: Formulary,
    plan_text: Callable[[str], tuple[Plan | None, Result]],
) -> list[PrintedAlternative]:
    """The alternatives of a plan, best first, at most six; empty where its error is not known.

    Args:
        text: the request as it was read in.
        request: the same as values.
        plan: its proved plan.
        result: its result, with proof and error budget.
        formulary: what is owned.
        plan_text: plans, proves and budgets one request's text, without alternatives of its own; None for a plan where it has none.
    """
    first = measure(plan, result)
    if first is None:
        return []
    document = json.loads(text)
    found: list[tuple[Candidate, Measure]] = []
    is_triturate = triturate(plan) is not None
    seen = [_bench(plan)]
    is_wasteful = any(each["code"] == "drug-wasted" for each in result["findings"])
    strengths, avoided = _strengths(request, plan, formulary), _avoided(result)
    for candidate in candidates(request, plan, strengths, formulary, is_wasteful=is_wasteful, avoided=avoided):
        other_plan, answer = plan_text(json.dumps(choose(document, candidate.changes), ensure_ascii=False))
        other = measure(other_plan, answer) if other_plan is not None else None
        if other_plan is not None and other is not None and _bench(other_plan) not in seen:
            seen.append(_bench(other_plan))
            parts = triturate(other_plan)
            named = candidate
            if parts is not None and candidate.decides == "way":
                named = replace(candidate, kind="way-triturate", facts=_triturate_facts(parts, other))
            if wins(candidate, other, first) or (named is not candidate and not is_triturate):
                found.append((named, other))
    found.sort(key=lambda pair: (pair[0].decides != "form", rank(pair[1])))
    return [_printed(candidate, other, first, request, plan) for candidate, other in found[:MOST_SHOWN]]


def refused_for_shells(
    text: str, request: Request, result: Result, formulary: Formulary, plan_text: Callable[[str], tuple[Plan | None, Result]]
) -> list[PrintedAlternative]:
    """Shells of another material, where capsules are refused for what theirs are made of and nothing else stands against them.

    Args: as of `rank_alternatives`, of a request that is refused.
    """
    found = []
    for candidate in other_shells(request.preparation, formulary, _avoided(result)) if request.rx.form is Form.CAPSULE else ():
        plan, answer = plan_text(json.dumps(choose(json.loads(text), candidate.changes), ensure_ascii=False))
        other = measure(plan, answer) if plan is not None else None
        if other is not None:
            words = read_toml("text/alternatives.toml")
            found.append(_row(candidate, other, _sentence(Reason("refused", {}, None), words), words))
    return found


def _triturate_facts(parts: Fraction | None, found: Measure) -> dict[str, str]:
    """What a title says of a triturate: in how many parts one is drug, and what is thrown away with the rest of it."""
    return {} if parts is None else {"parts": significant_text(parts, 2), "wasted": write(found.wasted, 4)}


def _avoided(result: Result) -> set[str]:
    """Components that a finding on allergies names."""
    return {str(each["facts"].get("component")) for each in result["findings"] if each["code"].startswith("excipient-")}


def _bench(plan: Plan) -> tuple[tuple[Step, ...], tuple[Dose, ...], tuple[Instrument, ...]]:
    """What makes two plans the same at the bench and in the hand: shells of another material are another plan."""
    return plan.steps, plan.doses, tuple(each for each in plan.instruments.values() if isinstance(each, ShellInstrument))


def _strengths(request: Request, plan: Plan, formulary: Formulary) -> list[StrengthChoice]:
    if plan.form is Form.LIQUID:
        return []
    supply = plan_supply(request.rx, request.fill, plan.beyond_use.date)
    return open_strengths(runs(request.rx, supply), None, formulary)


def _printed(candidate: Candidate, other: Measure, first: Measure, request: Request, plan: Plan) -> PrintedAlternative:
    words = read_toml("text/alternatives.toml")
    made = write(next(iter(plan.products.values())).strength)
    reason = why_not_first(candidate, other, first, _asked(candidate, request), made)
    return _row(candidate, other, _sentence(reason, words), words)


def _row(candidate: Candidate, other: Measure, why_not: str, words: Mapping[str, Any]) -> PrintedAlternative:
    return {
        "title": words["titles"][candidate.kind].format(**candidate.facts),
        "why_not": why_not,
        "worst_case": other.dose_words,
        "weighings": other.weighings,
        "drug_needed": other.used_words,
        "changes": dict(candidate.changes),
    }


def _sentence(reason: Reason, words: Mapping[str, Any]) -> str:
    clause: str = words["reasons"][reason.key].format(**reason.facts)
    if reason.advantage is None:
        return f"{clause[0].upper()}{clause[1:]}."
    key, facts = reason.advantage
    said: str = words["advantages"][key].format(reason=clause, **facts)
    return said


def _asked(candidate: Candidate, request: Request) -> str | None:
    """What the pharmacist asked for in the part that the candidate changes, in the request's own words."""
    asked = (request.document.get("preparation") or {}).get(candidate.decides)
    if asked is None or candidate.decides in ("source", "balance"):
        return None
    return " and ".join(asked) if isinstance(asked, list) else f"size {asked}" if candidate.kind == "size" else str(asked)
