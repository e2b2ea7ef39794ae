"""Reading, planning, writing and proving one prescription, beside its bare arithmetic; medians of many runs in one process.

.venv/bin/python benchmarks/plan.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from ldn_calc.application.planning import plan_request, write_result

SAMPLES = Path(__file__).parents[1] / "tests" / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
GOAL_MILLISECONDS = 10.0
GOAL_COMMAND_SECONDS = 0.4


def bare_arithmetic() -> Fraction:
    """The least that any program must reckon for sample 01: need, overfill, potency, mass, strength, dose."""
    need = 30 * Fraction("4.5")
    target = need + max(need * Fraction("0.05"), Fraction(2)) + 60 * Fraction("0.05")
    volume = -(-target // 2) * 2
    fraction = Fraction("0.994") * (1 - Fraction("0.006"))
    weighed = (volume / fraction + Fraction(1, 2)) // 1
    return weighed * fraction / volume * Fraction("4.5")


def milliseconds(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def whole(text: str) -> str:
    return write_result(plan_request(text, CLOCK).result)


def main() -> int:
    good = True
    bare = milliseconds(bare_arithmetic, 300)
    print(f"bare arithmetic of one plan      {bare:8.3f} ms")
    for name in (
        "01-liquid-4.5-nightly",
        "02-capsule-titration",
        "03-liquid-weekly-steps",
        "05-liquid-from-tablets",
        "13-best-form",
    ):
        text = (SAMPLES / f"{name}.json").read_text(encoding="utf-8")
        whole(text)
        found = milliseconds(lambda text=text: whole(text), 60)
        good &= found < GOAL_MILLISECONDS
        print(f"{name:32} {found:8.2f} ms   {found / bare:5.0f} x bare   goal under {GOAL_MILLISECONDS:.0f} ms")
    program = str(Path(sys.executable).with_name("ldn-calc"))
    request = str(SAMPLES / "01-liquid-4.5-nightly.json")
    command = milliseconds(lambda: subprocess.run([program, "plan", request, "--json"], capture_output=True, check=True), 7) / 1000
    python = milliseconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 7) / 1000
    good &= command < GOAL_COMMAND_SECONDS
    print(f"ldn-calc plan, whole process     {command:8.3f} s   {command / python:5.1f} x python   goal {GOAL_COMMAND_SECONDS} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
