"""The materials that a plan says it uses, held against the request's certificate and the formulary's rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, printed
from ldn_calc.proof.asked import Asked, Source
from ldn_calc.proof.bounds import TABLET_CONTENT, check_fraction
from ldn_calc.proof.certificate import Certificate, read_certificate, salt_share
from ldn_calc.proof.objects import day, entries, name, one_of, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows
from ldn_calc.quantities.units import Quantity, quantity

__all__ = ["Material", "read_materials"]

_FIGURES: Final = ("assay", "water", "solvents", "lod")
_FRACTION_TOLERANCE: Final = Fraction(1, 1_000_000)
_TABLET: Final = "naltrexone hydrochloride tablet"


@dataclass(frozen=True, slots=True)
class Material:
    """A material as the steps use it; `drug_fraction` 0 where it holds no drug, the last three for tablets only."""

    kind: str
    drug_fraction: Fraction = Fraction(0)
    drug_per_unit: Quantity | None = None
    mass_per_unit: Quantity | None = None
    label_per_unit: Quantity | None = None
    formula: str | None = None


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
    check_fraction(certificate, asked, problems)
    _check_lot(entry, where, source, problems)
    fraction = _fraction(entry["drug_fraction"], f"{where}.drug_fraction")
    if abs(fraction - certificate.drug_fraction) > _FRACTION_TOLERANCE:
        calculated = amount_text(quantity(certificate.drug_fraction, ""), "", 9).strip()
        problems.add("drug-fraction-differs", f"{show(entry['drug_fraction'])} of {called}", f"{calculated} by its certificate")
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
    if row is not None and row.get("content_limits") != TABLET_CONTENT:
        problems.add("material-differs", f"tablets of {show(row.get('content_limits'))}", TABLET_CONTENT)
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
    calculated = source.tablet_strength.magnitude * salt_share(_TABLET, asked.strength_as, rows)
    if abs(drug.magnitude / calculated - 1) > _FRACTION_TOLERANCE:
        problems.add(
            "drug-fraction-differs", f"{show(entry['drug_per_unit'])} a tablet", amount_text(quantity(calculated, "mg"), "mg", 9)
        )
    return Material("tablet", drug_per_unit=drug, mass_per_unit=weight, label_per_unit=source.tablet_strength)


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
