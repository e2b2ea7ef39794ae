"""The replay: proves a plan from three texts and nothing else, backward from the printed bench, with none of planning's formulas.

The texts are the request as it was read in, the result as it will be printed, and the formulary's rows. The replay reads the doses
again from the request's own words, reckons the drug in the powder again from the certificate's words, walks the printed steps over
vessels that hold drug, mass and volume, and says how many milligrams reach the patient at each dose. Whatever it cannot read, does
not know or finds different is a problem; a plan is proved only when there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, significant
from ldn_calc.proof.as_written import check_as_written
from ldn_calc.proof.asked import Asked, read_request
from ldn_calc.proof.bench import Bench
from ldn_calc.proof.bounds import check_jumps
from ldn_calc.proof.doses import Taken, check_counts, check_doses, check_range, check_volumes
from ldn_calc.proof.due import check_supply, due_fill, read_begun
from ldn_calc.proof.error_budget import Budget, budget_of
from ldn_calc.proof.instruments import read_instruments
from ldn_calc.proof.materials import read_materials
from ldn_calc.proof.objects import document, listed, one_of, same, shape, show
from ldn_calc.proof.problems import Problem, ProblemError, Problems
from ldn_calc.proof.products import check_products, read_labels
from ldn_calc.proof.rows import Rows, read_rows
from ldn_calc.proof.rows_said import check_rows_said
from ldn_calc.proof.standing import check_defaults, check_settled, check_standing, finding_codes
from ldn_calc.proof.vessels import NO_MASS
from ldn_calc.proof.wishes import check_wishes
from ldn_calc.quantities.units import Quantity

__all__ = ["Problem", "Proof", "replay"]

_PLAN: Final = (
    "form",
    "lot",
    "strength_as",
    "materials",
    "instruments",
    "steps",
    "products",
    "doses",
    "beyond_use",
    "supply",
)
_NOT_KNOWN: Final = "not known"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the replay found.

    Attributes:
        agrees: whether there is no problem at all.
        largest_difference: of a dose from what is prescribed, as `-0.208 %`.
        doses: `phase`, `when`, `prescribed` and `replayed` of each dose, as text.
        drug_in: drug put into vessels; `drug_in_products` and `drug_discarded` are where it went.
        problems: everything that is refused.
        notes: codes of what a person should know and that refuses nothing.
        budget: the error budget of a plan that is proved; None where a row it needs cannot be read.
    """

    agrees: bool
    largest_difference: str
    doses: list[dict[str, Any]]
    drug_in: str
    drug_in_products: str
    drug_discarded: str
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    budget: Budget | None = None

    def for_result(self) -> dict[str, Any]:
        """The result's `proof` object."""
        return {
            "agrees": self.agrees,
            "largest_difference": self.largest_difference,
            "doses": self.doses,
            "drug_in": self.drug_in,
            "drug_in_products": self.drug_in_products,
            "drug_discarded": self.drug_discarded,
        }

    def for_command(self) -> dict[str, Any]:
        """What `ldn-calc prove --json` prints."""
        return {
            "schema": "ldn-calc/proof/1",
            "agrees": self.agrees,
            "largest_difference": self.largest_difference,
            "doses": self.doses,
            "problems": [asdict(problem) for problem in self.problems],
            "notes": list(self.notes),
        }


def replay(request_text: str, result_text: str, formulary_text: str) -> Proof:
    """Prove a plan; every fault in any of the three texts is a problem, never an exception."""
    problems = Problems()
    bench: Bench | None = None
    taken: tuple[Taken, ...] = ()
    rows: Rows | None = None
    stored: object = None
    stored_budget: object = None
    budget: Budget | None = None
    with problems:
        result = document(result_text, "result")
        stored, stored_budget = result.get("proof"), result.get("error_budget")
        rows = read_rows(formulary_text, result, problems)
        request = document(request_text, "request")
        asked = read_request(request, problems)
        midpoints = check_standing(result, asked, problems)
        check_settled(result, request, problems)
        check_jumps(asked, finding_codes(result), problems)
        plan = shape(result.get("plan"), "plan", _PLAN, (), problems)
        bench, taken = _walk(plan, result, asked, rows, midpoints, problems)
        check_counts(taken, finding_codes(result), problems)
        check_volumes(taken, listed(result.get("findings"), "findings"), asked, rows, problems)
        check_rows_said(result.get("rows_used"), plan, asked, rows, problems)
        if not problems.found:
            budget = _budget(plan, bench, asked, rows)
    proof = replace(_proof(bench, taken, rows, problems), budget=budget)
    if not proof.agrees:
        return proof
    if stored is not None and not same(stored, proof.for_result()):
        problems.add("proof-differs", "the result's stored proof", "what the replay of its steps finds")
    if stored_budget is not None and _holds_budgets(rows) and not (budget and budget.agrees_with(stored_budget)):
        problems.add("error-budget-differs", "the result's stored error budget", "what its steps and the tolerances give")
    return replace(_proof(bench, taken, rows, problems), budget=budget) if problems.found else proof


