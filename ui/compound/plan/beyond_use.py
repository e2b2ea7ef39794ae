"""Until when it may be used, why, and where it is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ldn_calc.application.papers.wording import date_words
from ldn_calc.procedure.plan import BeyondUse
from ui.compound.plan.sentences import TEXT
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["BeyondUsePanel"]


class BeyondUsePanel(QWidget):
    """Head, date, reasons, storage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("beyondUse")
        self._date = Text(Type.DATE)
        self._date.setObjectName("beyondUse.date")
        self._why = Text(Type.CAPTION, ink="muted")
        self._why.setObjectName("beyondUse.why")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(Type.HEAD, TEXT.do_not_use_after))
        column.addWidget(self._date)
        column.addWidget(self._why)

    def show_beyond_use(self, beyond_use: BeyondUse) -> None:
        """Show the date with its reasons, the binding one first."""
        self._date.setText(date_words(beyond_use.date))
        sentences = [*beyond_use.because, TEXT.keep.format(storage=beyond_use.storage_words)]
        self._why.setText(" ".join(f"{_capital(sentence).rstrip('.')}." for sentence in sentences))
        self.setAccessibleName(TEXT.do_not_use_after_day.format(day=self._date.text()))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
