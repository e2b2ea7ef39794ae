"""New leaves nothing of the work before: the window is as one that was just opened. Tests that share a window rest on it."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

SAMPLES = Path(__file__).parents[2] / "prescriptions"


def in_sight(window):
    """Every named widget that is seen: where it stands, whether it answers, and its text."""
    return {
        each.objectName(): (each.rect(), each.mapTo(window, each.rect().topLeft()), each.isEnabled(), getattr(each, "text", str)())
        for each in window.findChildren(QWidget)
        if each.objectName() and not each.objectName().startswith("qt_") and each.isVisible()
    }


def test_after_new_the_window_is_as_one_that_was_just_opened(open_window, same_window):
    fresh = open_window()
    QApplication.processEvents()
    due, focus, document = in_sight(fresh.window), fresh.window.focusWidget().objectName(), fresh.document()
    assert len(due) > 50
    page = same_window(file=SAMPLES / "17-many-mistakes.json")
    page.answer("screening.opioid_use", "stopped")
    page = same_window(file=SAMPLES / "03-liquid-weekly-steps.json")
    page.type("rx.patient.name", "Ruth Okafor")
    page.type("screening.medicines", "meth")
    page.press("regimen.addPhase")
    assert in_sight(page.window) != due
    page = same_window()
    QApplication.processEvents()
    assert in_sight(page.window) == due
    assert page.window.focusWidget().objectName() == focus
    assert page.document() == document
    assert page.window.findChild(QLineEdit, "screening.medicines").text() == ""
    assert not page.window.isWindowModified()
