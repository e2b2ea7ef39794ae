"""Holding a file or a folder, so that two programs never write in it at once; the end of a program lets go of what it held."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["HELD", "FolderBusyError", "lock", "only_one"]

HELD: Final = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""How a lock answers that somebody else holds it (Windows in the latter two ways)."""
_LOOK_AGAIN: Final = 0.05
_NEW_MODE: Final = 0o600


class FolderBusyError(Exception):
    """Another program is writing in the folder."""


@contextmanager
def only_one(folder: Path, seconds: float = 0, *, file: str = "", must: bool = False) -> Iterator[None]:
    """Hold a folder for as long as the block lasts, so that two programs never write its files at once.

    Args:
        folder: it must be there.
        seconds: how long to wait for the other program.
        file: a file of the folder that is made, stays and is held in its place; the folder itself where empty.
        must: go on under no circumstances where the disk locks nothing, as some network disks.

    Raises:
        FolderBusyError: the other program holds it, or it must be held and its disk locks nothing.
        OSError: it cannot be opened.
    """
    until = time.monotonic() + seconds
    handle = _handle_to_hold(folder, file)
    try:
        while True:
            try:
                lock(handle)
                break
            except OSError as error:
                is_held = error.errno in HELD
                if not is_held and not must:
                    break
                if not is_held or time.monotonic() >= until:
                    raise FolderBusyError(str(folder)) from error
            time.sleep(_LOOK_AGAIN)
        yield
    finally:
        os.close(handle)


def _handle_to_hold(folder: Path, file: str) -> int:
    """A handle whose closing, as at the end of the program, lets the folder go."""
    if sys.platform == "win32" and not file:  # a folder has no handle there; a file that goes with its last handle stands for it
        return os.open(folder / ".ldn-calc-lock", os.O_CREAT | os.O_RDWR | os.O_TEMPORARY)
    if file:
        return os.open(folder / file, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), _NEW_MODE)
    return os.open(folder, os.O_RDONLY | os.O_CLOEXEC)


def lock(handle: int) -> None:
    """Hold a file for as long as its handle is open.

    Raises:
        OSError: another program holds it, or its disk locks nothing.
    """
    if sys.platform == "win32":
        import msvcrt  # Windows alone

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # not on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
