"""Which language of a paper is shown: the one that prints, or English to check."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QWidget

from ldn_calc.order.prescription import Language
from ui.compound.papers.sentences import TEXT
from ui.kit.segment import Segment
from ui.kit.style import Type, field_height, font

__all__ = ["LanguageSwitch"]

_NAMES: Final = {Language.ENGLISH: TEXT.english, Language.SPANISH: TEXT.spanish}


class LanguageSwitch(QWidget):
    """Two segments, only where the paper prints in another language than the pharmacy's.

    Attributes:
        changed: the other segment was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperLanguage")
        self.printed = Language.ENGLISH
        self._offered = False
        self._as_printed = self._segment("paperLanguage.printed", "first")
        self._to_check = self._segment("paperLanguage.check", "last")
        self._as_printed.setChecked(True)
        self._group = QButtonGroup(self)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(16, 12, 16, 0)
        row.setSpacing(0)
        for segment in (self._as_printed, self._to_check):
            self._group.addButton(segment)
            row.addWidget(segment, 1)
        self._group.buttonClicked.connect(lambda _segment: self.changed.emit())
        self.hide()

    @property
    def is_printed(self) -> bool:
        """Whether what is shown is what prints."""
        return not self._offered or self._as_printed.isChecked()

    @property
    def language(self) -> Language:
        """The language that is shown."""
        return self.printed if self.is_printed else Language.ENGLISH

    @property
    def printed_words(self) -> str:
        """The name of the language that prints."""
        return _NAMES[self.printed]

    def offer(self, printed: Language, paper: str) -> None:
        """Offer both languages of a paper for a patient who reads `printed`; worksheet and master record are the pharmacy's own."""
        if printed is not self.printed:
            self.printed = printed
            self._as_printed.setChecked(True)
        self._offered = printed is not Language.ENGLISH and paper in {"label", "sheet"}
        self._as_printed.setText(TEXT.as_printed.format(language=self.printed_words))
        self._as_printed.setAccessibleName(self._as_printed.text())
        self.setVisible(self._offered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One under the other where the words do not fit side by side."""
        super().resizeEvent(event)
        metrics = QFontMetrics(font(Type.STRONG))
        needed = max(metrics.horizontalAdvance(each.text()) for each in (self._as_printed, self._to_check)) + 36
        wide = self._row.contentsRect().width() >= 2 * needed
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _segment(self, name: str, place: str) -> QPushButton:
        made = Segment(TEXT.to_check, name, place)
        made.setAccessibleName(made.text())
        made.setMinimumHeight(field_height())
        made.setMinimumWidth(120)
        return made
