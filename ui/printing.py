"""Printing at true size: each page of a PDF as dots, on paper of exactly that page's size, nothing scaled or cut.

Imported on first use, because QtPrintSupport is not needed before the window is painted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from ldn_calc.application.papers import Pages
    from ldn_calc.application.settings import PaperPrinter

__all__ = [
    "TRAYS",
    "NotPrinted",
    "PrinterFacts",
    "apply_choice",
    "ask_for_printer",
    "page_layout",
    "print_pages",
    "printer_facts",
    "system_printers",
]

_POINTS_PER_INCH: Final = 72.0
_TOLERANCE: Final = 0.5
"""Millimetres by which a driver rounds a page; more is another paper or a scaled one."""
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
"""Paper sources by the names that are kept in the settings; a driver takes the one that is nearest of its own."""


class NotPrinted(Exception):  # noqa: N818 - it reads as what happened
    """The printer did not take the pages; the sentence says which printer and what to do."""


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
    if remembered.tray in TRAYS:
        printer.setPaperSource(TRAYS[remembered.tray])
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
        raise NotPrinted(f"This computer has no printer {choice.name}. Choose another in Settings.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if choice.name:
        printer.setPrinterName(choice.name)
    printer.setDocName(title)
    printer.setCopyCount(choice.copies)
    printer.setPageLayout(layout)
    if choice.tray:
        source = TRAYS.get(choice.tray)
        if source is None:
            raise NotPrinted(f"There is no tray {choice.tray}: choose one of {', '.join(TRAYS)} in Settings.")
        printer.setPaperSource(source)
    return printer


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """What a driver answers when it is asked for a page.

    Attributes:
        words: resolution and paper, `600 dpi, 215.9 x 279.4 mm`.
        warning: why a page would not come out at true size; empty where it would.
    """

    words: str
    warning: str


def printer_facts(printer: QPrinter, layout: QPageLayout) -> PrinterFacts:
    """Ask a driver for a page and read back what it makes of it."""
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    asked = _millimetres(layout.fullRect(QPageLayout.Unit.Point).width(), layout.fullRect(QPageLayout.Unit.Point).height())
    unit = QPrinter.Unit.Point
    paper, page = printer.paperRect(unit), printer.pageRect(unit)
    given, drawn = _millimetres(paper.width(), paper.height()), _millimetres(page.width(), page.height())
    words = f"{printer.resolution()} dpi, {given[0]:.1f} × {given[1]:.1f} mm"
    name = printer.printerName() or "The printer"
    if not _alike(asked, given):
        return PrinterFacts(words, f"{name} has no paper of {asked[0]:.1f} × {asked[1]:.1f} mm: choose its paper or another stock.")
    if not _alike(given, drawn):
        return PrinterFacts(words, f"{name} keeps margins or scales: it draws {drawn[0]:.1f} × {drawn[1]:.1f} mm of the page.")
    return PrinterFacts(words, "")


def _millimetres(width: float, height: float) -> tuple[float, float]:
    return width / _POINTS_PER_INCH * 25.4, height / _POINTS_PER_INCH * 25.4


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(first - second) <= _TOLERANCE for first, second in zip(one, other, strict=True))


def print_pages(pages: Pages, printer: QPrinter) -> None:
    """Print every page at true size; may run off the GUI thread.

    Raises:
        NotPrinted: the printer could not be begun, or gave up on the way.
    """
    name = printer.printerName() or "The printer"
    painter = QPainter()
    printer.setFullPage(True)
    try:
        for number in range(pages.count):
            layout = page_layout(*pages.size_points(number))
            if layout != printer.pageLayout():
                printer.setPageLayout(layout)
            started = printer.newPage() if painter.isActive() else painter.begin(printer)
            if not started:
                raise NotPrinted(f"{name} did not take page {number + 1} of {pages.count}. Look at the printer, then print again.")
            _paint(painter, pages, number, printer.resolution())
    finally:
        ended = painter.end() if painter.isActive() else False
    if not ended or printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise NotPrinted(f"{name} stopped before the last page. Look at the printer, then print again.")


def _paint(painter: QPainter, pages: Pages, number: int, resolution: int) -> None:
    """Paint one page's dots over exactly its own size on the paper, whatever the printer's dots are."""
    width, height = pages.size_points(number)
    dots = pages.render(number, min(resolution, _FINEST) / _POINTS_PER_INCH)
    image = QImage(dots.buffer, dots.width, dots.height, dots.stride, QImage.Format.Format_RGB32)
    on_paper = resolution / _POINTS_PER_INCH
    painter.drawImage(QRectF(0, 0, width * on_paper, height * on_paper), image, QRectF(image.rect()))
