"""Label printers that answer, are gone, stay silent or break off; none is ever sent a job twice by itself."""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import threading
import time
from contextlib import contextmanager

import pytest

from ldn_calc.printing import transports
from ldn_calc.printing.errors import PrinterError
from ldn_calc.printing.queues import QueueOptions
from ldn_calc.printing.transports import send_pdf_to_queue, send_to_network, send_to_queue
from ldn_calc.printing.winspool import _PrinterInfo, queue_names, send_raw

JOB = b"^XA^FO0,0^GFA,1,1,1,FF^FS^XZ\n" * 40_000


@contextmanager
def printer(behave):
    """A printer on a port of this machine; `behave` gets each connection. Gives its port and the bytes of each connection."""
    jobs: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def serve():
            try:
                while not done.is_set():
                    try:
                        connection, _ = server.accept()
                    except TimeoutError:
                        continue
                    connection.settimeout(10)
                    with connection:
                        jobs.append(behave(connection, done) or b"")
            except OSError:
                return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1], jobs
        finally:
            done.set()
            server.close()
            thread.join(10)


def reads_all(connection, done):
    received = bytearray()
    while chunk := connection.recv(65536):
        received += chunk
    return bytes(received)


def test_a_printer_gets_the_job_byte_for_byte():
    with printer(reads_all) as (port, jobs):
        send_to_network(JOB, "127.0.0.1", port)
        send_to_network(b"^XA^XZ", "127.0.0.1", port)
    assert jobs == [JOB, b"^XA^XZ"]


def unused_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_a_printer_that_is_gone_is_tried_three_times_and_nothing_was_sent():
    waited = []
    with pytest.raises(PrinterError, match=r"does not answer \(connection refused\).*switched on.*Nothing was sent") as error:
        send_to_network(JOB, "127.0.0.1", unused_port(), wait=waited.append)
    assert len(waited) == 2
    assert not error.value.in_doubt


def test_a_printer_that_comes_back_between_tries_is_sent_the_job_once():
    port = unused_port()
    running = []

    def switch_on(seconds):
        if not running:
            entered = late(port)
            running.append((entered, entered.__enter__()))

    send_to_network(b"^XA^XZ", "127.0.0.1", port, wait=switch_on)
    entered, jobs = running[0]
    entered.__exit__(None, None, None)
    assert jobs == [b"^XA^XZ"]


@contextmanager
def late(port):
    jobs = []
    server = socket.create_server(("127.0.0.1", port))
    thread = threading.Thread(target=lambda: jobs.append(_one(server)), daemon=True)
    thread.start()
    yield jobs
    thread.join(10)
    server.close()


def _one(server):
    connection, _ = server.accept()
    with connection:
        return reads_all(connection, None)


def test_a_host_that_nobody_knows_is_named():
    with pytest.raises(
        PrinterError, match=r"label-printer\.invalid .*not known in this network.*Settings.*Nothing was sent"
    ) as error:
        send_to_network(JOB, "label-printer.invalid", 9100)
    assert not error.value.in_doubt


@pytest.mark.parametrize("name", ["zebra..room", "z" * 70, "ze\0bra"])
def test_a_name_that_no_network_can_have_is_told_like_one_that_nobody_knows(name):
    with pytest.raises(PrinterError, match="not known in this network") as error:
        send_to_network(JOB, name, 9100)
    assert not error.value.in_doubt


def test_a_printer_that_takes_the_job_and_stays_silent_leaves_it_in_doubt():
    def never_closes(connection, done):
        received = connection.recv(100)
        done.wait(10)
        return received

    with printer(never_closes) as (port, jobs):
        with pytest.raises(PrinterError, match=r"took the job and stays silent for 0\.2 s.*Look at the printer") as error:
            send_to_network(b"^XA^XZ", "127.0.0.1", port, finish_seconds=0.2)
        assert error.value.in_doubt
    assert jobs == [b"^XA^XZ"]


