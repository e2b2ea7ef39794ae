"""Sending a finished paper to the printer that the settings name for it, without any dialog.

The system's printers are reached here from the command line alone; the window prints on them itself, with the same dots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_calc.application.pharmacy.settings import PaperPrinter, PrinterKind
from ldn_calc.printing.errors import PrinterError

if TYPE_CHECKING:
    from ldn_calc.printing.queues import QueueOptions

__all__ = ["PrinterError", "is_label_printer", "known_queues", "queue_options", "resolution_of", "send_paper"]

_FINISH: Final = 10.0
_EACH_LABEL: Final = 2.0
"""Seconds to wait for a label printer to end a job, and for each of its labels more: 4 × 6 inch at 3 inch a second."""


def is_label_printer(printer: PaperPrinter) -> bool:
    """Whether it takes ZPL: then the paper is drawn for its resolution and needs no system dialog."""
    return printer.kind in {PrinterKind.NETWORK, PrinterKind.QUEUE}


def resolution_of(printer: PaperPrinter) -> int | None:
    """The resolution that a paper is drawn for: a label printer's; None where the system's driver takes any."""
    return printer.resolution if is_label_printer(printer) else None


def send_paper(pdf: bytes, printer: PaperPrinter) -> None:
    """Print every page at true size, as many copies as the printer's row says.

    Args:
        pdf: the paper; for a label printer drawn for its resolution.
        printer: where it prints.

    Raises:
        PrinterError: it was not printed, or may have been (`in_doubt`); the sentence says what to do. A label printer gets no
            page with a code that cannot be read in its dots.
    """
    from ldn_calc.printing import transports  # sockets and processes, only when something is printed

    if not printer.name.strip():
        raise PrinterError("No printer is chosen for this paper, and nobody is asked. Choose one in Settings. Nothing was sent.")
    if not is_label_printer(printer):
        from ldn_calc.printing.pages import open_pages

        with open_pages(pdf) as pages:
            size = pages.size_points(0)
        transports.send_pdf_to_queue(pdf, printer.name, size, copies=printer.copies, tray=printer.tray)
        return
    from ldn_calc.printing.verify import pages_not_read
    from ldn_calc.printing.zpl import zpl_job

    if unread := pages_not_read(pdf, printer.resolution):
        raise PrinterError(
            f"A code on page {unread[0]} cannot be read back at {printer.resolution} dpi. Use a larger label or a finer printer. "
            "Nothing was sent."
        )
    job = zpl_job(pdf, printer.resolution, printer.copies)
    if printer.kind is PrinterKind.NETWORK:
        transports.send_to_network(job, printer.name, printer.port, finish_seconds=_FINISH + _EACH_LABEL * job.count(b"^XZ"))
    else:
        transports.send_to_queue(job, printer.name)


def known_queues() -> list[str]:
    """Queues of this computer that a label printer may stand behind."""
    from ldn_calc.printing.transports import raw_queues

    return raw_queues()


def queue_options(queue: str) -> QueueOptions:
    """Trays and resolution of a printer of Linux or macOS, as its driver tells them; an empty name is the default printer."""
    from ldn_calc.printing.queues import queue_options as ask  # a process, only when it is asked for

    return ask(queue)
