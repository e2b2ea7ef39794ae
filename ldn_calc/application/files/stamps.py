"""Whether a file on disk is still the one that was read, and whether another window has it open."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Final

from ldn_calc.application.files.text_files import UnreadableError, read_bytes

__all__ = ["MISSING", "OpenMark", "stamp_of", "stamp_on_disk"]

MISSING: Final = ""
"""The stamp of a file that is not there."""


def stamp_of(content: bytes) -> str:
    """What tells one content of a file from another: its SHA-256. Time and size do not, where two save within a moment."""
    return hashlib.sha256(content).hexdigest()


def stamp_on_disk(path: Path) -> str:
    """The stamp of what stands there now; MISSING where nothing does, and a word that no stamp is where it cannot be read."""
    try:
        return stamp_of(read_bytes(path))
    except UnreadableError as error:
        return MISSING if error.is_missing else "unreadable"


class OpenMark:
    """Holds a mark on the file that is open here, so that another window of the program sees that it is.

    Windows lets nobody replace a file that is held: there no mark is made, and only the stamp tells, when it is saved.
    """

    def __init__(self) -> None:
        self._handle: int | None = None

    def set(self, path: Path | None) -> bool:
        """Mark this file in the place of the one before (None marks none); whether another window has it marked already."""
        self.clear()
        if path is None or sys.platform == "win32":
            return False
        import fcntl  # not on Windows

        try:
            handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return True
        except OSError:  # a disk that locks nothing
            os.close(handle)
            return False
        self._handle = handle
        return False

    def clear(self) -> None:
        """Mark no file any more."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
