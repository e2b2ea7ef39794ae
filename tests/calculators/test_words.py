"""What the calculators write, line by line: working, results and faults, as `words.txt` recorded them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ldn_calc.application.calculate.calculating import CalculationError, calculate

HEAD = "## "


def recorded():
    """The lines of `words.txt` by what was asked."""
    found = {}
    for line in (Path(__file__).parent / "words.txt").read_text("utf-8").splitlines():
        if line.startswith(HEAD):
            lines = found[line.removeprefix(HEAD)] = []
        elif line:
            lines.append(line)
    return found


def answer(asked):
    """The working and the result, or each fault."""
    name, *pairs = asked.split(" | ")
    try:
        found = calculate(name, dict(pair.split("=", 1) for pair in pairs))
    except CalculationError as error:
        return [f"{fault.key or 'calculator'}: found {fault.found}; expected {fault.expected}" for fault in error.faults]
    return [*found.working, json.dumps(found.result, ensure_ascii=False)]


@pytest.mark.parametrize(("asked", "lines"), recorded().items(), ids=range(len(recorded())))
def test_working_results_and_faults_are_as_recorded(asked, lines):
    assert answer(asked) == lines
