"""How the window words a vehicle that was planned: each line with its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_calc.application.papers.wording import amount_words, date_words, step_words
from ui.kit.style import Type
from ui.vehicles.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.plan.vehicle import PlannedVehicle

__all__ = ["answer_lines"]


def answer_lines(planned: PlannedVehicle) -> list[tuple[Type, str]]:
    """Amount and name, last day, lot, steps, calculation, proof; of one that is refused, why and what would help."""
    result, plan = planned.result, planned.proved
    if plan is None:
        found = [line for each in result["findings"] for line in ((Type.STRONG, each["message"]), (Type.BODY, each["action"]))]
        return found or [(Type.BODY, TEXT.correct)]
    use, day = plan.beyond_use, date_words
    lines = [
        (Type.TITLE, TEXT.head.format(amount=amount_words(plan.volume), name=plan.name)),
        (Type.STRONG, TEXT.until.format(day=day(use.date), storage=use.storage_words)),
        (Type.BODY, TEXT.lot_line.format(lot=plan.lot, day=day(plan.made_on))),
        (Type.HEAD, TEXT.steps),
    ]
    for number, step in enumerate(plan.steps, 1):
        do, rest = step_words(step, plan.materials)
        lines.append((Type.BODY, TEXT.step.format(number=number, do=do, rest=rest)))
    lines.append((Type.HEAD, TEXT.calculation))
    lines += [(Type.BODY, TEXT.calculated.format(what=each["what"], line=each["line"])) for each in result["working"]]
    lines.append((Type.HEAD, TEXT.proof))
    for each in result["proof"]["ingredients"]:
        amount, difference, worst = amount_words(each["of_100_mL"]), each["difference"], each["worst_case"]
        lines.append((Type.BODY, TEXT.held.format(name=each["name"], amount=amount, difference=difference, worst=worst)))
    lines += [(Type.HEAD, TEXT.because), *((Type.BODY, each) for each in use.because)]
    expires_on = day(result["component"]["expires_on"])
    lines += [(Type.HEAD, TEXT.component), (Type.BODY, TEXT.component_line.format(lot=plan.lot, day=expires_on))]
    source = planned.formulary.rows["vehicles"][plan.vehicle]["made"]["source"]
    return [*lines, (Type.CAPTION_STRONG, TEXT.sources), (Type.CAPTION, source)]
