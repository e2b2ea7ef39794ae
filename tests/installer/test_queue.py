"""The practice label on a queue: printed by the self-test, and told from what is not the label."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import queue_test
from reportlab.pdfgen.canvas import Canvas

from ldn_calc.cli import main
from ui.shell.smoke import practice_label

ROOT = Path(__file__).parents[2]


PRINTER_ALONE = """
import sys
from functools import partial
from pathlib import Path
from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ui.app import run
from ui.shell import smoke
steps = smoke._paper_steps
smoke._page_steps = lambda *_asked: ()
smoke._file_steps = lambda: ()
smoke._paper_steps = lambda printer: list(steps(printer))[-1:]
sys.exit(run([], partial(FilePharmacy, Path(sys.argv[1])), smoke=True, printer=sys.argv[2]))
"""
"""The self-test without all that comes before the printer, which it does in the same way whichever printer is named."""


def started(server, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "CUPS_SERVER": server},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_self_test_prints_a_readable_label_on_a_queue_and_names_a_printer_that_is_not_there(tmp_path):
    ended, settings = [], str(tmp_path / "settings.toml")

    def both(server):
        whole = ("-m", "ldn_calc", "gui", "--smoke", "--settings", settings, "--printer", queue_test.QUEUE)
        ended.append(started(server, *whole))
        ended.append(started(server, "-c", PRINTER_ALONE, settings, "Gone"))

    said = queue_test.print_on_a_queue(both)
    assert said == "2 labels on the queue, at true size, the codes read"
    assert [(done.returncode, done.stderr) for done in ended] == [
        (0, ""),
        (1, "label on Gone: NotPrinted: This computer has no printer Gone. Choose another in Settings.\n"),
    ]


def other_pdf(pages, size):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, initialFontName="Helvetica")
    for _page in range(pages):
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_what_is_not_the_label_is_told(monkeypatch):
    drawn = practice_label()
    monkeypatch.setattr(queue_test, "_drawn", lambda: drawn)
    assert queue_test.is_the_label(drawn) == "2 labels on the queue, at true size, the codes read"
    for arrived in (other_pdf(2, (288, 144)), other_pdf(1, (288, 144)), other_pdf(2, (612, 792))):
        with pytest.raises(ValueError, match="the queue got pages of"):
            queue_test.is_the_label(arrived)


def test_a_printer_without_the_self_test_is_refused_in_words(capsys):
    assert main(["gui", "--printer", "Labels"]) == 2
    assert capsys.readouterr().err == "--printer is for --smoke alone: the window prints on the printers of its settings.\n"
