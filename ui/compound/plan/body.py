"""What scrolls under the plan's status: numbers, drawing, doses, date, steps, as made, how far off, ways, notes, working."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from ui.compound.made.panel import MadePanel
from ui.compound.plan.beyond_use import BeyondUsePanel
from ui.compound.plan.big_numbers import BigNumbers
from ui.compound.plan.budget_panel import BudgetPanel
from ui.compound.plan.doses_table import DosesTable
from ui.compound.plan.notes import NotesPanel
from ui.compound.plan.sentences import TEXT
from ui.compound.plan.steps_list import StepsList
from ui.compound.plan.working import WorkingPanel
from ui.compound.ways.panel import WaysPanel
from ui.kit.controls import hairline, link
from ui.kit.drawing_view import DrawingView
from ui.kit.padded_scroll import PaddedScroll
from ui.kit.style import Type
from ui.kit.text import Text

__all__ = ["PlanBody"]

_TWO_FROM: Final = 800
_TALL_FROM: Final = 900
_BETWEEN: Final = 40


class PlanBody(PaddedScroll):
    """The parts of a plan, placed by the width of the column.

    Attributes:
        made_stays: what was really weighed is typed and stays in sight where nothing is planned.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("planBody", TEXT.title, parent)
        self.setMinimumHeight(1)  # less room than a scroll area asks for by itself, rather than over what stands above it
        self.numbers = BigNumbers()
        self.drawing = DrawingView()
        self.doses = DosesTable()
        self.beyond_use = BeyondUsePanel()
        self.steps = StepsList()
        self.made = MadePanel()
        self.budget = BudgetPanel()
        self.ways = WaysPanel()
        self.notes = NotesPanel()
        self.working = WorkingPanel()
        self._show_working = link(TEXT.show_working, "showWorking")
        self._show_working.clicked.connect(self._toggle_working)
        self._show_ways = link(TEXT.other_ways, "showWays")
        self._show_ways.clicked.connect(lambda: self.ensureWidgetVisible(self.ways, 0, 16))
        self._rule = hairline()
        self._doses_part = _section(Text(Type.HEAD, TEXT.doses), self.doses)
        self._steps_part = self._steps_section()
        self._sides = (QVBoxLayout(), QVBoxLayout())
        self._two: bool | None = None
        self._open, self._planned = False, True
        self.made_stays = False
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(self._sides[0], 1)
        self._gap = QSpacerItem(0, 0)
        row.addSpacerItem(self._gap)
        row.addLayout(self._sides[1], 0)
        self._row = row
        self._part = Text(Type.STRONG)
        self._part.setObjectName("partOfRegimen")
        self._part.hide()
        self.column.addWidget(self.numbers)
        self.column.addSpacing(8)
        self.column.addWidget(self._part)
        self.column.addSpacing(16)
        self.column.addWidget(self._rule)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self._arrange(two=False)

    def show_part(self, words: str) -> None:
        """Say under the numbers what this fill leaves out of the regimen; empty where it leaves nothing."""
        self._part.setText(words)
        self._part.setVisible(bool(words))

    def set_planned(self, planned: bool) -> None:
        """Show the whole plan, or the notes alone where there is none."""
        self._planned = planned
        self._part.setVisible(planned and bool(self._part.text()))
        for part in (self.numbers, self._doses_part, self.drawing, self.beyond_use, self._steps_part, self.ways):
            part.setVisible(planned)
        self.budget.setVisible(planned and self.budget.is_known)
        self.made.setVisible(planned or self.made_stays)
        self._rule.setVisible(planned and bool(self._two))
        self._show_open()

    def set_stale(self, stale: bool) -> None:
        """Take the colour out of what is drawn, or give it back."""
        self.drawing.set_stale(stale)
        self.doses.set_stale(stale)
        self.budget.set_stale(stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose one or two columns, and the air between rows, for the new size."""
        super().resizeEvent(event)
        self._arrange(two=self.width() >= _TWO_FROM)
        tall = self.window().height() >= _TALL_FROM
        self.doses.set_row_height(32 if tall else 24)
        self.steps.set_air(12 if tall else 4)

    def _steps_section(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(Text(Type.HEAD, TEXT.steps), 1)
        head.addWidget(self._show_working)
        head.addWidget(self._show_ways)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.steps)
        return part

    def _arrange(self, *, two: bool) -> None:
        if two == self._two:
            return
        self._two = two
        side = 24 if two else 16
        self.set_padding(side, 4, side, 16)
        left: list[QWidget] = [self.drawing, self._doses_part, self._steps_part, self.made, self.notes]
        right: list[QWidget] = [self.beyond_use, self.budget, self.ways, self.working]
        if not two:
            left = [self.drawing, self._doses_part, self.beyond_use, self._steps_part, self.made]
            left += [self.budget, self.ways, self.notes, self.working]
            right = []
        for layout in self._sides:
            for part in (*left, *right):
                layout.removeWidget(
                    part
                )  # not takeAt: that leaves the widget with its old item, whose height is then never renewed
            while layout.count():
                layout.takeAt(0)
        for layout, parts in zip(self._sides, (left, right), strict=True):
            layout.setContentsMargins(0, 24 if two else 0, 0, 0)
            layout.setSpacing(32 if two else 16)
            for part in parts:
                layout.addWidget(part)
            layout.addStretch(1)
        self._row.setStretch(2, 1 if two else 0)
        self._gap.changeSize(_BETWEEN if two else 0, 0)
        self._rule.setVisible(self._planned and two)
        self._show_working.setVisible(not two)
        self._show_ways.setVisible(not two)
        self._show_open()
        self.column.invalidate()

    def _toggle_working(self) -> None:
        self._open = not self._open
        self._show_open()
        if self._open:
            QTimer.singleShot(0, self.working, lambda: self.ensureWidgetVisible(self.working, 0, 16))

    def _show_open(self) -> None:
        self._show_working.setText(TEXT.hide_working if self._open else TEXT.show_working)
        self._show_working.setAccessibleName(TEXT.hide_working if self._open else TEXT.show_working)
        self.working.setVisible(self._planned and (self._open or bool(self._two)))


def _section(head: Text, content: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(content, 0, Qt.AlignmentFlag(0))
    return part
