"""Read what a command is given, and give the reason in words where that fails."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ldn_calc.application.files.text_files import UnreadableError, composed_json, read_bytes, text_of, within
from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.cli.words import complain

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.port import Pharmacy

__all__ = ["NotReadError", "pharmacy_of", "read_input"]

_MOST_BYTES: Final = 1_000_000
_PIPE: Final = ". Give - as its name, and send it to standard input"


class NotReadError(Exception):
    """A file that cannot be read; the sentence has been said."""


def read_input(name: str) -> str:
    """The JSON text of a file, or of standard input for `-`: composed, without a byte order mark.

    Raises:
        NotReadError: it cannot be read, is no text, or is far too large for a prescription.
    """
    try:
        return composed_json(text_of(_standard_input() if name == "-" else read_bytes(Path(name), _MOST_BYTES)))
    except UnreadableError as error:
        sentence = f"{name} cannot be read: {error.reason}{_PIPE if error.found in ('a pipe', 'a device') else ''}."
    complain(sentence)
    raise NotReadError(sentence)


def pharmacy_of(chosen: Namespace) -> Pharmacy:
    """The pharmacy of this run; where its settings were named and are not there, that is said: what they hold is then not used."""
    pharmacy = FilePharmacy(chosen.settings)
    if chosen.settings is not None and not pharmacy.has_settings:
        complain(f"There is no settings file {pharmacy.settings_place}: no pharmacy is set up, and every paper says PRACTICE.")
    return pharmacy


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UnreadableError("standard input is closed", "a request")
    try:
        return within(sys.stdin.buffer.read(_MOST_BYTES + 1), _MOST_BYTES)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error), "a request") from error
