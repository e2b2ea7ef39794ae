"""Printing at true size: each page of a PDF as dots, on paper of exactly that page's size, nothing scaled or cut.

Imported on first use, because QtPrintSupport is not needed before the window is painted.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from ui.printing.cups_options import cups_options, set_cups_options
from ui.printing.printer_facts import PrinterFacts, printer_facts
from ui.printing.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.papers.printed import Pages
    from ldn_calc.application.pharmacy.settings import PaperPrinter

__all__ = [
    "TRAYS",
    "NotPrinted",
    "PrinterFacts",
    "apply_choice",
    "ask_for_printer",
    "chosen_tray",
    "page_layout",
    "print_pages",
    "printer_facts",
    "system_printers",
    "trays_of",
]

_POINTS_PER_INCH: Final = 72.0
_FINEST: Final = 600
"""Dots per inch that are drawn at most; a Letter page has 135 MB at that, and no printer of a pharmacy shows more."""


TRAYS: Final = {
    "Upper": QPrinter.PaperSource.Upper,
    "Middle": QPrinter.PaperSource.Middle,
    "Lower": QPrinter.PaperSource.Lower,
    "Manual": QPrinter.PaperSource.Manual,
    "Envelope": QPrinter.PaperSource.Envelope,
    "Cassette": QPrinter.PaperSource.Cassette,
    "LargeCapacity": QPrinter.PaperSource.LargeCapacity,
}
"""Paper sources of Windows by the names that are kept in the settings; elsewhere a driver's own names are kept."""
_TRAY: Final = "InputSlot"


class NotPrinted(Exception):  # noqa: N818 - it reads as what happened
    """The printer did not take the pages; the sentence says which printer and what to do.

    Attributes:
        in_doubt: True where some pages may have been printed; then nobody may print them again before looking.
    """

    def __init__(self, sentence: str, *, in_doubt: bool = False) -> None:
        super().__init__(sentence)
        self.in_doubt = in_doubt


def page_layout(width_points: float, height_points: float) -> QPageLayout:
    """The paper and orientation of one page: a standard paper where it is one, else a paper of just that size; no margins."""
    portrait, lying = QSizeF(width_points, height_points), QSizeF(height_points, width_points)
    unit, match = QPageSize.Unit.Point, QPageSize.SizeMatchPolicy.FuzzyMatch
    orientation = QPageLayout.Orientation.Portrait
    size = QPageSize(portrait, unit, "", match)
    if size.id() == QPageSize.PageSizeId.Custom:
        turned = QPageSize(lying, unit, "", match)
        if turned.id() == QPageSize.PageSizeId.Custom:
            size = QPageSize(portrait, unit, "", QPageSize.SizeMatchPolicy.ExactMatch)
        else:
            size, orientation = turned, QPageLayout.Orientation.Landscape
    layout = QPageLayout(size, orientation, QMarginsF(), QPageLayout.Unit.Point)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def ask_for_printer(parent: QWidget, title: str, layout: QPageLayout, remembered: PaperPrinter) -> QPrinter | None:
    """Let the person choose a printer in the system's dialog; None when they cancel.

    Args:
        parent: the window the dialog belongs to.
        title: what is printed, for the dialog and the printer's queue; never a patient's name.
        layout: paper and orientation of the first page.
        remembered: printer, tray and copies of this paper, to begin with.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if remembered.name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(remembered.name)
    printer.setCopyCount(remembered.copies)
    if remembered.tray and remembered.tray in trays_of(printer.printerName()):
        _set_tray(printer, remembered.tray)
    printer.setDocName(title)
    printer.setPageLayout(layout)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("printDialog")
    dialog.setWindowTitle(title)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def system_printers() -> list[str]:
    """The names of this computer's printers."""
    return list(QPrinterInfo.availablePrinterNames())


def apply_choice(choice: PaperPrinter, title: str, layout: QPageLayout) -> QPrinter:
    """A printer of this computer as the settings choose it for a paper, without asking anybody.

    Raises:
        NotPrinted: there is no printer of that name, or it has no such tray.
    """
    names = system_printers()
    if choice.name and choice.name not in names:
        raise NotPrinted(TEXT.no_such_printer.format(printer=choice.name))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if choice.name:
        printer.setPrinterName(choice.name)
    printer.setDocName(title)
    printer.setCopyCount(choice.copies)
    printer.setPageLayout(layout)
    if choice.tray:
        _set_tray(printer, choice.tray)
    return printer


def trays_of(name: str) -> tuple[str, ...]:
    """The paper sources that a printer's driver lists, by the names that settings keep; empty name: the default printer."""
    if sys.platform == "win32":
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if name:
            printer.setPrinterName(name)
        listed = printer.supportedPaperSources() if hasattr(printer, "supportedPaperSources") else TRAYS.values()
        return tuple(tray for tray, source in TRAYS.items() if source in listed)
    from ldn_calc.application.papers.printers import queue_options  # a process, only when it is asked for

    return queue_options(name).trays


def chosen_tray(printer: QPrinter) -> str:
    """The tray that a printer was given, by the name that settings keep; empty where it is the printer's own choice."""
    if sys.platform == "win32":
        return next((tray for tray, source in TRAYS.items() if source == printer.paperSource()), "")
    return cups_options(printer).get(_TRAY, "")


def _set_tray(printer: QPrinter, tray: str) -> None:
    name = printer.printerName()
    trays = trays_of(name)
    if tray not in trays:
        if not trays:
            raise NotPrinted(TEXT.no_trays.format(printer=name, tray=tray))
        raise NotPrinted(TEXT.no_such_tray.format(printer=name, tray=tray, trays=", ".join(trays)))
    if sys.platform == "win32":
        printer.setPaperSource(TRAYS[tray])
    else:
        set_cups_options(printer, {_TRAY: tray})


def print_pages(pages: Pages, printer: QPrinter) -> None:
    """Print every page at true size; may run off the GUI thread.

    Raises:
        NotPrinted: the printer could not be begun, or gave up on the way.
    """
    name = printer.printerName() or TEXT.the_printer
    painter = QPainter()
    printer.setFullPage(True)
    set_cups_options(printer, {"print-scaling": "none"})  # whatever the queue does by itself
    size = None
    try:
        for number in range(pages.count):
            taken = True
            if pages.size_points(number) != size:  # a driver of Windows takes no other paper once the job has begun
                size = pages.size_points(number)
                taken = printer.setPageLayout(page_layout(*size)) or not painter.isActive()
            if not (taken and (printer.newPage() if painter.isActive() else painter.begin(printer))):
                raise NotPrinted(
                    TEXT.page_not_taken.format(printer=name, page=number + 1, count=pages.count),
                    in_doubt=number > 0,
                )
            _paint(painter, pages, number, printer.resolution())
    finally:
        ended = painter.end() if painter.isActive() else False
    if not ended or printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise NotPrinted(TEXT.stopped.format(printer=name), in_doubt=True)


def _paint(painter: QPainter, pages: Pages, number: int, resolution: int) -> None:
    """Paint one page's dots over exactly its own size on the paper, whatever the printer's dots are."""
    width, height = pages.size_points(number)
    dots = pages.render(number, min(resolution, _FINEST) / _POINTS_PER_INCH)
    image = QImage(dots.buffer, dots.width, dots.height, dots.stride, QImage.Format.Format_RGB32)
    on_paper = resolution / _POINTS_PER_INCH
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else Qt's PDFs hold a JPEG, with shadows round letters
    painter.drawImage(QRectF(0, 0, width * on_paper, height * on_paper), image, QRectF(image.rect()))
