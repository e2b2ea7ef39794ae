"""`ldn-calc gui`: the one place where the program opens the window."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from ldn_calc.cli.clock import now_or
from ui.app import run

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.port import Pharmacy

__all__ = ["run_gui"]


def run_gui(chosen: Namespace) -> int:
    """Open the workstation; `--clock` stands still, as a test needs it."""
    fixed: datetime | None = chosen.clock
    if chosen.printer and not chosen.smoke:
        from ldn_calc.cli.words import complain  # with it comes the planning, which the first paint must not wait for

        complain("--printer is for --smoke alone: the window prints on the printers of its settings.")
        return 2

    def pharmacy() -> Pharmacy:
        from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy  # the window asks after its first paint

        return FilePharmacy(chosen.settings)

    files = [str(path) for path in chosen.files]
    return run(files, pharmacy, lambda: now_or(fixed), smoke=chosen.smoke, printer=chosen.printer)
