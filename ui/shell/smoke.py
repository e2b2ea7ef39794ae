"""`ldn-calc gui --smoke`: is everything there that this program needs? For tests of an installation, packed or not.

The window opens, with the prescription it was given; every page is turned to; the reference cases of each form are planned and
proved; their three papers are made, in English and Spanish, and read back; the label goes through the printer's own way into a
file, and with `--printer` to that printer too, as the window prints it. It says PRACTICE, because no pharmacy is on it. Every row,
list and sentence that was shipped is held against what was released. Whatever is raised or Qt complains about is a fault.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ldn_calc.application.plan.planning import Planned
    from ui.shell.main_window import MainWindow

__all__ = ["practice_label", "smoke_test"]

_SECONDS: Final = 120
_PAUSE: Final = 500
"""For what comes after the page is there: papers on the desk, the answer of the check."""
_CLOCK: Final = datetime(2026, 11, 22, 9, 30)
"""When the reference cases were written for."""
_SAMPLES: Final = {"liquid": "liquid-nightly", "capsule": "capsule-titration"}
_IN_SPANISH: Final = "Lea esto primero"
_HARMLESS: Final = ("This plugin does not support", "EnableNonClientDpiScaling() failed")
"""How Qt begins what it says of windows over the window on the offscreen platform, and of title bars under Wine."""


def smoke_test(app: QApplication, window: MainWindow, file: Path | None, printer: str) -> int:
    """Go through all of it and close the window; 1 when anything failed, each fault a line on standard error.

    Args:
        app: the application.
        window: not shown yet.
        file: the prescription that it was given to open.
        printer: the name of a printer of this computer that gets the label too; empty for none.
    """
    faults: list[str] = []
    came_through = False

    def on_message(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not words.startswith(_HARMLESS):
            faults.append(words)

    qInstallMessageHandler(on_message)
    sys.excepthook = lambda kind, error, _trace: faults.append(f"{kind.__name__}: {error}")

    def go_through() -> None:
        nonlocal came_through
        for name, step in (
            *_page_steps(app, window, file),
            *_file_steps(),
            *_paper_steps(printer),
        ):  # each by itself: no fault hides the next
            try:
                step()
            except Exception as error:  # every fault is said by its step
                faults.append(f"{name}: {type(error).__name__}: {error}")
        came_through = True
        app.exit(0)

    def give_up() -> None:
        faults.append(f"not done after {_SECONDS} s")
        app.exit(1)

    window.ready.connect(lambda: QTimer.singleShot(_PAUSE, go_through))
    QTimer.singleShot(_SECONDS * 1000, give_up)
    window.show()
    code = app.exec()
    if not came_through and not faults:
        faults.append("the window was closed before anything was tried")
    window.close()
    if sys.stderr is not None:  # a program without a console has none
        sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else code


def _file_steps() -> Iterator[tuple[str, Callable[[], None]]]:
    """The rows, lists and sentences as they stand on the disk against those of the release, one by one."""
    from ldn_calc.application.installation.checking import changed_files  # only here

    def is_changed() -> None:
        raise RuntimeError("it is not as released")

    for path in changed_files():
        yield f"shipped file {path}", is_changed


def _page_steps(app: QApplication, window: MainWindow, file: Path | None) -> Iterator[tuple[str, Callable[[], None]]]:
    def open_file() -> None:
        if window.files.path != file:
            raise RuntimeError("it was not opened")

    def open_page(name: str) -> None:
        window.pages.turn_to(name)
        _wait(app, _PAUSE)
        if window.pages.current != name or window.grab().isNull():
            raise RuntimeError("the page did not come in sight")

    def open_about() -> None:
        from ui.shell.about import show_about  # only here

        opened = show_about(window)
        _wait(app, _PAUSE)
        opened.close()

    if file:
        yield f"file {file.name}", open_file
    for name in window.pages.names:
        yield f"page {name}", partial(open_page, name)
    yield "about", open_about


def _wait(app: QApplication, milliseconds: int) -> None:
    """Let the window work; a program that needs longer for its answer gives it to the next step."""
    limit = time.monotonic() + milliseconds / 1000
    while time.monotonic() < limit:
        app.processEvents()
        time.sleep(0.005)


def _paper_steps(printer: str) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "installation check", _check_installation
    for form, name in _SAMPLES.items():
        yield f"{form} papers", partial(_check_papers, name)
    yield "Spanish", partial(_check_spanish, _SAMPLES["liquid"])
    yield "label into a file", _check_printing
    if printer:
        yield f"label on {printer}", partial(_print_label, printer)


def _planned(name: str) -> Planned:
    """A reference case planned and proved."""
    from ldn_calc.application.installation.checking import plan_reference  # after the first paint

    planned = plan_reference(name, _CLOCK)
    proof = planned.result["proof"]
    if planned.result["status"] != "ready" or proof is None or not proof["agrees"]:
        raise RuntimeError(f"{name} is {planned.result['status']}")
    return planned


def _check_installation() -> None:
    from ldn_calc.application.installation.checking import check_installation  # only here

    checked = check_installation(_CLOCK)
    if checked.failed or not checked.passed:
        raise RuntimeError(checked.summary)


def _check_papers(sample: str) -> None:
    """Each paper holds words that can be read back, and dots that are not all white."""
    from ldn_calc.application.papers.printed import PAPERS, open_pages, render_paper  # ReportLab, on first use
    from ldn_calc.application.pharmacy.settings import Settings

    planned = _planned(sample)
    for paper in PAPERS:
        pdf = render_paper(paper, planned, Settings(), _CLOCK)
        if "naltrexone" not in _words(pdf).lower():
            raise RuntimeError(f"the {paper} does not name the drug")
        with open_pages(pdf) as pages:
            if not bytes(pages.render(0, 1.0).buffer).strip(b"\xff"):
                raise RuntimeError(f"the {paper} is empty")


def _check_spanish(sample: str) -> None:
    from ldn_calc.application.papers.printed import render_paper  # ReportLab, on first use
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.order.prescription import Language

    if _IN_SPANISH not in _words(render_paper("sheet", _planned(sample), Settings(), _CLOCK, Language.SPANISH)):
        raise RuntimeError("the patient sheet is not in Spanish")


def practice_label() -> bytes:
    """A capsule label as a PDF. It says PRACTICE, because no pharmacy is on it."""
    from ldn_calc.application.papers.printed import render_paper  # ReportLab, on first use
    from ldn_calc.application.pharmacy.settings import Settings

    return render_paper("label", _planned(_SAMPLES["capsule"]), Settings(), _CLOCK)


def _check_printing() -> None:
    """The label's page comes out of the printer's own way as large as it was drawn."""
    from PySide6.QtPrintSupport import QPrinter  # only where something is printed

    from ldn_calc.application.papers.printed import open_pages
    from ui.printing.system import print_pages

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "label.pdf"
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        with open_pages(practice_label()) as pages:
            print_pages(pages, printer)
            drawn = [pages.size_points(number) for number in range(pages.count)]
        with open_pages(file.read_bytes()) as pages:
            printed = [pages.size_points(number) for number in range(pages.count)]
    if len(printed) != len(drawn) or any(
        abs(one - other) > 1 for pair in zip(drawn, printed, strict=True) for one, other in zip(*pair, strict=True)
    ):
        raise RuntimeError(f"printed {printed}, not {drawn} points")


def _print_label(name: str) -> None:
    """As the window prints it where the settings name this printer."""
    from ldn_calc.application.papers.printed import open_pages  # only where something is printed
    from ldn_calc.application.pharmacy.settings import PaperPrinter
    from ui.printing.system import apply_choice, page_layout, print_pages

    with open_pages(practice_label()) as pages:
        print_pages(pages, apply_choice(PaperPrinter(name=name), "Practice label", page_layout(*pages.size_points(0))))


def _words(pdf: bytes) -> str:
    import pypdfium2  # type: ignore[import-untyped] # only here

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    finally:
        document.close()
