"""The pages beside Compound: each is made when it is first turned to, and joined to the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from ui.kit.page_stack import BATCH, CALCULATORS, CHECK, SETTINGS

if TYPE_CHECKING:
    from datetime import datetime

    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ldn_calc.application.pharmacy.port import Pharmacy
    from ui.kit.page_stack import Page, PageStack
    from ui.kit.settings_store import SettingsStore
    from ui.kit.tasks import Tasks

__all__ = ["add_pages"]


def add_pages(
    pages: PageStack,
    clock: Callable[[], datetime],
    tasks: Tasks,
    pharmacy: Pharmacy,
    store: SettingsStore,
    ask_unsaved: Callable[[str], Literal["save", "discard", "cancel"]],
    use_formulary: Callable[[Formulary], None],
) -> None:
    """Let the stack make Calculators, Settings, Batch and the installation check.

    Args:
        pages: the window's.
        clock: the time now.
        tasks: the window's door for slow work.
        pharmacy: whose rows are used and edited.
        store: its settings.
        ask_unsaved: asks what to do with what is not saved; takes what that is.
        use_formulary: plans with the pharmacy's own file as it was saved.
    """

    def calculators() -> Page:
        from ui.calculators.page import CalculatorsPage  # noqa: PLC0415  (when it is first turned to)

        return CalculatorsPage(clock, tasks)

    def settings() -> Page:
        from ui.settings.page import SettingsPage  # noqa: PLC0415  (when it is first turned to)

        page = SettingsPage(pharmacy, store, tasks, lambda: ask_unsaved("What was changed in the settings is not saved."))
        page.closed.connect(pages.turn_back)
        page.formulary_changed.connect(use_formulary)
        return page

    def check() -> Page:
        from ui.check.page import CheckPage  # noqa: PLC0415  (when it is first turned to)

        page = CheckPage(clock, tasks)
        page.closed.connect(pages.turn_back)
        return page

    def batch() -> Page:
        from ui.batch.page import BatchPage  # noqa: PLC0415  (when it is first turned to)

        page = BatchPage(clock, tasks, pharmacy, store)
        page.closed.connect(pages.turn_back)
        return page

    made = {CALCULATORS: calculators, SETTINGS: settings, BATCH: batch, CHECK: check}
    for name, make in made.items():
        pages.add(name, make)
