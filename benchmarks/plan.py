"""Reading, planning, writing and proving one prescription, alone and with its alternatives, beside its bare arithmetic.

Medians of many runs in one process, in processor time, so that what else the machine does counts for less: nothing here waits.
The whole command is timed by the clock. Ends well when every goal is met.

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
from functools import partial
from pathlib import Path

from ldn_calc.application.plan.planning import plan_request, write_result
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = Path(__file__).parents[1] / "tests" / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
GOAL_MILLISECONDS = 10.0
GOAL_ALTERNATIVES_MILLISECONDS = 100.0
NAMES = (
    "01-liquid-4.5-nightly",
    "02-capsule-titration",
    "03-liquid-weekly-steps",
    "05-liquid-from-tablets",
    "07-capsule-aliquot",
    "13-best-form",
    "23-tablets-into-capsules",
)
GOAL_COMMAND_SECONDS = 0.4


def bare_arithmetic() -> Fraction:
    """The least that any program must reckon for sample 01: need, overfill, potency, mass, strength, dose."""
    need = 30 * Fraction("4.5")
    target = need + max(need * Fraction("0.05"), Fraction(2)) + 60 * Fraction("0.05")
    volume = -(-target // 2) * 2
    fraction = Fraction("0.994") * (1 - Fraction("0.006"))
    weighed = (volume / fraction + Fraction(1, 2)) // 1
    return weighed * fraction / volume * Fraction("4.5")


def milliseconds(work: Callable[[], object], runs: int, clock: Callable[[], float] = time.process_time) -> float:
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append((clock() - start) * 1000)
    return statistics.median(times)


def whole(text: str, *, alternatives: bool = False) -> str:
    return write_result(plan_request(text, CLOCK, shipped_formulary(), alternatives=alternatives).result)


def timed(name: str, work: Callable[[], object], runs: int, bare: float, goal: float) -> bool:
    """Print one row; whether the goal is met."""
    work()
    found = milliseconds(work, runs)
    print(f"{name:44} {found:8.2f} ms {found / bare:7.0f} x bare   goal under {goal:3.0f} ms")
    return found < goal


def main() -> int:
    good = True
    bare = milliseconds(bare_arithmetic, 300)
    print(f"{'bare arithmetic of one plan':44} {bare:8.3f} ms")
    for name in NAMES:
        text = (SAMPLES / f"{name}.json").read_text(encoding="utf-8")
        shown = len(plan_request(text, CLOCK, shipped_formulary(), alternatives=True).result["alternatives"])
        good &= timed(name, partial(whole, text), 60, bare, GOAL_MILLISECONDS)
        every = partial(whole, text, alternatives=True)
        good &= timed(f"{name}, {shown} other ways shown", every, 20, bare, GOAL_ALTERNATIVES_MILLISECONDS)
    program = str(Path(sys.executable).with_name("ldn-calc"))
    request = str(SAMPLES / "01-liquid-4.5-nightly.json")
    plan = partial(subprocess.run, [program, "plan", request, "--json"], capture_output=True, check=True)
    nothing = partial(subprocess.run, [sys.executable, "-c", "pass"], check=True)
    command, python = (milliseconds(each, 7, time.perf_counter) / 1000 for each in (plan, nothing))
    good &= command < GOAL_COMMAND_SECONDS
    print(f"{'ldn-calc plan, whole process':44} {command:8.3f} s  {command / python:5.1f} x python   goal {GOAL_COMMAND_SECONDS} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
