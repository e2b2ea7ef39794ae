"""Opens the workstation."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.kit.style import apply_theme, apply_type
from ui.kit.theme import roles_for
from ui.shell.main_window import MainWindow
from ui.shell.sentences import TEXT

if TYPE_CHECKING:
    from datetime import datetime

    from ldn_calc.application.pharmacy.port import Pharmacy

__all__ = ["make_application", "run"]

_WIDTH, _HEIGHT = 1280, 800


def run(
    files: Sequence[str],
    pharmacy: Callable[[], Pharmacy],
    clock: Callable[[], datetime] | None = None,
    *,
    smoke: bool = False,
    printer: str = "",
) -> int:
    """Open the window and stay until it is closed.

    Args:
        files: prescriptions to open; one is open at a time.
        pharmacy: opens the pharmacy to work for; asked once, after the first paint.
        clock: the time now; the machine's where None.
        smoke: open, turn to every page, plan, print, close and answer: a check that everything needed is there.
        printer: with `smoke`, a printer of this computer that gets the label too, marked PRACTICE.

    Returns:
        The exit code: 0, or 1 when no window can be opened or (with `smoke`) something failed.
    """
    if not _has_screen():
        sys.stderr.write(f"{TEXT.no_screen}\n")
        return 1
    now = clock or _now
    app = make_application([])
    window = MainWindow(now, pharmacy)
    window.resize(_WIDTH, _HEIGHT)
    paths = [Path(name) for name in files]
    window.open_later(paths)
    if smoke:
        from ui.shell.smoke import smoke_test  # not needed to work

        return smoke_test(app, window, paths[0] if paths else None, printer)
    window.painted.connect(lambda: QTimer.singleShot(0, lambda: _install_crash_window(now, window)))
    window.ready.connect(lambda: _set_icon(app))
    window.showMaximized()
    return app.exec()


def make_application(arguments: Sequence[str]) -> QApplication:
    """The QApplication with this program's type and theme, following the system's colour scheme."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    # the style as an argument: setStyle() would hand back a QStyle, and with it 9 ms of its enumerations
    app = QApplication(["ldn-calc", "-style", "fusion", *arguments])
    app.setApplicationName("LDN Calc")
    app.setApplicationDisplayName("LDN Calc")
    app.setDesktopFileName("ldn-calc")
    apply_type(app)
    hints = QGuiApplication.styleHints()
    apply_theme(app, roles_for(hints.colorScheme()))
    hints.colorSchemeChanged.connect(lambda scheme: apply_theme(app, roles_for(scheme)))
    return app


def _now() -> datetime:
    from datetime import datetime  # 2 ms that the first paint does not need

    return datetime.now()


def _install_crash_window(clock: Callable[[], datetime], window: MainWindow) -> None:
    """After the first paint: message boxes are slow to load."""
    from ui.shell.crash import install_crash_window

    install_crash_window(clock, window.pharmacy().workstation_folder / "reports", window.save_work)


def _set_icon(app: QApplication) -> None:
    """When everything else is there: drawing SVG is slow to load."""
    from PySide6.QtGui import QIcon

    from ui.kit.icons import program_icon

    app.setWindowIcon(QIcon(program_icon()))


def _has_screen() -> bool:
    """Whether there is a display that answers (Qt would abort the program); Windows and macOS always have one."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    return _answers(local[1]) if local else bool(display)


def _answers(number: str) -> bool:
    """Whether an X server listens for this local display."""
    import socket  # 5 ms that other systems do not need

    for name in (f"/tmp/.X11-unix/X{number}", f"\0/tmp/.X11-unix/X{number}"):  # noqa: S108  (the X server's own place)
        with socket.socket(socket.AF_UNIX) as door:
            try:
                door.connect(name)
            except OSError:
                continue
            return True
    return False
