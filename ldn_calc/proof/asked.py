"""The request, read again from the user's own words: only what a plan must agree with.

Quantities may be written `4.5mg` or `500 microgram`; what is absent stays None and takes the formulary's default later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.amounts import written
from ldn_calc.proof.objects import count, day, entries, last_day, listed, name, one_of, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.quantities.units import Quantity, quantity

__all__ = ["WEEK", "Asked", "AskedBalance", "AskedPhase", "Source", "read_request"]

WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of the week as a request names them, in the calendar's order."""

_FORMS: Final = ("liquid", "capsule", "any")
_TIMES: Final = ("morning", "evening", "bedtime")
_SALTS: Final = ("hydrochloride", "base")
_BASES: Final = ("as-is", "anhydrous", "anhydrous-solvent-free", "dried")
_COUNTINGS: Final = ("day-one", "days-after")
_WAYS: Final = ("direct", "larger-batch", "aliquot", "whole-tablets", "crushed-part")
_COUNTED: Final = re.compile(r"([1-9][0-9]{0,3}) ?(capsule|day)s?", re.ASCII)
_SHELLS: Final = ("gelatin", "hpmc")
_STORAGES: Final = ("refrigerator", "room")
_FIGURES: Final = ("assay", "water", "solvents", "lod")

_REQUEST: Final = (("rx", "screening"), ("fill", "preparation", "compounded_on", "settled"))
_RX: Final = (
    ("number", "written_on", "patient", "prescriber", "drug", "form", "regimen"),
    ("strength_as", "first_dose_on", "indication", "refills", "strength", "quantity"),
)
_SCREENING: Final = (
    "opioid_use",
    "opioid_stopped_on",
    "opioid_kind",
    "medicines",
    "liver_disease",
    "kidney_disease",
    "pregnancy",
    "mood",
    "surgery_planned_on",
    "allergies",
    "asked_on",
)
_PREPARATION: Final = (
    "source",
    "concentration",
    "vehicle",
    "overfill",
    "balance",
    "weighing_error",
    "capsule_size",
    "filler",
    "filler_fill",
    "drug_fill",
    "extra_capsules",
    "overage",
    "beyond_use_counting",
    "way",
    "syringe",
    "capsule_strengths",
    "containers",
    "lot",
    "components",
    "storage",
    "shell",
)


@dataclass(frozen=True, slots=True)
class AskedPhase:
    """So many days on the same doses; `doses` in milligrams by time of day, in the request's order.

    Attributes:
        every: on the first day and then every so many days; 1 is every day.
        weekdays: on these days of the week alone, Monday first; empty is on any.
        place: 0, or how many phases before it share its days: it begins so many days later where they are taken every few days.
    """

    days: int
    doses: Mapping[str, Quantity]
    every: int = 1
    weekdays: tuple[str, ...] = ()
    place: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where the drug comes from; `figures` are the certificate's percentages by key, only those that were entered."""

    kind: str
    substance: str | None
    figures: Mapping[str, Quantity]
    basis: str | None
    tablet_strength: Quantity | None
    tablet_weight: Quantity | None
    lot: str | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class AskedBalance:
    """The balance as entered: its minimum, or the figures it follows from, all in milligrams."""

    readability: Quantity
    minimum: Quantity | None
    sensitivity: Quantity | None
    repeatability: Quantity | None
    capacity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the request asks of a plan; None where it leaves the choice to the formulary's default.

    Of a calculation, which is for nobody, the number is None.
    """

    number: str | None
    form: str
    strength_as: str
    regimen: tuple[AskedPhase, ...]
    first_dose_on: date | None
    compounded_on: date | None
    fill_number: int
    from_day: int
    fill_days: int | None
    source: Source | None
    concentration: Quantity | None
    vehicle: str | None
    overfill: Quantity | None
    balance: AskedBalance | None
    weighing_error: Quantity | None
    capsule_size: str | None
    shell: str | None
    filler: str | None
    filler_fill: Quantity | None
    drug_fill: Quantity | None
    extra_capsules: int | None
    overage: Quantity | None
    beyond_use_counting: str | None
    way: str | None
    syringe: str | None
    capsule_strengths: tuple[Quantity, ...] | None
    lot: str | None
    storage: str | None
    component_expiries: tuple[date, ...]
    strength: Quantity | None
    quantity: tuple[Fraction, str] | None
    given: frozenset[str]
    """Paths that the request itself gives: no default may be said to stand there."""

    @property
    def goes_on(self) -> bool:
        """Whether this fill begins past the regimen's end, so that the last phase goes on."""
        return self.from_day > self.days

    @property
    def days(self) -> int:
        """The days of the whole regimen; phases that alternate share theirs."""
        return sum(phase.days for phase in self.regimen if not phase.place)


