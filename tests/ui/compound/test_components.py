"""Lot and expiry of vehicle, filler and shells in the form: asked quietly, read as packs print them, kept as a file brings them."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

SAMPLES = Path(__file__).parents[2] / "prescriptions"
PATH = "preparation.components"


def opened(same_window, number, **preparation):
    page = same_window(1366, 768)
    document = json.loads(next(SAMPLES.glob(f"{number}-*.json")).read_text(encoding="utf-8"))
    document["preparation"] = document.get("preparation", {}) | preparation
    page.window.compound.presenter.load(document)
    page.settle()
    return page


def rows(page):
    """What is in sight: the accessible name of each field with its text."""
    boxes = [each for each in page.window.findChildren(QLineEdit) if each.objectName().startswith(f"{PATH}.")]
    return {each.accessibleName(): each.text().replace("\u00a0", " ") for each in boxes if each.isVisibleTo(page.window)}


def components(page):
    return page.document()["preparation"].get("components")


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("01", ["Vehicle lot", "Vehicle expires on"]),
        ("02", ["Filler lot", "Filler expires on", "Capsule shells lot", "Capsule shells expires on"]),
    ],
)
def test_what_the_plan_uses_is_asked_and_nothing_is_written_until_something_is_typed(same_window, number, names):
    page = opened(same_window, number)
    assert list(rows(page)) == names
    assert "components" not in page.document()["preparation"]
    assert not page.window.compound.presenter.is_dirty()
    for name in names:
        box = next(each for each in page.window.findChildren(QLineEdit) if each.accessibleName() == name)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Tab)
    assert not page.window.compound.presenter.is_dirty()


def test_nothing_is_asked_before_it_is_said_what_the_drug_is_made_from(same_window):
    page = same_window()
    page.answer("rx.form", "liquid")
    assert rows(page) == {}
    page.answer("preparation.source.kind", "powder")
    assert list(rows(page)) == ["Vehicle lot", "Vehicle expires on"]
    page.answer("rx.form", "capsule")
    assert len(rows(page)) == 4


def test_alt_and_a_letter_go_from_lot_to_lot_and_from_expiry_to_expiry(same_window):
    page = opened(same_window, "02")
    page.window.activateWindow()
    reached = set()
    for letter in (Qt.Key.Key_T, Qt.Key.Key_X):
        for _ in range(3):
            QTest.keyClick(page.window, letter, Qt.KeyboardModifier.AltModifier)
            reached.add(page.window.focusWidget().objectName())
    due = {f"{PATH}.{kind}.{part}" for kind in ("filler", "shells") for part in ("lot", "expires_on")}
    assert reached == due | {"preparation.source.lot", "preparation.source.expires_on"}


def test_what_is_typed_goes_into_the_request_and_a_month_shows_as_its_last_day(same_window):
    page = opened(same_window, "01")
    page.type(f"{PATH}.vehicle.lot", "V-7")
    assert components(page) == [{"name": "vehicle", "lot": "V-7"}]
    page.type(f"{PATH}.vehicle.expires_on", "12/2026", leave=True)
    assert components(page) == [{"name": "vehicle", "lot": "V-7", "expires_on": "2026-12"}]
    assert rows(page)["Vehicle expires on"] == "31 Dec 2026"
    page.type(f"{PATH}.vehicle.expires_on", "Dec 10 2026", leave=True)
    assert components(page)[0]["expires_on"] == "2026-12-10"
    assert page.words("beyondUse.date") == "10 Dec 2026"
    page.type(f"{PATH}.vehicle.expires_on", "")
    page.type(f"{PATH}.vehicle.lot", "", leave=True)
    assert "components" not in page.document()["preparation"]
    assert page.words("beyondUse.date") == "26 Dec 2026"


def test_a_month_of_the_source_is_read_as_packs_print_it(same_window):
    page = opened(same_window, "01")
    page.type("preparation.source.expires_on", "03/2028", leave=True)
    assert page.text("preparation.source.expires_on") == "31 Mar 2028"
    assert page.document()["preparation"]["source"]["expires_on"] == "2028-03"
    assert page.error("preparation.source.expires_on") == ""


def test_an_error_shows_at_the_field(same_window):
    page = opened(same_window, "02")
    page.type(f"{PATH}.filler.lot", "F-1")
    page.type(f"{PATH}.shells.expires_on", "13/2028", leave=True)
    assert "month" in page.error(f"{PATH}.shells.expires_on")
    assert page.error(f"{PATH}.filler.expires_on") == ""
    assert page.line(f"{PATH}.shells.expires_on").accessibleDescription() == page.error(f"{PATH}.shells.expires_on")
    assert not page.widget("printPaper").isEnabled()
    page.type(f"{PATH}.filler.lot", "")  # its entry goes, and the shells' moves up
    assert "month" in page.error(f"{PATH}.shells.expires_on")
    page.type(f"{PATH}.shells.expires_on", "03/2028", leave=True)
    assert page.error(f"{PATH}.shells.expires_on") == ""
    assert components(page) == [{"name": "shells", "expires_on": "2028-03"}]
    page.type(f"{PATH}.filler.lot", "X" * 41, leave=True)
    assert "40 characters" in page.error(f"{PATH}.filler.lot")


def test_a_finding_of_an_expired_component_is_said(same_window):
    page = opened(same_window, "01")
    page.type(f"{PATH}.vehicle.expires_on", "1 Nov 2026", leave=True)
    assert page.widget("finding.component-expired").isVisible()


def test_what_a_file_brings_under_other_names_is_kept_and_shown(same_window):
    brought = [{"name": "preservative"}, {"name": "Vehicle", "lot": "V-1", "maker": "Own"}, {"name": "sucralose", "lot": "S-2"}]
    page = opened(same_window, "01", components=brought)
    assert rows(page) == {
        "Vehicle lot": "V-1",
        "Vehicle expires on": "",
        "preservative lot": "",
        "preservative expires on": "",
        "sucralose lot": "S-2",
        "sucralose expires on": "",
    }
    for box in [each for each in page.window.findChildren(QLineEdit) if each.objectName().startswith(f"{PATH}.")]:
        if box.isVisibleTo(page.window):
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Tab)
    assert components(page) == brought
    page.type(f"{PATH}.other.0.expires_on", "05/2027", leave=True)
    page.type(f"{PATH}.vehicle.lot", "V-2")
    assert components(page)[0] == {"name": "preservative", "expires_on": "2027-05"}
    assert components(page)[1] == {"name": "Vehicle", "lot": "V-2", "maker": "Own"}
    page.type(f"{PATH}.other.0.expires_on", "", leave=True)  # emptied and left: the row goes, and the one behind moves up
    assert [each["name"] for each in components(page)] == ["Vehicle", "sucralose"]
    assert rows(page)["sucralose lot"] == "S-2"
    assert "preservative lot" not in rows(page)
    page.window.compound.presenter.new()
    page.settle()
    assert rows(page) == {}


@pytest.mark.parametrize("wrong", [{"vehicle": "V-1"}, "V-1", ["V-1"], [{"lot": "V-1"}], [{"name": "vehicle", "colour": "red"}]])
def test_what_is_no_component_can_be_taken_out(same_window, wrong):
    page = opened(same_window, "01", components=wrong)
    assert page.widget("unknownKeys").isVisible()
    page.press("unknownKeys.action")
    page.settle()
    assert not page.widget("unknownKeys").isVisible()
    page.type(f"{PATH}.vehicle.lot", "V-7")
    assert {"name": "vehicle", "lot": "V-7"} in components(page)


def test_the_next_fill_asks_for_the_lots_anew(same_window):
    page = opened(same_window, "03")
    page.type(f"{PATH}.vehicle.lot", "V-7")
    page.type(f"{PATH}.vehicle.expires_on", "03/2028", leave=True)
    page.press("nextFill")
    assert "components" not in page.document()["preparation"]
    assert set(rows(page).values()) == {""}


def test_a_balance_says_the_most_it_takes(same_window):
    page = opened(same_window, "01", balance={"readability": "1 mg", "minimum": "50 mg"})
    page.type("preparation.balance.capacity", "220 g", leave=True)
    assert page.document()["preparation"]["balance"]["capacity"] in ("220 g", "220000 mg")
    assert page.error("preparation.balance.capacity") == ""
    page.type("preparation.balance.capacity", "2 mg", leave=True)
    assert "the most the balance takes" in page.error("preparation.balance.capacity")
