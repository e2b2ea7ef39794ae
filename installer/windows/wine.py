"""A PC made by Wine: a folder ("prefix") with a screen of its own, and exit codes that are the programs' own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath

from pc import Ended, text_of

__all__ = ["STUBS", "WinePc", "screen"]

HERE = Path(__file__).parent
WINE, SERVER = "/usr/lib/wine/wine64", "/usr/lib/wine/wineserver64"
COMPILER = ("x86_64-w64-mingw32-gcc", "-O1", "-s", "-shared", "-nostdlib", "-Wl,--entry=0")
STUBS = ("icuuc",)
"""Libraries of Windows 10 that Wine 8 lacks: `wine/NAME.c`. They go into Wine's own system folder and nowhere else."""


class WinePc:
    """One prefix, made anew.

    Args:
        prefix: where it lies; what was there before is removed.
        display: the X screen its windows open on, ":7".
    """

    def __init__(self, prefix: Path, display: str) -> None:
        self._prefix, self._display = prefix, display
        shutil.rmtree(prefix, ignore_errors=True)
        prefix.mkdir(parents=True)
        self._do("wineboot", "--init")
        self.be("win10")
        system = prefix / "drive_c" / "windows" / "system32"
        for name in STUBS:
            subprocess.run([*COMPILER, "-o", str(system / f"{name}.dll"), str(HERE / "wine" / f"{name}.c")], check=True)

    def be(self, windows: str) -> None:
        """Be another Windows: "win7", "win10"."""
        self._do("winecfg", "-v", windows)

    def run(
        self, program: str, *arguments: str, more: dict[str, str] | None = None, folder: Path | None = None, seconds: float = 600
    ) -> Ended:
        """Run a program to its end; see `Pc`."""
        done = subprocess.run(
            [WINE, program, *arguments],
            env=self._environment(more or {}),
            cwd=folder,
            stdin=subprocess.DEVNULL,  # with a file or a terminal Python for Windows finds no valid handle
            capture_output=True,  # and what it writes to must be a pipe
            timeout=seconds,
            check=False,
        )
        return Ended(done.returncode, text_of(done.stdout), text_of(done.stderr))

    def start(self, program: str, *arguments: str, folder: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a program and leave it running."""
        command = [WINE, program, *arguments]
        pipe = subprocess.PIPE  # as in run
        return subprocess.Popen(
            command, env=self._environment({}), cwd=folder, stdin=subprocess.DEVNULL, stdout=pipe, stderr=subprocess.STDOUT
        )

    def hand(self, *words: str) -> None:
        """Move its mouse, press its keys: what xdotool is told."""
        subprocess.run(["xdotool", *words], env={"PATH": "/usr/bin:/bin", "DISPLAY": self._display}, check=True)

    def settle(self) -> None:
        """Until every program has ended."""
        subprocess.run([SERVER, "--wait"], env=self._environment({}), check=False, timeout=120)

    def there(self, path: Path) -> str:
        """This machine is drive Z:."""
        return "Z:" + str(path.absolute()).replace("/", "\\")

    def here(self, path: str) -> Path:
        """In the folder of drive C:."""
        return (self._prefix / "drive_c").joinpath(*PureWindowsPath(path).parts[1:])

    @contextmanager
    def on(self) -> Iterator[WinePc]:
        """It is on, and turned off at the end."""
        try:
            yield self
        finally:
            subprocess.run([SERVER, "--kill"], env=self._environment({}), check=False, timeout=60)

    def _do(self, *command: str) -> None:
        done = self.run(*command)
        if done.code:
            raise RuntimeError(f"{' '.join(command)} ended with {done.code}: {done.err}")

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        own = {
            "PATH": "/usr/bin:/bin",
            "HOME": os.environ.get("HOME", "/"),
            "LC_ALL": "C.UTF-8",
            "DISPLAY": self._display,
            "WINEPREFIX": str(self._prefix.absolute()),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # no .NET, no HTML, no crash window; nothing of its start menu goes into this machine's
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winedbg.exe=;winemenubuilder.exe=",
        }
        return own | {spelled(name): value for name, value in more.items()}


def spelled(name: str) -> str:
    """How a variable must be written for a program in Wine to see it: Wine keeps those of this machine's Qt back.

    >>> spelled("QT_QPA_PLATFORM"), spelled("PYTHONUTF8")
    ('WINEQT_QPA_PLATFORM', 'PYTHONUTF8')
    """
    return f"WINE{name}" if name.startswith("QT_") else name


@contextmanager
def screen() -> Iterator[str]:
    """A screen of our own (Xvfb) while it lasts; its name."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as said:
            number = said.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
