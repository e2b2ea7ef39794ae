"""About LDN Calc: which program this is, and the licence of each part."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from ldn_calc import __version__
from ldn_calc.application.installation.about import about
from ui.shell.about import AboutWindow


def opened_about(driver) -> AboutWindow:
    driver.window.findChild(QAction, "file.about").trigger()
    return driver.window.findChild(AboutWindow, "aboutWindow")


def test_the_file_menu_opens_it_with_version_and_formulary(same_window):
    window = opened_about(same_window())
    assert window.isVisible()
    assert window.findChild(QLabel, "about.version").text().replace("\u00a0", " ") == f"LDN Calc {__version__}"
    assert window.findChild(QLabel, "about.formulary").text() == f"Formulary {about().formulary}"
    window.close()


def test_the_chosen_parts_licence_is_shown(same_window):
    window = opened_about(same_window())
    names = [window.parts.item(row).text() for row in range(window.parts.count())]
    assert names[0] == f"LDN Calc {__version__}"
    row = next(row for row, name in enumerate(names) if name.startswith("Liberation Sans"))
    window.parts.setCurrentRow(row)
    assert window.findChild(QLabel, "about.licence").text().startswith("OFL-1.1, https://")
    assert "SIL OPEN FONT LICENSE" in window.findChild(QPlainTextEdit, "about.text").toPlainText()
    window.close()
