"""`ldn-calc gui`: the one place where the program opens the window."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from ldn_calc.cli.clock import now_or
from ui.app import run

__all__ = ["run_gui"]


def run_gui(chosen: Namespace) -> int:
    """Open the workstation; `--clock` stands still, as a test needs it."""
    fixed: datetime | None = chosen.clock
    return run([str(path) for path in chosen.files], clock=lambda: now_or(fixed), settings_path=chosen.settings, smoke=chosen.smoke)
