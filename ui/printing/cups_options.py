"""What Qt hands to CUPS with a print job: options that QPrinter has no words for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtPrintSupport import QPrintEngine, QPrinter

__all__ = ["cups_options", "set_cups_options"]

_KEY: Final = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""PPK_CupsOptions of Qt's CUPS engine: a list of name, value, name, value. No other engine answers to it."""


def cups_options(printer: QPrinter) -> dict[str, str]:
    """The options of the job that is to be printed; empty where it does not go to CUPS."""
    kept = printer.printEngine().property(_KEY)
    words = [str(each) for each in kept] if isinstance(kept, list) else []
    return dict(zip(words[::2], words[1::2], strict=False))


def set_cups_options(printer: QPrinter, options: Mapping[str, str]) -> None:
    """Add options to those that are there; nothing where the job does not go to CUPS."""
    if isinstance(printer.printEngine().property(_KEY), list):
        together = {**cups_options(printer), **options}
        printer.printEngine().setProperty(_KEY, [word for option in together.items() for word in option])
