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


def smoke(tmp_path, printer, **environment):
    command = [
        sys.executable,
        "-m",
        "ldn_calc",
        "gui",
        "--smoke",
        "--settings",
        str(tmp_path / "settings.toml"),
        "--printer",
        printer,
    ]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


def test_the_self_test_prints_a_readable_label_on_a_queue_and_names_a_printer_that_is_not_there(tmp_path):
    ended = []

    def both(server):
        ended.append(smoke(tmp_path, queue_test.QUEUE, CUPS_SERVER=server))
        ended.append(smoke(tmp_path, "Gone", CUPS_SERVER=server))

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


@pytest.mark.parametrize("arrived", [other_pdf(2, (288, 144)), other_pdf(1, (288, 144)), other_pdf(2, (612, 792))])
def test_what_is_not_the_label_is_told(arrived):
    assert queue_test.is_the_label(practice_label()) == "2 labels on the queue, at true size, the codes read"
    with pytest.raises(ValueError, match="the queue got pages of"):
        queue_test.is_the_label(arrived)


def test_a_printer_without_the_self_test_is_refused_in_words(capsys):
    assert main(["gui", "--printer", "Labels"]) == 2
    assert capsys.readouterr().err == "--printer is for --smoke alone: the window prints on the printers of its settings.\n"
