"""Printing the ruler page of a paper, and what the printer's driver says about true size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

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
        from ldn_calc.application.papers.printers import is_label_printer  # noqa: PLC0415  (when it is asked for)
        from ldn_calc.application.papers.ruler import free_edges, ruler_pdf, ruler_size  # noqa: PLC0415
        from ui.printing.system import NotPrinted  # noqa: PLC0415  (QtPrintSupport)

        if printer is None:
            form.say("Not printed. Put right what is marked above first.", "stop")
            form.focus_fault()
            return
        label = is_label_printer(printer)
        width, height = size = ruler_size(paper, choices)
        try:
            asked = (printer, f"Ruler {paper}", size, free_edges(paper, choices))
            send, words, warning = self._sender(*asked) if not label else (None, "", "")
        except NotPrinted as error:
            form.say(str(error), "stop")
            return
        if label:
            words = f"{printer.resolution} dpi, {width / 72 * 25.4:.1f} × {height / 72 * 25.4:.1f} mm"

        def work() -> None:
            pdf = ruler_pdf(paper, choices)
            if send is not None:
                send(pdf)
                return
            from ldn_calc.application.papers.printers import send_paper  # noqa: PLC0415  (sockets)

            send_paper(pdf, printer)

        def done(_none: None) -> None:
            form.set_busy(busy=False)
            name = printer.name or "the usual printer of this computer"
            if warning:
                form.say(f"Sent to {name}. {warning}", "warn")
            else:
                form.say(f"Sent to {name}: {words}, nothing scaled. Lay a ruler on the page: its marks are millimeters.")

        def failed(error: Exception) -> None:
            from ldn_calc.application.papers.printers import PrinterError  # noqa: PLC0415

            form.set_busy(busy=False)
            is_known = isinstance(error, (NotPrinted, PrinterError))
            form.say(str(error) if is_known else "The ruler page was not printed.", "stop")
            if not is_known:
                raise error

        form.set_busy(busy=True)
        form.say("Printing…", "muted")
        self._tasks.run(self, "ruler", work, done, failed)

    def _sender(
        self, choice: PaperPrinter, title: str, size: tuple[float, float], free: tuple[float, float]
    ) -> tuple[Callable[[bytes], None], str, str]:
        """What prints on a printer of this computer, and what its driver says of a paper: words and a warning.

        Raises:
            NotPrinted: there is no such printer or tray.
        """
        from ldn_calc.application.papers.printed import open_pages  # noqa: PLC0415
        from ui.printing import system as printing  # noqa: PLC0415  (QtPrintSupport)

        layout = printing.page_layout(*size)
        printer = printing.apply_choice(choice, title, layout)
        if not printer.isValid():
            raise printing.NotPrinted("This computer has no printer. Add one in the system's settings, then open this page again.")
        facts = printing.printer_facts(printer, layout, free)

        def send(pdf: bytes) -> None:
            with open_pages(pdf) as pages:
                printing.print_pages(pages, printer)

        return send, facts.words, facts.warning
