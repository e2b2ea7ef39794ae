"""Printing the ruler page of a paper, and what the printer's driver says about true size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.settings.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.settings import PaperPrinter
    from ldn_calc.documents.values.choices import PaperChoices
    from ui.kit.tasks import Tasks
    from ui.settings.printer_form import PrinterForm

__all__ = ["RulerPrinting"]


class RulerPrinting(QObject):
    """Prints without a dialog, where the settings on the screen say; every end of it is said in the paper's form."""

    def __init__(self, parent: QObject, tasks: Tasks) -> None:
        """`tasks` is the window's door for slow work."""
        super().__init__(parent)
        self._tasks = tasks

    def print_ruler(self, paper: str, printer: PaperPrinter | None, choices: PaperChoices, form: PrinterForm) -> None:
        """Print the page of `paper`; None for a printer is one whose fields are not right yet."""
        from ldn_calc.application.papers.printers import is_label_printer  # when it is asked for
        from ldn_calc.application.papers.ruler import free_edges, ruler_pdf, ruler_size
        from ui.printing.system import NotPrinted  # QtPrintSupport

        if printer is None:
            form.say(TEXT.ruler_waits, "stop")
            form.focus_fault()
            return
        label = is_label_printer(printer)
        width, height = size = ruler_size(paper, choices)
        try:
            asked = (printer, TEXT.ruler_title.format(paper=paper), size, free_edges(paper, choices))
            send, words, warning = self._sender(*asked) if not label else (None, "", "")
        except NotPrinted as error:
            form.say(str(error), "stop")
            return
        if label:
            across, down = (f"{points / 72 * 25.4:.1f}" for points in (width, height))
            words = TEXT.ruler_label_printer.format(dots=printer.resolution, across=across, down=down)

        def work() -> None:
            pdf = ruler_pdf(paper, choices)
            if send is not None:
                send(pdf)
                return
            from ldn_calc.application.papers.printers import send_paper  # sockets

            send_paper(pdf, printer)

        def done(_none: None) -> None:
            form.set_busy(busy=False)
            name = printer.name or TEXT.usual_printer
            if warning:
                form.say(TEXT.ruler_warned.format(printer=name, warning=warning), "warn")
            else:
                form.say(TEXT.ruler_sent.format(printer=name, driver=words))

        def failed(error: Exception) -> None:
            from ldn_calc.application.papers.printers import PrinterError

            form.set_busy(busy=False)
            is_known = isinstance(error, (NotPrinted, PrinterError))
            form.say(str(error) if is_known else TEXT.ruler_failed, "stop")
            if not is_known:
                raise error

        form.set_busy(busy=True)
        form.say(TEXT.printing, "muted")
        self._tasks.run(self, "ruler", work, done, failed)

    def _sender(
        self, choice: PaperPrinter, title: str, size: tuple[float, float], free: tuple[float, float]
    ) -> tuple[Callable[[bytes], None], str, str]:
        """What prints on a printer of this computer, and what its driver says of a paper: words and a warning.

        Raises:
            NotPrinted: there is no such printer or tray.
        """
        from ldn_calc.application.papers.printed import open_pages
        from ui.printing import system as printing  # QtPrintSupport

        layout = printing.page_layout(*size)
        printer = printing.apply_choice(choice, title, layout)
        if not printer.isValid():
            raise printing.NotPrinted(TEXT.no_printer)
        facts = printing.printer_facts(printer, layout, free)

        def send(pdf: bytes) -> None:
            with open_pages(pdf) as pages:
                printing.print_pages(pages, printer)

        return send, facts.words, facts.warning
