"""The window in tests: offscreen, a fixed clock, its own settings; a Qt warning fails the test, as does an exception in a slot."""

import os
import shutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QtMsgType
from PySide6.QtWidgets import QApplication
from window_drivers.compound import CompoundDriver
from window_drivers.dialogs import AnsweringDialogs

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.port import Pharmacy
from ui.app import make_application
from ui.kit.style import apply_theme, style_sheet
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
        width: int = 1280,
        height: int = 800,
        file: Path | None = None,
        pharmacy: Callable[[], Pharmacy] | None = None,
        folder: Path = tmp_path / "config",
    ) -> CompoundDriver:
        window = MainWindow(lambda: NOW, pharmacy or partial(FilePharmacy, folder / "settings.toml"), dialogs)
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
        _close(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _light_again(qapp)


def _light_again(qapp) -> None:
    """The theme that every test begins with; where it stands, nothing is styled anew (half a second with a window open)."""
    if qapp.styleSheet() != style_sheet(LIGHT):
        apply_theme(qapp, LIGHT)


def _close(window: MainWindow) -> None:
    window.compound.presenter.mark_saved()
    window.compound.presenter.new()
    window.close()
    window.deleteLater()


@pytest.fixture(scope="module")
def kept_window(qapp, tmp_path_factory):
    """One window for the tests of a file, which `same_window` and `same_with_settings` hand from one to the next."""
    settings = tmp_path_factory.mktemp("kept") / "config" / "settings.toml"
    dialogs = AnsweringDialogs()
    dialogs.window = window = MainWindow(lambda: NOW, partial(FilePharmacy, settings), dialogs)
    wait = QEventLoop()
    window.ready.connect(wait.quit)
    window.show()
    wait.exec()
    yield window
    assert not settings.exists(), "what writes settings opens a window of its own, or takes `same_with_settings`"
    _close(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def kept_dialogs(kept_window) -> AnsweringDialogs:
    """What answers the questions of the file's one window; it answers each test as at first."""
    return kept_window._dialogs


@pytest.fixture
def same_window(qapp, qtbot, kept_window):
    """As `open_window`, but with the file's one window, begun anew with New, which leaves nothing of the work before (test_new).

    It opens in a fifth of the time. What closes the window takes `open_window`.
    """

    def begin(width: int = 1280, height: int = 800, file: Path | None = None) -> CompoundDriver:
        kept_window.resize(width, height)
        begin_anew(kept_window)
        if file is not None:
            kept_window.files.open_path(file)
        driver = CompoundDriver(kept_window, qtbot)
        driver.settle()
        return driver

    yield begin
    _light_again(qapp)


@pytest.fixture
def kept_folder(kept_window) -> Iterator[Path]:
    """The folder of the settings of the file's one window: empty at first, and emptied and read again in the end."""
    folder = kept_window.pharmacy().workstation_folder
    shutil.rmtree(folder, ignore_errors=True)  # recent files
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)
    begin_anew(kept_window)
    _read_settings_again(kept_window, None)


@pytest.fixture
def same_with_settings(qapp, qtbot, kept_window, kept_folder):
    """As `same_window`, but it reads the settings and the own file in `kept_folder`, as a window that opens does (test_new)."""

    def begin(width: int = 1280, height: int = 800, file: Path | None = None) -> CompoundDriver:
        kept_window.resize(width, height)
        begin_anew(kept_window)
        _read_settings_again(kept_window, file)
        driver = CompoundDriver(kept_window, qtbot)
        driver.settle()
        return driver

    yield begin
    _light_again(qapp)


def begin_anew(window: MainWindow) -> None:
    """New, as from the menu, whatever stands there; the other pages are made anew when they are turned to."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    window._dialogs.unsaved_answer = "discard"
    for page in window.pages._made.values():
        page.may_leave = lambda: True
    window._commands.new()
    assert not window.compound.presenter.is_dirty()
    window._dialogs.__init__()
    window._dialogs.window = window
    for page in window.pages._made.values():
        page.deleteLater()
    window.pages._made.clear()
    window.pages._focus.clear()
    body = window.compound.plan.body
    # what is opened stays open
    for opened, button in ((body.made.is_open, body.made.toggle), (body._open, body._show_working)):
        if opened:
            button.click()
    window.compound.papers._tabs.setCurrentIndex(0)
    window.columns.turn_to("prescription")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.activateWindow()
    window.compound.focus_first()


def _read_settings_again(window: MainWindow, file: Path | None) -> None:
    """The last slices of the start once more: settings, own file, what can be chosen, planning and the file that is opened."""
    window.compound._own_fault = window.compound.papers._settings = None
    window._to_open = [] if file is None else [file]
    ready = QEventLoop()
    window.ready.connect(ready.quit)
    window._load_choices()
    ready.exec()
    window.ready.disconnect(ready.quit)
    assert window.compound._own_fault is None, "an own file that cannot be used is read by a window of its own"
