"""The page at every width, in both themes, with long names: nothing is cut, everything has a name, Tab follows the eye."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTabBar
from window_drivers.fits import misfits

from ui.kit.columns import Part
from ui.kit.style import apply_theme
from ui.kit.theme import DARK, LIGHT

SAMPLES = Path(__file__).parents[2] / "prescriptions"
SIZES = [(1920, 1080), (1600, 900), (1366, 768), (1200, 700), (1024, 700), (960, 600), (683, 400), (640, 400)]
"""Each arrangement where it is narrowest, which leaves the least room, and usual screens; 683 x 400 is 1366 x 768 at 200 %."""


def scrolled(page):
    """Brings each part of the page in sight, what is scrolled part by part, and says which: nothing is looked at twice."""
    tabs, form = page.window.columns._tabs, page.window.compound.form
    looked_through = False
    for part in [tabs.tabData(place) for place in range(tabs.count())] or ["all columns"]:
        page.window.columns.turn_to(part)
        bar = form.verticalScrollBar()
        through = form.isVisible() and not looked_through
        for place in range(0, bar.maximum() + 1, max(bar.pageStep(), 1)) if through else [bar.value()]:
            bar.setValue(place)
            QApplication.processEvents()
            yield part
        looked_through = looked_through or through


@pytest.mark.parametrize(
    "sample", ["12-long-names", "03-liquid-weekly-steps", "05-liquid-from-tablets", "09-opioid-stopped-recently"]
)
def test_nothing_is_cut_at_any_width_in_either_theme(qapp, same_window, sample):
    page = same_window(file=SAMPLES / f"{sample}.json")
    found = []
    for roles in (LIGHT, DARK):
        apply_theme(qapp, roles)
        for width, height in SIZES:
            page.window.resize(width, height)
            page.settle()
            seen = set()
            for part in scrolled(page):
                seen.add(part)
                found += [f"{width} {part}: {each}" for each in misfits(page.window) if f"{width} {part}: {each}" not in found]
            assert len(seen) == (1 if width >= 1200 else 2 if width >= 960 else 3)
    assert found == [], "\n".join(found)


OPIOIDS = "oxycodone tramadol methadone codeine Suboxone morphine fentanyl Percocet hydromorphone kratom Lomotil Vivitrol"


@pytest.mark.parametrize(
    "screening",
    [
        {"medicines": OPIOIDS.split(), "pregnancy": "pregnant", "mood": "history", "allergies": ["gelitin", "cellulose", "zonk"]},
        {
            "medicines": ["zzxq", "lithium", "warfarin"],
            "allergies": ["flurb"],
            "mood": "history",
            "opioid_use": "none",
            "surgery_planned_on": "2026-12-18",
            "pregnancy": "breastfeeding",
        },
    ],
    ids=["refused", "planned"],
)
def test_findings_and_notes_are_never_painted_over_each_other(same_window, screening):
    page = same_window(1366, 768)
    document = json.loads((SAMPLES / "02-capsule-titration.json").read_text(encoding="utf-8"))
    page.window.compound.presenter.load(document | {"screening": screening})
    plan = page.window.compound.plan
    for width, height in [(1366, 768), (1024, 700), (640, 700), (683, 400)]:  # the last: 1366 x 768 at 200 %
        page.window.resize(width, height)
        page.window.columns.turn_to("plan")
        page.settle()
        size = f"{width} x {height}"
        rows = plan.status._rows
        assert len(rows) > 3, size
        assert plan.body.isVisible(), size
        assert plan.body.notes.isVisible(), size
        for above, below in pairwise([plan.status.banner, *rows]):
            assert above.geometry().bottom() < below.geometry().top(), f"{size}: {below.objectName()}"
        for row in rows:
            assert row.height() >= row.heightForWidth(row.width()), f"{size}: {row.objectName()} is cut"
        assert not plan.status.geometry().intersects(plan.body.geometry()), size
        assert plan.rect().contains(plan.body.geometry()), size
        assert plan.body.height() >= 40, size  # a line of the notes at least
        assert plan.status.height() >= 64, size


def test_nothing_is_cut_where_everything_is_asked_and_wrong(same_window):
    page = same_window(file=SAMPLES / "17-many-mistakes.json")
    page.answer("screening.opioid_use", "stopped")
    page.choose("preparation.source.assay_basis", "anhydrous solvent free")
    page.answer("rx.form", "any")
    found = []
    for width, height in SIZES:
        page.window.resize(width, height)
        bar = page.window.compound.form.verticalScrollBar()
        for place in range(0, bar.maximum() + 1, max(bar.pageStep(), 1)):
            bar.setValue(place)
            QApplication.processEvents()
            found += [f"{width}: {each}" for each in misfits(page.window)]
    assert found == [], "\n".join(found)


def test_every_interactive_widget_has_a_name_and_a_label(open_window):
    page = open_window(file=SAMPLES / "02-capsule-titration.json")
    page.press("setUpPharmacy")
    nameless = []
    for kind in (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QTabBar):
        for widget in page.window.findChildren(kind):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.parent().inherits("QTabBar"):
                continue
            if not widget.objectName() or not widget.accessibleName():
                nameless.append(f"{type(widget).__name__} {widget.objectName()!r} in {widget.parent().objectName()!r}")
    assert nameless == []
    for path in page.window.compound.form.paths():
        label = page.window.findChild(QLabel, f"{path}.label")
        assert path.startswith("rx.regimen") or label.text(), path


def test_object_names_are_used_once(same_window):
    page = same_window(file=SAMPLES / "02-capsule-titration.json")
    seen = [widget.objectName() for kind in (QLineEdit, QComboBox, QAbstractButton) for widget in page.window.findChildren(kind)]
    named = [name for name in seen if name and not name.startswith(("qt_", "Scroll"))]
    assert sorted(set(named)) == sorted(named)


@pytest.mark.parametrize("file", [SAMPLES / "02-capsule-titration.json", None], ids=["full", "empty"])
def test_tab_goes_through_the_form_as_the_eye_does(same_window, file):
    page = same_window(file=file)
    page.window.activateWindow()
    page.line("rx.number").setFocus()
    content = page.window.compound.form.widget()
    places = []
    for _ in range(200):
        focus = page.window.focusWidget()
        if not page.window.compound.form.isAncestorOf(focus):
            break
        at = focus.mapTo(content, QPoint(0, 0))
        places.append((at.y() + focus.height() // 2, at.x(), focus.objectName()))
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    names = [name for _, _, name in places]
    assert names[0] == "rx.number", names
    assert names[-1] == "compounded_on", names
    assert "screening.medicines" in names
    if file:
        assert {"rx.form=capsule", "rx.regimen[2].take[0].when", "preparation.source.assay"} <= set(names)
    for (top, left, name), (next_top, next_left, next_name) in pairwise(places):
        assert next_top > top + 8 or (abs(next_top - top) <= 8 and next_left > left), f"{name} then {next_name}"


def test_focus_brings_its_field_into_sight(same_window):
    page = same_window(640, 400)
    line = page.line("compounded_on")
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert not line.visibleRegion().isEmpty()
    assert line.visibleRegion().boundingRect().height() == line.height()


@pytest.mark.parametrize("width", [1280, 1024, 640])
def test_what_is_printed_and_for_whom_never_leaves_the_sight(same_window, width):
    page = same_window(width, 400, file=SAMPLES / "02-capsule-titration.json")
    for part in Part:
        page.window.columns.turn_to(part)
        QApplication.processEvents()
        for name in ("identity", "printBar"):
            assert not page.widget(name).visibleRegion().isEmpty(), f"{name} beside {part}"


def test_alt_underlines_letters_only_while_it_is_held(same_window):
    page = same_window()
    label = page.widget("rx.patient.name.label")
    assert label.text() == "Patient"
    QTest.keyPress(page.window, Qt.Key.Key_Alt)
    assert label.text() == "&Patient"
    QTest.keyRelease(page.window, Qt.Key.Key_Alt)
    assert label.text() == "Patient"
    QTest.keyClick(page.window, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert page.window.focusWidget() is page.line("rx.patient.name")
