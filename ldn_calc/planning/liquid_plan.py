"""A liquid from powder or whole tablets, planned from request to bench steps."""

from __future__ import annotations

from fractions import Fraction

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Cylinder, Formulary, Vehicle
from ldn_calc.order.prescription import Form, Rx, TabletSource
from ldn_calc.planning.common import Course, balance_with_defaults, plan_course, potency_working, powder_material
from ldn_calc.planning.drafting import Bench, Drafted, WorkingLine, note, stop
from ldn_calc.planning.liquid import (
    LiquidBatch,
    Target,
    check_draws,
    draw_doses,
    need_words,
    plan_target,
    powder_batch,
    rank_concentrations,
    tablet_batch,
)
from ldn_calc.planning.potency import powder_potency, tablet_content
from ldn_calc.planning.syringes import Drawing
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
    PowderMaterial,
    SyringeInstrument,
    TabletMaterial,
    VehicleMaterial,
)
from ldn_calc.procedure.steps import Bottle, Count, DiscardVessel, FillTo, Measure, Mix, Step, Transfer, Weigh
from ldn_calc.quantities.rounding import down_to_step
from ldn_calc.quantities.text import read_share, read_strength, write, write_signed_percent
from ldn_calc.quantities.values import Mass, Strength, Volume

__all__ = ["plan_liquid"]

_BOTTLE = "bottle 1"
_FIRST_PORTION = Fraction(6, 10)
_RINSE = Fraction(1, 10)


def plan_liquid(bench: Bench) -> Drafted:
    """Plan a liquid; with no strength asked for, the best-ranked one that can be made.

    Raises nothing: reasons against a plan are stops among its findings.
    """
    asked = bench.request.preparation.concentration
    if asked is not None:
        return _plan_at(bench, asked, asked_for=True)
    doses = list(dict.fromkeys(take.dose for phase in bench.request.rx.regimen for take in phase.take))
    drafts = []
    for concentration in rank_concentrations(doses, bench.formulary):
        drafted = _plan_at(bench, concentration, asked_for=False)
        if drafted.plan is not None:
            return drafted
        drafts.append(drafted)
    return drafts[0]


def _plan_at(bench: Bench, concentration: Strength, *, asked_for: bool) -> Drafted:
    request, formulary = bench.request, bench.formulary
    preparation = request.preparation
    defaults: dict[str, str | int] = {}
    if not asked_for:
        defaults["preparation.concentration"] = write(concentration)
    vehicle = _vehicle(bench, defaults)
    components = (*vehicle.components, *_tablet_components(bench))
    course = plan_course(bench, vehicle.beyond_use, vehicle, defaults)
    findings = list(course.findings)
    most = read_strength(formulary.policy("liquid", "most_dissolved")).milligrams_per_millilitre * _FIRST_PORTION
    if concentration.milligrams_per_millilitre > most:
        stopped = stop(
            "strength-too-concentrated",
            "preparation.concentration",
            concentration=write(concentration),
            most=write(Strength(most)),
        )
        findings.append(stopped)
    drawings = draw_doses(course.runs, concentration, formulary)
    findings += check_draws(drawings, concentration, formulary)
    if any(finding.severity is Severity.STOP for finding in findings):
        return Drafted(None, tuple(findings), defaults, (), components, 0)
    target = plan_target(course.runs, drawings, preparation.overfill, formulary)
    if preparation.overfill is None:
        defaults["preparation.overfill"] = write(target.overfill)
    if isinstance(preparation.source, TabletSource):
        maker = _Maker(bench, concentration, vehicle, course, drawings, target, defaults)
        return maker.from_tablets(preparation.source, findings, components)
    return _Maker(bench, concentration, vehicle, course, drawings, target, defaults).from_powder(findings, components)


def _vehicle(bench: Bench, defaults: dict[str, str | int]) -> Vehicle:
    key = bench.request.preparation.vehicle
    if key is None:
        key = bench.formulary.policy("defaults", "vehicle")
        defaults["preparation.vehicle"] = key
    return bench.formulary.vehicles[key]


def _tablet_components(bench: Bench) -> tuple[str, ...]:
    source = bench.request.preparation.source
    if not isinstance(source, TabletSource):
        return ()
    return source.excipients if source.excipients is not None else tuple(bench.formulary.tablet["contains"])


