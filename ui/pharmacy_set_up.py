"""Setting up the pharmacy: its card over the page, read from and written to the settings file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ldn_calc.application.settings import Settings
    from ui.widgets.notices import PharmacyCard

__all__ = ["PharmacySetUp"]


class PharmacySetUp(QObject):
    """Holds the settings of this window.

    Attributes:
        changed: the settings, once they are saved.
        settings: None until they are read.
    """

    changed = Signal(object)
    settings: Settings | None

    def __init__(self, path: Path, place: Callable[[QWidget], None], parent: QObject) -> None:
        """`place` puts the card into the window when it is first opened."""
        super().__init__(parent)
        self._path, self._place = path, place
        self._card: PharmacyCard | None = None
        self.settings = None

    def read(self) -> tuple[Settings, str]:
        """The settings in the file, or those of a new one and why the file cannot be used."""
        from ldn_calc.application.settings import Settings, SettingsError, read_settings  # noqa: PLC0415  (after the first paint)

        try:
            self.settings, fault = read_settings(self._path), ""
        except SettingsError as error:
            self.settings, fault = Settings(), str(error)
        return self.settings, fault

    def open(self) -> None:
        """Show the card with what is set up now."""
        if self._card is None:
            from ui.widgets.notices import PharmacyCard  # noqa: PLC0415  (after the first paint)

            self._card = PharmacyCard()
            self._card.save_requested.connect(self._save)
            self._place(self._card)
        pharmacy = self.settings.pharmacy if self.settings else None
        self._card.open(*((pharmacy.name, pharmacy.address, pharmacy.phone) if pharmacy else ("", "", "")))

    def _save(self, name: str, address: str, phone: str) -> None:
        from ldn_calc.application.settings import Settings, SettingsError, write_settings  # noqa: PLC0415
        from ldn_calc.documents.pharmacy import Pharmacy  # noqa: PLC0415

        settings = replace(self.settings or Settings(), pharmacy=Pharmacy(name, address, phone))
        try:
            write_settings(settings, self._path)
        except SettingsError as error:
            if self._card is not None:
                self._card.say_fault(str(error))
            return
        self.settings = settings
        if self._card is not None:
            self._card.hide()
        self.changed.emit(settings)
