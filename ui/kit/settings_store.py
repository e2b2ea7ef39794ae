"""The settings of this window: read once, written whole, and told to everyone who shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.port import Pharmacy
    from ldn_calc.application.pharmacy.settings import PaperPrinter, Settings

__all__ = ["PrinterMemory", "SettingsStore"]

_KEPT = ("label", "sheet", "worksheet", "master")
"""Papers whose printer stands in the settings file; that of any other paper is remembered until the window closes."""


class PrinterMemory(QObject):
    """Where each paper prints, for as long as the window is open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printers: dict[str, PaperPrinter] = {}

    def printer(self, paper: str) -> PaperPrinter:
        """Where a paper prints; the system's printer, asked for, where nothing is known."""
        from ldn_calc.application.pharmacy.settings import PaperPrinter  # after the first paint

        return self._printers.get(paper, PaperPrinter())

    def remember(self, paper: str, printer: PaperPrinter) -> str:
        """Print a paper there from now on; says why that could not be kept, or nothing."""
        self._printers[paper] = printer
        return ""


class SettingsStore(PrinterMemory):
    """Holds the settings of a pharmacy.

    Attributes:
        changed: the settings, once they are saved.
        fault: why those that are kept cannot be used; empty where they can.
        settings: None until they are read.
    """

    changed = Signal(object)
    settings: Settings | None

    def __init__(self, pharmacy: Pharmacy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pharmacy = pharmacy
        self.settings = None
        self.fault = ""

    def read(self) -> str:
        """Read the settings; why they cannot be used, or nothing. Then the settings are those of a new pharmacy."""
        from ldn_calc.application.pharmacy.settings import Settings, SettingsError  # after the first paint

        try:
            self.settings, self.fault = self._pharmacy.settings(), ""
        except SettingsError as error:
            self.settings, self.fault = Settings(), str(error)
        return self.fault

    def save(self, settings: Settings) -> str:
        """Keep the settings and tell everyone; says why they cannot be kept, or nothing. Then the old settings stay."""
        from ldn_calc.application.pharmacy.settings import SettingsError  # after the first paint

        try:
            self._pharmacy.save(settings)
        except SettingsError as error:
            return str(error)
        self.settings, self.fault = settings, ""
        self.changed.emit(settings)
        return ""

    def printer(self, paper: str) -> PaperPrinter:
        """Where a paper prints, as the settings say."""
        if paper not in _KEPT or self.settings is None or self.fault:
            return super().printer(paper)
        return self.settings.printer(paper)

    def remember(self, paper: str, printer: PaperPrinter) -> str:
        """Keep in the settings where a paper prints; those that could not be read are not written over."""
        if paper not in _KEPT or self.settings is None or self.fault:
            return super().remember(paper, printer)
        if printer == self.settings.printer(paper):
            return ""
        return self.save(self.settings.with_printer(paper, printer))
