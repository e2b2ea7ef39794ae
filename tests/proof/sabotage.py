"""Alters a printed plan in every way a slip of the pen, or of a formula, could: each leaf, each step, each dose, each key."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.quantities.text import decimal_text

FACTORS = tuple(Fraction(text) for text in ("0.1", "0.5", "0.9", "0.98", "1.02", "1.1", "2", "10"))
Path = tuple[str | int, ...]

_QUANTITY = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)((?: [a-zA-Z%/]+)?)")
_LOT = re.compile(r"(.*)-[0-9]{6}-([0-9]{4})")
_ANOTHER_UNIT = {"mg": "g", "mL": "mg", "mg/mL": "g/mL", "%": "mg", "capsules": "mg"}
_PROSE = ("how", "because", "message", "action", "source")
_CLOSED = {
    "op": ("weigh", "count", "measure", "mix", "transfer", "fill_to", "take", "encapsulate", "bottle", "discard"),
    "when": ("morning", "evening", "bedtime"),
    "form": ("liquid", "capsule"),
    "strength_as": ("hydrochloride", "base"),
    "assay_basis": ("as-is", "anhydrous", "anhydrous-solvent-free", "dried"),
    "kind": ("powder", "tablet", "filler", "vehicle", "balance", "cylinder", "syringe", "shell", "liquid", "capsule"),
}


@dataclass(frozen=True)
class Alteration:
    """One sabotaged result; `kind` says what was done, `path` where."""

    kind: str
    path: Path
    before: object
    after: object
    result: dict[str, Any]

    def __str__(self) -> str:
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path).lstrip(".")
        return (
            f"{self.kind} at {where}: {json.dumps(self.before, ensure_ascii=False)} -> {json.dumps(self.after, ensure_ascii=False)}"
        )


def alterations(result: dict[str, Any]) -> Iterator[Alteration]:
    """Every alteration of the plan and of the defaults used; of the stored proof and error budget one or a few a leaf."""
    names = _Names(result)
    for part in ("plan", "defaults_used", "proof", "error_budget"):
        if result.get(part) is not None:
            yield from _leaves(result, (part,), names)
            yield from _keys(result, (part,))
    for at, step in enumerate(result["plan"]["steps"]):
        yield _changed("step deleted", result, ("plan", "steps"), lambda steps, at=at: steps.pop(at), step, at + 1)
        yield _changed(
            "step doubled", result, ("plan", "steps"), lambda steps, at=at: steps.insert(at, copy.deepcopy(steps[at])), step, at + 1
        )
        if at:
            yield _changed("steps exchanged", result, ("plan", "steps"), lambda steps, at=at: _exchange(steps, at), step, at + 1)
    for part in ("doses",):
        for at, dose in enumerate(result["plan"][part]):
            yield _changed("dose deleted", result, ("plan", part), lambda doses, at=at: doses.pop(at), dose, at + 1)
            yield _changed("dose doubled", result, ("plan", part), lambda doses, at=at: doses.insert(at, doses[at]), dose, at + 1)


class _Names:
    """Every name that could stand in another's place: the plan's own and the formulary's."""

    def __init__(self, result: dict[str, Any]) -> None:
        plan, rows = result["plan"], shipped_formulary().rows
        steps = plan["steps"]
        places = [step[key] for step in steps for key in ("into", "from", "vessel", "product") if key in step]
        drugs = [row["name"] for row in rows["substances"].values() if "name" in row]
        self.by_key = {
            "material": [*plan["materials"], *drugs, *rows["fillers"], *(row["name"] for row in rows["vehicles"].values())],
            "instrument": [*plan["instruments"], *rows["instruments"]],
            "substance": list(rows["substances"]),
            "formula": list(rows["vehicles"]),
            "size": [size for size, row in rows["shells"].items() if "volume" in row],
            "storage": [words["en"] for words in rows["beyond_use"]["storages"].values()],
            **{key: [*places, *plan["products"], "another vessel"] for key in ("into", "from", "vessel", "product")},
        }

    def others(self, key: object, value: object) -> list[str]:
        choices = self.by_key.get(str(key)) or _CLOSED.get(str(key)) or ()
        return [name for name in dict.fromkeys(choices) if name != value]