def read_request(document: Mapping[str, Any], problems: Problems) -> Asked:
    """Read the request's document.

    Raises:
        ProblemError: something the plan depends on cannot be read.
    """
    entries(document, "request")
    nobody = _names_nobody(entries(document.get("rx"), "rx"))
    if nobody:
        shape(document, "request", ("rx",), ("screening", *_REQUEST[1]), problems)
        rx = shape(document["rx"], "rx", ("form", "regimen"), ("written_on", "drug", "patient", "prescriber", *_RX[1]), problems)
        shape(_or_empty(document, "screening"), "screening", (), _SCREENING, problems)
    else:
        shape(document, "request", *_REQUEST, problems)
        rx = shape(document["rx"], "rx", *_RX, problems)
        patient = shape(rx["patient"], "rx.patient", ("name", "birth_date"), ("address", "language"), problems)
        prescriber = shape(rx["prescriber"], "rx.prescriber", ("name",), ("phone",), problems)
        shape(document["screening"], "screening", (), _SCREENING, problems)
        name(patient["name"], "rx.patient.name")
        day(patient["birth_date"], "rx.patient.birth_date")
        name(prescriber["name"], "rx.prescriber.name")
    if "drug" in rx or not nobody:
        one_of(rx["drug"], "rx.drug", ("naltrexone",))
    if "written_on" in rx or not nobody:
        day(rx["written_on"], "rx.written_on")
    fill = shape(_or_empty(document, "fill"), "fill", (), ("number", "from_day", "days"), problems)
    wanted = shape(_or_empty(document, "preparation"), "preparation", (), _PREPARATION, problems)
    strength = _strength(rx.get("strength"), rx.get("form"))
    regimen = _phases(rx["regimen"], strength, problems)
    from_day = 1 if fill.get("from_day") is None else count(fill["from_day"], "fill.from_day")
    fill_days = None if fill.get("days") is None else count(fill["days"], "fill.days", most=366)
    left = sum(phase.days for phase in regimen if not phase.place) - from_day + 1
    if (left < 1 and fill_days is None) or 1 <= left < (fill_days or 0):
        found = f"fill.days {show(fill_days)} with from_day {from_day}"
        raise ProblemError(
            "value-unreadable", found, "days where the fill starts past the regimen's end, else no more than are left"
        )
    return Asked(
        number=None if nobody else name(rx["number"], "rx.number"),
        form=one_of(rx["form"], "rx.form", _FORMS),
        strength_as="hydrochloride" if rx.get("strength_as") is None else one_of(rx["strength_as"], "rx.strength_as", _SALTS),
        regimen=regimen,
        first_dose_on=_optional(day, rx, "first_dose_on", "rx"),
        compounded_on=_optional(day, document, "compounded_on", "request"),
        fill_number=1 if fill.get("number") is None else count(fill["number"], "fill.number"),
        from_day=from_day,
        fill_days=fill_days,
        source=None if wanted.get("source") is None else _source(wanted["source"], problems),
        concentration=_amount(wanted, "concentration", "mg/mL") or (strength if rx.get("form") == "liquid" else None),
        vehicle=_optional(name, wanted, "vehicle", "preparation"),
        overfill=_overfill(wanted.get("overfill")),
        balance=None if wanted.get("balance") is None else _balance(wanted["balance"], problems),
        weighing_error=_amount(wanted, "weighing_error", "%"),
        capsule_size=_optional(name, wanted, "capsule_size", "preparation"),
        shell=None if wanted.get("shell") is None else one_of(wanted["shell"], "preparation.shell", _SHELLS),
        filler=_optional(name, wanted, "filler", "preparation"),
        filler_fill=_amount(wanted, "filler_fill", "mg"),
        drug_fill=_amount(wanted, "drug_fill", "mg"),
        extra_capsules=None
        if wanted.get("extra_capsules") is None
        else count(wanted["extra_capsules"], "preparation.extra_capsules", least=0),
        overage=_amount(wanted, "overage", "%"),
        beyond_use_counting=None
        if wanted.get("beyond_use_counting") is None
        else one_of(wanted["beyond_use_counting"], "preparation.beyond_use_counting", _COUNTINGS),
        way=None if wanted.get("way") is None else one_of(wanted["way"], "preparation.way", _WAYS),
        syringe=_optional(name, wanted, "syringe", "preparation"),
        capsule_strengths=_strengths(wanted.get("capsule_strengths"))
        or ((strength,) if strength is not None and rx.get("form") == "capsule" else None),
        lot=_optional(name, wanted, "lot", "preparation"),
        storage=None if wanted.get("storage") is None else one_of(wanted["storage"], "preparation.storage", _STORAGES),
        component_expiries=_component_expiries(wanted.get("components"), problems),
        strength=strength,
        quantity=_quantity(rx.get("quantity")),
        given=frozenset(_paths(document, "")),
    )


