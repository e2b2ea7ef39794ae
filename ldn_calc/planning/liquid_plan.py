"""A liquid from powder or whole tablets, planned from request to bench steps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Vehicle
from ldn_calc.order.prescription import Form, PowderSource, TabletSource, Way
from ldn_calc.planning.bounds import check_bench, check_powder
from ldn_calc.planning.common import (
    CRUSH,
    Course,
    balance_with_defaults,
    plan_course,
    potency_working,
    powder_material,
    tablet_components,
    tablet_material,
)
from ldn_calc.planning.drafting import Bench, Drafted, WorkingLine, note, stop
from ldn_calc.planning.liquid import (
    LiquidBatch,
    Target,
    plan_target,
    powder_batch,
    tablet_batch,
)
from ldn_calc.planning.liquid_draws import check_draws, draw_doses, rank_concentrations
from ldn_calc.planning.liquid_steps import BOTTLE, make_up, make_up_from_stock
from ldn_calc.planning.liquid_stock import aliquot_batch
from ldn_calc.planning.liquid_working import aliquot_line, count_line, need_line, strength_line, weigh_line
from ldn_calc.planning.portions import FIRST_PORTION
from ldn_calc.planning.potency import powder_potency, tablet_content
from ldn_calc.planning.syringes import Drawing
from ldn_calc.planning.weighing import weighing_error
from ldn_calc.procedure.plan import (
    BalanceInstrument,
    CylinderInstrument,
    Dose,
    Draw,
    Instrument,
    LiquidDose,
    LiquidProduct,
    Material,
    Plan,
    SyringeInstrument,
    VehicleMaterial,
)
from ldn_calc.procedure.steps import Bottle, Count, FillTo, Measure, Mix, Step, TakeVolume, Weigh
from ldn_calc.quantities.text import counted, decimal_text, read_share, read_volume, significant_text, write, write_beside
from ldn_calc.quantities.values import Mass, Strength, Volume

__all__ = ["plan_liquid"]

_STIR = "stir until clear"


def plan_liquid(bench: Bench) -> Drafted:
    """Plan a liquid; with no strength asked for, the best-ranked one that can be made.

    Raises nothing: reasons against a plan are stops among its findings.
    """
    asked = bench.request.preparation.concentration
    if asked is not None:
        return _plan_at(bench, asked, {})
    drafts = []
    for concentration in rank_concentrations(_doses(bench), bench.formulary, bench.request.preparation.syringe):
        drafted = _plan_at(bench, concentration, {"preparation.concentration": write(concentration)})
        if drafted.plan is not None:
            return drafted
        drafts.append(drafted)
    return drafts[0]


def _doses(bench: Bench) -> list[Mass]:
    """The different doses of the whole regimen."""
    return list(dict.fromkeys(take.dose for phase in bench.request.rx.regimen for take in phase.take))


@dataclass(frozen=True, slots=True)
class _Liquid:
    """What is known of a liquid before its drug is weighed or counted."""

    bench: Bench
    concentration: Strength
    vehicle: Vehicle
    course: Course
    drawings: dict[Mass, Drawing]
    target: Target

    @property
    def formulary(self) -> Formulary:
        return self.bench.formulary

    def need_line(self, batch: LiquidBatch) -> WorkingLine:
        return need_line(self.course.runs, self.drawings, self.target, self.bench.request.preparation.overfill, batch)


@dataclass(frozen=True, slots=True)
class _Made:
    """A liquid with its drug: the batch, the drug it holds, and the steps that make it."""

    batch: LiquidBatch
    drug: Mass
    steps: tuple[Step, ...]
    material: dict[str, Material]
    instruments: dict[str, Instrument]
    findings: tuple[Finding, ...]
    working: tuple[WorkingLine, ...]


def _plan_at(bench: Bench, concentration: Strength, defaults: dict[str, str | int | None]) -> Drafted:
    formulary, preparation = bench.formulary, bench.request.preparation
    vehicle = _vehicle(bench, defaults)
    components = (*vehicle.components, *tablet_components(bench))
    course = plan_course(bench, vehicle.beyond_use, vehicle, defaults)
    drawings = draw_doses(course.runs, concentration, formulary, preparation.syringe, _doses(bench))
    findings = [*course.findings, *check_powder(bench), *_check_concentration(concentration, formulary)]
    if not vehicle.studied_days:
        findings.append(note("vehicle-not-studied", "preparation.vehicle", vehicle=vehicle.title))
    is_asked = preparation.concentration is not None
    findings += check_draws(drawings, concentration, formulary, preparation.syringe, regimen=_doses(bench), is_asked=is_asked)
    if any(finding.severity is Severity.STOP for finding in findings):
        return Drafted(None, tuple(findings), defaults, (), components, 0)
    measured = {dose: drawing for dose, drawing in drawings.items() if drawing is not None}
    target = plan_target(course.runs, measured, preparation.overfill, formulary)
    if preparation.overfill is None:
        defaults["preparation.overfill"] = write(target.overfill)
    liquid = _Liquid(bench, concentration, vehicle, course, measured, target)
    source = preparation.source
    made = _from_tablets(liquid, source) if isinstance(source, TabletSource) else _from_powder(liquid, source, defaults)
    if isinstance(made, Finding):
        return Drafted(None, (*findings, made), defaults, (), components, 0)
    findings += [*made.findings, *_check_batch(made.batch), *check_bench(made.steps, bench)]
    weighings = sum(isinstance(step, Weigh) for step in made.steps)
    return Drafted(_plan(liquid, made), tuple(findings), defaults, made.working, components, weighings)


def _vehicle(bench: Bench, defaults: dict[str, str | int | None]) -> Vehicle:
    key = bench.request.preparation.vehicle
    if key is None:
        key = bench.formulary.policy_text("defaults", "vehicle")
        defaults["preparation.vehicle"] = key
    return bench.formulary.vehicles[key]


def _check_concentration(concentration: Strength, formulary: Formulary) -> list[Finding]:
    """The drug must dissolve in the first portion of the vehicle."""
    most = Strength(formulary.policy_strength("liquid", "most_dissolved").milligrams_per_millilitre * FIRST_PORTION)
    if concentration <= most:
        return []
    facts = {"concentration": write(concentration), "most": write(most)}
    return [stop("strength-too-concentrated", "preparation.concentration", **facts)]


def _check_batch(batch: LiquidBatch) -> list[Finding]:
    if batch.bottled == batch.volume:
        return []
    facts = {"made": write(batch.volume), "bottled": write(batch.bottled), "discarded": write(batch.volume - batch.bottled)}
    return [note("batch-larger-than-supply", "preparation.balance", **facts)]


def _from_powder(liquid: _Liquid, source: PowderSource | None, defaults: dict[str, str | int | None]) -> _Made | Finding:
    formulary, concentration = liquid.formulary, liquid.concentration
    balance = balance_with_defaults(liquid.bench, defaults)
    potency = powder_potency(source, liquid.bench.request.rx.strength_as, formulary)
    batch = _powder_batch(liquid, potency.fraction, balance)
    if isinstance(batch, Finding):
        return batch
    name = formulary.powders[potency.substance].name
    rows = (liquid.vehicle.name, formulary.cylinders)
    stir: str = formulary.rows["vehicles"][liquid.vehicle.key].get("stir", _STIR)  # a cloudy vehicle never gets clear
    material: dict[str, Material] = {name: powder_material(potency, source, defaults)}
    drug = batch.weighed * potency.fraction
    lines = [liquid.need_line(batch), potency_working(potency, source, formulary)]
    if batch.stock is None:
        steps = [Weigh(name, "beaker", batch.weighed, "balance"), *make_up(batch, "beaker", stir, *rows)]
        product = f"{write(batch.weighed)} × {significant_text(potency.fraction, 6)}"
        lines.append(weigh_line(batch, concentration, potency.fraction))
        found: tuple[Finding, ...] = ()
    else:
        stock = batch.stock
        steps = [Weigh(name, "beaker", stock.powder, "balance"), *make_up_from_stock(batch, stock, "beaker", stir, *rows)]
        part = f"{decimal_text(stock.take.millilitres)} ÷ {decimal_text(stock.to_volume.millilitres)}"
        product = f"{write(stock.powder)} × {significant_text(potency.fraction, 6)} × {part}"
        lines.append(aliquot_line(batch, stock, concentration, potency.fraction, balance))
        facts = {
            "needed": write_beside(batch.exact, balance.minimum, 4),
            "minimum": write(balance.minimum),
            "weighed": write(stock.powder),
        }
        facts |= {"taken": write(stock.take), "mixture": write(stock.to_volume)}
        found = (note("aliquot-used", "preparation.balance", **facts),)
    lines.append(strength_line(product, drug, batch, concentration))
    return _Made(batch, drug, tuple(steps), material, {"balance": balance}, found, tuple(lines))


def _powder_batch(liquid: _Liquid, fraction: Fraction, balance: BalanceInstrument) -> LiquidBatch | Finding:
    """Weighed directly, else from a larger batch, else from an aliquot; a way that was asked for is the only one."""
    formulary, concentration, target = liquid.formulary, liquid.concentration, liquid.target
    preparation = liquid.bench.request.preparation
    asked = preparation.way
    if asked not in (None, Way.DIRECT, Way.LARGER_BATCH, Way.ALIQUOT):
        return stop("way-not-open", "preparation.way", way=asked.value, open="direct, larger-batch, aliquot")
    if asked is not Way.ALIQUOT:
        batch = powder_batch(concentration, fraction, target, balance, formulary, weighing_error(preparation, formulary))
        if batch is not None and (asked is None or (asked is Way.LARGER_BATCH) is (batch.bottled != batch.volume)):
            return batch
    if asked in (None, Way.ALIQUOT):
        allowed = weighing_error(preparation, formulary)
        batch = aliquot_batch(concentration, fraction, target, balance, allowed, formulary)
        if batch is not None:
            return batch
    exact = (concentration * target.total) / fraction
    suggestion = _weighable_strength(liquid, balance, fraction) if asked is None else "another way of weighing"
    facts = {"mass": write_beside(exact, balance.minimum, 4), "minimum": write(balance.minimum), "suggestion": suggestion}
    return stop("weighing-below-minimum", "preparation.balance", **facts)


def _from_tablets(liquid: _Liquid, source: TabletSource) -> _Made | Finding:
    formulary, concentration = liquid.formulary, liquid.concentration
    asked = liquid.bench.request.preparation.way
    if asked not in (None, Way.WHOLE_TABLETS):
        return stop("way-not-open", "preparation.way", way=asked.value, open="whole-tablets")
    content = tablet_content(source, liquid.bench.request.rx.strength_as, formulary)
    batch = tablet_batch(concentration, content, liquid.target, formulary)
    if batch is None:
        return stop("tablets-no-graduation", "preparation.concentration", concentration=write(concentration))
    name = formulary.tablet["name"]
    crush = (Count(name, "mortar", batch.tablets), Mix("mortar", CRUSH))
    thin = "grind to a smooth paste, then thin it until it pours"
    steps = make_up(batch, "mortar", thin, liquid.vehicle.name, formulary.cylinders)
    spread = note("tablet-content-spread", "preparation.source", tablets=counted(batch.tablets, "tablet"))
    product = f"{batch.tablets} × {write(content, 9)}"
    working = (
        liquid.need_line(batch),
        count_line(batch, concentration, content),
        strength_line(product, batch.weighed, batch, concentration),
    )
    return _Made(batch, batch.weighed, (*crush, *steps), {name: tablet_material(source, content)}, {}, (spread,), working)


def _weighable_strength(liquid: _Liquid, balance: BalanceInstrument, fraction: Fraction) -> str:
    """What would help: a cylinder for a larger batch, a strength of the list at which this supply can be weighed, a longer supply.

    A cylinder is named where those in stock hold less than what the balance can weigh for. Where the beyond-use date already ends
    the supply it cannot be longer; tablets need no weighing.
    """
    formulary, runs = liquid.formulary, liquid.course.runs
    larger = _larger_cylinder((balance.minimum * fraction) / liquid.concentration, formulary)
    if larger is not None:
        return f"a larger batch in a {larger}"
    for concentration in formulary.concentrations:
        if concentration == liquid.concentration:
            continue
        drawings = draw_doses(runs, concentration, formulary, liquid.bench.request.preparation.syringe, _doses(liquid.bench))
        measured = {dose: drawing for dose, drawing in drawings.items() if drawing is not None}
        if len(measured) == len(drawings):
            target = plan_target(runs, measured, liquid.bench.request.preparation.overfill, formulary)
            if powder_batch(concentration, fraction, target, balance, formulary):
                return write(concentration)
    return "more days of supply" if liquid.course.supply.next_from_day is None else "whole tablets instead of powder"


def _larger_cylinder(least: Volume, formulary: Formulary) -> str | None:
    """The smallest cylinder of the formulary that holds a volume which none in stock holds, by its size alone."""
    if formulary.cylinders[-1].capacity >= least:
        return None
    rows = formulary.rows["instruments"].values()
    sizes = [read_volume(row["capacity"]) for row in rows if row["kind"] == "cylinder"]
    enough = min((size for size in sizes if size >= least), default=None)
    return None if enough is None else f"{write(enough)} cylinder"


def _plan(liquid: _Liquid, made: _Made) -> Plan:
    bench, course, batch = liquid.bench, liquid.course, made.batch
    strength = made.drug / batch.volume
    instruments = dict(made.instruments)
    doses = []
    for run in course.runs:
        drawing = liquid.drawings[run.take.dose]
        syringe = drawing.syringe
        instruments[syringe.name] = SyringeInstrument(syringe.capacity, syringe.step)
        dose = Dose(
            phase=run.phase,
            when=run.take.when,
            prescribed=run.take.dose,
            delivered=strength * sum(drawing.draws, Volume.of(0)),
            taken=LiquidDose(BOTTLE, tuple(Draw(each, syringe.name) for each in drawing.draws)),
            count=run.count,
            from_date=run.from_date,
            to_date=run.to_date,
            every=run.every,
            weekdays=run.weekdays,
        )
        doses.append(dose)
    for step in made.steps:
        if isinstance(step, Measure | FillTo | TakeVolume | Bottle) and step.instrument not in instruments:
            instruments[step.instrument] = _cylinder(step.instrument, liquid.formulary)
    return Plan(
        form=Form.LIQUID,
        lot=bench.lot,
        strength_as=bench.request.rx.strength_as,
        materials={**made.material, liquid.vehicle.name: VehicleMaterial(liquid.vehicle.key)},
        instruments=instruments,
        steps=made.steps,
        products={BOTTLE: LiquidProduct(liquid.concentration, batch.bottled)},
        doses=tuple(doses),
        beyond_use=course.beyond_use,
        supply=course.supply,
    )


def _cylinder(name: str, formulary: Formulary) -> CylinderInstrument:
    cylinder = next(each for each in formulary.cylinders if each.name == name)
    tolerance = read_share(formulary.rows["instruments"][name]["tolerance"])
    return CylinderInstrument(cylinder.capacity, cylinder.step, cylinder.smallest, tolerance)
