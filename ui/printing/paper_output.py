"""Sending one finished paper to the printer or into a file; every end of it is said in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.kit.words import PAPER_WORDS
from ui.printing.sentences import TEXT

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ldn_calc.application.pharmacy.settings import PaperPrinter
    from ldn_calc.application.plan.planning import Planned
    from ui.kit.settings_store import PrinterMemory
    from ui.kit.tasks import Tasks

__all__ = ["FinishedPaper", "PaperOutput"]

_MOST_COPIES = 9


@dataclass(frozen=True, slots=True)
class FinishedPaper:
    """What leaves the program.

    Attributes:
        name: label, sheet, worksheet or master, or what another page prints.
        lot: of the plan it belongs to; the only thing of the prescription that titles and file names hold.
        pdf: its bytes, the ones that are shown.
        size_points: width and height of its first page.
        planned: the plan it is of, where it is of one.
        told: makes the same as plain text; None where there is none.
    """

    name: str
    lot: str
    pdf: bytes
    size_points: tuple[float, float]
    planned: Planned | None = None
    told: Callable[[], str] | None = None


class PaperOutput(QObject):
    """Prints and saves for one window.

    Attributes:
        busy_changed: a paper is on its way to the printer, or is no longer.
        succeeded: what was done, in words.
        failed: what went wrong and what to do, in words.
        before_leaving: called with each paper before it goes; where that fails, the paper stays.
    """

    busy_changed = Signal(bool)
    succeeded = Signal(str)
    failed = Signal(str)

    def __init__(self, page: QWidget, tasks: Tasks, printers: PrinterMemory | None = None) -> None:
        """`page` is the column whose window the dialogs belong to; `printers` remembers where papers print."""
        super().__init__(page)
        self._page, self._tasks = page, tasks
        if printers is None:
            from ui.kit.settings_store import PrinterMemory  # after the first paint

            printers = PrinterMemory(self)
        self._printers = printers
        self._folder = Path.home()
        self.before_leaving: Callable[[FinishedPaper], None] = lambda _paper: None

    def printer_words(self, paper: str) -> str:
        """Where a paper prints, in words."""
        printer = self._printers.printer(paper)
        if not printer.name:
            return TEXT.asked_when_printing
        if printer.kind.value == "system":
            return printer.name
        return TEXT.label_printer.format(printer=printer.name, resolution=printer.resolution)

    def print_paper(self, paper: FinishedPaper) -> None:
        """Print at true size, off the GUI thread: at once on a label printer, else on the one chosen in the system's dialog."""
        from ldn_calc.application.papers.printed import open_pages  # pypdfium2, on first use
        from ldn_calc.application.papers.printers import is_label_printer  # after the first paint
        from ui.printing import system as printing  # QtPrintSupport, on first use

        remembered = self._printers.printer(paper.name)
        if is_label_printer(remembered):
            self._send(paper, remembered)
            return
        title = f"{_words(paper).capitalize()} {paper.lot}"
        layout = printing.page_layout(*paper.size_points)
        printer = printing.ask_for_printer(self._page.window(), title, layout, remembered)
        if printer is None:
            return
        self.before_leaving(paper)
        not_kept = self._remember(paper.name, remembered, printer)
        self.busy_changed.emit(True)

        def work() -> QPrinter:
            with open_pages(paper.pdf) as pages:
                printing.print_pages(pages, printer)
            return printer

        self._tasks.run(self, "print", work, lambda done: self._printed(done, not_kept), self._told_of(paper))

    def _send(self, paper: FinishedPaper, printer: PaperPrinter) -> None:
        """Send it to a label printer: no dialog, the settings say everything."""

        def work() -> None:
            from ldn_calc.application.papers.printers import send_paper  # sockets, when something is printed

            send_paper(paper.pdf, printer)

        def sent(_none: None) -> None:
            self.busy_changed.emit(False)
            self.succeeded.emit(TEXT.sent_to.format(printer=self.printer_words(paper.name)))

        self.before_leaving(paper)
        self.busy_changed.emit(True)
        self._tasks.run(self, "print", work, sent, self._told_of(paper))

    def _remember(self, name: str, before: PaperPrinter, printer: QPrinter) -> str:
        """Print this paper there from now on; says why that is not kept, or nothing. A file is no printer."""
        from ui.printing.system import chosen_tray  # QtPrintSupport, on first use

        if not printer.printerName() or printer.outputFileName():
            return ""
        tray = chosen_tray(printer) or before.tray
        copies = max(1, min(_MOST_COPIES, printer.copyCount()))
        return self._printers.remember(name, replace(before, name=printer.printerName(), tray=tray, copies=copies))

    def save_paper(self, paper: FinishedPaper) -> None:
        """Ask where, and whether as plain text too, and write the files whole or not at all."""
        from ldn_calc.application.files.whole_files import write_together, write_whole  # after the first paint
        from ui.kit.dialogs import ask_replace  # when something is saved

        suggested = self._folder / f"{paper.name}-{paper.lot}.pdf"
        title = TEXT.save_paper.format(paper=_words(paper))
        kinds = TEXT.pdf_files if paper.told is None else f"{TEXT.pdf_files};;{TEXT.pdf_and_text_files}"
        chosen, kind = QFileDialog.getSaveFileName(self._page.window(), title, str(suggested), kinds)
        if not chosen:
            return
        path = Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")
        told = paper.told if kind == TEXT.pdf_and_text_files else None
        beside = path.with_suffix(".txt")
        unasked = [each for each in (path, *([beside] if told is not None else [])) if str(each) != chosen and each.exists()]
        for each in unasked:
            there = TEXT.there_already.format(file=each.name, paper=_words(paper))
            if not ask_replace(self._page.window(), there):
                return
        self.before_leaving(paper)
        try:
            if told is None:
                write_whole(path, paper.pdf)
            else:
                write_together({path: paper.pdf, beside: told().encode()})
        except OSError as error:
            self.failed.emit(TEXT.was_not_saved.format(file=path.name, fault=error.strerror or error))
            return
        self._folder = path.parent
        if told is None:
            self.succeeded.emit(TEXT.saved_as.format(file=path.name))
        else:
            self.succeeded.emit(TEXT.saved_with_text.format(file=path.name, text=beside.name))

    def _printed(self, printer: QPrinter, not_kept: str) -> None:
        self.busy_changed.emit(False)
        file = Path(printer.outputFileName()).name
        done = TEXT.printed_to_file.format(file=file) if file else TEXT.sent_to.format(printer=printer.printerName())
        self.succeeded.emit(TEXT.not_remembered.format(done=done, fault=not_kept) if not_kept else done)

    def _told_of(self, paper: FinishedPaper) -> Callable[[Exception], None]:
        def not_printed(error: Exception) -> None:
            from ldn_calc.application.papers.printers import PrinterError  # after the first paint
            from ui.printing.system import NotPrinted  # QtPrintSupport, on first use

            self.busy_changed.emit(False)
            is_known = isinstance(error, (NotPrinted, PrinterError))
            self.failed.emit(str(error) if is_known else TEXT.was_not_printed.format(paper=_words(paper)))
            if not is_known:
                raise error

        return not_printed


def _words(paper: FinishedPaper) -> str:
    return PAPER_WORDS.get(paper.name, paper.name)