def test_a_printer_that_closes_when_its_labels_are_printed_is_waited_for():
    def prints_slowly(connection, done):
        received = reads_all(connection, done)
        time.sleep(0.5)
        return received

    with printer(prints_slowly) as (port, jobs):
        send_to_network(b"^XA^XZ", "127.0.0.1", port, answer_seconds=0.2, finish_seconds=10)
    assert jobs == [b"^XA^XZ"]


def test_a_printer_that_stops_reading_leaves_the_job_in_doubt():
    def never_reads(connection, done):
        done.wait(10)

    with printer(never_reads) as (port, _):
        with pytest.raises(PrinterError, match=r"did not take the whole job within 0\.2 s") as error:
            send_to_network(JOB * 20, "127.0.0.1", port, answer_seconds=0.2)
        assert error.value.in_doubt


def test_a_printer_that_breaks_off_leaves_the_job_in_doubt_and_is_not_tried_again():
    def breaks_off(connection, done):
        received = connection.recv(1000)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return received

    with printer(breaks_off) as (port, jobs):
        with pytest.raises(PrinterError, match=r"broke the connection .*Look at the printer") as error:
            send_to_network(JOB, "127.0.0.1", port)
        assert error.value.in_doubt
    assert len(jobs) == 1


@pytest.fixture
def fake_lp(tmp_path, monkeypatch):
    """An `lp` that keeps its words and what it is given, or refuses."""

    def make(script):
        program = tmp_path / "bin" / "lp"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return tmp_path

    return make


def test_a_raw_queue_gets_the_job_byte_for_byte_and_no_name(fake_lp):
    folder = fake_lp('cat > "$0.job"; echo "$*" > "$0.words"')
    send_to_queue(JOB, "Zebra")
    assert (folder / "bin" / "lp.job").read_bytes() == JOB
    assert (folder / "bin" / "lp.words").read_text().split() == ["-d", "Zebra", "-t", "LDN", "Calc", "-o", "raw", "-"]


def test_a_queue_that_the_system_does_not_have_is_named_with_the_systems_reason(fake_lp):
    fake_lp('cat > /dev/null; echo "lp: The printer or class does not exist." >&2; exit 1')
    with pytest.raises(PrinterError, match=r"queue Zebra did not take the job \(The printer or class does not exist\.\)") as error:
        send_to_queue(b"^XA^XZ", "Zebra")
    assert not error.value.in_doubt


def test_a_print_command_that_is_stopped_leaves_the_job_in_doubt(fake_lp):
    fake_lp("cat > /dev/null; kill -TERM $$")
    with pytest.raises(PrinterError, match=r"queue Zebra: the system's print command was stopped \(signal 15\)") as error:
        send_to_queue(b"^XA^XZ", "Zebra")
    assert error.value.in_doubt


def test_a_print_command_that_may_not_be_run_is_told(fake_lp, tmp_path, monkeypatch):
    fake_lp("exit 0")
    (tmp_path / "bin" / "lp").unlink()
    (tmp_path / "bin" / "lp").write_bytes(b"\0no program")
    (tmp_path / "bin" / "lp").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(PrinterError, match=r"cannot be reached \(exec format error\)\. Nothing was sent") as error:
        send_to_queue(b"^XA^XZ", "Zebra")
    assert not error.value.in_doubt


def test_ctrl_c_at_the_terminal_does_not_reach_the_job_on_its_way(fake_lp):
    folder = fake_lp('cat > /dev/null; cut -d" " -f6 /proc/$$/stat > "$0.session"')
    send_to_queue(b"^XA^XZ", "Zebra")
    assert int((folder / "bin" / "lp.session").read_text()) != os.getsid(0)


def test_a_computer_without_a_printing_system_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrinterError, match=r"no printing system \(CUPS\)\. Nothing was sent"):
        send_to_queue(b"^XA^XZ", "Zebra")


