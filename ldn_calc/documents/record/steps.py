"""Section C of the compounding record: each bench step in the plan's own numbers, with what may be gone on with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any, Final

from ldn_calc.documents.record.bench_amounts import bench_amounts
from ldn_calc.documents.words.runs import TIE, Run, Runs, marked, tie, tied
from ldn_calc.documents.words.split import earlier_lot, other_lots, steps_of
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.planning.capsule import bench_portions
from ldn_calc.procedure.printed import PrintedPlan, PrintedStep
from ldn_calc.quantities.shown import shown, unit_shown
from ldn_calc.quantities.text import counted, read_mass, read_volume, significant_text, write
from ldn_calc.quantities.values import Mass, Share, Volume
from ldn_calc.resources import read_toml

__all__ = ["StepRow", "dilution", "go_on_limits", "step_rows"]

_WHOLE: Final = frozenset({"mass", "volume", "rinse", "mass_each"})
_LETTER: Final = re.compile(" ([B-Z])$")
"""A vessel's letter, as in "mortar B": a line never breaks before it."""
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
        drug: whether the drug is weighed or counted, or a part taken of what holds it.
        portions: of a geometric dilution: what is added of the filler each time, ticked one by one; empty for other steps.
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
    portions: tuple[str, ...] = ()


def step_rows(plan: PrintedPlan, formulary: Formulary, product: str = "") -> list[StepRow]:
    """The plan's steps, in order; those of one product where it is named, with the numbers they have in the plan."""
    numbers = steps_of(plan, product) if product else frozenset(range(1, len(plan["steps"]) + 1))
    rows = [_row(number, step, plan, formulary) for number, step in enumerate(plan["steps"], 1) if number in numbers]
    return [_shared(row, plan, product) for row in rows] if product else rows


def go_on_limits(mass: str, readability: str, tolerance: Share) -> tuple[str, str]:
    """What the balance may show for a planned mass: within the tolerance or one step of it, on the balance's own steps.

    `docs/interface.md`, "As made"; the tolerance is the policies' `as_made.amount_tolerance`.

    >>> go_on_limits("101 mg", "1 mg", Share.percent(2))
    ('99 mg', '103 mg')
    >>> go_on_limits("30 mg", "1 mg", Share.percent(2))
    ('29 mg', '31 mg')
    >>> go_on_limits("11435 mg", "1 mg", Share.percent(2))
    ('11.207 g', '11.663 g')
    """
    planned, step = read_mass(mass).milligrams, read_mass(readability).milligrams
    room = max(planned * tolerance.fraction, step)
    low, high = ceil((planned - room) / step) * step, floor((planned + room) / step) * step
    unit = unit_shown(mass)
    return shown(write(Mass(low)), unit), shown(write(Mass(high)), unit)


def _shared(row: StepRow, plan: PrintedPlan, product: str) -> StepRow:
    """A step that is done one time for the lots of several products says so, so that it is not done again."""
    lots = other_lots(plan, product, row.number)
    if not lots:
        return row
    words: dict[str, str] = read_toml("text/worksheet.toml")["steps"]
    earlier = earlier_lot(plan, product, row.number)
    said = words["shared_earlier"].format(lot=earlier) if earlier else words["shared"].format(lots=", ".join(map(tied, lots)))
    return replace(row, note=f"{row.note}. {said}" if row.note else said)


def dilution(plan: PrintedPlan, number: int) -> tuple[tuple[str, ...], bool] | None:
    """The portions in which the filler on its paper is mixed in by a step, and whether the last two are alike.

    Returns:
        None for a step that mixes in no filler; no portions where it is not known what the vessel holds.
    """
    vessel = plan["steps"][number - 1].get("vessel", "")
    weighed = [
        (at, step)
        for at, step in enumerate(plan["steps"][: number - 1], 1)
        if step.get("into") == vessel and step["op"] == "weigh" and plan["materials"][step["material"]]["kind"] == "filler"
    ]
    mixed = [at for at, step in enumerate(plan["steps"][: number - 1], 1) if step["op"] == "mix" and step["vessel"] == vessel]
    weighed = [(at, step) for at, step in weighed if at > max(mixed, default=0)]
    if len(weighed) != 1:
        return None
    at, step = weighed[0]
    inside, filler = bench_amounts(plan).before[at], read_mass(step["mass"])
    if not inside:
        return ((), False)
    portions = bench_portions(Mass(inside), Mass(inside) + filler)
    words = [shown(f"{significant_text(each.milligrams, 3)} mg") for each in portions]
    return tuple(map(tied, words)), len(portions) > 1 and portions[-1] == portions[-2]


