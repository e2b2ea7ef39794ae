"""Build the folder dist/ldn-calc and run it: what it cannot do is found here and not at a clinic; any failure fails the build.

make bundle                                        builds, then tests the folder
.venv/bin/python installer/bundle.py --twice       builds twice and compares every file, then tests
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from artefacts import bill_of_materials, file_hashes
from packing import NOT_SHIPPED
from queue_test import QUEUE, print_on_a_queue
from windows_version import version

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "dist" / "ldn-calc"
PROGRAM, WINDOW = FOLDER / "ldn-calc", FOLDER / "ldn-calc-window"
SAMPLES = ROOT / "tests" / "prescriptions"
LEFT_OUT = ("libqgtk3", "libqeglfs", "libqlinuxfb", "EglFS", "libqvkkhrdisplay", "libqwayland", "wayland-")
"""Qt plugins that build.spec drops: what they miss is not missed."""
CLOCK = ["--clock", "2026-11-22T09:30"]


@cache
def source_date() -> int:
    """When the commit was made, in seconds since 1970: the time of everything that is built from it.

    Outside a checkout, the time of a source file: an archive of a commit gives every file the commit's.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if not said and (ROOT / ".git").exists() and shutil.which("git"):
        git = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
        said = git.stdout.strip()
    return int(said or (ROOT / "ldn_calc" / "__init__.py").stat().st_mtime)


def missing_on_the_builder(words: str) -> list[str]:
    """PyInstaller's warnings about libraries that something shipped is linked with and this machine lacks.

    >>> missing_on_the_builder("1 WARNING: Library not found: could not resolve 'libxcb-cursor.so.0', dependency of 'libqxcb.so'.")
    ["1 WARNING: Library not found: could not resolve 'libxcb-cursor.so.0', dependency of 'libqxcb.so'."]
    """
    return [line for line in words.splitlines() if "Library not found" in line and not any(name in line for name in LEFT_OUT)]


def build() -> None:
    """Run PyInstaller as the same commit always does; a shared library that it could not find on this machine is an error."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.rmtree(ROOT / "build" / "build", ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"]
    same = os.environ | {"SOURCE_DATE_EPOCH": str(source_date()), "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=ROOT, env=same, capture_output=True, text=True, check=False)
    missing = missing_on_the_builder(done.stderr)
    if done.returncode or missing:
        sys.stderr.write(done.stderr)
        sys.exit("The bundle was not built" + (": " + "; ".join(missing) if missing else "."))
    _add_papers()
    if unresolved := unresolved_libraries(FOLDER):
        sys.exit("Libraries are missing in the bundle or on this machine: " + "; ".join(unresolved))


def _add_papers() -> None:
    """The licences and the bill of materials, in the folder itself."""
    done = subprocess.run(
        [sys.executable, "-c", PARTS], cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONUTF8": "1"}
    )
    found = json.loads(done.stdout)
    (FOLDER / "LICENCES.txt").write_text(found["text"], encoding="utf-8")
    bill = bill_of_materials(version(), found["parts"], file_hashes(FOLDER), source_date(), locked_wheels())
    (FOLDER / "ldn-calc.cdx.json").write_text(bill, encoding="utf-8")


PARTS = """
import dataclasses, json
from ldn_calc.application.installation.about import licences_text, shipped_parts
parts = shipped_parts()
print(json.dumps({"text": licences_text(parts), "parts": [dataclasses.asdict(part) | {"text": ""} for part in parts]}))
"""


def locked_wheels() -> dict[str, list[str]]:
    """By distribution the hashes that `requirements.txt` allows."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.findall(r"(?m)^([A-Za-z0-9._-]+)==[^\n]+\n((?:\s+--hash=sha256:[0-9a-f]+[^\n]*\n)+)", text)
    return {name.lower(): re.findall(r"sha256:([0-9a-f]+)", hashes) for name, hashes in blocks if name.lower() not in NOT_SHIPPED}


def unresolved_libraries(folder: Path) -> list[str]:
    """Files under the folder that are linked with a library which is neither in it nor on this machine (Linux)."""
    inside = folder / "_internal"
    environment = {"LD_LIBRARY_PATH": str(inside), "PATH": "/usr/bin:/bin"}
    found = []
    for path in sorted(inside.rglob("*.so*")):
        if path.is_symlink():
            continue
        done = subprocess.run(["ldd", str(path)], env=environment, capture_output=True, text=True, check=False)
        found += [f"{path.relative_to(inside)}: {line.split()[0]}" for line in done.stdout.splitlines() if "not found" in line]
    return found


def frozen(*arguments: str, program: Path = PROGRAM, expect: int = 0, more: dict[str, str] | None = None) -> str:
    """Run a frozen program with nothing of this machine's Python in its environment but what is in `more`."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    } | (more or {})
    command = [str(program), *arguments]
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode != expect:
        sys.exit(f"{program.name} {' '.join(arguments)} ended with {done.returncode}, not {expect}:\n{done.stdout}{done.stderr}")
    return done.stdout


def smoke() -> None:
    """One journey a form on the command line, the installation check, then the window's own test, all inside the bundle."""
    with tempfile.TemporaryDirectory() as folder:
        settings = str(Path(folder) / "settings.toml")
        for name in ("01-liquid-4.5-nightly", "04-capsule-twice-daily"):
            request = str(SAMPLES / f"{name}.json")
            result = frozen("plan", request, "--json", "--settings", settings, *CLOCK)
            if json.loads(result)["status"] != "ready":
                sys.exit(f"{name} is not ready")
            stored = Path(folder) / f"{name}.json"
            stored.write_text(result, encoding="utf-8")
            frozen("prove", request, str(stored), "--settings", settings)
            out = Path(folder) / name
            frozen("print", request, "--out", str(out), "--settings", settings, *CLOCK)
            for paper in ("label", "sheet", "worksheet"):
                if not (out / f"{paper}.pdf").read_bytes().startswith(b"%PDF"):
                    sys.exit(f"{paper}.pdf of {name} is no PDF")
        frozen("plan", str(SAMPLES / "08-opioid-current.json"), "--json", "--settings", settings, *CLOCK, expect=3)
        print("installation check inside the bundle:", frozen("check").strip())
        frozen("gui", str(SAMPLES / "01-liquid-4.5-nightly.json"), "--smoke", "--settings", settings, *CLOCK)
        window = [str(SAMPLES / "02-capsule-titration.json"), "--smoke", "--settings", settings, *CLOCK]
        frozen(*window, program=WINDOW)
        try:
            print(
                print_on_a_queue(lambda server: frozen(*window, "--printer", QUEUE, program=WINDOW, more={"CUPS_SERVER": server}))
            )
        except ValueError as error:
            sys.exit(str(error))


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Files that only one of two builds has, or that differ.

    >>> differing({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"})
    ['b', 'c']
    """
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def main() -> int:
    """Build, compare where asked for, test."""
    parser = argparse.ArgumentParser(description="Build dist/ldn-calc and run it.")
    parser.add_argument("--twice", action="store_true", help="build twice; any file that differs fails the build")
    chosen = parser.parse_args()
    build()
    if chosen.twice:
        first = file_hashes(FOLDER)
        build()
        if found := differing(first, file_hashes(FOLDER)):
            sys.exit("Two builds of one commit differ: " + ", ".join(found))
        print(f"two builds, {len(first)} files each: the same to the byte")
    smoke()
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"dist/ldn-calc: {size / 1e6:.0f} MB; planned, proved, printed and opened inside the bundle.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
