"""Every place that asks for the shipped rows: a plan, a proof and a paper are of the rows that they were given, never of others."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from gathered import each_of

ROOT = Path(__file__).parents[1]

MAY = {
    "ldn_calc/formulary/formulary.py": "rows kept by an older program do not know a newer policy",
    "ldn_calc/application/pharmacy/own_formulary.py": "the pharmacy's rows are the shipped ones with its own over them",
    "ldn_calc/application/pharmacy/own_file_edit.py": "the shipped figure beside the pharmacy's own",
    "ldn_calc/formulary/own_checks.py": "an own row over a shipped one",
    "ldn_calc/documents/record/policies.py": "the record says where the pharmacy's policy is another than the shipped one",
    "ldn_calc/planning/bounds.py": "a weighing error wider than the shipped one is noted",
    "ldn_calc/order/fillers.py": "whether a filler's figures are the shipped ones",
    "ldn_calc/calculators/liquids.py": "a bench calculator is of no pharmacy",
    "ldn_calc/calculators/weighing.py": "a bench calculator is of no pharmacy",
    "ldn_calc/calculators/potency.py": "a bench calculator is of no pharmacy",
    "ldn_calc/calculators/supply.py": "a bench calculator is of no pharmacy",
    "ldn_calc/application/installation/checking.py": "an installation is held against what was shipped",
    "ldn_calc/application/installation/about.py": "which rows were shipped",
}


def asked_in(source: str) -> list[int]:
    """Lines that name `shipped_formulary`, called or handed on."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Name) and node.id == "shipped_formulary")
        or (isinstance(node, ast.Attribute) and node.attr == "shipped_formulary")
    )


def files() -> list[str]:
    found = [path for folder in ("ldn_calc", "ui") for path in (ROOT / folder).rglob("*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in found)


@each_of("name", [name for name in files() if name not in MAY])
def test_no_other_place_asks_for_the_shipped_rows(name):
    assert asked_in((ROOT / name).read_text("utf-8")) == []


@pytest.mark.parametrize("name", MAY)
def test_each_place_that_may_does(name):
    assert asked_in((ROOT / name).read_text("utf-8"))


@pytest.mark.parametrize(
    "line", ["rows = given or shipped_formulary()", "rows = formulary.shipped_formulary()", "plan(text, shipped_formulary)"]
)
def test_the_scan_sees_a_fall_back(line):
    assert asked_in(f"x = 1\n{line}\n") == [2]
