"""Whether the settings' folder can be written, said in words when the program starts and not when something was typed in vain."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from ldn_calc.application.files.whole_files import sweep, try_to_write

__all__ = ["folder_fault"]

_PROBE: Final = b"\0" * 4096
_MAY_NOT: Final = "this account may not write there. Ask whoever looks after this computer to allow it"
_WHY: Final = {
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: "its disk is read-only. Ask whoever looks after this computer to make it writable",
    errno.ENOSPC: "its disk is full. Delete what is not needed, then start the program again",
    errno.EDQUOT: "this account has used up its room on the disk. Delete what is not needed, then start the program again",
    errno.ENOTDIR: "a file stands where a folder should be. Move that file away, then start the program again",
}


def folder_fault(settings: Path) -> str:
    """Why nothing can be kept in the folder of the settings file, and what to do; empty where it can.

    Nothing stays behind: a folder that does not exist yet is not made, its nearest ancestor is tried, and what a program that was
    killed left there is swept away.
    """
    folder = settings.absolute().parent
    sweep(folder)
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        try_to_write(place, _PROBE)
    except OSError as error:
        why = _WHY.get(error.errno or 0, f"{error.strerror or error}. Ask whoever looks after this computer")
        return f"Settings cannot be saved in {folder}: {why}. You can plan and print meanwhile."
    return ""
