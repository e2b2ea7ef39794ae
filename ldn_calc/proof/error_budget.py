"""The error budget: the printed steps walked with each instrument's tolerance.

What strength can stand in the container, and what dose in the hand, worst case and typical, as a share of what the printed steps
hold. Worst case by intervals: every reading at the end that moves the result up, then down; the direction is found by moving one
reading at a time, so that a filler's error, which goes against the drug's, is counted as it works. Typical by the Guide to the
Expression of Uncertainty in Measurement (JCGM 100, 5.1.2): the root of the sum of (effect of one standard deviation) squared.
What the powder or tablets hold is beside it, in `source`: this is the error of weighing, measuring and filling. `source` also has
the dose with both together, which is what plans are compared by.

Exact but for square roots, which are taken to twelve decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.amounts import mentions, significant, written
from ldn_calc.proof.asked import Asked, read_request
from ldn_calc.proof.errors import Contribution, Errors, Spread
from ldn_calc.proof.in_hand import DoseError, dead_space, dose_error, not_counted
from ldn_calc.proof.instruments import read_instruments
from ldn_calc.proof.materials import Material, read_materials
from ldn_calc.proof.objects import document, entries, listed, name, same
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows, read_rows
from ldn_calc.proof.tolerances import Tolerances, rectangular
from ldn_calc.proof.walk import Program

__all__ = ["Budget", "SourceLimits", "budget_of", "error_budget"]

_TABLET: Final = "naltrexone hydrochloride tablet"


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """What the drug itself may be off by its own limits, beside the bench; `key` and `facts` as in a contribution."""

    key: str
    facts: Mapping[str, str]
    worst: Fraction

    def with_bench(self, bench: Spread) -> Spread:
        """Both together: at worst both to the high side; typically any content within the limits is as likely as any other."""
        return Spread((1 + self.worst) * (1 + bench.worst) - 1, bench.variance + rectangular(self.worst).variance)


@dataclass(frozen=True, slots=True)
class Budget:
    """The error budget of one plan.

    Attributes:
        strength, dose: the worst over products, and over doses.
        contributions: largest worst case first.
        review_above, refuse_above: policies on the strength's worst case; `dose_` ones on a dose's.
        bench: what the single best change is found from.
    """

    strength: Spread
    dose: Spread
    contributions: tuple[Contribution, ...]
    doses: tuple[DoseError, ...]
    source: SourceLimits | None
    notes: tuple[tuple[str, Mapping[str, str]], ...]
    review_above: Fraction
    refuse_above: Fraction
    dose_review_above: Fraction
    dose_refuse_above: Fraction
    bench: Errors

    def for_result(self, words: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        """The result's `error_budget` object, in the words of `resources/text/error_budget.toml`."""
        return self._object(lambda part, key, facts: words[part][key].format(**facts))

    def agrees_with(self, stored: object) -> bool:
        """Whether a stored budget says the same: every figure, and sentences that name every fact; their wording may change."""
        return _agrees(stored, self._object(lambda _part, _key, facts: tuple(facts.values())))

    def _object(self, say: Callable[[str, str, Mapping[str, str]], Any]) -> dict[str, Any]:
        source = self.source
        return {
            "strength": _figures(self.strength),
            "dose": _figures(self.dose),
            "contributions": [
                {"from": say("contributions", one.key, one.facts), "of": one.of, "step": one.step, **_figures(one.spread)}
                for one in self.contributions
            ],
            "doses": [{"phase": dose.phase, "when": dose.when, **_figures(dose.spread)} for dose in self.doses],
            "source": source
            and {
                "from": say("source", source.key, source.facts),
                "worst_case": _percent(source.worst),
                "dose": _figures(source.with_bench(self.dose)),
            },
            "notes": [say("notes", key, facts) for key, facts in self.notes],
        }


def _figures(spread: Spread) -> dict[str, str]:
    return {"standard": _percent(spread.standard), "worst_case": _percent(spread.worst)}


def _percent(share: Fraction) -> str:
    return f"{significant(share * 100, 3)} %"


