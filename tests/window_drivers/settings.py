"""Drives the Settings page as a person does: turns its tabs, types into fields, chooses, presses."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QTabBar, QWidget


class SettingsDriver:
    def __init__(self, window, qtbot):
        self.window, self.qtbot = window, qtbot

    @property
    def page(self):
        return self.window.pages.page_in_sight()

    def widget(self, name, kind=QWidget):
        found = self.window.findChildren(kind, name)
        assert found, f"no {kind.__name__} named {name}"
        return found[-1]

    def turn(self, words):
        tabs = self.widget("settings.tabs", QTabBar)
        place = next(place for place in range(tabs.count()) if tabs.tabText(place) == words)
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())
        QTest.qWait(0)

    def type(self, name, text, *, leave=True):
        line = self.widget(name, QLineEdit)
        assert line.isVisible(), f"{name} is not in sight"
        line.setFocus(Qt.FocusReason.TabFocusReason)
        line.selectAll()
        QTest.keyClicks(line, text) if text else QTest.keyClick(line, Qt.Key.Key_Delete)
        if leave:
            QTest.keyClick(line, Qt.Key.Key_Tab)
        QTest.qWait(0)

    def choose(self, name, key):
        box = self.widget(name, QComboBox)
        assert box.isVisible(), f"{name} is not in sight"
        index = box.findData(key)
        assert index >= 0, f"{name} offers {[box.itemData(at) for at in range(box.count())]}"
        box.setFocus(Qt.FocusReason.TabFocusReason)
        box.setCurrentIndex(index)
        box.activated.emit(index)
        QTest.qWait(0)

    def press(self, name):
        button = self.widget(name, QAbstractButton)
        assert button.isVisible(), f"{name} is not in sight"
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        QTest.qWait(0)

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)
        QTest.qWait(0)

    def words(self, name):
        return self.widget(name, QLabel).text().replace("\u00a0", " ").replace("\u2060", "").replace("\u200b", "")

    def text(self, name):
        return self.widget(name, QLineEdit).text()

    def error(self, name):
        return self.widget(f"{name}.error").sentence()

    def listed(self):
        shown = self.widget("own.list", QListWidget)
        return [shown.item(row).text() for row in range(shown.count())]

    @property
    def said(self):
        return self.words("settings.said")

    def focus(self):
        return QApplication.focusWidget().objectName()
