"""A process split off this one: it can die, fill its disk or run beside another, and need not load the program again."""

from __future__ import annotations

import contextlib
import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path

__all__ = ["SplitOff"]

_SECONDS = 120
_NOT_DONE = 70


class SplitOff:
    """Does `work` and leaves with what it gives back; what it says on either stream stands in the file `said`."""

    def __init__(self, work: Callable[[], int], said: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # pytest-xdist listens in a thread, which stays behind
            self._process = os.fork()
        if self._process == 0:
            code = _NOT_DONE
            try:
                signal.alarm(_SECONDS)
                with said.open("w", encoding="utf-8") as file, contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):
                    code = work()
            finally:
                os._exit(code)

    def wait(self) -> int:
        """Its exit code; less than 0 where a signal ended it."""
        return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
