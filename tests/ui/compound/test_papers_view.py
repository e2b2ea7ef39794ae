"""The papers column: what is shown is what prints, a copy to check never prints, and what fails is said in words."""

import errno
import threading
from dataclasses import replace
from datetime import datetime

import pytest
from pdf_pages import read_pages
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QSpinBox, QWidget
from window_drivers.fits import misfits
from window_drivers.planned import NOW, finding, sample, with_findings

from ldn_calc.application.papers import printed as papers
from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.settings import PaperPrinter, PrinterKind, Settings, read_settings, write_settings
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.values.pharmacy import Pharmacy
from ui.compound.papers.view import PapersView
from ui.kit.settings_store import SettingsStore
from ui.printing import system as printing

DOVER = Settings(Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142"))


class PapersDriver:
    def __init__(self, view, qtbot):
        self.view = view
        self.qtbot = qtbot

    def show(self, planned, settings=DOVER, blocked=()):
        self.view.show_planned(planned, settings, lambda: NOW)
        self.view.set_blocked(list(blocked))
        self.wait()

    def wait(self):
        self.qtbot.waitUntil(lambda: not self.view._pending and not self.view._busy, timeout=20_000)
        QTest.qWait(0)

    def choose(self, name, key):
        box = self.view.findChild(QComboBox, name)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        index = box.findData(key)
        assert index >= 0, f"{name} does not offer {key}"
        box.setCurrentIndex(index)
        box.activated.emit(index)
        self.wait()

    def shown(self, name):
        return self.view.findChild(QWidget, name).isVisible()

    def turn(self, place):
        self.view._tabs.setCurrentIndex(place)
        self.wait()

    def words(self, name):
        label = (self.view.findChildren(QLabel, name) or self.view.window().findChildren(QLabel, name))[-1]
        return label.text().replace("\u00a0", " ")

    @property
    def reason(self):
        return self.words("printBar.reason")

    def button(self, name) -> QAbstractButton:
        return self.view.findChildren(QAbstractButton, name)[-1]

    @property
    def on(self):
        both = {self.button("printPaper").isEnabled(), self.button("savePaper").isEnabled()}
        assert len(both) == 1
        return both.pop()


@pytest.fixture
def page(qtbot):
    view = PapersView()
    qtbot.addWidget(view)
    view.resize(400, 752)
    view.show()
    return PapersDriver(view, qtbot)


@pytest.fixture
def prints_to(monkeypatch, tmp_path):
    """The printer dialog answered: a PDF file as the printer; None is Cancel. What was asked is kept."""
    asked = []

    def answer(name):
        def ask(_parent, title, layout, remembered):
            asked.append((title, layout.pageSize().size(layout.pageSize().Unit.Point).toTuple(), remembered.name or None))
            if name is None:
                return None
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(tmp_path / name))
            printer.setResolution(203)
            return printer

        monkeypatch.setattr(printing, "ask_for_printer", ask)
        return asked

    return answer


@pytest.fixture
def saves_to(monkeypatch):
    """The file dialog answered; what it suggested is kept."""
    asked = []

    def answer(path):
        def ask(_parent, title, suggested, kinds):
            asked.append((title, suggested))
            return str(path), kinds

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return asked

    return answer


def text_of(pdf: bytes) -> str:
    return "\n".join(each.text for each in read_pages(pdf))


def test_nothing_is_shown_and_nothing_prints_without_a_plan(page):
    page.show(None)
    assert not page.on
    assert page.reason == "Printing is off: nothing is planned yet."
    assert page.words("paperDesk.words") == "The papers appear here when there is a plan."


def test_the_label_is_shown_with_its_stock_and_size(page):
    page.show(sample("03"))
    assert page.view.desk.preview.accessibleName().replace("\u00a0", " ") == "Label, 3 labels"
    assert page.words("paperDesk.stock") == "4 × 2 in, 3 labels"
    assert page.words("paperDesk.size") == "96 % of true size"
    assert page.on
    ready = "Ready to print for Dover Compounding Pharmacy."
    assert page.reason == f"{ready} This fill: days 1 to 35 of 63. Next part from day 36, by 27 Dec 2026."


def test_papers_of_practice_say_so_beside_print(page):
    page.show(sample("03"), Settings())
    assert page.reason.startswith("Ready. Practice papers carry the practice mark. This fill: days 1 to 35 of 63.")
    assert page.words("paperDesk.stock") == "4 × 2.25 in, 3 labels"


