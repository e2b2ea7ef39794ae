"""The workstation's window: rail, title row, notices and the pages; everything slow comes after paint."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.kit.columns import Arrangement, Columns, arrangement_for
from ui.kit.controls import hairline
from ui.kit.mnemonics import MnemonicWindow
from ui.kit.page_stack import PageContext, PageStack
from ui.shell.pages import COMPOUND, COMPOUND_KEY, PAGES, add_pages, title_of
from ui.shell.rail import Rail
from ui.shell.sentences import TEXT
from ui.shell.title_row import TitleRow

if TYPE_CHECKING:
    from datetime import datetime

    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.application.pharmacy.port import Pharmacy
    from ldn_calc.application.pharmacy.settings import Settings
    from ui.compound.page import CompoundPage
    from ui.shell.files import Dialogs, FilesPresenter
    from ui.shell.pharmacy_set_up import PharmacySetUp

__all__ = ["MainWindow"]

_LEAST_WIDTH, _LEAST_HEIGHT = 640, 400


class MainWindow(MnemonicWindow):
    """The one window.

    Attributes:
        painted: the window is on the screen for the first time.
        ready: everything is loaded, and what was typed or opened is planned.
        compound: the Compound page; made right after the first paint, its form at once.
        files: opens and saves; made right after the first paint.
        pharmacy: the one that it works for, opened when it is first asked: never before the first paint.
        pages: turns from page to page.
    """

    painted = Signal()
    ready = Signal()
    compound: CompoundPage
    files: FilesPresenter

    def __init__(self, clock: Callable[[], datetime], pharmacy: Callable[[], Pharmacy], dialogs: Dialogs | None = None) -> None:
        """Build what the first paint shows.

        Args:
            clock: the time now.
            pharmacy: opens the pharmacy to work for; asked once.
            dialogs: answers questions in tests.
        """
        super().__init__()
        self.setObjectName("mainWindow")
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.setAcceptDrops(True)
        menu = QMenu(self)
        self._clock = clock
        self.pharmacy: Callable[[], Pharmacy] = cache(pharmacy)
        self._painted = self._loaded = False
        self._menu = menu
        self._to_open: list[Path] = []
        self._start_faults: list[str] = []
        menu.setObjectName("fileMenuItems")
        page = QFrame(self)
        page.setProperty("ground", "window")
        self.setCentralWidget(page)  # before it is filled: under a style sheet each move to another parent styles all anew
        self._rail = Rail(page)
        self._rail.add_page(COMPOUND, title_of(COMPOUND), "flask", COMPOUND_KEY)
        for row in PAGES:
            if row.icon:
                self._rail.add_page(row.name, row.title or row.name, row.icon, row.key, last=row.at_foot)
        self._rail.show_current(COMPOUND)
        self._title = TitleRow(menu, page)
        self.columns = Columns(page)
        self._down = QVBoxLayout()
        self._lay_out(page)
        self.pages = PageStack(self._down, COMPOUND, self.columns)
        self._dialogs = dialogs
        self.setWindowTitle(TEXT.new_title)

    def open_later(self, paths: Sequence[Path]) -> None:
        """Open the first of these once everything is loaded; the others are offered as recent files."""
        self._to_open = list(paths)

    def save_work(self) -> bool:
        """Save the prescription on the screen, as after a fault; whether it is saved."""
        return self._loaded and self.files.save()

    # What the presenter shows in the shell

    def show_identity(self, words: str) -> None:
        """Say who the prescription is for."""
        self._title.show_identity(words)

    def show_unknown_keys(self, sentences: Sequence[str], *, removable: bool) -> None:
        """Say what stands in the file and has no place in the form."""
        self._unknown_keys.say(sentences, action=removable)

    def show_carried(self, sentences: Sequence[str]) -> None:
        """Say where a calculation was carried from; nothing of another prescription."""
        self._carried.say(sentences)

    def show_dirty(self, *, dirty: bool) -> None:
        """Mark unsaved work in the window's title."""
        self.setWindowModified(dirty)

    def tell(self, sentence: str) -> None:
        """Say that something went wrong; empty takes it back."""
        self._fault.say([sentence] if sentence else [])

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and begin to load the rest after the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()
            QTimer.singleShot(0, self._load_page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange columns, rail and title row for the width."""
        super().resizeEvent(event)
        arrangement = arrangement_for(self.width())
        narrow = arrangement is Arrangement.NARROW
        self._rail.set_narrow(narrow=narrow)
        self._title.set_width(self.width())
        self.columns.arrange(arrangement)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work."""
        page = self.pages.page_in_sight()
        if not self._loaded or ((page is None or page.may_leave()) and self.files.may_leave()):
            event.accept()
            if self._loaded:
                self.files.close()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, once there is somewhere to open it."""
        if self._loaded and len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        QTimer.singleShot(0, lambda: self._commands.open_path(path))

    # Building

    def _lay_out(self, page: QWidget) -> None:
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addWidget(hairline(page, upright=True))
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(self._title)
        self._down.addWidget(self.columns, 1)
        across.addLayout(self._down, 1)

    def _connect(self) -> None:
        self._unknown_keys.acted.connect(self.compound.presenter.remove_unknown_keys)
        self.compound.lot_kept.connect(self._save_lot)
        self._title.set_up_requested.connect(self._pharmacy.open)
        self._title.new_requested.connect(self._commands.new)
        self._rail.chosen.connect(self._commands.show_page)
        self.pages.turned.connect(self._show_turned)

    def _make_pharmacy(self) -> None:
        from ui.shell.pharmacy_set_up import PharmacySetUp  # after the first paint

        def place(card: QWidget) -> None:
            self._down.insertWidget(self._down.indexOf(self.columns), card)
            QWidget.setTabOrder(self._title, card)

        def take(settings: Settings) -> None:
            self._title.show_practice(practice=settings.pharmacy is None)
            self.compound.presenter.set_settings(settings)

        self._store.changed.connect(take)
        self._pharmacy: PharmacySetUp = PharmacySetUp(self._store, place, self)

    # After the first paint

    def _load_page(self) -> None:
        """First slice after the first paint: the form's first section, ready to type in."""
        from ui.compound.page import CompoundPage  # after the first paint

        self.compound = CompoundPage(self.columns, self._clock)
        QTimer.singleShot(0, self._load_presenter)

    def _load_presenter(self) -> None:
        """First slice: what answers to keys."""
        from ui.kit.dialogs import RecentFiles, WindowDialogs  # after the first paint
        from ui.kit.settings_store import SettingsStore  # after the first paint
        from ui.kit.tasks import Tasks  # after the first paint
        from ui.shell.commands import Commands  # after the first paint
        from ui.shell.files import FilesPresenter  # after the first paint
        from ui.shell.notices import Notice  # after the first paint

        self._tasks = Tasks(self)
        pharmacy = self.pharmacy()
        self._store = SettingsStore(pharmacy, self)
        self._fault = Notice("fault", "stop")
        self._unknown_keys = Notice("unknownKeys", "warn", TEXT.take_it_out)
        self._carried = Notice("carried", "info")
        for place, notice in enumerate((self._fault, self._unknown_keys, self._carried), start=1):
            self._down.insertWidget(place, notice)
        self.compound.build_presenter(self)
        dialogs = self._dialogs or WindowDialogs(self, self.tell)
        recent = RecentFiles(pharmacy.workstation_folder)
        self.files = FilesPresenter(self.compound.presenter, dialogs, recent, self._show_file)
        self._commands = Commands(self.pages, self.compound, self.files)
        turn_back, ask = self.pages.turn_back, dialogs.ask_unsaved
        add_pages(
            self.pages,
            PageContext(
                self._clock, self._tasks, pharmacy, self._store, ask, turn_back, self._use_formulary, self._commands.begin_with
            ),
        )
        self._loaded = True
        self._make_pharmacy()
        self._connect()
        self._commands.fill(self._menu, self, self._pharmacy.open)
        QTimer.singleShot(0, self._load_form)

    def _load_form(self) -> None:
        """Next slices: the rest of the form."""
        following = self._load_form if self.compound.form.build_more() else self._load_columns
        QTimer.singleShot(0, following)

    def _load_columns(self) -> None:
        """Then the two columns."""
        self.compound.build_columns(self._tasks, self._store)
        QTimer.singleShot(0, self._load_choices)

    def _load_choices(self) -> None:
        """Then the settings, and what the program knows to choose from."""
        from ldn_calc.application.pharmacy.clock_check import clock_fault  # after the first paint

        fault, pharmacy = self._store.read(), self.pharmacy()
        found = (fault, clock_fault(pharmacy), pharmacy.why_nothing_is_kept())
        self._start_faults = [each for each in found if each]
        self.tell(" ".join(self._start_faults))
        self.compound.read_formulary(pharmacy)
        self._title.show_practice(practice=self._store.settings is None or self._store.settings.pharmacy is None)
        QTimer.singleShot(0, self._load_planning)

    def _load_planning(self) -> None:
        """Then planning, and the file that was asked for."""
        if self._store.settings is None:
            return
        if self._to_open:  # before planning: an empty form is not planned first
            self.files.open_path(self._to_open[0])
        own_fault = self.compound.start(self._store.settings)
        if self._to_open[1:]:
            self._start_faults.append(TEXT.one_at_a_time.format(file=self._to_open[0].name))
        if own_fault:
            self._start_faults.append(own_fault)
        if self._start_faults:  # opening a file took them back, or said that it cannot be opened
            opening = [self._fault.words()] if self._to_open else []
            self.tell(" ".join([*opening, *self._start_faults]).strip())
        gc.enable()
        self.ready.emit()

    def _use_formulary(self, formulary: Formulary) -> None:
        """Plan with the pharmacy's own file as it is saved now."""
        self.tell("")
        if self._store.settings is not None:
            self.compound.use_formulary(formulary, self._store.settings)

    def _save_lot(self) -> None:
        """The lot of a paper that left goes into the file it was opened from; without one the title says that it is not saved."""
        if self.files.path is not None:
            self.files.save()

    def _show_turned(self, name: str) -> None:
        self._rail.show_current(name)
        self._title.show_page(title_of(name), prescription=name == COMPOUND)

    def _show_file(self) -> None:
        path = self.files.path
        self.setWindowTitle(TEXT.file_title.format(file=path.name) if path else TEXT.new_title)
