"""The Batch page: every file's state in words, nothing printed twice, cancelled and gone on with."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget
from window_drivers.fits import misfits
from window_drivers.settings import SettingsDriver

from ldn_calc.application.papers import printers
from ldn_calc.application.papers.printers import PrinterError
from ldn_calc.application.pharmacy.settings import PaperPrinter, PrinterKind, Settings, write_settings
from ldn_calc.documents.values.pharmacy import Pharmacy
from ui.kit.style import apply_theme
from ui.kit.theme import DARK, LIGHT

SAMPLES = Path(__file__).parents[2] / "prescriptions"
DOVER = Settings(Pharmacy("Dover Pharmacy", "14 Main Street, Dover, DE 19901", "302-555-0142"))


class BatchDriver(SettingsDriver):
    def wait(self):
        self.qtbot.waitUntil(lambda: not self.page._job.is_running, timeout=60_000)
        QTest.qWait(0)

    def start(self):
        self.press("batch.start")
        self.wait()

    def states(self):
        found = {}
        for place, path in enumerate(self.page._files):
            found[path.name[:2]] = self.words(f"batch.{place}.title").partition(":")[0]
        return found

    @property
    def said(self):
        return self.words("batch.said")


@pytest.fixture
def files(tmp_path):
    made = tmp_path / "requests"
    made.mkdir()
    for number in ("01", "03", "28"):
        shutil.copy(next(SAMPLES.glob(f"{number}-*.json")), made)
    (made / "99-not-json.json").write_text("{", encoding="utf-8")
    return sorted(made.iterdir())


@pytest.fixture
def sent(monkeypatch):
    """What reached the label printer; `fails` makes the next job fail, in doubt or not."""
    got, fails = [], []

    def send(pdf, printer):
        if fails:
            raise fails.pop(0)
        got.append(pdf)

    monkeypatch.setattr(printers, "send_paper", send)
    return got, fails


@pytest.fixture
def opened(same_with_settings, kept_folder, qtbot, tmp_path, files, monkeypatch):
    """Opens the page from the menu, with the files added and a folder written, as a person does."""

    def open_it(settings=None):
        label = PaperPrinter(PrinterKind.NETWORK, "127.0.0.1")
        write_settings(settings or DOVER.with_printer("label", label), kept_folder / "settings.toml")
        window = same_with_settings().window
        next(each for each in window.actions() if each.objectName() == "file.batch").trigger()
        page = BatchDriver(window, qtbot)
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(path) for path in files], ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "out"))
        page.press("batch.add")
        page.press("batch.choose")
        return page

    return open_it


def only_labels(page):
    page.press("batch.paper.sheet")
    page.press("batch.paper.worksheet")


def test_it_says_what_is_still_needed(same_window, qtbot):
    window = same_window().window
    assert window.findChildren(QWidget, "batchPage") == []
    next(each for each in window.actions() if each.objectName() == "file.batch").trigger()
    page = BatchDriver(window, qtbot)
    assert page.said == "Still needed: files and a folder."
    assert not page.widget("batch.start", QAbstractButton).isEnabled()
    page.key(Qt.Key.Key_Escape)
    assert page.words("pageTitle") == "Compound"


def test_every_file_says_what_became_of_it_and_the_papers_are_written(opened, tmp_path):
    page = opened()
    only_labels(page)
    page.start()
    assert page.states() == {"01": "Written", "03": "Written", "28": "Needs a pharmacist", "99": "Cannot be read"}
    assert page.said == "Done: 1 unreadable, 1 for a pharmacist, 2 written."
    assert "has not settled" in page.words("batch.2.sentence")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.pdf")) == ["label.pdf", "label.pdf"]


def test_papers_are_printed_once_and_going_on_prints_none_again(opened, sent):
    got, _ = sent
    page = opened()
    only_labels(page)
    page.press("batch.print")
    page.start()
    assert page.states()["01"] == "Printed"
    assert len(got) == 2
    page.start()
    assert len(got) == 2
    assert page.words("batch.0.sentence") == "Printed before."


def test_a_printer_that_fails_stops_the_batch_and_it_goes_on_from_there(opened, sent):
    got, fails = sent
    fails.append(PrinterError("127.0.0.1 does not answer. Nothing was printed."))
    page = opened()
    only_labels(page)
    page.press("batch.print")
    page.start()
    assert page.states() == {"01": "Failed", "03": "Waiting", "28": "Waiting", "99": "Waiting"}
    assert page.said.startswith("127.0.0.1 does not answer. Nothing was printed. ")
    assert page.widget("batch.start", QAbstractButton).text() == "Go on"
    page.start()
    assert page.states()["01"] == page.states()["03"] == "Printed"
    assert len(got) == 2


def test_what_is_in_doubt_is_printed_again_only_when_a_person_says_so(opened, sent):
    got, fails = sent
    fails.append(PrinterError("127.0.0.1 stopped answering.", in_doubt=True))
    page = opened()
    only_labels(page)
    page.press("batch.print")
    page.start()
    assert page.states()["01"] == "In doubt"
    page.start()
    assert page.states() == {"01": "In doubt", "03": "Printed", "28": "Needs a pharmacist", "99": "Cannot be read"}
    assert len(got) == 1
    page.press("batch.0.again")
    page.start()
    assert page.states()["01"] == "Printed"
    assert len(got) == 2
    page.start()
    assert len(got) == 2


def test_cancel_stops_between_papers_and_nothing_is_lost(opened, monkeypatch):
    got = []
    page = opened()

    def send(pdf, _printer):
        got.append(pdf)
        page.page._job._cancel.set()  # as the button does, while a paper is on its way

    monkeypatch.setattr(printers, "send_paper", send)
    only_labels(page)
    page.press("batch.print")
    page.start()
    assert page.said.startswith("Cancelled. ")
    assert len(got) == 1
    page.start()
    assert len(got) == 2


def test_while_it_runs_the_page_stays_and_says_so(opened, monkeypatch):
    page = opened()
    page.press("batch.start")
    assert page.page._job.is_running
    page.key(Qt.Key.Key_F2)
    assert page.words("pageTitle") == "Batch"
    assert not page.window.close()
    page.press("batch.cancel")
    page.wait()
    page.key(Qt.Key.Key_F2)
    assert page.words("pageTitle") == "Compound"


def test_a_paper_without_a_printer_is_named_before_anything_is_done(opened, tmp_path):
    page = opened(DOVER)
    page.press("batch.print")
    page.press("batch.start")
    assert page.said == "Choose a printer for the label in Settings first: a batch asks for none."
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_says_why(opened, tmp_path):
    page = opened()
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    page.start()
    assert "cannot be written" in page.said


def test_nothing_is_cut_at_any_width_in_either_theme(qapp, opened):
    page = opened()
    only_labels(page)
    page.start()
    found = []
    for roles in (LIGHT, DARK):
        apply_theme(qapp, roles)
        for width, height in ((1920, 1080), (1280, 800), (1024, 700), (959, 600), (640, 400)):
            page.window.resize(width, height)
            QTest.qWait(20)
            QApplication.processEvents()
            found += [f"{width}: {one}" for one in misfits(page.window)]
    assert found == []


def test_every_control_has_a_name(opened):
    page = opened()
    for kind in (QLineEdit, QAbstractButton):
        for widget in page.page.findChildren(kind):
            assert widget.objectName(), type(widget).__name__
            assert widget.accessibleName(), widget.objectName()
