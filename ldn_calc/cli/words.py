"""A result in words for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from ldn_calc.application.papers.wording import date_words, days_words, dose_words, step_words, when_words
from ldn_calc.application.plan.planning import Planned
from ldn_calc.cli.streams import complain, give_up, say, say_json, shown
from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.printed import PrintedAlternative, PrintedBudget, PrintedFinding
from ldn_calc.procedure.printer import RESULT_DIGITS, product_amount
from ldn_calc.quantities.shown import error_shown
from ldn_calc.quantities.text import write

__all__ = ["complain", "give_up", "plain", "result_lines", "say", "say_json", "shown"]

_HEADS = {
    "ready": "Ready.",
    "review": "Planned. A pharmacist must settle each REVIEW before it is printed.",
    "calculation": "CALCULATION - NO PATIENT. Numbers only: no lot, and no paper but a worksheet that says so.",
}
_MARKS = {"stop": "STOP  ", "review": "REVIEW", "note": "note  "}


def plain(text: str) -> str:
    """Text with ordinary spaces, for terminals."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def result_lines(planned: Planned) -> list[str]:
    """The whole answer, a line each."""
    result = planned.result
    if result["status"] == "invalid":
        errors = result.get("errors", [])
        head = "1 thing in this request cannot be read:" if len(errors) == 1 else f"{len(errors)} things cannot be read:"
        return [head, *(f"  {error['path']}: found {error['found']}; expected {error['expected']}" for error in errors)]
    lines = [plain(line) for line in _finding_lines(result["findings"])]
    plan, proof = planned.proved, result.get("proof")
    if plan is None or proof is None:
        return ["Refused: nothing is planned.", *lines, *_alternative_lines(result.get("alternatives", []))]
    lines += ["", *map(plain, _plan_lines(plan))]
    lines += ["", f"Proved: the steps, replayed on their own, hold every dose within {proof['largest_difference'].lstrip('-')}."]
    lines.append(f"Drug in {proof['drug_in']}, in the product {proof['drug_in_products']}, discarded {proof['drug_discarded']}.")
    lines += _budget_lines(result.get("error_budget"))
    lines += _alternative_lines(result.get("alternatives", []))
    own = [f"{row['table']}: {row['row']}" for row in result.get("rows_used", []) if row["own"]]
    lines += [f"Own rows used: {', '.join(own)}."] if own else []
    return [_HEADS[result["status"]], *lines]


def _budget_lines(budget: PrintedBudget | None) -> list[str]:
    if budget is None:
        return []
    lines = ["", "How far off it could be"]
    for name, spread in (("Strength made", budget["strength"]), ("Dose in the hand", budget["dose"])):
        standard, worst = error_shown(spread["standard"]), error_shown(spread["worst_case"])
        lines.append(f"  {name}: typically {standard}, at worst {worst}")
    lines += [f"  {error_shown(one['worst_case']):>8}  {one['from']}" for one in budget["contributions"]]
    source = budget["source"]
    if source is not None:
        together = f"; with it a dose at worst {error_shown(source['dose']['worst_case'])}" if "dose" in source else ""
        lines.append(f"  Beside this {source['from']} ({error_shown(source['worst_case'])}){together}.")
    return lines + [f"  {note}" for note in budget["notes"]]


def _alternative_lines(alternatives: Sequence[PrintedAlternative]) -> list[str]:
    lines = ["", "Other ways"] if alternatives else []
    for one in alternatives:
        figures = f"dose at worst {error_shown(one['worst_case'])} off, weighings {one['weighings']}, drug {one['drug_needed']}"
        lines += [f"  {one['title']} ({figures})", f"       {one['why_not']}"]
    return lines


def _finding_lines(findings: list[PrintedFinding]) -> list[str]:
    lines = []
    for found in findings:
        lines.append(f"{_MARKS[found['severity']]} {found['message']}")
        if found["action"]:
            lines.append(f"       {found['action']}")
        if found["settled"]:
            settled = found["settled"]
            lines.append(f"       Settled by {settled['by']} on {date_words(settled['on'])}: {settled['reason']}")
    return lines


def _plan_lines(plan: Plan) -> list[str]:
    lines = [f"Lot {plan.lot}", "", "Steps"]
    for number, step in enumerate(plan.steps, start=1):
        head, rest = step_words(step, plan.materials)
        lines.append(f"  {number:2}  {head}  {rest}")
    lines += ["", "Makes"]
    lines += [f"  {name}: {product_amount(product)}, {write(product.strength)}" for name, product in plan.products.items()]
    lines += ["", "Doses"]
    for dose in plan.doses:
        dates = f"{date_words(dose.from_date)} to {date_words(dose.to_date)}"
        dates += f", {days}" if (days := days_words(dose)) else ""
        taken = f"{dose_words(dose, plan)} {when_words(dose.when)}"
        held = f"{write(dose.prescribed)} prescribed, {write(dose.delivered, RESULT_DIGITS)} delivered"
        lines.append(f"  {dates}: {taken}, {held}")
    last = plan.beyond_use
    lines += ["", f"Do not use after {date_words(last.date)} ({last.because[0]}). Keep {last.storage_words}."]
    return lines