def test_each_tab_shows_and_prints_its_own_paper(page):
    page.show(sample("01"))
    for place, (paper, stock) in enumerate((("label", "4 × 2 in"), ("sheet", "US Letter"), ("worksheet", "US Letter"))):
        page.turn(place)
        assert page.words("paperDesk.stock").startswith(stock)
        assert page.button("printPaper").text() == f"Print {paper}"


def test_another_label_stock_is_drawn_and_printed(page, prints_to):
    asked = prints_to("label.pdf")
    page.show(sample("01"))
    page.choose("paperChoices.stock", "roll-3x2")
    assert page.words("paperDesk.stock").startswith("3 × 2 in, ")
    page.view.print_current()
    page.wait()
    assert [size for _, size, _ in asked] == [(216.0, 144.0)]


def test_a_sheet_of_labels_begins_at_the_first_free_label(page):
    page.show(sample("01"))
    assert not page.shown("paperChoices.start")
    page.choose("paperChoices.stock", "avery-5163")
    assert page.shown("paperChoices.start")
    assert page.words("paperDesk.stock") == "US Letter, 1 page"
    first = page.view._drawn.pdf
    start = page.view.findChild(QSpinBox, "paperChoices.start")
    assert (start.minimum(), start.maximum(), start.value()) == (1, 10, 1)
    start.setFocus()
    start.selectAll()
    QTest.keyClicks(start, "4")
    page.wait()
    assert page.view.choices.start == 4
    assert page.view._drawn.pdf != first
    page.choose("paperChoices.stock", "avery-5160")
    assert page.view.choices.start == 1, "another stock is a whole sheet again"


def test_the_warnings_come_again_as_stickers_when_asked(page):
    page.show(sample("01"))
    labels = len(page.view._drawn.pages)
    page.view.findChild(QAbstractButton, "paperChoices.stickers").click()
    page.wait()
    assert len(page.view._drawn.pages) > labels


def test_the_sheet_is_drawn_in_the_form_chosen_and_without_the_condition(page):
    page.show(sample("01"))
    assert not page.shown("paperChoices.form")
    page.turn(1)
    assert page.shown("paperChoices.form")
    assert not page.shown("paperChoices.stock")
    full = len(page.view._drawn.pages)
    assert "Fibromyalgia" in text_of(page.view._drawn.pdf).replace("fibromyalgia", "Fibromyalgia")
    page.choose("paperChoices.form", "two-page")
    assert len(page.view._drawn.pages) == 2 < full
    box = page.view.findChild(QAbstractButton, "paperChoices.without")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    page.wait()
    assert "ibromyalgia" not in text_of(page.view._drawn.pdf)
    page.turn(2)
    assert not page.shown("paperChoices.form")
    assert not page.shown("paperChoices.without")


def test_another_prescription_keeps_stock_and_form_and_forgets_start_and_condition(page):
    page.show(sample("01"))
    page.choose("paperChoices.stock", "avery-5163")
    page.view.findChild(QSpinBox, "paperChoices.start").setValue(7)
    page.turn(1)
    page.choose("paperChoices.form", "large-print")
    page.view.findChild(QAbstractButton, "paperChoices.without").click()
    page.view.begin_another()
    page.show(sample("03"))
    assert page.view.choices == PaperChoices(stock="avery-5163", start=1, sheet=SheetForm.LARGE, condition=True)


def test_the_pharmacys_own_stock_and_form_come_first(page):
    page.show(sample("01"), replace(DOVER, choices=PaperChoices(stock="dymo-99012", sheet=SheetForm.SHORT)))
    assert page.view.choices.stock == "dymo-99012"
    page.turn(1)
    assert len(page.view._drawn.pages) == 2


def test_the_preview_is_dots_of_the_very_page(page):
    page.show(sample("01"))
    image = page.view.desk.preview.grab().toImage()
    colours = {image.pixelColor(x, y).name() for y in range(15, 45) for x in range(4, image.width() - 4)}
    assert "#ffffff" in colours
    assert any(QColor(colour).lightness() < 80 for colour in colours)


def test_an_open_finding_keeps_printing_off_and_is_named(page):
    page.show(sample("28"), blocked=papers.why_not_print(sample("28")))
    assert not page.on
    assert page.reason.startswith("Printing is off: Loperamide")
    assert "Disulfiram" in page.reason


