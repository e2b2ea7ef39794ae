"""The one way to read a shipped file or text row; the same line works from source and from the frozen program."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["list_files", "read_bytes", "read_text", "read_toml"]


def read_bytes(path: str) -> bytes:
    """The bytes of a shipped file, as in `fonts/LiberationSans-Regular.ttf`."""
    return files("resources").joinpath(*path.split("/")).read_bytes()


def read_text(path: str) -> str:
    """The text of a shipped UTF-8 file, as in `data/screening_medicines.csv`."""
    return read_bytes(path).decode("utf-8")


@cache
def read_toml(path: str) -> dict[str, Any]:
    """The tables of a shipped TOML file, read once; callers must not change them."""
    return tomllib.loads(read_text(path))


def list_files(folder: str) -> tuple[str, ...]:
    """The paths of every shipped file in a folder and those below it, sorted."""
    found: list[str] = []
    for entry in files("resources").joinpath(*folder.split("/")).iterdir():
        path = f"{folder}/{entry.name}"
        found += list_files(path) if entry.is_dir() else [path]
    return tuple(sorted(found))
