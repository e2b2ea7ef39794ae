"""What the Windows build starts from: Windows' own Python and the wheels, by the hashes of the lock files and nothing else."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path, PurePosixPath

__all__ = ["for_windows", "install_packages", "locked_hash", "python_archive", "signed_by_python", "unpack_python"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_WINDOWS = {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"}
_VERSION = "3.11"
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_SIGNER = "O=Python Software Foundation"
_NOT_NEEDED = ("tcl", "Tools", "Scripts", "include", "libs", "Lib/site-packages", "Lib/test", "Lib/idlelib", "Lib/ensurepip")
"""Of Windows' Python: tools for developers, and packages that are in no lock file of ours."""
_RUN_TIME = ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll")
"""Microsoft's C library, taken from Qt's wheel: its signature cannot be checked on Debian, the wheel's hash can."""

_PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]


def for_windows(lock: str, holds: Callable[[str], bool] | None = None) -> str:
    """The rows of a lock file that hold on 64-bit Windows, without their markers: pip would judge those by this machine.

    Args:
        lock: the text of `requirements*.txt`, with hashes.
        holds: whether a marker holds on Windows; by `packaging` where None.
    """
    holds = holds or _holds_on_windows
    found = []
    for block in re.findall(r"(?m)^[A-Za-z0-9][^\n]*\\\n(?:[ \t]+--hash=[^\n]+\n?)+", lock):
        head, rest = block.split("\n", 1)
        name, _, marker = head.rstrip("\\").partition(";")
        if not marker.strip() or holds(marker.strip()):
            hashes = [line for line in rest.splitlines() if line.strip().startswith("--hash=")]
            found.append("\n".join([f"{name.strip()} \\", *hashes]))
    return "".join(f"{each}\n" for each in found)


def _holds_on_windows(marker: str) -> bool:
    from packaging.markers import Marker  # PyInstaller brings it

    return Marker(marker).evaluate(_WINDOWS)


def locked_hash(lock: str) -> str:
    r"""The one SHA-256 that a lock file of one row allows.

    >>> locked_hash("a==1 \\\n    --hash=sha256:" + "0" * 64) == "0" * 64
    True
    """
    found: list[str] = re.findall(r"--hash=sha256:([0-9a-f]{64})\b", lock)
    if len(found) != 1:
        raise ValueError(f"one hash was expected, not {len(found)}")
    return found[0]


def python_archive(folder: Path) -> Path:
    """Download Windows' Python, unless it is there; checked by its hash each time."""
    lock = HERE / "requirements-python.txt"
    expected = locked_hash(lock.read_text(encoding="utf-8"))
    if not _archives(folder, expected):
        folder.mkdir(parents=True, exist_ok=True)
        command = [*_PIP, "download", "--dest", str(folder), "--no-deps", "--no-build-isolation", "--no-binary", ":all:"]
        subprocess.run([*command, "--require-hashes", "-r", str(lock)], check=True)
    found = _archives(folder, expected)
    if not found:
        raise ValueError("the archive of Windows' Python is not the one in requirements-python.txt")
    return found[0]


def _archives(folder: Path, expected: str) -> list[Path]:
    return [path for path in sorted(folder.glob("*.tar.gz")) if hashlib.sha256(path.read_bytes()).hexdigest() == expected]


def unpack_python(archive: Path, into: Path) -> None:
    """Lay Windows' Python down, without what a build does not need. Nothing of the archive is run."""
    shutil.rmtree(into, ignore_errors=True)
    with tarfile.open(archive) as outer:
        inner = next(member for member in outer if member.name.endswith("/data.zip"))
        packed = outer.extractfile(inner)
        if packed is None:
            raise ValueError("data.zip is no file")
        with zipfile.ZipFile(packed) as files:
            for each in files.infolist():
                path = PurePosixPath(*PurePosixPath(each.filename).parts[1:])
                if each.is_dir() or ".." in path.parts or any(path.is_relative_to(name) for name in _NOT_NEEDED):
                    continue
                target = into / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(files.read(each))
    for name in into.glob("*140*.dll"):
        name.unlink()


def signed_by_python(folder: Path) -> list[str]:
    """Check that every program and library is signed by the Python Software Foundation, up to a root that Debian trusts.

    Returns:
        The names of those that were checked.

    Raises:
        ValueError: one is not, or was changed after it was signed.
    """
    checked = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in {".exe", ".dll", ".pyd"}]
    bad = [path for path in checked if not _is_signed(path)]
    if bad or not checked:
        raise ValueError("not signed by the Python Software Foundation: " + ", ".join(path.name for path in bad))
    return [path.name for path in checked]


def _is_signed(path: Path) -> bool:
    command = ["osslsigncode", "verify", "-CAfile", _CERTIFICATES, "-TSA-CAfile", _CERTIFICATES, *_offline(), "-in", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return done.returncode == 0 and _SIGNER in done.stdout


@cache
def _offline() -> tuple[str, ...]:
    """Lists of withdrawn certificates are not fetched: version 2.5 never does, later ones must be told."""
    done = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True, check=False)
    return ("-ignore-crl",) if "-ignore-crl" in done.stdout + done.stderr else ()


def install_packages(python: Path, work: Path, locks: Iterable[Path]) -> None:
    """Install the locked wheels for 64-bit Windows into Windows' Python; pip runs here and refuses what has another hash."""
    lock = work / "requirements-windows.txt"
    lock.write_text("".join(for_windows(path.read_text(encoding="utf-8")) for path in locks), encoding="utf-8")
    packages = python / "Lib" / "site-packages"
    command = [*_PIP, "install", "--target", str(packages), "--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes"]
    tags = ["--platform", "win_amd64", "--python-version", _VERSION, "--implementation", "cp"]
    abis = [each for abi in ("cp311", "abi3", "none") for each in ("--abi", abi)]
    subprocess.run([*command, *tags, *abis, "-r", str(lock)], check=True)
    for name in _RUN_TIME:
        shutil.copy(packages / "PySide6" / name, python)
