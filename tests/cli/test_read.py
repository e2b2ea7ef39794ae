"""`ldn-calc read` as other systems script it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ldn_calc.cli import main


@pytest.fixture
def run(capsys):
    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


def test_a_line_that_is_read_is_one_document_of_the_contracts_shape(run):
    code, out, err = run("read", "1.5 mg caps: 1 hs x 14 d, then 2 qod hs", "--json")
    assert (code, err) == (0, "")
    assert list(json.loads(out)) == [
        "schema", "status", "regimen", "form", "strength", "quantity", "words", "questions", "unread", "notes",
    ]  # fmt: skip
    code, out, err = run("read", "LDN 3 mg caps, 1 every other night #15", "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert (document["schema"], document["status"]) == ("ldn-calc/sig/1", "read")
    assert document["regimen"] == [{"days": 30, "take": [{"dose": "3 mg", "when": "bedtime"}], "every": 2}]
    assert (document["form"], document["strength"], document["quantity"]) == ("capsule", "3 mg", "15 capsules")
    assert document["words"][0] == {"text": "LDN", "from": 0, "to": 3, "means": "naltrexone"}
    assert document["questions"] == document["unread"] == []


@pytest.mark.parametrize(
    ("text", "status", "key"),
    [("3 mg daily #30 caps", "question", "questions"), ("3 mg hs prn #30 caps", "unread", "unread")],
)
def test_a_line_that_is_not_read_is_exit_0_too_and_says_why(run, text, status, key):
    code, out, err = run("read", "--json", text)
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["status"] == status
    assert (document["regimen"], document["form"], document["strength"], document["quantity"]) == ([], None, None, None)
    assert document[key]
    assert "".join(word["text"] for word in document["words"]).replace(" ", "") == text.replace(" ", "")


def test_a_question_has_what_it_is_about_the_words_and_every_reading(run):
    document = json.loads(run("read", "0.5 mL nightly x 30 d", "--json")[1])
    assert document["questions"] == [
        {
            "about": "strength",
            "found": "0.5 mL",
            "readings": ["0.5 mL of 1 mg/mL", "0.5 mL of another strength"],
            "question": "No strength: 0.5 mL of what? Write the strength, as in 1 mg/mL.",
        }
    ]


@pytest.mark.parametrize("arguments", [[], [""], ["  \n"], ["3 mg", "qhs"]])
def test_no_text_or_several_is_exit_2_with_what_to_write(run, arguments):
    code, out, err = run("read", *arguments)
    assert (code, out) == (2, "")
    assert 'ldn-calc read "4.5 mg qhs #30 caps"' in err


def test_the_words_for_people_say_the_same(run):
    code, out, err = run("read", "1.5 mg caps: 1 hs x 14 d, then 2 hs #42")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:3] == ["Read.", "  1.5 mg at bedtime, for 14 days", "  3 mg at bedtime, for 14 days"]
    assert lines[3:6] == ["Form: capsule", "Strength: 1.5 mg", "Quantity: 42 capsules"]
    assert "note: Days reckoned from 28 of 42 capsules, 2 a day." in lines
    assert any(line.split("  ")[1:] and line.strip().startswith("caps ") and line.endswith("form: capsule") for line in lines)


def test_a_question_and_a_stop_are_said_in_words(run):
    asked = run("read", "3 mg daily #30 caps")[1].splitlines()
    assert asked[0] == "Not read yet: the line leaves something open."
    assert "? Daily at what time: morning, evening or bedtime?" in asked
    stopped = run("read", "3 mg hs prn #30 caps")[1].splitlines()
    assert stopped[0] == "Not read."
    assert "! 'prn': as needed" in stopped


def test_letters_and_their_accents_may_come_apart(run):
    assert json.loads(run("read", "tomar 1 ca\u0301psula de 3 mg al acostarse por 30 di\u0301as", "--json")[1])["status"] == "read"


def test_nothing_of_a_text_commands_the_terminal(run):
    code, out, _ = run("read", "3 mg \x1b[2J hs")
    assert code == 0
    assert "\x1b" not in out


def test_the_example_of_the_contract_is_what_is_answered(run):
    text = (Path(__file__).parents[2] / "docs" / "interface.md").read_text("utf-8")
    [example] = re.findall(r"```json\n(.*?)```", text.split("## Reading a sig")[1].split("\n## ")[0], re.DOTALL)
    assert json.loads(run("read", "4.5 mg qhs #30 caps", "--json")[1]) == json.loads(example)
