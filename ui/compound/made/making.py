"""Joins the As made panel with what drives it; loads what calculates only when the panel is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.compound.made.as_made import AsMadePresenter
from ui.compound.made.panel import MadePanel
from ui.compound.made.rows import Verdict

if TYPE_CHECKING:
    from ldn_calc.application.plan.fields import FieldReading
    from ldn_calc.application.plan.planning import Planned

__all__ = ["PlanMaking"]

_QUIET_MILLISECONDS: Final = 150


class PlanMaking(QObject):
    """What was really made of the plan on the screen.

    Attributes:
        judged: the verdict of what is entered, None where there is none; when it changes.
    """

    judged = Signal(object)

    def __init__(self, panel: MadePanel, clock: Callable[[], datetime], resettle: Callable[[], None]) -> None:
        """`resettle` lays the column out anew when the panel takes another height."""
        super().__init__(panel)
        self._presenter = AsMadePresenter(panel, _ask, _read_field, _tolerance, lambda: clock().date())
        self._lay_out = resettle
        self._said: Verdict | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_QUIET_MILLISECONDS)
        self._later.timeout.connect(self._refresh)
        panel.opened.connect(self._open)
        panel.edited.connect(self._edit)
        panel.left.connect(self._leave)
        panel.clear_requested.connect(self._clear)

    @property
    def has_entries(self) -> bool:
        """Whether anything is typed."""
        return self._presenter.has_entries

    def show_planned(self, planned: Planned | None) -> None:
        """Another plan, or none, is on the screen; the panel follows a moment after the last keystroke."""
        if self._presenter.show_planned(planned):
            self._follow()

    def begin_another(self) -> None:
        """Another preparation comes, without the amounts of the one before; the plan that follows is shown as ever."""
        self._later.stop()
        self._presenter.begin_another()
        self._tell()

    def set_stale(self, stale: bool) -> None:
        """The form cannot be read, or can again."""
        if self._presenter.set_stale(stale):
            self._follow()

    def _resettle(self) -> None:
        """After the presenter has answered: lay out, and tell who names the verdict elsewhere."""
        self._lay_out()
        self._tell()

    def _tell(self) -> None:
        if self._presenter.verdict != self._said:
            self._said = self._presenter.verdict
            self.judged.emit(self._said)

    def _follow(self) -> None:
        """At once where something is typed, so that no verdict stands beside another plan; else after the last keystroke."""
        if self._presenter.has_entries:
            self._presenter.refresh()
            self._tell()
        else:
            self._later.start()

    def _edit(self, key: str, text: str) -> None:
        if self._later.isActive():
            self._refresh()
        self._presenter.edit(key, text)
        self._resettle()

    def _leave(self, key: str) -> None:
        self._presenter.leave(key)
        self._resettle()

    def _open(self, opened: bool) -> None:
        if opened:
            self._presenter.open()
        else:
            self._presenter.close()
        self._resettle()

    def _clear(self) -> None:
        self._presenter.clear()
        self._resettle()

    def _refresh(self) -> None:
        self._later.stop()
        self._presenter.refresh()
        self._resettle()


def _ask(planned: Planned, result_text: str, actuals: object) -> dict[str, Any]:
    from ldn_calc.application.plan.as_made import as_made  # when the panel is opened

    return as_made(planned.text, result_text, actuals, planned.formulary)


def _read_field(kind: str, text: str, today: date) -> FieldReading:
    from ldn_calc.application.plan.fields import read_field  # when something is typed

    return read_field(kind, text, today)


def _tolerance(planned: Planned) -> str:
    from ldn_calc.application.plan.as_made import amount_tolerance  # when something is typed

    return amount_tolerance(planned.formulary)
