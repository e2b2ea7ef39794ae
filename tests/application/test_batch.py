"""Batches: one bad file never stops the rest, and no label is printed twice whatever fails."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ldn_calc.application.batch import BatchOptions, BatchRun, ItemState, JournalError
from ldn_calc.application.printers import PrinterError, send_paper
from ldn_calc.application.settings import PaperPrinter, PrinterKind, Settings
from ldn_calc.documents.choices import PaperChoices
from ldn_calc.documents.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = Path(__file__).parents[1] / "prescriptions"
SETTINGS = Settings(Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142"))


def sample(number):
    return next(SAMPLES.glob(f"{number}-*.json"))


@pytest.fixture
def many(tmp_path):
    """Twenty prescriptions of their own numbers."""
    document = json.loads(sample("01").read_text(encoding="utf-8"))
    files = []
    for number in range(20):
        document["rx"]["number"] = f"9{number:03}"
        file = tmp_path / f"{number:02}.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        files.append(file)
    return files


def batch(files, out, settings=SETTINGS, papers=("label",), clock=datetime(2026, 11, 22, 9, 30), **options):
    chosen = BatchOptions(out, papers, PaperChoices(), **options)
    return BatchRun(files, chosen, settings, shipped_formulary(), lambda: clock)


def states(run):
    return [item.state for item in run.items]


def test_every_file_has_its_papers_or_its_reason_and_none_stops_the_rest(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    files = [sample("01"), tmp_path / "missing.json", broken, sample("08"), sample("09"), sample("17"), sample("02")]
    run = batch(files, tmp_path / "out", papers=("label", "sheet", "worksheet"))
    told = []
    run.run(progress=lambda number, item: told.append((number, item.state)))
    expected = ["written", "failed", "invalid", "refused", "review", "invalid", "written"]
    assert states(run) == expected
    assert told == list(enumerate(expected, 1))
    for item in (run.items[0], run.items[-1]):
        for paper in ("label", "sheet", "worksheet"):
            assert (tmp_path / "out" / item.folder / f"{paper}.pdf").read_bytes().startswith(b"%PDF")
    assert "opioid-stopped-recently" in run.items[4].sentence
    assert all(item.sentence for item in run.items if not item.state.is_good)
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {run.items[0].folder, run.items[-1].folder, "batch.json"}


def test_nothing_of_a_patient_stands_in_the_journal_or_in_names(tmp_path):
    run = batch([sample("01"), sample("12")], tmp_path / "out")
    run.run(lambda paper, pdf, printer: None)
    names = "\n".join(str(path.relative_to(tmp_path)) for path in (tmp_path / "out").rglob("*"))
    kept = names + (tmp_path / "out" / "batch.json").read_text(encoding="utf-8")
    for file in (sample("01"), sample("12")):
        patient = json.loads(file.read_text(encoding="utf-8"))["rx"]["patient"]
        assert not [word for word in patient["name"].split() if len(word) > 3 and word in kept]
        assert patient["birth_date"] not in kept


def test_a_draft_is_written_only_where_it_is_asked_for(tmp_path):
    for draft, state in ((False, "review"), (True, "written")):
        run = batch([sample("09")], tmp_path / f"{draft}", draft=draft)
        run.run()
        assert states(run) == [state]


def test_the_same_prescription_twice_in_a_batch_is_made_once(tmp_path):
    copy = tmp_path / "copy.json"
    shutil.copy(sample("01"), copy)
    sent = []
    run = batch([sample("01"), copy], tmp_path / "out")
    run.run(lambda paper, pdf, printer: sent.append(pdf))
    assert states(run) == ["printed", "failed"]
    assert "the same prescription" in run.items[1].sentence
    assert len(sent) == 1


def test_two_prescriptions_of_one_number_have_a_folder_each(tmp_path):
    document = json.loads(sample("01").read_text(encoding="utf-8"))
    document["rx"]["refills"] = 5
    other = tmp_path / "other.json"
    other.write_text(json.dumps(document), encoding="utf-8")
    run = batch([sample("01"), other], tmp_path / "out")
    run.run()
    assert len({item.folder for item in run.items}) == 2


class Printer:
    """Counts what it prints; fails at the label it is told to."""

    def __init__(self, fails_at=None, *, in_doubt=False, error=None):
        self.printed, self.fails_at, self.in_doubt, self.error = [], fails_at, in_doubt, error

    def __call__(self, paper, pdf, printer):
        if len(self.printed) == self.fails_at:
            self.fails_at = None
            if self.error:
                raise self.error
            raise PrinterError("The printer is out of paper.", in_doubt=self.in_doubt)
        self.printed.append(pdf)


def test_a_printer_that_refuses_label_7_stops_the_batch_and_all_20_are_printed_once_in_the_end(many, tmp_path):
    printer = Printer(fails_at=7)
    run = batch(many, tmp_path / "out")
    run.run(printer)
    assert states(run) == ["printed"] * 7 + ["failed"] + ["waiting"] * 12
    assert run.stopped == "The printer is out of paper."
    run.run(printer)
    assert states(run) == ["printed"] * 20
    assert len(printer.printed) == len(set(printer.printed)) == 20


def test_after_a_restart_an_hour_later_the_batch_goes_on_with_the_same_papers(many, tmp_path):
    printer = Printer(fails_at=7)
    batch(many, tmp_path / "out").run(printer)
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("label.pdf")}
    again = batch(many, tmp_path / "out", clock=datetime(2026, 11, 22, 10, 30))
    again.run(printer)
    assert states(again) == ["printed"] * 20
    assert len(set(printer.printed)) == 20
    assert all(path.read_bytes() == content for path, content in before.items())


def test_a_label_that_may_have_been_printed_is_named_and_not_printed_again_by_itself(many, tmp_path):
    printer = Printer(fails_at=7, in_doubt=True)
    run = batch(many, tmp_path / "out")
    run.run(printer)
    assert run.items[7].state is ItemState.DOUBT
    again = batch(many, tmp_path / "out")
    again.run(printer)
    assert states(again) == ["printed"] * 7 + ["in doubt"] + ["printed"] * 12
    assert "look whether its label came out" in again.items[7].sentence
    assert len(printer.printed) == 19
    looked = batch(many, tmp_path / "out", again=[run.items[7].folder])
    looked.run(printer)
    assert states(looked) == ["printed"] * 20
    assert len(printer.printed) == len(set(printer.printed)) == 20


def test_a_program_that_dies_while_it_prints_leaves_that_label_in_doubt(many, tmp_path):
    printer = Printer(fails_at=3, error=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        batch(many, tmp_path / "out").run(printer)
    again = batch(many, tmp_path / "out")
    again.run(printer)
    assert states(again) == ["printed"] * 3 + ["in doubt"] + ["printed"] * 16
    assert len(set(printer.printed)) == 19


def test_cancel_is_heard_between_papers_and_the_batch_goes_on_later(many, tmp_path):
    printer = Printer()
    run = batch(many, tmp_path / "out")
    run.run(printer, cancelled=lambda: len(printer.printed) == 5)
    assert run.stopped == "Cancelled."
    assert states(run) == ["printed"] * 5 + ["waiting"] * 15
    run.run(printer)
    assert states(run) == ["printed"] * 20
    assert len(set(printer.printed)) == 20


def test_a_paper_that_is_added_later_is_printed_and_the_others_are_not(tmp_path):
    sent = []
    batch([sample("01")], tmp_path / "out").run(lambda paper, pdf, printer: sent.append(paper))
    batch([sample("01")], tmp_path / "out", papers=("label", "sheet")).run(lambda paper, pdf, printer: sent.append(paper))
    assert sent == ["label", "sheet"]


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema": "other", "entries": {}}', '{"schema": "ldn-calc/batch/1", "entries": {"a": {}}}']
)
def test_a_journal_that_cannot_be_read_stops_everything(tmp_path, content):
    out = tmp_path / "out"
    out.mkdir()
    (out / "batch.json").write_text(content, encoding="utf-8")
    printer = Printer()
    with pytest.raises(JournalError, match="cannot be read"):
        batch([sample("01")], out).run(printer)
    assert printer.printed == []


def test_a_journal_that_leads_out_of_its_folder_is_refused(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    row = {"folder": "../else", "planned_at": "2026-11-22T09:30:00", "papers": {}}
    (out / "batch.json").write_text(json.dumps({"schema": "ldn-calc/batch/1", "entries": {"a": row}}), encoding="utf-8")
    with pytest.raises(JournalError):
        batch([sample("01")], out).run()


@contextmanager
def label_printer():
    """A label printer on a port of this machine; gives the port and every job it took whole."""
    jobs = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def serve():
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                connection.settimeout(10)
                with connection:
                    received = bytearray()
                    while chunk := connection.recv(65536):
                        received += chunk
                    jobs.append(bytes(received))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], jobs
        done.set()
        thread.join(10)


def test_a_batch_of_labels_reaches_a_label_printer_each_label_once(many, tmp_path):
    with label_printer() as (port, jobs):
        settings = replace(SETTINGS, printers={"label": PaperPrinter(PrinterKind.NETWORK, "127.0.0.1", port)})
        run = batch(many[:5], tmp_path / "out", settings)
        run.run(lambda paper, pdf, printer: send_paper(pdf, printer))
        run.run(lambda paper, pdf, printer: send_paper(pdf, printer))
    assert states(run) == ["printed"] * 5
    assert len(jobs) == len(set(jobs)) == 5
    assert all(job.startswith(b"^XA") and job.endswith(b"^XZ\n") for job in jobs)


def test_a_label_printer_without_a_name_is_asked_for(tmp_path):
    settings = replace(SETTINGS, printers={"label": PaperPrinter(PrinterKind.NETWORK)})
    run = batch([sample("01")], tmp_path / "out", settings)
    run.run(lambda paper, pdf, printer: send_paper(pdf, printer))
    assert run.stopped == "The label printer has no name yet. Enter it in Settings. Nothing was sent."
