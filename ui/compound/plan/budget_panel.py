"""How far off it could be: two numbers, a bar for each source of error, and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ldn_calc.documents.drawing.budget_chart import budget_bars, budget_chart, error_words
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.procedure.printed import PrintedBudget, PrintedSpread
from ui.compound.plan.budget import budget_sentences, budget_words
from ui.compound.plan.sentences import TEXT
from ui.kit.drawing_view import DrawingView
from ui.kit.style import Type, font
from ui.kit.text import Text

__all__ = ["BudgetPanel"]

_MOST_SENTENCES: Final = 3


class BudgetPanel(QWidget):
    """The error budget of the plan.

    Attributes:
        is_known: whether the plan has one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errorBudget")
        self.setAccessibleName(TEXT.how_far_off)
        self._shown: object = None
        self.is_known = False
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        self._spreads = {name: self._spread(numbers, name) for name in ("strength", "dose")}
        self.chart = DrawingView()
        self.chart.setObjectName("errorBudget.chart")
        self._sentences = [Text(Type.CAPTION, ink="muted") for _ in range(_MOST_SENTENCES)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Text(Type.HEAD, TEXT.how_far_off))
        column.addLayout(numbers)
        for place, text in enumerate(self._sentences):
            text.setObjectName(f"errorBudget.sentence.{place}")
            column.addWidget(text)
        column.addSpacing(4)
        column.addWidget(self.chart)

    def show_budget(self, budget: PrintedBudget | None, form: str) -> None:
        """Show the budget of a plan of that form; None takes the panel away."""
        self.is_known = budget is not None
        self.setVisible(self.is_known)
        if budget is None or (budget, form) == self._shown:
            return
        self._shown = (budget, form)
        self._spreads["strength"][0].setText(TEXT.strength_in_bottle if form == "liquid" else TEXT.strength_in_capsules)
        self._spreads["dose"][0].setText(TEXT.dose_in_hand)
        for name, spread in (("strength", budget["strength"]), ("dose", budget["dose"])):
            self._show_spread(name, spread)
        bars = budget_bars(budget)
        self.chart.setVisible(bool(bars))

        def make(width: float, size: float) -> Sequence[Drawing]:
            made = font(Type.CAPTION)
            made.setPixelSize(round(size))
            return [budget_chart(bars, width, size, QFontMetricsF(made).horizontalAdvance)]

        self.chart.set_drawings(make if bars else None, budget_words(bars))
        sentences = budget_sentences(budget)
        for place, text in enumerate(self._sentences):
            text.setVisible(place < len(sentences))
            text.setText(sentences[place] if place < len(sentences) else "")

    def set_stale(self, stale: bool) -> None:
        """Take the colour out of the bars, or give it back."""
        self.chart.set_stale(stale)

    def _spread(self, across: QHBoxLayout, name: str) -> tuple[Text, Text, Text]:
        """What is spread, over how far at worst, over how far typically."""
        texts = (Text(Type.CAPTION, ink="muted"), Text(Type.STRONG), Text(Type.CAPTION, ink="muted"))
        column = QVBoxLayout()
        column.setSpacing(0)
        for text, part in zip(texts, ("what", "worst", "typical"), strict=True):
            text.setObjectName(f"errorBudget.{name}.{part}")
            column.addWidget(text)
        column.addStretch(1)
        across.addLayout(column, 1)
        return texts

    def _show_spread(self, name: str, spread: PrintedSpread) -> None:
        _, worst, typical = self._spreads[name]
        typical.setText(TEXT.typical.format(error=error_words(spread["standard"])))
        worst.setText(TEXT.at_worst.format(error=error_words(spread["worst_case"])))
