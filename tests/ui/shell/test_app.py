"""Starting and failing of the program; that it opens a file, plans and closes, test_no_connection shows."""

import os
import subprocess
import sys
from datetime import datetime

import pytest
from PySide6.QtCore import QTimer

from ui.shell.crash import install_crash_window, write_report

START = """
import sys
from pathlib import Path
from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ui.app import run
sys.exit(run(sys.argv[2:], lambda: FilePharmacy(Path(sys.argv[1])), smoke=True))
"""


def run_program(tmp_path, **environment):
    kept = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    return subprocess.run(
        [sys.executable, "-c", START, str(tmp_path / "settings.toml")],
        env=kept | environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


AT_FIRST_PAINT = """
import sys
from PySide6.QtWidgets import QApplication
from ldn_calc.cli import command
from ui.shell.main_window import MainWindow
paint = MainWindow.paintEvent
def first(self, event):
    paint(self, event)
    print(*sorted(name for name in sys.modules if not name.startswith("_")))
    QApplication.exit(0)
MainWindow.paintEvent = first
sys.argv = ["ldn-calc", "gui"]
sys.exit(command())
"""


def test_the_first_paint_waits_for_nothing_that_is_not_on_it(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT], env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert {name for name in loaded if name.startswith("PySide6.Qt")} == {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"}
    assert {name for name in loaded if name.startswith("ldn_calc.")} == {"ldn_calc.cli", "ldn_calc.cli.clock", "ldn_calc.cli.gui"}
    heavy = {"platformdirs", "pint", "reportlab", "pypdfium2", "PIL", "zxingcpp", "tomllib", "tomlkit", "json", "ui.shell.crash"}
    assert heavy & loaded == set()


@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":4711"}], ids=["none", "dead"])
def test_without_a_screen_it_says_so_in_words(tmp_path, display):
    done = run_program(tmp_path, **display)
    assert done.returncode == 1
    assert done.stderr.startswith("No screen was found")
    assert done.stderr.endswith("RX.json\n")


def test_a_fault_shows_one_window_that_keeps_the_work(qapp, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    saved, said = [], []
    install_crash_window(lambda: datetime(2026, 11, 22, 9, 30), tmp_path, lambda: bool(saved.append("saved")))

    def press():
        box = qapp.activeModalWidget()
        said.append(box.informativeText())
        next(button for button in box.buttons() if button.text().startswith("Save")).click()

    QTimer.singleShot(50, press)
    sys.excepthook(ValueError, ValueError("Ana Núñez"), None)
    assert saved == ["saved"]
    assert "ldn-calc-report-20261122-093000.txt" in said[0]
    assert "Núñez" not in said[0] + capsys.readouterr().err + (tmp_path / "ldn-calc-report-20261122-093000.txt").read_text()


def test_a_report_names_places_and_no_patient(tmp_path):
    try:
        int("Ana Núñez")
    except ValueError as error:
        report = write_report(type(error), error.__traceback__, datetime(2026, 11, 22, 9, 30), tmp_path / "reports")
    text = report.read_text(encoding="utf-8")
    assert report.name == "ldn-calc-report-20261122-093000.txt"
    assert "builtins.ValueError" in text
    assert "test_app.py" in text
    assert "Núñez" not in text
