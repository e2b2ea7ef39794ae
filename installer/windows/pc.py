"""A PC with Windows as the build and its tests use it: a real one here, one made by Wine in wine.py."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

__all__ = ["Ended", "Pc", "ThisPc", "registry_values"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


class Pc(Protocol):
    """What is asked of a PC. Programs and their arguments are Windows' own paths."""

    def run(
        self, program: str, *arguments: str, more: dict[str, str] | None = None, folder: Path | None = None, seconds: float = 600
    ) -> Ended:
        """Run a program to its end, with `more` in its environment; TimeoutExpired when it hangs."""

    def start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a program and leave it running."""

    def settle(self) -> None:
        """Until what was started in the background has ended, an uninstaller for one."""

    def there(self, path: Path) -> str:
        """A path of this machine as that PC sees it."""

    def here(self, path: str) -> Path:
        """A path of that PC as this machine sees it."""


class ThisPc:
    """The PC this runs on."""

    def run(
        self, program: str, *arguments: str, more: dict[str, str] | None = None, folder: Path | None = None, seconds: float = 600
    ) -> Ended:
        """Run it."""
        done = subprocess.run(
            [program, *arguments],
            env=os.environ | (more or {}),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        return Ended(done.returncode, text_of(done.stdout), text_of(done.stderr))

    def start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start it."""
        return subprocess.Popen([program, *arguments], stdin=subprocess.DEVNULL)

    def settle(self) -> None:
        """An uninstaller goes on by itself for a moment, from a copy in the temporary folder."""
        time.sleep(15)

    def there(self, path: Path) -> str:
        """The same."""
        return str(path.absolute())

    def here(self, path: str) -> Path:
        """The same."""
        return Path(path)

    @contextmanager
    def on(self) -> Iterator[ThisPc]:
        """It is on."""
        yield self


def registry_values(pc: Pc, key: str) -> dict[str, str]:
    r"""The values of a registry key, in the 64-bit view, by their names; empty where there is no such key.

    Args:
        pc: whose registry.
        key: such as `HKLM\Software\LDN Calc`.
    """
    done = pc.run("reg", "query", key, "/reg:64")
    rows = [line.strip().split("    ", 2) for line in done.out.splitlines() if line.startswith("    ")]
    return {row[0]: (row[2] if len(row) > 2 else "") for row in rows if len(row) > 1} if done.code == 0 else {}


def text_of(said: bytes) -> str:
    r"""What a program wrote, with this machine's line ends: UTF-8 of ours, the console's page 850 of Windows' own.

    >>> text_of(b"Cl\xa1nica\r\n"), text_of("Clínica".encode())
    ('Clínica\n', 'Clínica')
    """
    try:
        words = said.decode("utf-8")
    except UnicodeDecodeError:
        words = said.decode("cp850")
    return words.replace("\r\n", "\n")
