"""What reaches a queue of a real printing system is as long as it is meant to be: a ruler is measured in it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from cups_support import private_cups, with_driver
from pdf_pages import read_pages

from ldn_calc.documents.single.ruler_page import render_ruler, ruler_millimetres
from ldn_calc.documents.values.stock import label_stocks
from ldn_calc.printing.pages import open_pages
from ldn_calc.printing.queues import QueueOptions, queue_options
from ldn_calc.printing.transports import raw_queues, send_pdf_to_queue

ROOT = Path(__file__).parents[2]
LETTER, LABEL = (612, 792), (288, 144)
MEASURED_AT = 300
WITHIN_MILLIMETRES = 0.3
MARK = 0.5 / 72 * 25.4
"""How thick a mark is; the outer half of the first and of the last lies beyond the ruler's length."""

PRINT = """
import json, sys
from PySide6.QtWidgets import QApplication
from ldn_calc.application.papers.printed import open_pages
from ldn_calc.application.pharmacy.settings import PaperPrinter
from ldn_calc.documents.single.ruler_page import render_ruler
from ui.printing import system as printing

application = QApplication([])

def done(queue, width, height, tray, copies, prints):
    layout = printing.page_layout(width, height)
    try:
        printer = printing.apply_choice(PaperPrinter(name=queue, tray=tray, copies=copies), "Ruler", layout)
    except printing.NotPrinted as error:
        return str(error)
    facts = printing.printer_facts(printer, layout)
    if prints:
        with open_pages(render_ruler(width, height)) as pages:
            printing.print_pages(pages, printer)
    return [facts.words, facts.warning, printing.chosen_tray(printer)]

told = [done(*job) for job in json.loads(sys.argv[1])]
print(json.dumps({"printers": sorted(printing.system_printers()), "told": told}))
"""


def ruler_lengths(pdf):
    """The lengths across and up, in millimetres from mark to mark, and the page's size in points."""
    with open_pages(pdf) as pages:
        size = pages.size_points(0)
        dots = pages.render(0, MEASURED_AT / 72)
        dark = np.frombuffer(dots.buffer, np.uint8).reshape(dots.height, dots.stride)[:, 0 : 4 * dots.width : 4] < 128
    return longest(dark) - MARK, longest(dark.T) - MARK, size


def longest(dark):
    """The longest unbroken run of dark dots along any row, in millimetres."""
    best = 0
    for row in dark[dark.mean(axis=1) > 0.15]:
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
        best = max(best, (edges[1::2] - edges[::2]).max(initial=0))
    return best / MEASURED_AT * 25.4