def test_more_than_two_reasons_are_counted_and_all_of_them_described(page):
    page.show(sample("01"), blocked=["one.", "two.", "three.", "four."])
    assert page.reason == "Printing is off: one; two; and 2 more."
    assert page.button("printPaper").accessibleDescription() == "one; two; three; four"


def test_the_copy_to_check_is_english_and_cannot_be_printed(page, prints_to, saves_to):
    asked = [prints_to("never.pdf"), saves_to("never.pdf")]
    page.show(sample("01", language="es"))
    assert "Tome" in text_of(page.view._drawn.pdf)
    assert page.on
    page.button("paperLanguage.check").click()
    page.wait()
    assert "Take" in text_of(page.view._drawn.pdf)
    assert not page.on
    assert page.reason == "Printing is off: this copy is to check; the label prints in Spanish."
    page.view.print_current()
    page.view.save_current()
    assert asked == [[], []]
    page.button("paperLanguage.printed").click()
    page.wait()
    assert page.on
    assert "Tome" in text_of(page.view._drawn.pdf)


def test_the_worksheet_and_an_english_patient_have_no_choice_of_language(page):
    page.show(sample("01", language="es"))
    assert page.button("paperLanguage.check").isVisible()
    page.turn(2)
    assert not page.button("paperLanguage.check").isVisible()
    assert page.on
    page.show(sample("01"))
    page.turn(0)
    assert not page.button("paperLanguage.check").isVisible()


def test_the_next_patient_begins_with_what_prints(page):
    page.show(sample("01", language="es"))
    page.button("paperLanguage.check").click()
    page.wait()
    page.show(sample("02"))
    assert page.on
    page.show(sample("01", language="es"))
    assert page.button("paperLanguage.printed").isChecked()


def test_print_prints_what_is_shown_at_true_size(page, prints_to, tmp_path):
    asked = prints_to("label.pdf")
    page.show(sample("03"))
    page.button("printPaper").click()
    page.wait()
    assert asked == [("Label 240103-1-261122-0930", (288.0, 144.0), None)]
    assert [each.size for each in read_pages((tmp_path / "label.pdf").read_bytes())] == [(288, 144)] * 3
    assert page.reason == "Printed to the file label.pdf."
    assert page.on


def test_the_printer_is_remembered_for_each_paper(page, prints_to, monkeypatch):
    asked = prints_to("label.pdf")
    monkeypatch.setattr(QPrinter, "printerName", lambda _self: "Zebra ZD421")
    monkeypatch.setattr(QPrinter, "outputFileName", lambda _self: "")
    page.show(sample("01"))
    for place in (0, 0, 1):
        page.turn(place)
        page.view.print_current()
        page.wait()
    assert [remembered for _, _, remembered in asked] == [None, "Zebra ZD421", None]


def test_the_printer_chosen_is_kept_in_the_settings_file(qtbot, prints_to, monkeypatch, tmp_path):
    path = tmp_path / "settings.toml"
    write_settings(DOVER.with_printer("label", PaperPrinter(tray="Tray 2", copies=1)), path)
    store = SettingsStore(FilePharmacy(path))
    store.read()
    view = PapersView(printers=store)
    qtbot.addWidget(view)
    view.show()
    page = PapersDriver(view, qtbot)
    prints_to("label.pdf")
    monkeypatch.setattr(QPrinter, "printerName", lambda _self: "Zebra ZD421")
    monkeypatch.setattr(QPrinter, "outputFileName", lambda _self: "")
    monkeypatch.setattr(QPrinter, "copyCount", lambda _self: 2)
    page.show(sample("01"), store.settings)
    assert page.words("paperDesk.printer") == "asked for when you print"
    page.view.print_current()
    page.wait()
    assert page.reason == "Sent to Zebra ZD421."
    assert page.words("paperDesk.printer") == "Zebra ZD421"
    kept = read_settings(path)
    assert kept.printers == {"label": PaperPrinter(PrinterKind.SYSTEM, "Zebra ZD421", tray="Tray 2", copies=2)}
    assert kept.pharmacy == DOVER.pharmacy