class _Maker:
    """The figures of one liquid at one strength, and the steps they become."""

    def __init__(
        self,
        bench: Bench,
        concentration: Strength,
        vehicle: Vehicle,
        course: Course,
        drawings: dict[Mass, Drawing | None],
        target: Target,
        defaults: dict[str, str | int],
    ) -> None:
        self.bench = bench
        self.formulary: Formulary = bench.formulary
        self.rx: Rx = bench.request.rx
        self.concentration = concentration
        self.vehicle = vehicle
        self.course = course
        self.drawings = drawings
        self.target = target
        self.defaults = defaults

    def from_powder(self, findings: list[Finding], components: tuple[str, ...]) -> Drafted:
        source = self.bench.request.preparation.source
        if isinstance(source, TabletSource):
            raise TypeError("tablets are not powder")
        balance = balance_with_defaults(self.bench, self.defaults)
        potency = powder_potency(source, self.rx.strength_as, self.formulary)
        material = powder_material(potency, source, self.defaults)
        batch = powder_batch(self.concentration, potency.fraction, self.target, balance, self.formulary)
        if batch is None:
            exact = (self.concentration * self.target.total) / potency.fraction
            suggestion = self._weighable_strength(balance, potency.fraction)
            facts = {"mass": write(exact, 4), "minimum": write(balance.minimum), "suggestion": suggestion}
            findings.append(stop("weighing-below-minimum", "preparation.balance", **facts))
            return Drafted(None, tuple(findings), self.defaults, (), components, 0)
        name = self.formulary.powders[potency.substance].name
        start: list[Step] = [Weigh(name, "beaker", batch.weighed, "balance")]
        steps = start + self._make_up(batch, "beaker", "stir until clear")
        drug = batch.weighed * potency.fraction
        weigh_line = WorkingLine(
            "weigh-liquid",
            {
                "volume": write(batch.volume),
                "strength": write(self.concentration),
                "drug": write(self.concentration * batch.volume, 9),
                "fraction": write_fraction(potency.fraction),
                "exact": write(batch.exact, 6),
                "weighed": write(batch.weighed),
            },
        )
        strength_line = self._strength_line(f"{write(batch.weighed)} × {write_fraction(potency.fraction)}", drug, batch)
        working = (self._need_line(batch), potency_working(potency, source), weigh_line, strength_line)
        return self._drafted(batch, drug, steps, {name: material}, {"balance": balance}, findings, components, working)

    def from_tablets(self, source: TabletSource, findings: list[Finding], components: tuple[str, ...]) -> Drafted:
        content = tablet_content(source, self.rx.strength_as, self.formulary)
        batch = tablet_batch(self.concentration, content, self.target, self.formulary)
        if batch is None:
            findings.append(stop("tablets-no-graduation", "preparation.concentration", concentration=write(self.concentration)))
            return Drafted(None, tuple(findings), self.defaults, (), components, 0)
        name: str = self.formulary.tablet["name"]
        material = TabletMaterial(source.strength, content, source.average_weight, source.lot, source.expires_on)
        start: list[Step] = [Count(name, "mortar", batch.tablets), Mix("mortar", "crush to a fine, even powder")]
        steps = start + self._make_up(batch, "mortar", "grind to a smooth paste, then thin it until it pours")
        findings.append(note("tablet-content-spread", "preparation.source", tablets=f"{batch.tablets} tablets"))
        count_line = WorkingLine(
            "count-tablets",
            {
                "volume": write(batch.volume),
                "strength": write(self.concentration),
                "drug": write(batch.exact, 9),
                "each": write(content, 9),
                "tablets": f"{batch.tablets} tablets",
            },
        )
        strength_line = self._strength_line(f"{batch.tablets} × {write(content, 9)}", batch.weighed, batch)
        working = (self._need_line(batch), count_line, strength_line)
        return self._drafted(batch, batch.weighed, steps, {name: material}, {}, findings, components, working)

    def _weighable_strength(self, balance: BalanceInstrument, fraction: Fraction) -> str:
        """What would help: a strength of the list at which this supply can be weighed, else a longer supply."""
        for concentration in self.formulary.concentrations:
            drawings = draw_doses(self.course.runs, concentration, self.formulary)
            if None in drawings.values():
                continue
            target = plan_target(self.course.runs, drawings, self.bench.request.preparation.overfill, self.formulary)
            if powder_batch(concentration, fraction, target, balance, self.formulary):
                return write(concentration)
        return "more days of supply"

    def _make_up(self, batch: LiquidBatch, vessel: str, how: str) -> list[Step]:
        """From the vessel with the drug to the bottle."""
        vehicle, cylinder = self.vehicle.name, batch.cylinder.name
        first, measure = self._first_portion(batch)
        rinse = Volume(min(batch.volume.millilitres - first.millilitres, _round_part(batch.volume, _RINSE)))
        steps: list[Step] = [
            Measure(vehicle, vessel, first, measure.name),
            Mix(vessel, how),
            Transfer(vessel, cylinder, rinse, vehicle),
            FillTo(vehicle, cylinder, batch.volume, cylinder),
            Mix(cylinder, "cover and invert 10 times"),
            Bottle(cylinder, _BOTTLE, batch.bottled, batch.bottling.name),
        ]
        if batch.bottled != batch.volume:
            steps.append(DiscardVessel(cylinder))
        return steps

    def _first_portion(self, batch: LiquidBatch) -> tuple[Volume, Cylinder]:
        """About 60 % of the vehicle, a round figure that some cylinder shows."""
        wanted = _round_part(batch.volume, _FIRST_PORTION)
        for cylinder in self.formulary.cylinders:
            volume = max(Volume(down_to_step(wanted, cylinder.step.millilitres)), cylinder.smallest)
            if volume <= cylinder.capacity and volume.millilitres >= wanted - cylinder.step.millilitres:
                return volume, cylinder
        raise ValueError(f"no cylinder measures {wanted} mL")

    def _need_line(self, batch: LiquidBatch) -> WorkingLine:
        asked = self.bench.request.preparation.overfill
        share = asked if asked is not None and not isinstance(asked, Volume) else None
        return WorkingLine(
            "need-liquid",
            {
                "sum": need_words(self.course.runs, self.drawings),
                "need": write(self.target.need),
                "overfill": write(share or self.target.overfill),
                "target": write(self.target.total),
                "made": write(batch.volume),
            },
        )

    def _strength_line(self, product: str, drug: Mass, batch: LiquidBatch) -> WorkingLine:
        made = drug / batch.volume
        return WorkingLine(
            "strength-made",
            {
                "product": product,
                "volume": write(batch.volume),
                "strength": write(made, 6),
                "difference": write_signed_percent(made / self.concentration - 1),
            },
        )

    def _drafted(
        self,
        batch: LiquidBatch,
        drug: Mass,
        steps: list[Step],
        drug_material: dict[str, PowderMaterial | TabletMaterial],
        instruments: dict[str, Instrument],
        findings: list[Finding],
        components: tuple[str, ...],
        working: tuple[WorkingLine, ...],
    ) -> Drafted:
        made = drug / batch.volume
        if batch.bottled != batch.volume:
            findings.append(
                note(
                    "batch-larger-than-supply",
                    "preparation.balance",
                    made=write(batch.volume),
                    bottled=write(batch.bottled),
                    discarded=write(batch.volume - batch.bottled),
                )
            )
        doses = []
        used = dict(instruments)
        for run in self.course.runs:
            drawing = self.drawings[run.take.dose]
            if drawing is None:
                raise ValueError(f"{run.take.dose} cannot be drawn up")
            syringe = drawing.syringe
            used[syringe.name] = SyringeInstrument(syringe.capacity, syringe.step)
            volume = sum(drawing.draws, Volume.of(0))
            taken = LiquidDose(_BOTTLE, tuple(Draw(each, syringe.name) for each in drawing.draws))
            doses.append(
                Dose(
                    phase=run.phase,
                    when=run.take.when,
                    prescribed=run.take.dose,
                    delivered=made * volume,
                    taken=taken,
                    count=run.count,
                    from_date=run.from_date,
                    to_date=run.to_date,
                )
            )
        for step in steps:
            if isinstance(step, Measure | FillTo | Bottle) and step.instrument not in used:
                used[step.instrument] = self._cylinder(step.instrument)
        materials: dict[str, Material] = {**drug_material, self.vehicle.name: VehicleMaterial(self.vehicle.key)}
        plan = Plan(
            form=Form.LIQUID,
            lot=self.bench.lot,
            strength_as=self.rx.strength_as,
            materials=materials,
            instruments=used,
            steps=tuple(steps),
            products={_BOTTLE: LiquidProduct(self.concentration, batch.bottled)},
            doses=tuple(doses),
            beyond_use=self.course.beyond_use,
            supply=self.course.supply,
        )
        weighings = sum(isinstance(step, Weigh) for step in steps)
        return Drafted(plan, tuple(findings), self.defaults, working, components, weighings)

    def _cylinder(self, name: str) -> CylinderInstrument:
        cylinder = next(each for each in self.formulary.cylinders if each.name == name)
        tolerance = read_share(self.formulary.rows["instruments"][name]["tolerance"])
        return CylinderInstrument(cylinder.capacity, cylinder.step, cylinder.smallest, tolerance)


def write_fraction(fraction: Fraction) -> str:
    """A drug fraction in a line of working, to 6 significant digits."""
    return write(Mass(fraction), 6).removesuffix(" mg")


def _round_part(volume: Volume, part: Fraction) -> Fraction:
    """A part of a volume in millilitres, rounded down to a figure that is easy to read."""
    wanted = volume.millilitres * part
    for step in (Fraction(10), Fraction(5), Fraction(1), Fraction(1, 2), Fraction(1, 5)):
        if wanted >= step * 2 or step == Fraction(1, 5):
            return down_to_step(wanted, step)
    return wanted
