"""`ldn-calc batch`: folders, the table, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_calc.cli import main

SAMPLES = Path(__file__).parents[1] / "prescriptions"
CLOCK = ("--clock", "2026-11-22T09:30")


def sample(number):
    return str(next(SAMPLES.glob(f"{number}-*.json")))


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('[pharmacy]\nname = "Dover Pharmacy"\naddress = "1 Main Street, Dover"\nphone = "302-555-0142"\n')
    return ("--settings", str(path))


def test_good_files_end_well_with_a_table(tmp_path, settings, capsys):
    assert main(["batch", sample("01"), sample("02"), "--out", str(tmp_path / "out"), *settings, *CLOCK]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["01-liquid-4.5-nightly.json", "written", "240101-1-261122-0930"]
    assert lines[-1] == "2 done, 0 not done"
    assert (tmp_path / "out" / "240102-1-261122-0930" / "worksheet.pdf").exists()


def test_one_bad_file_is_named_and_ends_with_1(tmp_path, settings, capsys):
    files = [sample("17"), sample("08"), sample("09"), sample("01")]
    assert main(["batch", *files, "--out", str(tmp_path / "out"), "--only", "label", *settings, *CLOCK]) == 1
    out = capsys.readouterr().out
    assert "17-many-mistakes.json" in out
    assert "12/04/1979" in out
    assert "The patient takes an opioid now" in out
    assert "1 done, 3 not done" in out


def test_a_printer_that_is_gone_is_told_and_the_same_command_goes_on(tmp_path, settings, capsys):
    path = Path(settings[1])
    path.write_text(path.read_text() + '[printers.label]\nkind = "zpl-network"\nname = "label-printer.invalid"\n')
    command = ["batch", sample("01"), sample("02"), "--out", str(tmp_path / "out"), "--only", "label", "--print", *settings, *CLOCK]
    assert main(command) == 1
    told = capsys.readouterr()
    assert "label-printer.invalid" in told.err
    assert "Run the same command again to go on" in told.err
    assert "1 not begun" in told.out


def test_a_wrong_paper_is_named(tmp_path, settings, capsys):
    assert main(["batch", sample("01"), "--out", str(tmp_path), "--only", "labels", *settings]) == 2
    assert "label, sheet, worksheet, not labels" in capsys.readouterr().err
