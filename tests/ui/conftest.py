"""The window in tests: offscreen, a fixed clock, its own settings; a Qt warning fails the test, as does an exception in a slot."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType
from window_drivers.compound import CompoundDriver
from window_drivers.dialogs import AnsweringDialogs

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.port import Pharmacy
from ui.app import make_application
from ui.kit.style import apply_theme
from ui.kit.theme import LIGHT
from ui.shell.main_window import MainWindow

OFFSCREEN_CANNOT = "This plugin does not support"
"""How the offscreen platform begins what it says about popups; no other warning begins so."""

NOW = datetime(2026, 11, 22, 9, 30)


@pytest.fixture(scope="session")
def qapp():
    return make_application([])


@pytest.fixture(autouse=True)
def _no_qt_warnings(qtlog):
    yield
    said = [record.message for record in qtlog.records if record.type != QtMsgType.QtDebugMsg]
    assert [words for words in said if not words.startswith(OFFSCREEN_CANNOT)] == []


@pytest.fixture
def dialogs() -> AnsweringDialogs:
    return AnsweringDialogs()


@pytest.fixture
def open_window(qapp, qtbot, tmp_path, dialogs):
    """Opens the window at a size, with a file or not, and drives it; closed without a question at the end."""
    opened: list[MainWindow] = []

    def open_one(
        width: int = 1280, height: int = 800, file: Path | None = None, pharmacy: Callable[[], Pharmacy] | None = None
    ) -> CompoundDriver:
        window = MainWindow(lambda: NOW, pharmacy or partial(FilePharmacy, tmp_path / "config" / "settings.toml"), dialogs)
        dialogs.window = window
        window.resize(width, height)
        if file is not None:
            window.open_later([file])
        with qtbot.waitSignal(window.ready, timeout=10_000):
            window.show()
        driver = CompoundDriver(window, qtbot)
        driver.settle()
        opened.append(window)
        return driver

    yield open_one
    for window in opened:
        window.compound.presenter.mark_saved()
        window.compound.presenter.new()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    apply_theme(qapp, LIGHT)
