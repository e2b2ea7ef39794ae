"""Whose own file it is: one that names another pharmacy than the settings do came from elsewhere and is not used."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ldn_calc.reading.fields import read_text
from ldn_calc.reading.json_text import JsonObject
from ldn_calc.reading.objects import ObjectReader, Problems

__all__ = ["OWNER", "check_owner"]

OWNER: Final = "owner"
"""The table (with the key `name`) or the key of an own file that says whose it is; it may be left out."""


def check_owner(found: Any, settings: Path | None, problems: Problems) -> None:
    """Note where an own file is not the pharmacy's; while none is set up, every paper says PRACTICE and any file may be tried."""
    if found is None:
        return
    path, name = OWNER, found
    if isinstance(found, dict):
        table = ObjectReader(problems, OWNER, JsonObject(list(found.items())))
        path, name = table.at("name"), table.required("name", read_text, "the pharmacy's name")
        table.finish()
    else:
        name = problems.read(OWNER, found, read_text)
    if name is None or settings is None:
        return
    from ldn_calc.application.pharmacy.settings import SettingsError, read_settings  # a plan without an owner needs none

    try:
        pharmacy = read_settings(settings).pharmacy
    except SettingsError as error:
        problems.add(path, name, f"settings that can be read. {error}")
        return
    if pharmacy is not None and _same(pharmacy.name) != _same(name):
        problems.add(path, name, f"{pharmacy.name}, the pharmacy of the settings: these rows are another's")


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
