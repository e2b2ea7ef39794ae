"""Mutation testing of the packages that reckon: small faults put into the program one at a time, and whether a test notices.

make mutation               every mutant (hours)
make mutation SAMPLE=500    a sample, the same for the same number and seed, spread over the modules by their size

Ends well when at least 90 of 100 mutants are caught. Survivors with their changes go to mutants/survivors.txt; what each of them
means stands in docs/mutation.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from pathlib import Path

from mutmut import __main__ as program
from mutmut.configuration import config
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.state import state
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, walk_mutatable_files
from mutmut.workers.isolation import ForkRunner

ROOT = Path(__file__).parents[1]
MUTANTS = ROOT / "mutants"
GOAL = 0.9
CAUGHT = ("killed", "timeout")


def make_mutants(children: int) -> None:
    """Write every module with all its mutants under mutants/, as `mutmut run` does first, so that a sample can be drawn."""
    MUTANTS.mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    program.create_mutants(children)


def exit_codes() -> dict[str, dict[str, int | None]]:
    """mutmut's exit code of every mutant by module and name; None where it was not run."""
    found = {}
    for path in sorted(map(str, walk_mutatable_files())):
        meta = MUTANTS / f"{path}.meta"
        if meta.exists():
            found[path] = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return {path: codes for path, codes in found.items() if codes}


def sample(mutants: Mapping[str, Sequence[str]], wanted: int, seed: int) -> list[str]:
    """About `wanted` mutants, from each module its share and at least one."""
    total = sum(map(len, mutants.values()))
    chosen = []
    for path, names in mutants.items():
        share = max(1, round(wanted * len(names) / total))
        chosen += random.Random(f"{seed} {path}").sample(names, min(share, len(names)))  # noqa: S311  (a lottery, no secret)
    return chosen


def quickest(tests: Iterable[str], most_seconds: float) -> list[str]:
    """The quickest tests that together take no longer; doctests that mutmut copied along with a function's text only once."""
    chosen, seconds = [], 0.0
    durations = state().duration_by_test
    for test in sorted((each for each in tests if "__mutmut_" not in each), key=lambda each: (durations[each], each)):
        seconds += durations[test]
        if chosen and seconds > most_seconds:
            break
        chosen.append(test)
    return chosen


def run_mutmut(names: Sequence[str], children: int, most_seconds: float) -> None:
    """Run mutmut with at most so many seconds of tests for each mutant; no names are all mutants."""
    submit, of_names = ForkRunner.submit, program.tests_for_mutant_names

    def submit_quickest(self: ForkRunner, mutant: str, tests: list[str], *_: float) -> None:
        chosen = quickest(tests, most_seconds)
        seconds = sum(state().duration_by_test[test] for test in chosen)
        limit = ceil((seconds + config().timeout_constant) * config().timeout_multiplier * 2)
        submit(self, mutant, chosen, limit, seconds)

    def tests_of(mutants: Sequence[str]) -> set[str]:
        return {test for mutant in mutants for test in quickest(of_names([mutant]), most_seconds)}

    ForkRunner.submit = submit_quickest
    program.tests_for_mutant_names = tests_of
    program._run(list(names), children)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="how many mutants; all without it")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--children", type=int, default=2, help="how many run at a time")
    parser.add_argument("--seconds", type=float, default=60, help="of tests for a mutant at most, the quickest first")
    parser.add_argument("--keep", action="store_true", help="keep what is under mutants/, and its verdicts")
    parser.add_argument("--again", nargs="*", help="run only these mutants once more, and keep the other verdicts")
    parser.add_argument("--report", action="store_true", help="only count what has been run")
    chosen = parser.parse_args()
    os.chdir(ROOT)
    if not chosen.report:
        if not chosen.keep and chosen.again is None:
            shutil.rmtree(MUTANTS, ignore_errors=True)
        make_mutants(chosen.children)
        mutants = {path: list(codes) for path, codes in exit_codes().items()}
        names = chosen.again or (sample(mutants, chosen.sample, chosen.seed) if chosen.sample else [])
        run_mutmut(names, chosen.children, chosen.seconds)
    return report(exit_codes())


def report(found: Mapping[str, Mapping[str, int | None]]) -> int:
    print(f"\n{'module':40} {'run':>5} {'caught':>7} {'of it timeouts':>15} {'survived':>9} {'no test':>8}")
    counts: Counter[str] = Counter()
    survivors = []
    for path, codes in found.items():
        statuses = {name: status_by_exit_code[code] for name, code in codes.items() if code is not None}
        here = Counter(statuses.values())
        counts += here
        print(row(path.removeprefix("ldn_calc/"), here))
        survivors += [(name, path, status) for name, status in statuses.items() if status not in CAUGHT]
    print(row("all", counts))
    (MUTANTS / "survivors.txt").write_text(
        "\n".join(f"# {name}: {status}\n{get_diff_for_mutant(name, path=Path(path))}" for name, path, status in survivors),
        encoding="utf-8",
    )
    ran = sum(counts.values())
    rate = sum(counts[status] for status in CAUGHT) / ran if ran else 0.0
    total = sum(map(len, found.values()))
    print(f"{ran} of {total} mutants run, {rate:.1%} caught; goal {GOAL:.0%}. Survivors: mutants/survivors.txt")
    return 0 if rate >= GOAL else 1


def row(name: str, counts: Counter[str]) -> str:
    ran, caught = sum(counts.values()), sum(counts[status] for status in CAUGHT)
    untested = counts["no tests"]
    return f"{name:40} {ran:5} {caught:7} {counts['timeout']:15} {ran - caught - untested:9} {untested:8}"


if __name__ == "__main__":
    sys.exit(main())
