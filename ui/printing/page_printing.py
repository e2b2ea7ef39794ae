"""Printing and saving what a page shows: drawn off the GUI thread, sent by the papers' own way, each end of it said in the bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ui.kit.words import PAPER_WORDS
from ui.printing.paper_output import FinishedPaper, PaperOutput
from ui.printing.sentences import TEXT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.kit.output_bar import OutputBar
    from ui.kit.tasks import Tasks

__all__ = ["PagePrinting"]

_LETTER: Final = (612.0, 792.0)


class PagePrinting(QObject):
    """For one page and its bar; a second press while a paper is on its way is not heard."""

    def __init__(self, page: QWidget, bar: OutputBar, tasks: Tasks) -> None:
        """`tasks` is the window's door for slow work."""
        super().__init__(page)
        self._bar, self._tasks = bar, tasks
        self._output = PaperOutput(page, tasks)
        self._output.busy_changed.connect(self._set_busy)
        self._output.succeeded.connect(bar.say)
        self._output.failed.connect(lambda sentence: bar.say(sentence, "stop"))

    def print_pdf(self, name: str, lot: str, make: Callable[[], bytes]) -> None:
        """Print what `make` draws.

        Args:
            name: what kind of paper it is; its printer is remembered by it.
            lot: what tells it from others of its kind; never a patient's name.
            make: draws it; called off the GUI thread.
        """
        self._make(name, lot, make, self._output.print_paper)

    def save_pdf(self, name: str, lot: str, make: Callable[[], bytes]) -> None:
        """Save what `make` draws; the arguments are those of `print_pdf`."""
        self._make(name, lot, make, self._output.save_paper)

    def _make(self, name: str, lot: str, make: Callable[[], bytes], then: Callable[[FinishedPaper], None]) -> None:
        def done(pdf: bytes) -> None:
            self._bar.set_busy(busy=False)
            then(FinishedPaper(name, lot, pdf, _LETTER))

        def failed(error: Exception) -> None:
            from ldn_calc.application.papers.printed import PaperError  # with what draws

            is_known = isinstance(error, PaperError)
            self._bar.set_busy(busy=False)
            fault = str(error) if is_known else TEXT.not_drawn
            self._bar.say(TEXT.cannot_be_made.format(paper=PAPER_WORDS.get(name, name), fault=fault), "stop")
            if not is_known:
                raise error

        self._bar.say("")
        self._bar.set_busy(busy=True)
        self._tasks.run(self, name, make, done, failed)

    def _set_busy(self, busy: bool) -> None:
        self._bar.set_busy(busy=busy)
        if busy:
            self._bar.say(TEXT.printing, "muted")
