"""What came of a calculation: the result large, a plot of weights, the working as one would write it, the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.calculators.sentences import TEXT
from ui.kit.controls import button, hairline
from ui.kit.drawing_view import DrawingView, MakeDrawings
from ui.kit.padded_scroll import PaddedScroll
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["CalculationView"]

_LARGE_UP_TO: Final = 2
"""So many results are shown in the largest type."""
_LONG: Final = 40
"""Signs from which a result is a sentence, in the size of sentences."""


class _Results(QWidget):
    """Each result on a line of its own: what it is at the left, its amount at the right, figures of one width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calc.results")
        self.setAccessibleName(TEXT.result)
        self._rows: list[tuple[Text, Text]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these results."""
        while len(self._rows) < len(rows):
            self._add_row()
        large = Type.NUMBER if len(rows) <= _LARGE_UP_TO else Type.TITLE
        for place, (name, amount) in enumerate(self._rows):
            shown = place < len(rows)
            for text in (name, amount):
                text.setVisible(shown)
            if shown:
                name.setText(rows[place][0])
                amount.set_kind(Type.STRONG if len(rows[place][1]) > _LONG else large)
                amount.setText(rows[place][1])
                amount.setAccessibleName(TEXT.named.format(name=rows[place][0], words=rows[place][1]))

    def _add_row(self) -> None:
        place = len(self._rows)
        row = (Text(Type.BODY, ink="muted"), Text(Type.TITLE))
        for column, text in enumerate(row):
            text.setObjectName(f"calc.result.{place + 1}.{('name', 'amount')[column]}")
            self._grid.addWidget(text, place, column, Qt.AlignmentFlag.AlignVCenter)
        row[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows.append(row)


class _Lines(QWidget):
    """A head and lines under it that are kept and filled again."""

    def __init__(self, name: str, head: str, kind: Type, ink: str = "") -> None:
        super().__init__()
        self._name, self._kind, self._ink = name, kind, ink
        self._lines: list[Text] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(Text(Type.HEAD if kind is Type.BODY else Type.CAPTION_STRONG, head, ink))

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        while len(self._lines) < len(lines):
            made = Text(self._kind, ink=self._ink)
            made.setObjectName(f"{self._name}.{len(self._lines) + 1}")
            self._lines.append(made)
            self._column.addWidget(made)
        for place, text in enumerate(self._lines):
            text.setVisible(place < len(lines))
            if place < len(lines):
                text.setText(lines[place])
        self.setVisible(bool(lines))


class CalculationView(PaddedScroll):
    """One answer, or the line that says why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("calc.answer", TEXT.result_and_working, parent)
        self.set_padding(24, 16, 24, 16)
        self._waits = Text(Type.BODY, ink="muted")
        self._waits.setObjectName("calc.waits")
        self.results = _Results()
        self.plot = DrawingView()
        self.plot.setObjectName("calc.plot")
        self._outside = Text(Type.CAPTION)
        self._outside.setObjectName("calc.outside")
        self._working = _Lines("calc.working", TEXT.working, Type.BODY)
        self._sources = _Lines("calc.source", TEXT.sources, Type.CAPTION, "muted")
        self.plan = button(TEXT.plan_this, "calc.plan", "flask")
        self.plan.setAccessibleName(TEXT.plan_this_spoken)
        self.plan.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._rule = hairline()
        for widget, above in (
            (self._waits, 0), (self.results, 0), (self.plot, 12), (self._outside, 4), (self._rule, 12), (self._working, 12),
            (self.plan, 4), (self._sources, 16),
        ):  # fmt: skip
            self.column.addSpacing(above)
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def show_answer(self, waits: str, rows: Sequence[tuple[str, str]], working: Sequence[str], sources: Sequence[str]) -> None:
        """Show an answer, or why there is none; sources stand there in any case."""
        self._waits.setText(waits)
        self._waits.setVisible(bool(waits))
        self.results.show_rows(rows)
        self.results.setVisible(bool(rows))
        self._rule.setVisible(bool(rows))
        self._working.show_lines(working)
        self._sources.show_lines(sources)

    def offer_plan(self, *, offered: bool) -> None:
        """Offer to plan what was typed, or not."""
        self.plan.setVisible(offered)

    def show_plot(self, make: MakeDrawings | None, words: str, outside: str) -> None:
        """Show a drawing of the weights, or nothing; `words` are read out for it, `outside` stands under it."""
        self.plot.set_drawings(make, words)
        self.plot.setVisible(make is not None)
        self._outside.setText(outside)
        self._outside.setVisible(make is not None)
