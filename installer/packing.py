"""What goes into the packed folder: used by build.spec, and by benchmarks/bundle.py for the bare window it is measured against.

Entries are PyInstaller's: the path in the folder, the file on the builder (for a link: what it points to), and the kind.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

__all__ = [
    "EXCLUDED_MODULES",
    "NOT_SHIPPED",
    "pinned_here",
    "plain_python",
    "shipped_distributions",
    "shipped_files",
    "used",
    "used_modules",
]

Entry = tuple[str, str, str]

EXCLUDED_MODULES = (
    # tools of developers and tests
    "pytest", "hypothesis", "mypy", "IPython", "matplotlib", "setuptools", "pip", "unittest", "doctest", "pydoc", "pdb", "lib2to3",
    "ensurepip", "tkinter", "pint.testsuite",
    # wanted only where they happen to be installed: by zxing-cpp, pint, pypdfium2, ReportLab, pillow
    "numpy", "babel", "uncertainties", "xarray", "dask", "pandas", "scipy", "cv2", "renderPM", "rlPyCairo", "lxml", "pyphen",
    "charset_normalizer", "chardet", "defusedxml", "olefile", "cffi",
    # papers are drawn on ReportLab's canvas: nothing of its page templates, charts and bar codes
    "reportlab.platypus", "reportlab.graphics",
    # the program opens no connection of its own but to a label printer: nothing of TLS, mail or the web, nor of XML
    "ssl", "_ssl", "_hashlib", "ftplib", "smtplib", "http", "urllib.request", "xml", "xmlrpc", "pyexpat", "tarfile", "asyncio",
    "curses", "readline", "sqlite3",
    # formats of pictures that no paper holds
    "PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingtk", "PIL._imagingmath", "PIL._imagingmorph", "PIL.ImageQt",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtNetwork",
    "PySide6.QtDBus",
)  # fmt: skip

_UNUSED = re.compile(
    r"Qt6?(Qml|Quick|VirtualKeyboard|OpenGL|EglFS|Wayland|Wl|Sql|Test|Designer|UiTools)|opengl32sw|d3dcompiler"
    r"|/translations/|/testsuite/|qsci|include/|\.pyi$"
    r"|plugins/(tls|networkinformation|generic|egldeviceintegrations|wayland-|sqldrivers|designer|qmltooling)"
    r"|plugins/platforminputcontexts/.*virtual"
    r"|plugins/platforms/(lib)?q(wayland|eglfs|linuxfb|minimal|vnc|vkkhrdisplay|direct2d)"
    r"|plugins/platformthemes/(lib)?qgtk3"
    r"|plugins/imageformats/(lib)?q(?!svg|ico\b)",
    re.IGNORECASE,
)
"""What nothing here uses of what PyInstaller finds. QtPrintSupport, its plugins and QtNetwork's library stay: others link them."""

_PICTURES = "Bmp|Gif|Jpeg|Png|Ppm|Tiff"
"""What pillow opens of itself, by `PIL.Image.preinit` and the files these need."""

_UNUSED_MODULES = re.compile(rf"PIL\.(?!({_PICTURES})ImagePlugin$)\w+ImagePlugin$")

NOT_SHIPPED = ("setuptools", "charset-normalizer")
"""The first only builds from source; ReportLab would ask the second about XML files without an encoding."""

_SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")


