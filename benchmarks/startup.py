"""Start of the workstation until its first paint, beside a bare PySide6 window, in turn in one run; medians.

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
from ui.main_window import MainWindow
first = MainWindow.paintEvent
def paint(self, event):
    first(self, event)
    print("painted", flush=True)
    MainWindow.paintEvent = first
MainWindow.paintEvent = paint
sys.argv = ["ldn-calc", "gui", "--smoke"]
sys.exit(command())
"""


def seconds(code: str) -> float:
    """From starting Python to the first paint."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    if process.stdout is None or "painted" not in process.stdout.readline():
        process.wait(60)
        raise RuntimeError("the window never painted")
    found = time.perf_counter() - start
    process.wait(60)
    return found


def main() -> int:
    seconds(BARE)
    seconds(OURS)
    pairs = [(seconds(BARE), seconds(OURS)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"bare PySide6 window   {bare:.3f} s")
    print(f"workstation           {ours:.3f} s   {ours / bare:.2f} x bare   goal at most {GOAL_RATIO} x")
    return 0 if ours <= GOAL_RATIO * bare else 1


if __name__ == "__main__":
    sys.exit(main())