def test_a_settings_file_that_cannot_be_read_is_not_written_over(qtbot, prints_to, monkeypatch, tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("[pharmacy\n")
    store = SettingsStore(FilePharmacy(path))
    assert "cannot be read" in store.read()
    assert store.remember("label", PaperPrinter(name="Zebra ZD421")) == ""
    assert store.printer("label").name == "Zebra ZD421"
    assert path.read_text() == "[pharmacy\n"


def test_cancel_in_the_dialog_prints_nothing(page, prints_to, tmp_path):
    prints_to(None)
    page.show(sample("01"))
    page.view.print_current()
    page.wait()
    assert list(tmp_path.iterdir()) == []
    assert page.reason == "Ready to print for Dover Compounding Pharmacy."


def test_a_printer_that_fails_is_named_and_may_be_tried_again(page, prints_to, monkeypatch):
    def fails(_pages, _printer):
        raise printing.NotPrinted("Zebra ZD421 stopped before the last page. Look at the printer, then print again.")

    prints_to("label.pdf")
    monkeypatch.setattr(printing, "print_pages", fails)
    page.show(sample("01"))
    page.view.print_current()
    page.wait()
    assert page.reason == "Zebra ZD421 stopped before the last page. Look at the printer, then print again."
    assert page.on


def test_a_printer_that_fails_after_the_plan_changed_does_not_turn_printing_on(page, prints_to, monkeypatch):
    def fails(_pages, _printer):
        raise printing.NotPrinted("The printer stopped.")

    prints_to("label.pdf")
    monkeypatch.setattr(printing, "print_pages", fails)
    page.show(sample("01"))
    page.view.print_current()
    page.view.set_blocked(["the dose in phase 1 cannot be read"])
    page.wait()
    assert page.reason == "The printer stopped."
    assert not page.on


def test_printing_asked_for_while_a_newer_paper_is_drawn_prints_the_newer_one(page, prints_to):
    asked = prints_to("label.pdf")
    page.show(sample("01"))
    page.view.show_planned(sample("03"), DOVER, lambda: NOW)
    page.view.set_blocked([])
    page.view.print_current()
    assert asked == []
    page.wait()
    page.qtbot.waitUntil(lambda: not page.view._busy)
    assert [title for title, *_ in asked] == ["Label 240103-1-261122-0930"]


def test_a_paper_still_being_drawn_when_the_plan_changes_never_leaves_in_place_of_the_newer_one(page, monkeypatch):
    left, begun, go_on = [], threading.Event(), threading.Event()
    render = papers.render_paper

    def slow(*given):
        begun.set()
        assert go_on.wait(10)
        return render(*given)

    page.show(sample("03"))
    monkeypatch.setattr(papers, "render_paper", slow)
    monkeypatch.setattr(page.view._output, "print_paper", left.append)
    page.view.show_planned(sample("01"), DOVER, lambda: NOW)
    page.qtbot.waitUntil(begun.is_set)
    page.view._quiet.setInterval(2000)  # what is being drawn is done before the next begins
    page.view.show_planned(sample("02"), DOVER, lambda: NOW)
    page.view.print_current()
    go_on.set()
    page.qtbot.waitUntil(lambda: bool(left), timeout=20_000)
    assert "240102" in text_of(left[0].pdf)


def test_printing_asked_for_is_forgotten_when_the_newer_plan_may_not_print(page, prints_to):
    asked = prints_to("label.pdf")
    page.show(sample("01"))
    page.view.show_planned(sample("03"), DOVER, lambda: NOW)
    page.view.print_current()
    page.view.set_blocked(["a medicine is not added"])
    page.wait()
    assert asked == []


def test_save_writes_the_bytes_that_are_shown_under_a_name_without_the_patient(page, saves_to, tmp_path):
    planned = sample("03")
    asked = saves_to(tmp_path / "somewhere")
    page.show(planned)
    page.button("savePaper").click()
    saved = tmp_path / "somewhere.pdf"
    assert saved.read_bytes() == page.view._drawn.pdf
    assert page.reason == "Saved as somewhere.pdf."
    assert asked[0][1].endswith("label-240103-1-261122-0930.pdf")
    for word in planned.request.rx.patient.name.split():
        assert word.lower() not in asked[0][1].rsplit("/", maxsplit=1)[-1].lower()


def test_a_sheet_is_saved_with_the_same_as_plain_text_where_that_is_chosen_and_a_label_offers_none(page, monkeypatch, tmp_path):
    offered = []

    def ask(_parent, _title, _suggested, kinds):
        offered.append(kinds.split(";;"))
        return str(tmp_path / "somewhere.pdf"), offered[-1][-1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    page.show(sample("03"))
    page.view.save_current()
    page.turn(1)
    page.view.save_current()
    assert [len(kinds) for kinds in offered] == [1, 2]
    assert page.reason == "Saved as somewhere.pdf, and as plain text in somewhere.txt."
    text = (tmp_path / "somewhere.txt").read_text("utf-8")
    assert "# Naltrexone hydrochloride\n" in text
    assert "Picture: 3 mL oral syringe filled to 1.5 mL." in text
    assert (tmp_path / "somewhere.pdf").read_bytes() == page.view._drawn.pdf
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_says_why(page, saves_to, tmp_path, monkeypatch):
    def full(_path, _content):
        raise OSError(errno.ENOSPC, "No space left on device")

    old = tmp_path / "label.pdf"
    old.write_bytes(b"old")
    saves_to(old)
    page.show(sample("01"))
    monkeypatch.setattr("ldn_calc.application.files.whole_files.write_whole", full)
    page.view.save_current()
    assert page.reason == "label.pdf was not saved: No space left on device. Choose another folder."
    assert old.read_bytes() == b"old"
    assert page.on


def test_a_paper_that_cannot_be_made_says_which_text_is_at_fault(page, monkeypatch):
    def refuses(*_args, **_more):
        raise DoesNotFit("a very long name", "four labels")

    monkeypatch.setattr(papers, "render_paper", refuses)
    page.show(sample("01"))
    assert "a very long name" in page.words("paperDesk.words")
    assert page.reason == "Printing is off: the label cannot be made."
    assert not page.on


def test_a_bug_in_a_paper_reaches_the_crash_window_and_leaves_printing_off(page, monkeypatch):
    def breaks(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(papers, "render_paper", breaks)
    with page.qtbot.captureExceptions() as caught:
        page.show(sample("01"))
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    assert not page.on


def test_only_the_last_of_many_plans_is_drawn(page, monkeypatch):
    drawn = []
    real = papers.render_paper

    def counted(paper, planned, *rest):
        drawn.append(planned.request.rx.number)
        return real(paper, planned, *rest)

    monkeypatch.setattr(papers, "render_paper", counted)
    for number in ("01", "02", "04", "03"):
        page.view.show_planned(sample(number), DOVER, lambda: NOW)
        QTest.qWait(5)
    page.wait()
    assert drawn == ["240103"]


def test_the_papers_of_a_stale_plan_are_faded_until_the_next_are_drawn(page):
    page.show(sample("01"))
    fresh = page.view.desk.preview.grab().toImage()
    page.view.set_stale()
    page.view.set_blocked(["the dose in phase 1 cannot be read"])
    faded = page.view.desk.preview.grab().toImage()
    places = [(x, y) for y in range(30, 50) for x in range(10, fresh.width() - 10)]
    darkest = [min(image.pixelColor(x, y).lightness() for x, y in places) for image in (fresh, faded)]
    assert darkest[0] < 60
    assert darkest[1] > 110
    assert not page.on
    page.show(sample("01"))
    assert page.view.desk.preview.grab().toImage() == fresh


def test_a_wider_column_is_drawn_anew_in_its_own_dots(page):
    page.show(sample("01"))
    assert page.view._drawn.pages[0].image.width() == pytest.approx(368, abs=1)
    page.view.resize(480, 752)
    page.qtbot.waitUntil(lambda: abs(page.view._drawn.pages[0].image.width() - 448) <= 1, timeout=5000)
    assert page.words("paperDesk.size") == "117 % of true size"


def test_the_clock_is_read_when_a_paper_is_drawn(page):
    page.view._tabs.setCurrentIndex(2)
    page.view.show_planned(sample("01"), DOVER, lambda: datetime(2026, 11, 22, 14, 5))
    page.view.set_blocked([])
    page.wait()
    assert "14:05" in text_of(page.view._drawn.pdf)


@pytest.mark.parametrize("size", [(400, 752), (480, 1000), (592, 520), (584, 280), (903, 600)])
def test_everything_fits(page, size):
    page.view.resize(*size)
    page.show(with_findings(sample("12", language="es"), finding("surgery-within-fill")), blocked=["x " * 60, "y " * 60, "z"])
    QTest.qWait(20)
    assert misfits(page.view) == []


def test_every_control_has_a_name_and_a_label(page):
    page.show(sample("01", language="es"))
    for widget in page.view.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()


def test_the_desk_scrolls_from_the_keyboard(page):
    page.show(sample("03"))
    desk = page.view.desk
    desk.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(desk, Qt.Key.Key_PageDown)
    assert desk.verticalScrollBar().value() > 0
