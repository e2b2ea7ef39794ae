"""What the plan says it uses, held against the request's own words and the formulary's rows: materials and instruments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Final

from ldn_calc.proof.asked import Asked, AskedBalance, Source
from ldn_calc.proof.certificate import Certificate, read_certificate, salt_share
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.reading import amount_text, day, entries, name, one_of, printed, shape, show, written
from ldn_calc.proof.rows import Rows
from ldn_calc.quantities.units import Quantity, quantity

__all__ = ["Instrument", "Material", "read_instruments", "read_materials"]

_FIGURES: Final = ("assay", "water", "solvents", "lod")
_FRACTION_TOLERANCE: Final = Fraction(1, 1_000_000)
_LEAST_SPREAD: Final = Fraction(41, 100)
_TABLET: Final = "naltrexone hydrochloride tablet"
_SHELL: Final = ("size ", " capsule")


@dataclass(frozen=True, slots=True)
class Material:
    """A material as the steps use it; `drug_fraction` 0 where it holds no drug, `drug_per_unit` for tablets only."""

    kind: str
    drug_fraction: Fraction = Fraction(0)
    drug_per_unit: Quantity | None = None
    mass_per_unit: Quantity | None = None
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as the steps use it: amounts are whole steps from `least` to `most`; a shell has `fill` and `size`."""

    kind: str
    step: Quantity | None = None
    least: Quantity | None = None
    most: Quantity | None = None
    fill: Quantity | None = None
    size: str | None = None


def read_materials(value: object, asked: Asked, rows: Rows, problems: Problems) -> dict[str, Material]:
    """Read the plan's materials by name; what differs from the request or its row is recorded."""
    found: dict[str, Material] = {}
    for called, entry in entries(value, "plan.materials").items():
        with problems:
            where = f"plan.materials.{show(called)}"
            kind = one_of(entries(entry, where).get("kind"), f"{where}.kind", tuple(_READERS))
            found[called] = _READERS[kind](called, entry, where, asked, rows, problems)
    for kind in ("vehicle", "filler"):
        if sum(1 for material in found.values() if material.kind == kind) > 1:
            problems.add("material-differs", f"more than one {kind}", f"the one {kind} of the request")
    if sum(1 for material in found.values() if material.kind in ("powder", "tablet")) != 1:
        problems.add("material-differs", "not one drug-bearing material", "the one source of drug that the request names")
    return found


def _read_powder(called: str, entry: Any, where: str, asked: Asked, rows: Rows, problems: Problems) -> Material:
    optional = ("water", "solvents", "lod", "lot", "expires_on")
    shape(entry, where, ("kind", "substance", "assay", "assay_basis", "drug_fraction"), optional, problems)
    source = asked.source
    if source is not None and source.kind != "powder":
        raise ProblemError("material-differs", called, "the tablets that the request names")
    figures = {key: printed(entry[key], "%", f"{where}.{key}") for key in _FIGURES if entry.get(key) is not None}
    certificate = read_certificate(source, figures, asked.strength_as, rows)
    if entry["substance"] != certificate.substance:
        problems.add("material-differs", show(entry["substance"]), certificate.substance)
    row = rows.row("substances", certificate.substance)
    if row is not None and called != row.get("name"):
        problems.add("material-differs", show(called), show(row.get("name")))
    if entry["assay_basis"] != certificate.basis:
        problems.add("certificate-differs", f"assay basis {show(entry['assay_basis'])}", f"assay basis {certificate.basis}")
    for key in _FIGURES:
        _check_figure(key, figures.get(key), certificate, problems)
    _check_lot(entry, where, source, problems)
    fraction = _fraction(entry["drug_fraction"], f"{where}.drug_fraction")
    if abs(fraction - certificate.drug_fraction) > _FRACTION_TOLERANCE:
        reckoned = amount_text(quantity(certificate.drug_fraction, ""), "", 9).strip()
        problems.add("drug-fraction-differs", f"{show(entry['drug_fraction'])} of {called}", f"{reckoned} by its certificate")
    return Material("powder", fraction)


def _check_figure(key: str, figure: Quantity | None, certificate: Certificate, problems: Problems) -> None:
    due = certificate.figures.get(key)
    if figure is None and due is None:
        return
    if figure is None or due is None or figure != due:
        found = f"no {key}" if figure is None else f"{key} {amount_text(figure, '%')}"
        problems.add("certificate-differs", found, f"no {key}" if due is None else f"{key} {amount_text(due, '%')}")


