"""What happens when the program itself is at fault: a report without patient data, a plain window, the work kept."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QSysInfo
from PySide6.QtWidgets import QApplication, QMessageBox

from ldn_calc import __version__
from ldn_calc.application.files.whole_files import write_whole
from ui.shell.sentences import TEXT

__all__ = ["install_crash_window", "write_report"]


def write_report(kind: type[BaseException], trace: TracebackType | None, clock: datetime, folder: Path) -> Path:
    """Write where the program failed: files, lines and the kind of error, never its message, which may hold a name.

    Returns:
        The report's path.

    Raises:
        OSError: it could not be written.
    """
    lines = [
        f"LDN Calc {__version__}, Qt {QLibraryInfo.version().toString()}, Python {sys.version.split()[0]}",
        QSysInfo.prettyProductName(),
        f"{clock:%Y-%m-%d %H:%M}",
        f"{kind.__module__}.{kind.__qualname__}",
    ]
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ldn-calc-report-{clock:%Y%m%d-%H%M%S}.txt"
    write_whole(path, ("\n".join(lines) + "\n").encode())
    return path


def install_crash_window(clock: Callable[[], datetime], folder: Path, save: Callable[[], bool]) -> None:
    """Show one plain window for the first fault; further ones are only reported.

    Args:
        clock: for the report's time.
        folder: where reports go.
        save: saves the prescription on the screen.
    """
    shown = False

    def on_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal shown
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        try:
            report = write_report(kind, trace, clock(), folder)
        except OSError:
            report = write_report(kind, trace, clock(), Path(tempfile.gettempdir()))
        traceback.print_tb(trace)
        if shown:
            return
        shown = True
        box = QMessageBox(QMessageBox.Icon.Critical, "LDN Calc", TEXT.went_wrong)
        box.setObjectName("crashWindow")
        box.setInformativeText(TEXT.after_a_fault.format(report=report))
        keep = box.addButton(TEXT.save_after_a_fault, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(TEXT.close_message, QMessageBox.ButtonRole.RejectRole)
        box.exec()
        shown = False
        if box.clickedButton() is keep:
            save()

    sys.excepthook = on_fault
