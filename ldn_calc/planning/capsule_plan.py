"""Capsules from powder, planned from request to bench steps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from ldn_calc.findings import Finding
from ldn_calc.order.prescription import Form, TabletSource
from ldn_calc.planning.capsule import CapsuleBatch, Fills, extra_capsules, geometric_portions, plan_batch, portion_words
from ldn_calc.planning.common import Course, balance_with_defaults, plan_course, potency_working, powder_material
from ldn_calc.planning.drafting import Bench, Drafted, WorkingLine, note, stop
from ldn_calc.planning.potency import Potency, powder_potency
from ldn_calc.planning.strengths import StrengthChoice, strength_choices
from ldn_calc.procedure.plan import (
    BalanceInstrument,
    CapsuleDose,
    CapsuleProduct,
    CapsulesTaken,
    Dose,
    FillerMaterial,
    Instrument,
    Material,
    Plan,
    PowderMaterial,
    ShellInstrument,
)
from ldn_calc.procedure.steps import DiscardCapsules, DiscardVessel, Encapsulate, Mix, Step, Weigh
from ldn_calc.quantities.text import read_share, significant_text, write, write_signed_percent
from ldn_calc.quantities.values import Mass

__all__ = ["plan_capsules"]

_MORTARS = ("mortar", "mortar B")


def plan_capsules(bench: Bench) -> Drafted:
    """Plan capsules; reasons against a plan are stops among its findings."""
    request, formulary = bench.request, bench.formulary
    source = request.preparation.source
    defaults: dict[str, str | int] = {}
    fills = _fills(bench, defaults)
    components = (*formulary.fillers[fills.filler].components, *formulary.shell_components)
    if isinstance(source, TabletSource):
        contains = source.excipients if source.excipients is not None else tuple(formulary.tablet["contains"])
        stopped = stop("tablets-into-capsules", "preparation.source.kind")
        return Drafted(None, (stopped,), defaults, (), (*components, *contains), 0)
    course = plan_course(bench, "solid", None, defaults)
    findings = list(course.findings)
    if not course.can_be_used:
        return Drafted(None, tuple(findings), defaults, (), components, 0)
    if fills.assumed:
        facts = {"filler": fills.filler, "size": fills.shell.size, "fill": write(fills.filler_fill)}
        findings.append(note("filler-fill-assumed", "preparation.filler_fill", **facts))
    balance = balance_with_defaults(bench, defaults)
    potency = powder_potency(source, request.rx.strength_as, formulary)
    material = powder_material(potency, source, defaults)
    most: int = formulary.policy("capsules", "most_a_dose")
    choices = strength_choices(course.runs, most)
    if not choices:
        doses = ", ".join(write(dose) for dose in sorted({run.take.dose for run in course.runs}))
        findings.append(stop("strengths-too-many", "rx.regimen", doses=doses))
        return Drafted(None, tuple(findings), defaults, (), components, 0)
    if request.preparation.extra_capsules is None and request.preparation.overage is None:
        defaults["preparation.overage"] = write(read_share(formulary.policy("defaults", "overage")))
    refusals: list[Finding] = []
    for choice in choices:
        batches, against = _batches(bench, choice, course, potency, fills, balance)
        if not against:
            plan = _plan(bench, choice, course, batches, fills, balance, potency, material)
            working = tuple(_working(bench, choice, course, batches, potency, fills))
            weighings = sum(isinstance(step, Weigh) for step in plan.steps)
            return Drafted(plan, tuple(findings), defaults, working, components, weighings)
        refusals = refusals or against
    return Drafted(None, tuple(findings + refusals), defaults, (), components, 0)


def _fills(bench: Bench, defaults: dict[str, str | int]) -> Fills:
    preparation, formulary = bench.request.preparation, bench.formulary
    size = preparation.capsule_size
    if size is None:
        size = formulary.policy("defaults", "capsule_size")
        defaults["preparation.capsule_size"] = size
    filler = preparation.filler
    if filler is None:
        filler = formulary.policy("defaults", "filler")
        defaults["preparation.filler"] = filler
    fill = preparation.filler_fill
    if fill is None:
        fill = formulary.fillers[filler].fills[size]
        defaults["preparation.filler_fill"] = write(fill)
    assumed = preparation.filler_fill is None and size not in formulary.fillers[filler].measured
    return Fills(formulary.shells[size], filler, fill, preparation.drug_fill or fill, assumed)


def _batches(
    bench: Bench, choice: StrengthChoice, course: Course, potency: Potency, fills: Fills, balance: BalanceInstrument
) -> tuple[list[CapsuleBatch], list[Finding]]:
    """A batch for each strength, or the stops that say why one cannot be made."""
    formulary, preparation = bench.formulary, bench.request.preparation
    batches: list[CapsuleBatch] = []
    against: list[Finding] = []
    for strength, capsules in zip(choice.strengths, choice.capsules(course.runs), strict=True):
        drug_each = strength / potency.fraction
        if drug_each >= fills.drug_fill:
            facts = {"size": fills.shell.size, "mass": write(drug_each, 4)}
            against.append(stop("capsule-too-small", "preparation.capsule_size", **facts))
            continue
        extra = extra_capsules(capsules, preparation, formulary)
        batch = plan_batch(strength, capsules, extra, potency.fraction, fills, balance, formulary)
        if batch.drug < balance.minimum:
            least = ceil(balance.minimum / drug_each)
            against.append(
                stop(
                    "weighing-below-minimum",
                    "preparation.balance",
                    mass=write(batch.drug_exact, 4),
                    minimum=write(balance.minimum),
                    suggestion=f"{least} capsules",
                )
            )
            continue
        batch = _closest(bench, batch, potency.fraction, fills, balance)
        batches.append(batch)
        if not _within(batch, potency.fraction, bench):
            facts = {"mass": write(batch.drug_exact, 6), "weighed": write(batch.drug)}
            against.append(stop("weighing-too-coarse", "preparation.extra_capsules", **facts))
    return batches, against


def _within(batch: CapsuleBatch, fraction: Fraction, bench: Bench) -> bool:
    """Whether the rounded batch holds its strength within what a dose may differ."""
    tolerance = read_share(bench.formulary.policy("liquid", "dose_tolerance")).fraction
    return abs(_drug_each(batch, fraction) / batch.strength - 1) <= tolerance


def _closest(bench: Bench, batch: CapsuleBatch, fraction: Fraction, fills: Fills, balance: BalanceInstrument) -> CapsuleBatch:
    """The same batch, or one with a few more extras where rounding to the balance moves the strength by over 0.5 %.

    Only where the pharmacist has not said how many extras to make.
    """
    preparation, formulary = bench.request.preparation, bench.formulary
    tolerance = read_share(formulary.policy("liquid", "strength_tolerance")).fraction
    best = batch
    asked = preparation.extra_capsules is not None or preparation.overage is not None
    more = 0 if asked else max(2, batch.capsules // 10)
    for extra in range(batch.extra, batch.extra + more + 1):
        tried = plan_batch(batch.strength, batch.capsules, extra, fraction, fills, balance, formulary)
        difference = abs(_drug_each(tried, fraction) / batch.strength - 1)
        if difference <= tolerance:
            return tried
        if difference < abs(_drug_each(best, fraction) / batch.strength - 1):
            best = tried
    return best


def _drug_each(batch: CapsuleBatch, fraction: Fraction) -> Mass:
    """The drug in one capsule as the rounded steps make it."""
    return batch.drug * fraction * (batch.mass_each / batch.blend)


def _plan(
    bench: Bench,
    choice: StrengthChoice,
    course: Course,
    batches: list[CapsuleBatch],
    fills: Fills,
    balance: BalanceInstrument,
    potency: Potency,
    material: PowderMaterial,
) -> Plan:
    drug_name = bench.formulary.powders[potency.substance].name
    steps: list[Step] = []
    discards: list[Step] = []
    products = {}
    for batch, mortar in zip(batches, _MORTARS, strict=False):
        name = f"capsules {write(batch.strength)}"
        products[name] = CapsuleProduct(batch.strength, batch.capsules)
        portions = portion_words(geometric_portions(batch.drug, batch.blend), balance)
        steps += [
            Weigh(drug_name, mortar, batch.drug, "balance"),
            Weigh(fills.filler, mortar, batch.filler, "balance"),
            Mix(mortar, f"geometric dilution: add the filler in portions of about {portions}, mixing each until even"),
            Encapsulate(mortar, name, batch.made, fills.shell.size, batch.mass_each, fills.shell.name),
        ]
        if batch.mass_each * batch.made != batch.blend:
            discards.append(DiscardVessel(mortar))
        if batch.extra:
            discards.append(DiscardCapsules(name, batch.extra))
    delivered = {batch.strength: _drug_each(batch, potency.fraction) for batch in batches}
    doses = []
    for run in course.runs:
        counts = choice.counts[run.take.dose]
        taken = [(strength, count) for strength, count in zip(choice.strengths, counts, strict=True) if count]
        doses.append(
            Dose(
                phase=run.phase,
                when=run.take.when,
                prescribed=run.take.dose,
                delivered=sum((delivered[strength] * count for strength, count in taken), Mass.of(0)),
                taken=CapsuleDose(tuple(CapsulesTaken(f"capsules {write(strength)}", count) for strength, count in taken)),
                count=run.count,
                from_date=run.from_date,
                to_date=run.to_date,
            )
        )
    materials: dict[str, Material] = {drug_name: material, fills.filler: FillerMaterial()}
    instruments: dict[str, Instrument] = {"balance": balance, fills.shell.name: ShellInstrument(fills.filler_fill)}
    return Plan(
        form=Form.CAPSULE,
        lot=bench.lot,
        strength_as=bench.request.rx.strength_as,
        materials=materials,
        instruments=instruments,
        steps=tuple(steps + discards),
        products=products,
        doses=tuple(doses),
        beyond_use=course.beyond_use,
        supply=course.supply,
    )


def _working(
    bench: Bench, choice: StrengthChoice, course: Course, batches: list[CapsuleBatch], potency: Potency, fills: Fills
) -> Iterator[WorkingLine]:
    for index, batch in enumerate(batches):
        counts = [(run.count, choice.counts[run.take.dose][index]) for run in course.runs]
        terms = " + ".join(f"{days} × {count}" for days, count in counts if count)
        facts = {"sum": terms, "capsules": str(batch.capsules), "strength": write(batch.strength), "extra": str(batch.extra)}
        yield WorkingLine("need-capsules", facts | {"made": str(batch.made)})
    yield potency_working(potency, bench.request.preparation.source)
    for batch in batches:
        yield from _batch_working(batch, potency.fraction, fills)


def _batch_working(batch: CapsuleBatch, fraction: Fraction, fills: Fills) -> Iterator[WorkingLine]:
    shared = {
        "strength": write(batch.strength),
        "made": str(batch.made),
        "fraction": significant_text(fraction, 6),
        "drug_weighed": write(batch.drug),
        "blend": write(batch.blend),
        "mass_each": write(batch.mass_each),
    }
    drug = {"drug": write(batch.strength * batch.made), "exact": write(batch.drug_exact, 6)}
    yield WorkingLine("weigh-capsules", shared | drug)
    filler = {
        "fill": write(fills.filler_fill),
        "drug_fill": write(fills.drug_fill),
        "drug_each": write(batch.strength / fraction, 6),
        "filler_each": write(batch.filler_each, 6),
        "total": write(batch.filler_each * batch.made, 7),
        "weighed": write(batch.filler),
    }
    yield WorkingLine("filler", shared | filler)
    yield WorkingLine("fill-each", shared)
    each = _drug_each(batch, fraction)
    made = {"found": write(each, 6), "difference": write_signed_percent(each / batch.strength - 1)}
    yield WorkingLine("strength-capsules", shared | made)
