"""Finds the other ways to make it off the GUI thread, a moment after the last keystroke, and shows them when they arrive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ui.compound.ways.panel import WaysPanel
from ui.compound.ways.sentences import TEXT
from ui.compound.ways.ways import way_rows
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from ldn_calc.application.plan.planning import Planned

__all__ = ["AlternativeWays"]

_QUIET_MILLISECONDS: Final = 250
_TOPIC: Final = "ways"


class AlternativeWays(QObject):
    """Keeps the table of ways with the plan on the screen: what is of before a change is greyed, an older answer never shows."""

    def __init__(self, panel: WaysPanel, tasks: Tasks, clock: Callable[[], datetime], resettle: Callable[[], None]) -> None:
        """`tasks` runs the search; `clock` says when it is made; `resettle` lays the column out when the ways have arrived."""
        super().__init__(panel)
        self._resettle = resettle
        self._panel, self._tasks, self._clock = panel, tasks, clock
        self._planned: Planned | None = None
        self._stale = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self._search)

    def show_planned(self, planned: Planned | None) -> None:
        """Search the ways of another plan; None or a refusal has none."""
        self._planned = planned if planned is not None and planned.plan is not None else None
        self._begin()

    def begin_another(self) -> None:
        """Another prescription comes: no way of the one before is seen beside it."""
        self._planned, self._stale = None, False
        self._begin()

    def set_stale(self, stale: bool) -> None:
        """A stale plan's ways are greyed with it; a fresh one's are searched again."""
        if stale != self._stale:
            self._stale = stale
            self._begin()

    def _begin(self) -> None:
        self._quiet.stop()
        self._tasks.drop(self, _TOPIC)
        if self._planned is None:
            self._panel.clear()
        elif self._stale:
            self._panel.keep(TEXT.when_readable)
        else:
            self._panel.wait()
            self._quiet.start()

    def _search(self) -> None:
        planned, now = self._planned, self._clock()
        if planned is None:
            return

        def work() -> Planned:
            from ldn_calc.application.plan.planning import with_alternatives  # after the first paint

            return with_alternatives(planned, now)

        self._tasks.run(self, _TOPIC, work, self._show, self._fail)

    def _show(self, found: Planned) -> None:
        from ldn_calc.application.plan.alternatives import this_plan  # after the first paint

        first = this_plan(found.proved, found.result) if found.proved is not None else None
        if first is None or found.proved is None:
            self._panel.clear(TEXT.not_comparable)
        else:
            self._panel.show_ways(way_rows(first, found.result.get("alternatives", []), found.proved))
        self._resettle()

    def _fail(self, error: Exception) -> None:
        self._panel.clear(TEXT.failed)
        raise error
