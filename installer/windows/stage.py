"""The folder that goes into the installer: checked before it is packed, and listed so that removing it touches nothing else."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath

from windows_version import version

__all__ = ["MUST_HAVE", "faults", "icon_pictures", "listed", "lists", "set_times", "version_mark"]

_ICON = Path(__file__).resolve().parents[1] / "icon" / "ldn-calc.ico"

MUST_HAVE = (
    "ldn-calc.exe",
    "ldn-calc-window.exe",
    "LICENCES.txt",
    "ldn-calc.cdx.json",
    "_internal/python311.dll",
    "_internal/VCRUNTIME140.dll",
    "_internal/PySide6/Qt6PrintSupport.dll",
    "_internal/PySide6/plugins/platforms/qwindows.dll",
    "_internal/PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "_internal/pypdfium2_raw/pdfium.dll",
    "_internal/resources/data/substances.toml",
)
_OF_WINDOWS = (
    "icuuc", "icuin", "icu", "mscms", "kernel32", "kernelbase", "user32", "gdi32", "ntdll", "ucrtbase", "d3d9", "dwrite",
    "winspool",
)  # fmt: skip
"""Parts of Windows: a file of that name can only have come out of Wine."""
_WINE_MARKS = (b"Wine builtin DLL", b"Wine placeholder DLL")
_SIGNS_OF_TESTS = ("tests/", "testsuite/", "__pycache__/")


def listed(folder: Path) -> list[str]:
    """Every file under the folder by its path in it, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def faults(folder: Path) -> list[str]:
    """What must not be shipped so: a library of Wine, a link, tests, something that is missing, a program without its marks."""
    names = listed(folder)
    found = [f"{name} is missing" for name in MUST_HAVE if name not in names]
    found += [f"{path.relative_to(folder).as_posix()} is a link" for path in sorted(folder.rglob("*")) if path.is_symlink()]
    for name in names:
        path = PurePosixPath(name)
        if path.suffix.lower() in {".dll", ".drv", ".exe", ".pyd"}:
            head = (folder / name).read_bytes()[:1024]
            if path.stem.lower() in _OF_WINDOWS or path.stem.lower().startswith(("api-ms-win", "ext-ms-win")):
                found.append(f"{name} is a part of Windows")
            elif any(mark in head for mark in _WINE_MARKS):
                found.append(f"{name} is a part of Wine")
            elif not head.startswith(b"MZ"):
                found.append(f"{name} is no program for Windows")
            elif name in MUST_HAVE and path.suffix == ".exe":
                found += _unmarked(name, (folder / name).read_bytes())
        if any(f"/{sign}" in f"/{name}" for sign in _SIGNS_OF_TESTS):
            found.append(f"{name} is of a test")
        if path.name == "direct_url.json":
            found.append(f"{name} says where it was built")
    return found


def _unmarked(name: str, program: bytes) -> list[str]:
    found = [] if version_mark() in program else [f"{name} does not say its version"]
    return found if all(picture in program for picture in icon_pictures()) else [*found, f"{name} has no icon"]


def version_mark() -> bytes:
    """How a program says its version: the last field of what Explorer shows under Properties, Details."""
    return f"ProductVersion\0{version()}\0".encode("utf-16-le")


@cache
def icon_pictures() -> tuple[bytes, ...]:
    """The pictures in the program's icon, one for each size."""
    icon = _ICON.read_bytes()
    (count,) = struct.unpack_from("<H", icon, 4)
    places = [struct.unpack_from("<II", icon, 6 + 16 * number + 8) for number in range(count)]
    return tuple(icon[start : start + length] for length, start in places)


def set_times(folder: Path, seconds: int) -> None:
    """Give every file and folder the same time, so that the same commit gives the same installer."""
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (seconds, seconds))


def lists(names: Iterable[str]) -> str:
    """NSIS macros over the files of a version: to remove them, and nothing else, and to bring the new ones to their place.

    `RemoveFiles` deletes each file and then each folder that is empty; `MoveIn FROM` moves what stands at the top.
    """
    paths = [PurePosixPath(name) for name in names]
    folders = {parent for path in paths for parent in path.parents if parent != PurePosixPath()}
    deepest_first = sorted(folders, key=lambda folder: (-len(folder.parts), str(folder)))
    top = sorted({path.parts[0] for path in paths})
    return "\n".join(
        [
            "!macro RemoveFiles",
            *(f'  Delete "$INSTDIR\\{_nsis(path)}"' for path in paths),
            *(f'  RMDir "$INSTDIR\\{_nsis(folder)}"' for folder in deepest_first),
            "!macroend",
            "!macro MoveIn FROM",
            *(f'  !insertmacro MoveOne "${{FROM}}" "{_nsis(PurePosixPath(name))}"' for name in top),
            "!macroend",
            "",
        ]
    )


def _nsis(path: PurePosixPath) -> str:
    said = str(path)
    if set(said) & set('"`\r\n*?<>|:') or said != said.strip():
        raise ValueError(f"Windows has no file name like {said}")
    return said.replace("$", "$$").replace("/", "\\")
