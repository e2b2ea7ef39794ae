"""Start of the workstation until its first paint and until one can type, beside a bare PySide6 window, in turn; medians.

.venv/bin/python benchmarks/startup.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

ROUNDS = 15
GOAL_RATIO = 1.5

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, app.quit)
window = Window()
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
"""

OURS = """
import sys
import gc
gc.disable()  # as ldn_calc.cli.command does first of all
from ldn_calc.cli import command
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.shell.main_window import MainWindow
first, load = MainWindow.paintEvent, MainWindow._load_page
def paint(self, event):
    first(self, event)
    print("painted", flush=True)
    MainWindow.paintEvent = first
def page(self):
    load(self)
    print("typing", flush=True)
    QTimer.singleShot(0, QApplication.quit)
MainWindow.paintEvent, MainWindow._load_page = paint, page
sys.argv = ["ldn-calc", "gui"]
sys.exit(command())
"""


def seconds(code: str, *marks: str) -> list[float]:
    """From starting Python to each mark that the program prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    found = []
    for mark in marks:
        if process.stdout is None or mark not in process.stdout.readline():
            process.wait(60)
            raise RuntimeError(f"the window never came to: {mark}")
        found.append(time.perf_counter() - start)
    process.wait(60)
    return found


def main() -> int:
    seconds(BARE, "painted")
    seconds(OURS, "painted", "typing")
    runs = [(*seconds(BARE, "painted"), *seconds(OURS, "painted", "typing")) for _ in range(ROUNDS)]
    bare, painted, typing = (statistics.median(times) for times in zip(*runs, strict=True))
    print(f"bare PySide6 window, first paint      {bare:.3f} s")
    print(f"workstation, first paint              {painted:.3f} s   {painted / bare:.2f} x bare   goal at most {GOAL_RATIO} x")
    print(f"workstation, form ready to type in    {typing:.3f} s   {typing / bare:.2f} x bare")
    return 0 if painted <= GOAL_RATIO * bare else 1


if __name__ == "__main__":
    sys.exit(main())
