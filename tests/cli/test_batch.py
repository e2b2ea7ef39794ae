"""`ldn-calc batch`: folders, the table, exit codes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from sample_copies import SAMPLES

from ldn_calc.application.papers.printers import PrinterError
from ldn_calc.cli import batch, main

CLOCK = ("--clock", "2026-11-22T09:30")


@pytest.fixture(autouse=True)
def _samples_of_its_own(own_samples, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "SAMPLES", own_samples)


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
    assert "label, sheet, worksheet, master, not labels" in capsys.readouterr().err


@pytest.fixture
def printing(tmp_path, settings, monkeypatch):
    """The command for three labels on a printer that is a function here; gives a way to run it with one."""
    path = Path(settings[1])
    path.write_text(path.read_text() + '[printers.label]\nkind = "zpl-network"\nname = "zebra"\n')
    files = [sample("01"), sample("02"), sample("03")]

    def run(send, *words):
        monkeypatch.setattr(batch, "send_paper", send)
        return main(["batch", *files, "--out", str(tmp_path / "out"), "--only", "label", "--print", *words, *settings, *CLOCK])

    return run


def test_ctrl_c_ends_after_the_paper_on_its_way_and_nothing_is_in_doubt(printing, capsys):
    sent = []
    before = signal.getsignal(signal.SIGINT)

    def send(pdf, printer):
        os.kill(os.getpid(), signal.SIGINT)
        sent.append(pdf)

    assert printing(send) == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == "1 done, 0 not done, 2 not begun"
    assert told.err.startswith("Cancelled. Run the same command again to go on")
    assert "in doubt" not in told.out + told.err
    assert signal.getsignal(signal.SIGINT) is before
    assert printing(lambda pdf, printer: sent.append(pdf)) == 0
    assert len(set(sent)) == len(sent) == 3


def test_a_second_ctrl_c_ends_at_once_and_leaves_the_paper_in_doubt(printing, capsys):
    def send(pdf, printer):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    assert printing(send) == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == "0 done, 1 not done, 2 not begun"
    assert "stopped while its label was on its way" in told.out
    assert told.err.startswith("Stopped by Ctrl-C.")
    sent = []
    assert printing(lambda pdf, printer: sent.append(pdf)) == 1
    told = capsys.readouterr()
    assert "look whether its label came out" in told.out
    assert "--came-out FOLDER where it came out" in told.err
    assert len(sent) == 2


def test_a_paper_in_doubt_is_settled_with_again_or_came_out(printing, capsys):
    def breaks_off(pdf, printer):
        raise PrinterError("The printer broke the connection.", in_doubt=True)

    sent = []
    folder = "240101-1-261122-0930"
    assert printing(breaks_off) == 1
    assert printing(breaks_off, "--again", folder) == 1
    assert printing(lambda pdf, printer: sent.append(pdf), "--came-out", folder) == 0
    assert len(sent) == 2
    assert printing(lambda pdf, printer: sent.append(pdf), "--again", "other") == 1
    assert "No prescription of this batch has the folder other." in capsys.readouterr().err
    assert len(sent) == 2


def test_a_program_killed_while_it_sends_leaves_that_paper_in_doubt_and_its_folder_free(tmp_path, settings, capsys):
    """Killed as by a power cut: nothing of the program runs after it."""
    jobs, running = [], []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)

        def serve():
            for kills in (False, True, False):
                connection, _ = server.accept()
                with connection:
                    if kills:
                        connection.recv(100)
                        running[0].kill()
                        running[0].wait()
                    else:
                        jobs.append(b"".join(iter(partial(connection.recv, 65536), b"")))

        printer = threading.Thread(target=serve, daemon=True)
        path = Path(settings[1])
        where = f'[printers.label]\nkind = "zpl-network"\nname = "127.0.0.1"\nport = {server.getsockname()[1]}\n'
        path.write_text(path.read_text() + where)
        files = [sample("01"), sample("02"), sample("03")]
        command = ["batch", *files, "--out", str(tmp_path / "out"), "--only", "label", "--print", *settings, *CLOCK]
        running.append(subprocess.Popen([sys.executable, "-m", "ldn_calc", *command]))
        printer.start()
        assert running[0].wait(60) == -signal.SIGKILL
        assert main(command) == 1
        printer.join(60)
    states = [line.split()[1] for line in capsys.readouterr().out.splitlines()[:3]]
    assert states == ["printed", "in", "printed"]
    assert len(set(jobs)) == len(jobs) == 2
