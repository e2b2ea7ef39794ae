"""The pharmacy's settings: one TOML file, read by window and command line alike."""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ldn_calc.documents.pharmacy import Pharmacy

__all__ = ["Settings", "SettingsError", "read_settings", "settings_path", "write_settings"]

_LONGEST: Final = 200


class SettingsError(Exception):
    """Settings that cannot be read or written; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is kept between runs; without a pharmacy every paper says PRACTICE."""

    pharmacy: Pharmacy | None = None


def settings_path() -> Path:
    """The settings file in this user's configuration folder."""
    import platformdirs  # noqa: PLC0415  (5 ms that a run with --settings does not need)

    return platformdirs.user_config_path("ldn-calc", appauthor=False) / "settings.toml"


def read_settings(path: Path) -> Settings:
    """Read the settings; a file that does not exist is a pharmacy not set up yet.

    Raises:
        SettingsError: the file is there and cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The settings file {path} cannot be read ({error}). Correct it or delete it.") from error
    found = table.get("pharmacy")
    if found is None:
        return Settings()
    return Settings(Pharmacy(*(_text(found, key, path) for key in ("name", "address", "phone"))))


def write_settings(settings: Settings, path: Path) -> None:
    """Write the settings whole or not at all.

    Raises:
        SettingsError: the folder cannot be written; the old file is kept.
    """
    import tomli_w  # noqa: PLC0415  (only where something is saved)

    table: dict[str, dict[str, str]] = {}
    if settings.pharmacy is not None:
        pharmacy = settings.pharmacy
        table["pharmacy"] = {"name": pharmacy.name, "address": pharmacy.address, "phone": pharmacy.phone}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, tomli_w.dumps(table).encode())
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be written: {error.strerror or error}.") from error


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file's content in one move, so that a full disk or a power cut never leaves half a file.

    Raises:
        OSError: it could not be written; the old file is as it was.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".ldn-calc-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o600)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _text(table: dict[str, object], key: str, path: Path) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST or "\n" in value:
        raise SettingsError(
            f'The settings file {path} needs {key} = "…" under [pharmacy], at most {_LONGEST} characters on one line.'
        )
    return value.strip()
