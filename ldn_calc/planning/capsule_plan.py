"""Capsules from powder or tablets, planned from request to bench steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Form, Preparation, TabletSource, Way
from ldn_calc.planning.bounds import check_bench, check_capsule_fills, check_entered_fills, check_powder
from ldn_calc.planning.capsule import CapsuleBatch, Fills, Stock
from ldn_calc.planning.capsule_steps import bench_steps
from ldn_calc.planning.capsule_ways import Batches, Maker, Tablet, ways_of
from ldn_calc.planning.capsule_working import working_lines
from ldn_calc.planning.common import (
    Course,
    balance_with_defaults,
    plan_course,
    potency_working,
    powder_material,
    tablet_components,
    tablet_material,
)
from ldn_calc.planning.drafting import Bench, Drafted, WorkingLine, note, review, stop
from ldn_calc.planning.potency import powder_potency, tablet_content
from ldn_calc.planning.strengths import StrengthChoice, choice_of, strength_choices
from ldn_calc.planning.supply import DoseRun
from ldn_calc.procedure.plan import (
    CapsuleDose,
    CapsuleProduct,
    CapsulesTaken,
    Dose,
    FillerMaterial,
    Instrument,
    Material,
    Plan,
    ShellInstrument,
)
from ldn_calc.procedure.steps import TakeMass, Weigh, WeighTo
from ldn_calc.quantities.text import counted, write, write_beside
from ldn_calc.quantities.values import Mass

__all__ = ["open_strengths", "plan_capsules"]


_HEAVIEST_TABLET: Final = 20
"""A tablet weighs at most so many times the drug on its label: of filler and tablets together at least that is made up."""


@dataclass(frozen=True, slots=True)
class _Drug:
    """The source of drug of a plan: its name, what it is, and how its potency follows."""

    name: str
    material: Material
    working: tuple[WorkingLine, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """Capsules that can be made: the strengths, the way, and a batch for each strength."""

    choice: StrengthChoice
    way: Way
    batches: Batches


def plan_capsules(bench: Bench) -> Drafted:
    """Plan capsules; reasons against a plan are stops among its findings."""
    request, formulary = bench.request, bench.formulary
    defaults: dict[str, str | int | None] = {}
    fills = _fills(bench, defaults)
    components = (
        *formulary.fillers[fills.filler].components,
        *formulary.shell_material(request.preparation.shell).components,
        *tablet_components(bench),
    )

    def refused(*against: Finding) -> Drafted:
        return Drafted(None, (*findings, *against), defaults, (), components, 0)

    course = plan_course(bench, "solid", None, defaults)
    findings = [*course.findings, *check_powder(bench), *check_entered_fills(request.preparation, fills, formulary)]
    if any(found.severity is Severity.STOP for found in findings):
        return refused()
    if fills.assumed:
        facts = {"filler": fills.filler, "size": fills.shell.size, "fill": write(fills.filler_fill)}
        findings.append(note("filler-fill-assumed", "preparation.filler_fill", **facts))
    source = request.preparation.source
    if isinstance(source, TabletSource) and source.average_weight is None and _needs_weight(request.preparation):
        return refused(stop("tablets-into-capsules", "preparation.source.average_weight"))
    drug, maker = _maker(bench, fills, defaults)
    asked = request.preparation.capsule_strengths
    choices = open_strengths(course.runs, asked, formulary)
    if not choices:
        return refused(_no_strengths(course, asked, formulary))
    if request.preparation.extra_capsules is None and request.preparation.overage is None:
        defaults["preparation.overage"] = write(formulary.policy_share("defaults", "overage"))
    made = _make(maker, choices, course)
    if made is None:
        return refused(*_why_not(maker, choices[0], course))
    findings += [*_many_a_dose(made.choice, formulary), *_findings_of(made, maker), *_alike(made, maker)]
    findings += check_capsule_fills(made.batches, fills, request.preparation, formulary)
    plan = _plan(bench, course, made, maker, drug)
    findings += check_bench(plan.steps, bench)
    working = tuple(working_lines(made.choice, course.runs, made.batches, maker, drug.working))
    weighings = sum(isinstance(step, Weigh | WeighTo | TakeMass) for step in plan.steps)
    return Drafted(plan, tuple(findings), defaults, working, components, weighings)


def _needs_weight(preparation: Preparation) -> bool:
    """Whether the tablets' weight must be known: for a part of their powder, and to reckon with how they pack."""
    return preparation.way is Way.CRUSHED_PART or preparation.drug_fill is not None


