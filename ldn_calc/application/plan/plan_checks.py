"""What can be checked only once there is a plan: the days it covers, the strength chosen, the tablets it counts."""

from __future__ import annotations

from collections.abc import Iterator

from ldn_calc.documents.values.errors import MissingWords
from ldn_calc.documents.words.wording import Wording
from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.days import check_over
from ldn_calc.order.fills import check_fill_strength
from ldn_calc.order.health import check_surgery
from ldn_calc.order.prescription import Form, Request
from ldn_calc.order.tablets import check_tablet_count
from ldn_calc.planning.ordered import check_ordered
from ldn_calc.procedure.plan import Plan, TabletMaterial
from ldn_calc.procedure.steps import Count
from ldn_calc.quantities.text import read_mass, write, write_beside
from ldn_calc.quantities.values import Share

__all__ = ["check_planned", "check_waste"]


def check_planned(request: Request, form: Form, plan: Plan, formulary: Formulary) -> list[Finding]:
    """Findings on the plan of one form that no step of planning has a reason to raise."""
    strengths = ", ".join(write(product.strength) for product in plan.products.values())
    tablets = {name for name, material in plan.materials.items() if isinstance(material, TabletMaterial)}
    counted = sum(step.units for step in plan.steps if isinstance(step, Count) and step.material in tablets)
    last_dose = max(dose.to_date for dose in plan.doses)
    return [
        *check_surgery(request, last_dose, formulary),
        *check_over(request, plan.beyond_use.date, last_dose),
        *check_fill_strength(request, form, strengths),
        *check_tablet_count(request, counted),
        *check_ordered(request, plan),
        *_check_words(request, plan, formulary),
    ]


def _check_words(request: Request, plan: Plan, formulary: Formulary) -> Iterator[Finding]:
    """What the patient's label says in no language but English, because a row of the pharmacy's own has no other word."""
    wording = Wording(request.rx.patient.language)
    try:
        wording.contained(plan, request, formulary)
        if plan.form is Form.CAPSULE:
            wording.capsule_look(plan, formulary)
    except MissingWords as missing:
        facts = {"row": missing.row, "said": missing.said, "key": missing.key}
        yield Finding("label-words-missing", Severity.REVIEW, "rx.patient.language", facts)


def check_waste(discarded: str, put_in: str, formulary: Formulary) -> list[Finding]:
    """A review where the steps throw away more of the drug than the policy's share; masses as the proof prints them."""
    gone, all_of_it = read_mass(discarded), read_mass(put_in)
    limit = formulary.policy_share("waste", "review_above")
    if gone <= all_of_it * limit.fraction:
        return []
    share = write_beside(Share(gone / all_of_it), limit, 2)
    facts = {"discarded": write(gone, 4), "drug": write(all_of_it, 4), "share": share}
    return [Finding("drug-wasted", Severity.REVIEW, "preparation.balance", facts)]
