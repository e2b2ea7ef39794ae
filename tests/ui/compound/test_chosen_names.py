"""The lists with completions: whatever key or pointer adds an entry, the chip says what the line showed, and that is screened."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ldn_calc.names.words import plain_text

KEYS = Qt.Key
MEDICINES, ALLERGIES = "screening.medicines", "screening.allergies"


def begin(page, path, typed):
    line = page.line(path)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(line, typed)
    popup = line.completer().popup()
    assert popup.isVisible()
    return line, popup


def press(popup, *keys):
    """Keys as the window system gives them: to the list while it is open."""
    for each in keys:
        modifier, key = each if isinstance(each, tuple) else (Qt.KeyboardModifier.NoModifier, each)
        QTest.keyClick(popup if popup.isVisible() else QApplication.focusWidget(), key, modifier)


def entries(page, path):
    return page.document()["screening"].get(path.rpartition(".")[2])


WAYS = {
    "one arrow, Enter": (KEYS.Key_Down, KEYS.Key_Return),
    "two arrows, Enter": (KEYS.Key_Down, KEYS.Key_Down, KEYS.Key_Enter),
    "up from the end": (KEYS.Key_Up, KEYS.Key_Return),
    "Page Down": (KEYS.Key_Down, KEYS.Key_PageDown, KEYS.Key_Return),
    "the list's end": (KEYS.Key_Down, (Qt.KeyboardModifier.ControlModifier, KEYS.Key_End), KEYS.Key_Return),
    "End goes to the end of the text": (KEYS.Key_Down, KEYS.Key_End, KEYS.Key_Return),
    "an arrow and Tab": (KEYS.Key_Down, KEYS.Key_Tab),
    "past the end is what was typed": (KEYS.Key_Up, KEYS.Key_Down, KEYS.Key_Return),
    "nothing chosen": (KEYS.Key_Return,),
}


@pytest.mark.parametrize(("path", "typed"), [(MEDICINES, "meth"), (MEDICINES, "oxyc"), (MEDICINES, "tram"), (ALLERGIES, "gel")])
@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS)
def test_what_the_line_shows_is_added(same_window, path, typed, keys):
    page = same_window()
    line, popup = begin(page, path, typed)
    press(popup, *keys[:-1])
    shown = line.text()
    press(popup, keys[-1])
    page.settle()
    assert entries(page, path) == [shown]
    assert page.chips(path) == [shown]
    assert line.text() == ""
    assert not popup.isVisible()


@pytest.mark.parametrize("add", ["the button", "the key of the button", "Tab, then Space on Add", "Escape, then Enter"])
def test_what_an_arrow_chose_is_added_by_every_other_way_too(same_window, add):
    page = same_window()
    line, popup = begin(page, MEDICINES, "oxyc")
    press(popup, KEYS.Key_Down)
    shown = line.text()
    assert shown != "oxyc"
    if add == "the button":
        popup.hide()
        page.press(f"{MEDICINES}.add")
    elif add == "the key of the button":
        popup.hide()
        press(popup, KEYS.Key_Tab, KEYS.Key_Space)
    elif add == "Tab, then Space on Add":
        press(popup, KEYS.Key_Tab, KEYS.Key_Tab, KEYS.Key_Space)
    else:
        press(popup, KEYS.Key_Escape, KEYS.Key_Return)
    page.settle()
    assert page.chips(MEDICINES) == [shown]


def test_a_click_in_the_list_adds_its_line(same_window):
    page = same_window()
    line, popup = begin(page, MEDICINES, "meth")
    index = popup.model().index(1, 0)
    shown = index.data()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(index).center())
    page.settle()
    assert page.chips(MEDICINES) == [shown]
    assert line.text() == ""  # nothing stands there that what is typed next is joined to
    assert not page.window.compound.presenter._state.lines.any_waits()


def test_a_scanner_adds_what_it_sent(same_window):
    page = same_window()
    line = page.line(MEDICINES)
    line.setFocus()
    for name in ("methadone", "levothyroxine"):
        for sign in name:
            QTest.keyClick(line.completer().popup() if line.completer().popup().isVisible() else line, sign)
        QTest.keyClick(line.completer().popup() if line.completer().popup().isVisible() else line, KEYS.Key_Return)
    page.settle()
    assert page.chips(MEDICINES) == ["methadone", "levothyroxine"]


def test_a_pasted_text_is_told_as_a_typed_one(same_window):
    page = same_window()
    page.fill_in()
    page.press(f"{MEDICINES}.answered.remove")
    line = page.line(MEDICINES)
    line.setFocus()
    line.insert("methadone")
    page.settle()
    assert page.banner().startswith("Refused")


@contextmanager
def shown_by_arrow(page, typed, wanted):
    """With the arrow on the wanted line of the list, nothing added yet."""
    line, popup = begin(page, MEDICINES, typed)
    for _ in range(popup.model().rowCount()):
        press(popup, KEYS.Key_Down)
        if line.text().casefold() == wanted:
            break
    assert line.text().casefold() == wanted
    page.settle()
    yield line


@pytest.mark.parametrize(("typed", "wanted"), [("meth", "methadone"), ("oxyc", "oxycodone"), ("tram", "tramadol")])
def test_what_the_line_shows_is_screened_at_once(same_window, typed, wanted):
    page = same_window()
    page.fill_in()
    page.press(f"{MEDICINES}.answered.remove")
    page.answer("screening.opioid_use", "none")
    with shown_by_arrow(page, typed, wanted):
        assert page.banner().startswith("Refused")
        assert "something typed in the medicines is not added" in page.window.compound.papers._blocked


def test_allergies_complete_in_both_languages(same_window):
    page = same_window()
    for typed in ("gelat", "lacto", "benzoat"):
        line, popup = begin(page, ALLERGIES, typed)
        found = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
        assert all(typed in name.casefold() for name in found)
        popup.hide()
        line.clear()


@pytest.mark.parametrize(
    ("path", "typed", "first"),
    [
        (MEDICINES, "meth", "methadone"),
        (MEDICINES, "oxyc", "oxycodone"),
        (MEDICINES, "tram", "tramadol"),
        (MEDICINES, "codeina", "codeína"),
        (MEDICINES, "levoth", "levothyroxine"),
        (ALLERGIES, "gel", "gelatin"),
    ],
)
def test_names_that_begin_as_typed_are_offered_first_and_in_sight(same_window, path, typed, first):
    line, popup = begin(same_window(), path, typed)
    offered = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    begins = [name for name in offered if plain_text(name).startswith(typed)]
    assert offered[: len(begins)] == begins
    assert first in offered[: line.completer().maxVisibleItems()]
