"""The workstation's window: rail, title row, notices and the Compound page's columns; everything slow comes after paint."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from ui.widgets.columns import Arrangement, Columns, arrangement_for
from ui.widgets.controls import hairline
from ui.widgets.mnemonics import show_mnemonics
from ui.widgets.rail import Rail
from ui.widgets.title_row import TitleRow

if TYPE_CHECKING:
    from datetime import datetime

    from ldn_calc.application.own_formulary import Formulary, OwnFileError
    from ldn_calc.application.settings import Settings
    from ui.pages.compound_form import CompoundForm
    from ui.pages.papers_view import PapersView
    from ui.pages.plan_view import PlanView
    from ui.presenters.compound import CompoundPresenter
    from ui.presenters.files import Dialogs, FilesPresenter
    from ui.widgets.notices import PharmacyCard

__all__ = ["MainWindow"]

_NEW_TITLE = "New prescription[*] - LDN Calc"
_LEAST_WIDTH, _LEAST_HEIGHT = 640, 400


class MainWindow(QMainWindow):
    """The one window.

    Attributes:
        ready: everything is loaded, and what was typed or opened is planned.
        form: of the Compound page; made right after the first paint, its first section at once.
        presenter: of the Compound page; made after the form.
        files: opens and saves; made right after the first paint.
    """

    ready = Signal()
    form: CompoundForm
    presenter: CompoundPresenter
    files: FilesPresenter

    def __init__(self, clock: Callable[[], datetime], settings_path: Path, dialogs: Dialogs | None = None) -> None:
        """Build what the first paint shows.

        Args:
            clock: the time now.
            settings_path: the settings file; recent files are kept beside it.
            dialogs: answers questions in tests.
        """
        super().__init__()
        self.setObjectName("mainWindow")
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.setAcceptDrops(True)
        menu = QMenu(self)
        self._clock, self._settings_path = clock, settings_path
        self._settings: Settings | None = None
        self._formulary: Formulary | None = None
        self._own_fault: OwnFileError | None = None
        self._plan: PlanView | None = None
        self._papers: PapersView | None = None
        self._painted = self._loaded = False
        self._menu = menu
        self._to_open: list[Path] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._run_later)
        self._waiting: Callable[[], None] | None = None
        menu.setObjectName("fileMenuItems")
        page = QFrame(self)
        page.setProperty("ground", "window")
        self.setCentralWidget(page)  # before it is filled: under a style sheet each move to another parent styles all anew
        self._rail = Rail(page)
        self._rail.add_page("Compound", "flask", "F2").setChecked(True)
        self._title = TitleRow(menu, page)
        self.columns = Columns(page)
        self._card: PharmacyCard | None = None
        self._down = QVBoxLayout()
        self._lay_out(page)
        self._dialogs = dialogs
        self.setWindowTitle(_NEW_TITLE)

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

    def show_strangers(self, sentences: Sequence[str], *, removable: bool) -> None:
        """Say what stands in the file and has no place in the form."""
        self._strangers.say(sentences, action=removable)

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
            QTimer.singleShot(0, self._load_page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange columns, rail and title row for the width."""
        super().resizeEvent(event)
        arrangement = arrangement_for(self.width())
        narrow = arrangement is Arrangement.NARROW
        self._rail.set_narrow(narrow=narrow)
        self._title.set_width(self.width())
        self.columns.arrange(arrangement)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Underline the letters that go with Alt while it is held."""
        if event.key() == Qt.Key.Key_Alt:
            show_mnemonics(self, shown=True)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take the underlines back."""
        if event.key() == Qt.Key.Key_Alt:
            show_mnemonics(self, shown=False)
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the underlines back when another window comes before Alt is released."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            show_mnemonics(self, shown=False)
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work."""
        if not self._loaded or self.files.may_leave():
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, once there is somewhere to open it."""
        if self._loaded and len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        QTimer.singleShot(0, lambda: self.files.open_path(path))

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
        form, to = self.form, self.presenter
        form.edited.connect(to.edit)
        form.left.connect(to.leave)
        form.picked.connect(to.choose)
        form.opioids_answered.connect(to.answer_opioids)
        form.source_picked.connect(to.choose_source)
        form.base_picked.connect(lambda base: to.set_base(base=base))
        form.entry_typed.connect(to.type_entry)
        form.entry_added.connect(to.add_entry)
        form.entry_left.connect(to.leave_entry)
        form.none_answered.connect(to.answer_none)
        form.entry_removed.connect(to.remove_entry)
        form.phase_added.connect(to.add_phase)
        form.phase_removed.connect(to.remove_phase)
        form.dose_added.connect(to.add_dose)
        form.dose_removed.connect(to.remove_dose)
        form.preset_picked.connect(to.use_regimen)
        form.next_fill_requested.connect(to.next_fill)
        self._strangers.acted.connect(to.remove_strangers)
        self._title.set_up_requested.connect(self._open_card)
        self._title.new_requested.connect(self._new)
        self._rail.chosen.connect(lambda _page: self._show_page())

    def _make_menu(self, menu: QMenu) -> None:
        keys = QKeySequence.StandardKey
        self._add(menu, "&New", self._new, QKeySequence(keys.New))
        self._add(menu, "&Open…", self.files.open, QKeySequence(keys.Open))
        self._recent = menu.addMenu("&Recent")
        self._recent.setObjectName("recentFiles")
        self._recent.aboutToShow.connect(self._show_recent)
        menu.addSeparator()
        self._add(menu, "&Save", self.files.save, QKeySequence(keys.Save))
        self._add(menu, "Save &as…", self.files.save_as, QKeySequence("Ctrl+Shift+S"))
        menu.addSeparator()
        self._add(menu, "&Print the paper shown…", self._print, QKeySequence(keys.Print))
        self._add(menu, "Save the paper shown as P&DF…", self._save_paper, QKeySequence("Ctrl+Shift+P"))
        menu.addSeparator()
        self._add(menu, "Pharmacy na&me and address…", self._open_card, QKeySequence())
        menu.addSeparator()
        self._add(menu, "&Close", self.close, QKeySequence("Ctrl+W"))
        page = QAction("Compound", self)
        page.setShortcut(QKeySequence("F2"))
        page.triggered.connect(self._show_page)
        self.addAction(page)

    def _add(self, menu: QMenu, words: str, does: Callable[[], object], keys: QKeySequence) -> None:
        action = menu.addAction(words)
        action.setObjectName("file." + words.replace("&", "").rstrip("…"))
        action.setShortcut(keys)
        action.triggered.connect(lambda _on=False: does())
        self.addAction(action)

    # After the first paint

    def _load_page(self) -> None:
        """First slice after the first paint: the form's first section, ready to type in."""
        from ui.pages.compound_form import CompoundForm  # noqa: PLC0415  (after the first paint)

        self.form = CompoundForm(self.columns)
        self.columns.set_form(self.form)
        self.form.show()
        self.form.focus_first()
        QTimer.singleShot(0, self._load_presenter)

    def _load_presenter(self) -> None:
        """First slice: what answers to keys."""
        from ui.dialogs import RecentFiles, WindowDialogs  # noqa: PLC0415  (after the first paint)
        from ui.presenters.compound import CompoundPresenter  # noqa: PLC0415  (after the first paint)
        from ui.presenters.files import FilesPresenter  # noqa: PLC0415  (after the first paint)
        from ui.widgets.notices import Notice  # noqa: PLC0415  (after the first paint)

        self._fault = Notice("fault", "stop")
        self._strangers = Notice("strangers", "warn", "Take it out")
        for place, notice in enumerate((self._fault, self._strangers), start=1):
            self._down.insertWidget(place, notice)
        self.presenter = CompoundPresenter(self.form, self, self._clock, self._plan_later)
        dialogs = self._dialogs or WindowDialogs(self, self.tell)
        self.files = FilesPresenter(self.presenter, dialogs, RecentFiles(self._settings_path), self._show_file)
        self._loaded = True
        self._connect()
        self._make_menu(self._menu)
        QTimer.singleShot(0, self._load_form)

    def _load_form(self) -> None:
        """Next slices: the rest of the form."""
        following = self._load_form if self.form.build_more() else self._load_columns
        QTimer.singleShot(0, following)

    def _load_columns(self) -> None:
        """Then the two columns."""
        from ui.pages.papers_view import PapersView  # noqa: PLC0415  (after the first paint)
        from ui.pages.plan_view import PlanView  # noqa: PLC0415  (after the first paint)

        self._plan, self._papers = PlanView(clock=self._clock), PapersView()
        self.columns.set_views(self._plan, self._papers, self._papers.print_bar)
        self._plan.settle_requested.connect(self.presenter.settle)
        self._plan.take_back_requested.connect(self.presenter.take_back)
        for button in self._papers.print_bar.findChildren(QAbstractButton):
            button.pressed.connect(self._run_later)
        QTimer.singleShot(0, self._load_choices)

    def _load_choices(self) -> None:
        """Then the settings, and what the program knows to choose from."""
        from ldn_calc.application import choices  # noqa: PLC0415  (after the first paint)
        from ldn_calc.application.own_formulary import OwnFileError, read_formulary  # noqa: PLC0415
        from ldn_calc.application.settings import Settings, SettingsError, read_settings  # noqa: PLC0415

        try:
            self._settings = read_settings(self._settings_path)
        except SettingsError as error:
            self._settings = Settings()
            self.tell(str(error))
        try:
            self._formulary = read_formulary(self._settings_path)
        except OwnFileError as error:
            self._own_fault = error
        self._title.show_practice(practice=self._settings.pharmacy is None)
        self.form.set_choices(
            {
                "rx.indication": choices.conditions(),
                "preparation.source.substance": choices.powders(),
                "preparation.source.assay_basis": choices.assay_bases(),
                "preparation.vehicle": choices.vehicles(self._formulary),
                "preparation.filler": choices.fillers(self._formulary),
                "preparation.capsule_size": choices.capsule_sizes(self._formulary),
            },
            choices.medicine_names(),
            [(each.title, each.regimen) for each in choices.presets()],
        )
        QTimer.singleShot(0, self._load_planning)

    def _load_planning(self) -> None:
        """Then planning, and the file that was asked for."""
        from ui.presenters.application import load_application  # noqa: PLC0415  (after the first paint)

        if self._plan is None or self._papers is None or self._settings is None:
            return
        if self._own_fault is None:
            self.presenter.start(load_application(self._formulary), self._plan, self._papers, self._settings)
        else:
            self._plan.show_needed(
                [f"the pharmacy's own file {self._own_fault.path.name} put right, then the program opened again"]
            )
        if self._to_open:
            self.files.open_path(self._to_open[0])
        if self._to_open[1:]:
            self.tell(f"One prescription is open at a time: {self._to_open[0].name}. Open the others with Ctrl+O.")
        if self._own_fault is not None:
            self.tell(str(self._own_fault))
        gc.enable()
        self.ready.emit()

    def _plan_later(self, replan: Callable[[], None]) -> None:
        self._waiting = replan
        self._later.start(0)

    def _run_later(self) -> None:
        """Plan what was typed, if it waits; printing calls this first, so that no older plan is ever printed."""
        waiting, self._waiting = self._waiting, None
        self._later.stop()
        if waiting is not None:
            waiting()

    # What a person asks of the shell

    def _new(self) -> None:
        self.files.new()
        self._show_page()

    def _show_page(self) -> None:
        self.columns.turn_to("Prescription")
        self.form.focus_first()

    def _print(self) -> None:
        if self._papers is not None:
            self._run_later()
            self.columns.turn_to("Papers")
            self._papers.print_current()

    def _save_paper(self) -> None:
        if self._papers is not None:
            self._run_later()
            self.columns.turn_to("Papers")
            self._papers.save_current()

    def _open_card(self) -> None:
        if self._card is None:
            from ui.widgets.notices import PharmacyCard  # noqa: PLC0415  (after the first paint)

            self._card = PharmacyCard()
            self._card.save_requested.connect(self._save_pharmacy)
            self._down.insertWidget(self._down.indexOf(self.columns), self._card)
            QWidget.setTabOrder(self._title, self._card)
        pharmacy = self._settings.pharmacy if self._settings else None
        self._card.open(*((pharmacy.name, pharmacy.address, pharmacy.phone) if pharmacy else ("", "", "")))

    def _save_pharmacy(self, name: str, address: str, phone: str) -> None:
        from ldn_calc.application.settings import Settings, SettingsError, write_settings  # noqa: PLC0415
        from ldn_calc.documents.pharmacy import Pharmacy  # noqa: PLC0415

        settings = Settings(Pharmacy(name, address, phone))
        try:
            write_settings(settings, self._settings_path)
        except SettingsError as error:
            if self._card is not None:
                self._card.say_fault(str(error))
            return
        self._settings = settings
        if self._card is not None:
            self._card.hide()
        self._title.show_practice(practice=False)
        self.presenter.set_settings(settings)

    def _show_file(self) -> None:
        path = self.files.path
        self.setWindowTitle(f"{path.name}[*] - LDN Calc" if path else _NEW_TITLE)

    def _show_recent(self) -> None:
        self._recent.clear()
        for path in self.files.recent():
            self._recent.addAction(str(path)).triggered.connect(lambda _on=False, chosen=path: self.files.open_path(chosen))
        if not self._recent.actions():
            self._recent.addAction("No file was opened yet").setEnabled(False)
