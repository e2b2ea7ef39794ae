"""The papers column: label, sheet and worksheet as they will print, and printing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from ldn_calc.documents.errors import PaperError
from ldn_calc.order.prescription import Language
from ui.pages.paper_output import FinishedPaper, PaperOutput
from ui.style import Type, set_type
from ui.tasks import Tasks
from ui.widgets.controls import hairline
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.paper_desk import PaperDesk
from ui.widgets.paper_preview import ShownPage
from ui.widgets.print_bar import PrintBar

if TYPE_CHECKING:
    from ldn_calc.application.planning import Planned
    from ldn_calc.application.settings import Settings

__all__ = ["PapersView"]

_PAPERS: Final = ("label", "sheet", "worksheet")
_QUIET_MILLISECONDS: Final = 250
_RESIZE_MILLISECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A paper as it is shown: its bytes, and its pages as dots for `room` logical pixels."""

    paper: str
    room: int
    pdf: bytes
    pages: tuple[ShownPage, ...]


class PapersView(QWidget):
    """Shows the three papers of one planned prescription; passive.

    What prints and what is saved are the very bytes that are shown.

    Attributes:
        print_bar: reason and buttons; a narrow layout may take it elsewhere.
    """

    print_bar: QWidget

    def __init__(self, parent: QWidget | None = None, *, tasks: Tasks | None = None) -> None:
        """`tasks` is the door for slow work; one of its own where None."""
        super().__init__(parent)
        self.setObjectName("papersView")
        self._tasks = tasks or Tasks(self)
        self._planned: Planned | None = None
        self._settings: Settings | None = None
        self._clock: Callable[[], datetime] = datetime.now
        self._blocked: list[str] = []
        self._drawn: _Drawn | None = None
        self._fault: str | None = None
        self._pending = self._stale = self._busy = False
        self._wanted: Callable[[FinishedPaper], None] | None = None
        self._output = PaperOutput(self, self._tasks)
        self._output.busy_changed.connect(self._set_busy)
        self._output.succeeded.connect(self._say_done)
        self._output.failed.connect(self._say_fault)
        self._tabs = self._make_tabs()
        self._switch = LanguageSwitch()
        self._switch.changed.connect(self._turn)
        self.desk = PaperDesk()
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
        """The paper whose tab is chosen: label, sheet or worksheet."""
        return _PAPERS[self._tabs.currentIndex()]

    def show_planned(self, planned: Planned | None, settings: Settings, clock: Callable[[], datetime]) -> None:
        """Draw the papers of `planned` a moment after the last call; None shows none."""
        self._planned, self._settings, self._clock = planned, settings, clock
        self._stale, self._fault, self._wanted = False, None, None
        if self._has_plan():
            request = planned.request if planned else None
            self._switch.offer(request.rx.patient.language if request else Language.ENGLISH, self.paper)
            self._pending = True
            self._quiet.start()
            if self._drawn is None:
                self.desk.clear("Drawing the papers…")
        else:
            self._clear()
        self._show_state()

    def set_blocked(self, reasons: list[str]) -> None:
        """Say why printing is off; an empty list turns it on."""
        self._blocked = list(reasons)
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
        tabs.setAccessibleName("Papers")
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        set_type(tabs, Type.BODY)
        for words in ("Label", "Sheet", "Worksheet"):
            tabs.addTab(words)
        tabs.currentChanged.connect(self._turn)
        return tabs

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def _has_plan(self) -> bool:
        return self._planned is not None and self._planned.plan is not None

    def _turn(self) -> None:
        """Another tab or language: nothing to wait for."""
        self._fault = self._wanted = None
        self._bar.set_paper(self.paper)
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
        self.desk.clear("The papers appear here when there is a plan.")

    def _draw(self) -> None:
        planned, settings = self._planned, self._settings
        if planned is None or settings is None:
            return
        paper, language, now = self.paper, self._switch.language, self._clock()
        room, dots = self.desk.room(), self._dots_per_point()

        def work() -> _Drawn:
            from ldn_calc.application.papers import render_paper  # noqa: PLC0415 - ReportLab, after the first paint

            pdf = render_paper(paper, planned, settings, now, language)
            return _Drawn(paper, room, pdf, _dots_of(pdf, dots))

        self._tasks.run(self, "paper", work, self._show_drawn, self._show_fault)

    def _draw_dots(self) -> None:
        """The same paper in dots for another width."""
        drawn = self._drawn
        if drawn is None or self._pending:
            return
        room, dots = self.desk.room(), self._dots_per_point()

        def work() -> _Drawn:
            return _Drawn(drawn.paper, room, drawn.pdf, _dots_of(drawn.pdf, dots))

        self._tasks.run(self, "paper", work, self._show_drawn, self._show_fault)

    def _dots_per_point(self) -> Callable[[float], float]:
        room, ratio, scale = self.desk.room(), self.devicePixelRatioF(), self.desk.preview.scale
        at = {points: scale(points, room) * ratio for points in (288.0, 612.0)}
        return lambda width: at.get(width) or max(at.values())

    def _show_drawn(self, drawn: _Drawn) -> None:
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
        self._fault = str(error) if is_known else "it could not be drawn"
        self.desk.clear(f"The {self.paper} cannot be made: {self._fault}.")
        self._show_state()
        if not is_known:
            raise error

    # Whether it may leave

    def _why_off(self) -> list[str]:
        reasons = list(self._blocked)
        if not reasons and not self._has_plan():
            reasons.append("nothing is planned yet")
        if not reasons and self._fault is not None:
            reasons.append(f"the {self.paper} cannot be made")
        if not reasons and not self._switch.is_printed:
            reasons.append(f"this copy is to check; the {self.paper} prints in {self._switch.printed_words}")
        return reasons

    def _show_state(self) -> None:
        self._bar.set_paper(self.paper)
        reasons = self._why_off()
        if self._busy:
            self._bar.say_busy(f"Printing the {self.paper}…")
        elif reasons:
            self._bar.say_off(reasons)
        else:
            practice = self._settings is None or self._settings.pharmacy is None
            self._bar.say_ready("Ready. Practice papers carry the practice mark." if practice else "Ready to print.")

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
        if not self._why_off():
            self._bar.say_ready(sentence)

    def _say_fault(self, sentence: str) -> None:
        self._bar.say_fault(sentence, on=not self._why_off())

    def _finished(self) -> FinishedPaper | None:
        """The paper that is shown, ready to leave."""
        drawn, plan = self._drawn, self._planned.plan if self._planned is not None else None
        if drawn is None or plan is None:
            return None
        first = drawn.pages[0]
        return FinishedPaper(drawn.paper, plan["lot"], drawn.pdf, (first.width_points, first.height_points))


def _dots_of(pdf: bytes, dots: Callable[[float], float]) -> tuple[ShownPage, ...]:
    """Every page as an image over the renderer's own memory; `dots` to a point follow from a page's width."""
    from ldn_calc.application.papers import open_pages  # noqa: PLC0415 - pypdfium2, after the first paint

    shown = []
    with open_pages(pdf) as pages:
        for number in range(pages.count):
            width, height = pages.size_points(number)
            made = pages.render(number, dots(width))
            image = QImage(made.buffer, made.width, made.height, made.stride, QImage.Format.Format_RGB32)
            shown.append(ShownPage(width, height, image, made))
    return tuple(shown)
