"""Pack a checked folder into the installer for Windows (NSIS)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import stage
from windows_version import four_numbers

__all__ = ["PUBLISHER", "draw_side", "make_setup", "setup_name", "values"]

HERE = Path(__file__).resolve().parent
ICON = HERE.parent / "icon" / "ldn-calc.ico"
PICTURE = HERE.parent / "icon" / "ldn-calc-256.png"
SIDE = (328, 628)
"""Of the picture beside the first and last page, in dots: twice what NSIS shows at 100 %."""
PUBLISHER = "LDN Calc"
TARGET = "x86-unicode" if sys.platform == "win32" else "amd64-unicode"
"""Of the installer's own program: the NSIS made for Windows makes 32-bit ones only, which 64-bit Windows runs, Wine not."""


def setup_name(version: str) -> str:
    """The installer's file name.

    >>> setup_name("0.1.0")
    'ldn-calc-0.1.0-setup-x64.exe'
    """
    return f"ldn-calc-{version}-setup-x64.exe"


def values(said: Mapping[str, str]) -> str:
    r"""Definitions for setup.nsi.

    >>> values({"VERSION": "0.1.0"})
    '!define VERSION "0.1.0"\n'

    Raises:
        ValueError: a value that NSIS would read as something else.
    """
    for name, value in said.items():
        if not value or re.search(r'["`$\r\n]', value):
            raise ValueError(f"{name} cannot be {value!r}")
    return "".join(f'!define {name} "{value}"\n' for name, value in said.items())


def draw_side(file: Path) -> None:
    """Write the picture beside the first and last page: the icon's drawing on its own color."""
    from PIL import Image  # only where something is built

    with Image.open(PICTURE) as opened:
        icon = opened.convert("RGBA")
    color = icon.getpixel((icon.width // 2, 8))
    side = Image.new("RGBA", SIDE, color)
    side.alpha_composite(icon, ((SIDE[0] - icon.width) // 2, (SIDE[1] - icon.height) // 3))
    side.convert("RGB").save(file, "BMP")


def make_setup(folder: Path, version: str, out: Path, work: Path, *, quick: bool = False, sign: str = "") -> Path:
    """Check the folder and pack it.

    Args:
        folder: what is installed.
        version: such as 0.1.0.
        out: the folder for the installer.
        work: a folder for the scripts made on the way.
        quick: pack larger and in a tenth of the time, for tests.
        sign: the command that signs the uninstaller, which is made inside NSIS.

    Raises:
        ValueError: the folder must not be shipped so.
    """
    if found := stage.faults(folder):
        raise ValueError("the folder must not be shipped: " + "; ".join(found))
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    setup = out / setup_name(version)
    setup.unlink(missing_ok=True)
    kilobytes = sum((folder / name).stat().st_size for name in stage.listed(folder)) // 1024
    said = {
        "VERSION": version,
        "VERSION_FOUR": ".".join(str(each) for each in four_numbers(version)),
        "PUBLISHER": PUBLISHER,
        "STAGE": str(folder.absolute()),
        "OUT": str(setup.absolute()),
        "ICON": str(ICON),
        "SIDE": str((work / "side.bmp").absolute()),
        "KILOBYTES": str(kilobytes),
        "COMPRESSOR": "zlib" if quick else "lzma",
        "TARGET": TARGET,
    }
    (work / "values.nsh").write_text(values(said | ({"SIGN": sign} if sign else {})), encoding="utf-8")
    (work / "files.nsh").write_text(stage.lists(stage.listed(folder)), encoding="utf-8")
    draw_side(work / "side.bmp")
    made_at = int(folder.stat().st_mtime)  # as stage.set_times set it: the same commit gives the same installer
    os.utime(work / "side.bmp", (made_at, made_at))
    command = ["makensis", "-NOCD", "-V2", "-WX", "-INPUTCHARSET", "UTF8", str(HERE / "setup.nsi")]
    same = os.environ | {"SOURCE_DATE_EPOCH": str(made_at)}
    done = subprocess.run(command, cwd=work, env=same, capture_output=True, text=True, check=False)
    if done.returncode or not setup.is_file():
        raise ValueError(f"makensis ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return setup
