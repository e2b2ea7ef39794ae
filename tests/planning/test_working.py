"""The working that is printed with a plan, line by line; `working.txt` was recorded, read through, and in part reckoned by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from order_support import clock_of

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = Path(__file__).parents[1] / "prescriptions"
HEAD = "## "
FEW = {"regimen": [{"days": 14, "take": [{"dose": "0.5 mg", "when": "bedtime"}]}]}
VARIANTS = {
    "01 from an aliquot": (1, {"way": "aliquot", "balance": {"readability": "1 mg", "minimum": "50 mg"}}, FEW),
    "02 from a larger batch": (2, {"way": "larger-batch"}, {}),
    "05 from one tablet": (5, {}, {"regimen": [{"days": 10, "take": [{"dose": "3 mg", "when": "bedtime"}]}]}),
    "05 as base": (5, {}, {"strength_as": "base"}),
    "23 from part of the crushed tablets": (23, {"way": "crushed-part", "extra_capsules": 3}, {}),
}


def recorded():
    """The lines of `working.txt` by plan."""
    found = {}
    for line in (Path(__file__).parent / "working.txt").read_text("utf-8").splitlines():
        if line.startswith(HEAD):
            lines = found[line.removeprefix(HEAD)] = []
        elif line:
            lines.append(line)
    return found


def working(name):
    number, preparation, rx = VARIANTS.get(name, (int(name[:2]), {}, {}))
    path = next(SAMPLES.glob(f"{number:02}-*.json"))
    request = json.loads(path.read_text("utf-8"))
    request["preparation"] = request.get("preparation", {}) | preparation
    request["rx"] |= rx
    return [
        f"{line['what']} | {line['line']}"
        for line in plan_request(json.dumps(request), clock_of(path), shipped_formulary()).result["working"]
    ]


@pytest.mark.parametrize("name", recorded())
def test_the_working_shows_every_figure_it_came_from(name):
    assert working(name) == recorded()[name]
