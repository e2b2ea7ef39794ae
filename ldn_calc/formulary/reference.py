"""Rows that are read and compared, and that no plan is made of: stability studies, and empty capsules by maker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ldn_calc.quantities.text import read_mass, read_volume
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.resources import read_toml

__all__ = ["MakersShell", "Study", "shell_makers", "studies"]


@dataclass(frozen=True, slots=True)
class Study:
    """A published stability study of a naltrexone preparation; `days` by storage.

    Attributes:
        licenses: what a date of this program may rest on.
        does_not_license: what it is often taken for, and is not.
    """

    key: str
    preparation: str
    strength: str
    vehicle: str
    days: Mapping[str, int]
    result: str
    licenses: str
    does_not_license: str
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class MakersShell:
    """An empty capsule of one maker and size, as a source has it; None and empty texts where the source is silent."""

    key: str
    maker: str
    size: str
    material: str
    volume: Volume | None
    empty: Mass | None
    spread: str
    differs: str
    advice: str
    source: str
    tag: str


@cache
def studies() -> tuple[Study, ...]:
    """Every study, as `resources/data/studies.toml` lists them."""
    return tuple(
        Study(
            key,
            row["preparation"],
            row["strength"],
            row["vehicle"],
            dict(row["days"]),
            row["result"],
            row["licenses"],
            row["does_not_license"],
            row["source"],
            row["tag"],
        )
        for key, row in read_toml("data/studies.toml").items()
    )


@cache
def shell_makers() -> tuple[MakersShell, ...]:
    """Every maker's shell, as `resources/data/shell_makers.toml` lists them."""
    return tuple(
        MakersShell(
            key,
            row["maker"],
            row["size"],
            row["material"],
            read_volume(row["volume"]) if "volume" in row else None,
            read_mass(row["empty"]) if "empty" in row else None,
            row.get("weight_tolerance") or row.get("weight_spread", ""),
            row.get("differs", ""),
            row.get("advice", ""),
            row["source"],
            row["tag"],
        )
        for key, row in read_toml("data/shell_makers.toml").items()
    )
