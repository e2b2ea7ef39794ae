"""A clock that was set back: nothing final is printed by it, and the window says so."""

import os
import time

import pytest

from ldn_calc.application.pharmacy.clock_check import clock_fault
from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.cli import main

DAY = 86_400
DOVER = '[pharmacy]\nname = "Dover Compounding Pharmacy"\naddress = "14 Main Street, Dover, DE 19901"\nphone = "302-555-0142"\n'


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir()
    path.write_text(DOVER, encoding="utf-8")
    return path


def kept_at(path, seconds_from_now):
    at = time.time() + seconds_from_now
    os.utime(path, (at, at))


TIMES = [(-DAY, False), (0, False), (120, False), (3_600, True), (DAY, True), (400 * DAY, True)]


@pytest.mark.parametrize(("seconds", "is_told"), TIMES)
def test_what_was_kept_later_than_now_is_told(settings, seconds, is_told):
    kept_at(settings, seconds)
    fault = clock_fault(FilePharmacy(settings))
    assert bool(fault) is is_told
    assert ("time zone" in fault) is is_told


def test_a_folder_that_is_not_there_tells_nothing(tmp_path):
    assert clock_fault(FilePharmacy(tmp_path / "none" / "settings.toml")) == ""


def test_no_final_paper_is_printed_by_a_clock_that_was_set_back(settings, tmp_path, capsys):
    request = tmp_path / "rx.json"
    assert main(["example"]) == 0
    request.write_text(capsys.readouterr().out, encoding="utf-8")
    kept_at(settings, DAY)
    order = [str(request), "--out", str(tmp_path / "papers"), "--settings", str(settings)]
    for command in ("print", "batch"):
        assert main([command, *order]) in (2, 3)
        assert "This PC's clock says" in capsys.readouterr().err
        assert not (tmp_path / "papers").exists()
    assert main(["print", *order, "--draft"]) == 0
    kept_at(settings, -DAY)
    assert main(["print", *order[:1], "--out", str(tmp_path / "final"), *order[3:]]) == 0


def test_a_run_that_is_repeated_at_a_given_time_asks_no_clock(settings, tmp_path, capsys):
    request = tmp_path / "rx.json"
    assert main(["example", "--clock", "2026-11-22T09:30"]) == 0
    request.write_text(capsys.readouterr().out, encoding="utf-8")
    kept_at(settings, DAY)
    order = [str(request), "--out", str(tmp_path / "papers"), "--settings", str(settings), "--clock", "2026-11-22T09:30"]
    assert main(["print", *order]) == 0
