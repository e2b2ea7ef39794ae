"""Printing at true size: paper, orientation and measure of what reaches the printer."""

import io
from types import SimpleNamespace

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from documents_support import every_dispensing
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from ldn_calc.application.papers.printed import open_pages
from ldn_calc.application.pharmacy.settings import PaperPrinter
from ldn_calc.documents.label.render import render_label
from ui.printing import system as printing
from ui.printing.system import NotPrinted, page_layout, print_pages, printer_facts

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


class OfWindows(QPrinter):
    """A driver that answers with a paper of its own name and takes no other once a job has begun."""

    def __init__(self, path):
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(path))
        self.set_while_active = 0

    def pageLayout(self):
        layout = super().pageLayout()
        layout.setPageSize(QPageSize(layout.pageSize().size(QPageSize.Unit.Point), QPageSize.Unit.Point, "The driver's own"))
        return layout

    def setPageLayout(self, layout):
        if self.printerState() == QPrinter.PrinterState.Active or (self.paintEngine() and self.paintEngine().isActive()):
            self.set_while_active += 1
            return False
        return super().setPageLayout(layout)


def test_pages_of_one_size_leave_the_paper_of_a_begun_job_alone(qapp, tmp_path):
    printer = OfWindows(tmp_path / "printed.pdf")
    with open_pages(ruled(LABEL, LABEL, LABEL)) as pages:
        print_pages(pages, printer)
    assert printer.set_while_active == 0
    with pdfplumber.open(tmp_path / "printed.pdf") as document:
        assert [(page.width, page.height) for page in document.pages] == [LABEL] * 3


def test_a_driver_that_takes_one_paper_a_job_is_not_given_a_page_of_another(qapp, tmp_path):
    printer = OfWindows(tmp_path / "printed.pdf")
    with open_pages(ruled(LABEL, LETTER)) as pages, pytest.raises(NotPrinted, match=r"page 2 of 2") as told:
        print_pages(pages, printer)
    assert told.value.in_doubt


def test_a_printer_that_cannot_begin_is_an_error_that_says_so(qapp, qtlog, tmp_path):
    with qtlog.disabled(), pytest.raises(NotPrinted, match="did not take page 1 of 1"):
        printed(ruled(LABEL), tmp_path / "no" / "such" / "folder" / "printed.pdf")


@pytest.mark.parametrize("resolution", [203, 300, 600])
def test_what_a_printer_is_handed_is_dot_for_dot_what_the_preview_shows(qapp, tmp_path, resolution):
    pdf, path = render_label(every_dispensing()["three phases in Spanish"]), tmp_path / "printed.pdf"
    sizes = printed(pdf, path, resolution)
    document = pypdfium2.PdfDocument(path)
    with open_pages(pdf) as pages:
        assert pages.count == len(sizes)
        for number in range(pages.count):
            shown = pages.render(number, resolution / 72)
            rows = np.frombuffer(shown.buffer, np.uint8).reshape(shown.height, shown.stride)[:, : 4 * shown.width]
            (image,) = document[number].get_objects()
            handed = image.get_bitmap().to_numpy()
            assert np.array_equal(handed, rows.reshape(shown.height, shown.width, 4)[:, :, :3])
    document.close()


def to_a_file(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(600)
    return printer


@pytest.mark.parametrize(("size", "words"), [(LABEL, "600 dpi, 101.6 × 50.8 mm"), (LETTER, "600 dpi, 215.9 × 279.4 mm")])
def test_a_printer_says_its_dots_and_paper(qapp, tmp_path, size, words):
    facts = printer_facts(to_a_file(tmp_path / "printed.pdf"), page_layout(*size))
    assert (facts.words, facts.warning) == (words, "")


class OnWindows(QPrinter):
    """A printer of Windows: Qt tells its paper sources there alone."""

    def supportedPaperSources(self):
        return [QPrinter.PaperSource.Upper, QPrinter.PaperSource.Manual, QPrinter.PaperSource.Auto]


def test_windows_takes_a_tray_by_the_name_that_is_kept_and_names_those_there_are(qapp, monkeypatch):
    monkeypatch.setattr(printing, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(printing, "QPrinter", OnWindows)
    assert printing.trays_of("") == ("Upper", "Manual")
    printer = printing.apply_choice(PaperPrinter(tray="Manual", copies=3), "Label", page_layout(*LABEL))
    assert (printer.paperSource(), printer.copyCount()) == (QPrinter.PaperSource.Manual, 3)
    assert printing.chosen_tray(printer) == "Manual"
    assert printing.chosen_tray(OnWindows()) == ""
    with pytest.raises(NotPrinted, match=r"has no tray Lower\. It has Upper, Manual\. Choose one in Settings"):
        printing.apply_choice(PaperPrinter(tray="Lower"), "Label", page_layout(*LABEL))


class Shrunk(QPrinter):
    """A printer whose driver draws on less than was asked for."""

    def __init__(self, path, paper=None, page=None):
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFileName(str(path))
        self.paper, self.page = paper, page

    def paperRect(self, unit):
        return self.paper or super().paperRect(unit)

    def pageRect(self, unit):
        return self.page or super().pageRect(unit)


def test_a_driver_that_takes_other_paper_or_draws_on_less_of_it_is_warned_of(qapp, tmp_path):
    path, layout = tmp_path / "printed.pdf", page_layout(*LABEL)
    letter, inner = QRectF(0, 0, 612, 792), QRectF(9, 9, 270, 126)
    assert "has no paper of 101.6 × 50.8 mm" in printer_facts(Shrunk(path, letter, letter), layout).warning
    assert "scales: it draws on 95.2 × 44.4 mm" in printer_facts(Shrunk(path, None, inner), layout).warning
    assert printer_facts(Shrunk(path), layout).warning == ""
