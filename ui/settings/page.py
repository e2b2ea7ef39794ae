"""The Settings page: pharmacy, papers and printers, policies, own materials; nothing is lost, and nothing wrong is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar

from ldn_calc.application.pharmacy.own_file_edit import SaveError
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.pharmacy.settings import Settings
from ui.kit.controls import hairline
from ui.kit.page_stack import Page, PageContext
from ui.kit.save_bar import SaveBar
from ui.kit.style import Type, set_type
from ui.kit.words import listed
from ui.settings.draft import SettingsDraft
from ui.settings.parts import PharmacyPart, PoliciesPart, SettingsPart
from ui.settings.printers import PrintersPart
from ui.settings.rows import RowsPart
from ui.settings.ruler import RulerPrinting
from ui.settings.sentences import TEXT

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.application.pharmacy.port import Pharmacy
    from ldn_calc.reading.faults import FieldError
    from ui.kit.settings_store import SettingsStore
    from ui.kit.tasks import Tasks

__all__ = ["SettingsPage", "make_page"]

Answer = Literal["save", "discard", "cancel"]
_MATERIALS: Final = ("fillers", "instruments", "shells", "vehicles")
_TABS: Final = (TEXT.pharmacy, TEXT.papers_and_printers, TEXT.policies, TEXT.own_materials)


class SettingsPage(Page):
    """Holds two drafts, of the settings and of the pharmacy's own rows, and saves both with one button.

    Attributes:
        closed: back to the page before.
        formulary_changed: the formulary with the own file as it was saved.
    """

    closed = Signal()
    formulary_changed = Signal(object)

    def __init__(self, pharmacy: Pharmacy, store: SettingsStore, tasks: Tasks, ask_unsaved: Callable[[], Answer]) -> None:
        """Edit the rows of `pharmacy` and the settings that `store` holds of it.

        `tasks` is the door for slow work, `ask_unsaved` asks what to do with edits that are not saved.
        """
        super().__init__()
        self.setObjectName("settingsPage")
        self._store, self._ask = store, ask_unsaved
        self.draft = SettingsDraft(store.settings or Settings())
        self.own = pharmacy.own_rows()
        self.pharmacy = PharmacyPart(self.draft)
        self.printers = PrintersPart(self.draft)
        self.policies = PoliciesPart(self.own)
        self.rows = RowsPart(self.own)
        self._parts: tuple[SettingsPart, ...] = (self.pharmacy, self.printers, self.policies, self.rows)
        self._bar = SaveBar("settings")
        self._lay_out()
        for part in self._parts:
            part.edited.connect(self._show)
        self._ruler = RulerPrinting(self, tasks)
        self.printers.ruler_pressed.connect(self._print_ruler)
        self._bar.save_pressed.connect(self.save)
        self._bar.discard_pressed.connect(self.discard)
        store.changed.connect(self._follow)
        self._offer()
        self._show()

    # What the window asks

    def focus_first(self) -> None:
        """Put the focus into the part in sight."""
        self._stack_part().focus_first()

    def print_current(self) -> None:
        """There is nothing to print here but the ruler pages, which have buttons of their own."""

    def save_current(self) -> None:
        """There is no PDF of the settings."""

    def may_leave(self) -> bool:
        """Whether the page may go: everything is saved, or the person said so."""
        if not self.is_dirty:
            return True
        answer = self._ask()
        if answer == "discard":
            self.discard()
        return answer == "discard" or (answer == "save" and self.save())

    @property
    def is_dirty(self) -> bool:
        """Whether something is edited and not saved."""
        return self.draft.is_dirty or self.own.is_dirty

    def save(self) -> bool:
        """Write what was edited; whether all of it is saved. What is wrong is shown in its field and said in the bar."""
        faulty = self._faulty()
        if faulty:
            self._bar.say(TEXT.not_saved.format(parts=listed([_TABS[place] for place in faulty])), "stop")
            self._tabs.setCurrentIndex(faulty[0])
            self._parts[faulty[0]].focus_first()
            return False
        fault = ""
        if self.own.is_dirty:
            try:
                formulary = self.own.save()
            except (OwnFileError, SaveError) as error:
                fault = str(error)
            else:
                self.formulary_changed.emit(formulary)
        if not fault and (self.draft.is_dirty or self._store.fault):
            fault = self._store.save(self.draft.settings())
        self._offer()
        self._show()
        self._bar.say(fault or TEXT.saved, "stop" if fault else "ok")
        return not fault

    def discard(self) -> None:
        """Go back to what is saved."""
        self.draft.take_back()
        self.own.take_back()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _print_ruler(self, paper: str) -> None:
        self._ruler.print_ruler(paper, self.draft.printer(paper), self.draft.choices(), self.printers.forms[paper])

    # What it shows

    def _lay_out(self) -> None:
        self._tabs = QTabBar()
        self._tabs.setObjectName("settings.tabs")
        self._tabs.setAccessibleName(TEXT.parts_of_the_settings)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        set_type(self._tabs, Type.BODY)
        self._stack = QStackedWidget()
        for words, part in zip(_TABS, self._parts, strict=True):
            self._tabs.addTab(words)
            self._stack.addWidget(part)
        self._tabs.currentChanged.connect(self._turn)
        inside = self.ground_column()
        inside.addWidget(self._tabs)
        inside.addWidget(hairline())
        inside.addWidget(self._stack, 1)
        inside.addWidget(self._bar)

    def _turn(self, place: int) -> None:
        """Bring a part in sight; the focus stays on the tabs, from where Tab goes into it."""
        self._tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.setCurrentIndex(place)

    def _stack_part(self) -> SettingsPart:
        return self._parts[self._stack.currentIndex()]

    def _follow(self, settings: Settings) -> None:
        """The settings were saved, here or elsewhere, as when a printer was chosen."""
        self.draft.follow(settings)
        self._show()

    def _offer(self) -> None:
        """Offer what the own file as it stands adds; the shipped rows while it cannot be used."""
        formulary = self._formulary()
        if formulary is not None:
            self.policies.offer(formulary)

    def _formulary(self) -> Formulary | None:
        try:
            return self.own.formulary()
        except OwnFileError:
            return None

    def _show(self) -> None:
        problems: dict[str, FieldError] = {}
        for each in self.own.problems():
            problems.setdefault(each.path, each)
        faults = self.draft.faults()
        self.pharmacy.show_draft(faults)
        self.printers.show_draft(faults)
        self.policies.show_draft(problems)
        self.rows.show_draft(problems)
        self._bar.set_on(on=self.is_dirty or bool(self._store.fault))
        policies = self.own.changed("policies")
        edited = (
            self.draft.dirty("pharmacy."),
            self.draft.dirty("papers.") or self.draft.dirty("printers."),
            policies,
            self.own.is_dirty and (not policies or any(map(self.own.changed, _MATERIALS))),
        )
        changed = [words for words, dirty in zip(_TABS, edited, strict=True) if dirty]
        if changed:
            self._bar.say(TEXT.changed.format(parts=listed(changed)), "warn")
        elif self._store.fault:
            self._bar.say(TEXT.written_anew.format(fault=self._store.fault), "stop")
        else:
            self._bar.say(TEXT.all_saved, "muted")

    def _faulty(self) -> list[int]:
        return [place for place, part in enumerate(self._parts) if part.faulty()]


def make_page(context: PageContext) -> SettingsPage:
    """As the window's row of pages makes it."""
    unsaved = partial(context.ask_unsaved, TEXT.unsaved)
    page = SettingsPage(context.pharmacy, context.store, context.tasks, unsaved)
    page.closed.connect(context.turn_back)
    page.formulary_changed.connect(context.use_formulary)
    return page
