"""Whatever the shape of what comes in: one sentence or one list of problems within a moment, by the contract's exit codes."""

from __future__ import annotations

import json
import random
import re
import tempfile
import time
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_copies import SAMPLES

from ldn_calc.application.calculate.calculating import calculators
from ldn_calc.application.pharmacy.settings import Settings, SettingsError, read_settings, write_settings
from ldn_calc.cli import main
from ldn_calc.documents.values.pharmacy import Pharmacy

REQUEST = SAMPLES / "01-liquid-4.5-nightly.json"
CLOCK = ["--clock", "2026-11-22T09:30"]
GOOD = '[pharmacy]\nname = "Dover Compounding"\naddress = "1 Main Street, Dover"\nphone = "302-555-0142"\n'
SHAPES = [
    "pharmacy = 5",
    "pharmacy = []",
    "pharmacy = [[]]",
    'pharmacy = "x"',
    "[[pharmacy]]\nname = 1",
    "[pharmacy]",
    "papers = []",
    "papers = 1",
    '[papers]\nsheet = ["full"]',
    "[papers]\nsheet = {}",
    "[papers]\nstock = []",
    '[papers]\nstock = "a\\u001bb"',
    "printers = 3",
    "printers = []",
    "printers.label = []",
    "[printers]\nlabel = 1",
    '[printers.label]\nkind = ["system"]',
    "[printers.label]\nkind = {}",
    "[printers.label]\nport = true",
    "[printers.label]\ncopies = 1.0",
    "[printers.label]\ncopies = 2026-11-22",
    "[printers.label]\nname = []",
    '[printers.label]\ntray = "a\\nb"',
    "a = " + "[" * 5_000,
    "a = " + "{a=" * 5_000,
    "a = 1" + "0" * 5_000,
    "a = 1\na = 2",
    "= 1",
    "\0",
    "[" * 100,
    'a = "\\ud800"',
    "a = 2026-13-01",
    "a = 99999-01-01",
    "a = 25:00:00",
]


@pytest.fixture
def run(capsys):
    def run_command(*arguments):
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_command


# Settings


@pytest.mark.parametrize("content", [*(shape.encode() for shape in SHAPES), b"\xff", "a = 1".encode("utf-16"), b"a = 'x" * 200_000])
def test_settings_of_any_wrong_shape_are_one_sentence_that_names_the_file(tmp_path, run, content):
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=re.escape(str(path))):
        read_settings(path)
    for command, code in (("print", 1), ("batch", 2)):
        found = run(command, REQUEST, "--out", tmp_path / "out", "--settings", path, *CLOCK)
        assert (found[0], found[1]) == (code, "")
        assert len(found[2].splitlines()) <= 2
    assert not (tmp_path / "out").exists()
    assert run("plan", REQUEST, "--settings", path, *CLOCK)[0] == 0, "a plan needs no settings"


