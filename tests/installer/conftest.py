"""The build's own scripts, which are no package: they run by their paths."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "installer"))