def _check_lot(entry: Mapping[str, Any], where: str, source: Source | None, problems: Problems) -> None:
    lot = None if entry.get("lot") is None else name(entry["lot"], f"{where}.lot")
    expires_on = None if entry.get("expires_on") is None else day(entry["expires_on"], f"{where}.expires_on")
    due_lot, due_expiry = (source.lot, source.expires_on) if source else (None, None)
    if lot != due_lot:
        problems.add("certificate-differs", f"lot {show(lot)}", f"lot {show(due_lot)}")
    if expires_on is not None and expires_on != due_expiry:
        problems.add("certificate-differs", f"expiry {show(entry.get('expires_on'))}", f"expiry {due_expiry or 'not given'}")


def _fraction(value: object, where: str) -> Fraction:
    """A drug fraction: a bare decimal number as text, read with a unit of its own so that one pattern reads every number."""
    text = value if isinstance(value, str) and "%" not in value else show(value)
    return printed(f"{text} %", "%", where).magnitude


def _read_tablet(called: str, entry: Any, where: str, asked: Asked, rows: Rows, problems: Problems) -> Material:
    shape(entry, where, ("kind", "strength", "drug_per_unit"), ("mass_per_unit", "lot", "expires_on"), problems)
    source = asked.source
    if source is None or source.kind != "tablet" or source.tablet_strength is None:
        raise ProblemError("material-differs", called, "the powder that the request names")
    row = rows.row("substances", _TABLET)
    if row is not None and called != row.get("name"):
        problems.add("material-differs", show(called), show(row.get("name")))
    strength = printed(entry["strength"], "mg", f"{where}.strength")
    if strength != source.tablet_strength:
        problems.add("certificate-differs", f"tablets of {show(entry['strength'])}", amount_text(source.tablet_strength, "mg"))
    weight = None if entry.get("mass_per_unit") is None else printed(entry["mass_per_unit"], "mg", f"{where}.mass_per_unit")
    due = source.tablet_weight
    if (weight is None) is not (due is None) or (weight is not None and weight != due):
        shown = "no weight" if due is None else amount_text(due, "mg")
        problems.add("certificate-differs", f"tablets weighing {show(entry.get('mass_per_unit'))}", shown)
    _check_lot(entry, where, source, problems)
    drug = printed(entry["drug_per_unit"], "mg", f"{where}.drug_per_unit")
    reckoned = source.tablet_strength.magnitude * salt_share(_TABLET, asked.strength_as, rows)
    if abs(drug.magnitude / reckoned - 1) > _FRACTION_TOLERANCE:
        problems.add(
            "drug-fraction-differs", f"{show(entry['drug_per_unit'])} a tablet", amount_text(quantity(reckoned, "mg"), "mg", 9)
        )
    return Material("tablet", drug_per_unit=drug, mass_per_unit=weight)


def _read_filler(called: str, entry: Any, where: str, asked: Asked, rows: Rows, problems: Problems) -> Material:
    shape(entry, where, ("kind",), (), problems)
    due = asked.filler or rows.default("filler")
    rows.row("fillers", due)
    if called != due:
        problems.add("material-differs", called, due)
    return Material("filler")


def _read_vehicle(called: str, entry: Any, where: str, asked: Asked, rows: Rows, problems: Problems) -> Material:
    shape(entry, where, ("kind", "formula"), (), problems)
    formula = name(entry["formula"], f"{where}.formula")
    due = asked.vehicle or rows.default("vehicle")
    if formula != due:
        problems.add("material-differs", f"vehicle {show(formula)}", f"vehicle {due}")
    row = rows.row("vehicles", due)
    if row is not None and called != row.get("name"):
        problems.add("material-differs", show(called), show(row.get("name")))
    return Material("vehicle", formula=due)


_READERS: Final = {"powder": _read_powder, "tablet": _read_tablet, "filler": _read_filler, "vehicle": _read_vehicle}


def read_instruments(value: object, asked: Asked, rows: Rows, problems: Problems) -> dict[str, Instrument]:
    """Read the plan's instruments by name; what differs from the request or its row is recorded."""
    found: dict[str, Instrument] = {}
    for called, entry in entries(value, "plan.instruments").items():
        with problems:
            where = f"plan.instruments.{show(called)}"
            kind = one_of(entries(entry, where).get("kind"), f"{where}.kind", ("balance", "cylinder", "syringe", "shell"))
            match kind:
                case "balance":
                    found[called] = _read_balance(called, entry, where, asked, rows, problems)
                case "shell":
                    found[called] = _read_shell(called, entry, where, asked, rows, problems)
                case _:
                    found[called] = _read_graduated(called, entry, where, rows, problems)
    return found


