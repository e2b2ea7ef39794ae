"""The pharmacy's settings: one TOML file, read by window and command line alike."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from ldn_calc.application.files import text_files
from ldn_calc.application.files.whole_files import write_whole
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import read_text

__all__ = ["PaperPrinter", "PrinterKind", "Settings", "SettingsError", "pharmacy_fault", "read_settings", "write_settings"]

_LONGEST: Final = 200
_MOST_BYTES: Final = 1_000_000
_PHARMACY_KEYS: Final = ("name", "address", "phone")
_LEAST_DIGITS: Final = 7
_LEAST_LETTERS: Final = 2
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
        table = tomllib.loads(text_files.read_text(path, _MOST_BYTES))
    except text_files.UnreadableError as error:
        if error.is_missing and not path.is_symlink():
            return Settings()
        raise SettingsError(f"The settings file {path} cannot be read ({error}). Correct it or delete it.") from error
    except (ValueError, RecursionError) as error:  # what is no TOML; some of it breaks the parser in ways of its own
        told = "tables or lists nested absurdly deep" if isinstance(error, RecursionError) else str(error)
        raise SettingsError(f"The settings file {path} cannot be read ({told}). Correct it or delete it.") from error
    return Settings(
        _pharmacy(table.get("pharmacy"), path), _choices(table.get("papers", {}), path), _printers(table.get("printers", {}), path)
    )


def write_settings(settings: Settings, path: Path) -> None:
    """Write the settings whole or not at all.

    Raises:
        SettingsError: the pharmacy's texts could not be read again, or the folder cannot be written; the old file is kept.
    """
    if settings.pharmacy is not None:
        _check_pharmacy(settings.pharmacy)
    import tomlkit  # only where something is saved

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


def pharmacy_fault(key: str, text: str) -> str:
    """Why a text cannot be the pharmacy's name, address or phone, and what to write; empty where it can.

    A letter typed to get past a question never turns practice off.
    """
    try:
        read_text(text)
    except FieldFaultError as fault:
        return f"The pharmacy's {key} needs {fault.expected}."
    if key == "phone" and sum(sign.isdecimal() for sign in text) < _LEAST_DIGITS:
        return f"The pharmacy's phone needs at least {_LEAST_DIGITS} digits, as patients dial it."
    if key != "phone" and sum(sign.isalpha() for sign in text) < _LEAST_LETTERS:
        return f"The pharmacy's {key} needs more than one letter, as it is printed."
    return ""


def _check_pharmacy(pharmacy: Pharmacy) -> None:
    for key in _PHARMACY_KEYS:
        if fault := pharmacy_fault(key, getattr(pharmacy, key)):
            raise SettingsError(fault)


def _pharmacy(found: object, path: Path) -> Pharmacy | None:
    if found is None:
        return None
    table = _table(found, "pharmacy", path)
    pharmacy = Pharmacy(*(_text(table, key, path) for key in _PHARMACY_KEYS))
    try:
        _check_pharmacy(pharmacy)
    except SettingsError as fault:
        raise SettingsError(f"The settings file {path} needs another text under [pharmacy]. {fault}") from None
    return pharmacy


def _table(found: object, name: str, path: Path) -> dict[str, Any]:
    """A table of the file.

    Raises:
        SettingsError: something else stands under its name.
    """
    if not isinstance(found, dict):
        raise SettingsError(f"The settings file {path} needs {name} as a table, [{name}] with its keys on the lines below.")
    return found


def _choices(found: object, path: Path) -> PaperChoices:
    """Stock and form of the sheet; a start on a sheet of labels and a wish of one patient are not kept."""
    table = _table(found, "papers", path)
    stock = table.get("stock", PaperChoices().stock)
    form = table.get("sheet", SheetForm.FULL)
    if not _is_line(stock) or not isinstance(form, str) or form not in set(SheetForm):
        forms = ", ".join(f'"{each}"' for each in SheetForm)
        raise SettingsError(f'The settings file {path} needs stock = "…" and sheet as one of {forms} under [papers].')
    return PaperChoices(stock=stock, sheet=SheetForm(form))


def _printers(found: object, path: Path) -> dict[str, PaperPrinter]:
    table = _table(found, "printers", path)
    return {paper: _printer(row, paper, path) for paper, row in table.items() if paper in _PAPER_NAMES}


def _printer(row: object, paper: str, path: Path) -> PaperPrinter:
    found, place = _table(row, f"printers.{paper}", path), f"[printers.{paper}]"
    texts: dict[str, Any] = {key: found.get(key, "") for key in ("name", "tray")}
    numbers = {"port": range(1, 65536), "resolution": _RESOLUTIONS, "copies": range(1, _MOST_COPIES + 1)}
    counts: dict[str, Any] = {key: found.get(key, getattr(PaperPrinter(), key)) for key in numbers}
    kind = found.get("kind", PrinterKind.SYSTEM)
    if (
        not isinstance(kind, str)
        or kind not in set(PrinterKind)
        or not all(text == "" or _is_line(text) for text in texts.values())
    ):
        kinds = ", ".join(f'"{each}"' for each in PrinterKind)
        raise SettingsError(f"The settings file {path} needs kind as one of {kinds}, and name and tray as texts, under {place}.")
    if not all(type(count) is int and count in numbers[key] for key, count in counts.items()):
        expected = f"port 1 to 65535, resolution {', '.join(map(str, _RESOLUTIONS))} and copies 1 to {_MOST_COPIES}"
        raise SettingsError(f"The settings file {path} needs {expected}, as numbers, under {place}.")
    return PaperPrinter(kind=PrinterKind(kind), **texts, **counts)


def _is_line(value: object) -> bool:
    """Whether it is one line of text as any field may hold."""
    try:
        read_text(value)
    except FieldFaultError:
        return False
    return True


def _text(table: Mapping[str, object], key: str, path: Path) -> str:
    value = table.get(key)
    if not _is_line(value):
        raise SettingsError(
            f'The settings file {path} needs {key} = "…" under [pharmacy], at most {_LONGEST} characters on one line.'
        )
    return str(value).strip()
