"""About LDN Calc: version, formulary, and every part of others with its licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.controls import button, hairline, label
from ui.kit.style import Type
from ui.kit.text import Text
from ui.shell.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.installation.about import About

__all__ = ["AboutWindow", "show_about"]

_WIDTH, _HEIGHT, _LIST_WIDTH = 960, 600, 260


class AboutWindow(QDialog):
    """A list of parts, and the licence of the chosen one."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutWindow")
        self.setWindowTitle(TEXT.about)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._about = about
        version = Text(Type.TITLE, TEXT.version.format(version=about.version))
        version.setObjectName("about.version")
        formulary = label(
            TEXT.formulary.format(formulary=about.formulary), Type.CAPTION, "muted", wrap=True, name="about.formulary"
        )
        formulary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = label(TEXT.no_replacement, wrap=True)
        self.parts = QListWidget()
        self.parts.setObjectName("about.parts")
        self.parts.setAccessibleName(TEXT.parts)
        self.parts.setFixedWidth(_LIST_WIDTH)
        self.parts.setWordWrap(True)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in about.parts:
            self.parts.addItem(QListWidgetItem(f"{part.name} {part.version}"))
        self._which = label("", Type.STRONG, wrap=True, name="about.licence")
        self._which.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text = QPlainTextEdit()
        self._text.setObjectName("about.text")
        self._text.setAccessibleName(TEXT.licence)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        close = button(TEXT.close, "about.close", look="primary")
        close.clicked.connect(self.close)
        self._lay_out((version, formulary, words), close)
        self.parts.currentRowChanged.connect(self._show)
        self.parts.setCurrentRow(0)
        self.resize(_WIDTH, _HEIGHT)

    def _lay_out(self, head: tuple[QWidget, ...], close: QWidget) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._which)
        right.addWidget(self._text, 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.parts)
        both.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for widget in head:
            column.addWidget(widget)
        column.addWidget(hairline())
        column.addLayout(both, 1)
        column.addLayout(foot)

    def _show(self, row: int) -> None:
        part = self._about.parts[row]
        self._which.setText(f"{part.licence}{', ' if part.address else ''}{part.address}")
        self._text.setPlainText(part.text)


def show_about(parent: QWidget) -> AboutWindow:
    """Open it beside the window; the window stays usable."""
    from ldn_calc.application.installation.about import about  # only here

    opened = AboutWindow(about(), parent)
    opened.open()
    return opened
