"""The settings of this window: read once, written whole, and told to everyone who shows them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
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
        from ldn_calc.application.pharmacy.settings import PaperPrinter  # noqa: PLC0415  (after the first paint)

        return self._printers.get(paper, PaperPrinter())

    def remember(self, paper: str, printer: PaperPrinter) -> str:
        """Print a paper there from now on; says why that could not be kept, or nothing."""
        self._printers[paper] = printer
        return ""


class SettingsStore(PrinterMemory):
    """Holds the settings file.

    Attributes:
        changed: the settings, once they are saved.
        fault: why the file cannot be used; empty where it can.
        path: the file.
        settings: None until they are read.
    """

    changed = Signal(object)
    settings: Settings | None

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.settings = None
        self.fault = ""
        self._stamp: str | None = None

    def read(self) -> str:
        """Read the file; why it cannot be used, or nothing. Then the settings are those of a new one."""
        from ldn_calc.application.files.stamps import stamp_on_disk  # noqa: PLC0415  (after the first paint)
        from ldn_calc.application.pharmacy.settings import Settings, SettingsError, read_settings  # noqa: PLC0415  (after the first paint)

        self._stamp = stamp_on_disk(self.path)
        try:
            self.settings, self.fault = read_settings(self.path), ""
        except SettingsError as error:
            self.settings, self.fault = Settings(), str(error)
        return self.fault

    def save(self, settings: Settings) -> str:
        """Write the file and tell everyone; says why it cannot be written, or nothing. Then the old settings stay."""
        from ldn_calc.application.files.stamps import stamp_on_disk  # noqa: PLC0415  (after the first paint)
        from ldn_calc.application.pharmacy.settings import SettingsError, write_settings  # noqa: PLC0415  (after the first paint)

        if self._stamp is not None and stamp_on_disk(self.path) != self._stamp:
            return f"{self.path.name} was changed by another window or program. Start this program again, then change it here."
        try:
            write_settings(settings, self.path)
        except SettingsError as error:
            return str(error)
        self._stamp = stamp_on_disk(self.path)
        self.settings, self.fault = settings, ""
        self.changed.emit(settings)
        return ""

    def printer(self, paper: str) -> PaperPrinter:
        """Where a paper prints, as the settings say."""
        if paper not in _KEPT or self.settings is None or self.fault:
            return super().printer(paper)
        return self.settings.printer(paper)

    def remember(self, paper: str, printer: PaperPrinter) -> str:
        """Keep in the file where a paper prints; a file that could not be read is not written over."""
        if paper not in _KEPT or self.settings is None or self.fault:
            return super().remember(paper, printer)
        if printer == self.settings.printer(paper):
            return ""
        return self.save(self.settings.with_printer(paper, printer))
