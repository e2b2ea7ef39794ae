"""Drives what stands under the steps: bars, ways to make it, what was really made."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget


class PlanParts:
    def __init__(self, root, qtbot):
        self.root, self.qtbot = root, qtbot

    def words(self, name):
        return self.root.findChildren(QLabel, name)[-1].text().replace("\u00a0", " ").replace("\u2060", "")

    def shown(self, name):
        found = self.root.findChildren(QWidget, name)
        return bool(found) and found[-1].isVisible()

    def press(self, name):
        """As with the keyboard: the focus is brought there, and Space pressed."""
        button = self.root.findChildren(QAbstractButton, name)[-1]
        assert button.isVisible(), f"{name} is not in sight"
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        QTest.qWait(0)

    # Ways

    def wait_for_ways(self):
        self.qtbot.waitUntil(lambda: self.ways() != [] and not self.ways_are_greyed(), timeout=5000)

    def ways(self):
        """Titles in sight, the plan first."""
        return [self.words(f"ways.{place}.title") for place in range(7) if self.shown(f"ways.{place}")]

    def ways_are_greyed(self):
        """Whether what is in sight is of before: every row is grey, none can be chosen, none is marked as chosen."""
        greyed = {not self.root.findChildren(QWidget, f"ways.{place}")[-1].isEnabled() for place in range(len(self.ways()))}
        assert len(greyed) <= 1, "some rows are grey and some are not"
        assert self.shown("ways.0.chosen") == (greyed == {False})
        return greyed == {True}

    def way(self, title):
        return self.ways().index(title)

    def choose(self, title):
        self.press(f"ways.{self.way(title)}.choose")

    # As made

    def line(self, key):
        found = [each for each in self.root.findChildren(QLineEdit, f"made.{key}") if each.isVisible()]
        assert found, f"no field for {key}"
        return found[-1]

    def enter(self, key, text, *, leave=False):
        line = self.line(key)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        line.selectAll()
        QTest.keyClicks(line, text) if text else QTest.keyClick(line, Qt.Key.Key_Delete)
        if leave:
            QTest.keyClick(line, Qt.Key.Key_Tab)
        QTest.qWait(0)

    def error(self, key):
        return self.root.findChildren(QWidget, f"made.{key}.error")[-1].sentence()

    def difference(self, key):
        name = f"made.{key}.difference"
        return self.words(name) if self.shown(name) else ""

    def verdict(self):
        return self.words("made.verdict.words") if self.shown("made.verdict") else ""

    def focus(self):
        widget = QApplication.focusWidget()
        return widget.objectName() if widget else ""
