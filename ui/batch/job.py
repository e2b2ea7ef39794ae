"""A batch at work off the GUI thread: what it says comes through a queue that the GUI thread looks into."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.batch.sentences import TEXT

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ldn_calc.application.batch.running import BatchItem, BatchRun
    from ldn_calc.application.pharmacy.settings import PaperPrinter
    from ui.kit.tasks import Tasks

__all__ = ["BatchJob"]

_LOOK_MILLISECONDS: Final = 40


class BatchJob(QObject):
    """Runs one batch at a time.

    Attributes:
        told: number and file, as they were when that file was done.
        ended: the batch has stopped, with what went wrong as a sentence, or nothing.
    """

    told = Signal(int, object)
    ended = Signal(str)

    def __init__(self, parent: QObject, tasks: Tasks) -> None:
        """`tasks` is the window's door for slow work."""
        super().__init__(parent)
        self._tasks = tasks
        self._cancel = threading.Event()
        self._said: SimpleQueue[tuple[int, BatchItem]] = SimpleQueue()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MILLISECONDS)
        self._look.timeout.connect(self._hear)
        self.is_running = False

    def start(self, batch: BatchRun, printers: Mapping[str, QPrinter] | None) -> None:
        """Run it, or go on with it.

        Args:
            batch: what is to be done.
            printers: for each paper that prints on a printer of this computer, that printer; None writes files only.
        """
        self._cancel.clear()
        self.is_running = True
        self._look.start()

        def send(paper: str, pdf: bytes, printer: PaperPrinter) -> None:
            _send(paper, pdf, printer, printers or {})

        def told(number: int, item: BatchItem) -> None:
            self._said.put((number, replace(item, doubtful=list(item.doubtful))))

        def work() -> str:
            from ldn_calc.application.batch.running import JournalError  # on the worker

            try:
                batch.run(send if printers is not None else None, told, self._cancel.is_set)
            except JournalError as error:
                return str(error)
            return batch.stopped

        self._tasks.run(self, "batch", work, self._end, self._fail)

    def cancel(self) -> None:
        """Stop after the paper that is on its way."""
        self._cancel.set()

    def _hear(self) -> None:
        while True:
            try:
                number, item = self._said.get_nowait()
            except Empty:
                return
            self.told.emit(number, item)

    def _end(self, sentence: str) -> None:
        self._look.stop()
        self._hear()
        self.is_running = False
        self.ended.emit(sentence)

    def _fail(self, error: Exception) -> None:
        self._end(TEXT.broke_off)
        raise error


def _send(paper: str, pdf: bytes, printer: PaperPrinter, printers: Mapping[str, QPrinter]) -> None:
    """Print one paper, on the worker; a system's printer that fails on the way leaves it in doubt what came out.

    Raises:
        PrinterError: it was not printed, or may have been.
    """
    from ldn_calc.application.papers.printed import open_pages  # on the worker
    from ldn_calc.application.papers.printers import PrinterError, is_label_printer, send_paper
    from ui.printing import system as printing  # QtPrintSupport

    if is_label_printer(printer):
        send_paper(pdf, printer)
        return
    try:
        with open_pages(pdf) as pages:
            printing.print_pages(pages, printers[paper])
    except printing.NotPrinted as error:
        raise PrinterError(str(error), in_doubt=error.in_doubt) from error
