"""Setting up the pharmacy: its card over the page, the short way to name, address and phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.kit.settings_store import SettingsStore
    from ui.shell.notices import PharmacyCard

__all__ = ["PharmacySetUp"]


class PharmacySetUp(QObject):
    """Opens the card, and saves what is written on it."""

    def __init__(self, store: SettingsStore, place: Callable[[QWidget], None], parent: QObject) -> None:
        """`place` puts the card into the window when it is first opened."""
        super().__init__(parent)
        self._store, self._place = store, place
        self._card: PharmacyCard | None = None

    def open(self) -> None:
        """Show the card with what is set up now."""
        if self._card is None:
            from ui.shell.notices import PharmacyCard  # after the first paint

            self._card = PharmacyCard()
            self._card.save_requested.connect(self._save)
            self._place(self._card)
        pharmacy = self._store.settings.pharmacy if self._store.settings else None
        self._card.open(*((pharmacy.name, pharmacy.address, pharmacy.phone) if pharmacy else ("", "", "")))

    def _save(self, name: str, address: str, phone: str) -> None:
        from ldn_calc.application.pharmacy.settings import Settings
        from ldn_calc.documents.values.pharmacy import Pharmacy

        fault = self._store.save(replace(self._store.settings or Settings(), pharmacy=Pharmacy(name, address, phone)))
        if self._card is not None:
            self._card.say_fault(fault)
            self._card.setVisible(bool(fault))