def _read_graduated(called: str, entry: Any, where: str, rows: Rows, problems: Problems) -> Instrument:
    """A cylinder or an oral syringe, figure by figure as in its row."""
    is_cylinder = entry["kind"] == "cylinder"
    keys = ("capacity", "step", "smallest") if is_cylinder else ("capacity", "step")
    shape(entry, where, ("kind", *keys), ("tolerance",) if is_cylinder else (), problems)
    row = rows.row("instruments", called)
    figures = {key: printed(entry[key], "mL", f"{where}.{key}") for key in keys}
    if row is not None and row.get("kind") != entry["kind"]:
        problems.add("instrument-differs", f"{called} as a {entry['kind']}", f"a {show(row.get('kind'))}")
    for key, figure in figures.items():
        if row is not None and entry[key] != row.get(key) and figure != written(row.get(key), "mL", f"{called}: {key}"):
            problems.add("instrument-differs", f"{called}: {key} {show(entry[key])}", show(row.get(key)))
    if entry.get("tolerance") is not None:
        tolerance = printed(entry["tolerance"], "%", f"{where}.tolerance")
        if row is not None and tolerance != written(row.get("tolerance"), "%", f"{called}: tolerance"):
            problems.add("instrument-differs", f"{called}: tolerance {show(entry['tolerance'])}", show(row.get("tolerance")))
    if not figures["step"].magnitude:
        raise ProblemError("instrument-differs", f"{called}: step 0 mL", "graduations")
    return Instrument(entry["kind"], figures["step"], figures.get("smallest"), figures["capacity"])


def _read_balance(called: str, entry: Any, where: str, asked: Asked, rows: Rows, problems: Problems) -> Instrument:
    shape(entry, where, ("kind", "readability", "minimum"), (), problems)
    readability = printed(entry["readability"], "mg", f"{where}.readability")
    minimum = printed(entry["minimum"], "mg", f"{where}.minimum")
    if not readability.magnitude:
        raise ProblemError("instrument-differs", f"{called}: readability 0 mg", "graduations")
    if asked.balance is not None:
        due_readability, due_minimum = asked.balance.readability, _minimum(asked.balance, asked, rows)
    else:
        row = rows.row("instruments", called)
        if row is None:
            return Instrument("balance", readability, minimum)
        due_readability = written(row.get("readability"), "mg", f"{called}: readability")
        due_minimum = written(row.get("minimum"), "mg", f"{called}: minimum")
    if called != "balance":
        problems.add("instrument-differs", show(called), "balance")
    if readability != due_readability:
        problems.add(
            "instrument-differs", f"{called}: readability {show(entry['readability'])}", amount_text(due_readability, "mg")
        )
    if minimum != due_minimum:
        problems.add("instrument-differs", f"{called}: minimum {show(entry['minimum'])}", amount_text(due_minimum, "mg"))
    return Instrument("balance", due_readability, due_minimum)


def _minimum(balance: AskedBalance, asked: Asked, rows: Rows) -> Quantity:
    """The least to weigh: as entered, or from sensitivity or repeatability and the error allowed, up to whole readings."""
    if balance.minimum is not None:
        return balance.minimum
    error = (
        asked.weighing_error if asked.weighing_error is not None else written(rows.default("weighing_error"), "%", "weighing_error")
    )
    if not error.magnitude:
        raise ProblemError("value-unreadable", "weighing_error 0 %", "more than zero")
    allowed = error.magnitude / 100
    if balance.sensitivity is not None:
        least = balance.sensitivity.magnitude / allowed
    else:
        spread = Fraction(0) if balance.repeatability is None else balance.repeatability.magnitude
        least = 2 * max(spread, _LEAST_SPREAD * balance.readability.magnitude) / allowed
    readings = ceil(least / balance.readability.magnitude)
    return quantity(readings * balance.readability.magnitude, "mg")


def _read_shell(called: str, entry: Any, where: str, asked: Asked, rows: Rows, problems: Problems) -> Instrument:
    shape(entry, where, ("kind", "filler_fill"), (), problems)
    before, after = _SHELL
    size = called.removeprefix(before).removesuffix(after)
    if called != f"{before}{size}{after}":
        raise ProblemError("instrument-differs", show(called), "a shell named as in size 3 capsule")
    rows.row("shells", size)
    fill = printed(entry["filler_fill"], "mg", f"{where}.filler_fill")
    due_size = asked.capsule_size or rows.default("capsule_size")
    if size != due_size:
        problems.add("shell-size-differs", called, f"{before}{due_size}{after}")
    if asked.filler_fill is not None:
        due = asked.filler_fill
    else:
        row = rows.row("fillers", asked.filler or rows.default("filler"))
        due = fill if row is None else written(entries(row.get("fills"), "fills").get(size), "mg", f"{called}: fill")
    if not fill.magnitude or fill != due:
        problems.add("instrument-differs", f"{called}: {show(entry['filler_fill'])} fills it", f"{amount_text(due, 'mg')} fills it")
    return Instrument("shell", fill=due, size=size)
