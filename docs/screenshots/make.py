"""Make every picture of `docs/screenshots`: the window in its widths and themes, offscreen, and the three papers.

.venv/bin/python docs/screenshots/make.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from ldn_calc.application.papers.printed import open_pages, render_paper
from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "tests" / "prescriptions"
PAPERS_MILLISECONDS = 7000

SHOTS = (
    ("compound-light-1280", 1280, 800, "03-liquid-weekly-steps", "light", 1),
    ("compound-dark-1280", 1280, 800, "02-capsule-titration", "dark", 1),
    ("compound-light-1920", 1920, 1080, "12-long-names", "light", 1),
    ("compound-light-1024", 1024, 700, "28-two-holds", "light", 1),
    ("compound-light-640-at-200", 640, 400, "01-liquid-4.5-nightly", "light", 2),
    ("calculators-light-1280", 1280, 800, "capsule-weights", "light", 1),
    ("calculators-dark-1280", 1280, 800, "solid-aliquot", "dark", 1),
    ("settings-light-1280", 1280, 800, "settings", "light", 1),
    ("batch-light-1280", 1280, 800, "batch", "light", 1),
)

PAGES = ("settings", "batch")

CALCULATIONS = {
    "capsule-weights": {
        "shell": "48 mg",
        "fill": "131.5 mg",
        "weights": "180, 178.5, 181, 175, 186, 199, 183, 176, 160, 181, 179, 181, 182, 177, 178, 180, 182.5, 179.5, 180.5, 181",
    },
    "solid-aliquot": {"needed": "15 mg", "minimum": "120 mg", "sensitivity": "6 mg"},
}
"""What is typed into the calculators that are shown."""


def shoot(name: str, width: int, height: int, sample: str, theme: str) -> None:
    """Open one prescription, or fill in one calculator, in a window of that size and save what is seen."""
    from PySide6.QtCore import Qt, QTimer  # Qt reads the scale from the environment first

    from ui.app import make_application
    from ui.kit.style import apply_theme
    from ui.kit.theme import roles_for
    from ui.shell.main_window import MainWindow

    app = make_application([])
    apply_theme(app, roles_for(Qt.ColorScheme.Dark if theme == "dark" else Qt.ColorScheme.Light))
    settings = Path(tempfile.mkdtemp()) / "settings.toml"
    window = MainWindow(lambda: datetime(2026, 11, 22, 9, 30), lambda: FilePharmacy(settings))
    window.resize(width, height)
    if sample not in CALCULATIONS and sample not in PAGES:
        window.open_later([SAMPLES / f"{sample}.json"])

    def save() -> None:
        path = HERE / f"{name}.png"
        window.grab().save(str(path))
        Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
        app.quit()

    if sample in CALCULATIONS:
        window.ready.connect(lambda: calculate(window, sample))
    if sample in PAGES:
        window.ready.connect(lambda: window.pages.turn_to(sample))
    window.ready.connect(lambda: QTimer.singleShot(PAPERS_MILLISECONDS, save))
    window.show()
    app.exec()


def calculate(window: MainWindow, name: str) -> None:
    """Type one calculation into the Calculators page."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit, QWidget

    QTest.keyClick(window, Qt.Key.Key_F6)
    search = window.findChild(QLineEdit, "calc.search")
    QTest.keyClicks(search, name)
    QTest.keyClick(search, Qt.Key.Key_Return)
    search.clear()
    for key, text in CALCULATIONS[name].items():
        field = window.findChild(QWidget, f"calc.{name}.{key}")
        field.setFocus()
        QTest.keyClicks(field, text)


def draw_papers() -> None:
    """Draw the first page of each paper, as the README shows them."""
    clock = datetime(2026, 11, 22, 9, 30)
    settings = Settings(Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142"))
    planned = plan_request((SAMPLES / "03-liquid-weekly-steps.json").read_text(encoding="utf-8"), clock, shipped_formulary())
    for paper, scale in (("label", 1.5), ("sheet", 0.9), ("worksheet", 0.9), ("master", 0.9)):
        dots = open_pages(render_paper(paper, planned, settings, clock)).render(0, scale)
        size = (dots.width, dots.height)
        image = Image.frombuffer("RGB", size, bytes(dots.buffer), "raw", "BGRX", dots.stride, 1)
        image.quantize(32, dither=Image.Dither.NONE).save(HERE / f"{paper}.png", optimize=True)


def main() -> int:
    """Make all pictures, each in a process of its own."""
    if len(sys.argv) > 1:
        name, width, height, sample, theme, _ = next(shot for shot in SHOTS if shot[0] == sys.argv[1])
        shoot(name, width, height, sample, theme)
        return 0
    for name, _, _, _, _, scale in SHOTS:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
        subprocess.run([sys.executable, __file__, name], env=environment, check=True)
    draw_papers()
    return 0


if __name__ == "__main__":
    sys.exit(main())
