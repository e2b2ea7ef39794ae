"""The Calculators page: a list to choose from, the chosen one's fields, and its answer, which follows each keystroke."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from ldn_calc.application.calculate.plan_this import CARRIES, plan_this
from ldn_calc.application.calculate.weights_drawing import plot_of, weights_plot
from ui.calculators.carried import carried_sentences
from ui.calculators.catalogue import CalculatorList
from ui.calculators.form import CalculatorForm
from ui.calculators.presenter import Answer, CalculatorsPresenter, Family
from ui.calculators.sentences import TEXT
from ui.calculators.view import CalculationView
from ui.kit.controls import hairline
from ui.kit.output_bar import OutputBar
from ui.kit.padded_scroll import PaddedScroll
from ui.kit.page_stack import Page, PageContext
from ui.kit.style import Type, set_type
from ui.printing.page_printing import PagePrinting

if TYPE_CHECKING:
    from ldn_calc.application.calculate.calculating import Calculator
    from ui.kit.tasks import Tasks

__all__ = ["CalculatorsPage", "make_page"]

_LIST, _CALCULATOR = 0, 1
_WIDTHS: Final = ((1500, 296, 416), (1080, 256, 352), (860, 208, 288), (0, 0, 240))
"""Width of the page from which list and fields are so wide; a list of 0 stands behind a tab."""


class CalculatorsPage(Page):
    """Builds the widgets and hands what a person does to the presenter; decides nothing."""

    def __init__(
        self, clock: Callable[[], datetime], tasks: Tasks, begin: Callable[[Mapping[str, Any], Sequence[str]], None]
    ) -> None:
        """`tasks` is the window's door for slow work: drawing and printing the page; `begin` plans a request that was carried."""
        super().__init__()
        self.setObjectName("calculatorsPage")
        self._clock, self._begin = clock, begin
        self._forms: dict[str, CalculatorForm] = {}
        self._narrow = False
        self.list = CalculatorList()
        self._fields = PaddedScroll("calc.fields", TEXT.fields)
        self.view = CalculationView()
        self._bar = OutputBar("calc")
        self._printing = PagePrinting(self, self._bar, tasks)
        self._tabs = self._make_tabs()
        self._right = self._ground("surface", self.view, self._bar)
        self._middle = self._ground("window", self._fields)
        self._lines = (hairline(upright=True), hairline(upright=True))
        self._lay_out()
        self.presenter = CalculatorsPresenter(self, lambda: clock().date())
        self._connect()
        self.presenter.start()
        self._turn(_LIST)

    # What the window asks

    def focus_first(self) -> None:
        """Put the focus into the line that finds a calculator."""
        self._tabs.setCurrentIndex(_LIST)
        self.list.focus_search()

    def print_current(self) -> None:
        """Print the answer on one page, through the system's printer dialog."""
        if answer := self._lot_and_maker():
            self._printing.print_pdf("calculation", *answer)

    def save_current(self) -> None:
        """Save the answer as a PDF."""
        if answer := self._lot_and_maker():
            self._printing.save_pdf("calculation", *answer)

    # What the presenter shows

    def show_families(self, families: tuple[Family, ...], chosen: str) -> None:
        """List these calculators, one of them chosen."""
        self.list.show_families(families, chosen)

    def show_calculator(self, calculator: Calculator) -> None:
        """Show the fields of a calculator, with what was typed in them before."""
        if calculator.name not in self._forms:
            self._forms[calculator.name] = form = CalculatorForm(calculator)
            form.edited.connect(self.presenter.edit)
            form.left.connect(self.presenter.leave)
            form.cleared.connect(self._clear)
            self._fields.column.addWidget(form)
            form.tab_after(self.list.last_stop())
        for name, form in self._forms.items():
            form.setVisible(name == calculator.name)
        self._fields.verticalScrollBar().setValue(0)
        self.view.verticalScrollBar().setValue(0)

    def show_answer(self, answer: Answer) -> None:
        """Show what came of the fields."""
        found, calculator = answer.calculated, self.presenter.chosen
        self._forms[calculator.name].show_errors(answer.errors)
        self.view.show_answer(answer.waits, answer.rows, answer.working, calculator.sources)
        plot = plot_of(found) if found is not None else None
        if plot is None:
            self.view.show_plot(None, "", "")
        else:
            self.view.show_plot(lambda width, size: (weights_plot(plot, width, size),), plot.words(), plot.outside_words())
        self.view.offer_plan(offered=found is not None and calculator.name in CARRIES)
        self._bar.set_on(found is not None, answer.waits)
        self._bar.say("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._arrange()

    # Building

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("calc.tabs")
        tabs.setAccessibleName(TEXT.parts_of_the_page)
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        set_type(tabs, Type.BODY)
        for words in (TEXT.all_calculators, TEXT.calculator):
            tabs.addTab(words)
        tabs.currentChanged.connect(lambda _place: self._arrange())
        return tabs

    def _ground(self, role: str, *widgets: QWidget) -> QFrame:
        made = QFrame()
        made.setProperty("ground", role)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, widget in enumerate(widgets):
            column.addWidget(widget, 0 if place else 1)
        return made

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        for widget in (self.list, self._lines[0], self._middle, self._lines[1]):
            across.addWidget(widget)
        across.addWidget(self._right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        self._tab_line = hairline()
        column.addWidget(self._tab_line)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self.list.searched.connect(self.presenter.search)
        self.list.stepped.connect(self.presenter.step)
        self.list.chosen.connect(self.presenter.choose)
        self.list.entered.connect(self._enter)
        self.view.plan.clicked.connect(self._plan_this)
        self._bar.copy_pressed.connect(self._copy)
        self._bar.print_pressed.connect(self.print_current)
        self._bar.save_pressed.connect(self.save_current)

    def _arrange(self) -> None:
        list_width, form_width = next(widths for least, *widths in _WIDTHS if self.width() >= least)
        self._narrow = list_width == 0
        alone = self._narrow and self._tabs.currentIndex() == _LIST
        for tab in (self._tabs, self._tab_line):
            tab.setVisible(self._narrow)
        self.list.setVisible(alone or not self._narrow)
        self.list.setMinimumWidth(list_width)
        self.list.setMaximumWidth(self.width() if self._narrow else list_width)
        self._middle.setFixedWidth(form_width)
        for part in (self._middle, self._right, self._lines[1]):
            part.setVisible(not alone)
        self._lines[0].setVisible(not self._narrow)
        self._bar.set_left(16 if self._narrow else 24)
        self.view.set_padding(*((16, 12, 16, 12) if self._narrow else (24, 16, 24, 16)))

    # What a person does

    def _turn(self, part: int) -> None:
        self._tabs.setCurrentIndex(part)
        self._arrange()

    def _enter(self) -> None:
        self._turn(_CALCULATOR)
        self._forms[self.presenter.chosen.name].focus_first()

    def _clear(self) -> None:
        self._forms[self.presenter.chosen.name].empty()
        self.presenter.clear()
        self._forms[self.presenter.chosen.name].focus_first()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.presenter.plain_text())
        self._bar.say(TEXT.copied)

    def _plan_this(self) -> None:
        found = self.presenter.calculated()
        carried = plan_this(found) if found is not None else None
        if carried is not None:
            self._begin(carried.request, carried_sentences(self.presenter.chosen.title, carried.said))

    def _lot_and_maker(self) -> tuple[str, Callable[[], bytes]] | None:
        """The calculator's name, and what draws its answer; None while there is no answer."""
        found, day = self.presenter.calculated(), self._clock().date()
        if found is None:
            return None

        def make() -> bytes:
            from ldn_calc.application.calculate.calculating import calculation_pdf  # ReportLab, on first use

            return calculation_pdf(found, day)

        return found.calculator, make


def make_page(context: PageContext) -> CalculatorsPage:
    """As the window's row of pages makes it."""
    return CalculatorsPage(context.clock, context.tasks, context.begin_with)
