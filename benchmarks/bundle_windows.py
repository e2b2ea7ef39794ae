"""The installed folder, the installer and the start on Windows, beside a bare window packed the same way and beside the source.

build/venv/bin/python benchmarks/bundle_windows.py       as root on Debian, after make windows: Windows is Wine here
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "installer"), str(ROOT / "installer" / "windows")]  # before this folder, which has a bundle.py too

import make_setup  # noqa: E402  (these lie in the folders above)
from bare_window import BARE, GOAL_SIZE, GOAL_START, SPEC, megabytes  # noqa: E402
from build_setup import FOLDER  # noqa: E402
from build_setup import WORK as BUILT  # noqa: E402
from windows_version import version  # noqa: E402
from wine import WinePc, screen  # noqa: E402

WORK = ROOT / "build" / "bare-window-windows"
SAMPLE = ROOT / "tests" / "prescriptions" / "01-liquid-4.5-nightly.json"
ROUNDS = 7
PATIENCE = 60
PACK = """
Target amd64-unicode
Unicode true
Name "bare"
OutFile "bare-setup.exe"
SetCompressor /SOLID lzma
SetCompressorDictSize 64
Section
  SetOutPath "$TEMP\\bare"
  File /r "{folder}/*"
SectionEnd
"""


def pack_bare(pc: WinePc, python: str) -> Path:
    """A window with nothing in it, packed with the same rules; its folder."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    (WORK / "bare.py").write_text(BARE, encoding="utf-8")
    (WORK / "bare.spec").write_text(SPEC.format(installer=pc.there(ROOT / "installer")), encoding="utf-8")
    done = pc.run(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "bare.spec", folder=WORK, seconds=1800)
    if done.code:
        raise RuntimeError(done.err)
    return WORK / "dist" / "bare"


def installer_megabytes(folder: Path) -> float:
    """The folder as an installer with the same compression."""
    (WORK / "bare.nsi").write_text(PACK.format(folder=folder), encoding="utf-8")
    subprocess.run(["makensis", "-V1", "bare.nsi"], cwd=WORK, check=True)
    return (WORK / "bare-setup.exe").stat().st_size / 1e6


def seconds(pc: WinePc, command: list[str]) -> float:
    """One whole run of a command."""
    start = time.perf_counter()
    done = pc.run(*command, folder=ROOT)
    if done.code:
        raise RuntimeError(f"{command} ended with {done.code}: {done.err}")
    return time.perf_counter() - start


def seconds_to_window(pc: WinePc, display: str, command: list[str]) -> float:
    """Until its window is on the screen, to about 10 ms."""
    start = time.perf_counter()
    process = pc.start(*command, folder=ROOT)
    look = ["xdotool", "search", "--onlyvisible", "--name", "New prescription"]
    while not subprocess.run(look, env={"DISPLAY": display, "PATH": "/usr/bin:/bin"}, capture_output=True, check=False).stdout:
        if process.poll() is not None or time.perf_counter() - start > PATIENCE:
            raise RuntimeError("the window did not open; under Wine that happened on a busy machine: run it again")
    taken = time.perf_counter() - start
    pc.run("taskkill", "/F", "/IM", command[0].rsplit("\\", 1)[-1])
    process.wait(30)
    return taken


def main() -> int:
    """Sizes, then starts: medians from source and frozen, in turn."""
    setup = ROOT / "dist" / make_setup.setup_name(version())
    if not (FOLDER / "ldn-calc.exe").exists() or not setup.exists():
        sys.exit("Run make windows first.")
    with ExitStack() as stack:
        display = stack.enter_context(screen())
        pc = stack.enter_context(WinePc(BUILT / "benchmark-pc", display).on())
        python = pc.there(BUILT / "python" / "python.exe")
        bare = pack_bare(pc, python)
        sizes = {
            "folder": (megabytes(FOLDER), megabytes(bare)),
            "installer": (setup.stat().st_size / 1e6, installer_megabytes(bare)),
        }
        for name, (ours, least) in sizes.items():
            print(f"{name:<22} {ours:6.1f} MB   bare window {least:6.1f} MB   {ours / least:.2f} x   goal at most {GOAL_SIZE} x")
        source, frozen = [python, "-m", "ldn_calc"], [pc.there(FOLDER / "ldn-calc.exe")]
        plan = ["plan", pc.there(SAMPLE), "--clock", "2026-11-22T09:30"]
        measures = {
            "window on the screen": lambda program: seconds_to_window(pc, display, [*program, "gui"]),
            "plan": lambda program: seconds(pc, [*program, *plan]),
            "--version": lambda program: seconds(pc, [*program, "--version"]),
        }
        slow = False
        for name, measure in measures.items():
            times = [(measure(source), measure(frozen)) for _ in range(ROUNDS + 1)][1:]
            one, other = (statistics.median(each) for each in zip(*times, strict=True))
            slow = slow or other > GOAL_START * one
            print(f"{name:<22} source {one:.3f} s   frozen {other:.3f} s   {other / one:.2f} x   goal at most {GOAL_START} x")
    return 1 if slow or any(ours > GOAL_SIZE * least for ours, least in sizes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
