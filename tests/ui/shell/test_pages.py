"""A page of the window is one folder and one row: from the row it is on the rail, in the menu and under its key."""

from importlib import import_module

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ui.kit.page_stack import Page
from ui.shell import commands, main_window, pages
from ui.shell.pages import PAGES, PageRow


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_every_row_names_a_module_of_its_own_folder_that_makes_a_page(row):
    assert row.module == f"ui.{row.module.split('.')[1]}.page"
    assert callable(import_module(row.module).make_page)


def test_a_row_more_is_a_page_more(monkeypatch, open_window, qtbot):
    class Another(Page):
        def focus_first(self):
            self.setFocus()

    class Module:
        @staticmethod
        def make_page(context):
            page = Another()
            QLabel(f"made at {context.clock():%H:%M}", page)
            return page

    rows = (
        *PAGES,
        PageRow("stock", "ui.stock.page", icon="flask", key="F9", menu="S&tock…", menu_key="Ctrl+Shift+T", title="Stock"),
    )
    for module in (pages, commands, main_window):
        monkeypatch.setattr(module, "PAGES", rows)
    monkeypatch.setattr(commands, "_KEYS", commands.page_keys(rows))
    monkeypatch.setattr("importlib.import_module", lambda name: Module if name == "ui.stock.page" else import_module(name))
    window = open_window().window
    window.findChild(QPushButton, "rail.stock").click()
    assert window.pages.current == "stock"
    assert window.pages.page_in_sight().findChild(QLabel).text() == "made at 09:30"
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.pages.current == "compound"
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.pages.current == "stock"
    window.pages.turn_back()
    entry = next(action for action in window.actions() if action.objectName() == "file.stock")
    entry.trigger()
    assert window.pages.current == "stock"


def test_pages_are_turned_to_by_their_keys_whatever_they_are_called(open_window, monkeypatch):
    titles = ("Cálculos", "Lote", "Vehículos", "Ajustes", "Lote")
    rows = tuple(row._replace(title=title) for row, title in zip(PAGES, titles, strict=True))
    for module in (pages, commands, main_window):
        monkeypatch.setattr(module, "PAGES", rows)
    window = open_window().window
    for row in rows:
        next(action for action in window.actions() if action.objectName() == f"file.{row.name}").trigger() if row.menu else None
        if row.icon:
            window.findChild(QPushButton, f"rail.{row.name}").click()
        assert window.pages.current == row.name
        assert window.findChild(QLabel, "pageTitle").text() == row.title
