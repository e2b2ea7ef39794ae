"""What liquids and capsules share: potency with its defaults, the balance, supply and beyond-use date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from ldn_calc.findings import Finding
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import DayCount, Vehicle
from ldn_calc.names.components import entered_excipients
from ldn_calc.order.prescription import PowderSource, Preparation, Request, TabletSource
from ldn_calc.planning.beyond_use import Expiry, beyond_use, open_storages
from ldn_calc.planning.drafting import Bench, WorkingLine, note, stop
from ldn_calc.planning.potency import Potency
from ldn_calc.planning.supply import DoseRun, plan_supply, runs
from ldn_calc.planning.weighing import balance_of, weighing_error
from ldn_calc.procedure.plan import BalanceInstrument, BeyondUse, PowderMaterial, Supply, TabletMaterial
from ldn_calc.quantities.text import counted, significant_text, write
from ldn_calc.quantities.values import Mass

__all__ = [
    "CRUSH",
    "Course",
    "balance_with_defaults",
    "plan_course",
    "potency_working",
    "powder_material",
    "storage_dates",
    "tablet_components",
    "tablet_material",
]


CRUSH: Final = "crush to a fine, even powder"
"""How whole tablets are made into powder."""


@dataclass(frozen=True, slots=True)
class Course:
    """The days of this fill with their doses, and how long the preparation keeps."""

    beyond_use: BeyondUse
    supply: Supply
    runs: tuple[DoseRun, ...]
    findings: tuple[Finding, ...]

    @property
    def can_be_used(self) -> bool:
        """Whether at least one dose falls on the days of this fill, on or before the beyond-use date."""
        return bool(self.runs)


def plan_course(bench: Bench, kind: str, vehicle: Vehicle | None, defaults: dict[str, str | int | None]) -> Course:
    """Find the beyond-use date of one kind of preparation and the days it covers."""
    request, formulary = bench.request, bench.formulary
    preparation = request.preparation
    counting = preparation.beyond_use_counting
    if counting is None:
        counting = DayCount(formulary.policy_text("defaults", "beyond_use_counting"))
        defaults["preparation.beyond_use_counting"] = counting.value
    rule = formulary.beyond_use_rule(kind)
    last = beyond_use(rule, vehicle, bench.begun_at, _expiries(preparation), counting, formulary, preparation.storage)
    supply = plan_supply(request.rx, request.fill, last.date)
    findings: list[Finding] = []
    if preparation.storage is not None and preparation.storage not in (where := open_storages(rule, vehicle)):
        facts = {"storage": preparation.storage, "open": " or ".join(where), "kind": rule.words}
        findings.append(stop("storage-not-open", "preparation.storage", **facts))
    if supply.days_covered < 1:
        first = request.rx.first_dose_on.isoformat()
        findings.append(stop("beyond-use-before-first-dose", "rx.first_dose_on", date=last.date.isoformat(), first_dose_on=first))
        return Course(last, supply, (), tuple(findings))
    if supply.next_from_day is not None and supply.next_fill_by is not None:
        findings.append(
            note(
                "supply-shorter-than-regimen",
                "rx.regimen",
                days_covered=f"{supply.days_covered} days",
                days_left=f"{supply.days_prescribed - supply.next_from_day + 1} days",
                next_from_day=str(supply.next_from_day),
                next_fill_by=supply.next_fill_by.isoformat(),
            )
        )
    doses = runs(request.rx, supply)
    if not doses:
        facts = {"days": counted(supply.days_covered, "day"), "first_dose_on": request.rx.first_dose_on.isoformat()}
        findings.append(stop("no-dose-in-fill", "rx.regimen", **facts))
        return Course(last, supply, (), tuple(findings))
    if last.hour is not None and any(run.to_date == last.date for run in doses):
        facts = {"date": last.date.isoformat(), "hour": last.hour}
        findings.append(note("last-dose-near-the-hour", "preparation.beyond_use_counting", **facts))
    return Course(last, supply, doses, tuple(findings))


def storage_dates(request: Request, vehicle: Vehicle, formulary: Formulary) -> dict[str, date]:
    """Where a liquid in this vehicle may be kept, with the last day of use in each place; the refrigerator first."""
    preparation = request.preparation
    counting = preparation.beyond_use_counting or DayCount(formulary.policy_text("defaults", "beyond_use_counting"))
    rule, made_at = formulary.beyond_use_rule(vehicle.beyond_use), datetime.combine(request.compounded_on, time())
    expiries = _expiries(preparation)
    return {
        each: beyond_use(rule, vehicle, made_at, expiries, counting, formulary, each).date for each in open_storages(rule, vehicle)
    }


def _expiries(preparation: Preparation) -> list[Expiry]:
    """Every expiry that was entered: of the drug's lot, and of each component, whatever it is called."""
    source = preparation.source
    found = []
    if source and source.expires_on:
        found.append(Expiry(f"lot {source.lot}" if source.lot else "the naltrexone", source.expires_on))
    for each in preparation.components:
        if each.expires_on:
            found.append(Expiry(f"{each.name}, lot {each.lot}," if each.lot else each.name, each.expires_on))
    return found


