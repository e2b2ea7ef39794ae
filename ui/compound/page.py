"""The Compound page: form, plan and papers in the window's columns, and their presenter; built in slices after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton

from ui.compound.form.form import CompoundForm
from ui.compound.sentences import TEXT
from ui.kit.columns import Columns, Part

if TYPE_CHECKING:
    from datetime import date, datetime

    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.application.pharmacy.port import Pharmacy
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.application.plan.planning import Planned
    from ui.compound.papers.view import PapersView
    from ui.compound.plan.view import PlanView
    from ui.compound.presenter import CompoundPresenter
    from ui.compound.views import ShellView
    from ui.kit.settings_store import SettingsStore
    from ui.kit.tasks import Tasks

__all__ = ["CompoundPage"]

_MINUTE_MILLISECONDS: Final = 60_000


class CompoundPage(QObject):
    """What the window's first page is made of.

    Attributes:
        form: made at once, with its first section ready to type in.
        presenter: what answers to keys; from `build_presenter` on.
        plan, papers: the two other columns; from `build_columns` on.
        lot_kept: a paper has left and its lot stands in the request, in which nothing else had changed since it was saved.
        formulary: what is planned with; None before `read_formulary`, or where the pharmacy's own file cannot be read.
    """

    presenter: CompoundPresenter
    lot_kept = Signal()

    def __init__(self, columns: Columns, clock: Callable[[], datetime]) -> None:
        """Build the form in `columns` and put the focus into it; `clock` says the time now."""
        super().__init__(columns)
        self._columns, self._clock = columns, clock
        self.plan: PlanView | None = None
        self.papers: PapersView | None = None
        self.formulary: Formulary | None = None
        self._own_fault, self._rows_place = "", ""
        self._waiting: Callable[[], None] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.plan_now)
        self._planned_on: date | None = None
        self._each_minute = QTimer(self)
        self._each_minute.setInterval(_MINUTE_MILLISECONDS)
        self._each_minute.timeout.connect(self.plan_now)
        self.form = CompoundForm(columns)
        columns.set_form(self.form)
        self.form.show()
        self.form.focus_first()

    # Slices of the start, in this order; `form.build_more` goes between the first and the second

    def build_presenter(self, shell: ShellView) -> None:
        """Let the form answer; `shell` is the window around it."""
        from ui.compound.presenter import CompoundPresenter  # as above
        from ui.compound.wiring import connect_form  # after the form can be typed in

        self.presenter = CompoundPresenter(self.form, shell, self._clock, self._plan_later)
        connect_form(self.form, self.presenter)

    def build_columns(self, tasks: Tasks, store: SettingsStore) -> None:
        """Build plan and papers; `store` says and remembers which printer is for which paper."""
        from ui.compound.papers.view import PapersView  # after the form can be typed in
        from ui.compound.plan.view import PlanView  # as above

        self.plan = PlanView(clock=self._clock)
        self.papers = PapersView(tasks=tasks, printers=store)
        self._columns.set_views(self.plan, self.papers, self.papers.print_bar)
        self.papers.before_leaving = self._keep_lot
        self.plan.answer_requested.connect(self.form.focus_unanswered)
        self.plan.made_judged.connect(self.papers.set_made)
        self.plan.settle_requested.connect(self.presenter.settle)
        self.plan.take_back_requested.connect(self.presenter.take_back)
        for button in self.papers.print_bar.findChildren(QAbstractButton):
            button.pressed.connect(self.plan_now)

    def read_formulary(self, pharmacy: Pharmacy) -> None:
        """Read the pharmacy's rows, its own among them, and offer in the form what can be chosen."""
        from ldn_calc.application.pharmacy.own_formulary import OwnFileError  # after the first paint
        from ui.compound.form.choices import offer_choices  # as above

        try:
            self.formulary = pharmacy.formulary()
        except OwnFileError as error:
            self._own_fault, self._rows_place = str(error), pharmacy.rows_place
        offer_choices(self.form, self.formulary)

    def start(self, settings: Settings) -> str:
        """Begin to plan; where the pharmacy's own file cannot be read nothing is planned, and the sentence says why."""
        from ui.compound.prescription.application import load_application  # after the first paint

        if self.plan is None or self.papers is None:
            raise RuntimeError("the columns come before planning")
        if self.formulary is None:
            self.plan.show_needed([TEXT.own_file_first.format(place=self._rows_place)])
            return self._own_fault
        self._waiting = None  # what waits is planned here, once
        self._planned_on = self._clock().date()
        self._each_minute.start()
        self.presenter.start(load_application(self.formulary), self.plan, self.papers, settings)
        return ""

    # Later

    def use_formulary(self, formulary: Formulary, settings: Settings) -> None:
        """Plan with the pharmacy's own file as it is saved now."""
        from ui.compound.form.choices import offer_choices  # after the first paint

        self.formulary, self._own_fault = formulary, ""
        offer_choices(self.form, formulary)
        self.start(settings)

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        self._columns.turn_to(Part.PRESCRIPTION)
        self.form.focus_first()

    def print_current(self) -> None:
        """Print the paper shown, after what was typed is planned."""
        if papers := self._papers_of_now():
            papers.print_current()

    def save_current(self) -> None:
        """Save the paper shown as PDF, after what was typed is planned."""
        if papers := self._papers_of_now():
            papers.save_current()

    def plan_now(self) -> None:
        """Plan what was typed, if it waits, and all anew on another day: dates and lot follow the clock.

        Printing calls this first, so that no older plan is ever printed.
        """
        waiting, self._waiting = self._waiting, None
        self._later.stop()
        today = self._clock().date()
        if self._planned_on not in {None, today}:
            waiting = waiting or self.presenter.replan
        self._planned_on = today
        if waiting is not None:
            waiting()

    def _keep_lot(self, planned: Planned) -> None:
        """A paper leaves: its lot is kept, and in the file too where nothing else waits to be saved."""
        saved = not self.presenter.is_dirty()
        if self.presenter.keep_lot(planned):
            self.plan_now()
            if saved:
                self.lot_kept.emit()

    def _plan_later(self, replan: Callable[[], None]) -> None:
        self._waiting = replan
        self._later.start(0)

    def _papers_of_now(self) -> PapersView | None:
        if self.papers is not None:
            self.plan_now()
            self._columns.turn_to(Part.PAPERS)
        return self.papers