def _names_nobody(rx: Mapping[str, Any]) -> bool:
    """Whether it is for nobody: no number, nothing of a prescriber, and of a patient the language at most."""
    patient = rx.get("patient", {})
    return "number" not in rx and rx.get("prescriber", {}) == {} and isinstance(patient, dict) and set(patient) <= {"language"}


def _or_empty(document: Mapping[str, Any], key: str) -> object:
    return {} if document.get(key) is None else document[key]


def _optional(read: Any, owner: Mapping[str, Any], key: str, where: str) -> Any:
    return None if owner.get(key) is None else read(owner[key], f"{where}.{key}")


def _amount(owner: Mapping[str, Any], key: str, unit: str, where: str = "preparation") -> Quantity | None:
    """An optional quantity of the request; a percentage may be zero, nothing else."""
    if owner.get(key) is None:
        return None
    return written(owner[key], unit, f"{where}.{key}") if unit == "%" else _positive(owner[key], unit, f"{where}.{key}")


def _positive(value: object, unit: str, where: str) -> Quantity:
    found = written(value, unit, where)
    if not found.magnitude:
        raise ProblemError("value-unreadable", f"{where}: {show(value)}", "more than zero")
    return found


def _regimen(value: object) -> list[Any]:
    phases = listed(value, "rx.regimen")
    if not 1 <= len(phases) <= 12:
        raise ProblemError("value-unreadable", f"rx.regimen of {len(phases)} phases", "1 to 12 phases")
    return phases


def _strength(value: object, form: object) -> Quantity | None:
    """The strength that the prescription names, of a liquid or of one capsule."""
    if value is None:
        return None
    if form not in ("liquid", "capsule"):
        raise ProblemError("value-unreadable", f"rx.strength {show(value)} of the form {show(form)}", "liquid or capsule")
    return _positive(value, "mg/mL" if form == "liquid" else "mg", "rx.strength")


def _quantity(value: object) -> tuple[Fraction, str] | None:
    """The quantity that the prescription orders, with its unit."""
    if value is None:
        return None
    counted = _COUNTED.fullmatch(value.strip(" ")) if isinstance(value, str) else None
    if counted is not None:
        return Fraction(counted[1]), f"{counted[2]}s"
    return Fraction(_positive(value, "mL", "rx.quantity").magnitude), "mL"


