"""What a row of the pharmacy's own file may say: each table's keys, and how each is read.

Quantities are read by the request's own readers, so that a wrong unit is refused with the same words, and are kept as the
program writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from ldn_calc.formulary.records import SHELL_MATERIALS, USUAL_SHELLS, DayCount, is_shell_size
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import (
    read_choice,
    read_concentration,
    read_count,
    read_percentage,
    read_positive_mass,
    read_positive_volume,
    read_text,
)
from ldn_calc.reading.json_text import shown
from ldn_calc.reading.objects import ObjectReader

__all__ = ["CONCERNS", "TABLES", "read_row"]

TABLES: Final = ("shells", "instruments", "fillers", "vehicles", "policies")
"""The tables that an own file may hold, each after those it speaks of.

Limits of USP <795>, substances and the dose range are nobody's own.
"""

_MOST_INGREDIENTS: Final = 20
_OWN: Final = "this pharmacy's own file"
CONCERNS: Final = ("release-modifying", "calcium-carbonate")
_MILLIMETRES: Final = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{1,2})? mm", re.ASCII)
_Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]


def read_row(table: str, name: str, row: ObjectReader, rows: _Rows) -> dict[str, Any]:
    """Read one own row; returns only the keys that it gives. What cannot be read is noted with the reader.

    Args:
        table: one of TABLES.
        name: the row's name.
        row: its reader.
        rows: the shipped rows, and the own ones read before; a row that is not among them must say everything it needs.
    """
    is_new = name not in rows[table]
    if table == "policies" and name != "defaults":
        row.problems.add(row.path, name, "the row defaults: other policies are the range that this program is checked for")
        return {}
    _READERS[table](name, row, rows, is_new)
    row.optional("source", read_text, None)
    row.finish()
    return row.document


def _filler(_name: str, row: ObjectReader, rows: _Rows, is_new: bool) -> None:
    _key(row, "components", _names, 'what the filler is made of, as in ["lactose"]', is_new)
    for key in ("fills", "measured"):
        fills = row.inner(key)
        if fills is not None:
            for size in filter(is_shell_size, rows["shells"]):
                fills.optional(size, read_positive_mass, None)
            fills.finish()
    if is_new and not row.document.get("fills") and not row.document.get("measured"):
        row.add("measured", 'the net weight that fills a capsule, by size, as in { "3" = "128 mg" }')
    if is_new:
        row.document.setdefault("fills", {})
    row.optional("label_contains", read_text, None)
    row.optional("label_contains_es", read_text, None)
    row.optional("concern", partial(read_choice, choices=CONCERNS), None)


def _instrument(name: str, row: ObjectReader, rows: _Rows, is_new: bool) -> None:
    if is_new:
        kind = row.required(
            "kind", partial(read_choice, choices=("balance", "cylinder", "syringe")), "balance, cylinder or syringe"
        )
    else:
        kind = rows["instruments"][name]["kind"]
        row.optional("kind", partial(read_choice, choices=(kind,)), None)
    if name != "balance":
        row.optional("in_stock", _yes_or_no, None)
    if kind == "balance":
        _key(row, "readability", read_positive_mass, "what one digit of the balance is, as in 1 mg", is_new)
        _key(row, "minimum", read_positive_mass, "the least to weigh on it, as in 50 mg", is_new)
        row.optional("sensitivity", read_positive_mass, None)
        row.optional("capacity", read_positive_mass, None)
    if kind in ("cylinder", "syringe"):
        _key(row, "capacity", read_positive_volume, "what it holds, as in 10 mL", is_new)
        _key(row, "step", read_positive_volume, "from mark to mark, as in 0.2 mL", is_new)
    if kind == "cylinder":
        _key(row, "smallest", read_positive_volume, "the least to measure in it, as in 2 mL", is_new)
        _key(row, "tolerance", partial(read_percentage, least=0, most=10, above=True), "of its capacity, as in 1 %", is_new)
    if kind == "syringe":
        _key(row, "numbered", read_positive_volume, "from one numbered mark to the next, as in 1 mL", is_new)
        _key(row, "scale_length", _millimetres, "from 0 to its capacity, measured, as in 51 mm", is_new)


def _vehicle(name: str, row: ObjectReader, rows: _Rows, is_new: bool) -> None:
    _key(row, "name", read_text, "what the bench steps call it", is_new)
    _key(row, "components", _names, "what the vehicle is made of, preservative included", is_new)
    _key(row, "formula", read_text, "the amounts of its components, in words", is_new)
    kinds = ("aqueous-unpreserved", "aqueous-preserved")
    _key(row, "beyond_use", partial(read_choice, choices=kinds), "aqueous-unpreserved or aqueous-preserved", is_new)
    storages = tuple(rows["beyond_use"]["storages"])
    _key(row, "storage", partial(read_choice, choices=storages), "where it is kept: " + " or ".join(storages), is_new)
    row.optional("preservative", read_text, None)
    for key in ("title", "version", "label_contains", "label_contains_es", "appearance", "stir", "supports", "does_not_license"):
        row.optional(key, read_text, None)
    _made(row)
    studied = row.inner("studied_days")
    if studied is not None:
        for storage in storages:
            studied.optional(storage, partial(read_count, least=1, most=366), None)
        studied.finish()
    if is_new:
        row.document.setdefault("studied_days", {})
        row.document.setdefault("title", row.document.get("name", name))
        row.document.setdefault("version", "1")


def _made(row: ObjectReader) -> None:
    """How the vehicle is made; a bought one does not say."""
    made = row.inner("made")
    if made is None:
        return
    made.required("diluent", read_text, "what fills up to the mark, as in purified water")
    made.optional("source", read_text, None)
    made.optional("tag", read_text, None)
    due = 'what goes into 100 mL, in its order, as in [{ name = "glycerol", amount = "20 mL", mix = "stir until even" }]'
    if "ingredients" not in made and made.is_object:
        made.add("ingredients", due)
    for path, value, written in made.items("ingredients", 1, _MOST_INGREDIENTS, due):
        each = ObjectReader(made.problems, path, value)
        written.append(each.document)
        each.required("name", read_text, "what is weighed or measured, as in glycerol")
        each.required("amount", _mass_or_volume, "how much of it 100 mL hold, as in 500 mg or 20 mL")
        for key in ("mix", "component", "source", "tag"):
            each.optional(key, read_text, None)
        each.optional("displaces", read_positive_volume, None)
        each.finish()
        each.document.setdefault("source", _OWN)
        each.document.setdefault("tag", "own")
    made.finish()
    made.document.setdefault("source", _OWN)
    made.document.setdefault("tag", "own")


def _mass_or_volume(value: object) -> Mass | Volume:
    is_volume = isinstance(value, str) and value.strip().lower().endswith(("ml", "milliliter", "milliliters"))
    return read_positive_volume(value) if is_volume else read_positive_mass(value)


def _defaults(_name: str, row: ObjectReader, rows: _Rows, is_new: bool) -> None:
    for key in ("vehicle", "filler", "balance"):
        row.optional(key, read_text, None)
    row.optional("capsule_size", partial(read_choice, choices=list(filter(is_shell_size, rows["shells"]))), None)
    row.optional("weighing_error", partial(read_percentage, least=0, most=5, above=True), None)
    row.optional("overage", partial(read_percentage, least=0, most=100), None)
    row.optional("least_extra_capsules", partial(read_count, least=0, most=1000), None)
    row.optional("beyond_use_counting", partial(read_choice, choices=[each.value for each in DayCount]), None)
    row.optional("overfill_share", partial(read_percentage, least=0, most=100), None)
    row.optional("overfill_least", read_positive_volume, None)
    row.optional("overfill_a_draw", read_positive_volume, None)
    row.optional("overfill_small_least", read_positive_volume, None)
    strengths = row.optional("concentrations", _concentrations, None)
    if strengths is not None:
        row.document["concentrations"] = [write(each) for each in strengths]
    capsules = row.optional("capsule_strengths", _capsule_strengths, None)
    if capsules is not None:
        row.document["capsule_strengths"] = [write(each) for each in capsules]


def _shell(name: str, row: ObjectReader, rows: _Rows, is_new: bool) -> None:
    if name in (USUAL_SHELLS, *SHELL_MATERIALS):
        row.optional("default", _names, None)
        row.optional("description", read_text, None)
        row.optional("description_es", read_text, None)
        return
    _key(row, "volume", read_positive_volume, "what its body holds, as in 0.3 mL", is_new)
    _key(row, "empty", read_positive_mass, "what an empty one weighs: tare 10 to 20 of the lot, as in 48 mg", is_new)
    _key(row, "length", _millimetres, "of the closed capsule, as in 15.9 mm", is_new)
    _key(row, "width", _millimetres, "of the closed capsule, as in 5.8 mm", is_new)


_READERS: Final[Mapping[str, Callable[[str, ObjectReader, _Rows, bool], None]]] = {
    "fillers": _filler,
    "instruments": _instrument,
    "vehicles": _vehicle,
    "policies": _defaults,
    "shells": _shell,
}


def _key(row: ObjectReader, key: str, read: Callable[[Any], Any], example: str, is_new: bool) -> None:
    """A key that a new row must have and an overridden one may."""
    if is_new:
        row.required(key, read, example)
    else:
        row.optional(key, read, None)


def _names(value: object) -> list[str]:
    if not isinstance(value, list) or not value:
        raise FieldFaultError(shown(value), "a list of at least one name")
    return [read_text(each) for each in value]


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise FieldFaultError(shown(value), "true or false, without quotes")
    return value


def _millimetres(value: object) -> str:
    if not isinstance(value, str) or not _MILLIMETRES.fullmatch(value):
        raise FieldFaultError(shown(value), "a length in millimeters, as in 51 mm")
    return value


def _concentrations(value: object) -> list[Strength]:
    if not isinstance(value, list) or not value:
        raise FieldFaultError(shown(value), 'a list of strengths in the order they are tried, as in ["1 mg/mL", "2 mg/mL"]')
    found = [read_concentration(each) for each in value]
    if len(set(found)) < len(found):
        raise FieldFaultError(shown(value), "each strength once")
    return found


def _capsule_strengths(value: object) -> list[Mass]:
    if not isinstance(value, list) or not value:
        raise FieldFaultError(shown(value), 'a list of strengths, as in ["1.5 mg", "3 mg"]')
    found = [read_positive_mass(each) for each in value]
    if len(set(found)) < len(found):
        raise FieldFaultError(shown(value), "each strength once")
    return found
