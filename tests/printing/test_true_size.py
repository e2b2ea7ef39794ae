"""What reaches a queue of a real printing system is as long as it is meant to be: a ruler is measured in it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest
from cups_support import QUEUE, private_cups

from ldn_calc.documents.ruler_page import render_ruler, ruler_millimetres
from ldn_calc.printing.pages import open_pages

ROOT = Path(__file__).parents[2]
LETTER, LABEL = (612, 792), (288, 144)
MEASURED_AT = 300
WITHIN_MILLIMETRES = 0.3

PRINT = """
import json, sys
from PySide6.QtWidgets import QApplication
from ldn_calc.application.papers import open_pages
from ldn_calc.application.settings import PaperPrinter
from ldn_calc.documents.ruler_page import render_ruler
from ui import printing

application = QApplication([])
width, height = float(sys.argv[1]), float(sys.argv[2])
layout = printing.page_layout(width, height)
printer = printing.apply_choice(PaperPrinter(name=sys.argv[3]), "Ruler", layout)
facts = printing.printer_facts(printer, layout)
with open_pages(render_ruler(width, height)) as pages:
    printing.print_pages(pages, printer)
print(json.dumps({"printers": printing.system_printers(), "words": facts.words, "warning": facts.warning}))
"""


def ruler_lengths(pdf):
    """The lengths of the lines across and up, in millimetres, as dots of the first page, and the page's size in points."""
    with open_pages(pdf) as pages:
        size = pages.size_points(0)
        dots = pages.render(0, MEASURED_AT / 72)
        dark = np.frombuffer(dots.buffer, np.uint8).reshape(dots.height, dots.stride)[:, 0 : 4 * dots.width : 4] < 128
    return longest(dark), longest(dark.T), size


def longest(dark):
    """The longest unbroken run of dark dots along any row, in millimetres."""
    best = 0
    for row in dark[dark.mean(axis=1) > 0.15]:
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
        best = max(best, (edges[1::2] - edges[::2]).max(initial=0))
    return best / MEASURED_AT * 25.4


def printed(size, environment, out, folder):
    """Print a ruler page of that size on the queue; what arrived there as PDF, and what the driver said."""
    out.unlink(missing_ok=True)
    command = [sys.executable, "-c", PRINT, str(size[0]), str(size[1]), QUEUE]
    done = subprocess.run(
        command,
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    until = time.monotonic() + 30
    while subprocess.run(["lpstat", "-o"], env=environment, capture_output=True, check=True).stdout.strip() or not out.exists():
        assert time.monotonic() < until, "the job stays in the queue"
        time.sleep(0.05)
    arrived = folder / "arrived.pdf"
    turn = [
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-dSAFER",
        "-sDEVICE=pdfwrite",
        "-dAutoRotatePages=/None",
        f"-sOutputFile={arrived}",
    ]
    subprocess.run([*turn, str(out)], check=True, timeout=60)
    return arrived.read_bytes(), json.loads(done.stdout)


def test_a_ruler_measures_its_length_in_what_reaches_a_cups_queue():
    with tempfile.TemporaryDirectory() as name, private_cups(Path(name)) as (environment, out):
        for size, length in ((LETTER, (100, 100)), (LABEL, (80, 30))):
            pdf, told = printed(size, environment, out, Path(name))
            assert told["printers"] == [QUEUE]
            assert told["warning"] == "", told
            across, up, page = ruler_lengths(pdf)
            assert across == pytest.approx(length[0], abs=WITHIN_MILLIMETRES)
            assert up == pytest.approx(length[1], abs=WITHIN_MILLIMETRES)
            assert page == pytest.approx(size, abs=1)


@pytest.mark.parametrize("size", [LETTER, (595, 842), LABEL, (216, 144), (162, 90), (252, 81), (288, 432)])
def test_the_ruler_page_itself_is_true_and_says_its_lengths(size):
    pdf = render_ruler(*size)
    across, up, page = ruler_lengths(pdf)
    assert (across, up) == pytest.approx((ruler_millimetres(size[0]), ruler_millimetres(size[1])), abs=WITHIN_MILLIMETRES)
    assert page == pytest.approx(size, abs=0.01)


def test_the_longest_ruler_is_100_millimetres_and_every_ruler_lies_on_its_page():
    assert ruler_millimetres(612) == 100
    for points in range(60, 1000, 7):
        assert (ruler_millimetres(points) + 6) * 72 / 25.4 < points