def _row(number: int, step: PrintedStep, plan: PrintedPlan, formulary: Formulary) -> StepRow:
    words = read_toml("text/worksheet.toml")["steps"]
    portioned = dilution(plan, number) if step["op"] == "mix" else None
    row = words[_pattern(step, plan, portioned)]
    values = _values(step, formulary)
    if portioned is not None:
        values["portions"] = str(len(portioned[0]))
    drug = step["op"] == "take" or ("material" in step and _brings_drug(step, plan))
    note = row.get("note", "").format(**values)
    if step["op"] in {"weigh", "take"} and "mass" in step:
        readability = plan["instruments"][step["instrument"]]["readability"]
        low, high = go_on_limits(step["mass"], readability, formulary.policy_share("as_made", "amount_tolerance"))
        note = words["limits"].format(low=low.partition(" ")[0], high=tied(high))
    planned = [row[key].format(**values) for key in ("planned", "planned_2") if key in row]
    return StepRow(
        number=number,
        above=row.get("above", "").format(**values),
        planned=tuple(planned),
        below=row.get("below", "").format(**values),
        what=_what(row, values, portioned),
        note=note,
        unit=row.get("unit", "") or _unit(step),
        lot=step["op"] in {"weigh", "count", "measure"},
        check=drug or step["op"] in {"take", "discard", "encapsulate"},
        drug=drug,
        portions=portioned[0] if portioned else (),
    )


def _what(row: dict[str, str], values: dict[str, str], portioned: tuple[tuple[str, ...], bool] | None) -> Runs:
    what = marked(row["what"], **values)
    return (*what, Run(f" {row['alike']}")) if portioned and portioned[1] else what


def _brings_drug(step: PrintedStep, plan: PrintedPlan) -> bool:
    return step["op"] in {"weigh", "count"} and plan["materials"][step["material"]]["kind"] in _DRUG_BEARING


def _pattern(step: PrintedStep, plan: PrintedPlan, portioned: tuple[tuple[str, ...], bool] | None) -> str:
    if step["op"] == "weigh" and plan["materials"][step["material"]]["kind"] == "filler":
        return "weigh_beside"
    if portioned is not None:
        return ("mix_in_unknown", "mix_in_all", "mix_in")[min(len(portioned[0]), 2)]
    if step["op"] == "transfer" and read_volume(step.get("rinse", "0 mL")) > Volume.of(0):
        return "transfer_rinsed"
    if step["op"] == "discard":
        return "discard_product" if "product" in step else "discard_vessel"
    return step["op"]


def _unit(step: PrintedStep) -> str:
    """The unit of what is read off the instrument."""
    if step["op"] in {"mix", "transfer", "discard"}:
        return ""
    return unit_shown(step.get("mass") or step.get("volume") or "")


def _values(step: PrintedStep, formulary: Formulary) -> dict[str, str]:
    found: dict[str, Any] = dict(step)
    values = {
        key: tied(shown(str(value))) if key in _WHOLE else _LETTER.sub(rf"{TIE}\1", tie(str(value))) for key, value in found.items()
    }
    values["amount"] = values.get("mass") or values.get("volume") or ""
    if "units" in step:
        values["tablets"] = tied(shown(counted(step["units"], "tablet")))
    if "capsules" in step:
        values["capsules"] = values["count"] = shown(str(step["capsules"]))
    if step["op"] == "encapsulate":
        values["shell"] = tied(write(formulary.shells[step["size"]].empty))
    return values
