"""Printing at true size: paper, orientation and measure of what reaches the printer."""

import io

import pdfplumber
import pypdfium2
import pytest
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from ldn_calc.application.papers import open_pages
from ui.printing import NotPrinted, page_layout, print_pages

LABEL, LETTER = (288.0, 144.0), (612.0, 792.0)
RULE = 100.0
"""Points between the outer edges of the two bars on every test page."""


def ruled(*sizes: tuple[float, float]) -> bytes:
    """Pages with two bars whose outer edges are RULE points apart, both ways, 20 points from the top left corner."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName="Helvetica")
    for width, height in sizes:
        canvas.setPageSize((width, height))
        for x, y, across, down in ((20, 20, 2, RULE), (18 + RULE, 20, 2, RULE), (20, 20, RULE, 2), (20, 18 + RULE, RULE, 2)):
            canvas.rect(x, height - y - down, across, down, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def printed(pdf: bytes, path, resolution: int = 600) -> list[tuple[float, float]]:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    with open_pages(pdf) as pages:
        print_pages(pages, printer)
    with pdfplumber.open(path) as document:
        return [(float(page.width), float(page.height)) for page in document.pages]


def black_edges(path, number: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is black on a page, in points."""
    scale = 10
    picture = (
        pypdfium2.PdfDocument(path)[number].render(scale=scale).to_pil().convert("L").point(lambda dot: 255 if dot < 128 else 0)
    )
    return tuple(edge / scale for edge in picture.getbbox())


@pytest.mark.parametrize(
    ("size", "paper", "orientation"),
    [
        (LETTER, QPageSize.PageSizeId.Letter, QPageLayout.Orientation.Portrait),
        ((792.0, 612.0), QPageSize.PageSizeId.Letter, QPageLayout.Orientation.Landscape),
        (LABEL, QPageSize.PageSizeId.Custom, QPageLayout.Orientation.Portrait),
        ((288.0, 162.0), QPageSize.PageSizeId.Custom, QPageLayout.Orientation.Portrait),
    ],
)
def test_paper_and_orientation_come_from_the_page_and_nothing_is_left_for_margins(size, paper, orientation):
    layout = page_layout(*size)
    assert layout.pageSize().id() == paper
    assert layout.orientation() == orientation
    full = layout.fullRect(QPageLayout.Unit.Point)
    assert (full.width(), full.height()) == size
    assert layout.paintRect(QPageLayout.Unit.Point) == full


@pytest.mark.parametrize(("size", "resolution"), [(LABEL, 203), (LABEL, 1200), ((288.0, 162.0), 300), (LETTER, 600)])
def test_a_rule_of_100_points_measures_100_points(qapp, tmp_path, size, resolution):
    path = tmp_path / "printed.pdf"
    assert printed(ruled(size), path, resolution) == [size]
    left, top, right, bottom = black_edges(path, 0)
    dot = 72 / min(resolution, 600)
    assert (left, top) == (pytest.approx(20, abs=dot), pytest.approx(20, abs=dot))
    assert right - left == pytest.approx(RULE, abs=2 * dot)
    assert bottom - top == pytest.approx(RULE, abs=2 * dot)


def test_every_page_has_its_own_size(qapp, tmp_path):
    sizes = [LABEL, (288.0, 162.0), LETTER]
    assert printed(ruled(*sizes), tmp_path / "printed.pdf", 203) == sizes


def test_a_printer_that_cannot_begin_is_an_error_that_says_so(qapp, qtlog, tmp_path):
    with qtlog.disabled(), pytest.raises(NotPrinted, match="did not take page 1 of 1"):
        printed(ruled(LABEL), tmp_path / "no" / "such" / "folder" / "printed.pdf")
