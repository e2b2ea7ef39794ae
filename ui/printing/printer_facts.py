"""What a printer's driver makes of a page: its dots, its paper, its edges, and whether the page would come out as it is."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.printing.sentences import TEXT

__all__ = ["PrinterFacts", "printer_facts"]

_MILLIMETRE: Final = 72 / 25.4
_TOLERANCE: Final = 0.5
"""Millimetres by which a driver rounds a page; more is another paper or a scaled one."""
_FREE: Final = 6.0
"""Millimetres from the paper's edges at which the ruler page begins."""


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """What a driver answers when it is asked for a page.

    Attributes:
        words: resolution, paper and widest edge that stays white: `600 dpi, 215.9 × 279.4 mm, prints up to 4.2 mm from the edge`.
        warning: why a page would not come out at true size or whole; empty where it would.
    """

    words: str
    warning: str


def printer_facts(printer: QPrinter, layout: QPageLayout, free: tuple[float, float] | None = None) -> PrinterFacts:
    """Ask a driver for a page and read back what it makes of it.

    Args:
        printer: of this computer.
        layout: paper and orientation that are wanted.
        free: points at left and right, and at top and bottom, in which the paper has nothing; 6 mm where None.
    """
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    full = layout.fullRect(QPageLayout.Unit.Point)
    unit = QPrinter.Unit.Point
    paper, page = printer.paperRect(unit), printer.pageRect(unit)
    asked, given, drawn = (_millimetres(each.width(), each.height()) for each in (full, paper, page))
    margins = printer.pageLayout().minimumMargins()
    white = _millimetres(max(margins.left(), margins.right()), max(margins.top(), margins.bottom()))
    words = TEXT.driver.format(dots=_resolution(printer), across=_figure(given[0]), down=_figure(given[1]))
    if max(white) > 0:
        words = TEXT.driver_with_edge.format(driver=words, edge=_figure(max(white)))
    name = printer.printerName() or TEXT.the_printer
    room = _millimetres(*free) if free else (_FREE, _FREE)
    warning = ""
    if not _alike(asked, given) or not _has_paper(printer, layout):
        warning = TEXT.no_such_paper.format(printer=name, across=_figure(asked[0]), down=_figure(asked[1]))
    elif not _alike(given, drawn):
        warning = TEXT.scales.format(printer=name, across=_figure(drawn[0]), down=_figure(drawn[1]))
    elif any(edge > inside + _TOLERANCE for edge, inside in zip(white, room, strict=True)):
        warning = TEXT.leaves_white.format(printer=name, sides=_figure(white[0]), ends=_figure(white[1]))
    return PrinterFacts(words, warning)


def _has_paper(printer: QPrinter, layout: QPageLayout) -> bool:
    """Whether the driver lists the paper, or takes any size; one that lists nothing is not blamed."""
    info = QPrinterInfo(printer)
    sizes = info.supportedPageSizes()
    if info.supportsCustomPageSizes() or not sizes or printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        return True
    wanted = layout.pageSize().size(QPageSize.Unit.Millimeter)
    return any(_same(wanted, each.size(QPageSize.Unit.Millimeter)) for each in sizes)


def _same(one: QSizeF, other: QSizeF) -> bool:
    return any(_alike((one.width(), one.height()), (each.width(), each.height())) for each in (other, other.transposed()))


def _resolution(printer: QPrinter) -> str:
    """Dots per inch: the driver's own where it tells them, because Qt draws for CUPS at a number of its own."""
    if sys.platform != "win32" and printer.outputFormat() == QPrinter.OutputFormat.NativeFormat:
        from ldn_calc.application.papers.printers import queue_options  # a process, only when it is asked for

        told = re.fullmatch(r"(\d+)(?:x(\d+))?dpi", queue_options(printer.printerName()).resolution)
        if told:
            return TEXT.dpi.format(dots=" × ".join(number for number in told.groups() if number))
    return TEXT.dpi.format(dots=printer.resolution())


def _figure(millimetres: float) -> str:
    return f"{millimetres:.1f}"


def _millimetres(width: float, height: float) -> tuple[float, float]:
    return width / _MILLIMETRE, height / _MILLIMETRE


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(first - second) <= _TOLERANCE for first, second in zip(one, other, strict=True))
