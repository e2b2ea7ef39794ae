"""One line of state over the plan: proved, refused, last good plan, or nothing to plan yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.compound.plan.sentences import TEXT
from ui.kit.icons import IconLabel
from ui.kit.style import Type, set_look
from ui.kit.text import Text

__all__ = ["Banner"]

_LOOKS = {"ok": ("circle-check", "ok"), "stop": ("alert-circle", "stop"), "banner": ("info-circle", "muted")}


class Banner(QFrame):
    """Icon and sentence on a ground; colour never says it alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planBanner")
        self.setAccessibleName(TEXT.state)
        self._icon = IconLabel("info-circle", "muted", 20)
        self._sentence = Text(Type.STRONG)
        self._sentence.setObjectName("planBanner.sentence")
        self._detail = Text(Type.CAPTION)
        self._detail.setObjectName("planBanner.detail")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sentence)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)

    def show_state(self, look: str, sentence: str, detail: str = "") -> None:
        """Show a sentence; `look` is ok, stop or banner (neither good nor bad)."""
        icon, role = _LOOKS[look]
        set_look(self, "ground", look)
        self._icon.set_icon(icon, role)
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleDescription(" ".join(filter(None, (sentence, detail))))
