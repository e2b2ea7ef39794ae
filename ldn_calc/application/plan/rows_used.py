"""Which rows of the formulary made a plan: each with its source, its tag, and whether it is the pharmacy's own."""

from __future__ import annotations

from collections.abc import Iterator

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Request
from ldn_calc.procedure.printed import PrintedPlan, PrintedRow

__all__ = ["rows_used"]

_SHELL = ("size ", " capsule")
_TABLET = "naltrexone hydrochloride tablet"


def rows_used(plan: PrintedPlan, request: Request, formulary: Formulary) -> list[PrintedRow]:
    """The rows of a printed plan in the order drug, vehicle or filler, instruments, beyond-use rule, policies.

    A balance that the request itself enters is no row of the formulary.
    """
    named = dict.fromkeys([*_materials(plan), *_instruments(plan, request), *_rules(plan, formulary)])
    return [_printed(table, name, formulary) for table, name in named]


def _materials(plan: PrintedPlan) -> Iterator[tuple[str, str]]:
    for name, material in plan["materials"].items():
        if material["kind"] == "powder":
            yield "substances", material["substance"]
        elif material["kind"] == "tablet":
            yield "substances", _TABLET
        elif material["kind"] == "vehicle":
            yield "vehicles", material["formula"]
        else:
            yield "fillers", name


def _instruments(plan: PrintedPlan, request: Request) -> Iterator[tuple[str, str]]:
    for name, instrument in plan["instruments"].items():
        if instrument["kind"] == "shell":
            yield "shells", name.removeprefix(_SHELL[0]).removesuffix(_SHELL[1])
            yield "shells", "components"
        elif instrument["kind"] != "balance" or request.preparation.balance is None:
            yield "instruments", name


def _rules(plan: PrintedPlan, formulary: Formulary) -> Iterator[tuple[str, str]]:
    formulas = [material["formula"] for material in plan["materials"].values() if material["kind"] == "vehicle"]
    yield "beyond_use", formulary.vehicles[formulas[0]].beyond_use if formulas else "solid"
    yield "policies", "defaults"
    yield "policies", "doses"
    yield "policies", "liquid"
    if plan["form"] == "capsule":
        yield "policies", "capsules"


def _printed(table: str, name: str, formulary: Formulary) -> PrintedRow:
    row = formulary.rows[table][name]
    return {"table": table, "row": name, "source": row["source"], "tag": row["tag"], "own": row["tag"] == "own"}