def _fills(bench: Bench, defaults: dict[str, str | int | None]) -> Fills:
    preparation, formulary = bench.request.preparation, bench.formulary
    size = preparation.capsule_size
    if size is None:
        size = formulary.policy_text("defaults", "capsule_size")
        defaults["preparation.capsule_size"] = size
    filler = preparation.filler
    if filler is None:
        filler = formulary.policy_text("defaults", "filler")
        defaults["preparation.filler"] = filler
    fill = preparation.filler_fill
    if fill is None:
        fill = formulary.fillers[filler].fills[size]
        defaults["preparation.filler_fill"] = write(fill)
    if preparation.drug_fill is None:
        defaults["preparation.drug_fill"] = write(fill)
    assumed = preparation.filler_fill is None and size not in formulary.fillers[filler].measured
    return Fills(formulary.shells[size], filler, fill, preparation.drug_fill or fill, assumed)


def _maker(bench: Bench, fills: Fills, defaults: dict[str, str | int | None]) -> tuple[_Drug, Maker]:
    request, formulary = bench.request, bench.formulary
    source, balance = request.preparation.source, balance_with_defaults(bench, defaults)
    if isinstance(source, TabletSource):
        content = tablet_content(source, request.rx.strength_as, formulary)
        unweighed = source.average_weight is None
        heaviest = source.strength * _HEAVIEST_TABLET if unweighed else None
        tablet = Tablet(content, source.average_weight or source.strength, heaviest)
        drug = _Drug(formulary.tablet["name"], tablet_material(source, tablet.content), ())
        return drug, Maker(tablet.fraction, tablet, fills, balance, request.preparation, formulary)
    potency = powder_potency(source, request.rx.strength_as, formulary)
    material = powder_material(potency, source, defaults)
    drug = _Drug(formulary.powders[potency.substance].name, material, (potency_working(potency, source, formulary),))
    return drug, Maker(potency.fraction, None, fills, balance, request.preparation, formulary)


def _make(maker: Maker, choices: Sequence[StrengthChoice], course: Course) -> _Made | None:
    """The first way that serves, with the best strengths it serves; a way that was asked for is the only one.

    Where a dose takes as many capsules as a pharmacist looks at, the best strengths by the first way that serves them: what a
    patient counts each night goes before what is weighed once.
    """
    fitting = [choice for choice in choices if _fits(maker, choice)]
    asked = maker.preparation.way
    ways = [(way, make) for way, make in ways_of(maker).items() if asked in (None, way)]
    tries = [(choice, way, make) for way, make in ways for choice in fitting]
    if fitting and _many_a_dose(fitting[0], maker.formulary):
        tries = [(choice, way, make) for choice in fitting for way, make in ways]
    for choice, way, make in tries:
        batches = make(maker, tuple(zip(choice.strengths, choice.capsules(course.runs), strict=True)))
        if batches is not None:
            return _Made(choice, way, batches)
    return None


def _fits(maker: Maker, choice: StrengthChoice) -> bool:
    """Whether the drug alone leaves room in the shell."""
    return all(strength / maker.fraction < maker.fills.drug_fill for strength in choice.strengths)


def open_strengths(runs: Sequence[DoseRun], asked: tuple[Mass, ...] | None, formulary: Formulary) -> list[StrengthChoice]:
    """The strengths that serve the doses, best first; of those asked for only these."""
    most = formulary.policy_count("capsules", "most_a_dose")
    if asked is not None:
        return choice_of(runs, asked, most)
    easy = formulary.policy_count("capsules", "review_a_dose") - 1
    return strength_choices(runs, most, easy, formulary.capsule_strengths)


def _many_a_dose(choice: StrengthChoice, formulary: Formulary) -> list[Finding]:
    """A dose of so many capsules that one is easily miscounted."""
    many = formulary.policy_count("capsules", "review_a_dose")
    doses = sorted(dose for dose, counts in choice.counts.items() if sum(counts) >= many)
    if not doses:
        return []
    capsules = max(sum(choice.counts[dose]) for dose in doses)
    facts = {"doses": ", ".join(write(dose) for dose in doses), "capsules": counted(capsules, "capsule")}
    return [review("capsules-a-dose", "preparation.capsule_strengths", **facts)]


def _no_strengths(course: Course, asked: tuple[Mass, ...] | None, formulary: Formulary) -> Finding:
    facts = {
        "doses": ", ".join(write(dose) for dose in sorted({run.take.dose for run in course.runs})),
        "most": counted(formulary.policy_count("capsules", "most_a_dose"), "capsule"),
    }
    if asked is None:
        return stop("strengths-too-many", "rx.regimen", **facts)
    strengths = " and ".join(write(strength) for strength in asked)
    return stop("strengths-do-not-serve", "preparation.capsule_strengths", strengths=strengths, **facts)


