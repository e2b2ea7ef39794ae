"""The `fits` check of look.md: nothing is narrower than its words, and no scroll area is wider inside than outside."""

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QTabBar, QWidget

from ui.kit.boxes import ChoiceBox

_FIELD_AIR = 16
_LOOKS, _WAIT = 10, 50
"""How often it looks again, and after how many milliseconds: a busy machine lays out later."""


def misfits(window: QWidget) -> list[str]:
    """What is cut, in words, and stays so once the window has laid itself out; only what is in sight counts."""
    found = _misfits_now(window)
    for _ in range(_LOOKS):
        if not found:
            return []
        QTest.qWait(_WAIT)
        found = _misfits_now(window)
    return found


def _misfits_now(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        problem = _problem(widget) if widget.isVisible() else ""
        if problem and not widget.visibleRegion().isEmpty():  # asked last: reckoning it is most of the work
            found.append(f"{_name(widget)}: {problem}")
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside is not None and inside.minimumSizeHint().width() > area.viewport().width():
            found.append(f"{_name(area)}: needs {inside.minimumSizeHint().width()}, has {area.viewport().width()}")
    return found


def _problem(widget: QWidget) -> str:
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel) and widget.text():
        return _label_problem(widget)
    if isinstance(widget, ChoiceBox):
        need, room = metrics.horizontalAdvance(widget.shown_words()), widget.text_room()
        return f'"{widget.shown_words()}" needs {need}, has {room}' if need > room else ""
    if isinstance(widget, QPushButton) and widget.text():
        icon = widget.iconSize().width() + 4 if not widget.icon().isNull() else 0
        need = metrics.horizontalAdvance(widget.text().replace("&", "")) + icon
        return f'"{widget.text()}" needs {need}, has {widget.width()}' if need > widget.width() - 4 else ""
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        need = metrics.horizontalAdvance(widget.placeholderText())
        return (
            f'"{widget.placeholderText()}" needs {need}, has {widget.width() - _FIELD_AIR}'
            if need > widget.width() - _FIELD_AIR
            else ""
        )
    if isinstance(widget, QTabBar) and widget.count():
        return f"tabs need {widget.sizeHint().width()}, have {widget.width()}" if widget.sizeHint().width() > widget.width() else ""
    return ""


def _label_problem(label: QLabel) -> str:
    metrics = label.fontMetrics()
    room = label.contentsRect().width()
    if label.wordWrap():
        longest = max((metrics.horizontalAdvance(word) for word in re.split("[ \n\u200b]+", label.text())), default=0)
        need = metrics.boundingRect(0, 0, room, 10_000, Qt.TextFlag.TextWordWrap, label.text()).height()
        if longest > room:
            return f'a word of "{label.text()}" needs {longest}, has {room}'
        return (
            f'"{label.text()}" needs a height of {need}, has {label.contentsRect().height()}'
            if need > label.contentsRect().height() + 1
            else ""
        )
    need = metrics.horizontalAdvance(label.text())
    return f'"{label.text()}" needs {need}, has {room}' if need > room else ""


def _name(widget: QWidget) -> str:
    while not widget.objectName() and widget.parentWidget() is not None:
        widget = widget.parentWidget()
    return widget.objectName()
