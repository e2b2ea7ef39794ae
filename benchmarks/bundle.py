"""The packed program beside a bare window packed the same way, and its start beside the start from source; after `make deb`.

build/venv/bin/python benchmarks/bundle.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bare_window import BARE, GOAL_SIZE, GOAL_START, SPEC, megabytes

ROOT = Path(__file__).resolve().parents[1]
OURS, WORK = ROOT / "dist" / "ldn-calc", ROOT / "build" / "bare-window"
ROUNDS = 15


def pack_bare() -> Path:
    """A window with nothing in it, packed with the same rules; its folder."""
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "bare.py").write_text(BARE, encoding="utf-8")
    (WORK / "bare.spec").write_text(SPEC.format(installer=str(ROOT / "installer")), encoding="utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "bare.spec"]
    subprocess.run(command, cwd=WORK, check=True, stderr=subprocess.DEVNULL)
    return WORK / "dist" / "bare"


def packed_megabytes(folder: Path) -> float:
    """The folder as a .deb with the same compression."""
    tree = WORK / "deb"
    subprocess.run(["rm", "-rf", str(tree)], check=True)
    (tree / "DEBIAN").mkdir(parents=True)
    control = "Package: bare\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: bare\n"
    (tree / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    subprocess.run(["cp", "-a", str(folder), str(tree / "bare")], check=True)
    file = WORK / "bare.deb"
    subprocess.run(["dpkg-deb", "-Zxz", "-z9", "--build", str(tree), str(file)], check=True, stdout=subprocess.DEVNULL)
    return file.stat().st_size / 1e6


def seconds(command: list[str]) -> float:
    """One whole run of a command."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def seconds_to_window(command: list[str], display: str) -> float:
    """Until its window is on the screen, to about 10 ms."""
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"} | {"DISPLAY": display}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    look = ["xdotool", "search", "--onlyvisible", "--name", "New prescription"]
    while not subprocess.run(look, env=environment, capture_output=True, check=False).stdout:
        if process.poll() is not None:
            raise RuntimeError("the window did not open")
    taken = time.perf_counter() - start
    process.terminate()
    process.wait(20)
    return taken


def compared_starts(display: str) -> dict[str, tuple[float, float]]:
    """Medians from source and frozen, in turn."""
    sample = str(ROOT / "tests" / "prescriptions" / "01-liquid-4.5-nightly.json")
    source, frozen = [sys.executable, "-m", "ldn_calc"], [str(OURS / "ldn-calc")]
    measures = {
        "window on the screen": lambda program: seconds_to_window([*program, "gui"], display),
        "plan": lambda program: seconds([*program, "plan", sample, "--clock", "2026-11-22T09:30"]),
        "--version": lambda program: seconds([*program, "--version"]),
    }
    found = {}
    for name, measure in measures.items():
        times = [(measure(source), measure(frozen)) for _ in range(ROUNDS + 1)][1:]
        one, other = zip(*times, strict=True)
        found[name] = (statistics.median(one), statistics.median(other))
    return found


def on_a_screen() -> dict[str, tuple[float, float]]:
    """The same with a virtual screen of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    try:
        return compared_starts(display)
    finally:
        server.terminate()


def main() -> int:
    packages = sorted((ROOT / "dist").glob("ldn-calc_*.deb"))
    if not (OURS / "ldn-calc").exists() or not packages:
        sys.exit("Run make deb first.")
    bare = pack_bare()
    folder, bare_folder = megabytes(OURS), megabytes(bare)
    package, bare_package = packages[-1].stat().st_size / 1e6, packed_megabytes(bare)
    sizes = folder / bare_folder, package / bare_package
    print(f"folder   {folder:6.1f} MB   bare window {bare_folder:6.1f} MB   {sizes[0]:.2f} x   goal at most {GOAL_SIZE} x")
    print(f".deb     {package:6.1f} MB   bare window {bare_package:6.1f} MB   {sizes[1]:.2f} x   goal at most {GOAL_SIZE} x")
    starts = on_a_screen()
    for name, (source, frozen) in starts.items():
        print(f"{name:<22} source {source:.3f} s   frozen {frozen:.3f} s   {frozen / source:.2f} x   goal at most {GOAL_START} x")
    slow = any(frozen > GOAL_START * source for source, frozen in starts.values())
    return 1 if slow or max(sizes) > GOAL_SIZE else 0


if __name__ == "__main__":
    sys.exit(main())
