"""The measure for the packed program: a window with nothing in it, packed with the same rules."""

from __future__ import annotations

from pathlib import Path

GOAL_SIZE, GOAL_START = 1.6, 1.3

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
sys.exit(app.exec())
"""
SPEC = """
import sys
from pathlib import Path
sys.path.insert(0, {installer!r})
import packing
analysis = Analysis([str(Path(SPECPATH) / "bare.py")], excludes=packing.EXCLUDED_MODULES)
started = EXE(PYZ(analysis.pure), analysis.scripts, exclude_binaries=True, name="bare", upx=False)
binaries = packing.plain_python(packing.used(analysis.binaries), Path(SPECPATH) / "stripped")
COLLECT(started, binaries, packing.used(analysis.datas), name="bare", upx=False)
"""


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6
