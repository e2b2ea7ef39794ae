"""Every line of two lists gives what it must: lines gathered from the trade, and this program's own with traps among them."""

from __future__ import annotations

import json
from pathlib import Path

from gathered import each_of

from ldn_calc.application.plan.sig import read_sig, sig_document

HERE = Path(__file__).parent
GIVEN = [json.loads(line) for line in (HERE / "given_lines.jsonl").read_text("utf-8").splitlines()]
OWN = [json.loads(line) for line in (HERE / "lines.jsonl").read_text("utf-8").splitlines()]


@each_of("line", GIVEN)
def test_a_given_line_gives_what_it_says(line):
    found = sig_document(read_sig(line["text"]))
    assert found["status"] in line["status"].split(" or "), found["questions"] + found["unread"]
    due = {key: value for key, value in line.items() if key not in ("text", "status", "why")}
    assert {key: found[key] for key in due} == due


@each_of("line", OWN)
def test_an_own_line_gives_what_it_says(line):
    found = sig_document(read_sig(line["text"]))
    found |= {"about": sorted({each["about"] for each in found["questions"]}), "names": [each["text"] for each in found["unread"]]}
    assert {key: found[key] for key in line if key != "text"} == {key: value for key, value in line.items() if key != "text"}


def test_the_own_lines_are_many_and_more_than_a_third_are_traps():
    assert len(OWN) >= 300
    assert 3 * sum(line["status"] != "read" for line in OWN) >= len(OWN)


def test_what_is_not_read_gives_no_regimen_and_says_why():
    for line in GIVEN + OWN:
        found = sig_document(read_sig(line["text"]))
        if found["status"] != "read":
            assert found["regimen"] == [], line["text"]
            assert (found["form"], found["strength"], found["quantity"]) == (None, None, None), line["text"]
        assert bool(found["questions"]) == (found["status"] == "question"), line["text"]
        assert bool(found["unread"]) == (found["status"] == "unread"), line["text"]
