"""Drives the Compound page as a person does: finds widgets by object name, types keys, presses buttons, reads words."""

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from ldn_calc.order.request_fields import questions


class CompoundDriver:
    def __init__(self, window, qtbot) -> None:
        self.window = window
        self.qtbot = qtbot

    # Finding

    def widget(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The one widget of this name that is still part of the window; later ones replace earlier ones of a rebuilt table."""
        found = self.window.findChildren(kind, name)
        assert found, f"no {kind.__name__} named {name}"
        return found[-1]

    def line(self, path: str) -> QLineEdit:
        return self.widget(path, QLineEdit)

    def words(self, name: str) -> str:
        label = self.widget(name, QLabel)
        return label.text().replace("\u00a0", " ").replace("\u2060", "")

    # Doing

    def settle(self) -> None:
        """Let everything that follows an event happen."""
        for _ in range(3):
            self.window.compound.plan_now()
            QTest.qWait(0)

    def type(self, path: str, text: str, *, leave: bool = False) -> None:
        """Go to a field, replace its text key by key; with `leave`, go on with Tab."""
        line = self.line(path)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        line.selectAll()
        if text:
            QTest.keyClicks(line, text)
        else:
            QTest.keyClick(line, Qt.Key.Key_Delete)
        if leave:
            QTest.keyClick(line, Qt.Key.Key_Tab)
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.settle()

    def press(self, name: str) -> None:
        button = self.widget(name, QAbstractButton)
        assert button.isVisible(), f"{name} is not in sight"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, path: str, words: str) -> None:
        """Choose an entry of a list by its words, with the keyboard."""
        box = self.widget(path, QComboBox)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        index = box.findText(words)
        assert index >= 0, f"{path} offers {[box.itemText(at) for at in range(box.count())]}"
        box.setCurrentIndex(index)
        box.activated.emit(index)
        self.settle()

    def answer(self, path: str, key: str) -> None:
        self.press(f"{path}={key}")

    def preset(self, start: str) -> None:
        """Choose from the Presets menu."""
        menu = self.widget("regimen.presets", QAbstractButton).menu()
        next(action for action in menu.actions() if action.text().startswith(start)).trigger()
        self.settle()

    def add_medicine(self, text: str) -> None:
        self.type("screening.medicines", text)
        QTest.keyClick(self.line("screening.medicines"), Qt.Key.Key_Return)
        self.settle()

    def fill_in(self, *, form: str = "liquid") -> None:
        """A whole simple prescription, typed."""
        self.type("rx.number", "240117")
        self.type("rx.written_on", "20 Nov 2026")
        self.type("rx.patient.name", "Ana Reyes")
        self.type("rx.patient.birth_date", "12 Apr 1979")
        self.type("rx.prescriber.name", "P. Hale, MD")
        self.answer("rx.form", form)
        self.preset("4.5 mg at bedtime")
        self.answer("screening.opioid_use", "none")
        for question in questions():
            if question.kind == "list":
                self.press(f"{question.path}.none")
            else:
                self.choose(question.path, question.choices[0][1])

    # Reading

    def text(self, path: str) -> str:
        return self.line(path).text().replace("\u00a0", " ")

    def error(self, path: str) -> str:
        """The sentence under a field; empty where none is shown."""
        name = f"{path}.error"
        found = self.window.findChildren(QWidget, name)
        return found[-1].sentence() if found else ""

    def regimen_error(self, phase: int, dose: int = 0) -> str:
        return self.error(f"rx.regimen[{phase}].take[{dose}]")

    def banner(self) -> str:
        """What stands over the plan."""
        detail = self.widget("planBanner.detail", QLabel)
        return " ".join(
            filter(None, [self.words("planBanner.sentence"), "" if detail.isHidden() else self.words("planBanner.detail")])
        )

    def chips(self, path: str) -> list[str]:
        """The entries of a list as their chips say them."""
        found = [
            each
            for each in self.window.findChildren(QWidget)
            if each.objectName().startswith(f"{path}[") and not each.objectName().endswith("remove")
        ]
        return [each.findChild(QLabel).text().replace("\u00a0", " ") for each in found if not each.isHidden()]

    def document(self) -> dict:
        return json.loads(self.window.compound.presenter.document_text())