def printed_by_the_window(cups, jobs):
    """Print ruler pages through the window's own functions, in a process whose Qt knows the private printing system alone."""
    done = subprocess.run(
        [sys.executable, "-c", PRINT, json.dumps(jobs)],
        env={**cups.environment, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_true_size(pdf, size):
    across, up, page = ruler_lengths(pdf)
    assert across == pytest.approx(ruler_millimetres(size[0]), abs=WITHIN_MILLIMETRES)
    assert up == pytest.approx(ruler_millimetres(size[1]), abs=WITHIN_MILLIMETRES)
    assert page == pytest.approx(size, abs=1)


@pytest.fixture
def cups():
    with tempfile.TemporaryDirectory() as name, private_cups(Path(name)) as running:
        yield running


def test_a_ruler_measures_its_length_in_what_reaches_a_cups_queue(cups, monkeypatch):
    edges = with_driver(cups.folder / "edges.ppd", edge=36, trays=True)
    cups.add_queue("PDF", with_driver(cups.folder / "plain.ppd"))
    for name in ("Fits", "Office", "Narrow"):
        cups.add_queue(name, edges, print_scaling="fit")  # a queue that shrinks pages by itself
    rolls = {f"Roll{number}": (stock.width, stock.height) for number, stock in enumerate(label_stocks()) if stock.grid is None}
    for name in rolls:
        cups.add_queue(name, edges, print_scaling="fit")
    cups.add_queue("Sheets", with_driver(cups.folder / "sheets.ppd", own_sizes=False))
    jobs = [
        ("PDF", *LABEL, "", 1, True),
        ("Fits", *LETTER, "Labels", 2, True),
        ("Fits", *LETTER, "Lower", 1, False),
        ("PDF", *LETTER, "Lower", 1, False),
        ("Sheets", *LABEL, "", 1, False),
        ("Sheets", *LETTER, "", 1, False),
        ("Gone", *LETTER, "", 1, False),
        *((name, *size, "", 1, True) for name, size in rolls.items()),
    ]
    said = printed_by_the_window(cups, jobs)
    for name, value in cups.environment.items():
        monkeypatch.setenv(name, value)
    send_pdf_to_queue(render_ruler(*LETTER), "Office", LETTER, copies=3, tray="Labels")
    send_pdf_to_queue(render_ruler(*LABEL), "Narrow", LABEL, copies=1, tray="")

    sizes = {"PDF": LABEL, "Fits": LETTER, "Office": LETTER, "Narrow": LABEL}
    assert len(rolls) == 9
    for pdf, size in zip(cups.printed(*sizes, *rolls), [*sizes.values(), *rolls.values()], strict=True):
        assert_true_size(pdf, size)

    assert said["printers"] == sorted(raw_queues()) == ["Fits", "Narrow", "Office", "PDF", *sorted(rolls), "Sheets"]
    assert queue_options("Fits") == QueueOptions(("Upper", "Labels"), "300dpi")
    assert queue_options("PDF") == QueueOptions((), "300dpi")
    assert queue_options("Gone") == QueueOptions()
    told = said["told"]
    assert told[0] == ["300 dpi, 101.6 × 50.8 mm", "", ""]
    assert told[1][0] == "300 dpi, 215.9 × 279.4 mm, prints up to 12.7 mm from the edge"
    assert told[1][1].startswith("Fits leaves 12.7 mm white at the sides and 12.7 mm at top and bottom")
    assert told[1][2] == "Labels"
    assert told[2] == "The printer Fits has no tray Lower. It has Upper, Labels. Choose one in Settings."
    assert told[3] == "The printer PDF has no tray Lower. Its driver lists none. Leave the tray empty in Settings."
    assert told[4][1].startswith("Sheets has no paper of 101.6 × 50.8 mm")
    assert told[5][1] == ""
    assert told[6] == "This computer has no printer Gone. Choose another in Settings."

    numbers = {name: number for number, (name, *_) in enumerate([job for job in jobs if job[-1]], 1)}
    numbers |= {"Office": len(numbers) + 1, "Narrow": len(numbers) + 2}
    asked = {name: cups.job(numbers[name]) for name in sizes}
    assert all(b"print-scaling\x00\x04none" in job for job in asked.values())
    assert [b"InputSlot" in job and b"Labels" in job for job in asked.values()] == [False, True, True, False]
    copies = [int.from_bytes(job.partition(b"\x06copies\x00\x04")[2][:4], "big") or 1 for job in asked.values()]
    assert copies == [1, 2, 3, 1]


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


@pytest.mark.parametrize("size", [LETTER, (595, 842), *((stock.width, stock.height) for stock in label_stocks())])
def test_the_corner_mark_is_6_millimetres_from_the_upper_and_the_right_edge_and_no_words_touch_it(size):
    page = read_pages(render_ruler(*size))[0]
    assert max(line["x1"] for line in page.lines) == pytest.approx(size[0] - 6 * 72 / 25.4, abs=0.01)
    assert min(line["top"] for line in page.lines) == pytest.approx(6 * 72 / 25.4, abs=0.01)
    assert "Measure" in {word["text"] for word in page.words}
    for word in page.words:
        assert 0 < word["top"] < word["bottom"] < size[1]
        beside = [line for line in page.lines if line["x0"] < word["x1"] + 0.4 and line["x1"] > word["x0"]]
        assert all(line["top"] > word["bottom"] - 1 or line["bottom"] < word["top"] + 1 for line in beside), word["text"]
