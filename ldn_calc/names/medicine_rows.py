"""The lists of medicines to screen for.

`resources/data/screening_medicines.csv` holds what meets naltrexone, `resources/data/harmless_medicines.csv` what is common and
has nothing to say. Names in brackets or after "/" or ";" are names of their own.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ldn_calc.resources import read_text

__all__ = ["ListedMedicine", "Match", "harmless_medicines", "listed_medicines", "listed_names"]

_BETWEEN_NAMES: Final = re.compile(r"[()/;]")
_SILENT: Final = "NONE"
"""The action of what is known and harmless: nothing to say."""


@dataclass(frozen=True, slots=True)
class ListedMedicine:
    """One row of the lists.

    Attributes:
        ingredient: its first English name.
        names: names of the ingredient, English and Spanish.
        brands: brands, and what pharmacy systems and people write for it.
        sayings: words that may mean it, and may mean something else.
        kind: its class.
        action: BLOCK, HOLD, INFO, ASK (its names say an opioid and not which one) or NONE.
        source: where the row comes from: a label, an RxNorm ingredient number, a law or a publication.
    """

    ingredient: str
    names: tuple[str, ...]
    brands: tuple[str, ...]
    sayings: tuple[str, ...]
    kind: str
    action: str
    source: str

    @property
    def is_naltrexone(self) -> bool:
        """Whether it is the drug being made."""
        return self.ingredient == "naltrexone"

    @property
    def is_opioid(self) -> bool:
        """Whether naltrexone must not meet it: an opioid, or what acts as one."""
        return self.action == "BLOCK" and not self.is_naltrexone

    @property
    def is_harmless(self) -> bool:
        """Whether there is nothing to say about it."""
        return self.action == _SILENT


@dataclass(frozen=True, slots=True)
class Match:
    """A listed name found in a text, as written in the list."""

    row: ListedMedicine
    name: str
    is_brand: bool


@cache
def listed_medicines() -> tuple[ListedMedicine, ...]:
    """Every row to screen for, in the list's order; not the harmless ones."""
    return tuple(
        ListedMedicine(
            ingredient=_names(row["ingredient"])[0],
            names=_names(row["ingredient"]) + _names(row["nombre_es"]),
            brands=_names(row["brands_or_street"]),
            sayings=_names(row["sayings"]),
            kind=row["class"],
            action=row["action"].split()[0],
            source=row["source"],
        )
        for row in _rows("screening_medicines.csv")
    )


@cache
def harmless_medicines() -> tuple[ListedMedicine, ...]:
    """Every row of what is common and harmless beside naltrexone; a row may hold a group of ingredients."""
    return tuple(
        ListedMedicine(
            ingredient=_names(row["ingredient"])[0],
            names=_names(row["ingredient"]) + _names(row["nombre_es"]),
            brands=_names(row["brands"]),
            sayings=(),
            kind="harmless",
            action=_SILENT,
            source=row["source"],
        )
        for row in _rows("harmless_medicines.csv")
    )


@cache
def listed_names() -> tuple[str, ...]:
    """Every name and brand once, for a field that completes what is typed: what is asked about first, ingredients before brands."""
    screened, harmless = listed_medicines(), harmless_medicines()
    groups = (
        *({name for row in rows for name in row.names} for rows in (screened, harmless)),
        *({name for row in rows for name in row.brands} for rows in (screened, harmless)),
    )
    return tuple(dict.fromkeys(name for group in groups for name in sorted(group, key=lambda name: (name.casefold(), name))))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(read_text(f"data/{name}").splitlines()))


def _names(column: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in _BETWEEN_NAMES.split(column) if name.strip())