def _holds_budgets(rows: Rows | None) -> bool:
    """Whether a stored budget is held against the rows: those it was made with, and of a program that reckons as this one does.

    Before the rows had `hand`, two draws with one syringe were reckoned as if each had its own, and tablets stood beside.
    """
    return rows is not None and rows.same and rows.named("policies").get("hand") is not None


def _budget(plan: Mapping[str, Any], bench: Bench, asked: Asked, rows: Rows) -> Budget | None:
    """The plan's error budget; a row that cannot be read leaves it out and refuses only a budget that is stored."""
    try:
        return budget_of(plan, bench.materials, asked, rows)
    except ProblemError:
        return None


def _walk(
    plan: Mapping[str, Any], result: Mapping[str, Any], asked: Asked, rows: Rows, midpoints: Sequence[str], problems: Problems
) -> tuple[Bench, tuple[Taken, ...]]:
    """Everything that the plan says, in the order in which one thing rests on another."""
    planned_at = result.get("planned_at")
    form = one_of(plan["form"], "plan.form", ("liquid", "capsule"))
    if asked.form not in (form, "any"):
        problems.add("form-differs", form, asked.form)
    if plan["strength_as"] != asked.strength_as:
        problems.add("strength-as-differs", show(plan["strength_as"]), asked.strength_as)
    begun = read_begun(plan["lot"], planned_at, asked, problems)
    materials = read_materials(plan["materials"], asked, rows, problems)
    instruments = read_instruments(plan["instruments"], asked, rows, problems)
    bench = Bench(materials, instruments, asked, problems)
    bench.walk(plan["steps"])
    labels = read_labels(plan, form, bench, problems, dated=planned_at is not None)
    due = due_fill(asked, form, plan["beyond_use"], begun, rows, problems)
    check_supply(plan, due, problems)
    check_defaults(plan, asked, rows, problems)
    check_range(asked, problems)
    taken = check_doses(plan["doses"], due.doses, bench, labels, midpoints, problems)
    check_products(labels, taken, bench, asked, rows, problems)
    check_wishes(form, asked, bench, instruments, labels, problems)
    check_as_written(asked, due.supply["days_covered"], labels, taken, finding_codes(result), problems)
    for code, named in (("material-not-used", materials), ("instrument-not-used", instruments)):
        for called in named:
            if called not in bench.used:
                problems.add(code, called, "only what a step or a draw uses")
    if bench.drug_in != _in_products(bench) + bench.drug_discarded:
        found = f"{amount_text(bench.drug_in, 'mg')} of drug in"
        gone = amount_text(_in_products(bench) + bench.drug_discarded, "mg")
        problems.add("mass-balance", found, f"{gone}, as products and waste hold together")
    return bench, taken


def _in_products(bench: Bench) -> Quantity:
    """The drug in everything that leaves, extras not among it."""
    total = NO_MASS
    for made in bench.products.values():
        total = total + (made.drug - made.strength * made.discarded if made.discarded else made.drug)
    return total


def _proof(bench: Bench | None, taken: Sequence[Taken], rows: Rows | None, problems: Problems) -> Proof:
    differences = [dose.difference for dose in taken]
    return Proof(
        agrees=not problems.found,
        largest_difference=f"{significant(max(differences, key=abs) * 100, 3)} %" if differences else _NOT_KNOWN,
        doses=[
            {
                "phase": dose.phase,
                "when": dose.when,
                "prescribed": amount_text(dose.prescribed, "mg", 12),
                "replayed": dose.replayed_text,
            }
            for dose in taken
        ],
        drug_in=_NOT_KNOWN if bench is None else amount_text(bench.drug_in, "mg"),
        drug_in_products=_NOT_KNOWN if bench is None else amount_text(_in_products(bench), "mg"),
        drug_discarded=_NOT_KNOWN if bench is None else amount_text(bench.drug_discarded, "mg"),
        problems=tuple(problems.found),
        notes=() if rows is None or rows.same else ("formulary-differs",),
    )
