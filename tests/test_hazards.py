"""docs/hazards.md: every hazard has a control of a known kind and a test that exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "hazards.md").read_text("utf-8")
_TEST = re.compile(r"`(tests/[a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`")


def rows(text):
    """The cells of each row under the table's head, in the order of the file."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert lines[0] == "| hazard | control | test |"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def faults(row):
    """What is wrong with a row, in words; empty where nothing is."""
    if len(row) != 3:
        return [f"{len(row)} cells: {row[0]}"]
    hazard, control, test = row
    found = [] if hazard else ["a row without a hazard"]
    if not re.match(r"(design|protection|information): ", control):
        found.append(f"{hazard}: no control of a known kind")
    places = [control.find(f"{kind}: ") for kind in ("design", "protection", "information") if f"{kind}: " in control]
    if places != sorted(places):
        found.append(f"{hazard}: controls stand in the order design, protection, information")
    named = _TEST.findall(test)
    if not named or _TEST.sub("", test).strip(", "):
        found.append(f"{hazard}: no test, or not one as `tests/…py::test_…`")
    return found + [f"{hazard}: {path}::{name} does not exist" for path, name in named if name not in functions(path)]


@cache
def functions(path):
    """The names of a file's test functions, read and not imported."""
    file = ROOT / path
    tree = ast.parse(file.read_text("utf-8")) if file.is_file() else ast.Module([], [])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_table_has_at_least_thirty_hazards_and_each_once():
    hazards = [row[0] for row in rows(TEXT)]
    assert len(hazards) >= 30
    assert len(set(hazards)) == len(hazards)


@pytest.mark.parametrize("row", rows(TEXT), ids=lambda row: row[0][:40])
def test_every_hazard_has_a_control_and_a_test_that_exists(row):
    assert faults(row) == []


@pytest.mark.parametrize(
    "row",
    [
        ["A hazard", "protection: a stop", ""],
        ["A hazard", "protection: a stop", "by hand"],
        ["A hazard", "somebody looks", "`tests/test_hazards.py::test_the_table_has_at_least_thirty_hazards_and_each_once`"],
        ["A hazard", "protection: a stop", "`tests/test_hazards.py::test_that_nobody_wrote`"],
        ["A hazard", "protection: a stop", "`tests/test_nothing.py::test_that_nobody_wrote`"],
        ["A hazard", "protection: a stop"],
        [
            "A hazard",
            "information: a note; design: it cannot happen",
            "`tests/test_hazards.py::test_the_table_has_at_least_thirty_hazards_and_each_once`",
        ],
    ],
    ids=["no test", "no name", "no kind", "no such function", "no such file", "a cell short", "order of worth"],
)
def test_a_row_without_control_or_test_is_found(row):
    assert faults(row)
