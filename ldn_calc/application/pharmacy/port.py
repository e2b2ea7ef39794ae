"""The one door to the pharmacy: its settings and its rows, wherever they are kept.

Command line and window get one such object and hand it on. A file is behind it today (`file_pharmacy`), a database tomorrow:
whoever holds one knows no file, and names a place only to show it to a person. Nothing loads with this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ldn_calc.application.pharmacy.own_file_edit import OwnDraft
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.formulary.formulary import Formulary

__all__ = ["Pharmacy"]


class Pharmacy(Protocol):
    """The pharmacy that the program works for."""

    @property
    def settings_place(self) -> str:
        """Where its settings are kept, in words to show."""

    @property
    def rows_place(self) -> str:
        """Where its own rows are kept, in words to show."""

    @property
    def workstation_folder(self) -> Path:
        """A folder for what is this workstation's and no pharmacy's: the recent files, the reports of faults."""

    @property
    def has_settings(self) -> bool:
        """Whether settings are kept at all; until then every paper says PRACTICE."""

    def settings(self) -> Settings:
        """Read the settings; those of a pharmacy not set up yet where none are kept.

        Raises:
            SettingsError: they are kept and cannot be read.
        """

    def has_changed(self) -> bool:
        """Whether somebody else changed the settings since `settings` or `save` was asked here last."""

    def save(self, settings: Settings) -> None:
        """Keep the settings, whole or not at all.

        Raises:
            SettingsError: they have changed, or cannot be kept; those before stay.
        """

    def formulary(self) -> Formulary:
        """The rows to plan with: the shipped ones with the pharmacy's own over them.

        Raises:
            OwnFileError: the own rows are there and cannot be used; they are never left out in silence.
        """

    def own_rows(self) -> OwnDraft:
        """The pharmacy's own rows to edit; the draft saves itself, and gives the formulary with it."""

    def newest_trace(self) -> datetime | None:
        """When anything was last kept here, by the clock of then; None where nothing is."""

    def why_nothing_is_kept(self) -> str:
        """Why settings could not be saved if a person tried, and what to do; empty where they could."""
