"""Alt and a letter go to a field or press a button; the letter is underlined only while Alt is held.

Fusion underlines mnemonics always, so captions hold plain words, and the window writes the "&" in while Alt is down.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QWidget

__all__ = ["MnemonicWindow", "give_mnemonic", "rename", "show_mnemonics"]

_PROPERTY = "mnemonic"


class MnemonicWindow(QMainWindow):
    """A window that underlines the letters while Alt is held."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Underline the letters that go with Alt while it is held."""
        if event.key() == Qt.Key.Key_Alt:
            show_mnemonics(self, shown=True)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take the underlines back."""
        if event.key() == Qt.Key.Key_Alt:
            show_mnemonics(self, shown=False)
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the underlines back when another window comes before Alt is released."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            show_mnemonics(self, shown=False)
        super().changeEvent(event)


def give_mnemonic(widget: QLabel | QAbstractButton, words: str) -> None:
    """Show `words` without its "&" and let Alt with the letter after it reach the label's buddy or press the button."""
    widget.setText(words.replace("&", ""))
    keys = QKeySequence.mnemonic(words)
    if keys.isEmpty():
        return
    widget.setProperty(_PROPERTY, words)
    if isinstance(widget, QAbstractButton):
        widget.setShortcut(keys)
        return
    shortcut = QShortcut(keys, widget)
    shortcut.activated.connect(lambda: _reach(widget))
    shortcut.activatedAmbiguously.connect(lambda: _reach(widget))


def rename(caption: QLabel, words: str) -> None:
    """Give a caption other words, the letter after the "&" being the same."""
    if caption.property(_PROPERTY) != words:
        caption.setProperty(_PROPERTY, words)
        caption.setText(words.replace("&", ""))


def show_mnemonics(window: QWidget, *, shown: bool) -> None:
    """Underline every letter, or none."""
    for kind in (QLabel, QAbstractButton):
        for widget in window.findChildren(kind):
            words = widget.property(_PROPERTY)
            if not isinstance(words, str) or not isinstance(widget, (QLabel, QAbstractButton)):
                continue
            widget.setText(words if shown else words.replace("&", ""))
            if isinstance(widget, QAbstractButton):
                widget.setShortcut(QKeySequence.mnemonic(words))


def _reach(widget: QLabel) -> None:
    buddy = widget.buddy()
    if buddy is not None:
        buddy.setFocus()
