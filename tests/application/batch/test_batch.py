"""Batches: one bad file never stops the rest, and no label is printed twice whatever fails."""

from __future__ import annotations

import json
import shutil
import socket
import struct
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest
from sample_copies import SAMPLES

from ldn_calc.application.batch import running as batch_module
from ldn_calc.application.batch.running import BatchOptions, BatchRun, ItemState, JournalError
from ldn_calc.application.papers import folder as paper_folder
from ldn_calc.application.papers.printers import PrinterError, send_paper
from ldn_calc.application.pharmacy.settings import PaperPrinter, PrinterKind, Settings
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import Formulary, shipped_formulary

SETTINGS = Settings(Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142"))


@pytest.fixture(autouse=True)
def _samples_of_its_own(own_samples, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "SAMPLES", own_samples)


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
    assert run.items[4].sentence.startswith("A pharmacist has not settled: Only 8\xa0days from the last opioid")
    assert all(item.sentence for item in run.items if not item.state.is_good)
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {run.items[0].folder, run.items[-1].folder, "batch.json", ".batch.lock"}


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
    row = {"folder": "../else", "planned_at": "2026-11-22T09:30:00", "made_with": "", "papers": {}}
    (out / "batch.json").write_text(json.dumps({"schema": "ldn-calc/batch/1", "entries": {"a": row}}), encoding="utf-8")
    with pytest.raises(JournalError):
        batch([sample("01")], out).run()


def test_a_label_that_did_come_out_is_taken_for_printed_when_a_person_says_so(many, tmp_path):
    printer = Printer(fails_at=7, in_doubt=True)
    run = batch(many, tmp_path / "out")
    run.run(printer)
    looked = batch(many, tmp_path / "out", came_out=[run.items[7].folder])
    looked.run(printer)
    assert states(looked) == ["printed"] * 20
    assert len(printer.printed) == len(set(printer.printed)) == 19


@pytest.mark.parametrize("answer", ["again", "came_out"])
def test_an_answer_about_a_folder_that_the_batch_does_not_have_prints_nothing(many, tmp_path, answer):
    printer = Printer(fails_at=2, in_doubt=True)
    batch(many[:3], tmp_path / "out").run(printer)
    with pytest.raises(JournalError, match="No prescription of this batch has the folder 9002-wrong"):
        batch(many[:3], tmp_path / "out", **{answer: ["9002-wrong"]}).run(printer)
    assert len(printer.printed) == 2


def test_two_batches_never_work_in_one_folder_at_a_time(many, tmp_path):
    printer, refused = Printer(), []

    def send(paper, pdf, where):
        with pytest.raises(JournalError, match="Another batch is at work") as error:
            batch(many, tmp_path / "out").run(printer)
        refused.append(error)

    batch(many[:2], tmp_path / "out").run(send)
    assert len(refused) == 2
    assert printer.printed == []
    batch(many[2:3], tmp_path / "out").run(printer)
    assert len(printer.printed) == 1


@pytest.mark.parametrize("change", ["pharmacy", "formulary"])
def test_papers_of_one_prescription_never_rest_on_two_formularies_or_pharmacies(tmp_path, change):
    sent = []
    batch([sample("01")], tmp_path / "out").run(lambda paper, pdf, printer: sent.append(paper))
    settings, formulary = SETTINGS, shipped_formulary()
    if change == "pharmacy":
        settings = replace(SETTINGS, pharmacy=replace(SETTINGS.pharmacy, phone="302-555-0143"))
    else:
        formulary = Formulary({**formulary.rows, "own": {}})
    chosen = BatchOptions(tmp_path / "out", ("label", "sheet"), PaperChoices())
    run = BatchRun([sample("01")], chosen, settings, formulary, lambda: datetime(2026, 11, 22, 9, 30))
    run.run(lambda paper, pdf, printer: sent.append(paper))
    assert states(run) == ["failed"]
    assert "another formulary, pharmacy or version" in run.items[0].sentence
    assert sent == ["label"]
    assert not (tmp_path / "out" / run.items[0].folder / "sheet.pdf").exists()


def test_papers_that_were_only_written_are_made_anew_for_another_pharmacy(tmp_path):
    batch([sample("01")], tmp_path / "out").run()
    sent = []
    other = replace(SETTINGS, pharmacy=replace(SETTINGS.pharmacy, phone="302-555-0143"))
    for expected in (1, 1):
        run = batch([sample("01")], tmp_path / "out", other)
        run.run(lambda paper, pdf, printer: sent.append(pdf))
        assert states(run) == ["printed"]
        assert len(sent) == expected
    assert (tmp_path / "out" / run.items[0].folder / "label.pdf").read_bytes() == sent[0]


def test_a_fault_of_the_program_at_one_prescription_does_not_stop_the_rest(many, tmp_path, monkeypatch):
    draw = batch_module.render_paper

    def fails_at_the_second(paper, planned, *arguments, **keywords):
        if planned.request.rx.number == "9001":
            raise ZeroDivisionError("Ana Reyes")
        return draw(paper, planned, *arguments, **keywords)

    monkeypatch.setattr(batch_module, "render_paper", fails_at_the_second)
    run = batch(many[:3], tmp_path / "out")
    run.run()
    assert states(run) == ["written", "failed", "written"]
    assert "ZeroDivisionError" in run.items[1].sentence
    assert "Reyes" not in run.items[1].sentence


def test_a_folder_that_is_there_already_is_left_alone(tmp_path):
    first = batch([sample("01")], tmp_path / "out")
    first.run()
    kept = tmp_path / "out" / first.items[0].folder / "label.pdf"
    kept.write_bytes(b"of another batch")
    (tmp_path / "out" / "batch.json").unlink()
    second = batch([sample("01")], tmp_path / "out")
    second.run()
    assert second.items[0].folder == f"{first.items[0].folder}-2"
    assert kept.read_bytes() == b"of another batch"


def test_a_disk_that_takes_no_papers_fails_that_file_and_a_later_run_uses_the_same_folder(tmp_path, monkeypatch):
    write = paper_folder.write_together

    def full(files):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(paper_folder, "write_together", full)
    run = batch([sample("01")], tmp_path / "out")
    run.run()
    assert states(run) == ["failed"]
    assert "No space left on device" in run.items[0].sentence
    folder = run.items[0].folder
    monkeypatch.setattr(paper_folder, "write_together", write)
    run.run()
    assert (states(run), run.items[0].folder) == (["written"], folder)


@contextmanager
def label_printer(breaks_at=None):
    """A label printer on a port of this machine; gives the port and every job it took whole.

    It dies once, at the job with that number, after a part of it: the connection is reset.
    """
    jobs, left = [], [breaks_at]
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
                    if len(jobs) == left[0]:
                        left[0] = None
                        connection.recv(100)
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        continue
                    received = bytearray()
                    while chunk := connection.recv(65536):
                        received += chunk
                    jobs.append(bytes(received))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], jobs
        done.set()
        thread.join(10)


