"""Every refusal of `refusals` with its words; and that no call in the proof refuses in words that nobody has read."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from proof.cases import hand_made, prove
from proof.faults import ALIQUOT, CAPSULES, FAULTS, LIQUID
from proof.refusals import REFUSALS, raised
from proof.test_objects import READ
from proof.test_places_all import changed, nodes
from proof.test_refusals import WORDS

import ldn_calc.proof
from ldn_calc.proof.problems import ProblemError, Problems

PROOF = Path(ldn_calc.proof.__file__).parent
KEPT = (Path(__file__).parent / "words_of_refusals.txt").read_text("utf-8").splitlines()
"""What it is called, code, step, what was found and what is expected: recorded from the program, then read in large part."""

UNREACHED = {
    ("objects.py", "ProblemError('text-unreadable', f'the key {twice[:_LONGEST]} written twice', 'each key once')"): (
        "the reader of the whole text puts the text's name before it"
    ),
    ("vehicle.py", "ProblemError('ingredient-off', f'no {ingredient.name}', 'every ingredient of the row')"): (
        "a guard: steps in the row's order have every ingredient, or are refused before"
    ),
}
"""Calls that refuse in words of their own which nobody sees, by file and text, each with its reason."""

Said = tuple[str, str, str]


def calls() -> dict[tuple[str, int], str]:
    """Every call in the proof that refuses, by file and line, as text."""
    found = {}
    for path in sorted(PROOF.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                refuses = isinstance(node.func, ast.Name) and node.func.id == "ProblemError"
                records = isinstance(node.func, ast.Attribute) and node.func.attr == "add" and len(node.args) == 3
                if refuses or records:
                    found[path.name, node.lineno] = ast.unparse(node)
    return found


@contextmanager
def noted() -> Iterator[dict[tuple[str, int], set[Said]]]:
    """Which of those calls are reached in the block, and what they say."""
    said: dict[tuple[str, int], set[Said]] = {}
    raise_it, add = ProblemError.__init__, Problems.add

    def note(frame: FrameType, words: Said) -> None:
        said.setdefault((Path(frame.f_code.co_filename).name, frame.f_lineno), set()).add(words)

    def raising(self: ProblemError, code: str, found: str, expected: str) -> None:
        note(sys._getframe(1), (code, found, expected))
        raise_it(self, code, found, expected)

    def adding(self: Problems, code: str, found: str, expected: str) -> None:
        note(sys._getframe(1), (code, found, expected))
        add(self, code, found, expected)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProblemError, "__init__", raising)
        patch.setattr(Problems, "add", adding)
        yield said


@cache
def found() -> tuple[dict[str, list[str]], dict[tuple[str, int], set[Said]]]:
    """The lines of every refusal of the table, and the calls that they reach."""
    with noted() as said:
        lines = {
            what: [f"{what} | {each.code} | {each.step or '-'} | {each.found} | {each.expected}" for each in find()]
            for what, find in REFUSALS
        }
    return lines, said


def test_every_refusal_has_its_words():
    lines, _ = found()
    assert len(lines) == len(REFUSALS), "two refusals of one name"
    assert all(lines.values()), [what for what, said in lines.items() if not said]
    assert [line for said in lines.values() for line in said] == KEPT


def test_every_call_that_refuses_is_reached_by_a_fault_whose_words_are_kept():
    _, elsewhere = found()
    with noted() as said:
        for _, plan, _, make in FAULTS:
            request, result = hand_made(plan).copy()
            make(request, result)
            prove(request, result)
        for read, *_ in READ:
            raised(read)
    kept: set[Said] = {(code, words, due) for _, code, words, due in READ}
    kept |= {(code, words, due) for code, _, _, words, due in (line.split(" | ", 4) for line in WORDS)}
    kept |= {(code, words, due) for _, code, _, words, due in (line.split(" | ", 4) for line in KEPT)}
    unread = {place: text for place, text in calls().items() if not (said.get(place, set()) | elsewhere.get(place, set())) & kept}
    assert {(file, text) for (file, _), text in unread.items()} == set(UNREACHED), unread


@pytest.mark.parametrize("name", [LIQUID, CAPSULES, ALIQUOT])
def test_no_amount_of_a_plan_is_nothing_whatever_rows_are_at_hand(name):
    """With rows that are not at hand only the plan's own figures stand: none of them may end in an exception."""
    case = hand_made(name)
    proved = []
    for path, value in nodes(case.result["plan"]):
        unit = value.partition(" ")[2] if isinstance(value, str) else ""
        if unit in ("mg", "mL", "mg/mL", "capsules"):
            result = changed(case.result, ("plan", *path), f"0 {unit}") | {"formulary": "sha256:" + "0" * 64}
            if prove(case.request, result).agrees:
                proved.append(path)
    assert proved == []


@pytest.mark.parametrize(
    ("name", "path", "reading"),
    [
        (CAPSULES, ("plan", "instruments", "balance", "minimum"), "1 mg"),
        (LIQUID, ("plan", "instruments", "100 mL cylinder", "smallest"), "1 mL"),
    ],
)
def test_an_instrument_may_measure_one_reading_where_no_row_says_more(name, path, reading):
    case = hand_made(name)
    assert prove(case.request, changed(case.result, path, reading) | {"formulary": "sha256:" + "0" * 64}).agrees
    assert not prove(case.request, changed(case.result, path, reading)).agrees
