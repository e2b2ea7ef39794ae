"""The pharmacy's settings: one TOML file, read by window and command line alike."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from ldn_calc.documents.choices import PaperChoices, SheetForm
from ldn_calc.documents.pharmacy import Pharmacy

__all__ = ["PaperPrinter", "PrinterKind", "Settings", "SettingsError", "read_settings", "write_settings"]

_LONGEST: Final = 200
_MOST_COPIES: Final = 9
_RESOLUTIONS: Final = (203, 300, 600)
_PRINTER_KEYS: Final = ("kind", "name", "port", "resolution", "tray", "copies")
_PAPER_NAMES: Final = ("label", "sheet", "worksheet", "master")


class SettingsError(Exception):
    """Settings that cannot be read or written; the message names the file and what to do."""


class PrinterKind(StrEnum):
    """How a paper reaches its printer."""

    SYSTEM = "system"
    """A printer of the operating system, through its driver."""
    NETWORK = "zpl-network"
    """A ZPL label printer at a host and TCP port."""
    QUEUE = "zpl-queue"
    """A ZPL label printer behind a raw queue of the operating system."""


@dataclass(frozen=True, slots=True)
class PaperPrinter:
    """Where one kind of paper prints.

    Attributes:
        kind: how it is reached.
        name: of the system's printer or raw queue, or the host's; empty where the person is asked each time.
        port: TCP port of a network printer.
        resolution: dots per inch of a ZPL printer: 203, 300 or 600; not used for the system's printers.
        tray: the paper source by its name in the driver; empty for the printer's own choice.
        copies: how many of each page, 1 to 9.
    """

    kind: PrinterKind = PrinterKind.SYSTEM
    name: str = ""
    port: int = 9100
    resolution: int = 203
    tray: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What is kept between runs; without a pharmacy every paper says PRACTICE.

    Attributes:
        pharmacy: whose name stands on the papers.
        choices: label stock and form of the sheet to begin with.
        printers: for each kind of paper where it prints.
    """

    pharmacy: Pharmacy | None = None
    choices: PaperChoices = field(default_factory=PaperChoices)
    printers: Mapping[str, PaperPrinter] = field(default_factory=dict)

    def printer(self, paper: str) -> PaperPrinter:
        """Where a paper prints; the system's default printer, asked for each time, where nothing is set."""
        return self.printers.get(paper, PaperPrinter())

    def with_printer(self, paper: str, printer: PaperPrinter) -> Settings:
        """The same settings with another printer for one paper."""
        return replace(self, printers={**self.printers, paper: printer})


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
    pharmacy = None if found is None else Pharmacy(*(_text(found, key, path) for key in ("name", "address", "phone")))
    return Settings(pharmacy, _choices(table.get("papers", {}), path), _printers(table.get("printers", {}), path))


def write_settings(settings: Settings, path: Path) -> None:
    """Write the settings whole or not at all.

    Raises:
        SettingsError: the folder cannot be written; the old file is kept.
    """
    import tomlkit  # noqa: PLC0415  (only where something is saved)

    table: dict[str, Any] = {}
    if settings.pharmacy is not None:
        pharmacy = settings.pharmacy
        table["pharmacy"] = {"name": pharmacy.name, "address": pharmacy.address, "phone": pharmacy.phone}
    table["papers"] = {
        "stock": settings.choices.stock,
        "sheet": settings.choices.sheet.value,
    }
    table["printers"] = {
        paper: {key: value for key in _PRINTER_KEYS if (value := getattr(printer, key)) != getattr(PaperPrinter(), key)}
        for paper, printer in settings.printers.items()
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, tomlkit.dumps(table).encode())
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


def _choices(table: Mapping[str, object], path: Path) -> PaperChoices:
    """Stock and form of the sheet; a start on a sheet of labels and a wish of one patient are not kept."""
    stock = table.get("stock", PaperChoices().stock)
    form = table.get("sheet", SheetForm.FULL)
    if not isinstance(stock, str) or form not in set(SheetForm):
        forms = ", ".join(f'"{each}"' for each in SheetForm)
        raise SettingsError(f'The settings file {path} needs stock = "…" and sheet as one of {forms} under [papers].')
    return PaperChoices(stock=stock, sheet=SheetForm(str(form)))


def _printers(table: Mapping[str, object], path: Path) -> dict[str, PaperPrinter]:
    return {paper: _printer(row, f"[printers.{paper}]", path) for paper, row in table.items() if paper in _PAPER_NAMES}


def _printer(row: object, place: str, path: Path) -> PaperPrinter:
    found = dict(row) if isinstance(row, dict) else {"kind": row}
    texts: dict[str, Any] = {key: found.get(key, "") for key in ("name", "tray")}
    numbers = {"port": range(1, 65536), "resolution": _RESOLUTIONS, "copies": range(1, _MOST_COPIES + 1)}
    counts: dict[str, Any] = {key: found.get(key, getattr(PaperPrinter(), key)) for key in numbers}
    kind = found.get("kind", PrinterKind.SYSTEM)
    if kind not in set(PrinterKind) or not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts.values()):
        kinds = ", ".join(f'"{each}"' for each in PrinterKind)
        raise SettingsError(f"The settings file {path} needs kind as one of {kinds}, and name and tray as texts, under {place}.")
    if not all(type(count) is int and count in numbers[key] for key, count in counts.items()):
        expected = f"port 1 to 65535, resolution {', '.join(map(str, _RESOLUTIONS))} and copies 1 to {_MOST_COPIES}"
        raise SettingsError(f"The settings file {path} needs {expected}, as numbers, under {place}.")
    return PaperPrinter(kind=PrinterKind(str(kind)), **texts, **counts)


def _text(table: dict[str, object], key: str, path: Path) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST or "\n" in value:
        raise SettingsError(
            f'The settings file {path} needs {key} = "…" under [pharmacy], at most {_LONGEST} characters on one line.'
        )
    return value.strip()