VALUES = st.recursive(
    st.one_of(
        st.none().map(lambda _: False), st.booleans(), st.integers(-5, 10_000), st.floats(allow_nan=False), st.text(max_size=12)
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "phone", "kind", "label", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
TABLES = st.dictionaries(
    st.sampled_from(["pharmacy", "papers", "printers"]),
    VALUES
    | st.dictionaries(
        st.sampled_from(["name", "address", "phone", "stock", "sheet", "label", "master", "kind", "port"]),
        VALUES | st.dictionaries(st.sampled_from(["kind", "name", "port", "resolution", "tray", "copies"]), VALUES, max_size=4),
        max_size=4,
    ),
)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_settings_of_any_values_are_read_or_refused_and_what_is_read_can_be_written(tables):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_text(tomlkit.dumps(tables), encoding="utf-8", errors="replace")
        try:
            found = read_settings(path)
        except SettingsError:
            return
        write_settings(found, path)
        assert read_settings(path) == found


@pytest.mark.parametrize(
    ("name", "address", "phone", "names"),
    [
        ("x", "1 Main Street", "302-555-0142", "name"),
        ("Dover", "x", "302-555-0142", "address"),
        ("Dover", "12", "302-555-0142", "address"),
        ("Dover", "1 Main Street", "x", "phone"),
        ("Dover", "1 Main Street", "555-014", "phone"),
        ("x", "x", "x", "name"),
        (" ", "1 Main Street", "302-555-0142", "name"),
        ("Dover\x1b[2J", "1 Main Street", "302-555-0142", "name"),
    ],
)
def test_a_letter_typed_to_get_past_a_question_never_turns_practice_off(tmp_path, name, address, phone, names):
    path = tmp_path / "settings.toml"
    with pytest.raises(SettingsError, match=names):
        write_settings(Settings(Pharmacy(name, address, phone)), path)
    assert not path.exists()
    path.write_text(
        f"[pharmacy]\nname = {json.dumps(name)}\naddress = {json.dumps(address)}\nphone = {json.dumps(phone)}\n", "utf-8"
    )
    with pytest.raises(SettingsError, match=names):
        read_settings(path)


def test_settings_that_are_a_folder_are_a_sentence(tmp_path, run):
    assert run("print", REQUEST, "--out", tmp_path / "out", "--settings", tmp_path, *CLOCK)[0] == 1


# Requests over every limit


def many(change):
    document = json.loads(REQUEST.read_text("utf-8"))
    change(document)
    return json.dumps(document).encode()


LARGE = {
    "1,000 medicines": many(lambda rx: rx["screening"].update(medicines=[f"medicine {number}" for number in range(1_000)])),
    "40,000 medicines": many(lambda rx: rx["screening"].update(medicines=[f"medicine {number}" for number in range(40_000)])),
    "60,000 unknown keys": many(lambda rx: rx.update({f"key{number}": 1 for number in range(60_000)})),
    "unknown keys everywhere": many(
        lambda rx: [rx[part].update({f"k{n}": n for n in range(20_000)}) for part in ("rx", "screening")]
    ),
    "a key 60,000 times": b'{"rx": {' + b",".join([b'"number": "1"'] * 60_000) + b"}}",
    "5,000 phases": many(lambda rx: rx["rx"].update(regimen=rx["rx"]["regimen"] * 5_000)),
    "5,000 decisions": many(lambda rx: rx.update(settled=[{}] * 5_000)),
    "a name of 900,000 letters": many(lambda rx: rx["rx"]["patient"].update(name="x" * 900_000)),
    "100,000 brackets": b"[" * 100_000,
    "9 MB": b'{"rx": "' + b"x" * 9_000_000 + b'"}',
    "900,000 digits": b'{"rx": ' + b"9" * 900_000 + b"}",
    "900,000 marks": ('{"rx": "' + "\u0301" * 400_000 + '"}').encode(),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_request_over_the_limits_is_refused_within_a_second_and_its_answer_stays_small(tmp_path, run, name):
    path = tmp_path / "rx.json"
    path.write_bytes(LARGE[name])
    run("plan", tmp_path / "none.json")
    begun = time.process_time()
    code, out, _ = run("plan", path, "--json", *CLOCK)
    assert time.process_time() - begun < 1
    answer = json.loads(out)
    assert (code, answer["status"]) == (2, "invalid")
    assert len(answer["errors"]) <= 51
    assert len(out) < 100_000


def test_past_fifty_problems_their_number_is_told(tmp_path, run):
    path = tmp_path / "rx.json"
    path.write_bytes(LARGE["60,000 unknown keys"])
    last = json.loads(run("plan", path, "--json", *CLOCK)[1])["errors"][-1]
    assert last == {"path": "request", "found": "59950 more problems", "expected": "the ones above corrected first"}


def test_an_own_file_with_a_problem_in_every_line_is_told_in_a_page(tmp_path, run):
    (tmp_path / "formulary.toml").write_text("".join(f"[fillers.f{number}]\nx = 1\n" for number in range(3_000)), "utf-8")
    code, _, told = run("formulary", "--settings", tmp_path / "settings.toml")
    assert code == 2
    assert len(told.splitlines()) < 60
    assert "more problems" in told


# Any command, any value

WORDS = [
    "",
    " ",
    "x",
    "0",
    "00",
    "-1",
    "1e3",
    "nan",
    "inf",
    "0 mg",
    "-1 mg",
    "1 / 0",
    "1/0",
    "0 %",
    "100 %",
    "101 %",
    "1000000000000 g",
    "2026-11-00",
    "2026-00-10",
    "2026-02-30",
    "0000-01-01",
    "9999-12-31",
    "99999-01-01",
    "2026-11-22T25:00",
    "00/00/0000",
    "31 Feb 2026",
    "1,5",
    "½",
    "٤ mg",
    "4.5 mg" * 200,
    "\0",
    "\x1b[2J",
    "Ñ",
    "n\u0303",
    "1 mg/0 mL",
    "0.0000000000000000001 mg",
    "9" * 5_000,
    "[]",
    "{}",
    "null",
    "a=b",
    "=",
]


@pytest.mark.parametrize("calculator", [each.name for each in calculators()])
def test_a_calculator_answers_or_says_what_is_wrong_whatever_it_is_given(run, calculator):
    asked = next(each for each in calculators() if each.name == calculator)
    good = {each.key: each.example for each in asked.inputs}
    chance = random.Random(calculator)
    tries = [{**good, key: word} for key in good for word in WORDS]
    tries += [{key: chance.choice(WORDS) for key in good} for _ in range(40)]
    for words in tries:
        code, out, told = run("calc", calculator, *(f"{key}={word}" for key, word in words.items()), "--json")
        assert code in {0, 2}, words
        answer = json.loads(out)
        assert (code == 2) == (answer.get("status") == "invalid"), words
        assert (code == 2) == bool(told), words


@pytest.mark.parametrize("word", WORDS)
def test_a_date_or_number_of_any_shape_in_a_request_is_a_problem_with_its_place(tmp_path, run, word):
    path = tmp_path / "rx.json"
    for place in ("rx.written_on", "rx.patient.birth_date", "rx.first_dose_on", "compounded_on", "preparation.source.expires_on",
                  "preparation.concentration", "preparation.overfill", "screening.surgery_planned_on", "rx.form"):  # fmt: skip
        document = json.loads(REQUEST.read_text("utf-8"))
        *way, last = place.split(".")
        inner = document
        for step in way:
            inner = inner.setdefault(step, {})
        inner[last] = word
        path.write_text(json.dumps(document), encoding="utf-8")
        code, out, _ = run("plan", path, "--json", *CLOCK)
        assert code in {0, 2, 3}
        assert json.loads(out)["status"] in {"ready", "review", "refused", "invalid"}


@pytest.mark.parametrize("command", ["plan", "print", "batch", "prove", "as-made", "formulary", "check", "calc"])
@pytest.mark.parametrize("clock", ["2026-11-00T09:30", "x", "", "2026-11-22T09:30+01:00", "2026-13-01", "99999-01-01T00:00"])
def test_a_clock_that_is_none_is_exit_2(run, command, clock):
    with pytest.raises(SystemExit) as left:
        run(command, "--clock", clock)
    assert left.value.code == 2
