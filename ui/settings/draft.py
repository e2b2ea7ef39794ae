"""The settings in edit: each field's text, what is wrong with it, and the settings it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ldn_calc.application.pharmacy.settings import PaperPrinter, PrinterKind, Settings, pharmacy_fault
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.pharmacy import Pharmacy
from ui.kit.words import PHARMACY_LACKS
from ui.settings.sentences import TEXT

__all__ = ["PAPERS", "SettingsDraft"]

PAPERS: Final = ("label", "sheet", "worksheet", "master")
_PHARMACY: Final = ("name", "address", "phone")
_PRINTER: Final = ("kind", "name", "port", "resolution", "tray", "copies")
_LONGEST: Final = 200
_LAST_PORT: Final = 65535


class SettingsDraft:
    """Texts by key, as in `pharmacy.name`, `papers.stock` and `printers.label.name`.

    Attributes:
        texts: as they stand in the fields.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._saved = _texts_of(settings)
        self.texts = dict(self._saved)

    @property
    def is_dirty(self) -> bool:
        """Whether anything is another than what is saved."""
        return any(self.texts[key].strip() != text for key, text in self._saved.items())

    def dirty(self, start: str) -> bool:
        """Whether anything is another under keys that begin so."""
        return any(self.texts[key].strip() != text for key, text in self._saved.items() if key.startswith(start))

    def take_back(self) -> None:
        """Give up what was edited."""
        self.texts = dict(self._saved)

    def follow(self, settings: Settings) -> None:
        """Other settings were saved: what is not in edit here follows them."""
        saved, before = _texts_of(settings), self._saved
        self.texts = {key: saved[key] if self.texts[key].strip() == before[key] else self.texts[key] for key in saved}
        self._settings, self._saved = settings, saved

    def faults(self) -> dict[str, str]:
        """What is wrong, by key, each in a sentence that names the fix."""
        found = {key: TEXT.too_long for key, text in self.texts.items() if len(text.strip()) > _LONGEST}
        pharmacy = {key: self.texts[f"pharmacy.{key}"].strip() for key in _PHARMACY}
        if any(pharmacy.values()) or self._settings.pharmacy is not None:
            found |= {f"pharmacy.{key}": PHARMACY_LACKS[key] for key, text in pharmacy.items() if not text}
        wrong = {f"pharmacy.{key}": pharmacy_fault(key, text) for key, text in pharmacy.items() if text}
        found = {key: fault for key, fault in wrong.items() if fault} | found
        for paper in PAPERS:
            found |= self._printer_faults(f"printers.{paper}")
        return found

    def settings(self) -> Settings:
        """The settings that the texts come to; only while there are no faults."""
        texts = {key: text.strip() for key, text in self.texts.items()}
        pharmacy = Pharmacy(*(texts[f"pharmacy.{key}"] for key in _PHARMACY)) if texts["pharmacy.name"] else None
        choices = replace(self._settings.choices, stock=texts["papers.stock"], sheet=SheetForm(texts["papers.sheet"]))
        made = Settings(pharmacy, choices, self._settings.printers)
        for paper in PAPERS:
            printer = _printer_of(texts, f"printers.{paper}")
            if printer != made.printer(paper):
                made = made.with_printer(paper, printer)
        return made

    def printer(self, paper: str) -> PaperPrinter | None:
        """Where a paper would print; None while a field of it is wrong."""
        start = f"printers.{paper}"
        if self._printer_faults(start):
            return None
        return _printer_of({key: text.strip() for key, text in self.texts.items()}, start)

    def choices(self) -> PaperChoices:
        """Stock and form to begin with, as they stand."""
        return replace(self._settings.choices, stock=self.texts["papers.stock"], sheet=SheetForm(self.texts["papers.sheet"]))

    def _printer_faults(self, start: str) -> dict[str, str]:
        found = {}
        kind, name = self.texts[f"{start}.kind"], self.texts[f"{start}.name"].strip()
        if kind == PrinterKind.NETWORK and not name:
            found[f"{start}.name"] = TEXT.host_lacks
        if kind == PrinterKind.QUEUE and not name:
            found[f"{start}.name"] = TEXT.queue_lacks
        if kind == PrinterKind.NETWORK and not _is_port(self.texts[f"{start}.port"].strip()):
            found[f"{start}.port"] = TEXT.port_wrong
        return found


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= _LAST_PORT


def _texts_of(settings: Settings) -> dict[str, str]:
    pharmacy = settings.pharmacy or Pharmacy("", "", "")
    texts = {f"pharmacy.{key}": str(getattr(pharmacy, key)) for key in _PHARMACY}
    texts |= {"papers.stock": settings.choices.stock, "papers.sheet": settings.choices.sheet.value}
    for paper in PAPERS:
        printer = settings.printer(paper)
        texts |= {f"printers.{paper}.{key}": str(getattr(printer, key)) for key in _PRINTER}
    return texts


def _printer_of(texts: Mapping[str, str], start: str) -> PaperPrinter:
    """The printer of one paper; a port that does not matter for its kind may be anything and is then the usual one."""
    port = texts[f"{start}.port"]
    return PaperPrinter(
        kind=PrinterKind(texts[f"{start}.kind"]),
        name=texts[f"{start}.name"],
        port=int(port) if _is_port(port) else PaperPrinter().port,
        resolution=int(texts[f"{start}.resolution"]),
        tray=texts[f"{start}.tray"],
        copies=int(texts[f"{start}.copies"]),
    )
