"""The pharmacy in a settings file, with its own rows in `formulary.toml` beside it: the only place that knows both files.

What reads and writes them loads when it is asked for: a plan needs no settings, and the window's start no editing.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_calc.application.pharmacy.settings_place import settings_path

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.own_file_edit import OwnDraft
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.formulary.formulary import Formulary

__all__ = ["FilePharmacy"]


class FilePharmacy:
    """A `port.Pharmacy` of two files in one folder."""

    def __init__(self, settings: Path | None = None) -> None:
        """Nothing is read yet; `settings` is the settings file, the user's own where None."""
        self._file = settings or settings_path()
        self._stamp: str | None = None

    @property
    def settings_place(self) -> str:
        """The settings file with its folder."""
        return str(self._file)

    @property
    def rows_place(self) -> str:
        """The name of the own file."""
        return self._own_file().name

    @property
    def workstation_folder(self) -> Path:
        """The folder of the settings file."""
        return self._file.parent

    @property
    def has_settings(self) -> bool:
        """Whether there is a settings file."""
        return self._file.exists()

    def settings(self) -> Settings:
        """Read the settings file.

        Raises:
            SettingsError: it is there and cannot be read.
        """
        from ldn_calc.application.files.stamps import stamp_on_disk  # as above
        from ldn_calc.application.pharmacy.settings import read_settings

        self._stamp = stamp_on_disk(self._file)
        return read_settings(self._file)

    def has_changed(self) -> bool:
        """Whether the file holds something else than was read or saved here last; one never read here has not changed."""
        from ldn_calc.application.files.stamps import stamp_on_disk  # as above

        return self._stamp is not None and stamp_on_disk(self._file) != self._stamp

    def save(self, settings: Settings) -> None:
        """Write the settings file.

        Raises:
            SettingsError: somebody else has changed it, or it cannot be written; the old file is kept.
        """
        from ldn_calc.application.files.stamps import stamp_on_disk  # as above
        from ldn_calc.application.pharmacy.settings import SettingsError, write_settings

        if self.has_changed():
            told = "was changed by another window or program. Start this program again, then change it here."
            raise SettingsError(f"{self._file.name} {told}")
        write_settings(settings, self._file)
        self._stamp = stamp_on_disk(self._file)

    def formulary(self) -> Formulary:
        """The shipped rows with those of the own file where there is one.

        Raises:
            OwnFileError: the own file is there and cannot be used.
        """
        from ldn_calc.application.pharmacy.own_formulary import read_formulary  # as above

        return read_formulary(self._own_file(), self._file)

    def own_rows(self) -> OwnDraft:
        """The own file in edit."""
        from ldn_calc.application.pharmacy.own_file_edit import OwnDraft  # as above

        return OwnDraft(self._own_file(), self._file)

    def newest_trace(self) -> datetime | None:
        """The time of the newest file in the folder: settings, own rows, recent files."""
        try:
            times = [each.stat().st_mtime for each in self._file.parent.iterdir() if each.is_file()]
        except OSError:
            return None
        return datetime.fromtimestamp(max(times)) if times else None

    def why_nothing_is_kept(self) -> str:
        """Why nothing can be written in the folder."""
        from ldn_calc.application.pharmacy.folders import folder_fault  # as above

        return folder_fault(self._file)

    def _own_file(self) -> Path:
        from ldn_calc.application.pharmacy.own_formulary import own_file_beside  # as above

        return own_file_beside(self._file)
