"""Whatever is pasted is answered, in time, and nothing that does not show is read past."""

from __future__ import annotations

import gc
import json
import statistics
import time
from pathlib import Path

import pytest

from ldn_calc.sig.reading import MOST_CHARACTERS, read_sig

LINES = [json.loads(line)["text"] for line in (Path(__file__).parent / "given_lines.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "then " * 500,
        "1 " * 300,
        "9" * 400,
        "3 mg hs, " * 60,
        "(" * 300,
        "3 mg (" * 60,
        "1 > " * 120,
        "4.5 mg qhs #30 caps " * 40,
        "increase by " * 70,
        "every " * 150,
        "take 1 capsule of " * 50,
    ],
    ids=lambda text: text[:12],
)
def test_what_is_long_is_not_read_and_takes_no_time(text):
    begun = time.process_time()
    found = read_sig(text)
    assert time.process_time() - begun < 1
    assert found.status != "read"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("3 mg hs x 14\u200b d", "U+200B"),
        ("3 mg hs\u202e x 14 d", "U+202E"),
        ("3 mg\u0000 hs x 14 d", "U+0000"),
        ("\ufeff3 mg hs x 14 d", "U+FEFF"),
        ("３ mg hs x 14 d", "U+FF13"),
        ("٣ mg hs x 14 d", "U+0663"),
        ("3 mg hs x 14 d 🙂", "U+1F642"),
        ("3⁄4 mg hs x 14 d", "3⁄4"),
        ("4٫5 mg hs x 14 d", "4٫5"),
        ("3 mg hs\u2028x 14 d", "\u2028"),
    ],
)
def test_a_sign_that_does_not_show_or_looks_like_another_is_named(text, named):
    found = read_sig(text)
    assert found.status == "unread"
    assert any(named in each.because for each in found.unread)


def test_letters_of_another_alphabet_are_no_letters_of_ours():
    assert read_sig("3 mg qhѕ x 14 d").status == "unread"  # a Cyrillic s
    assert read_sig("3 mg hs x 14 d").status == "read"


@pytest.mark.parametrize("text", ["", " ", "\n", "\t\n "])
def test_nothing_written_is_unread(text):
    found = read_sig(text)
    assert (found.status, found.words, found.unread[0].because) == ("unread", (), "nothing is written")


def test_a_line_that_is_too_long_is_unread_as_a_whole():
    text = "3 mg hs x 14 d" + " " * MOST_CHARACTERS
    found = read_sig(text)
    assert found.status == "unread"
    assert [word.means for word in found.words] == ["not read"]


def test_a_line_takes_a_few_thousandths_of_a_second():
    for line in LINES:
        read_sig(line)
    best = []
    gc.disable()
    try:
        for line in LINES:
            took = []
            for _ in range(7):
                begun = time.process_time()
                read_sig(line)
                took.append(time.process_time() - begun)
            best.append(min(took))
    finally:
        gc.enable()
    assert statistics.median(best) < 0.003  # 0.8 where nothing else runs
    assert max(best) < 0.02