def balance_with_defaults(bench: Bench, defaults: dict[str, str | int | None]) -> BalanceInstrument:
    """The balance, noting what was not entered."""
    preparation, formulary = bench.request.preparation, bench.formulary
    balance = balance_of(preparation, formulary)
    if preparation.balance is None:
        defaults["preparation.balance.readability"] = write(balance.readability)
        defaults["preparation.balance.minimum"] = write(balance.minimum)
    if preparation.weighing_error is None:
        defaults["preparation.weighing_error"] = write(weighing_error(preparation, formulary))
    return balance


def powder_material(potency: Potency, source: PowderSource | None, defaults: dict[str, str | int | None]) -> PowderMaterial:
    """The powder as a material of the plan, noting figures its certificate lacks."""
    if source is None:
        defaults["preparation.source.kind"] = "powder"
        defaults["preparation.source.substance"] = potency.substance
        defaults["preparation.source.assay"] = write(potency.assay)
        defaults["preparation.source.assay_basis"] = potency.basis.value
    shown = {"assay": potency.assay, "water": potency.water, "solvents": potency.solvents, "lod": potency.lod}
    for path, name in potency.assumed:
        share = shown.get(name)
        defaults[path] = write(share) if share is not None else potency.basis.value
    return PowderMaterial(
        substance=potency.substance,
        assay=potency.assay,
        assay_basis=potency.basis,
        water=potency.water,
        solvents=potency.solvents,
        lod=potency.lod,
        lot=source.lot if source else None,
        expires_on=source.expires_on if source else None,
        drug_fraction=potency.fraction,
    )


def tablet_material(source: TabletSource, content: Mass) -> TabletMaterial:
    """The tablets as a material of the plan; `content` is the drug in one, as the prescription states strength."""
    return TabletMaterial(source.strength, content, source.average_weight, source.lot, source.expires_on)


def tablet_components(bench: Bench) -> tuple[str, ...]:
    """What comes with the drug where it comes from tablets: as entered from the label, else the formulary's."""
    source = bench.request.preparation.source
    if not isinstance(source, TabletSource):
        return ()
    entered = entered_excipients(source.excipients)
    return entered if entered is not None else tuple(bench.formulary.tablet["contains"])


def potency_working(potency: Potency, source: PowderSource | TabletSource | None, formulary: Formulary) -> WorkingLine:
    """The potency correction as a line of working."""
    product = write(potency.assay)
    if potency.taken_off:
        product += " × (1 − " + " − ".join(write(share) for _, share in potency.taken_off) + ")"
    if potency.salt != 1:
        base, hydrochloride = formulary.base_molar_masses
        product += f" × {base} ÷ {hydrochloride} (base in hydrochloride)"
    lot = f", lot {source.lot}" if source and source.lot else ""
    return WorkingLine(
        "potency", {"product": product, "fraction": significant_text(potency.fraction, 6), "basis": potency.basis.value, "lot": lot}
    )
