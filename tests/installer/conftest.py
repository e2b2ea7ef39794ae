"""The build's own scripts, which are no package: they run by their paths."""

import sys
from pathlib import Path

INSTALLER = Path(__file__).parents[2] / "installer"
sys.path[:0] = [str(INSTALLER), str(INSTALLER / "windows")]
