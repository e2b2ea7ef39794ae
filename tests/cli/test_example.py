"""What a newcomer is offered to try has no day of its own: it works next year as it does today."""

from __future__ import annotations

import json
import re
import shlex
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ldn_calc.cli import main

ROOT = Path(__file__).parents[2]
TODAY = datetime.now().replace(second=0, microsecond=0)
CLOCKS = [f"{TODAY + timedelta(days):%Y-%m-%dT%H:%M}" for days in (0, 1, 366, 3 * 365, 10 * 365)] + ["2028-02-29T09:30"]
WHEN = ["today", "tomorrow", "in a year", "in three years", "in ten years", "on a leap day"]
"""The tests' names: a minute in them differs between two workers that begin on either side of it."""

COMMANDS = [
    line.strip() for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("    .venv/bin/ldn-calc ")
]
CLOCKED = {"plan", "print", "batch", "check", "gui", "example"}


@pytest.fixture
def run(capsys):
    def run_command(*arguments: str) -> tuple[int, str]:
        code = main(list(arguments))
        return code, capsys.readouterr().out

    return run_command


@pytest.mark.parametrize("clock", CLOCKS, ids=WHEN)
@pytest.mark.parametrize("form", ["liquid", "capsule"])
def test_the_example_is_ready_whatever_day_it_is(run, tmp_path, form, clock):
    code, text = run("example", "--form", form, "--clock", clock)
    request, result = tmp_path / "first.json", tmp_path / "result.json"
    request.write_text(text, "utf-8")
    assert code == 0
    assert "compounded_on" not in json.loads(text)
    code, planned = run("plan", str(request), "--json", "--clock", clock)
    assert (code, json.loads(planned)["status"], json.loads(planned)["plan"]["form"]) == (0, "ready", form)
    result.write_text(planned, "utf-8")
    assert run("prove", str(request), str(result))[0] == 0


def test_the_readme_has_commands_to_try():
    assert {shlex.split(line, comments=True)[1] for line in COMMANDS} >= {
        "plan",
        "print",
        "batch",
        "prove",
        "as-made",
        "calc",
        "check",
    }


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_of_the_readme_works_a_year_later(run, tmp_path, monkeypatch, line):
    clock = CLOCKS[2]
    for number, form in (("01", "liquid"), ("02", "capsule")):
        (tmp_path / f"{number}.json").write_text(run("example", "--form", form, "--clock", clock)[1], "utf-8")
    example = str(tmp_path / "01.json")
    result, actuals = tmp_path / "result.json", tmp_path / "actuals.json"
    result.write_text(run("plan", example, "--json", "--clock", clock)[1], "utf-8")
    actuals.write_text('{"steps": []}', "utf-8")
    named = {"RESULT.json": str(result), "result.json": str(result), "ACTUALS.json": str(actuals), "actuals.json": str(actuals)}
    _, command, *words = shlex.split(line.split(" > ")[0], comments=True)
    given = [named.get(word, example if word.endswith(".json") else word) for word in words]
    if "--out" in given:
        given[given.index("--out") + 1] = str(tmp_path / "out")
    if command == "gui":
        given = ["--smoke"]
        monkeypatch.setattr("ldn_calc.cli.gui.run_gui", lambda chosen: 0 if chosen.smoke else 1)
    if command in CLOCKED:
        given += ["--clock", clock]
    settings = ["--settings", str(tmp_path / "none.toml")] if command not in {"calc", "check", "example", "read"} else []
    assert run(command, *given, *settings)[0] == 0


def test_no_page_offers_to_try_a_sample_that_has_a_day_without_its_clock():
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for line in page.read_text("utf-8").splitlines():
            assert not re.search(r"ldn-calc .*tests/prescriptions", line) or "--clock" in line, f"{page.name}: {line}"
