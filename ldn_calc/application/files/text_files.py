"""The one reader of text files: requests, results, settings, the pharmacy's own rows, a batch's journal.

It takes a regular file, whole, up to a bound, and hands back composed text without a byte order mark. A pipe or a device is refused
before it is read, because reading it could wait for ever.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.plain_text import composed_json, decoded

__all__ = ["MOST_BYTES", "UnreadableError", "composed_json", "read_bytes", "read_text", "text_of", "within"]

MOST_BYTES: Final = 5_000_000
"""The largest text file of any kind; each kind may be bounded closer."""

_MEGABYTE: Final = 1_000_000
_OPEN: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_FILES: Final[tuple[tuple[Callable[[int], bool], str], ...]] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class UnreadableError(Exception):
    """A file that cannot be read as text; the message is what was found, in words, without the file's name.

    Attributes:
        found: what is wrong with it: `a folder`, `text saved as UTF-16`.
        expected: what is due instead.
        is_missing: whether there is no such file.
    """

    def __init__(self, found: str, expected: str, *, is_missing: bool = False) -> None:
        super().__init__(f"{found}; expected {expected}")
        self.found, self.expected, self.is_missing = found, expected, is_missing

    @property
    def reason(self) -> str:
        """Why it cannot be read, as it goes on from "cannot be read: "."""
        return f"{self.found}, not {self.expected}" if "UTF" in self.expected else self.found


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The whole content of a regular file; never waits for one that only delivers later.

    Raises:
        UnreadableError: there is none, it is a folder, pipe or device, it cannot be read, or it is larger than `most` bytes.
    """
    try:
        _check_kind(path.stat().st_mode)
        with os.fdopen(os.open(path, _OPEN), "rb") as file:
            _check_kind(os.fstat(file.fileno()).st_mode)
            content = file.read(most + 1)
    except FileNotFoundError as error:
        raise UnreadableError(error.strerror or "nothing", "a file that is there", is_missing=True) from error
    except OSError as error:
        raise UnreadableError(error.strerror or str(error), "a file that can be read") from error
    except ValueError as error:  # a zero byte in its name
        raise UnreadableError(str(error), "the name of a file") from error
    return within(content, most)


def within(content: bytes, most: int) -> bytes:
    """The same content where it is not too large.

    Raises:
        UnreadableError: it is larger than `most` bytes.
    """
    if len(content) > most:
        raise UnreadableError(f"more than {most // _MEGABYTE} MB", f"a text of at most {most // _MEGABYTE} MB")
    return content


def text_of(content: bytes) -> str:
    """Bytes as composed text without a byte order mark.

    Raises:
        UnreadableError: they are not UTF-8.
    """
    try:
        return decoded(content)
    except FieldFaultError as fault:
        raise UnreadableError(fault.found, fault.expected) from None


def read_text(path: Path, most: int = MOST_BYTES) -> str:
    """A text file as composed text without a byte order mark.

    Raises:
        UnreadableError: as `read_bytes` and `text_of` say.
    """
    return text_of(read_bytes(path, most))


def _check_kind(mode: int) -> None:
    for is_kind, words in _NO_FILES:
        if is_kind(mode):
            raise UnreadableError(words, "a file that can be read")