def test_a_label_printer_that_dies_at_label_7_of_20_prints_every_label_once_but_the_one_in_doubt(many, tmp_path):
    with label_printer(breaks_at=6) as (port, jobs):
        settings = replace(SETTINGS, printers={"label": PaperPrinter(PrinterKind.NETWORK, "127.0.0.1", port)})

        def begin(**answers):
            run = batch(many, tmp_path / "out", settings, **answers)
            run.run(lambda paper, pdf, printer: send_paper(pdf, printer))
            return run

        died = begin()
        assert states(died) == ["printed"] * 6 + ["in doubt"] + ["waiting"] * 13
        assert "broke the connection" in died.stopped
        resumed = begin()
        assert states(resumed) == ["printed"] * 6 + ["in doubt"] + ["printed"] * 13
        assert resumed.items[6].doubtful == ["label"]
        assert len(jobs) == len(set(jobs)) == 19
        assert states(begin(again=[resumed.items[6].folder])) == ["printed"] * 20
        assert len(jobs) == len(set(jobs)) == 20


def test_a_batch_of_labels_reaches_a_label_printer_each_label_once(many, tmp_path):
    with label_printer() as (port, jobs):
        settings = replace(SETTINGS, printers={"label": PaperPrinter(PrinterKind.NETWORK, "127.0.0.1", port)})
        run = batch(many[:5], tmp_path / "out", settings)
        run.run(lambda paper, pdf, printer: send_paper(pdf, printer))
        run.run(lambda paper, pdf, printer: send_paper(pdf, printer))
    assert states(run) == ["printed"] * 5
    assert len(jobs) == len(set(jobs)) == 5
    assert all(job.startswith(b"^XA") and job.endswith(b"^XZ\n") for job in jobs)


@pytest.mark.parametrize("kind", PrinterKind)
def test_a_printer_without_a_name_is_asked_for_and_never_guessed(tmp_path, kind):
    settings = replace(SETTINGS, printers={"label": PaperPrinter(kind)})
    run = batch([sample("01")], tmp_path / "out", settings)
    run.run(lambda paper, pdf, printer: send_paper(pdf, printer))
    assert run.stopped == "No printer is chosen for this paper, and nobody is asked. Choose one in Settings. Nothing was sent."
    assert states(run) == ["failed"]
