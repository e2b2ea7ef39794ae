"""Every shipped row, list and sentence by its SHA-256: what stands on the disk, and what was released.

The first is part of the formulary's text, so that a result says which lists and sentences it was made with; the second is a
constant of the program, so that the installation check finds a file that was changed afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Final

from ldn_calc.formulary.released_files import RELEASED
from ldn_calc.resources import list_files, read_bytes

__all__ = ["FOLDERS", "changed_files", "digests", "typefaces"]

FOLDERS: Final = ("data", "text")
_TYPEFACES: Final = "fonts"
_KINDS: Final = (".toml", ".csv", ".json")


@cache
def digests() -> Mapping[str, str]:
    """SHA-256 by path of every file as it is read; the end of a line counts alike on every system. Read once, on first use."""
    found = {}
    for folder in FOLDERS:
        for path in list_files(folder):
            if path.endswith(_KINDS):
                found[path] = hashlib.sha256(read_bytes(path).replace(b"\r\n", b"\n")).hexdigest()
    return found


@cache
def typefaces() -> Mapping[str, str]:
    """SHA-256 by path of every typeface: in a changed one a figure may look like another. No part of the formulary's text."""
    paths = [path for path in list_files(_TYPEFACES) if path.endswith(".ttf")]
    return {path: hashlib.sha256(read_bytes(path)).hexdigest() for path in paths}


def changed_files() -> tuple[str, ...]:
    """Files that are not as released: changed, missing, or not of the release."""
    now = {**digests(), **typefaces()}
    return tuple(sorted(path for path in now.keys() | RELEASED.keys() if now.get(path) != RELEASED.get(path)))
