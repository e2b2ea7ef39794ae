"""Which rows of the formulary made a plan: each with its source, its tag, and whether it is the pharmacy's own."""

from __future__ import annotations

from collections.abc import Iterator

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Form, Request
from ldn_calc.procedure.plan import (
    BalanceInstrument,
    FillerMaterial,
    Plan,
    PowderMaterial,
    ShellInstrument,
    TabletMaterial,
    VehicleMaterial,
)
from ldn_calc.procedure.printed import PrintedRow
from ldn_calc.procedure.steps import Encapsulate

__all__ = ["rows_used"]

_TABLET = "naltrexone hydrochloride tablet"


def rows_used(plan: Plan, request: Request, formulary: Formulary) -> list[PrintedRow]:
    """The rows of a plan in the order drug, vehicle or filler, instruments, beyond-use rule, policies.

    A balance that the request itself enters is no row of the formulary.
    """
    named = dict.fromkeys([*_materials(plan), *_instruments(plan, request, formulary), *_rules(plan, formulary)])
    return [_printed(table, name, formulary) for table, name in named]


def _materials(plan: Plan) -> Iterator[tuple[str, str]]:
    for name, material in plan.materials.items():
        match material:
            case PowderMaterial():
                yield "substances", material.substance
            case TabletMaterial():
                yield "substances", _TABLET
            case VehicleMaterial():
                yield "vehicles", material.formula
            case FillerMaterial():
                yield "fillers", name


def _instruments(plan: Plan, request: Request, formulary: Formulary) -> Iterator[tuple[str, str]]:
    sizes = {step.instrument: step.size for step in plan.steps if isinstance(step, Encapsulate)}
    for name, instrument in plan.instruments.items():
        if isinstance(instrument, ShellInstrument):
            yield "shells", sizes[name]
            yield "shells", formulary.shell_material(instrument.material).row
        elif not isinstance(instrument, BalanceInstrument) or request.preparation.balance is None:
            yield "instruments", name


def _rules(plan: Plan, formulary: Formulary) -> Iterator[tuple[str, str]]:
    formulas = [material.formula for material in plan.materials.values() if isinstance(material, VehicleMaterial)]
    yield "beyond_use", formulary.vehicles[formulas[0]].beyond_use if formulas else "solid"
    yield "policies", "defaults"
    yield "policies", "doses"
    yield "policies", "liquid"
    if plan.form is Form.CAPSULE:
        yield "policies", "capsules"


def _printed(table: str, name: str, formulary: Formulary) -> PrintedRow:
    row = formulary.rows[table][name]
    return {"table": table, "row": name, "source": row["source"], "tag": row["tag"], "own": row["tag"] == "own"}