def used(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]] | None = None) -> list[Entry]:
    """The entries that the program uses.

    Three kinds go: what nothing uses; libraries of this Linux, which the target's own packages bring and keep safe (`Depends` of
    the .deb names them); and libraries that were only there for what went before.

    Args:
        entries: what PyInstaller gathered.
        needs: names of the libraries that a file is linked with; PyInstaller's own reader where None.
    """
    needs = needs or _linked_with
    kept = [entry for entry in entries if not _UNUSED.search(_posix(entry[0])) and not _is_of_the_system(entry)]
    by_name = {PurePosixPath(_posix(entry[0])).name: entry for entry in kept if entry[2] != "SYMLINK"}
    waiting = [entry for entry in kept if not _is_library(entry)]
    reached = {entry[0] for entry in waiting}
    while waiting:
        entry = waiting.pop()
        if entry[2] not in {"BINARY", "EXTENSION"}:
            continue
        for name in needs(entry[1]):
            found = by_name.get(name)
            if found is not None and found[0] not in reached:
                reached.add(found[0])
                waiting.append(found)
    present = {PurePosixPath(_posix(each)).name for each in reached}
    return [entry for entry in kept if _is_kept(entry, reached, present)]


def _is_kept(entry: Entry, reached: set[str], present: set[str]) -> bool:
    if entry[2] == "SYMLINK":
        return PurePosixPath(_posix(entry[1])).name in present
    return entry[0] in reached


def _is_library(entry: Entry) -> bool:
    """Whether it is there only because something else links it; python's own library is always needed."""
    path = PurePosixPath(_posix(entry[0]))
    if entry[2] not in {"BINARY", "SYMLINK"} or path.name.startswith(("libpython", "python3")) or "plugins" in path.parts:
        return False
    return bool(re.match(r"lib.+\.so(\.|$)", path.name) and "pypdfium2_raw" not in path.parts)


def _is_of_the_system(entry: Entry) -> bool:
    name, source, kind = entry
    return kind == "BINARY" and source.startswith(_SYSTEM_FOLDERS) and not name.startswith("libpython")


def _linked_with(file: str) -> set[str]:
    from PyInstaller.depend.bindepend import get_imports  # only where something is built

    return {PurePosixPath(_posix(name)).name for name, _path in get_imports(file)}


def used_modules(entries: Iterable[Entry]) -> list[Entry]:
    """Python modules without those that only read or write pictures that no paper holds."""
    return [entry for entry in entries if not _UNUSED_MODULES.match(entry[0])]


def plain_python(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """The same entries with python's own library and modules without the symbols for debuggers, written into `folder`."""
    found: list[Entry] = []
    for name, source, kind in entries:
        path = PurePosixPath(_posix(name))
        if kind in {"BINARY", "EXTENSION"} and (path.name.startswith("libpython") or "lib-dynload" in path.parts):
            plain = folder / path
            plain.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["strip", "--strip-unneeded", "-o", str(plain), source], check=True)
            found.append((name, str(plain), kind))
        else:
            found.append((name, source, kind))
    return found


def shipped_files(root: Path) -> list[tuple[str, str]]:
    """Every shipped file with its folder in the package: the one list for build.spec."""
    return [
        (str(path), str(path.parent.relative_to(root)))
        for path in sorted((root / "resources").rglob("*"))
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]


def shipped_distributions(requirements: str, marks: Callable[[str], bool]) -> list[tuple[str, str]]:
    r"""Name and version of what a lock file pins for this system.

    Args:
        requirements: the text of `requirements.txt`.
        marks: whether a marker such as `sys_platform == 'win32'` holds here.

    >>> shipped_distributions('a==1.0 \\\n    --hash=sha256:1f\nb==2 ; sys_platform == "win32" \\\n', lambda mark: False)
    [('a', '1.0')]
    """
    found = []
    for line in requirements.splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]+))?", line)
        if match and (not match[3] or marks(match[3].strip())):
            found.append((match[1], match[2]))
    return found


def pinned_here(root: Path) -> list[str]:
    """Names of the distributions that `requirements.txt` pins for this system and that are shipped."""
    from packaging.markers import Marker  # PyInstaller brings it

    found = shipped_distributions((root / "requirements.txt").read_text(encoding="utf-8"), lambda mark: Marker(mark).evaluate())
    return [name for name, _version in found if name not in NOT_SHIPPED]


def _posix(path: str) -> str:
    return path.replace("\\", "/")
