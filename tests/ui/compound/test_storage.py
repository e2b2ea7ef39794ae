"""Where a liquid is kept: asked only where rule and study leave room, each place with its date; and the days of a fill."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

PRESCRIPTIONS = Path(__file__).parents[2] / "prescriptions"
FRIDGE, ROOM = "in the refrigerator, to 26 Dec 2026", "at room temperature, to 21 Dec 2026"
PATH = "preparation.storage"


def asked(page):
    return page.widget(f"{PATH}.field").isVisibleTo(page.window.compound.form)


def offered(page):
    box = page.widget(PATH, QComboBox)
    return [box.itemText(place) for place in range(box.count())]


@pytest.fixture
def file(tmp_path):
    return Path(shutil.copy(PRESCRIPTIONS / "01-liquid-4.5-nightly.json", tmp_path))


def test_a_place_is_chosen_by_its_date_planned_with_saved_and_taken_back(same_window, file):
    page = same_window(1366, 768, file)
    assert asked(page)
    assert offered(page) == ["as the vehicle says", FRIDGE, ROOM]
    assert page.widget(PATH, QComboBox).accessibleName() == "Kept"
    page.choose(PATH, ROOM)
    assert page.document()["preparation"]["storage"] == "room"
    assert page.window.compound.plan._plan.beyond_use.storage == "room"
    page.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert json.loads(file.read_text("utf-8"))["preparation"]["storage"] == "room"
    page = same_window()
    assert not asked(page)
    page = same_window(1366, 768, file)
    assert page.widget(PATH, QComboBox).currentText() == ROOM
    page.type("compounded_on", "21 Nov 2026", leave=True)
    assert page.widget(PATH, QComboBox).currentText() == "at room temperature, to 20 Dec 2026"
    page.choose(PATH, "as the vehicle says")
    assert "storage" not in page.document()["preparation"]


def test_it_is_asked_only_where_there_is_room_and_what_is_written_stays_in_sight(same_window, file):
    page = same_window(1366, 768, file)
    page.choose("preparation.vehicle", "purified water, no preservative")
    assert not asked(page)
    page.choose("preparation.vehicle", "preserved, Fawcett")
    page.choose(PATH, ROOM)
    page.choose("preparation.vehicle", "purified water, no preservative")
    assert asked(page)  # what no longer fits is in sight to be taken back
    assert any(found["code"] == "storage-not-open" for found in page.window.compound.plan._result["findings"])
    page.choose(PATH, "as the vehicle says")
    assert not asked(page)
    assert not asked(same_window(file=PRESCRIPTIONS / "02-capsule-titration.json"))


def test_tab_goes_from_the_bottles_to_the_place_and_on_to_the_fill(same_window, file):
    page = same_window(1366, 768, file)
    line = page.line("preparation.containers")
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert page.window.focusWidget().objectName() == PATH
    QTest.keyClick(page.window.focusWidget(), Qt.Key.Key_Tab)
    assert page.window.focusWidget().objectName().startswith(("fill.", "nextFill"))


def test_the_days_of_a_fill_are_asked_and_a_wrong_number_is_said(same_window, file):
    page = same_window(1366, 768, file)
    page.type("fill.days", "20", leave=True)
    assert page.document()["fill"]["days"] == 20
    assert page.window.compound.plan._plan.supply.days_covered == 20
    page.type("fill.days", "400", leave=True)
    assert "1 to 366" in page.error("fill.days")
    page.type("fill.days", "", leave=True)
    assert page.error("fill.days") == ""
