"""A vehicle made in the window: chosen and typed as a person does, its steps and last day, its record on paper."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton
from window_drivers.fits import misfits

from ui.kit.fields import Field


class Driver:
    def __init__(self, window, qtbot):
        self.window, self.qtbot = window, qtbot

    @property
    def page(self):
        return self.window.pages.page_in_sight()

    def choose(self, words):
        box = self.page.findChild(QComboBox, "vehicles.vehicle")
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
        self.settle()

    def type(self, name, text, *, leave=False):
        line = self.page.findChild(QLineEdit, f"vehicles.{name}")
        line.setFocus(Qt.FocusReason.TabFocusReason)
        line.selectAll()
        QTest.keyClicks(line, text)
        if leave:
            QTest.keyClick(line, Qt.Key.Key_Tab)
        self.settle()

    def settle(self):
        tasks = self.page._tasks
        tasks.wait()
        self.qtbot.waitUntil(lambda: not tasks._jobs, timeout=10_000)

    def lines(self):
        labels = [self.page.findChild(QLabel, f"vehicles.line.{number}") for number in range(1, 60)]
        return [
            each.text().replace("\u00a0", " ").replace("\u200b", "") for each in labels if each is not None and not each.isHidden()
        ]

    def error(self, name):
        return self.page.findChild(Field, f"vehicles.{name}.field").error().replace("\u00a0", " ")

    def button(self, which):
        return self.page.findChild(QPushButton, f"vehicles.{which}")


@pytest.fixture
def opened(same_window, qtbot):
    window = same_window().window
    next(each for each in window.actions() if each.objectName() == "file.Make a vehicle").trigger()
    return Driver(window, qtbot)


def test_a_vehicle_is_made_and_its_record_saved(opened, monkeypatch, tmp_path):
    assert opened.lines() == ["Choose a vehicle and write a volume."]
    assert not opened.button("print").isEnabled()
    opened.choose("simple syrup")
    opened.type("volume", "500 mL", leave=True)
    lines = opened.lines()
    assert lines[:3] == [
        "500 mL simple syrup",
        "Do not use after 5 Dec 2026. Keep in the refrigerator (36 to 46 °F).",
        "Lot simple-syrup-261122-0930, made on 22 Nov 2026.",
    ]
    assert "1. Weigh 142 g sucrose into the beaker" in lines
    assert "Enter it under Vehicle: lot simple-syrup-261122-0930, expires 5 Dec 2026." in lines
    assert misfits(opened.page) == []
    opened.type("lot", "S-7", leave=True)
    opened.type("expires.sucrose", "1 Dec 2026", leave=True)
    assert opened.lines()[1].startswith("Do not use after 1 Dec 2026")
    file = tmp_path / "record.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(file), ""))
    opened.button("save").click()
    opened.qtbot.waitUntil(file.exists, timeout=10_000)
    opened.settle()
    text = pdfplumber.open(io.BytesIO(file.read_bytes())).pages[0].extract_text()
    assert "Lot S-7" in text
    assert "142 g" in text


def test_what_cannot_be_made_says_what_would_do(opened):
    opened.choose("preserved, Fawcett")
    opened.type("volume", "20 mL", leave=True)
    assert opened.lines() == [
        "20 mg of sodium benzoate is below 50 mg, the least this balance may weigh.",
        "This would help: a volume of 50 mL, or a balance with a smaller minimum.",
    ]
    assert not opened.button("print").isEnabled()


def test_a_sentence_waits_until_the_focus_leaves_the_field(opened):
    opened.choose("methylcellulose 1 %")
    opened.type("volume", "50")
    assert opened.error("volume") == ""
    opened.type("volume", "501 mL", leave=True)
    assert opened.error("volume") == "Not “501 mL”: a volume that the 1000 mL cylinder shows: 500 mL or 510 mL."
    opened.type("volume", "500 mL", leave=True)
    assert opened.error("volume") == ""
    opened.type("made_on", "23 Nov 2026", leave=True)
    assert opened.error("made_on") == "Not “23 Nov 2026”: a day not after today, 22 Nov 2026."


def test_esc_goes_back(opened):
    QTest.keyClick(opened.page, Qt.Key.Key_Escape)
    assert opened.window.pages.current == "Compound"


def test_an_own_file_that_cannot_be_used_is_said_and_nothing_is_planned(open_window, qtbot, tmp_path):
    (tmp_path / "formulary.toml").write_text("[vehicles.simple-syrup]\nstorage = 3\n")
    window = open_window(folder=tmp_path).window
    next(each for each in window.actions() if each.objectName() == "file.Make a vehicle").trigger()
    driver = Driver(window, qtbot)
    assert driver.lines()[0].startswith("The pharmacy's own file")
    assert driver.page.findChild(QComboBox, "vehicles.vehicle").count() == 0
    assert not driver.button("print").isEnabled()