def _dose(take: Mapping[str, Any], where: str, strength: Quantity | None) -> Quantity:
    """A dose in milligrams: as written, or so much or so many of the strength that the prescription names; both agree."""
    said = None if take.get("dose") is None else _positive(take["dose"], "mg", f"{where}.dose")
    if take.get("amount") is None:
        if said is None:
            raise ProblemError("key-missing", f"{where} without dose", f"dose in {where}")
        return said
    if strength is None:
        raise ProblemError("value-unreadable", f"{where}.amount: {show(take['amount'])}", "rx.strength beside an amount")
    per = strength.magnitude
    if strength.dimensionality == quantity(Fraction(1), "mg").dimensionality:
        counted = _COUNTED.fullmatch(take["amount"].strip(" ")) if isinstance(take["amount"], str) else None
        if counted is None or counted[2] != "capsule":
            raise ProblemError("value-unreadable", f"{where}.amount: {show(take['amount'])}", "a number of capsules")
        found = quantity(per * Fraction(counted[1]), "mg")
    else:
        found = quantity(per * _positive(take["amount"], "mL", f"{where}.amount").magnitude, "mg")
    if said is not None and said != found:
        raise ProblemError("value-unreadable", f"{where}: {show(take['dose'])} as {show(take['amount'])}", "the same dose twice")
    return found


def _phases(value: object, strength: Quantity | None, problems: Problems) -> tuple[AskedPhase, ...]:
    """The phases; of those that alternate each day of their stretch is one phase's alone."""
    found: list[AskedPhase] = []
    for at, entry in enumerate(_regimen(value)):
        where = f"rx.regimen[{at}]"
        place = 0
        alternates = entries(entry, where).get("alternates")
        if alternates not in (None, True, False) or type(alternates) is int:
            raise ProblemError("value-unreadable", f"{where}.alternates: {show(alternates)}", "true or false")
        if alternates:
            place = found[-1].place + 1 if found else 0
            if not place:
                raise ProblemError("value-unreadable", f"{where} alternates", "a phase before it")
        phase = _phase(entry, where, place, strength, problems)
        shared = found[-place:] if place else []
        days_taken = {day for each in shared for day in each.weekdays}
        apart = (
            all(each.weekdays for each in shared) and not days_taken & set(phase.weekdays)
            if phase.weekdays
            else phase.every > place and all(each.every == phase.every and not each.weekdays for each in shared)
        )
        if shared and not (apart and all(each.days == phase.days for each in shared)):
            raise ProblemError("value-unreadable", f"{where} alternates", "the same days as the phases before it, each day once")
        found.append(phase)
    return tuple(found)


def _weekdays(value: object, where: str) -> tuple[str, ...]:
    """Days of the week, Monday first."""
    named = {one_of(each, where, WEEK) for each in listed(value, where)}
    if not named or len(named) != len(listed(value, where)) or len(named) == len(WEEK):
        raise ProblemError("value-unreadable", f"{where}: {show(value)}", "one to six days of the week, each once")
    return tuple(day for day in WEEK if day in named)


def _phase(value: object, where: str, place: int, strength: Quantity | None, problems: Problems) -> AskedPhase:
    phase = shape(value, where, ("days", "take"), ("every", "weekdays", "alternates"), problems)
    every = 1 if phase.get("every") is None else count(phase["every"], f"{where}.every", least=2, most=7)
    weekdays = () if phase.get("weekdays") is None else _weekdays(phase["weekdays"], f"{where}.weekdays")
    if every != 1 and weekdays:
        raise ProblemError("value-unreadable", f"{where} with every and weekdays", "one of them")
    takes = listed(phase["take"], f"{where}.take")
    doses: dict[str, Quantity] = {}
    for at, entry in enumerate(takes):
        here = f"{where}.take[{at}]"
        take = shape(entry, here, ("when",), ("dose", "amount"), problems)
        when = one_of(take["when"], f"{here}.when", _TIMES)
        if when in doses:
            raise ProblemError("value-unreadable", f"{where} with {when} twice", "each time of day once")
        doses[when] = _dose(take, here, strength)
    if not 1 <= len(doses) <= 2:
        raise ProblemError("value-unreadable", f"{where}.take with {len(doses)} doses", "one or two doses a day")
    return AskedPhase(count(phase["days"], f"{where}.days", most=366), doses, every, weekdays, place)


