"""The one writer of files: whole or not at all, several together or none of them, nobody else's to read.

Each file is written beside its place as a part of its own name, forced to the disk, and moved there. A part is locked while it is
written; one that nobody holds was left over when a program was killed, and is swept when the next file is written in that folder.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from ldn_calc.application.files.locks import HELD, lock

__all__ = ["sweep", "try_to_write", "write_together", "write_whole"]

_PREFIX: Final = ".ldn-calc-"
_SUFFIX: Final = ".part"
_OLDER_SUFFIX: Final = ".ldn.json.part"
"""What the window's earlier way of saving left behind, unlocked."""
_OLD_SECONDS: Final = 60.0
"""How old a part must be where its lock tells nothing."""
_NEW_MODE: Final = 0o600
_ANY_WRITE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_TRIES: Final = 5
_NO_FOLDER_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM)
"""How a folder that may be written and not read, or a network disk, answers when its list of names is to be forced to the disk."""
_WINDOWS: Final = sys.platform == "win32"


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file's content in one move, so that a full disk or a power cut never leaves half a file.

    A new file is its owner's alone (0600); one that is there keeps its mode and group. A link is followed, not replaced.

    Raises:
        OSError: it could not be written, or is no file, or is read-only; the old file is as it was. Only where the disk fails at
            the folder's own list of names, the new one may be there already.
    """
    place = _place_of(path)
    sweep(place.parent)
    part = _Part.written(place, content)
    try:
        part.move_to(place)
    except BaseException:
        part.drop()
        raise
    _keep_names(place.parent)


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write several files of one folder, all of them or none: never one of them beside another's older version.

    All parts are on the disk before the first file moves; the older files go before the newer ones come. A program that is killed
    in between leaves some of the old or some of the new, never a mixture.

    Raises:
        OSError: one could not be written; every file is as it was.
    """
    parts: dict[Path, _Part] = {}
    aside: dict[Path, _Part] = {}
    try:
        for path, content in files.items():
            place = _place_of(path)
            sweep(place.parent)
            parts[place] = _Part.written(place, content)
        for place in [place for place in parts if place.exists()]:
            aside[place] = _Part.put_aside(place)
        for place, part in parts.items():
            part.move_to(place)
    except BaseException:
        for place, part in parts.items():
            part.drop(also=place)
        for place, older in aside.items():
            older.move_to(place)
        raise
    for older in aside.values():
        older.drop()
    for folder in {place.parent for place in parts}:
        with suppress(OSError):  # they are written
            _keep_names(folder)


class _Part:
    """A file under a name of its own, held by this program until it is moved or dropped."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path, self._handle, self._moved = path, handle, False

    @classmethod
    def written(cls, place: Path, content: bytes) -> _Part:
        """The content on the disk beside its place, with the mode and group it will have there."""
        handle, path = _new_part(place.parent)
        part = cls(path, None if _WINDOWS else os.dup(handle))
        try:
            if not _WINDOWS:
                _take_rights(handle, place)
            _fill(handle, content)
        except BaseException:
            part.drop()
            raise
        return part

    @classmethod
    def put_aside(cls, place: Path) -> _Part:
        """A file that is there, out of the way until it is known whether it is replaced."""
        handle: int | None = None
        if not _WINDOWS:
            handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
            with suppress(OSError):  # a disk that locks nothing
                lock(handle)
        empty, name = tempfile.mkstemp(dir=place.parent, prefix=_PREFIX, suffix=_SUFFIX)
        os.close(empty)
        part = cls(Path(name), handle)
        try:
            place.replace(name)
        except BaseException:
            part.drop()
            raise
        return part

    def move_to(self, place: Path) -> None:
        """To its place, over what stands there."""
        self._path.replace(place)
        self._moved = True
        self._let_go()

    def drop(self, also: Path | None = None) -> None:
        """Take it away, wherever it is; `also` is where it may have been moved."""
        with suppress(OSError):
            if not self._moved:
                self._path.unlink()
            elif also is not None:
                also.unlink()
        self._let_go()

    def _let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def try_to_write(folder: Path, content: bytes) -> None:
    """Write a file there and take it away again.

    Raises:
        OSError: the folder or its disk took it not.
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX, suffix=_SUFFIX)
    try:
        _fill(handle, content)
    finally:
        Path(name).unlink()


def sweep(folder: Path) -> None:
    """Take away the parts that killed programs left in a folder; only this program's, only those nobody writes any more."""
    try:
        found = [Path(entry.path) for entry in os.scandir(folder) if _is_part(entry.name)]
    except OSError:
        return
    for part in found:
        with suppress(OSError):
            if _is_left_over(part):
                part.unlink()


def _place_of(path: Path) -> Path:
    """Where the file really is, behind every link.

    Raises:
        OSError: something else than a file stands there, or a file that may not be written.
    """
    place = Path(os.path.realpath(path))
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return place
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "It is a device or a pipe, not a file", str(path))
    if not mode & _ANY_WRITE or not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, "It is read-only", str(path))
    return place


def _new_part(folder: Path) -> tuple[int, Path]:
    """A new part, held by this program until its handle is closed; made again where a sweep came between."""
    for _ in range(_TRIES):
        handle, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX, suffix=_SUFFIX)
        part = Path(name)
        if _WINDOWS:
            return handle, part
        with suppress(OSError):  # a disk that locks nothing
            lock(handle)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), part.stat()):
                return handle, part
        os.close(handle)
    raise OSError(errno.EBUSY, "Another program takes its files away", str(folder))


def _take_rights(handle: int, place: Path) -> None:
    try:
        there = place.stat()
    except FileNotFoundError:
        os.fchmod(handle, _NEW_MODE)
        return
    with suppress(OSError):  # a group this account is not in
        os.fchown(handle, -1, there.st_gid)
    os.fchmod(handle, stat.S_IMODE(there.st_mode))


def _fill(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_names(folder: Path) -> None:
    """Put the folder's own list of names on the disk, or a power cut brings an older file back. Windows does it by itself."""
    if _WINDOWS:
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _is_part(name: str) -> bool:
    return (name.startswith(_PREFIX) and name.endswith(_SUFFIX)) or name.endswith(_OLDER_SUFFIX)


def _is_left_over(part: Path) -> bool:
    """Whether nobody writes it any more.

    Raises:
        OSError: it is gone, or cannot be looked at.
    """
    found = part.lstat()
    if not stat.S_ISREG(found.st_mode):
        return False
    is_old = time.time() - found.st_mtime > _OLD_SECONDS
    if _WINDOWS:
        return is_old
    if found.st_uid != os.geteuid() or (part.name.endswith(_OLDER_SUFFIX) and not is_old):
        return False
    handle = os.open(part, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        lock(handle)
    except OSError as error:
        return is_old and error.errno not in HELD
    finally:
        os.close(handle)
    return True
