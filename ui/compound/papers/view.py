"""The papers column: label, sheet, worksheet and master record as they will print, what can be chosen about them, and printing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from ldn_calc.documents.values.choices import OF_A_CALCULATION, PaperChoices
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.order.prescription import Language
from ui.compound.made.rows import Verdict, bar_words
from ui.compound.papers.language_switch import LanguageSwitch
from ui.compound.papers.print_bar import PrintBar
from ui.compound.papers.sentences import TEXT
from ui.compound.part_words import part_words
from ui.kit.controls import hairline
from ui.kit.style import Type, set_type
from ui.kit.tasks import Tasks
from ui.kit.words import PAPER_WORDS
from ui.printing.paper_choices import PaperChoicesRow
from ui.printing.paper_desk import PaperDesk
from ui.printing.paper_dots import DrawnPaper, dots_of
from ui.printing.paper_output import FinishedPaper, PaperOutput

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.application.plan.planning import Planned
    from ui.kit.settings_store import PrinterMemory

__all__ = ["PapersView"]

_PAPERS: Final = (("label", TEXT.label), ("sheet", TEXT.sheet), ("worksheet", TEXT.worksheet), ("master", TEXT.master))
_QUIET_MILLISECONDS: Final = 250
_RESIZE_MILLISECONDS: Final = 120


class PapersView(QWidget):
    """Shows the papers of one planned prescription; passive.

    What prints and what is saved are the very bytes that are shown.

    Attributes:
        print_bar: reason and buttons; a narrow layout may take it elsewhere.
        before_leaving: called with the plan of each paper that is about to go.
    """

    print_bar: QWidget

    def __init__(self, parent: QWidget | None = None, *, tasks: Tasks | None = None, printers: PrinterMemory | None = None) -> None:
        """`tasks` is the door for slow work, `printers` remembers where papers print; each one of its own where None."""
        super().__init__(parent)
        self.setObjectName("papersView")
        self._tasks = tasks or Tasks(self)
        self._planned: Planned | None = None
        self._settings: Settings | None = None
        self._clock: Callable[[], datetime] = datetime.now
        self._blocked: list[str] = []
        self._drawn: DrawnPaper | None = None
        self._fault: str | None = None
        self._pending = self._stale = self._busy = self._held = False
        self._wanted: Callable[[FinishedPaper], None] | None = None
        self._output = PaperOutput(self, self._tasks, printers)
        self._output.busy_changed.connect(self._set_busy)
        self._output.succeeded.connect(self._say_done)
        self._output.failed.connect(self._say_fault)
        self._output.before_leaving = self._leaves
        self.before_leaving: Callable[[Planned], None] = lambda _planned: None
        self._said = self._part = self._made = ""
        self._tabs = self._make_tabs()
        self._switch = LanguageSwitch()
        self._switch.changed.connect(self._turn)
        self._chosen = PaperChoicesRow()
        self._chosen.changed.connect(self._turn)
        self.desk = PaperDesk(self._chosen)
        self._bar = PrintBar()
        self._bar.print_pressed.connect(self.print_current)
        self._bar.save_pressed.connect(self.save_current)
        self.print_bar = self._bar
        self._quiet = self._timer(_QUIET_MILLISECONDS, self._draw)
        self._resized = self._timer(_RESIZE_MILLISECONDS, self._draw_dots)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self._tabs, 0), (hairline(), 0), (self._switch, 0), (self.desk, 1), (self._bar, 0)):
            column.addWidget(widget, stretch)
        self._show_state()

    @property
    def paper(self) -> str:
        """The paper whose tab is chosen: label, sheet, worksheet or master."""
        return _PAPERS[self._tabs.currentIndex()][0]

    @property
    def choices(self) -> PaperChoices:
        """What is chosen about the papers."""
        return self._chosen.choices

    def begin_another(self) -> None:
        """Another prescription: no paper of the one before; a whole sheet of labels again, condition and evidence on the sheet."""
        self.hold()
        self._planned, self._fault, self._stale = None, None, False
        self._blocked = []
        self._clear()
        usual = PaperChoices()
        self._chosen.set_choices(replace(self.choices, start=usual.start, condition=usual.condition))

    def hold(self) -> None:
        """Nothing leaves, whatever is shown, until `release`."""
        self._held, self._wanted, self._said = True, None, ""

    def release(self, planned: Planned) -> None:
        """The papers of this very plan may leave, if nothing else keeps them."""
        self._held = planned is not self._planned
        self._show_state()

    def show_planned(self, planned: Planned | None, settings: Settings, clock: Callable[[], datetime]) -> None:
        """Draw the papers of `planned` a moment after the last call; None shows none."""
        self._take_settings(settings)
        self._planned, self._clock = planned, clock
        self._stale, self._fault, self._wanted = False, None, None
        self._tasks.drop(self, "paper")  # what is being drawn is of the plan before, and would count as this one's
        self._part = part_words(planned.proved) if planned is not None and planned.proved is not None else ""
        if self._has_plan():
            request = planned.request if planned else None
            self._switch.offer(request.rx.patient.language if request else Language.ENGLISH, self.paper)
            self._pending = True
            self._quiet.start()
            if self._drawn is None:
                self.desk.clear(TEXT.drawing)
        else:
            self._clear()
        self._show_state()

    def set_blocked(self, reasons: list[str]) -> None:
        """Say why printing is off; an empty list turns it on."""
        self._blocked = list(reasons)
        self._show_state()

    def set_made(self, verdict: Verdict | None) -> None:
        """Name in the print bar that what was really made is not what was planned; None or a good verdict says nothing."""
        self._made = bar_words(verdict)
        self._show_state()

    def set_stale(self) -> None:
        """Fade the papers: they belong to a plan that no longer answers to the form. The next plan brings them back."""
        self._stale, self._wanted = True, None
        self.desk.preview.set_faded(True)

    def print_current(self) -> None:
        """Print the paper that is shown, through the system's printer dialog."""
        self._do_or_wait(self._output.print_paper)

    def save_current(self) -> None:
        """Save the paper that is shown as PDF."""
        self._do_or_wait(self._output.save_paper)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the dots again for the new width."""
        super().resizeEvent(event)
        self.desk.show_scale()
        if self._drawn is not None and event.size().width() != event.oldSize().width():
            self._resized.start()

    # What is shown

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("paperTabs")
        tabs.setAccessibleName(TEXT.title)
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        set_type(tabs, Type.BODY)
        for _, words in _PAPERS:
            tabs.addTab(words)
        tabs.currentChanged.connect(self._turn)
        return tabs

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def _take_settings(self, settings: Settings) -> None:
        """The pharmacy's stock and form of the sheet to begin with, and again when they are set anew."""
        if self._settings is None:
            from ldn_calc.application.papers.printed import stock_choices  # after the first paint

            self._chosen.offer_stocks(stock_choices())
        if self._settings is None or settings.choices != self._settings.choices:
            self._chosen.set_choices(settings.choices)
        self._settings = settings

    def _has_plan(self) -> bool:
        return self._planned is not None and self._planned.plan is not None

    def _is_calculation(self) -> bool:
        return self._planned is not None and self._planned.result["status"] == "calculation"

    def _turn(self) -> None:
        """Another tab, language or choice: nothing to wait for."""
        self._fault, self._wanted, self._said = None, None, ""
        self._bar.set_paper(PAPER_WORDS[self.paper])
        self._chosen.show_paper(self.paper)
        self._switch.offer(self._switch.printed, self.paper)
        if self._has_plan():
            self._pending = True
            self._quiet.stop()
            self._draw()
        self._show_state()

    def _clear(self) -> None:
        self._quiet.stop()
        self._tasks.drop(self, "paper")
        self._pending, self._drawn = False, None
        self.desk.clear(TEXT.no_plan)

    def _draw(self) -> None:
        planned, settings = self._planned, self._settings
        if planned is None or settings is None:
            return
        paper, language, choices, now = self.paper, self._switch.language, self.choices, self._clock()
        room, dots = self.desk.room(), self._dots_per_point()

        def work() -> DrawnPaper:
            from ldn_calc.application.papers.printed import paper_with_text, render_paper  # ReportLab, after the first paint
            from ldn_calc.application.papers.printers import resolution_of

            resolution = resolution_of(settings.printer(paper))
            pdf = render_paper(paper, planned, settings, now, language, choices, resolution)

            def told() -> str:
                return paper_with_text(paper, planned, settings, now, language, choices, resolution)[1]

            return DrawnPaper(planned, paper, room, pdf, dots_of(pdf, dots), told)

        self._tasks.run(self, "paper", work, self._show_drawn, self._show_fault)

    def _draw_dots(self) -> None:
        """The same paper in dots for another width."""
        drawn = self._drawn
        if drawn is None or self._pending:
            return
        room, dots = self.desk.room(), self._dots_per_point()

        def work() -> DrawnPaper:
            return replace(drawn, room=room, pages=dots_of(drawn.pdf, dots))

        self._tasks.run(self, "paper", work, self._show_drawn, self._show_fault)

    def _dots_per_point(self) -> Callable[[float], float]:
        ratio, scale = self.devicePixelRatioF(), self.desk.preview.scale_for(self.desk.room())
        return lambda width: scale(width) * ratio

    def _show_drawn(self, drawn: DrawnPaper) -> None:
        self._pending, self._drawn, self._fault = False, drawn, None
        self.desk.show_pages(drawn.paper, drawn.pages)
        self.desk.preview.set_faded(self._stale)
        self._show_state()
        if drawn.room != self.desk.room():
            self._resized.start()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._do_or_wait(wanted)

    def _show_fault(self, error: Exception) -> None:
        self._pending, self._drawn, self._wanted = False, None, None
        is_known = isinstance(error, PaperError)
        self._fault = str(error) if is_known else TEXT.not_drawn
        self.desk.clear(TEXT.cannot_be_made.format(paper=PAPER_WORDS[self.paper], why=self._fault))
        self._show_state()
        if not is_known:
            raise error

    # Whether it may leave

    def _why_off(self) -> list[str]:
        reasons = list(self._blocked)
        if not reasons and not self._has_plan():
            reasons.append(TEXT.nothing_planned)
        if not reasons and self._held:
            reasons.append(TEXT.not_planned_yet)
        if not reasons and self._is_calculation() and self.paper not in OF_A_CALCULATION:
            reasons.append(TEXT.calculation_only)
        if not reasons and self._fault is not None:
            reasons.append(TEXT.paper_not_made.format(paper=PAPER_WORDS[self.paper]))
        if not reasons and not self._switch.is_printed:
            reasons.append(TEXT.copy_to_check.format(paper=PAPER_WORDS[self.paper], language=self._switch.printed_words))
        return reasons

    def _show_state(self) -> None:
        self._bar.set_paper(PAPER_WORDS[self.paper])
        self.desk.show_printer(self._output.printer_words(self.paper))
        reasons = self._why_off()
        if self._busy:
            self._bar.say_busy(TEXT.printing.format(paper=PAPER_WORDS[self.paper]))
        elif reasons:
            self._bar.say_off(reasons)
        else:
            pharmacy = self._settings.pharmacy if self._settings is not None else None
            ready = TEXT.ready_for.format(pharmacy=pharmacy.name) if pharmacy is not None else TEXT.ready
            mark = TEXT.practice_mark if pharmacy is None else ""
            whole = " ".join(filter(None, ["" if self._made else ready, mark]))
            self._say_ready(self._said or whole, self._part)

    def _do_or_wait(self, what: Callable[[FinishedPaper], None]) -> None:
        """Do it with the paper that is shown; where a newer one is being drawn, when that is shown."""
        if self._why_off() or self._busy:
            return
        if self._pending:
            self._wanted = what
            return
        paper = self._finished()
        if paper is not None:
            what(paper)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_state()

    def _say_done(self, sentence: str) -> None:
        self._said = sentence
        if not self._why_off():
            self._say_ready(sentence)

    def _say_ready(self, *sentences: str) -> None:
        self._bar.say_ready(" ".join(filter(None, [self._made, *sentences])), warns=bool(self._made))

    def _say_fault(self, sentence: str) -> None:
        self._bar.say_fault(sentence, on=not self._why_off())

    def _finished(self) -> FinishedPaper | None:
        """The paper that is shown, ready to leave."""
        drawn, planned = self._drawn, self._planned
        if drawn is None or planned is None or drawn.planned is not planned or planned.proved is None:
            return None
        first = drawn.pages[0]
        size = first.width_points, first.height_points
        told = None if drawn.paper == "label" else drawn.told
        return FinishedPaper(drawn.paper, planned.proved.lot, drawn.pdf, size, planned, told)

    def _leaves(self, paper: FinishedPaper) -> None:
        if paper.planned is not None:
            self.before_leaving(paper.planned)
