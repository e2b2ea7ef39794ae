"""The calculators' words: rows of one file, each used, none in the code; and what they come to, as `words.txt` recorded it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from string import Formatter

import pytest

import ldn_calc.calculators
from ldn_calc.application.calculate.calculating import CalculationError, calculate
from ldn_calc.calculators.catalogue import catalogue
from ldn_calc.calculators.words import word_rows, words

TREES = {path.name: ast.parse(path.read_text("utf-8")) for path in Path(ldn_calc.calculators.__file__).parent.glob("*.py")}
WORD = re.compile(r"[A-Za-z]{2,}")
HOLE = "{}"
NO_SENTENCES = {
    "{} %",  # a percentage
    "naltrexone hydrochloride {}",  # a powder's key in the formulary
    "{} was read as {}, not {}",  # a slip of the program, never shown
    "{} was read as {}, not several",
}
HEAD = "## "


def texts_of(tree):
    """Every text of a module but its docstrings; an f-string with a hole for each value."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    formatted = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(part) for node in formatted for part in node.values}
    for node in formatted:
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | inside:
            yield node.value


def is_sentence(text):
    """Two words or more with a space between them; a value filled in counts as a word."""
    parts = text.split()
    return sum(bool(WORD.search(part)) or HOLE in part for part in parts) > 1 or (HOLE in text and " " in text)


def uses():
    """Each call of `words`: file, line, the rows it can take, the facts it fills in."""
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "words":
                key = node.args[0]
                rows = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
                yield f"{name}:{node.lineno}", [ast.literal_eval(row) for row in rows], {each.arg for each in node.keywords}


def facts_of(row):
    return {field for _, field, _, _ in Formatter().parse(row) if field is not None}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('"""A docstring of words."""', False),
        ('x = "beyond-use"', False),
        ('x = "One weight alone."', True),
        ('x = f"{a} of {b}"', True),
        ('x = f"{a} ÷ {b}"', True),
        ('x = f"{a}: " + "take less"', True),
        (r'x = r"([0-9]{1,4}) ?(d|day|days)?"', False),
    ],
)
def test_what_counts_as_a_sentence(source, sentence):
    assert any(map(is_sentence, texts_of(ast.parse(source)))) is sentence


def test_no_sentence_stands_in_the_code():
    found = {text for tree in TREES.values() for text in texts_of(tree) if is_sentence(text)}
    assert found == NO_SENTENCES


def test_every_row_is_used_and_every_use_has_a_row():
    assert {key for _, keys, _ in uses() for key in keys} == set(word_rows())


def test_each_use_fills_in_the_facts_that_its_row_names_and_no_other():
    wrong = [(place, key) for place, keys, facts in uses() for key in keys if facts_of(word_rows()[key]) != facts]
    assert not wrong


def test_a_fact_that_is_missing_leaves_no_line():
    with pytest.raises(KeyError, match="mass"):
        words("weighing-error.error", sensitivity="6 mg", error="12 %")


def test_braces_in_what_a_person_wrote_are_letters():
    with pytest.raises(CalculationError) as caught:
        calculate("capsule-weights", {"shell": "48 mg", "fill": "131.5 mg", "{keys}": "180", "weights": "180, {count}"})
    assert [fault.found for fault in caught.value.faults] == ["{count}", "180"]


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


def test_what_a_plan_still_adds_is_said_where_an_answer_stops_short_of_it():
    said = {name: each.stops for name, each in catalogue().items() if each.stops}
    assert said["supply"] == "This is before potency and overfill, and before extra capsules."
    assert {"solid-aliquot", "capsule-fill", "tablets", "dilution", "days-supply"} <= set(said)
    assert not {"potency", "weighing-error", "beyond-use"} & set(said)
    found = calculate("supply", {"regimen": "1.5 mg x 1 x 14 d", "concentration": "1 mg/mL"})
    assert found.working[-1] == said["supply"]
