"""Read what a command is given, and give the reason in words where that fails."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from ldn_calc.application.files.text_files import UnreadableError, composed_json, read_bytes, text_of, within
from ldn_calc.cli.words import complain

__all__ = ["NotReadError", "read_input", "tell_of_missing"]

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


def tell_of_missing(settings: Path | None) -> None:
    """Say that a settings file that was named is not there: what it holds is then not used."""
    if settings is not None and not settings.exists():
        complain(f"There is no settings file {settings}: no pharmacy is set up, and every paper says PRACTICE.")


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UnreadableError("standard input is closed", "a request")
    try:
        return within(sys.stdin.buffer.read(_MOST_BYTES + 1), _MOST_BYTES)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error), "a request") from error