def test_a_paper_goes_to_a_system_printer_unscaled_on_its_own_size(fake_lp):
    folder = fake_lp('cat > "$0.job"; echo "$*" > "$0.words"')
    send_pdf_to_queue(b"%PDF", "Office", (612, 792), copies=2, tray="Tray-2")
    words = (folder / "bin" / "lp.words").read_text()
    assert "-d Office -t LDN Calc -n 2 -o print-scaling=none -o media=Letter -o InputSlot=Tray-2 -" in words
    send_pdf_to_queue(b"%PDF", "", (288, 144), copies=1, tray="")
    words = (folder / "bin" / "lp.words").read_text()
    assert "-d" not in words
    assert "media=Custom.288x144" in words


class Spooler:
    """winspool.drv as far as it is used: it keeps what it is called with, and fails where it is told to."""

    def __init__(self, fails="", short=0):
        self.calls, self.fails, self.short, self.job = [], fails, short, b""

    def __getattr__(self, name):
        def call(*arguments):
            self.calls.append(name)
            if name == "WritePrinter":
                self.job = arguments[1]
                arguments[3]._obj.value = len(arguments[1]) - self.short
            if name == "StartDocPrinterW":
                self.document = arguments[2]._obj
            return 0 if name == self.fails else 1

        return call


def test_windows_takes_a_raw_job_whole_and_is_closed():
    spooler = Spooler()
    send_raw(JOB, "ZDesigner", "LDN Calc", spooler)
    assert spooler.job == JOB
    assert (spooler.document.title, spooler.document.datatype) == ("LDN Calc", "RAW")
    order = [
        "OpenPrinterW",
        "StartDocPrinterW",
        "StartPagePrinter",
        "WritePrinter",
        "EndPagePrinter",
        "EndDocPrinter",
        "ClosePrinter",
    ]
    assert spooler.calls == order


@pytest.mark.parametrize(
    ("spooler", "words", "in_doubt"),
    [
        (Spooler("OpenPrinterW"), "Windows has no printer ZDesigner", False),
        (Spooler("StartDocPrinterW"), "did not take the job", False),
        (Spooler("WritePrinter"), "stopped on the way", True),
        (Spooler(short=1), "stopped on the way", True),
        (Spooler("EndDocPrinter"), "stopped on the way", True),
    ],
)
def test_windows_failures_are_told(spooler, words, in_doubt):
    with pytest.raises(PrinterError, match=words) as error:
        send_raw(JOB, "ZDesigner", "LDN Calc", spooler)
    assert error.value.in_doubt is in_doubt
    assert ("ClosePrinter" in spooler.calls) == (spooler.fails != "OpenPrinterW")


def test_windows_names_its_printers():
    rows = (_PrinterInfo * 2)(_PrinterInfo("Zebra", None, 0), _PrinterInfo("Office", None, 0))

    class Listing:
        @staticmethod
        def EnumPrintersW(flags, server, level, room, size, needed, count):
            needed._obj.value = ctypes.sizeof(rows)
            if room is None:
                return 0
            ctypes.memmove(room, rows, ctypes.sizeof(rows))
            count._obj.value = 2
            return 1

    assert queue_names(Listing) == ["Zebra", "Office"]


@pytest.mark.parametrize("tray", ["Tray1 copies=50", "Tray 2", "a=b", 'x" raw "', "-o", "Labels;rm"])
def test_a_trays_name_never_becomes_another_option_of_the_job(fake_lp, monkeypatch, tray):
    folder = fake_lp('cat > "$0.job"; echo "$*" > "$0.words"')
    monkeypatch.setattr(transports, "queue_options", lambda _queue: QueueOptions(("Upper", "Labels")))
    if tray == "-o":  # letters, digits and - _ . alone: one value, whatever they are
        send_pdf_to_queue(b"%PDF", "Office", (612, 792), copies=1, tray=tray)
        assert (folder / "bin" / "lp.words").read_text().strip().endswith("-o InputSlot=-o -")
        return
    with pytest.raises(PrinterError, match="has no tray") as error:
        send_pdf_to_queue(b"%PDF", "Office", (612, 792), copies=1, tray=tray)
    assert not error.value.in_doubt
    assert not (folder / "bin" / "lp.words").exists()
