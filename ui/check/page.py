"""The installation check: every shipped reference case recomputed on this machine, to see, print and keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.check.case_list import CaseLine, CaseList
from ui.check.presenter import case_words, verdict_words, which_words
from ui.check.sentences import TEXT
from ui.kit.controls import button, hairline
from ui.kit.icons import IconLabel
from ui.kit.output_bar import OutputBar
from ui.kit.page_stack import Page, PageContext
from ui.kit.style import Type
from ui.kit.text import Text
from ui.printing.page_printing import PagePrinting

if TYPE_CHECKING:
    from ldn_calc.application.installation.checking import Checked
    from ui.kit.tasks import Tasks

__all__ = ["CheckPage", "make_page"]


class CheckPage(Page):
    """Checks once when it is made, and again when asked.

    Attributes:
        closed: back to the page before.
    """

    closed = Signal()

    def __init__(self, clock: Callable[[], datetime], tasks: Tasks) -> None:
        """`tasks` is the window's door for slow work: the check takes about a second."""
        super().__init__()
        self.setObjectName("checkPage")
        self._clock, self._tasks = clock, tasks
        self._checked: Checked | None = None
        self._icon = IconLabel("info-circle", "accent", 20)
        self._verdict = Text(Type.TITLE)
        self._verdict.setObjectName("check.verdict")
        self._which = Text(Type.CAPTION, ink="muted")
        self._which.setObjectName("check.which")
        self._again = button(TEXT.check_again, "check.again")
        self._close = button(TEXT.close, "check.close")
        self.cases = CaseList()
        self._bar = OutputBar("check", copies=False)
        self._printing = PagePrinting(self, self._bar, tasks)
        self._again.clicked.connect(self.check)
        self._close.clicked.connect(self.closed)
        self._bar.print_pressed.connect(self.print_current)
        self._bar.save_pressed.connect(self.save_current)
        self._lay_out()
        self.check()

    def check(self) -> None:
        """Recompute every case off the GUI thread."""
        now = self._clock()

        def work() -> Checked:
            from ldn_calc.application.installation.checking import check_installation  # only here

            return check_installation(now)

        self._show(None, TEXT.checking, "info-circle", "accent")
        self._tasks.run(self, "check", work, self._show_checked, self._show_fault)

    def focus_first(self) -> None:
        """Put the focus into the list of cases."""
        self.cases.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_current(self) -> None:
        """Print the evidence through the system's printer dialog."""
        if self._checked is not None:
            self._printing.print_pdf("check", self._day(), self._evidence(self._checked))

    def save_current(self) -> None:
        """Save the evidence as a PDF."""
        if self._checked is not None:
            self._printing.save_pdf("check", self._day(), self._evidence(self._checked))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._verdict)
        words.addWidget(self._which)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 16, 12)
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        inside = self.ground_column()
        inside.addLayout(head)
        inside.addWidget(hairline())
        inside.addWidget(self.cases, 1)
        inside.addWidget(self._bar)

    def _show_checked(self, checked: Checked) -> None:
        icon, role = ("alert-circle", "stop") if checked.failed else ("circle-check", "ok")
        self._show(checked, verdict_words(checked), icon, role)

    def _show_fault(self, error: Exception) -> None:
        self._show(None, TEXT.not_made, "alert-circle", "stop")
        raise error

    def _show(self, checked: Checked | None, verdict: str, icon: str, role: str) -> None:
        self._checked = checked
        self._icon.set_icon(icon, role)
        self._verdict.setText(verdict)
        self._which.setText(which_words(checked) if checked else "")
        self.cases.show_lines([CaseLine(*case) for case in case_words(checked)] if checked else [])
        self._bar.set_on(checked is not None, verdict)

    def _day(self) -> str:
        return self._clock().date().isoformat()

    def _evidence(self, checked: Checked) -> Callable[[], bytes]:
        def make() -> bytes:
            from ldn_calc.application.installation.checking import check_pdf  # ReportLab, on first use

            return check_pdf(checked)

        return make


def make_page(context: PageContext) -> CheckPage:
    """As the window's row of pages makes it."""
    page = CheckPage(context.clock, context.tasks)
    page.closed.connect(context.turn_back)
    return page
