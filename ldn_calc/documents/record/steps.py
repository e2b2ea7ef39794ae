"""Section C of the compounding record: each bench step in the plan's own numbers, with what may be gone on with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.runs import Runs, tied
from ldn_calc.documents.words.split import earlier_lot, other_lots, steps_making
from ldn_calc.documents.words.steps import dilution, step_words
from ldn_calc.documents.words.wording import shells_asked
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.procedure.contents import Contents
from ldn_calc.procedure.plan import BalanceInstrument, CapsuleProduct, Plan, PowderMaterial, TabletMaterial
from ldn_calc.procedure.steps import (
    Count,
    DiscardCapsules,
    DiscardVessel,
    Encapsulate,
    Measure,
    Step,
    TakeMass,
    TakeVolume,
    Weigh,
    WeighTo,
)
from ldn_calc.quantities.shown import shown, unit_shown
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Share
from ldn_calc.resources import read_toml

__all__ = ["StepRow", "go_on_limits", "step_rows"]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row.

    Attributes:
        number: of the step, from 1.
        above, planned, below: the Planned column; `planned` holds one or two amounts.
        amount: the same in one line.
        what: the step as a sentence.
        note: a small line under it.
        unit: printed in the box for the actual; empty for a step that is ticked.
        lot: whether the lot of what is used is written in.
        check: whether a second person checks or witnesses.
        drug: whether the drug is weighed or counted, or a part taken of what holds it.
        portions: of a geometric dilution: what is added of the filler each time, ticked one by one; empty for other steps.
        portions_in_line: the same in brackets, to follow the sentence.
    """

    number: int
    above: str
    planned: tuple[str, ...]
    below: str
    amount: str
    what: Runs
    note: str
    unit: str
    lot: bool
    check: bool
    drug: bool
    portions: tuple[str, ...] = ()
    portions_in_line: str = ""


def step_rows(contents: Contents, formulary: Formulary, product: str = "") -> list[StepRow]:
    """The plan's steps, in order; those of one product where it is named, with the numbers they have in the plan."""
    plan = contents.plan
    numbers = steps_making(plan, product) if product else frozenset(range(1, len(plan.steps) + 1))
    rows = [_row(number, contents, formulary) for number in sorted(numbers)]
    return [_shared(row, plan, product) for row in rows] if product else rows


def go_on_limits(planned: Mass, readability: Mass, tolerance: Share) -> tuple[str, str]:
    """What the balance may show for a planned mass: within the tolerance or one step of it, on the balance's own steps.

    `docs/interface.md`, "As made"; the tolerance is the policies' `as_made.amount_tolerance`.

    >>> go_on_limits(Mass.of(101), Mass.of(1), Share.percent(2))
    ('99 mg', '103 mg')
    >>> go_on_limits(Mass.of(30), Mass.of(1), Share.percent(2))
    ('29 mg', '31 mg')
    >>> go_on_limits(Mass.of(11435), Mass.of(1), Share.percent(2))
    ('11.207 g', '11.663 g')
    """
    mass, step = planned.milligrams, readability.milligrams
    room = max(mass * tolerance.fraction, step)
    low, high = ceil((mass - room) / step) * step, floor((mass + room) / step) * step
    unit = unit_shown(write(planned))
    return shown(write(Mass(low)), unit), shown(write(Mass(high)), unit)


def _shared(row: StepRow, plan: Plan, product: str) -> StepRow:
    """A step that is done one time for the lots of several products says so, so that it is not done again."""
    lots = other_lots(plan, product, row.number)
    if not lots:
        return row
    words: dict[str, str] = read_toml("text/worksheet.toml")["steps"]
    earlier = earlier_lot(plan, product, row.number)
    said = words["shared_earlier"].format(lot=earlier) if earlier else words["shared"].format(lots=", ".join(map(tied, lots)))
    return replace(row, note=f"{row.note}. {said}" if row.note else said)


def _row(number: int, contents: Contents, formulary: Formulary) -> StepRow:
    plan, step = contents.plan, contents.plan.steps[number - 1]
    words = step_words(step, plan.materials, dilution(contents, number))
    taken = isinstance(step, TakeMass | TakeVolume)
    drug = taken or _brings_drug(step, plan)
    return StepRow(
        number=number,
        above=words.above,
        planned=words.planned,
        below=words.below,
        amount=words.amount,
        what=words.sentence,
        note=_note(step, plan, formulary, words.note),
        unit=words.unit,
        lot=isinstance(step, Weigh | WeighTo | Count | Measure),
        check=drug or isinstance(step, WeighTo | DiscardVessel | DiscardCapsules | Encapsulate),
        drug=drug,
        portions=words.portions,
        portions_in_line=words.portions_in_line,
    )


def _note(step: Step, plan: Plan, formulary: Formulary, note: str) -> str:
    """The small line: what may be gone on with, what a shell weighs, or what the step's words have."""
    words: dict[str, str] = read_toml("text/worksheet.toml")["steps"]
    match step:
        case Weigh(mass=mass, instrument=name) | WeighTo(mass=mass, instrument=name) | TakeMass(mass=mass, instrument=name):
            balance = plan.instruments[name]
            if not isinstance(balance, BalanceInstrument):
                raise PaperError(f"{name} is no balance")
            low, high = go_on_limits(mass, balance.readability, formulary.policy_share("as_made", "amount_tolerance"))
            return words["limits"].format(low=low.partition(" ")[0], high=tied(high))
        case Encapsulate() if not formulary.shell_material(shells_asked(plan)).is_weighed:
            return words["tare"]
        case Encapsulate(size=size):
            return words["shell"].format(shell=tied(write(formulary.shells[size].empty)))
        case DiscardCapsules(product=name):
            product = plan.products[name]
            return words["stays"].format(count=f"{product.amount:,}") if isinstance(product, CapsuleProduct) else note
    return note


def _brings_drug(step: Step, plan: Plan) -> bool:
    match step:
        case Weigh(material=name) | Count(material=name):
            return isinstance(plan.materials[name], PowderMaterial | TabletMaterial)
    return False
