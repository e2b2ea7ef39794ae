"""Section C of the compounding record: each bench step in the plan's own numbers, with what may be gone on with."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from ldn_calc.documents.runs import Runs, marked, tie, tied
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.procedure.printed import PrintedPlan, PrintedStep
from ldn_calc.quantities.text import counted, read_mass, write
from ldn_calc.quantities.values import Mass
from ldn_calc.resources import read_toml

__all__ = ["StepRow", "go_on_limits", "step_rows"]

_AS_MADE: Final = Fraction(2, 100)
"""An actual within 2 % or one step of its instrument may be gone on with (`docs/interface.md`, "As made")."""

_DRUG_BEARING: Final = frozenset({"powder", "tablet"})


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row.

    Attributes:
        number: of the step, from 1.
        above, planned, below: the Planned column; `planned` holds one or two amounts.
        what: the step as a sentence.
        note: a small line under it.
        unit: printed in the box for the actual; empty for a step that is ticked.
        lot: whether the lot of what is used is written in.
        check: whether a second person checks or witnesses.
        drug: whether the drug is weighed or counted.
    """

    number: int
    above: str
    planned: tuple[str, ...]
    below: str
    what: Runs
    note: str
    unit: str
    lot: bool
    check: bool
    drug: bool


def step_rows(plan: PrintedPlan, formulary: Formulary) -> list[StepRow]:
    """The plan's steps, in order."""
    return [_row(number, step, plan, formulary) for number, step in enumerate(plan["steps"], 1)]


def go_on_limits(mass: str, readability: str) -> tuple[str, str]:
    """What the balance may show for a planned mass: within 2 % or one step of it, on the balance's own steps.

    >>> go_on_limits("101 mg", "1 mg")
    ('99 mg', '103 mg')
    >>> go_on_limits("30 mg", "1 mg")
    ('29 mg', '31 mg')
    """
    planned, step = read_mass(mass).milligrams, read_mass(readability).milligrams
    room = max(planned * _AS_MADE, step)
    low, high = ceil((planned - room) / step) * step, floor((planned + room) / step) * step
    return write(Mass(low)), write(Mass(high))


def _row(number: int, step: PrintedStep, plan: PrintedPlan, formulary: Formulary) -> StepRow:
    words = read_toml("text/worksheet.toml")["steps"]
    row = words[_pattern(step)]
    values = _values(step, formulary)
    drug = step["op"] in {"weigh", "count"} and plan["materials"][step["material"]]["kind"] in _DRUG_BEARING
    note = row.get("note", "").format(**values)
    if step["op"] == "weigh":
        low, high = go_on_limits(step["mass"], plan["instruments"][step["instrument"]]["readability"])
        note = words["limits"].format(low=low.removesuffix(" mg"), high=tied(high))
    planned = [row[key].format(**values) for key in ("planned", "planned_2") if key in row]
    return StepRow(
        number=number,
        above=row.get("above", "").format(**values),
        planned=tuple(planned),
        below=row.get("below", "").format(**values),
        what=marked(row["what"], **values),
        note=note,
        unit=row.get("unit", "") or _unit(step),
        lot=step["op"] in {"weigh", "count", "measure"},
        check=drug or step["op"] in {"take", "discard", "encapsulate"},
        drug=drug,
    )


def _pattern(step: PrintedStep) -> str:
    if step["op"] == "transfer" and "rinse" in step:
        return "transfer_rinsed"
    if step["op"] == "discard":
        return "discard_product" if "product" in step else "discard_vessel"
    return step["op"]


def _unit(step: PrintedStep) -> str:
    """The unit of what is read off the instrument."""
    if step["op"] in {"mix", "transfer", "discard"}:
        return ""
    return (step.get("mass") or step.get("volume") or "").partition(" ")[2]


def _values(step: PrintedStep, formulary: Formulary) -> dict[str, str]:
    found: dict[str, Any] = dict(step)
    values = {
        key: tied(str(value)) if key in {"mass", "volume", "rinse", "mass_each"} else tie(str(value))
        for key, value in found.items()
    }
    values["amount"] = values.get("mass") or values.get("volume") or ""
    values["count"] = values.get("capsules", "")
    if "units" in step:
        values["tablets"] = tied(counted(step["units"], "tablet"))
    if step["op"] == "encapsulate":
        values["shell"] = tied(write(formulary.shells[step["size"]].empty))
    return values
