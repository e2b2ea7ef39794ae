"""The pages of the window: one line each, in the words of the page's own catalogue.

A page's module makes it with `make_page` when it is first turned to.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from ui.batch.sentences import TEXT as BATCH
from ui.calculators.sentences import TEXT as CALCULATORS
from ui.check.sentences import TEXT as CHECK
from ui.settings.sentences import TEXT as SETTINGS
from ui.shell.sentences import TEXT
from ui.vehicles.sentences import TEXT as VEHICLES

if TYPE_CHECKING:
    from ui.kit.page_stack import Page, PageContext, PageStack

__all__ = ["COMPOUND", "COMPOUND_KEY", "PAGES", "PageRow", "add_pages"]

COMPOUND: Final = TEXT.compound
"""The first page, which the window builds itself."""

COMPOUND_KEY: Final = "F2"


class PageRow(NamedTuple):
    """One page beside Compound.

    Attributes:
        name: what it is called, on the rail and by whoever turns to it.
        module: where its `make_page(context) -> Page` is.
        icon: on the rail; without one it is not there.
        key: the function key that turns to it.
        at_foot: at the rail's foot.
        menu: its entry of the File menu.
        menu_key: the keys of that entry.
    """

    name: str
    module: str
    icon: str = ""
    key: str = ""
    at_foot: bool = False
    menu: str = ""
    menu_key: str = ""


PAGES: Final = (
    PageRow(CALCULATORS.calculators, "ui.calculators.page", icon="calculator", key="F6"),
    PageRow(BATCH.page, "ui.batch.page", menu=BATCH.menu_entry, menu_key="Ctrl+B"),
    PageRow(VEHICLES.page, "ui.vehicles.page", menu=VEHICLES.menu_entry),
    PageRow(
        SETTINGS.page,
        "ui.settings.page",
        icon="adjustments-horizontal",
        key="F7",
        at_foot=True,
        menu=SETTINGS.menu_entry,
        menu_key="Ctrl+,",
    ),
    PageRow(CHECK.page, "ui.check.page", menu=CHECK.menu_entry),
)


def add_pages(pages: PageStack, context: PageContext) -> None:
    """Let the stack make every page when it is first turned to."""
    for row in PAGES:
        pages.add(row.name, partial(_made, row.module, context))


def _made(module: str, context: PageContext) -> Page:
    from importlib import import_module  # when a page is first turned to

    page: Page = import_module(module).make_page(context)
    return page