def _agrees(stored: object, due: object) -> bool:
    if isinstance(due, tuple):
        return isinstance(stored, str) and bool(stored.strip()) and all(mentions(stored, fact) for fact in due)
    if isinstance(due, dict):
        return isinstance(stored, dict) and stored.keys() == due.keys() and all(_agrees(stored[key], due[key]) for key in due)
    if isinstance(due, list):
        return isinstance(stored, list) and len(stored) == len(due) and all(map(_agrees, stored, due))
    return same(stored, due)


def error_budget(request_text: str, result_text: str, formulary_text: str) -> Budget:
    """The error budget of a result's plan, from the three texts that prove it.

    Raises:
        ProblemError: one of them cannot be read, or holds no plan.
    """
    problems = Problems()
    result = document(result_text, "result")
    rows = read_rows(formulary_text, result, problems)
    asked = read_request(document(request_text, "request"), problems)
    plan = entries(result.get("plan"), "plan")
    materials = read_materials(plan.get("materials"), asked, rows, problems)
    read_instruments(plan.get("instruments"), asked, rows, problems)
    if problems.found:
        first = problems.found[0]
        raise ProblemError(first.code, first.found, first.expected)
    return budget_of(plan, materials, asked, rows)


def budget_of(plan: Mapping[str, Any], materials: Mapping[str, Material], asked: Asked, rows: Rows) -> Budget:
    """The same from values that were read before; the plan is one that the replay has proved.

    Raises:
        ProblemError: a figure of the plan or of the policies cannot be read.
    """
    tolerances = Tolerances(plan.get("instruments"), asked, rows)
    bench = Errors(Program(plan.get("steps"), materials), tolerances)
    doses = [dose_error(entry, bench, tolerances) for entry in listed(plan.get("doses"), "plan.doses")]
    strengths = [bench.spread({product: Fraction(1)}) for product in bench.program.planned]
    if not strengths or not doses:
        raise ProblemError("no-plan", "a plan without products or doses", "a plan that makes something")
    in_hand: dict[tuple[str, tuple[str, ...]], Contribution] = {}
    for dose in doses:
        for one in dose.contributions:
            at = one.key, tuple(one.facts.values())
            in_hand[at] = max(in_hand.get(at, one), one, key=lambda each: each.spread.worst)
    ranked = sorted([*bench.contributions(), *in_hand.values()], key=lambda one: one.spread.worst, reverse=True)
    return Budget(
        strength=_widest(strengths),
        dose=_widest([dose.spread for dose in doses]),
        contributions=tuple(ranked),
        doses=tuple(doses),
        source=_source(asked, rows),
        notes=(*not_counted(doses, tolerances), *dead_space(doses, tolerances)),
        review_above=tolerances.policy("error_budget", "review_above", "%"),
        refuse_above=tolerances.policy("error_budget", "refuse_above", "%"),
        dose_review_above=tolerances.policy("error_budget", "dose_review_above", "%"),
        dose_refuse_above=tolerances.policy("error_budget", "dose_refuse_above", "%"),
        bench=bench,
    )


def _widest(spreads: Sequence[Spread]) -> Spread:
    return Spread(max(each.worst for each in spreads), max(each.variance for each in spreads))


def _source(asked: Asked, rows: Rows) -> SourceLimits | None:
    """The limits of what the drug itself holds, where nothing measured stands against them."""
    source = asked.source
    if source is not None and source.kind == "tablet":
        limits = entries(rows.named("substances").get(_TABLET), _TABLET).get("content_limits")
        least, between, most = name(limits, "content_limits").partition(" to ")
        if not between:
            raise ProblemError("value-unreadable", f"content_limits: {limits}", "limits such as 90 to 110 %")
        key, facts = "tablet", {"least": f"{least} %", "most": most}
    elif source is None or "assay" not in source.figures:
        row = entries(rows.named("substances").get("assay"), "substances.assay")
        key, facts = "assay", {end: name(row.get(end), f"assay.{end}") for end in ("least", "most")}
    else:
        return None
    ends = [abs(written(text, "%", key).magnitude / 100 - 1) for text in facts.values()]
    return SourceLimits(key, facts, max(ends))
