"""Read what a command is given, and give the reason in words where that fails."""

from __future__ import annotations

import sys
from pathlib import Path

from ldn_calc.cli.words import complain

__all__ = ["NotReadError", "read_input"]

_MOST_BYTES = 1_000_000


class NotReadError(Exception):
    """A file that cannot be read; the sentence has been said."""


def read_input(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Raises:
        NotReadError: it cannot be read, or is far too large for a prescription.
    """
    try:
        if name == "-":
            content = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        sentence = f"{name} cannot be read: {error.strerror or error}."
        complain(sentence)
        raise NotReadError(sentence) from error
    if len(content) > _MOST_BYTES:
        sentence = f"{name} is over 1 MB: that is not a prescription."
        complain(sentence)
        raise NotReadError(sentence)
    return content
