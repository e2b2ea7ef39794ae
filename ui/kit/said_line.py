"""How something stands, in one line: an icon, and a sentence beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.icons import IconLabel
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["SaidLine"]


class SaidLine(QWidget):
    """The icon follows what kind of sentence it is."""

    def __init__(self, name: str, *, muted: str = "info-circle", parent: QWidget | None = None) -> None:
        """The sentence's object name is `name` and `.said`; `muted` is the icon beside one that is neither good nor bad."""
        super().__init__(parent)
        self._icons = {"ok": "circle-check", "stop": "alert-circle", "muted": muted, "warn": "alert-triangle"}
        self._icon = IconLabel(muted, "muted")
        self._words = Text(Type.CAPTION)
        self._words.setObjectName(f"{name}.said")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)

    def say(self, sentence: str, ink: str) -> None:
        """Say how it stands; `ink` is ok, muted, warn or stop."""
        self._icon.set_icon(self._icons[ink], ink)
        self._words.setText(sentence)
