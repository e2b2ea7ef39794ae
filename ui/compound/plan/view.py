"""The plan column: what is proved, what is to settle, and the numbers of the bench."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ldn_calc.application.papers.drawings import dose_drawings
from ldn_calc.documents.drawing.shapes import Drawing
from ldn_calc.order.prescription import Settlement
from ldn_calc.procedure.plan import Plan
from ldn_calc.procedure.printed import Result
from ui.compound.made.making import PlanMaking
from ui.compound.part_words import part_words
from ui.compound.plan.body import PlanBody
from ui.compound.plan.caption import fitted
from ui.compound.plan.own_rows import own_rows_sentence
from ui.compound.plan.rows import dose_rows, drawing_captions, headlines, proved_sentence, shared_instrument, step_rows
from ui.compound.plan.sentences import TEXT
from ui.compound.plan.status_panel import StatusPanel
from ui.compound.ways.alternative_ways import AlternativeWays
from ui.compound.ways.chosen_line import ChosenLine
from ui.kit.controls import hairline
from ui.kit.laying_out import lay_out, lay_out_height
from ui.kit.tasks import Tasks
from ui.kit.text import weigh_down
from ui.kit.theme import roles_of, stale_palette
from ui.kit.words import listed

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.application.plan.planning import Planned

__all__ = ["PlanView"]

_SHARE_OF_NOTES: Final = 0.4
"""Of the column, where there is no plan: the findings keep the rest, and neither is painted over the other."""


class PlanView(QWidget):
    """Shows one planned prescription; passive.

    Attributes:
        settle_requested: emitted with the decision, a `Settlement` of the clock's date.
        take_back_requested: emitted with the fingerprint of a settled finding that is to be opened again.
        answer_requested: a finding that only answers clear leads to its questions.
        made_judged: the verdict of what was really made, None where there is none.
    """

    settle_requested = Signal(object)
    take_back_requested = Signal(str)
    answer_requested = Signal()
    made_judged = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, *, clock: Callable[[], datetime] = datetime.now, tasks: Tasks | None = None
    ) -> None:
        """`clock` says the date of a decision; `tasks` is the door for slow work, one of its own where None."""
        super().__init__(parent)
        self.setObjectName("planView")
        self._clock = clock
        self._plan: Plan | None = None
        self._result: Result | None = None
        self._formulary: Formulary | None = None
        self._stale: str | None = None
        self._drawn: object = None
        self.status = StatusPanel()
        self.status.settle_requested.connect(self._settle)
        self.status.take_back_requested.connect(self.take_back_requested)
        self.status.answer_requested.connect(self.answer_requested)
        self.chosen_line = ChosenLine()
        self._edge = hairline()
        self._edge.hide()
        self.body = PlanBody()
        self.body.scrolled.connect(self._show_edge)
        self.status.verticalScrollBar().rangeChanged.connect(self._show_edge)
        self.body.doses.chosen.connect(self._draw)
        self._ways = AlternativeWays(self.body.ways, tasks or Tasks(self), clock, self._settle_all)
        self._making = PlanMaking(self.body.made, clock, self._settle_all)
        self._making.judged.connect(self.made_judged)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.status)
        column.addWidget(self.chosen_line)
        column.addWidget(self._edge)
        column.addWidget(self.body, 1)
        column.addStretch(0)
        self.show_needed([])

    def show_planned(self, planned: Planned) -> None:
        """Show a ready, review or refused result."""
        result = self._result = planned.result
        self._formulary = planned.formulary
        findings = result["findings"]
        self._plan = planned.proved
        self._show_banner()
        self.status.show_findings(findings, settles=result["status"] != "calculation")
        own = own_rows_sentence(result.get("rows_used", []))
        self.body.notes.show_notes([found for found in findings if found["severity"] == "note"], own)
        if self._plan is not None:
            self._show_plan(self._plan, planned.request.rx.first_dose_on if planned.request else None)
            self.body.working.show_working(result.get("working", []))
            self.body.budget.show_budget(result.get("error_budget"), self._plan.form.value)
        self._ways.show_planned(planned)
        self._making.show_planned(planned)
        self._settle_height()

    def show_needed(self, needed: list[str]) -> None:
        """Say in words what is still needed before anything can be planned."""
        self._plan = self._result = None
        self._ways.show_planned(None)
        self._making.show_planned(None)
        detail = TEXT.still_needed.format(needed=listed(needed)) if needed else ""
        self.status.banner.show_state("banner", TEXT.nothing_to_plan, detail)
        self.status.show_findings([])
        self.body.notes.show_notes([])
        self._settle_height()

    def begin_another(self) -> None:
        """Another prescription comes: nothing of the one before stays in sight."""
        self._ways.begin_another()
        self.begin_another_lot()
        self.show_needed([])
        self.set_stale(None)

    def begin_another_lot(self) -> None:
        """The preparation is made once more, or the next fill of it: what was weighed for the one before is gone."""
        self._making.begin_another()
        self._settle_height()

    def set_stale(self, sentence: str | None) -> None:
        """Grey the last good plan under a banner with `sentence`; None makes it fresh again."""
        if sentence == self._stale:
            return
        changed = (sentence is None) != (self._stale is None)
        self._stale = sentence
        self._ways.set_stale(sentence is not None)
        self._making.set_stale(sentence is not None)
        self.status.set_quiet(sentence is not None)
        if self._result is not None:
            self._show_banner()
        if changed:
            self._change_ground()
        self._settle_height()

    def offer_ways(self, choose: Callable[[dict[str, Any], str], None], take_back: Callable[[], None]) -> None:
        """Call `choose` with the changes and the title of a way that a person chose, `take_back` when it is taken back."""
        self.body.ways.chosen.connect(choose)
        self.chosen_line.taken_back.connect(take_back)

    def show_chosen(self, title: str) -> None:
        """Say which way was chosen, with the way back; empty says nothing."""
        if self.chosen_line.say(title):
            self._settle_height()

    def changeEvent(self, event: QEvent) -> None:
        """Grey the plan in the new colours when the system turns light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange and self._stale is not None:
            QTimer.singleShot(0, self, self._set_ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the status its share of the new height."""
        super().resizeEvent(event)
        side = 24 if self.width() >= 800 else 16
        self.status.set_padding(side, 12, side, 8)
        self.chosen_line.setContentsMargins(side, 0, side, 4)
        self._settle_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground: white is what is calculated, grey what is not."""
        roles = roles_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(roles.window if self._stale else roles.surface))
        painter.end()

    def _show_banner(self) -> None:
        result = self._result
        if result is None:
            return
        banner = self.status.banner
        if self._stale is not None:
            banner.show_state("banner", self._stale)
        elif result["status"] == "invalid":
            problems = [f"{error['path']}: {error['expected']}" for error in result.get("errors", [])]
            banner.show_state("stop", TEXT.unreadable, "\n".join(problems))
        elif result["status"] == "refused" or self._plan is None:
            banner.show_state("stop", TEXT.refused)
        elif result["status"] == "calculation" and (proof := result.get("proof")):
            banner.show_state("banner", TEXT.calculation, proved_sentence(proof))
        else:
            proof = result.get("proof")
            banner.show_state("ok", proved_sentence(proof)) if proof else banner.show_state("stop", TEXT.not_proved)

    def _show_plan(self, plan: Plan, first: date | None) -> None:
        self.body.numbers.set_headlines(headlines(plan, first))
        self.body.show_part(part_words(plan))
        self.body.doses.set_rows(dose_rows(plan, first), shared_instrument(plan))
        self.body.beyond_use.show_beyond_use(plan.beyond_use)
        self.body.steps.set_steps(step_rows(plan))
        self._draw(self.body.doses.currentIndex().row())

    def _draw(self, number: int) -> None:
        plan, formulary = self._plan, self._formulary
        if plan is None or formulary is None or number < 0:
            return
        row = self.body.doses.row(number)
        captions = drawing_captions(plan, row)
        drawn = (row.dose, captions, plan.instruments)
        if drawn == self._drawn:
            return
        self._drawn = drawn

        def make(width: float, size: float) -> Sequence[Drawing]:
            return dose_drawings(plan, row.dose, [fitted(words, width, size) for words in captions], width, size, formulary)

        said = [*captions, TEXT.not_to_scale] if row.dose.draws else captions
        self.body.drawing.set_drawings(make, ". ".join(said))

    def _show_edge(self) -> None:
        """A line under the status where something is out of sight above it or below it."""
        hidden = self.body.verticalScrollBar().value() > 0 or self.status.verticalScrollBar().maximum() > 0
        self._edge.setVisible(hidden and self.body.isVisibleTo(self))

    def _settle_height(self) -> None:
        notes = self._result is not None and any(found["severity"] == "note" for found in self._result["findings"])
        self.body.made_stays = self._making.has_entries
        self.body.set_planned(self._plan is not None)
        self.body.setVisible(self._plan is not None or notes or self._making.has_entries)
        lay_out(self.status)
        room = self.height()
        if self._plan is None and not self.body.isHidden():  # the notes keep what they need of it, at most their share
            room -= min(self.body.needed_height(self.width()), round(room * _SHARE_OF_NOTES))
        self.status.set_room(room, alone=self._plan is None)
        self._column.activate()
        lay_out(self.body)

    def _settle_all(self) -> None:
        """After something has opened, closed or arrived in the body."""
        self._settle_height()
        lay_out_height(self.body)

    def _change_ground(self) -> None:
        """One palette on the parent and one flag for what is drawn; no part is styled anew."""
        stale = self._stale is not None
        self._set_ground()
        weigh_down(self.body, stale)
        self.body.set_stale(stale)

    def _set_ground(self) -> None:
        """Only the words' colour is the column's own: what else it had would stay behind when the theme changes."""
        palette = QPalette()
        if self._stale is not None:
            muted = stale_palette(roles_of(QApplication.palette()))
            for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
                palette.setColor(role, muted.color(role))
        self.setPalette(palette)
        self.update()

    def _settle(self, entry: dict[str, Any]) -> None:
        self.settle_requested.emit(Settlement(**entry, on=self._clock().date()))
