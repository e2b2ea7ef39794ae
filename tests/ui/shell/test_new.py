"""New leaves nothing of the work before: the window is as one that was just opened. Tests that share a window rest on it."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from window_drivers.plan_parts import PlanParts

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
    parts = PlanParts(page.window, page.qtbot)
    parts.press("showWorking")
    parts.press("made.open")
    parts.enter("1.mass", "90 mg")
    page.window.compound.papers._tabs.setCurrentIndex(2)
    assert in_sight(page.window) != due
    page = same_window(file=SAMPLES / "03-liquid-weekly-steps.json")
    assert "really made" not in page.words("printBar.reason")
    page = same_window()
    QApplication.processEvents()
    assert in_sight(page.window) == due
    assert page.window.focusWidget().objectName() == focus
    assert page.document() == document
    assert page.window.findChild(QLineEdit, "screening.medicines").text() == ""
    assert not page.window.isWindowModified()


def test_new_shows_the_form_from_its_head_after_work_further_down(same_window):
    page = same_window(file=SAMPLES / "03-liquid-weekly-steps.json")
    bar = page.window.compound.form.verticalScrollBar()
    page.type("compounded_on", "22 Nov 2026")
    assert bar.value() > 0
    page.window.compound.presenter.mark_saved()
    page.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.document()["rx"].get("number") is None
    assert page.window.focusWidget().objectName() == "rx.number"
    assert bar.value() == 0


OWN = '[fillers."microcrystalline cellulose PH-105"]\nmeasured = { 3 = "128 mg" }\n'
SET_UP = '[pharmacy]\nname = "Dover Pharmacy"\naddress = "14 Main Street, Dover, DE 19901"\nphone = "302-555-0142"\n'


@pytest.mark.parametrize(
    ("settings", "own"),
    [("", ""), (SET_UP + '[papers]\nstock = "dymo-99012"\n', OWN), ("pharmacy = 5", "")],
    ids=["none", "set up", "settings wrong"],
)
@pytest.mark.parametrize("number", ["02", ""], ids=["opened", "empty"])
def test_a_window_that_reads_its_settings_again_is_as_one_that_was_just_opened(
    open_window, same_with_settings, kept_folder, tmp_path, settings, own, number
):
    file = Path(shutil.copy(next(SAMPLES.glob(f"{number}-*.json")), tmp_path)) if number else None
    other = SAMPLES / file.name if number else None  # one file twice would be told of
    (kept_folder / "settings.toml").write_text(SET_UP + '[papers]\nsheet = "large-print"\n')
    (kept_folder / "formulary.toml").write_text('[instruments.balance]\nminimum = "60 mg"\n')
    same_with_settings(file=SAMPLES / "01-liquid-4.5-nightly.json")  # something else is read before
    (kept_folder / "settings.toml").write_text(settings)
    (kept_folder / "formulary.toml").write_text(own)
    fresh, again = open_window(file=file, folder=kept_folder), same_with_settings(file=other)
    seen = []
    for page in (fresh, again):
        page.qtbot.waitUntil(lambda page=page: not page.window.compound.papers._pending, timeout=20_000)
        QApplication.processEvents()
        compound = page.window.compound
        planned = compound.presenter._state.last_good
        offered = {
            box.objectName(): [box.itemData(place) for place in range(box.count())] for box in page.window.findChildren(QComboBox)
        }
        seen.append(
            (
                in_sight(page.window),
                page.window._fault.words(),
                offered,
                planned and planned.plan,
                compound.papers.choices,
                page.document(),
                page.window._store.settings,
            )
        )
    for one, other in zip(*seen, strict=True):
        assert other == one
