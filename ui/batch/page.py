"""The Batch page: many prescriptions into a folder and onto the printers, each paper once, with what became of every file."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog

from ldn_calc.application.batch.running import BatchOptions, BatchRun, ItemState
from ldn_calc.application.papers.printed import PAPERS
from ldn_calc.application.papers.printers import is_label_printer
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ui.batch.form import BatchBar, BatchForm
from ui.batch.job import BatchJob
from ui.batch.list import BatchList
from ui.batch.sentences import TEXT
from ui.batch.words import far_words, state_words, sum_words
from ui.kit.controls import hairline
from ui.kit.page_stack import Page, PageContext
from ui.kit.words import PAPER_WORDS, listed

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ldn_calc.application.batch.running import BatchItem
    from ldn_calc.application.pharmacy.port import Pharmacy
    from ui.kit.settings_store import SettingsStore
    from ui.kit.tasks import Tasks

__all__ = ["BatchPage", "make_page"]

_LETTER: Final = (612.0, 792.0)


class BatchPage(Page):
    """Chooses files, papers and folder, and shows a batch at work; a batch that has begun keeps its choices until it is new.

    Attributes:
        closed: back to the page before.
    """

    closed = Signal()

    def __init__(self, clock: Callable[[], datetime], tasks: Tasks, pharmacy: Pharmacy, store: SettingsStore) -> None:
        """`tasks` is the window's door for slow work, `pharmacy` has the rows to plan with, `store` says where papers print."""
        super().__init__()
        self.setObjectName("batchPage")
        self._clock, self._pharmacy, self._store = clock, pharmacy, store
        self._files: list[Path] = []
        self._batch: BatchRun | None = None
        self._again: set[str] = set()
        self._begun = 0.0
        self._job = BatchJob(self, tasks)
        self._job.told.connect(self._show_item)
        self._job.ended.connect(self._end)
        self.list = BatchList()
        self.list.again_pressed.connect(self._ask_again)
        self._form = BatchForm(PAPERS)
        self._bar = BatchBar()
        self._connect()
        self._lay_out()
        self._show()

    # What the window asks

    def focus_first(self) -> None:
        """Put the focus on what adds files."""
        self._form.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_current(self) -> None:
        """Start, as the button does."""
        self._begin()

    def save_current(self) -> None:
        """The papers go into the folder when the batch starts."""

    def may_leave(self) -> bool:
        """Not while it runs: what is on its way to a printer must be noted."""
        if self._job.is_running:
            self._bar.say(TEXT.still_at_work, "warn")
        return not self._job.is_running

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    # What a person does

    def _add_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self.window(), TEXT.prescriptions, "", TEXT.prescription_files)
        self._files += [path for name in names if (path := Path(name)) not in self._files]
        self._renew()

    def _empty(self) -> None:
        self._files = []
        self._renew()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self.window(), TEXT.folder, self._form.folder())
        if name:
            self._form.show_folder(name)
            self._renew()

    def _ask_again(self, place: int) -> None:
        """The person has looked: what is in doubt for this file is printed again when the batch goes on."""
        if self._batch is not None:
            item = self._batch.items[place]
            self._again.add(item.folder)
            self.list.show_state(place, state_words(ItemState.WAITING), TEXT.printed_when_going_on, doubtful=False)
            self._show()

    def _begin(self) -> None:
        """Start, or go on where it stopped."""
        if self._job.is_running or bool(self._why_off()):
            return
        printers: dict[str, QPrinter] | None = None
        if self._form.prints():
            printers = self._printers()
            if printers is None:
                return
        if self._batch is None and not self._make():
            return
        if self._batch is not None:
            self._begun = time.monotonic()
            self._job.start(self._batch, printers)
            self._bar.say(TEXT.at_work, "muted")
            self._show()

    def _make(self) -> bool:
        settings = self._store.settings
        try:
            formulary = self._pharmacy.formulary()
        except OwnFileError as error:
            self._bar.say(str(error), "stop")
            return False
        if settings is None:
            return False
        folder = Path(self._form.folder()).expanduser()
        options = BatchOptions(folder, self._form.papers(), settings.choices, draft=self._form.drafts(), again=self._again)
        self._batch = BatchRun(self._files, options, settings, formulary, self._clock)
        return True

    def _printers(self) -> dict[str, QPrinter] | None:
        """This computer's printers for the papers that print on one; None, and said why, where one is missing."""
        from ui.printing import system as printing  # QtPrintSupport, when it prints

        found = {}
        for paper in self._form.papers():
            choice = self._store.printer(paper)
            if not choice.name:
                self._bar.say(TEXT.needs_printer.format(paper=PAPER_WORDS[paper]), "stop")
                return None
            if is_label_printer(choice):
                continue
            try:
                title = TEXT.job_title.format(paper=PAPER_WORDS[paper])
                found[paper] = printing.apply_choice(choice, title, printing.page_layout(*_LETTER))
            except printing.NotPrinted as error:
                self._bar.say(str(error), "stop")
                return None
        return found

    # What is shown

    def _connect(self) -> None:
        self._form.add.clicked.connect(self._add_files)
        self._form.clear.clicked.connect(self._empty)
        self._form.choose.clicked.connect(self._choose_folder)
        self._form.close_button.clicked.connect(self.closed)
        self._form.changed.connect(self._renew)
        self._form.print_changed.connect(self._show)
        self._bar.start.clicked.connect(self._begin)
        self._bar.cancel.clicked.connect(self._job.cancel)
        self._store.changed.connect(self._renew)

    def _lay_out(self) -> None:
        inside = self.ground_column()
        inside.addWidget(self._form)
        inside.addWidget(hairline())
        inside.addWidget(self.list, 1)
        inside.addWidget(hairline())
        inside.addWidget(self._bar)

    def _renew(self) -> None:
        """Something is chosen otherwise: what follows is another batch; what was printed stays noted in its folder."""
        if self._job.is_running:
            return
        self._batch = None
        self._again = set()
        self.list.show_files([path.name for path in self._files])
        self._show()

    def _show(self) -> None:
        running, why = self._job.is_running, self._why_off()
        self._bar.set_running(running=running, goes_on=self._batch is not None and not running, may_start=not why)
        self._form.set_busy(busy=running)
        self.list.set_busy(busy=running)
        if self._batch is None:
            self._bar.say(why or TEXT.to_do.format(count=len(self._files)), "muted")

    def _why_off(self) -> str:
        lacks = [
            words
            for words, there in (
                (TEXT.needs_files, bool(self._files)),
                (TEXT.needs_folder, bool(self._form.folder())),
                (TEXT.needs_paper, bool(self._form.papers())),
            )
            if not there
        ]
        return TEXT.needed.format(lacks=listed(lacks)) if lacks else ""

    def _show_item(self, number: int, item: BatchItem) -> None:
        self.list.show_state(number - 1, state_words(item.state), item.sentence, doubtful=bool(item.doubtful))
        count = len(self._files)
        self._bar.show_progress(number, count, far_words(number, count, time.monotonic() - self._begun))

    def _end(self, sentence: str) -> None:
        batch = self._batch
        self._again.clear()  # what is in doubt a second time is asked for a second time
        self._show()
        if batch is None:
            return
        for place, item in enumerate(batch.items):
            self.list.show_state(place, state_words(item.state), item.sentence, doubtful=bool(item.doubtful))
        came = sum_words(batch.items)
        good = all(item.state.is_good for item in batch.items)
        if sentence:
            self._bar.say(TEXT.stopped.format(why=sentence.rstrip("."), came=came), "warn")
        else:
            self._bar.say(TEXT.done.format(came=came), "ok" if good else "warn")


def make_page(context: PageContext) -> BatchPage:
    """As the window's row of pages makes it."""
    page = BatchPage(context.clock, context.tasks, context.pharmacy, context.store)
    page.closed.connect(context.turn_back)
    return page
