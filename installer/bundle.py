"""Build the folder and run it: a plan, three PDFs, a proof, the window opened and closed; any failure fails the build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "dist" / "ldn-calc" / "ldn-calc"
SAMPLES = ROOT / "tests" / "prescriptions"
LEFT_OUT = ("libqgtk3", "libqeglfs", "libqlinuxfb", "EglFS")
"""Qt plugins that build.spec drops: what they miss is not missed."""
CLOCK = ["--clock", "2026-11-22T09:30"]


def build() -> None:
    """Run PyInstaller; a shared library that it could not find on this machine is an error."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    sys.stderr.write(done.stderr)
    missing = [
        line for line in done.stderr.splitlines() if "Library not found" in line and not any(name in line for name in LEFT_OUT)
    ]
    if done.returncode or missing:
        sys.exit("The bundle was not built" + (": " + "; ".join(missing) if missing else "."))


def frozen(*arguments: str, expect: int = 0) -> str:
    """Run the frozen program with nothing of this machine's Python in its environment."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [str(PROGRAM), *arguments]
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != expect:
        sys.exit(f"{' '.join(arguments)} ended with {done.returncode}, not {expect}:\n{done.stdout}{done.stderr}")
    return done.stdout


def smoke() -> None:
    """One journey a form, all of it inside the bundle."""
    with tempfile.TemporaryDirectory() as folder:
        settings = str(Path(folder) / "settings.toml")
        for name in ("01-liquid-4.5-nightly", "04-capsule-twice-daily"):
            request = str(SAMPLES / f"{name}.json")
            result = frozen("plan", request, "--json", *CLOCK)
            if json.loads(result)["status"] != "ready":
                sys.exit(f"{name} is not ready")
            stored = Path(folder) / f"{name}.json"
            stored.write_text(result, encoding="utf-8")
            frozen("prove", request, str(stored))
            out = Path(folder) / name
            frozen("print", request, "--out", str(out), "--settings", settings, *CLOCK)
            for paper in ("label", "sheet", "worksheet"):
                if not (out / f"{paper}.pdf").read_bytes().startswith(b"%PDF"):
                    sys.exit(f"{paper}.pdf of {name} is no PDF")
        frozen("plan", str(SAMPLES / "08-opioid-current.json"), "--json", *CLOCK, expect=3)
        frozen("gui", str(SAMPLES / "01-liquid-4.5-nightly.json"), "--smoke", "--settings", settings, *CLOCK)


if __name__ == "__main__":
    build()
    smoke()
    size = sum(path.stat().st_size for path in PROGRAM.parent.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"dist/ldn-calc: {size / 1e6:.0f} MB; planned, proved, printed and opened inside the bundle.")
