"""The version resource of the Windows programs: what Explorer shows under Properties, Details."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

__all__ = ["four_numbers", "resource", "version"]

ROOT = Path(__file__).resolve().parents[1]
_WORDS = {
    "ldn-calc": "LDN Calc command line",
    "ldn-calc-window": "LDN Calc",
}
_AMERICAN_ENGLISH, _UTF_16 = 0x0409, 1200


def version() -> str:
    """The program's version, read without importing it."""
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "ldn_calc" / "__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError("ldn_calc/__init__.py has no version")
    return found[1]


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows wants it.

    >>> four_numbers("0.1.0")
    (0, 1, 0, 0)
    """
    numbers = [int(each) for each in re.findall(r"\d+", version)[:4]]
    major, minor, patch, build = (*numbers, 0, 0, 0, 0)[:4]
    return major, minor, patch, build


def resource(program: str) -> Any:
    """The resource of one program, for PyInstaller's EXE on Windows."""
    from PyInstaller.utils.win32 import versioninfo as info  # exists on Windows only

    numbers = four_numbers(version())
    table = {
        "CompanyName": "LDN Calc",
        "FileDescription": _WORDS[program],
        "FileVersion": version(),
        "InternalName": program,
        "LegalCopyright": "MIT licence",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "LDN Calc",
        "ProductVersion": version(),
    }
    strings = info.StringTable(f"{_AMERICAN_ENGLISH:04x}{_UTF_16:04x}", [info.StringStruct(*pair) for pair in table.items()])
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            info.StringFileInfo([strings]),
            info.VarFileInfo([info.VarStruct("Translation", [_AMERICAN_ENGLISH, _UTF_16])]),
        ],
    )
