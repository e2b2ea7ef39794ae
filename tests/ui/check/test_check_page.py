"""The installation check in the window: the summary, what failed first with found and expected, the evidence."""

import io
from dataclasses import replace
from datetime import datetime

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget
from window_drivers.calculators import CalculatorsDriver
from window_drivers.fits import misfits

from ldn_calc.application.installation import checking
from ldn_calc.application.installation.checking import check_installation, reference_cases

NOW = datetime(2026, 11, 22, 9, 30)


@pytest.fixture
def opened(same_window, qtbot):
    """Opens the check from the File menu, as a person does, and waits until it is done."""

    def open_it() -> CalculatorsDriver:
        window = same_window().window
        next(each for each in window.actions() if each.objectName() == "file.check").trigger()
        page = CalculatorsDriver(window, qtbot)
        qtbot.waitUntil(lambda: page.words("check.verdict") != "Checking…", timeout=30_000)
        return page

    return open_it


@pytest.fixture(scope="module")
def checked():
    """What the check answers, reckoned once for the tests of what is done with it."""
    return check_installation(NOW)


@pytest.fixture
def answered(monkeypatch, checked):
    """The page gets that answer, and says here when it asked."""
    asked = []
    monkeypatch.setattr(checking, "check_installation", lambda now: asked.append(now) or checked)
    return asked


@pytest.fixture
def one_failed(monkeypatch, checked):
    """The check with its last case failed: a program whose arithmetic went wrong."""
    bad = replace(checked.cases[-1], passed=False, expected={"minimum": "120 mg"}, found={"minimum": "12 mg"})
    spoiled = replace(checked, cases=(*checked.cases[:-1], bad))
    monkeypatch.setattr(checking, "check_installation", lambda _now: spoiled)
    return bad


def test_the_check_says_how_many_passed_and_lists_every_case(opened):
    page = opened()
    count = len(reference_cases())
    assert page.words("check.verdict") == f"{count} passed, 0 failed. Every reference case comes out as it should."
    assert page.words("check.which").endswith("22 Nov 2026 at 09:30.")
    assert page.widget("check.cases", QListWidget).count() == count
    assert page.words("pageTitle") == "Installation check"
    assert not page.widget("rail.compound").isChecked()


def test_what_failed_comes_first_with_expected_and_found(opened, one_failed):
    page = opened()
    assert page.words("check.verdict").startswith(f"{len(reference_cases()) - 1} passed, 1 failed. Do not use this installation")
    shown = page.widget("check.cases", QListWidget)
    first, second = shown.item(0).text(), shown.item(1).text()
    assert first.startswith(f"Failed: {one_failed.title}")
    assert "Expected: minimum 120 mg. Found: minimum 12 mg." in first
    assert second.startswith("Passed: ")


@pytest.mark.usefixtures("answered")
def test_the_evidence_is_saved_whole(opened, qtbot, monkeypatch, tmp_path):
    page = opened()
    path = tmp_path / "evidence.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    page.press("check.save")
    qtbot.waitUntil(path.exists, timeout=30_000)
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as document:
        words = "\n".join(each.extract_text() for each in document.pages)
    assert f"{len(reference_cases())} passed, 0 failed" in words
    qtbot.waitUntil(lambda: page.words("check.said") == "Saved as evidence.pdf.", timeout=5_000)


@pytest.mark.usefixtures("answered")
def test_escape_and_close_go_back_to_the_page_before(opened):
    page = opened()
    page.key(Qt.Key.Key_Escape)
    assert page.window.columns.isVisible()
    QTest.keyClick(page.window, Qt.Key.Key_F6)
    next(each for each in page.window.actions() if each.objectName() == "file.check").trigger()
    page.press("check.close")
    assert page.window.pages.current == "calculators"


def test_it_checks_again_when_asked(opened, answered, qtbot):
    page = opened()
    assert answered == [NOW]
    page.press("check.again")
    qtbot.waitUntil(lambda: page.words("check.verdict") != "Checking…", timeout=30_000)
    assert answered == [NOW, NOW]


def test_nothing_is_cut_at_any_width(opened, one_failed):
    page = opened()
    found = []
    for width, height in ((1920, 1080), (1280, 800), (960, 600), (640, 400)):
        page.window.resize(width, height)
        QApplication.processEvents()
        found += [f"{width}: {one}" for one in misfits(page.window)]
    assert found == []
