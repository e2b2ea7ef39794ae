"""The pages of the window: one line each, its key and the words of the page's own catalogue.

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

__all__ = ["COMPOUND", "COMPOUND_KEY", "PAGES", "PageRow", "add_pages", "title_of"]

COMPOUND: Final = "compound"
"""The key of the first page, which the window builds itself."""

COMPOUND_KEY: Final = "F2"


class PageRow(NamedTuple):
    """One page beside Compound.

    Attributes:
        name: its key, by which it is turned to; no word that is seen.
        module: where its `make_page(context) -> Page` is.
        icon: on the rail; without one it is not there.
        key: the function key that turns to it.
        at_foot: at the rail's foot.
        menu: its entry of the File menu.
        menu_key: the keys of that entry.
        title: what it is called on the rail and over the page; its key where it has none yet.
    """

    name: str
    module: str
    icon: str = ""
    key: str = ""
    at_foot: bool = False
    menu: str = ""
    menu_key: str = ""
    title: str = ""


PAGES: Final = (
    PageRow("calculators", "ui.calculators.page", icon="calculator", key="F6", title=CALCULATORS.calculators),
    PageRow("batch", "ui.batch.page", menu=BATCH.menu_entry, menu_key="Ctrl+B", title=BATCH.page),
    PageRow("vehicles", "ui.vehicles.page", menu=VEHICLES.menu_entry, title=VEHICLES.page),
    PageRow(
        "settings",
        "ui.settings.page",
        icon="adjustments-horizontal",
        key="F7",
        at_foot=True,
        menu=SETTINGS.menu_entry,
        menu_key="Ctrl+,",
        title=SETTINGS.page,
    ),
    PageRow("check", "ui.check.page", menu=CHECK.menu_entry, title=CHECK.page),
)


def title_of(name: str) -> str:
    """What a page is called, by its key."""
    return next((row.title for row in PAGES if row.name == name and row.title), TEXT.compound if name == COMPOUND else name)


def add_pages(pages: PageStack, context: PageContext) -> None:
    """Let the stack make every page when it is first turned to."""
    for row in PAGES:
        pages.add(row.name, partial(_made, row.module, context))


def _made(module: str, context: PageContext) -> Page:
    from importlib import import_module  # when a page is first turned to

    page: Page = import_module(module).make_page(context)
    return page
