"""Drives the Calculators page and the installation check as a person does, in the window that holds them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QWidget


class CalculatorsDriver:
    def __init__(self, window, qtbot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.name = ""

    @property
    def page(self) -> QWidget:
        return self.window.pages.page_in_sight()

    # Finding

    def widget(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        found = self.window.findChildren(kind, name)
        assert found, f"no {kind.__name__} named {name}"
        assert len(found) == 1, f"{len(found)} named {name}"
        return found[0]

    def field(self, key: str) -> QWidget:
        return self.widget(f"calc.{self.name}.{key}")

    # Doing

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)
        QTest.qWait(0)

    def find(self, words: str) -> None:
        """Type into the line that finds a calculator."""
        line = self.widget("calc.search", QLineEdit)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        line.selectAll()
        if words:
            QTest.keyClicks(line, words)
        else:
            QTest.keyClick(line, Qt.Key.Key_Delete)

    def open(self, name: str) -> None:
        """Find a calculator by its name on the command line and go to its first field."""
        self.find(name)
        for _ in self.listed():
            if self.page.presenter.chosen.name != name:
                self.key(Qt.Key.Key_Down)
        self.key(Qt.Key.Key_Return)
        self.name = name

    def type(self, key: str, text: str, *, leave: bool = False) -> None:
        """Replace what stands in a field, key by key; with `leave`, go on with Tab."""
        field = self.field(key)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()
        if text:
            QTest.keyClicks(field, text)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)
        if leave:
            QTest.keyClick(field, Qt.Key.Key_Tab)

    def choose(self, key: str, words: str) -> None:
        box = self.widget(f"calc.{self.name}.{key}", QComboBox)
        index = box.findText(words)
        assert index >= 0, [box.itemText(at) for at in range(box.count())]
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def press(self, name: str) -> None:
        button = self.widget(name, QAbstractButton)
        assert button.isVisible(), f"{name} is not in sight"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.qWait(0)

    # Reading

    def words(self, name: str) -> str:
        return self.widget(name, QLabel).text().replace("\u00a0", " ").replace("\u2060", "").replace("\u200b", "")

    def text(self, key: str) -> str:
        field = self.field(key)
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()

    def error(self, key: str) -> str:
        return self.widget(f"calc.{self.name}.{key}.error").sentence()

    def waits(self) -> str:
        label = self.widget("calc.waits", QLabel)
        return "" if label.isHidden() else self.words("calc.waits")

    def results(self) -> dict[str, str]:
        found = {}
        for place in range(1, 30):
            labels = self.window.findChildren(QLabel, f"calc.result.{place}.name")
            if labels and labels[0].isVisible():
                found[self.words(f"calc.result.{place}.name")] = self.words(f"calc.result.{place}.amount")
        return found

    def working(self) -> list[str]:
        labels = [label for label in self.window.findChildren(QLabel) if label.objectName().startswith("calc.working.")]
        return [self.words(label.objectName()) for label in labels if label.isVisible()]

    def listed(self) -> list[str]:
        shown = self.widget("calc.list", QListWidget)
        return [shown.item(row).text() for row in range(shown.count()) if shown.item(row).flags() & Qt.ItemFlag.ItemIsEnabled]