def _why_not(maker: Maker, choice: StrengthChoice, course: Course) -> list[Finding]:
    """Why no batch of the best strengths can be made."""
    against = []
    asked = maker.preparation.way
    for strength, capsules in zip(choice.strengths, choice.capsules(course.runs), strict=True):
        each = strength / maker.fraction
        made = capsules + maker.extras(capsules)
        exact = maker.powder(strength, made)
        if each >= maker.fills.drug_fill:
            facts = {"size": maker.fills.shell.size, "mass": write(each, 4)}
            against.append(stop("capsule-too-small", "preparation.capsule_size", **facts))
        elif asked is not None and asked not in ways_of(maker):
            against.append(stop("way-not-open", "preparation.way", way=asked.value, open=", ".join(ways_of(maker))))
        elif exact < maker.balance.minimum:
            least = ceil(maker.balance.minimum / each)
            facts = {
                "mass": write_beside(exact, maker.balance.minimum, 4),
                "minimum": write(maker.balance.minimum),
                "suggestion": f"{least} capsules",
            }
            against.append(stop("weighing-below-minimum", "preparation.balance", **facts))
        else:
            facts = {"mass": write(exact, 6), "weighed": write(maker.balance.readability)}
            against.append(stop("weighing-too-coarse", "preparation.extra_capsules", **facts))
    return against


def _findings_of(made: _Made, maker: Maker) -> list[Finding]:
    """What the way that was taken means for a pharmacist."""
    match made.way:
        case Way.ALIQUOT | Way.LARGER_BATCH:
            return [_taken(batch, batch.charge.stock, maker) for batch in made.batches if batch.charge.stock is not None]
        case Way.WHOLE_TABLETS:
            tablets = sum(batch.charge.tablets for batch in made.batches)
            return [note("tablet-content-spread", "preparation.source", tablets=counted(tablets, "tablet"))]
        case Way.CRUSHED_PART:
            tablets = sum({batch.charge.stock.tablets for batch in made.batches if batch.charge.stock is not None})
            return [review("tablet-content-spread", "preparation.source", tablets=f"part of {counted(tablets, 'crushed tablet')}")]
        case _:
            return []


def _alike(made: _Made, maker: Maker) -> list[Finding]:
    """Capsules of two strengths in the same shells are told apart by their labels alone."""
    if len(made.batches) < 2:
        return []
    strengths = " and ".join(write(batch.strength) for batch in made.batches)
    return [note("strengths-look-alike", "preparation.capsule_strengths", strengths=strengths, size=maker.fills.shell.size)]


def _taken(batch: CapsuleBatch, stock: Stock, maker: Maker) -> Finding:
    facts = {
        "needed": write_beside(batch.powder_exact, maker.balance.minimum, 4),
        "minimum": write(maker.balance.minimum),
        "weighed": write(stock.powder),
        "taken": write(batch.charge.mass),
        "mixture": write(stock.mass),
    }
    return note("aliquot-used", "preparation.balance", **facts)


def _plan(bench: Bench, course: Course, made: _Made, maker: Maker, drug: _Drug) -> Plan:
    fills = maker.fills
    unweighed = maker.tablet is not None and maker.tablet.heaviest is not None
    steps = bench_steps(made.batches, fills, drug.name, maker.balance, is_unweighed=unweighed)
    each = {batch.strength: batch.drug_each for batch in made.batches}
    doses = []
    for run in course.runs:
        counts = made.choice.counts[run.take.dose]
        taken = [(strength, count) for strength, count in zip(made.choice.strengths, counts, strict=True) if count]
        doses.append(
            Dose(
                phase=run.phase,
                when=run.take.when,
                prescribed=run.take.dose,
                delivered=sum((each[strength] * count for strength, count in taken), Mass.of(0)),
                taken=CapsuleDose(tuple(CapsulesTaken(f"capsules {write(strength)}", count) for strength, count in taken)),
                count=run.count,
                from_date=run.from_date,
                to_date=run.to_date,
                every=run.every,
                weekdays=run.weekdays,
            )
        )
    instruments: dict[str, Instrument] = {fills.shell.name: ShellInstrument(fills.filler_fill, maker.preparation.shell)}
    if any(isinstance(step, Weigh | WeighTo | TakeMass) for step in steps):
        instruments = {"balance": maker.balance} | instruments
    return Plan(
        form=Form.CAPSULE,
        lot=bench.lot,
        strength_as=bench.request.rx.strength_as,
        materials={drug.name: drug.material, fills.filler: FillerMaterial()},
        instruments=instruments,
        steps=steps,
        products={f"capsules {write(batch.strength)}": CapsuleProduct(batch.strength, batch.capsules) for batch in made.batches},
        doses=tuple(doses),
        beyond_use=course.beyond_use,
        supply=course.supply,
    )
