"""The installation's own test finds what is missing; that it passes where nothing is, test_no_connection shows."""

import os
import subprocess
import sys

START = """
import sys
from pathlib import Path
{broken}
from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ui.app import run
sys.exit(run({files}, lambda: FilePharmacy(Path(sys.argv[1])), smoke=True))
"""
BLANK = """
import io
import ldn_calc.application.papers.printed as papers
from reportlab.pdfgen.canvas import Canvas
def blank(*_what):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, initialFontName="Helvetica")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
papers.render_paper = blank
"""
NO_PAGE = """
from ui.kit.page_stack import PageStack
turn = PageStack.turn_to
PageStack.turn_to = lambda self, name: name == "check" or turn(self, name)
"""
ALL_WHITE = """
from ui.shell import smoke
smoke._words = lambda pdf: "naltrexone Lea esto primero"
"""
ANOTHER_ROW = """
import ldn_calc.formulary.shipped_files as shipped
shipped.RELEASED = {**shipped.RELEASED, "data/fillers.toml": "0", "text/label.toml": "0"}
"""

CLOSED = """
from PySide6.QtWidgets import QApplication
from ui.shell.main_window import MainWindow
show = MainWindow.show
MainWindow.show = lambda self: (show(self), self.ready.connect(QApplication.quit))
"""


def faults(tmp_path, *broken: str, files: tuple[str, ...] = ()) -> list[str]:
    """What the test says of a program with these parts broken; it must have failed."""
    done = subprocess.run(
        [sys.executable, "-c", START.format(broken="".join(broken), files=[*files]), str(tmp_path / "settings.toml")],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    return done.stderr.splitlines()


def test_each_fault_is_found_and_none_hides_the_next(tmp_path):
    file = tmp_path / "cut.json"
    file.write_text('{"rx": {', encoding="utf-8")
    *said, check, label, capsule, spanish = faults(tmp_path, NO_PAGE, ANOTHER_ROW, BLANK, files=(str(file),))
    assert said == [
        "file cut.json: RuntimeError: it was not opened",
        "page check: RuntimeError: the page did not come in sight",
        "shipped file data/fillers.toml: RuntimeError: it is not as released",
        "shipped file text/label.toml: RuntimeError: it is not as released",
    ]
    assert check.startswith("installation check: ")
    assert [label, capsule, spanish] == [
        "liquid papers: RuntimeError: the label does not name the drug",
        "capsule papers: RuntimeError: the label does not name the drug",
        "Spanish: RuntimeError: the patient sheet is not in Spanish",
    ]


def test_papers_without_a_dot_are_found(tmp_path):
    assert faults(tmp_path, BLANK, ALL_WHITE) == [
        "liquid papers: RuntimeError: the label is empty",
        "capsule papers: RuntimeError: the label is empty",
    ]


def test_a_window_that_is_closed_too_early_has_not_passed(tmp_path):
    assert faults(tmp_path, CLOSED) == ["the window was closed before anything was tried"]
