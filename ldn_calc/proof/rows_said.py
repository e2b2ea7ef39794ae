"""The rows that the result says made its plan, held against the plan itself and the formulary as it was handed in.

A result of an older program says none; then there is nothing to hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ldn_calc.proof.asked import Asked
from ldn_calc.proof.objects import entries, listed, name, shape, show
from ldn_calc.proof.problems import Problems
from ldn_calc.proof.rows import Rows

__all__ = ["check_rows_said"]

_KEYS: Final = ("table", "row", "source", "tag", "own")
_OF_THE_PLAN: Final = ("substances", "vehicles", "fillers", "shells", "instruments")
_TABLET: Final = "naltrexone hydrochloride tablet"
_SHELL: Final = ("size ", " capsule")
_USUAL: Final = ("shells", "components")
"""The shells that are taken where none are asked for, and where they are of the material asked for."""


def check_rows_said(value: object, plan: Mapping[str, Any], asked: Asked, rows: Rows, problems: Problems) -> None:
    """Refuse a row that is not there, has another source, did not make the plan, or is left out."""
    if value is None:
        return
    said: set[tuple[str, str]] = set()
    for at, entry in enumerate(listed(value, "rows_used")):
        with problems:
            where = f"rows_used[{at}]"
            row = shape(entry, where, _KEYS, (), problems)
            table, called = name(row["table"], f"{where}.table"), name(row["row"], f"{where}.row")
            if (table, called) in said:
                problems.add("rows-used-differ", f"{show(called)} twice", "each row once")
            said.add((table, called))
            _check_row(row, table, called, rows, problems)
    due = _due(plan, asked)
    made_of = {_USUAL, ("shells", asked.shell or _USUAL[1])}
    if asked.shell is not None and plan["form"] == "capsule" and not made_of & said:
        problems.add("rows-used-differ", f"no row that says what {asked.shell} shells are", "every row that the plan uses")
    for table, called in sorted(due - said):
        problems.add("rows-used-differ", f"no row {show(called)} of {table}", "every row that the plan uses")
    for table, called in sorted(said - due):
        if table in _OF_THE_PLAN and (table, called) not in made_of:
            problems.add("rows-used-differ", f"{show(called)} of {show(table)}", "only rows that the plan uses")


def _check_row(said: Mapping[str, Any], table: str, called: str, rows: Rows, problems: Problems) -> None:
    """Source and tag as the row has them; with other rows only that `own` says what the tag says."""
    is_own = said["own"] is True
    if type(said["own"]) is not bool or is_own is not (said["tag"] == "own"):
        problems.add("rows-used-differ", f"{show(called)}: own {show(said['own'])}", f"what its tag {show(said['tag'])} says")
    if not rows.same:
        return
    known = rows.tables_named()
    found = rows.named(table).get(called) if table in known else None
    if not isinstance(found, dict):
        problems.add("rows-used-differ", f"{show(called)} of {show(table)}", "a row of the formulary")
        return
    for key in ("source", "tag"):
        if said[key] != found.get(key):
            problems.add("rows-used-differ", f"{show(called)}: {key} {show(said[key])}", show(found.get(key)))


def _due(plan: Mapping[str, Any], asked: Asked) -> set[tuple[str, str]]:
    """The rows of materials and instruments that the plan itself prints; a balance only where the request enters none."""
    due: set[tuple[str, str]] = set()
    for called, entry in entries(plan["materials"], "plan.materials").items():
        material = entries(entry, called)
        kinds = {
            "powder": ("substances", str(material.get("substance"))),
            "tablet": ("substances", _TABLET),
            "vehicle": ("vehicles", str(material.get("formula"))),
            "filler": ("fillers", called),
        }
        due |= {kinds[kind] for kind in kinds if kind == material.get("kind")}
    for called, entry in entries(plan["instruments"], "plan.instruments").items():
        kind = entries(entry, called).get("kind")
        if kind == "shell":
            due.add(("shells", called.removeprefix(_SHELL[0]).removesuffix(_SHELL[1])))
        elif kind != "balance" or asked.balance is None:
            due.add(("instruments", called))
    return due
