"""What can be chosen in the window, from the formulary's rows and the lists of the order."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Any, Final

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.names.medicine_list import listed_names
from ldn_calc.order.allergies import listed_allergens
from ldn_calc.order.conditions import conditions as listed_conditions
from ldn_calc.order.request_fields import FIELDS
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write

__all__ = [
    "Choice",
    "Preset",
    "allergen_names",
    "capsule_sizes",
    "conditions",
    "default_hints",
    "fillers",
    "medicine_names",
    "oral_syringes",
    "powders",
    "presets",
    "vehicles",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: `key` goes into the request, `title` is shown, `note` stands beside it."""

    key: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """A common regimen by its name; `regimen` as in a request."""

    title: str
    regimen: list[dict[str, Any]]


def conditions() -> list[Choice]:
    """Conditions with the grade of their evidence."""
    return [Choice(each.key, each.name_en, f"{each.grade_words}: {each.direction}") for each in listed_conditions().values()]


def vehicles(formulary: Formulary) -> list[Choice]:
    """Vehicles with their formula."""
    return [Choice(key, row.title, row.formula) for key, row in formulary.vehicles.items()]


def fillers(formulary: Formulary) -> list[Choice]:
    """Capsule fillers."""
    return [Choice(name, name) for name in formulary.fillers]


def capsule_sizes(formulary: Formulary) -> list[Choice]:
    """Capsule sizes, smallest first, with their volume."""
    shells = formulary.shells.values()
    return [Choice(each.size, f"size {each.size}", write(each.volume)) for each in sorted(shells, key=lambda shell: shell.volume)]


def oral_syringes(formulary: Formulary) -> list[Choice]:
    """Oral syringes, smallest first, with their smallest mark."""
    return [Choice(row.name, row.name, f"marks of {write(row.step)}") for row in formulary.syringes]


def powders(formulary: Formulary) -> list[Choice]:
    """Naltrexone powders."""
    return [Choice(key, key, row.form) for key, row in formulary.powders.items()]


def default_hints(formulary: Formulary) -> dict[str, str]:
    """What is taken where a field is left empty, by its path, in the words of the formulary's rows: `1 mg`, `5 %, at least 2`.

    A field whose row names nothing, as the capacity of a balance may be, is left out.
    """
    rows = formulary.rows
    defaults = {**rows["policies"]["defaults"], **rows["instruments"]["balance"]}
    named = {name: shown(str(value)) for name, value in defaults.items()}
    hints = {}
    for path, field in FIELDS.items():
        wanted = [name for _, name, _, _ in Formatter().parse(field.default) if name]
        if wanted and all(name in named for name in wanted):
            hints[path] = field.default.format_map(named)
    return hints


def medicine_names() -> list[str]:
    """Names and brands of the medicines' lists, in English and Spanish, for completion, in the order they are offered."""
    return list(listed_names())


def allergen_names() -> list[str]:
    """What an allergy is matched by, in English and Spanish, for completion."""
    return sorted(listed_allergens(), key=str.lower)


def presets() -> list[Preset]:
    """Regimens that are prescribed most."""
    return list(_PRESETS)


def _phase(days: int, *takes: tuple[str, str]) -> dict[str, Any]:
    return {"days": days, "take": [{"dose": dose, "when": when} for dose, when in takes]}


_WEEKLY: Final = ("0.5 mg", "1 mg", "1.5 mg", "2 mg", "2.5 mg", "3 mg", "3.5 mg", "4 mg", "4.5 mg")
_STEPS: Final = ("1.5 mg", "3 mg", "4.5 mg")
_PRESETS: Final = (
    Preset("4.5 mg at bedtime, 30 days", [_phase(30, ("4.5 mg", "bedtime"))]),
    Preset(
        "1.5 mg, then 3 mg, then 4.5 mg, 14 nights each", [_phase(14, (dose, "bedtime")) for dose in ("1.5 mg", "3 mg", "4.5 mg")]
    ),
    Preset("0.5 mg up each week to 4.5 mg", [_phase(7, (dose, "bedtime")) for dose in _WEEKLY]),
    Preset("1.5 mg in the morning and 3 mg at bedtime, 30 days", [_phase(30, ("1.5 mg", "morning"), ("3 mg", "bedtime"))]),
)