def _leaves(result: dict[str, Any], path: Path, names: _Names) -> Iterator[Alteration]:
    value = _at(result, path)
    if isinstance(value, dict):
        for key in value:
            yield from _leaves(result, (*path, key), names)
    elif isinstance(value, list):
        for at in range(len(value)):
            yield from _leaves(result, (*path, at), names)
    else:
        for kind, after in _others(path, value, names):
            altered, inside = _with_own(result, path[:-1])
            inside[path[-1]] = after
            yield Alteration(kind, path, value, after, altered)


def _others(path: Path, value: object, names: _Names) -> Iterator[tuple[str, object]]:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if path[0] == "proof":
        yield "proof", not value if isinstance(value, bool) else f"{value}1" if isinstance(value, str) else 0
        return
    if path[0] == "error_budget" and value is not None:
        is_sentence = key in ("from", "notes")
        tenfold = re.sub(r"[0-9]+", r"\g<0>0", str(value)) if is_sentence else f"1{value}"
        yield from (("budget", after) for after in ("other words", 0, tenfold) if after != value)
        return
    if key in _PROSE:
        yield "prose", "other words"
        yield "prose lost", ""
        return
    for name in names.others(key, value):
        yield "name", name
    if value is None:
        yield "from nothing", 1
        yield "from nothing", "2026-12-27"
    elif isinstance(value, bool):
        yield "flag", not value
    elif isinstance(value, int):
        yield from (("number", number) for number in _numbers(value))
    elif isinstance(value, str):
        yield from _texts(key, value)


def _texts(key: str, value: str) -> Iterator[tuple[str, object]]:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        for days in (-365, -30, -1, 1, 30, 365):
            yield "date", (date.fromisoformat(value) + timedelta(days=days)).isoformat()
    elif (match := _QUANTITY.fullmatch(value)) and key != "size":
        for number in _decimals(match[1]):
            yield "quantity", number + match[2]
        yield "unit", f"{match[1]} {_ANOTHER_UNIT.get(match[2].strip(), 'mL')}"
        if match[2]:
            yield "unit lost", match[1]
    elif key == "lot":
        yield "lot", ("1" if value[0] != "1" else "2") + value[1:]
        yield "lot", value + "1"
        last = value[:-1] + ("1" if value[-1] != "1" else "2")
        if match := _LOT.fullmatch(value):
            yield "lot's time", last
            yield "lot's date", f"{match[1]}-261121-{match[2]}"
            yield "lot's month", f"{match[1]}-261322-{match[2]}"
            yield "lot's hour", f"{match[1]}-261122-2430"
        else:
            yield "lot", last


def _numbers(value: int) -> list[int]:
    found = [round(value * factor) for factor in FACTORS] + [value - 1, value + 1, 0, -value]
    return [number for number in dict.fromkeys(found) if number != value]


def _decimals(text: str) -> list[str]:
    number = Fraction(text)
    last = Fraction(1, 10 ** len(text.partition(".")[2]))
    found = [number * factor for factor in FACTORS] + [number - last, number + last]
    return [written for written in dict.fromkeys(decimal_text(each) for each in found if each >= 0) if written != text]


def _keys(result: dict[str, Any], path: Path) -> Iterator[Alteration]:
    """Each key deleted, and a key that nobody knows put into each object."""
    value = _at(result, path)
    if isinstance(value, list):
        for at in range(len(value)):
            yield from _keys(result, (*path, at))
        return
    if not isinstance(value, dict):
        return
    for key in value:
        altered, inside = _with_own(result, path)
        del inside[key]
        yield Alteration("key deleted", (*path, key), value[key], None, altered)
        yield from _keys(result, (*path, key))
    altered, inside = _with_own(result, path)
    inside["colour"] = "blue"
    yield Alteration("key added", path, None, "colour", altered)


def _changed(kind: str, result: dict[str, Any], path: Path, change: Any, before: object, after: object) -> Alteration:
    altered, inside = _with_own(result, path)
    change(inside)
    return Alteration(kind, path, before, after, altered)


def _exchange(steps: list[Any], at: int) -> None:
    steps[at - 1], steps[at] = steps[at], steps[at - 1]


def _with_own(result: dict[str, Any], path: Path) -> tuple[dict[str, Any], Any]:
    """The result again with what holds `path`, and what is there, copied: only that is changed; all else is the same."""
    altered: dict[str, Any] = copy.copy(result)
    inside: Any = altered
    for part in path:
        inside[part] = copy.copy(inside[part])
        inside = inside[part]
    return altered, inside


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value
