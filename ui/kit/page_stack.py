"""The pages of the window, one in sight at a time; each is made when it is first turned to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from datetime import datetime

    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.application.pharmacy.port import Pharmacy
    from ui.kit.settings_store import SettingsStore
    from ui.kit.tasks import Tasks

__all__ = ["Page", "PageContext", "PageStack"]


class Page(QWidget):
    """A page that the window turns to; what it shows stays when it goes out of sight."""

    def ground_column(self) -> QVBoxLayout:
        """Lay the plan's ground over the whole page; what goes into the column stands on it, edge to edge."""
        ground = QFrame()
        ground.setProperty("ground", "surface")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ground)
        return inside

    def may_leave(self) -> bool:
        """Whether another page may take its place; asks where something would be lost from sight."""
        return True

    def focus_first(self) -> None:
        """Put the focus where one begins."""
        raise NotImplementedError

    def print_current(self) -> None:
        """Print what the page shows."""
        raise NotImplementedError

    def save_current(self) -> None:
        """Save what the page shows as PDF."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class PageContext:
    """What the window hands to a page that is made.

    Attributes:
        clock: the time now.
        tasks: the window's door for slow work.
        pharmacy: whose rows are used and edited.
        store: its settings.
        ask_unsaved: asks what to do with what is not saved; takes a sentence that says what that is.
        turn_back: brings the page before in sight again.
        use_formulary: plans with the pharmacy's own rows as they were saved.
        begin_with: begins a prescription of what was typed elsewhere, after asking what to do with the one on the screen, and says
            these sentences over it.
    """

    clock: Callable[[], datetime]
    tasks: Tasks
    pharmacy: Pharmacy
    store: SettingsStore
    ask_unsaved: Callable[[str], Literal["save", "discard", "cancel"]]
    turn_back: Callable[[], None]
    use_formulary: Callable[[Formulary], None]
    begin_with: Callable[[Mapping[str, Any], Sequence[str]], None]


class PageStack(QObject):
    """Places pages under each other in one layout and shows one of them.

    Attributes:
        turned: the name of the page that is now in sight; names are keys, not words.
    """

    turned = Signal(str)

    def __init__(self, place: QVBoxLayout, first: str, page: QWidget) -> None:
        """`place` is the layout that holds `page`, the first one, already."""
        super().__init__(page)
        self._place, self._first = place, page
        self._made: dict[str, Page] = {}
        self._makers: dict[str, Callable[[], Page]] = {}
        self._focus: dict[str, QWidget | None] = {}
        self._name_of_first = self._current = self._before = first

    @property
    def current(self) -> str:
        """The name of the page in sight."""
        return self._current

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all pages, the first one first."""
        return self._name_of_first, *self._makers

    def add(self, name: str, make: Callable[[], Page]) -> None:
        """Add a page that `make` makes when it is first turned to."""
        self._makers[name] = make

    def page_in_sight(self) -> Page | None:
        """The page in sight where `add` made it; None for the first, whose parts the window holds itself."""
        return self._made.get(self._current)

    def turn_to(self, name: str) -> bool:
        """Bring a page in sight, the focus where it was on it; whether another was in sight before."""
        leaving = self.page_in_sight()
        if name == self._current or (leaving is not None and not leaving.may_leave()):
            return False
        if name in self._makers and name not in self._made:
            self._made[name] = self._makers[name]()
            self._place.addWidget(self._made[name], 1)
        here, page = self._shown(self._current), self._shown(name)
        focus = here.window().focusWidget()
        self._focus[self._current] = focus if focus is not None and here.isAncestorOf(focus) else None
        self._before, self._current = self._current, name
        here.hide()
        page.show()
        self._give_focus(name, page)
        self.turned.emit(name)
        return True

    def turn_back(self) -> None:
        """Bring the page in sight that was there before this one."""
        self.turn_to(self._before)

    def _shown(self, name: str) -> QWidget:
        return self._made.get(name, self._first)

    def _give_focus(self, name: str, page: QWidget) -> None:
        from shiboken6 import isValid  # after the first paint

        before = self._focus.get(name)
        if before is not None and isValid(before) and before.isVisibleTo(page):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name in self._made:
            self._made[name].focus_first()