def _source(value: object, problems: Problems) -> Source:
    where = "preparation.source"
    kind = one_of(entries(value, where).get("kind"), f"{where}.kind", ("powder", "tablet"))
    if kind == "tablet":
        source = shape(value, where, ("kind", "strength"), ("average_weight", "lot", "expires_on", "excipients"), problems)
    else:
        source = shape(value, where, ("kind", "substance"), (*_FIGURES, "assay_basis", "lot", "expires_on"), problems)
    figures = {key: written(source[key], "%", f"{where}.{key}") for key in _FIGURES if source.get(key) is not None}
    for key, figure in figures.items():
        if key != "assay" and figure.magnitude >= Fraction(100):
            raise ProblemError("value-unreadable", f"{where}.{key}: {show(source[key])}", "less than 100 %")
    return Source(
        kind=kind,
        substance=_optional(name, source, "substance", where),
        figures=figures,
        basis=None if source.get("assay_basis") is None else one_of(source["assay_basis"], f"{where}.assay_basis", _BASES),
        tablet_strength=_amount(source, "strength", "mg", where),
        tablet_weight=_amount(source, "average_weight", "mg", where),
        lot=_optional(name, source, "lot", where),
        expires_on=_optional(last_day, source, "expires_on", where),
    )


def _balance(value: object, problems: Problems) -> AskedBalance:
    where = "preparation.balance"
    balance = shape(value, where, ("readability",), ("minimum", "sensitivity", "repeatability", "capacity"), problems)
    given = [key for key in ("minimum", "sensitivity", "repeatability") if balance.get(key) is not None]
    if len(given) != 1:
        raise ProblemError(
            "value-unreadable",
            f"{where} with {' and '.join(given) or 'none of them'}",
            "one of minimum, sensitivity, repeatability",
        )
    return AskedBalance(
        _positive(balance["readability"], "mg", f"{where}.readability"),
        _amount(balance, "minimum", "mg", where),
        _amount(balance, "sensitivity", "mg", where),
        None if balance.get("repeatability") is None else written(balance["repeatability"], "mg", f"{where}.repeatability"),
        _amount(balance, "capacity", "mg", where),
    )


def _overfill(value: object) -> Quantity | None:
    if value is None:
        return None
    is_share = isinstance(value, str) and value.rstrip().endswith("%")
    return written(value, "%" if is_share else "mL", "preparation.overfill")


def _strengths(value: object) -> tuple[Quantity, ...] | None:
    if value is None:
        return None
    where = "preparation.capsule_strengths"
    return tuple(_positive(entry, "mg", f"{where}[{at}]") for at, entry in enumerate(listed(value, where)))


def _component_expiries(value: object, problems: Problems) -> tuple[date, ...]:
    """The last day of each component whose pack names one, whatever the component is called."""
    if value is None:
        return ()
    found = []
    for at, entry in enumerate(listed(value, "preparation.components")):
        where = f"preparation.components[{at}]"
        component = shape(entry, where, ("name",), ("lot", "expires_on", "maker"), problems)
        if component.get("expires_on") is not None:
            found.append(last_day(component["expires_on"], f"{where}.expires_on"))
    return tuple(found)


def _paths(value: object, where: str) -> list[str]:
    """Every path that the request gives a value for."""
    if isinstance(value, dict):
        inner = [path for key, entry in value.items() if entry is not None for path in _paths(entry, f"{where}.{key}")]
        return [where.removeprefix("."), *inner]
    return [where.removeprefix(".")]
